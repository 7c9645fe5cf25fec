"""Lists under keys and mouse: marks, changes of many tickets at once, tables, filters, and a choice that stays."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop.features.queue.bulk import BulkChange
from desktop.features.queue.bulk_bar import BulkBar
from desktop.features.queue.column_picker import ColumnPicker
from desktop.features.queue.columns import FIRST_LAYOUT, KINDS, LEAST, MOST, TableLayout, layout_of
from desktop.features.queue.filter_bar import FilterBar, FilterChip
from desktop.features.queue.order import Order, order_of, own_order
from desktop.features.queue.table_header import TableHeader
from desktop.features.queue.view import QueueView
from desktop.i18n.languages import Languages
from desktop.shell.picker import Picker
from domain.ids import RecordId
from sync.replica.reading import labels, tickets
from sync.replica.reading.list_query import Column, Field, Filter, Grouping, Listed
from sync.replica.reading.tickets import ViewKey
from tests.support.desk import Desk
from tests.support.franchise import named
from tests.sync.replica.conftest import file_ticket
from tests.sync.replica.model import ModelServer

Key, Modifier = Qt.Key, Qt.KeyboardModifier
SUBJECTS = ("Alfa", "Bravo", "Charlie", "Delta", "Eco")


class Room:
    """A list with five tickets more than the first, seen by an agent of their team."""

    def __init__(self, qtbot: QtBot, desk: Desk, ids: Sequence[RecordId]) -> None:
        self.qtbot, self.desk, self.ids = qtbot, desk, list(ids)
        self.view = QueueView(desk.work)
        qtbot.addWidget(self.view)
        self.view.resize(420, 900)
        self.view.show()
        qtbot.waitUntil(lambda: self.view.count.text() == str(len(ids)))
        self.view.arrange(Order(Column.NUMBER))
        qtbot.waitUntil(lambda: not self.view.model.listed.groups)

    def press(self, key: Qt.Key, modifier: Qt.KeyboardModifier = Modifier.NoModifier) -> None:
        """Press a key in the list."""
        QTest.keyClick(self.view.list, key, modifier)

    def click(self, row: int, modifier: Qt.KeyboardModifier = Modifier.NoModifier) -> None:
        """Click a row."""
        middle = self.view.list.rect_of(row).center()
        QTest.mouseClick(self.view.list.viewport(), Qt.MouseButton.LeftButton, modifier, middle)

    def marked(self) -> list[str]:
        """The subjects of the marked tickets, in the list's order."""
        rows = [self.view.model.ticket_at(row) for row in range(self.view.model.rowCount())]
        return [row.subject for row in rows if row is not None and row.row in self.view.list.marks]

    def bar(self) -> BulkBar:
        """The bar below the list."""
        found = self.view.findChild(BulkBar)
        assert found is not None
        return found

    def statuses(self) -> list[str]:
        """The tickets' statuses as the cache has them."""
        heads = [tickets.head(self.desk.work.reader, ticket_id) for ticket_id in self.ids]
        return [head.status for head in heads if head is not None]


RoomOf = Callable[[str], Room]


@pytest.fixture
def room_of(qtbot: QtBot, desk_of: Callable[[str], Desk], server: ModelServer, ticket_id: RecordId) -> RoomOf:
    ids = [ticket_id, *(file_ticket(server, title=title) for title in SUBJECTS)]
    return lambda name: Room(qtbot, desk_of(name), ids)


@pytest.fixture
def room(room_of: RoomOf) -> Room:
    return room_of("ana")


def test_shift_and_arrows_mark_a_range_without_opening_anything(room: Room) -> None:
    room.click(0)
    opened: list[str] = []
    room.view.ticket_chosen.connect(opened.append)

    room.press(Key.Key_Down, Modifier.ShiftModifier)
    room.press(Key.Key_Down, Modifier.ShiftModifier)
    assert len(room.view.list.marks) == 3
    room.press(Key.Key_Up, Modifier.ShiftModifier)

    assert len(room.view.list.marks) == 2
    assert opened == []


def test_the_end_of_a_list_is_reached_also_when_it_is_asked_for_before_all_of_it_is_read(room: Room) -> None:
    whole = room.view.model.listed
    room.view._steady.show(Listed(whole.rows[:3], whole.count))
    opened: list[str] = []
    room.view.ticket_chosen.connect(opened.append)

    room.press(Key.Key_End)
    assert opened == []

    room.view._steady.show(whole)
    last = room.view.model.ticket_at(whole.count - 1)
    assert last is not None
    assert opened == [last.id]


