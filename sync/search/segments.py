"""Segments: immutable batches of documents in Whoosh's codec, written at once, read by whole posting lists, merged.

A term has one posting of Whoosh's, whose value is its whole list packed as arrays: what is always read whole is then
one call to unpack, however many documents there are.
"""

from __future__ import annotations

import heapq
import io
import sys
from array import array
from collections import Counter, OrderedDict, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate, groupby
from typing import Any, Final, NamedTuple

import numpy as np
import numpy.typing as npt
from whoosh.codec.whoosh3 import W3LeafMatcher, W3Segment
from whoosh.filedb.structfile import StructFile
from whoosh.reading import TermNotFound

from sync.search.documents import Document
from sync.search.lexicon import WordList
from sync.search.schema import codec, field_name, whoosh_schema
from sync.search.storage import UNNUMBERED, BlobStorage

INDEX_NAME: Final = "articles"
_POSTINGS_KEPT: Final = 3_000_000
"""Postings decoded and kept per segment, about 12 bytes each plus positions."""


class Postings(NamedTuple):
    """A term's documents in one segment, ascending, with weights and positions.

    `positions[offsets[i] : offsets[i + 1]]` are those in document `docs[i]`.
    """

    docs: npt.NDArray[np.int32]
    weights: npt.NDArray[np.float32]
    positions: npt.NDArray[np.uint16]
    offsets: npt.NDArray[np.int32]


NOTHING: Final = Postings(np.empty(0, np.int32), np.empty(0, np.float32), np.empty(0, np.uint16), np.zeros(1, np.int32))

_LIST_COST: Final = 60
"""What keeping a list costs besides its postings, in postings; words that are not there are remembered as well."""

Listing = tuple[int, float, bytes]
"""One posting to write: document, weight, packed positions."""

Stay = npt.NDArray[np.bool_]
"""Which of a segment's documents are still articles."""


def write(storage: BlobStorage, documents: Sequence[Document]) -> None:
    """Write the postings of `documents`, numbered from 0; `storage.flush_to` makes them those of a segment."""
    fields: defaultdict[str, defaultdict[str, list[Listing]]] = defaultdict(lambda: defaultdict(list))
    for docnum, document in enumerate(documents):
        terms = fields[field_name(document.language)]
        for term, (weight, positions) in document.terms.items():
            terms[term].append((docnum, weight, positions))
    _write_lists(
        storage,
        (
            (name, term, _packed(listing))
            for name in sorted(fields)
            for term, listing in sorted((t.encode(), listing) for t, listing in fields[name].items())
        ),
    )


def _write_lists(storage: BlobStorage, lists: Iterator[tuple[str, bytes, bytes]]) -> None:
    """Write `(field, term, packed list)` in order of field and term."""
    schema = whoosh_schema()
    writer = codec().field_writer(storage, _whoosh_segment(UNNUMBERED))
    current = ""
    for name, term, packed in lists:
        if name != current:
            if current:
                writer.finish_field()
            writer.start_field(name, schema[name])
            current = name
        writer.start_term(term)
        writer.add(0, 1.0, packed, None)
        writer.finish_term()
    if current:
        writer.finish_field()
    writer.close()


def _packed(listing: Sequence[Listing]) -> bytes:
    """Return a list as bytes: how many, steps from document to document, weights, lengths, and all positions."""
    steps, before = array("I"), 0
    for doc, _, _ in listing:
        steps.append(doc - before)
        before = doc
    weights = array("f", [weight for _, weight, _ in listing])
    lengths = array("I", [len(positions) >> 1 for _, _, positions in listing])
    return b"".join((array("I", [len(steps)]), steps, weights, lengths, *(positions for _, _, positions in listing)))


def _unpacked(data: bytes) -> Postings:
    count = _count(data)
    offsets = np.zeros(count + 1, np.int32)
    np.frombuffer(data, np.int32, count, 4 + 8 * count).cumsum(out=offsets[1:])
    return Postings(
        np.frombuffer(data, np.int32, count, 4).cumsum(dtype=np.int32),
        np.frombuffer(data, np.float32, count, 4 + 4 * count),
        np.frombuffer(data, np.uint16, -1, 4 + 12 * count),
        offsets,
    )


def _count(data: bytes) -> int:
    return int.from_bytes(data[:4], sys.byteorder)


def word_lists(documents: Sequence[Document]) -> dict[str, WordList]:
    """Return the lexicon of `documents` by language."""
    counts: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for document in documents:
        counts[document.language].update(document.forms)
    return {language: WordList.of(count) for language, count in counts.items()}


@dataclass(slots=True)
class _Kept:
    """Decoded lists, least recently used first."""

    lists: OrderedDict[tuple[str, str], Postings]
    size: int = 0


