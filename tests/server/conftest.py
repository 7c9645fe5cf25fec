"""Fixtures of the server's tests."""

from tests.support.databases import database, postgres_database, postgres_engine, sqlite_files, world

__all__ = ["database", "postgres_database", "postgres_engine", "sqlite_files", "world"]
