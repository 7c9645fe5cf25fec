"""Verifying identities and helping with accounts."""