def test_ctrl_clicks_mark_single_rows_and_shift_clicks_all_between(room: Room) -> None:
    room.click(1)
    room.click(3, Modifier.ControlModifier)
    assert room.marked() == ["Alfa", "Charlie"]
    room.click(3, Modifier.ControlModifier)
    assert room.marked() == ["Alfa"]

    room.click(2)
    assert room.marked() == []
    room.click(4, Modifier.ShiftModifier)
    assert room.marked() == ["Bravo", "Charlie", "Delta"]


def test_marking_by_key_and_marking_all_end_with_escape(room: Room) -> None:
    room.click(2)
    room.view.mark_current()
    assert room.marked() == ["Bravo"]

    room.press(Key.Key_A, Modifier.ControlModifier)
    assert len(room.view.list.marks) == len(room.ids)
    assert not room.bar().isHidden()

    room.press(Key.Key_Escape)
    assert not room.view.list.marks
    assert room.bar().isHidden()


def test_marks_and_choice_stay_with_their_tickets_while_others_arrive_and_change_places(
    room: Room, server: ModelServer
) -> None:
    room.click(1)
    room.click(3, Modifier.ControlModifier)
    file_ticket(server, title="Foxtrot")
    server.act("ana", "ticket.set_status", ticket_id=room.ids[0], status="resolved")

    room.desk.sync()
    room.qtbot.waitUntil(lambda: room.view.count.text() == "6")
    room.view.arrange(Order(Column.SUBJECT, descending=True))
    room.qtbot.waitUntil(lambda: room.view.model.ticket_at(0).subject == "Foxtrot")  # type: ignore[union-attr]

    assert room.marked() == ["Charlie", "Alfa"]
    current = room.view.model.ticket_at(room.view.list.currentIndex().row())
    assert current is not None
    assert current.subject == "Charlie"


def test_escape_takes_back_what_is_asked_of_many_and_then_their_marks(room: Room) -> None:
    room.press(Key.Key_A, Modifier.ControlModifier)
    bar = room.bar()
    bar.ask(BulkChange("status", "open"))
    room.qtbot.waitUntil(lambda: bar._plan is not None)

    QTest.keyClick(bar._apply, Key.Key_Escape)
    assert bar._plan is None
    assert len(room.view.list.marks) == len(room.ids)

    QTest.keyClick(bar._buttons["status"], Key.Key_Escape)
    assert not room.view.list.marks
    assert room.bar().isHidden()


def test_a_marked_ticket_that_leaves_the_view_is_not_changed_with_the_others(room: Room, server: ModelServer) -> None:
    room.press(Key.Key_A, Modifier.ControlModifier)
    server.act("ana", "ticket.set_status", ticket_id=room.ids[0], status="resolved")

    room.desk.sync()

    room.qtbot.waitUntil(lambda: len(room.view.list.marks) == len(room.ids) - 1)


def test_many_tickets_change_at_once_and_undo_takes_all_of_it_back(room: Room) -> None:
    offered: list[tuple[str, Callable[[], object]]] = []
    room.view.undo_offered.connect(lambda sentence, undo: offered.append((sentence, undo)))
    room.press(Key.Key_A, Modifier.ControlModifier)
    bar = room.bar()

    bar.ask(BulkChange("status", "open"))
    room.qtbot.waitUntil(lambda: bar._plan is not None)
    bar.apply()
    room.qtbot.waitUntil(lambda: bool(offered))
    assert room.statuses() == ["open"] * len(room.ids)

    room.qtbot.waitUntil(lambda: room.view.count.text() == str(len(room.ids)))
    room.press(Key.Key_A, Modifier.ControlModifier)
    bar.ask(BulkChange("status", "resolved"))
    room.qtbot.waitUntil(lambda: bar._plan is not None)
    bar.apply()
    room.qtbot.waitUntil(lambda: len(offered) == 2)
    assert room.statuses() == ["resolved"] * len(room.ids)
    assert str(len(room.ids)) in offered[1][0]

    offered[1][1]()

    room.qtbot.waitUntil(lambda: room.statuses() == ["open"] * len(room.ids))


def changed(room: Room, to: BulkChange) -> None:
    """Change all of them, and wait until it is done."""
    said: list[str] = []
    room.view.undo_offered.connect(lambda sentence, _undo: said.append(sentence))
    room.view.told.connect(said.append)
    room.press(Key.Key_A, Modifier.ControlModifier)
    bar = room.bar()
    bar.ask(to)
    room.qtbot.waitUntil(lambda: bar._plan is not None)
    bar.apply()
    room.qtbot.waitUntil(lambda: bool(said))


