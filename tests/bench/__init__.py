"""Tests of the benches: that they run and print what the results page reads, never how fast."""
