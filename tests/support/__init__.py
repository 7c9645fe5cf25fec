"""Fixtures that make leaks, warnings and stalls fail the test that caused them."""
