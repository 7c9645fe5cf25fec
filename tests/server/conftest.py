"""Fixtures of the server's tests."""

from tests.support.databases import database, postgres_database, world

__all__ = ["database", "postgres_database", "world"]
