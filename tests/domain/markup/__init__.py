"""Tests of the rendering of Markdown."""
