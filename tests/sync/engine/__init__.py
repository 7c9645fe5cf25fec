"""Tests of the engine and its runner."""
