"""Who it is comes first: the panel says so, what gives access is locked until then, and both ends agree."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from msgspec.structs import replace
from pytestqt.qtbot import QtBot

from desktop.features.conversation import identity
from desktop.features.conversation.context import ContextPanel
from desktop.features.conversation.identity_panel import IdentityPanel
from desktop.features.conversation.model import EventsBlock
from desktop.features.conversation.view import ConversationView
from desktop.shell import moments, names
from desktop.widgets.text import Text
from domain.ids import RecordId
from domain.records import Store, TicketDesk, Topic, UserCard
from sync.replica.reading import tickets
from tests.support.desk import Desk
from tests.support.franchise import named
from tests.sync.replica.conftest import file_ticket
from tests.sync.replica.model import ModelServer


@pytest.fixture
def protected(server: ModelServer) -> RecordId:
    """A ticket of Sam's under a protected topic; his store has a number."""
    kept = server.franchise.store
    topic, store = kept.get(Topic, named("other")), kept.get(Store, named("triana"))
    assert topic is not None
    assert store is not None
    server.save(replace(topic, protected=True), replace(store, phone="954 555 003"))
    return file_ticket(server, topic_id=named("other"))


@pytest.fixture
def seat(
    qtbot: QtBot,
    desk_of: Callable[[str], Desk],
    server: ModelServer,
    protected: RecordId,
    monkeypatch: pytest.MonkeyPatch,
) -> tuple[Desk, ContextPanel]:
    """Ana looks at it, by the franchise's clock."""
    monkeypatch.setattr(moments, "now", lambda: server.franchise.now)
    desk = desk_of("ana")
    panel = ContextPanel(desk.work)
    qtbot.addWidget(panel)
    head = tickets.head(desk.work.reader, protected)
    assert head is not None
    panel.show_head(head)
    return desk, panel


def state(panel: ContextPanel) -> str:
    found = panel.findChild(Text, names.IDENTITY_STATE)
    assert found is not None
    return str(found.text())


def keys(desk: Desk, ticket_id: RecordId) -> dict[str, str]:
    """What can be done, and what stands beside it."""
    row = identity.identity(desk.work, ticket_id)
    assert row is not None
    entries = identity.entries(row, temporary="temporary", who="who", verify="verify", locked="verify first")
    return {entry.key: entry.beside for entry in entries}


def test_what_gives_access_is_locked_until_it_is_verified(
    qtbot: QtBot, seat: tuple[Desk, ContextPanel], server: ModelServer, protected: RecordId
) -> None:
    desk, panel = seat
    assert state(panel) == "Sam: not verified"
    before = keys(desk, protected)
    assert {key for key, beside in before.items() if beside} == {"send_reset", "temporary_password"}
    assert {"lock", "end_sessions", "void_password"} <= before.keys()

    identity.verify(desk.work, panel, protected, "call_back", passed=True, note="Spoke to Sam").run()
    qtbot.waitUntil(lambda: not any(keys(desk, protected).values()))
    panel.retranslate()
    assert state(panel) == "Sam: verified"
    desk.sync()
    side = server.franchise.store.get(TicketDesk, protected)
    assert side is not None
    assert (side.verified_by_id, str(side.verified_method)) == (named("ana"), "call_back")


def test_a_step_that_is_refused_here_is_said_and_never_leaves(
    qtbot: QtBot, seat: tuple[Desk, ContextPanel], protected: RecordId
) -> None:
    desk, panel = seat
    failures: list[object] = []
    identity.help_account(desk.work, panel, protected, "send_reset").failure(failures.append).run()
    qtbot.waitUntil(lambda: bool(failures))


def test_a_locked_account_is_said_and_unlocked_after_verification(
    qtbot: QtBot, seat: tuple[Desk, ContextPanel], server: ModelServer, protected: RecordId
) -> None:
    desk, panel = seat
    identity.help_account(desk.work, panel, protected, "lock").run()
    qtbot.waitUntil(lambda: "unlock" in keys(desk, protected))
    desk.sync()
    card = server.franchise.store.get(UserCard, named("sam"))
    assert card is not None
    assert not card.active
    panel.retranslate()
    assert "The account is locked." in " ".join(text.text() for text in panel.findChildren(Text))


def test_some_failures_and_it_waits(qtbot: QtBot, seat: tuple[Desk, ContextPanel], protected: RecordId) -> None:
    desk, panel = seat
    for _ in range(3):
        identity.verify(desk.work, panel, protected, "call_back", passed=False).run()

    def waits() -> bool:
        row = identity.identity(desk.work, protected)
        return row is not None and identity.must_wait(row)

    qtbot.waitUntil(waits)
    panel.retranslate()
    assert state(panel) == "Sam: too many tries"
    assert not panel.identity.verify.isEnabled()


def test_each_way_says_what_to_do(qtbot: QtBot, seat: tuple[Desk, ContextPanel], protected: RecordId) -> None:
    desk, panel = seat
    panel.show()
    row = identity.identity(desk.work, protected)
    assert row is not None
    asked = IdentityPanel(panel, desk.work, protected, row)
    told: list[tuple[str, str, str]] = []
    asked.verified.connect(lambda *what: told.append(what))
    asked.open()
    assert "954 555 003" in asked._how.text()
    asked.method.setCurrentIndex(asked.method.findData("questions"))
    assert not asked._run.isEnabled()
    asked.note.setText("The last delivery")
    assert asked._run.isEnabled()
    asked.method.setCurrentIndex(asked.method.findData("manager"))
    assert {asked.voucher.itemText(place) for place in range(asked.voucher.count())} == {"Olga", "Leo", "Ada"}
    asked._on_run()
    assert told == [("manager", "The last delivery", named("olga"))]


def test_without_a_line_a_code_is_not_to_be_had_and_that_is_said(
    qtbot: QtBot, seat: tuple[Desk, ContextPanel], protected: RecordId
) -> None:
    desk, panel = seat
    panel.show()
    row = identity.identity(desk.work, protected)
    assert row is not None
    asked = IdentityPanel(panel, desk.work, protected, row)
    asked.open()
    asked.method.setCurrentIndex(asked.method.findData("email_code"))
    asked.send.click()
    qtbot.waitUntil(lambda: "does not answer" in asked._sent.text())
    asked.leave()


def test_a_store_sees_nothing_of_it(qtbot: QtBot, desk_of: Callable[[str], Desk], protected: RecordId) -> None:
    desk = desk_of("sam")
    assert identity.identity(desk.work, protected) is None


def test_the_history_says_it_in_words(
    qtbot: QtBot, seat: tuple[Desk, ContextPanel], server: ModelServer, protected: RecordId
) -> None:
    desk, _ = seat
    server.act("ana", "ticket.verify", ticket_id=protected, method="call_back", passed=False)
    server.act("ana", "ticket.verify", ticket_id=protected, method="manager", passed=True, voucher_id=named("olga"))
    server.act("ana", "ticket.help_account", ticket_id=protected, step="end_sessions")
    server.act("ana", "ticket.set_person", ticket_id=protected, person_id=named("sue"))
    desk.sync()
    view = ConversationView(desk.work)
    qtbot.addWidget(view)
    assert view.open_ticket(protected)
    blocks = view.messages.blocks
    events = " ".join(blocks.spoken(block) for block in blocks.blocks if isinstance(block, EventsBlock))
    for words in (
        "identity: not shown (Call back to the store)", "identity: A manager vouches", "account: Sign out everywhere",
        "it is about the account of Sue",
    ):  # fmt: skip
        assert words in events, events
