"""Ordering, narrowing and changing the list of 100,000 tickets, from the click until its first rows are painted.

Clicked are the views of the rail, the titles of every column of the table (which order it one way, then the other), and
values of fields that the list is filtered by, each set and taken away again.
"""

from __future__ import annotations

from collections.abc import Callable, Generator
from typing import TYPE_CHECKING, Any

from bench.desktop_data import Prepared, prepared
from bench.figures import of_p95
from bench.groups import Tell
from bench.measured import lines

if TYPE_CHECKING:
    from PySide6.QtWidgets import QAbstractItemView

    from bench.gestures import Scenario, Shown, Wait
    from desktop.shell.client import Client
    from desktop.shell.window import MainWindow

QUIET_MS = 300
IN_SIGHT = 12
VIEWS = ("team", "mine", "unassigned", "waiting", "on_hold", "solved", "all")
FILTERED = ("status", "priority", "store", "assignee", "team")
VALUES = 2
"""Of each field, so many are set one after the other."""
TITLE_PX = 45
"""Narrower than the narrowest column: clicks so far apart meet every title."""

_RANKED = "CASE t.{0} {1} END"
_STATUSES = " ".join(
    f"WHEN '{word}' THEN {rank}"
    for rank, word in enumerate(("new", "open", "pending", "on_hold", "resolved", "closed"))
)
_PRIORITIES = " ".join(f"WHEN '{word}' THEN {rank}" for rank, word in enumerate(("urgent", "high", "normal", "low")))
ORDERED_BY = {
    "number": "t.number", "subject": "lower(t.subject)", "created": "t.created_at", "updated": "t.updated_at",
    "due": "t.due_at", "messages": "t.message_count", "status": _RANKED.format("status", _STATUSES),
    "priority": _RANKED.format("priority", _PRIORITIES),
    "store": "(SELECT lower(name) FROM store WHERE id = t.store_id)",
    "team": "(SELECT lower(name) FROM team WHERE id = t.team_id)",
    "requester": "(SELECT lower(name) FROM user_card WHERE id = t.requester_id)",
    "assignee": "(SELECT lower(name) FROM user_card WHERE id = t.assignee_id)",
    "topic": "(SELECT lower(json_extract(names, '$.en')) FROM topic WHERE id = t.topic_id)",
}  # fmt: skip
HELD_BY = {"status": "t.status", "priority": "t.priority"} | {name: f"t.{name}_id" for name in FILTERED[2:]}


class WrongRows(Exception):
    """What stood in the list is not what was asked for: the figure does not count."""


def measure(tell: Tell) -> None:
    """Measure and tell."""
    with prepared() as copy:
        said = lines(["bench.desktop_client", "bench.desktop_lists", copy.profile.name], copy.home)
        _check(copy, said)
    tell(of_p95("desktop", "sort_filter_100k_p95", "ms", [each["ms"] for each in said]))
    for kind in ("view", "order", "filter"):
        tell(of_p95("desktop", f"{kind}_p95", "ms", [each["ms"] for each in said if each["kind"] == kind]))


