"""Macros: which there are, and the making of them."""