def places(room: Room) -> list[tuple[str | None, str | None]]:
    """Who has each ticket, and which team."""
    found = [tickets.head(room.desk.work.reader, ticket_id) for ticket_id in room.ids]
    return [(head.assignee_id, head.team_id) for head in found if head is not None]


def test_another_team_takes_nobody_along_and_undo_brings_the_assignee_back(room_of: RoomOf) -> None:
    room = room_of("leo")
    offered: list[Callable[[], object]] = []
    room.view.undo_offered.connect(lambda _sentence, undo: offered.append(undo))
    changed(room, BulkChange("assignee", named("leo")))
    before = places(room)
    assert before == [(named("leo"), named("support"))] * len(room.ids)

    changed(room, BulkChange("team", named("technical")))
    assert places(room) == [(None, named("technical"))] * len(room.ids)
    offered[-1]()

    room.qtbot.waitUntil(lambda: places(room) == before)


def test_what_goes_to_a_team_one_does_not_work_for_is_said_to_be_gone(room: Room) -> None:
    offered: list[object] = []
    room.view.undo_offered.connect(lambda _sentence, undo: offered.append(undo))

    changed(room, BulkChange("team", named("technical")))

    assert {team for _, team in places(room)} == {named("technical")}
    assert offered == []


def test_the_sentence_says_how_many_change_and_why_others_do_not(room: Room, server: ModelServer) -> None:
    server.act("ana", "ticket.set_status", ticket_id=room.ids[0], status="pending")
    room.desk.sync()
    room.qtbot.waitUntil(lambda: room.statuses().count("pending") == 1)
    room.press(Key.Key_A, Modifier.ControlModifier)
    bar = room.bar()

    bar.ask(BulkChange("status", "pending"))
    room.qtbot.waitUntil(lambda: bar._plan is not None)

    plan = bar._plan
    assert plan is not None
    assert (len(plan.heads), plan.same, plan.barred, plan.unfit) == (5, 1, 0, 0)


def test_the_sentence_is_said_in_the_language_in_force(room: Room, qapp: QApplication) -> None:
    languages = Languages()
    languages.choose("es")
    try:
        room.press(Key.Key_A, Modifier.ControlModifier)
        bar = room.bar()
        bar.ask(BulkChange("team", named("technical")))
        room.qtbot.waitUntil(lambda: bar._plan is not None)
        assert bar._plan is not None
        assert bar.preview(bar._plan) == (
            "Para Technical support: cambian 6 tickets. Salen de tus equipos: aquí no se puede deshacer."
        )
    finally:
        languages.choose("en")


def test_a_tag_goes_onto_those_that_have_it_not(room: Room) -> None:
    offered: list[Callable[[], object]] = []
    room.view.undo_offered.connect(lambda _sentence, undo: offered.append(undo))
    room.press(Key.Key_A, Modifier.ControlModifier)
    bar = room.bar()

    bar.ask(BulkChange("tag", "horno"))
    room.qtbot.waitUntil(lambda: bar._plan is not None)
    bar.apply()
    room.qtbot.waitUntil(lambda: bool(offered))
    assert len(labels.tags_of(room.desk.work.reader, room.ids)) == len(room.ids)

    offered[0]()
    room.qtbot.waitUntil(lambda: not labels.tags_of(room.desk.work.reader, room.ids))


def test_groups_fold_by_click_and_by_key_and_the_choice_goes_to_their_name(room: Room) -> None:
    room.view.arrange(Order(group=Grouping.STATUS))
    room.qtbot.waitUntil(lambda: bool(room.view.model.listed.groups))
    room.click(0)
    assert room.view.model.rowCount() == 1
    room.click(0)
    assert room.view.model.rowCount() == 1 + len(room.ids)

    room.click(2)
    room.press(Key.Key_Left)
    assert room.view.model.rowCount() == 1
    assert room.view.list.currentIndex().row() == 0
    room.press(Key.Key_Right)
    assert room.view.model.rowCount() == 1 + len(room.ids)


def test_filters_narrow_the_list_and_their_chips_take_them_away(room: Room) -> None:
    room.view.narrow([Filter(Field.STATUS, ("pending",))])
    room.qtbot.waitUntil(lambda: not room.view.empty.isHidden())

    bar = room.view.findChild(FilterBar)
    assert bar is not None
    chip = bar.findChild(FilterChip)
    assert chip is not None
    QTest.keyClick(chip, Key.Key_Delete)

    room.qtbot.waitUntil(lambda: room.view.count.text() == str(len(room.ids)))


