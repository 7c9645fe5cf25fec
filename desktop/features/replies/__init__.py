"""Saved replies: which there are, and the writing of them."""
