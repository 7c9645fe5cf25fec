"""Tests of counted views."""
