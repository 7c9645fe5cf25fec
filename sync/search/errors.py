"""What can be wrong with an index.

SearchError
├── IndexDamaged      never reaches a user: the index is thrown away and built again
└── IndexNotWritten   the disk is full or the indexing process was ended; search answers with what it has
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


class IndexNotWritten(SearchError):
    """Articles could not be added to the index; what is in it still answers."""

    title = "New articles are not in the search yet"
    message = (
        "Some articles could not be added to the search index. Check that the disk has free space;"
        " it is tried again at the next start, and everything else works."
    )
