"""Tests of `sync.protocol`."""
