"""Accounts: who may sign in, from which devices, with which tokens. Nothing of it is replicated."""
