"""Tests of server.jobs."""