def scenario(client: Client) -> Scenario:
    """Click through views, titles and filters; say what each click took and what stood there then."""
    from functools import partial

    from PySide6.QtCore import QPoint, Qt
    from PySide6.QtTest import QTest
    from PySide6.QtWidgets import QWidget

    from bench.gestures import VIEW_MS, Pause, Shown, all_tickets, child, click
    from bench.opening import ID_ROLE
    from desktop.shell import names

    _, rows = yield from all_tickets(client)
    window, model = client.window, rows.model()
    assert window is not None  # noqa: S101 - it has just shown its queue

    def read() -> list[str]:
        first = max(0, rows.indexAt(QPoint(1, 1)).row())
        found = (model.index(row, 0).data(ID_ROLE) for row in range(first, min(first + IN_SIGHT, model.rowCount())))
        return [each for each in found if each]

    shown = Shown(rows.viewport(), read)
    for view in VIEWS:
        yield from _timed(window, shown, "view", partial(click, window, f"{names.RAIL_VIEW}{view}"))
    click(window, names.QUEUE_TABLE)
    yield Pause(VIEW_MS)
    header = child(window, QWidget, names.QUEUE_HEADER)
    for x in range(TITLE_PX, header.width(), TITLE_PX):
        place = QPoint(x, header.height() // 2)
        yield from _timed(
            window, shown, "order", partial(QTest.mouseClick, header, Qt.MouseButton.LeftButton, pos=place)
        )
    click(window, names.QUEUE_TABLE)
    yield Pause(VIEW_MS)
    for field in FILTERED:
        values = yield from _values_of(window, field)
        for value in (*range(VALUES), *range(VALUES)):
            yield from _timed(window, shown, "filter", partial(_click_value, values, value))
        QTest.keyClick(values, Qt.Key.Key_Escape)
        yield Pause(VIEW_MS)


def _timed(window: MainWindow, shown: Shown, kind: str, act: Callable[[], object]) -> Generator[Wait, float, None]:
    """Do something, and say how long it took until the rows were painted after which no others came."""
    import time

    from bench.gestures import Quiet, say

    began_s = time.monotonic()
    act()
    changed_s = yield Quiet(shown, QUIET_MS)
    if changed_s > began_s:
        query = window.tickets.queue.query
        filters = [[str(one.field), list(one.values)] for one in query.filters]
        order = [str(query.sort), query.descending] if query.sort and not query.group else None
        say(kind=kind, ms=(changed_s - began_s) * 1000, view=str(query.view), order=order, filters=filters,
            ids=shown.content)  # fmt: skip


def _values_of(window: MainWindow, field: str) -> Generator[Wait, float, QAbstractItemView]:
    """Open the values of a field by the menu of fields, and return their list."""
    from PySide6.QtCore import Qt
    from PySide6.QtTest import QTest
    from PySide6.QtWidgets import QAbstractItemView, QApplication, QMenu

    from bench.gestures import VIEW_MS, Pause, Until, child, click, is_seen
    from desktop.features.queue import filters
    from desktop.shell import names
    from sync.replica.reading.list_query import Field

    click(window, names.QUEUE_FILTER_MENU)
    yield Until(lambda: isinstance(QApplication.activePopupWidget(), QMenu), "the menu of fields")
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)  # noqa: S101 - just waited for
    action = next(each for each in menu.actions() if each.text() == filters.field_name(Field(field)))
    QTest.mouseClick(menu, Qt.MouseButton.LeftButton, pos=menu.actionGeometry(action).center())
    yield Until(lambda: is_seen(window, names.PICKER_LIST), f"the values of {field}")
    yield Pause(VIEW_MS)
    return child(window, QAbstractItemView, names.PICKER_LIST)


def _click_value(values: QAbstractItemView, row: int) -> None:
    from bench.gestures import click_row

    click_row(values, row)


def _check(copy: Prepared, said: list[dict[str, Any]]) -> None:
    """Compare orders and filters with what the cache says of the tickets in sight."""
    if not all(any(each["kind"] == kind for each in said) for kind in ("view", "order", "filter")):
        raise WrongRows("not every kind of click changed the list")
    with copy.reader() as reader:
        for each in said:
            marks = ",".join("?" for _ in each["ids"])
            if each["kind"] == "order" and each["order"]:
                column, descending = each["order"]
                by = ORDERED_BY[column]
                direction = "DESC" if descending else "ASC"
                first = f"SELECT {by} FROM ticket t ORDER BY 1 {direction} NULLS LAST LIMIT {len(each['ids'])}"  # noqa: S608 - names of ours
                wanted = [row[0] for row in reader.all(first)]
                held = dict(reader.all(f"SELECT t.id, {by} FROM ticket t WHERE t.id IN ({marks})", each["ids"]))  # noqa: S608 - names of ours
                if [held[ticket_id] for ticket_id in each["ids"]] != wanted:
                    raise WrongRows(f"ordered by {column} stood {list(held.values())}, not {wanted}")
            for field, values in each["filters"]:
                sql = f"SELECT DISTINCT {HELD_BY[field]} FROM ticket t WHERE t.id IN ({marks})"  # noqa: S608 - names of ours
                found = {row[0] or "" for row in reader.all(sql, each["ids"])}
                if not found <= set(values):
                    raise WrongRows(f"filtered by {field} {values} stood {found}")