def test_values_are_chosen_with_how_often_they_occur(room: Room) -> None:
    room.view.controls.field_asked.emit(Field.STATUS)
    room.qtbot.waitUntil(lambda: room.view.window().findChild(Picker) is not None)
    picker = room.view.window().findChild(Picker)
    assert isinstance(picker, Picker)
    [new] = picker.list.entry_model.entries
    assert (new.key, new.beside) == ("new", str(len(room.ids)))

    QTest.keyClick(picker.field, Key.Key_Return)

    assert room.view.query.filters == (Filter(Field.STATUS, ("new",)),)
    picker.leave()


def test_a_table_has_the_chosen_columns_and_orders_by_a_click(room: Room) -> None:
    room.view.resize(1200, 600)
    room.view.toggle_table()
    header = room.view.findChild(TableHeader)
    assert header is not None
    assert room.view.is_table

    QTest.mouseClick(header, Qt.MouseButton.LeftButton, Modifier.NoModifier, QPoint(80, 10))
    assert room.view.order.sort is Column.SUBJECT
    room.qtbot.waitUntil(lambda: room.view.model.ticket_at(0).subject == "Alfa")  # type: ignore[union-attr]
    QTest.mouseClick(header, Qt.MouseButton.LeftButton, Modifier.NoModifier, QPoint(80, 10))
    assert room.view.order.descending


def test_columns_are_shown_moved_and_widened_by_keys(room: Room) -> None:
    room.view.toggle_table()
    room.view.modes.choose_columns()
    picker = room.view.window().findChild(ColumnPicker)
    assert isinstance(picker, ColumnPicker)
    layout = room.view.modes._made

    QTest.keyClick(picker.field, Key.Key_Down)
    QTest.keyClick(picker.field, Key.Key_Down, Modifier.AltModifier)
    assert layout().layout.shown[1:3] == (Column.PRIORITY, Column.STATUS)
    width = dict(layout().layout.columns)[Column.STATUS]
    QTest.keyClick(picker.field, Key.Key_Right, Modifier.AltModifier)
    assert dict(layout().layout.columns)[Column.STATUS] > width
    QTest.keyClick(picker.field, Key.Key_Return)
    assert Column.STATUS not in layout().layout.shown
    picker.leave()


def test_what_was_arranged_is_there_at_the_next_start(room: Room, qtbot: QtBot) -> None:
    room.view.arrange(Order(Column.STORE, descending=True, group=Grouping.PRIORITY))
    room.view.toggle_table()
    room.view.modes._made().lay_out(FIRST_LAYOUT.moved(Column.DUE, 0))

    again = QueueView(room.desk.work)
    qtbot.addWidget(again)
    again.take_arrangement(room.view.arrangement())

    assert again.is_table
    assert again.order == room.view.order
    assert again.modes._made().layout == room.view.modes._made().layout


@pytest.mark.parametrize(
    "kept", [None, 3, [], {"table": 1, "columns": "x", "orders": [1]}, {"orders": {"team": {"sort": "?"}}}]
)
def test_what_cannot_be_used_any_more_stays_as_designed(room: Room, kept: object) -> None:
    before = room.view.arrangement()

    room.view.take_arrangement(kept)

    assert room.view.arrangement()["table"] is before["table"]
    assert room.view.order == Order(Column.NUMBER)


@given(st.lists(st.tuples(st.sampled_from(Column), st.integers(-50, 2000)), max_size=20))
def test_a_layout_comes_back_from_what_is_kept(pairs: list[tuple[Column, int]]) -> None:
    layout = layout_of([[str(column), width] for column, width in pairs])

    assert layout_of(layout.kept()) == layout
    assert Column.SUBJECT in layout.shown
    assert len(set(layout.shown)) == len(layout.shown)
    assert all(LEAST <= width <= MOST for _, width in layout.columns)


def test_moving_and_showing_columns_loses_none() -> None:
    layout = TableLayout(FIRST_LAYOUT.columns)
    for column in layout.shown:
        for place in range(len(layout.shown)):
            assert set(layout.moved(column, place).shown) == set(layout.shown)
    assert layout.with_shown(tuple(KINDS)).shown == tuple(KINDS)


@given(st.sampled_from([None, *Column]), st.booleans(), st.sampled_from([None, *Grouping]))
def test_an_order_comes_back_from_what_is_kept(sort: Column | None, descending: bool, group: Grouping | None) -> None:
    order = Order(sort, descending, group)
    assert order_of(order.kept()) == order
    assert own_order(ViewKey.TEAM).group is Grouping.DEADLINE
