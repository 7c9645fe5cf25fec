"""What is asked of the list of tickets: conditions, order and place, read from a query string.

Fields of words, ids, tags and flags are parameters (`status=open&status=new`, `assignee=@me`, `snoozed=no`): of one
field's values one will do. Whatever else a view can ask is given as its `conditions`.
"""

from __future__ import annotations

import base64
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any, Final

import msgspec

from domain.ids import RecordId, is_record_id
from domain.records import View, in_utc, time_text
from domain.views import FIELDS, ME, MY_TEAMS, NOBODY, Condition, Kind, Op, Query, Spec, Unreadable, query_of
from server.errors import malformed

LIMIT: Final = 25
LIMIT_MOST: Final = 100


class Order(StrEnum):
    """What tickets can be ordered by; with `-` before it from the end. What has no value stands last either way."""

    NUMBER = "number"
    SUBJECT = "subject"
    STATUS = "status"
    PRIORITY = "priority"
    STORE = "store"
    REQUESTER = "requester"
    ASSIGNEE = "assignee"
    TEAM = "team"
    TOPIC = "topic"
    CREATED = "created"
    UPDATED = "updated"
    DUE = "due"
    MESSAGES = "messages"


TIMES: Final = frozenset({Order.CREATED, Order.UPDATED, Order.DUE})
TEXTS: Final = frozenset({Order.SUBJECT, Order.STORE, Order.REQUESTER, Order.ASSIGNEE, Order.TEAM})
NAMED: Final = frozenset({Order.STORE, Order.REQUESTER, Order.ASSIGNEE, Order.TEAM, Order.TOPIC})
"""Orders by what another record is called: for those who may know the franchise's names."""
Key = str | int | datetime


@dataclass(frozen=True)
class Sorting:
    """An order and its direction."""

    order: Order = Order.UPDATED
    descending: bool = True

    @property
    def text(self) -> str:
        """How a query says it."""
        return f"{'-' if self.descending else ''}{self.order}"


@dataclass(frozen=True)
class After:
    """Where a page begins: behind the ticket `id`, whose key was `key` (None: it had no value)."""

    key: Key | None
    id: RecordId

    def text(self, sorting: Sorting) -> str:
        """Return the form that travels."""
        key = time_text(self.key) if isinstance(self.key, datetime) else self.key
        return base64.urlsafe_b64encode(msgspec.json.encode([sorting.text, key, self.id])).decode().rstrip("=")


@dataclass(frozen=True)
class Wanted:
    """A question for the list.

    Attributes:
        view_id: Of which view; None for all that the caller sees.
        sorting: None for the view's own order.
        words: What is searched for; then the best hits come first, without further pages.
    """

    query: Query
    limit: int = LIMIT
    view_id: RecordId | None = None
    sorting: Sorting | None = None
    after: After | None = None
    words: str = ""


PARAMETERS: Final = ("view", "conditions", "order", "after", "limit", "q")
ASKED: Final = {
    field: spec for field, spec in FIELDS.items() if spec.kind in {Kind.WORD, Kind.REFERENCE, Kind.SET, Kind.FLAG}
}
"""Fields that are parameters of their own."""
FLAGS: Final = {"yes": Op.YES, "no": Op.NO}


def wanted_of(parameters: Sequence[tuple[str, str]]) -> Wanted:
    """Return what the parameters of a query string ask for.

    Raises:
        Refused: 400; the sentence names the parameter.
    """
    single: dict[str, str] = {}
    asked: dict[str, list[str]] = {}
    for name, value in parameters:
        if name in ASKED:
            asked.setdefault(name, []).append(value)
        elif name not in PARAMETERS:
            raise malformed(f"there is no parameter `{name[:40]}`; there are {', '.join((*PARAMETERS, *ASKED))}")
        elif name in single:
            raise malformed(f"`{name}` is given twice: give it once")
        else:
            single[name] = value
    tests = [_condition(field, ASKED[field], values) for field, values in asked.items()]
    given = _given(single.get("conditions", ""))
    if tests and given.tests and given.match == "any":
        raise malformed("`conditions` of which any will do go alone: put all that must hold into a view")
    return _wanted(single, query_in(Query(match=given.match, tests=(*given.tests, *tests)).kept()))