class SegmentReader:
    """Reads posting lists of one segment and keeps those it has decoded."""

    def __init__(self, storage: BlobStorage, segment: int) -> None:
        self.id = segment
        self._terms = codec().terms_reader(storage, _whoosh_segment(segment))
        self._format = whoosh_schema()[field_name("en")].format
        self._kept = _Kept(OrderedDict())

    def postings(self, field: str, term: str) -> Postings:
        """Return the postings of `term`, none for a term that is not there."""
        kept = self._kept
        known = kept.lists.get((field, term))
        if known is not None:
            kept.lists.move_to_end((field, term))
            return known
        postings = self._read(field, term.encode())
        kept.lists[field, term] = postings
        kept.size += len(postings.docs) + _LIST_COST
        while kept.size > _POSTINGS_KEPT and len(kept.lists) > 1:
            _, dropped = kept.lists.popitem(last=False)
            kept.size -= len(dropped.docs) + _LIST_COST
        return postings

    def forget(self) -> None:
        """Drop what was decoded, as if no term had been used yet."""
        self._kept = _Kept(OrderedDict())

    def lists(self) -> Iterator[tuple[str, bytes, bytes]]:
        """Yield `(field, term, packed list)` of every term in order, keeping none."""
        for (field, term), info in self._terms.items():
            yield field, term, self._list(info)

    def _read(self, field: str, term: bytes) -> Postings:
        try:
            info = self._terms.term_info(field, term)
        except TermNotFound:
            return NOTHING
        return _unpacked(self._list(info))

    def _list(self, info: Any) -> bytes:
        """Return the packed list that a term's entry leads to.

        Reads the block from Whoosh's matcher by underscore methods: hence the exact pin of Whoosh.
        """
        offset, length = info.extent()
        # Bytes of one read: the matcher then never goes back to the blobs.
        data = self._terms._postfile.get(offset, _as_int(length))
        matcher = W3LeafMatcher(StructFile(io.BytesIO(data)), 0, len(data), self._format)
        matcher._read_values()
        return bytes(matcher._values[0])


def merge(storage: BlobStorage, old: Sequence[tuple[int, Stay]]) -> None:
    """Write the postings of `old` segments anew, their documents one after the other without those that do not stay.

    `storage.flush_to` makes them those of one segment.
    """
    files = storage.in_memory()
    readers = [SegmentReader(files, segment) for segment, _ in old]
    firsts = [0, *accumulate(int(np.count_nonzero(stay)) for _, stay in old)]

    def of(place: int) -> Iterator[tuple[str, bytes, int, bytes]]:
        stay = old[place][1]
        whole = bool(stay.all())
        for field, term, data in readers[place].lists():
            yield field, term, firsts[place], data if whole else _reduced(data, stay)

    def lists() -> Iterator[tuple[str, bytes, bytes]]:
        in_order = heapq.merge(*map(of, range(len(old))), key=lambda each: each[:3])
        for (field, term), same in groupby(in_order, key=lambda each: each[:2]):
            joined = _joined([(first, data) for _, _, first, data in same if _count(data)])
            if _count(joined):
                yield field, term, joined

    _write_lists(storage, lists())


def _reduced(data: bytes, stay: Stay) -> bytes:
    """Return a packed list without the documents that do not stay, the others numbered anew."""
    docs, weights, positions, offsets = _unpacked(data)
    stays, lengths = stay[docs], np.diff(offsets)
    numbers = (stay.cumsum(dtype=np.int32) - 1)[docs[stays]]
    arrays = np.diff(numbers, prepend=np.int32(0)), weights[stays], lengths[stays], positions[np.repeat(stays, lengths)]
    return b"".join((array("I", [len(numbers)]), *(each.tobytes() for each in arrays)))


def _joined(parts: Sequence[tuple[int, bytes]]) -> bytes:
    """Return one packed list of several, given each with the new number of its segment's first document.

    Bytes are put side by side as they are: there are some hundred thousand terms, and most lists are short.
    """
    steps, before = array("I"), 0
    weights: list[bytes] = []
    lengths: list[bytes] = []
    positions: list[bytes] = []
    for first, data in parts:
        end = 4 + 4 * _count(data)
        own = array("I", data[4:end])
        own[0] += first - before
        before += sum(own)
        steps += own
        weights.append(data[end : 2 * end - 4])
        lengths.append(data[2 * end - 4 : 3 * end - 8])
        positions.append(data[3 * end - 8 :])
    return b"".join((array("I", [len(steps)]), steps, *weights, *lengths, *positions))


def _whoosh_segment(segment: int | str) -> Any:
    return W3Segment(codec(), INDEX_NAME, segid=str(segment))


def _as_int(length: Any) -> int:
    """Return a posting list's length; Whoosh 2.7.4 leaves it in the tuple it was unpacked to."""
    return int(length[0]) if isinstance(length, tuple) else int(length)
