"""Tests of taking a server out and in."""
