"""Tests of words, queries, sections and excerpts."""
