"""Tests that mirror the packages, with the simulation, end-to-end lanes and their support."""
