"""Tests of desktop.shell."""
