"""Signing in, and the accounts of this machine."""
