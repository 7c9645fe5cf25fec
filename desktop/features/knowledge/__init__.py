"""The knowledge base: search, read, write."""
