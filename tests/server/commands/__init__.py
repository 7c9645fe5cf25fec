"""Tests of the commands of `mostrador-server`."""
