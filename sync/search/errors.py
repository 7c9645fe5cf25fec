"""What can be wrong with an index.

SearchError
└── IndexDamaged    never reaches a user: the index is thrown away and built again
"""

from __future__ import annotations


class SearchError(Exception):
    """An index cannot do what it was asked."""

    title = "Search is not available"
    message = "Search is not available just now. Everything else works; the index is being built again."


class IndexDamaged(SearchError):
    """The file is not an index, was opened with another key, or a part of it is missing or altered."""

    title = "The search index is damaged"
    message = "The search index was damaged and is being built again. Nothing is lost: it is made from your articles."