def _condition(field: str, spec: Spec, values: Sequence[str]) -> Condition:
    """Return what a parameter asks.

    Raises:
        Refused: 400, the field has no such value.
    """
    if spec.kind is Kind.FLAG:
        if len(values) != 1 or values[0] not in FLAGS:
            raise malformed(f"`{field}` is yes or no")
        return Condition(field=field, op=FLAGS[values[0]])
    for value in values:
        if spec.words and value not in spec.words:
            raise malformed(f"`{field}` is one of {', '.join(spec.words)}, not {value[:40]!r}")
        if spec.of and value not in {ME, MY_TEAMS, NOBODY} and not is_record_id(value):
            raise malformed(f"`{field}` is an id, {ME}, {MY_TEAMS} or nothing at all, not {value[:40]!r}")
        if "\0" in value:
            raise malformed(f"`{field}` has a NUL in it")
    return Condition(field=field, op=Op.ANY, values=tuple(dict.fromkeys(values)))


def _given(text: str) -> Query:
    if not text:
        return Query()
    try:
        conditions = msgspec.json.decode(text, type=dict[str, Any])
    except msgspec.DecodeError as error:
        raise malformed('`conditions` are those of a view, as JSON: `{"match": "all", "tests": [...]}`') from error
    return query_in(conditions)


def query_in(conditions: dict[str, Any]) -> Query:
    """Return what conditions ask.

    Raises:
        Refused: 400, something that no view can.
    """
    try:
        query = query_of(conditions)
    except Unreadable as error:
        raise malformed(f"`conditions` ask what no view can: {error}") from error
    if any("\0" in value for one in query.tests for value in one.values):
        raise malformed("`conditions` have a NUL in them")
    return query


def _wanted(single: Mapping[str, str], query: Query) -> Wanted:
    sorting = sorting_of(single["order"]) if single.get("order") else None
    words = single.get("q", "")
    if words and (sorting is not None or "after" in single):
        raise malformed("with `q` the best hits come first, on one page: leave `order` and `after` out")
    view_id = single.get("view")
    if view_id is not None and not is_record_id(view_id):
        raise malformed("`view` is the id of a view")
    after = None
    if single.get("after"):
        sorting, after = _after(single["after"], sorting)
    return Wanted(
        query=query,
        limit=limit_of(single.get("limit", "")),
        view_id=RecordId(view_id) if view_id else None,
        sorting=sorting,
        after=after,
        words=words,
    )


def sorting_of(text: str) -> Sorting:
    """Return the order that `text` names.

    Raises:
        Refused: 400, it names none.
    """
    name = text.removeprefix("-")
    if name not in Order.__members__.values():
        raise malformed(f"`order` is one of {', '.join(Order)}, with - before it from the end; not {text[:40]!r}")
    return Sorting(Order(name), text.startswith("-"))


def order_of_view(view: View) -> Sorting:
    """Return the order of a view; the latest change first if this build does not know it."""
    if view.order not in Order.__members__.values():
        return Sorting()
    return Sorting(Order(view.order), view.descending)


def limit_of(text: str, most: int = LIMIT_MOST, usual: int = LIMIT) -> int:
    """Return how many are asked for.

    Raises:
        Refused: 400, it is no number from 1 to `most`.
    """
    if not text:
        return usual
    if not text.isascii() or not text.isdecimal() or not 0 < int(text[:6]) <= most:
        raise malformed(f"`limit` is a number from 1 to {most}")
    return int(text)


def _after(text: str, sorting: Sorting | None) -> tuple[Sorting, After]:
    """Return where a page begins, and in which order.

    Raises:
        Refused: 400, it is not what a page gave, or of another order.
    """
    kept, place = place_of(text, "after", "next")
    if sorting is not None and sorting != kept:
        raise malformed(f"`after` is of a page ordered by {kept.text}: begin anew for another order")
    return kept, place


def place_of(text: str, parameter: str, given_as: str) -> tuple[Sorting, After]:
    """Return the place that `After.text` wrote down.

    Raises:
        Refused: 400, it is none; the sentence names the parameter, and as what an answer gave it.
    """
    foreign = malformed(f"`{parameter}` is what an answer gave as `{given_as}`: give it as it came")
    try:
        packed = base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))
        order, key, record_id = msgspec.json.decode(packed, type=tuple[str, str | int | None, str])
        if not is_record_id(record_id) or "\0" in str(key):
            raise foreign
        sorting = sorting_of(order)
        return sorting, After(_key(sorting.order, key), RecordId(record_id))
    except (ValueError, msgspec.DecodeError) as error:
        raise foreign from error


def _key(order: Order, key: str | int | None) -> Key | None:
    """Return a key as the database compares it.

    Raises:
        ValueError: It is none of this order.
    """
    if key is None:
        return None
    if order in TIMES:
        moment = datetime.fromisoformat(str(key))
        if moment.tzinfo is None:
            raise ValueError(key)
        return in_utc(moment)
    if isinstance(key, str) is not (order in TEXTS) or (isinstance(key, int) and abs(key) > 2**53):
        raise ValueError(key)
    return key
