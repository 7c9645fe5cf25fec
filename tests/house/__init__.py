"""Tests of the house: its tool, its lints, its settings and the parts it stands on."""
