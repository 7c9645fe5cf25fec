"""Digests: how two ends find out, without telling each other everything, whether they hold the same.

The records of one kind that a scope shows are spread over **buckets** by the last byte of an id (for a child its
parent's, so that both lie together). A bucket's digest is the number of its records and the exclusive or of their
hashes, so it does not depend on any order. Equal digests, equal records; a stray coincidence has one chance in 2^64.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import reduce
from hashlib import blake2b
from operator import xor

from domain.ids import RecordId

LAST_BYTES = 256
"""An id ends with one of so many bytes; they are spread evenly."""
HASH_BYTES = 8
BUCKETS_BY_COUNT = ((64, 1), (4_096, 16))
"""Up to so many records, so many buckets; `LAST_BYTES` of them beyond."""

Digest = tuple[int, int]
"""Number of records, exclusive or of their hashes."""
EMPTY: Digest = (0, 0)


def last_byte(record_id: RecordId) -> int:
    """Return the last byte of an id."""
    return int(record_id[-2:], 16)


def record_hash(kind: str, record_id: RecordId, rev: int) -> int:
    """Return the hash of a record at a revision, 64 bits."""
    return int.from_bytes(blake2b(f"{kind}/{record_id}/{rev}".encode(), digest_size=HASH_BYTES).digest())


class ByLastByte:
    """Digests under construction, by the last byte of the record's id or its parent's."""

    __slots__ = ("counts", "hashes")

    def __init__(self) -> None:
        self.counts = [0] * LAST_BYTES
        self.hashes = [0] * LAST_BYTES

    def add(self, byte: int, hash_: int) -> None:
        """Add one record."""
        self.counts[byte] += 1
        self.hashes[byte] ^= hash_

    def buckets(self, count: int | None = None) -> tuple[Digest, ...]:
        """Return the digests of `count` buckets, by default as many as suit the number of records."""
        if count is None:
            total = sum(self.counts)
            count = next((buckets for most, buckets in BUCKETS_BY_COUNT if total <= most), LAST_BYTES)
        # A bucket has every count-th byte.
        return tuple(
            (sum(self.counts[bucket::count]), reduce(xor, self.hashes[bucket::count])) for bucket in range(count)
        )


def differing_bytes(theirs: Sequence[Digest], ours: ByLastByte) -> set[int]:
    """Return the last bytes of all ids in buckets whose digests differ; `theirs` are of 1, 16 or 256 buckets."""
    count = len(theirs)
    pairs = enumerate(zip(theirs, ours.buckets(count), strict=True))
    return {byte for bucket, (one, other) in pairs if one != other for byte in range(bucket, LAST_BYTES, count)}


def endings(last_bytes: Iterable[int]) -> list[str]:
    """Return how ids with these last bytes end, as text."""
    return [f"{byte:02x}" for byte in sorted(last_bytes)]
