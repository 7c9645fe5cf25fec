"""The cache of a profile that was never open here: made once, away from the GUI thread."""

from __future__ import annotations

from desktop.shell.profile_files import Card


def make_cache(card: Card, key: bytes) -> None:
    """Create an empty cache.

    Raises:
        ReplicaError: The folder cannot be written.
    """
    from sync.replica.writer import Replica

    Replica.open(card.cache_path, key, card.user_id).close()  # type: ignore[arg-type]
