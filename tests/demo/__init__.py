"""Tests of the places that start both ends."""
