"""Tests of desktop.widgets."""
