"""Tests of the encrypted replica."""
