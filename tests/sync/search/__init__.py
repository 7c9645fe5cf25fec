"""Tests of the article index."""
