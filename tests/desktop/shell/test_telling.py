"""Notices on a real session bus: told once, of what is not on the screen, at the times that its user wants."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any

import pytest
from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot

from desktop.i18n.languages import Languages
from desktop.shell import moments
from desktop.shell.telling import Telling
from desktop.system.desktop_notifier import SystemNotifier
from desktop.system.notices import Notifier
from domain.ids import RecordId
from domain.records import Message, Notification
from domain.telling import Event, Wishes
from domain.words import NotificationKind
from sync.replica.reading import waiting
from tests.desktop.features.conftest import desk_of, server, ticket_id
from tests.support.bus import NotificationServer, session_bus
from tests.support.desk import Desk
from tests.support.franchise import named
from tests.sync.replica.conftest import file_ticket
from tests.sync.replica.model import ModelServer

__all__ = ["desk_of", "server", "ticket_id"]
pytestmark = pytest.mark.needs("bus")
LONG_ENOUGH_MS = 1_200
WAIT_MS = 10_000


class Eyes:
    """What the user looks at, as the test says."""

    def __init__(self) -> None:
        self.ticket, self.is_locked = "", False

    def sees_ticket(self, ticket_id: str) -> bool:
        return self.ticket == ticket_id

    def sees_attention(self) -> bool:
        return False


class Corner:
    """Sam's screen, the desktop around it, and what the server has to tell him."""

    def __init__(self, desk: Desk, server: ModelServer, ticket_id: RecordId, notices: NotificationServer) -> None:
        self.desk, self.server, self.ticket_id, self.notices = desk, server, ticket_id, notices
        self.eyes, self.wishes = Eyes(), Wishes()
        self.opened: list[str] = []
        self._count = 0
        self.begin()

    def begin(self) -> None:
        """The program starts."""
        self.telling = Telling(self.desk.work, self.eyes, lambda: self.wishes)
        self.telling.ticket_wanted.connect(self.opened.append)
        self.notifier: Notifier = SystemNotifier(self.telling.on_opened, self.telling.on_replied)
        self.telling.speak_through(self.notifier)

    def end(self) -> None:
        """The program ends."""
        self.notifier.close()
        self.desk.work.hub.changes_committed.disconnect(self.telling._on_changes)
        self.telling.deleteLater()

    def answer(self, body: str = "Reinicia la caja.") -> str:
        """Ana answers Sam, and his computer hears of it."""
        self._count += 1
        message_id = named(f"answer {self._count}")
        self.server.act("ana", "ticket.reply", ticket_id=self.ticket_id, message_id=message_id, body=body)
        return self.notify(NotificationKind.REPLY, self.ticket_id, message_id)

    def notify(self, kind: NotificationKind, ticket_id: RecordId, message_id: RecordId | None = None) -> str:
        """The server tells Sam something, and his computer hears of it."""
        told = self.news(kind, ticket_id, message_id)
        self.server.save(told)
        self.desk.sync()
        return told.id

    def news(self, kind: NotificationKind, ticket_id: RecordId, message_id: RecordId | None = None) -> Notification:
        """What the server has to tell Sam."""
        self._count += 1
        return Notification(
            id=named(f"notification {self._count}"),
            user_id=named("sam"),
            about=kind,
            actor_id=named("ana"),
            at=moments.now() + timedelta(seconds=self._count),
            ticket_id=ticket_id,
            message_id=message_id,
        )


@pytest.fixture
def notices(monkeypatch: pytest.MonkeyPatch) -> Iterator[NotificationServer]:
    """The desktop's notification server."""
    with session_bus(monkeypatch) as address:
        server = NotificationServer(address)
        yield server
        server.close()


@pytest.fixture
def corner(
    qtbot: QtBot, desk_of: Callable[[str], Desk], server: ModelServer, ticket_id: RecordId, notices: NotificationServer
) -> Iterator[Corner]:
    """Sam at work, who has looked at everything so far."""
    languages = Languages()
    languages.choose("en")
    made = Corner(desk_of("sam"), server, ticket_id, notices)
    qtbot.waitUntil(lambda: made.telling._told is not None, timeout=WAIT_MS)
    yield made
    made.end()


