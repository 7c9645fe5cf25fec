"""Segments: immutable batches of documents in Whoosh's codec, written at once, read by whole posting lists, merged."""

from __future__ import annotations

import io
from collections import Counter, OrderedDict, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Final, NamedTuple

import numpy as np
import numpy.typing as npt
from whoosh.codec.whoosh3 import W3LeafMatcher, W3Segment
from whoosh.filedb.structfile import StructFile
from whoosh.reading import TermNotFound

from sync.search.documents import Document
from sync.search.lexicon import WordList
from sync.search.schema import codec, field_name, whoosh_schema
from sync.search.storage import BlobStorage

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


def write(storage: BlobStorage, segment: int, documents: Sequence[Document]) -> None:
    """Write the postings of `documents`, numbered from 0, as the files of `segment`."""
    fields: defaultdict[str, defaultdict[str, list[Listing]]] = defaultdict(lambda: defaultdict(list))
    for docnum, document in enumerate(documents):
        terms = fields[field_name(document.language)]
        for term, (weight, positions) in document.terms.items():
            terms[term].append((docnum, weight, positions))
    write_postings(
        storage,
        segment,
        (
            (name, term, listing)
            for name in sorted(fields)
            for term, listing in sorted((t.encode(), listing) for t, listing in fields[name].items())
        ),
    )


def write_postings(storage: BlobStorage, segment: int, postings: Iterator[tuple[str, bytes, list[Listing]]]) -> None:
    """Write `(field, term, listing)` in order of field and term."""
    schema = whoosh_schema()
    writer = codec().field_writer(storage, _whoosh_segment(segment))
    current = ""
    for name, term, listing in postings:
        if name != current:
            if current:
                writer.finish_field()
            writer.start_field(name, schema[name])
            current = name
        writer.start_term(term)
        for docnum, weight, positions in listing:
            writer.add(docnum, weight, positions, None)
        writer.finish_term()
    if current:
        writer.finish_field()
    writer.close()
    storage.flush_to(segment)


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

    def terms(self) -> Iterator[tuple[str, bytes]]:
        """Yield every `(field, term)` in order."""
        yield from self._terms.terms()

    def raw_blocks(self, field: str, term: bytes) -> Iterator[tuple[list[int], list[float], list[bytes]]]:
        """Yield `(documents, weights, packed positions)` of each block of a term's postings.

        Reads whole blocks from Whoosh's matcher rather than posting by posting: a list of 5,000 takes 2 ms so, 20 by
        its public interface. Hence the exact pin of Whoosh.
        """
        try:
            info = self._terms.term_info(field, term)
        except TermNotFound:
            return
        offset, length = info.extent()
        # Bytes of one read: the matcher then never goes back to the blobs.
        data = self._terms._postfile.get(offset, _as_int(length))
        matcher = W3LeafMatcher(StructFile(io.BytesIO(data)), 0, len(data), self._format)
        while matcher.is_active():
            matcher._read_ids()
            matcher._read_weights()
            matcher._read_values()
            yield matcher._ids, matcher._weights, matcher._values
            matcher._next_block()

    def _read(self, field: str, term: bytes) -> Postings:
        docs: list[int] = []
        weights: list[float] = []
        values: list[bytes] = []
        for block_docs, block_weights, block_values in self.raw_blocks(field, term):
            docs += block_docs
            weights += block_weights
            values += block_values
        if not docs:
            return NOTHING
        offsets = np.zeros(len(docs) + 1, np.int32)
        np.cumsum(np.fromiter(map(len, values), np.int32, len(values)) >> 1, out=offsets[1:])
        return Postings(
            np.array(docs, np.int32),
            np.array(weights, np.float32),
            np.frombuffer(b"".join(values), np.uint16),
            offsets,
        )


def merge(
    storage: BlobStorage, readers: Sequence[SegmentReader], moves: Sequence[dict[int, int]], segment: int
) -> None:
    """Write the postings of `readers` into one new segment.

    Args:
        storage: where all of them are.
        readers: what to merge, in the order of the new document numbers.
        moves: for each reader, old document number → new one; those without are gone.
        segment: the new segment.
    """
    sources: defaultdict[tuple[str, bytes], list[int]] = defaultdict(list)
    for i, reader in enumerate(readers):
        for key in reader.terms():
            sources[key].append(i)

    def listings() -> Iterator[tuple[str, bytes, list[Listing]]]:
        for (field, term), which in sorted(sources.items()):
            listing: list[Listing] = []
            for i in which:
                move = moves[i]
                for docs, weights, values in readers[i].raw_blocks(field, term):
                    listing += [
                        (move[doc], weight, value)
                        for doc, weight, value in zip(docs, weights, values, strict=True)
                        if doc in move
                    ]
            if listing:
                yield field, term, listing

    write_postings(storage, segment, listings())


def _whoosh_segment(segment: int) -> Any:
    return W3Segment(codec(), INDEX_NAME, segid=str(segment))


def _as_int(length: Any) -> int:
    """Return a posting list's length; Whoosh 2.7.4 leaves it in the tuple it was unpacked to."""
    return int(length[0]) if isinstance(length, tuple) else int(length)
