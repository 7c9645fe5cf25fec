"""Databases of their own."""

from tests.server.databases import database, place, postgres_template

__all__ = ["database", "place", "postgres_template"]