def shown(qtbot: QtBot, corner: Corner, count: int = 1) -> Any:
    qtbot.waitUntil(lambda: len(corner.notices.shown) >= count, timeout=WAIT_MS)
    return corner.notices.shown[count - 1]


def nothing_more(qtbot: QtBot, corner: Corner, count: int) -> None:
    qtbot.wait(LONG_ENOUGH_MS)
    assert [one.title for one in corner.notices.shown[count:]] == []


def test_an_answer_is_told_with_its_words_and_can_be_opened(qtbot: QtBot, corner: Corner) -> None:
    corner.answer("Reinicia la caja.")

    notice = shown(qtbot, corner)
    assert notice.title == "Ana wrote to you"
    assert "Reinicia la caja." in notice.body
    assert notice.app == "Mostrador"
    corner.notices.press(notice, "open")
    qtbot.waitUntil(lambda: corner.opened == [corner.ticket_id], timeout=WAIT_MS)


def test_an_answer_typed_into_the_notice_goes_out_and_a_draft_stays(qtbot: QtBot, corner: Corner) -> None:
    corner.desk.work.save_draft(f"reply:{corner.ticket_id}", "What I had begun")
    corner.answer()

    corner.notices.reply(shown(qtbot, corner), "It works now, thank you")

    qtbot.waitUntil(lambda: waiting.unsent_count(corner.desk.work.reader) > 0, timeout=WAIT_MS)
    corner.desk.sync()
    bodies = [row.body for row in corner.server.rows.values() if isinstance(row, Message)]
    assert "It works now, thank you" in bodies
    kept = waiting.draft(corner.desk.work.reader, f"reply:{corner.ticket_id}")
    assert kept is not None
    assert kept.body == "What I had begun"


def test_an_answer_typed_while_another_message_came_waits_in_the_ticket(qtbot: QtBot, corner: Corner) -> None:
    corner.desk.work.save_draft(f"reply:{corner.ticket_id}", "What I had begun")
    corner.answer()
    notice = shown(qtbot, corner)
    corner.wishes = Wishes(silent_until=moments.now() + timedelta(hours=1))
    corner.answer("Wait, do not restart it")

    corner.notices.reply(notice, "I restart it now")

    qtbot.waitUntil(lambda: corner.opened == [corner.ticket_id], timeout=WAIT_MS)
    kept = waiting.draft(corner.desk.work.reader, f"reply:{corner.ticket_id}")
    assert kept is not None
    assert kept.body == "What I had begun\n\nI restart it now"
    assert waiting.unsent_count(corner.desk.work.reader) == 0


def test_an_answer_typed_into_a_notice_is_kept_when_the_screen_was_locked_meanwhile(
    qtbot: QtBot, corner: Corner
) -> None:
    corner.answer()
    notice = shown(qtbot, corner)
    corner.eyes.is_locked = True

    corner.notices.reply(notice, "It works now, thank you")

    qtbot.waitUntil(lambda: corner.opened == [corner.ticket_id], timeout=WAIT_MS)
    kept = waiting.draft(corner.desk.work.reader, f"reply:{corner.ticket_id}")
    assert kept is not None
    assert kept.body == "It works now, thank you"


def test_a_snoozed_ticket_that_is_back_is_told(qtbot: QtBot, corner: Corner) -> None:
    corner.notify(NotificationKind.WOKE, corner.ticket_id)

    notice = shown(qtbot, corner)
    assert (notice.title, notice.body) == ("A snoozed ticket is back", "Caja 2 bloqueada")


def test_an_answer_that_brings_a_ticket_back_can_be_answered(qtbot: QtBot, corner: Corner) -> None:
    corner.server.save(corner.news(NotificationKind.WOKE, corner.ticket_id))
    corner.answer()

    notice = shown(qtbot, corner)
    assert notice.title == "Ana wrote to you"
    assert "inline-reply" in notice.actions


