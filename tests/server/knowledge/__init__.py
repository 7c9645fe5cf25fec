"""Tests of the import of articles."""
