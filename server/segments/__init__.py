"""Segments: what a first sync takes in bulk, built ahead and kept in the database."""
