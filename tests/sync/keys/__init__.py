"""Tests of the places that keep keys."""