def test_nothing_is_told_twice_not_even_after_a_restart(qtbot: QtBot, corner: Corner) -> None:
    corner.answer()
    shown(qtbot, corner)
    corner.desk.sync()
    nothing_more(qtbot, corner, 1)

    corner.end()
    corner.begin()
    nothing_more(qtbot, corner, 1)

    corner.answer("Noch etwas")
    assert "Noch etwas" in shown(qtbot, corner, 2).body


def test_what_happened_while_the_program_was_closed_is_told_at_its_next_start(qtbot: QtBot, corner: Corner) -> None:
    corner.end()
    corner.answer("While you were away")

    corner.begin()

    assert "While you were away" in shown(qtbot, corner).body


def test_what_is_on_the_screen_is_not_told_and_counts_as_seen_everywhere(qtbot: QtBot, corner: Corner) -> None:
    corner.eyes.ticket = corner.ticket_id
    told = corner.answer()

    nothing_more(qtbot, corner, 0)
    corner.desk.sync()
    record = corner.server.rows["notification", told]  # type: ignore[index]
    assert isinstance(record, Notification)
    assert record.read_at is not None


def test_looking_at_a_ticket_takes_its_notice_back(qtbot: QtBot, corner: Corner) -> None:
    corner.answer()
    shown(qtbot, corner)

    corner.telling.on_ticket_seen(corner.ticket_id)

    qtbot.waitUntil(lambda: not corner.notices.standing, timeout=WAIT_MS)


def test_several_answers_in_one_ticket_are_one_notice(qtbot: QtBot, corner: Corner) -> None:
    corner.answer("One")
    shown(qtbot, corner)
    corner.desk.sync()
    for body in ("Two", "Three"):
        corner.answer(body)

    notice = shown(qtbot, corner, 2)
    assert notice.title.startswith("2 new")
    qtbot.waitUntil(lambda: [one.number for one in corner.notices.standing] == [2], timeout=WAIT_MS)


def test_many_tickets_at_once_are_one_notice(qtbot: QtBot, corner: Corner, server: ModelServer) -> None:
    for number in range(5):
        other = file_ticket(server, title=f"Till {number}")
        server.save(corner.news(NotificationKind.STATUS, other))
    corner.desk.sync()

    assert shown(qtbot, corner).title == "News in 5 tickets"


@pytest.mark.parametrize(
    "wishes",
    [
        Wishes(events=frozenset({Event.MENTION})),
        Wishes(silent_until=moments.now() + timedelta(hours=1)),
        Wishes(quiet_from=0, quiet_until=24 * 60 - 1),
    ],
    ids=["not this event", "do not disturb", "quiet hours"],
)
def test_what_somebody_does_not_want_to_hear_now_is_not_told_later_either(
    qtbot: QtBot, corner: Corner, wishes: Wishes
) -> None:
    corner.wishes = wishes
    corner.answer()
    nothing_more(qtbot, corner, 0)

    corner.wishes = Wishes()
    corner.desk.sync()
    nothing_more(qtbot, corner, 0)


def test_a_locked_screen_says_that_there_is_something_and_never_what(qtbot: QtBot, corner: Corner) -> None:
    corner.eyes.is_locked = True
    corner.answer("The code is 4711")

    notice = shown(qtbot, corner)
    assert (notice.title, notice.body) == ("Something new for Sam", "")
    assert "inline-reply" not in notice.actions
    corner.notices.reply(notice, "An answer from a stranger")
    qtbot.wait(300)
    assert corner.opened == []
    assert waiting.unsent_count(corner.desk.work.reader) == 0


def test_without_a_bus_the_program_goes_on(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nonexistent")
    heard = QObject()
    notifier = SystemNotifier(lambda key: heard.setObjectName(key), lambda key, _text: heard.setObjectName(key))
    from desktop.system.notices import Notice

    notifier.show(Notice("a", "A title", "", "Open"))
    qtbot.wait(200)
    notifier.close()
    assert heard.objectName() == ""
