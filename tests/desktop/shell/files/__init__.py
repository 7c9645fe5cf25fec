"""Tests of files outside the encrypted shelf."""
