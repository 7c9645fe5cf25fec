"""The route of searching: `GET /api/v1/search?q=&kind=&limit=`."""

from __future__ import annotations

import msgspec
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from domain.access import Actor, sees
from domain.ids import RecordId
from domain.records import BY_KIND, Article, Message, Record, Ticket, UserCard
from domain.text.analysis import primary_language
from domain.text.markdown import Section, sections
from domain.text.query import MAX_LENGTH, parse
from domain.text.snippet import cut
from server.authentication import Authenticate, AuthenticatedUser
from server.db.database import Database
from server.db.reading import RecordReader
from server.errors import forbidden, malformed
from server.search import index as port
from server.search.documents import KINDS
from server.search.index import Asked, SearchIndex
from server.search.stemming import analyser
from sync.protocol.codec import encode

LIMIT = 20
LIMIT_MOST = 100


class Result(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A record found, as the caller may see it.

    Attributes:
        excerpt: Plain text; `marks` are `(start, end)` offsets of the words that matched in it.
        ticket_id: The ticket of a message.
    """

    kind: str
    id: RecordId
    title: str
    excerpt: str = ""
    marks: tuple[tuple[int, int], ...] = ()
    anchor: str | None = None
    locale: str = ""
    slug: str = ""
    number: int | None = None
    ticket_id: RecordId | None = None


class Results(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """The answer; `corrected` is the query as it was understood if words were put right."""

    results: tuple[Result, ...]
    corrected: str = ""


def search_routes(database: Database, index: SearchIndex, authenticate: Authenticate) -> list[Route]:
    """Return the route; `Refused` is answered by whoever mounts it."""

    async def search(request: Request) -> Response:
        user = await run_in_threadpool(authenticate, request)
        typed = request.query_params.get("q", "")
        kinds = [kind for kind in request.query_params.getlist("kind") if kind] or list(KINDS)
        limit = _limit(request.query_params.get("limit", ""))
        if len(typed) > MAX_LENGTH:
            raise malformed(f"`q` is longer than {MAX_LENGTH} characters")
        if unknown := set(kinds) - set(KINDS):
            raise malformed(f"`kind` is one of {', '.join(KINDS)}, not {min(unknown)[:40]}")

        def answer() -> Results:
            return find(database, index, user, typed, kinds, limit)

        return Response(encode(await run_in_threadpool(answer)), media_type="application/json")

    return [Route("/api/v1/search", search, methods=["GET"])]


def find(
    database: Database, index: SearchIndex, user: AuthenticatedUser, typed: str, kinds: list[str], limit: int
) -> Results:
    """Return what the user may see of what is asked for.

    Raises:
        Refused: 403, the user is not active.
    """
    with database.read(user.space_id) as reader:
        actor = reader.actor(user.user_id)
        if actor is None or not actor.scopes:
            raise forbidden("the account is not active")
        card = reader.get(UserCard, user.user_id)
        asked = Asked(typed=typed, kinds=kinds, limit=limit, language=primary_language(card.locale if card else ""))
        found = port.search(index, reader.connection, user.space_id, actor, asked)
        beginnings = _beginnings(found.corrected or typed)
        results = (_result(reader, actor, hit.kind, hit.id, beginnings) for hit in found.hits)
        return Results(results=tuple(result for result in results if result), corrected=found.corrected)


def _result(
    reader: RecordReader, actor: Actor, kind: str, record_id: RecordId, beginnings: frozenset[str]
) -> Result | None:
    """Return the record for the answer; None if, asked once more, the actor may not see it."""
    record: Record | None = reader.get(BY_KIND[kind], record_id)
    parent = reader.get(Ticket, record.ticket_id) if isinstance(record, Message) else None
    if record is None or not sees(actor, record, parent):
        return None
    match record:
        case Article():
            snippet = cut(sections(record.body), beginnings)
            return Result(
                kind=kind, id=record.id, title=record.title, locale=record.locale, slug=record.slug,
                excerpt=snippet.text, marks=snippet.marks, anchor=snippet.section_anchor,
            )  # fmt: skip
        case Message() if parent is not None:
            text = [Section(None, (), section.text) for section in sections(record.body)]
            snippet = cut(text, beginnings)
            return Result(
                kind=kind, id=record.id, title=parent.subject, number=parent.number, ticket_id=parent.id,
                excerpt=snippet.text, marks=snippet.marks,
            )  # fmt: skip
        case Ticket():
            return Result(kind=kind, id=record.id, title=record.subject, number=record.number)
        case _:
            return None


def _beginnings(typed: str) -> frozenset[str]:
    """Return what the marked words begin with: stems of either language."""
    query = parse(typed)
    words = [word.text for word in query.words] + [word for phrase in query.phrases for word in phrase]
    return frozenset(term for word in words for language in ("en", "es") if (term := analyser(language).term(word)))


def _limit(text: str) -> int:
    if not text:
        return LIMIT
    if not text.isascii() or not text.isdecimal() or not 0 < int(text[:6]) <= LIMIT_MOST:
        raise malformed(f"`limit` is a number from 1 to {LIMIT_MOST}")
    return int(text)
