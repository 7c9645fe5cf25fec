"""Tests of bringing other desks' tickets in."""
