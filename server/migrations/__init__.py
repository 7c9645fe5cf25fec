"""Versions of the schema: how a database comes to today's, and whether it is there."""
