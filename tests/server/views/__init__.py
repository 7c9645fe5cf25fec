"""Tests of the counts of views."""
