"""What of a record is searched: articles whole, tickets by subject, number and answers, messages by their words."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from domain.access import scopes_of
from domain.ids import RecordId
from domain.records import Article, Message, Record, Ticket
from domain.text.analysis import MAX_WORD_LENGTH, fold, primary_language, words
from domain.text.markdown import sections
from server.search.stemming import analyser, language_of

SEARCHED: Final[tuple[type[Record], ...]] = (Article, Ticket, Message)
KINDS: Final = tuple(record_type.KIND for record_type in SEARCHED)
_TERM: Final = re.compile(r"[^\W_]+\Z")


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """A record as the index takes it: terms in order without stop words, and all its folded words."""

    kind: str
    id: RecordId
    scoped_kind: str
    scoped_id: RecordId
    audience: str
    language: str
    title: tuple[str, ...]
    body: tuple[str, ...]
    words: frozenset[str]


def is_searched(record: Record) -> bool:
    """Tell whether `document_of` makes a document of the record."""
    return isinstance(record, Message) or (isinstance(record, Article | Ticket) and bool(scopes_of(record)))


def document_of(record: Record) -> Document | None:
    """Return what is indexed of `record`; None if it is not searched or nobody could find it."""
    match record:
        case Article():
            body = "\n".join(f"{section.heading}\n{section.text}" for section in sections(record.body))
            text = "\n".join([record.summary, " ".join(record.tags), body])
            return _document(record, record, "", primary_language(record.locale), record.title, text)
        case Ticket():
            number = str(record.number or "")
            said = " ".join(value for values in record.answers.values() for value in values)
            return _document(record, record, "", language_of(record.subject), f"{record.subject} {number}", said)
        case Message():
            text = " ".join(section.text for section in sections(record.body))
            return _document(record, (Ticket.KIND, record.ticket_id), record.audience, language_of(text), "", text)
        case _:
            return None


def _document(
    record: Record, scoped: Record | tuple[str, RecordId], audience: str, language: str, title: str, body: str
) -> Document | None:
    if isinstance(scoped, Record):
        if not is_searched(scoped):
            return None
        scoped = (scoped.KIND, scoped.id)
    return Document(
        kind=record.KIND,
        id=record.id,
        scoped_kind=scoped[0],
        scoped_id=scoped[1],
        audience=audience,
        language=language,
        title=terms_of(title, language),
        body=terms_of(body, language),
        words=frozenset(fold(word)[:MAX_WORD_LENGTH] for word in words(f"{title}\n{body}")),
    )


def terms_of(text: str, language: str) -> tuple[str, ...]:
    """Return the terms of `text` in order, stop words left out: places are counted without them on both databases."""
    return tuple(term for term in analyser(language).terms(text) if term and _TERM.match(term))
