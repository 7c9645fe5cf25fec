"""What a list shows, as a view would ask it."""

from __future__ import annotations

from typing import Any

from desktop.features.queue.filters import field_name
from domain.views import READY_FOR_DESKS, Unreadable, query_of
from sync.replica.reading.list_query import MESSAGES_FEW, Field, Filter, ListQuery
from sync.replica.reading.views import ViewRow

Test = dict[str, Any]
AS_THEY_ARE = frozenset({
    Field.STATUS, Field.PRIORITY, Field.STORE, Field.REQUESTER, Field.ASSIGNEE, Field.TEAM, Field.TOPIC, Field.TAG,
})  # fmt: skip
SPANS: dict[str, tuple[str, list[str]]] = {
    "today": ("on", ["0"]), "yesterday": ("on", ["-1"]), "week": ("last", ["7", "days"]),
    "month": ("last", ["30", "days"]), "older": ("before", ["30", "days"]),
}  # fmt: skip
DUE: dict[str, tuple[str, list[str]]] = {
    "overdue": ("past", []), "hour": ("next", ["1", "hours"]), "today": ("next", ["1", "days"]),
    "week": ("next", ["7", "days"]), "none": ("unset", []),
}  # fmt: skip
MESSAGES: dict[str, list[tuple[str, str]]] = {
    "none": [("most", "0")], "few": [("least", "1"), ("most", str(MESSAGES_FEW))],
    "many": [("least", str(MESSAGES_FEW + 1))],
}  # fmt: skip


def as_view(query: ListQuery, saved: ViewRow | None) -> tuple[dict[str, Any], list[str]]:
    """Return what a view of the same tickets asks and how it is ordered, and the fields it cannot ask.

    Args:
        query: What the list shows.
        saved: The view that is narrowed down, if it is one that somebody made.
    """
    match, tests = _of_view(query.view, saved)
    left_out: list[str] = []
    for one in query.filters:
        found = _asked(one)
        if found is None or (match == "any" and tests):
            # All of the filters hold, and of such a view any condition.
            left_out.append(field_name(one.field))
        else:
            tests += found
    order: dict[str, Any] = {"order": str(query.sort)} if query.sort else {}
    arranged = {"descending": query.descending, "grouping": str(query.group) if query.group else ""}
    return {"match": match, "tests": tests, **order, **arranged}, left_out


def _of_view(view: str, saved: ViewRow | None) -> tuple[str, list[Test]]:
    """Return what the view asks that the list narrows down."""
    try:
        asked = query_of(saved.conditions) if saved is not None else READY_FOR_DESKS.get(view)
    except Unreadable:
        asked = None
    if asked is None:
        return "all", []
    kept = asked.kept()
    return kept["match"], [{**test, "values": list(test["values"])} for test in kept["tests"]]


def _asked(one: Filter) -> list[Test] | None:
    """Return the conditions of a filter; None if no view can ask it: several spans of time, and what one has read."""
    field, values = str(one.field), list(one.values)
    if one.field in AS_THEY_ARE:
        return [_test(field, "any", values)]
    if len(values) != 1 or one.field is Field.READING:
        return None
    if one.field is Field.MESSAGES:
        return [_test(field, op, [number]) for op, number in MESSAGES[values[0]]]
    op, span = (DUE if one.field is Field.DUE else SPANS)[values[0]]
    return [_test(field, op, span)]


def _test(field: str, op: str, values: list[str]) -> Test:
    return {"field": field, "op": op, "values": values}
