"""Tests of the rules both ends share."""
