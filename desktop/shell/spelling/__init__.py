"""Spelling: whose dictionaries this computer has, and what they say of the words one types."""
