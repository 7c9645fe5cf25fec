"""Tests of desktop.features."""
