"""Tests of desktop.i18n."""
