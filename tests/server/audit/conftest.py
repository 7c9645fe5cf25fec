"""Databases of their own."""

from tests.server.databases import database, own_postgres, place

__all__ = ["database", "own_postgres", "place"]
