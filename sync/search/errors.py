"""What can be wrong with an index.

SearchError
├── IndexDamaged      never reaches a user: the index is thrown away and built again
└── IndexNotWritten   the disk is full or the indexing process was ended; search answers with what it has
"""

from __future__ import annotations

from domain.errors import KnownError


class SearchError(KnownError):
    """An index cannot do what it was asked."""


class IndexDamaged(SearchError):
    """The file is not an index, was opened with another key, or a part of it is missing or altered."""


class IndexNotWritten(SearchError):
    """Articles could not be added to the index; what is in it still answers."""
