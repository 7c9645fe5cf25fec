"""Tests of writing Markdown."""
