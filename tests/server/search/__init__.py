"""Tests of the server's search."""
