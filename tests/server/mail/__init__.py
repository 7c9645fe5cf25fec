"""Tests of server.mail."""
