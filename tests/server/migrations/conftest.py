"""Empty databases."""

from tests.server.databases import empty_place

__all__ = ["empty_place"]
