"""Tests of server.segments."""
