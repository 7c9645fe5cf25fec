"""Tests of desktop.background."""
