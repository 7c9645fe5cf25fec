"""Tests of accounts, devices and tokens."""
