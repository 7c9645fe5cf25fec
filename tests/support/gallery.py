"""Every screen of the client in each state that looks different: what the walks over languages, sizes and readers see.

A new screen or state is one more entry of `DESK`, `STORE` or `OUTSIDE`; every walk takes it up.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest
import shiboken6
from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from desktop.background.background import Background
from desktop.background.tasks import Task
from desktop.features.accounts.view import SignInView
from desktop.features.help.bar import HelpBar
from desktop.features.macros.steps import KINDS
from desktop.features.macros.view import MacrosPage
from desktop.features.views.view import ViewsPage
from desktop.settings.declared import GUIDE_SEEN, NEWS_SEEN
from desktop.shell import moments, names
from desktop.shell.index_keeper import IndexKeeper
from desktop.shell.line import LineState, LineStatus
from desktop.shell.over import Over
from desktop.shell.profile_files import Card
from desktop.shell.window import MainWindow
from desktop.theme.theme import Theme
from desktop.widgets.buttons import Button
from domain.ids import RecordId
from domain.records import Article, Notification
from domain.views import FIELDS, OPS
from domain.words import NotificationKind
from sync.errors import CacheDamaged, ServerUnreachable
from sync.replica.reading import tickets
from tests.support.desk import Desk
from tests.support.franchise import named
from tests.sync.replica.model import KEY, ModelServer

WAIT_MS = 15_000
SETTLE_MS = 60
STEPS = "## First\n\nRestart it.\n\n## Then\n\nWait.\n\n## Last\n\nCall us."


class Visit:
    """A window of somebody's, over a server with a few tickets, an article, and things that wait for a decision."""

    def __init__(self, qtbot: QtBot, name: str, folder: Path, theme: Theme, size: tuple[int, int]) -> None:
        self.qtbot = qtbot
        self.server = ModelServer()
        self.ticket_id = self._file("The till is frozen", "It shows a clock and nothing else.")
        self.other_id = self._file("The printer cuts receipts in two", "The roll is new.")
        self.article_id = self.server.franchise.id()
        self.server.act(
            "ada", "article.create", article_id=self.article_id, slug="till", locale="en", title="Till", body=STEPS
        )
        self.server.act("ada", "article.publish", article_id=self.article_id)
        self.desk = Desk(self.server, name, folder / name, theme)
        work = self.desk.work
        work.keeper = IndexKeeper(work, work.folder / "articles.idx", KEY, self.desk.client.path)
        work.keeper.open()
        self._await_decisions(name)
        self.window = MainWindow(work)
        self.window.resize(*size)
        self.window.show()
        self.window.activateWindow()
        self.until(lambda: work.index is not None and work.index.state == "ready")

    def _file(self, title: str, body: str) -> RecordId:
        ticket_id = self.server.franchise.id()
        args = {"message_id": self.server.franchise.id(), "space_id": named("space"), "store_id": named("triana")}
        self.server.act("sam", "ticket.create", ticket_id=ticket_id, title=title, body=body, **args)
        return ticket_id

    def _await_decisions(self, name: str) -> None:
        """An answer that was refused; for a desk also a text in conflict, and what somebody overwrote."""
        server = self.server
        gone = self._file("The oven is cold", "Since this morning.")
        self.desk.in_store(self.desk.client.catch_up)
        self.do("ticket.reply", ticket_id=gone, message_id=self.desk.work.new_id(), body="Is the gas on?")
        server.delete("ticket", gone)
        if self.desk.work.me.works:
            article = server.rows["article", self.article_id]
            assert isinstance(article, Article)
            text: dict[str, Any] = {"article_id": article.id, "base_revision_id": article.revision_id, "title": "Till"}
            self.do("article.edit", **text, body=STEPS.replace("Wait.", "Breathe."))
            server.act("ada", "article.edit", **text, body=STEPS.replace("Wait.", "Hurry."))
            server.save(
                Notification(
                    id=server.franchise.id(), user_id=named(name), about=NotificationKind.OVERWRITTEN,
                    actor_id=named("ana"), at=server.franchise.now, ticket_id=self.ticket_id, field="priority",
                    before="urgent", after="low",
                )
            )  # fmt: skip
        self.desk.sync()

    def do(self, mutation: str, **args: Any) -> None:
        """Does something at this screen, and waits until it is saved."""
        done: list[None] = []
        self.desk.work.mutate(self.desk.work, mutation, args).success(done.append).run()
        self.until(lambda: done)

    def until(self, holds: Callable[[], object]) -> None:
        """Waits until something holds."""
        self.qtbot.waitUntil(lambda: bool(holds()), timeout=WAIT_MS)

    def click(self, name: str) -> None:
        """Clicks a button by its object name."""
        button = self.window.findChild(Button, name)
        assert button is not None, name
        button.click()

    def close(self) -> None:
        """Closes the window, then the cache."""
        self.desk.work.keeper = None
        self.window.close()
        shiboken6.delete(self.window)
        self.qtbot.wait(350)
        self.desk.close()


Scene = Callable[[Visit], object]


def _page(name: str) -> Scene:
    return lambda visit: visit.window.show_page(name)


def _settings(place: str) -> Scene:
    return lambda visit: visit.window.show_settings(place)


def _ticket(visit: Visit) -> None:
    visit.window.open_ticket(visit.ticket_id)


def _note(visit: Visit) -> None:
    visit.window.open_ticket(visit.ticket_id)
    visit.window.tickets.write("note")


def _pending(visit: Visit) -> None:
    visit.window.open_ticket(visit.other_id)
    visit.do("ticket.reply", ticket_id=visit.other_id, message_id=visit.desk.work.new_id(), body="We look into it.")


def _gate(visit: Visit) -> None:
    visit.window.open_ticket(visit.ticket_id)
    composer = visit.window.tickets.conversation.composer
    composer.text.setPlainText("Restart it.")
    visit.server.act(
        "sam" if visit.desk.work.me.works else "ana", "ticket.reply", ticket_id=visit.ticket_id,
        message_id=visit.server.franchise.id(), body="It works again.",
    )  # fmt: skip
    visit.desk.sync()
    composer.send()
    visit.until(composer._gate.isVisible)


def _no_hit(visit: Visit) -> None:
    visit.window.show_page("tickets")
    queue = visit.window.tickets.queue
    queue.filter.setText("xyzzy")
    visit.until(queue.empty.isVisible)


def _filing_wrong(visit: Visit) -> None:
    visit.window.ways.new_ticket()
    visit.window.pages.filing.send()


def _knowledge(visit: Visit) -> None:
    visit.window.show_page("knowledge")
    visit.qtbot.wait(250)


def _searched(visit: Visit) -> None:
    visit.window.ways.find_article("till")
    visit.until(lambda: visit.window.pages.knowledge.model.rows)


def _nothing_found(visit: Visit) -> None:
    visit.window.ways.find_article("xyzzy")
    visit.qtbot.wait(200)


def _article(visit: Visit) -> None:
    visit.window.open_article(visit.article_id)
    visit.qtbot.wait(150)


def _editor(visit: Visit) -> None:
    visit.window.open_article(visit.article_id)
    visit.click(names.KNOWLEDGE_EDIT)
    visit.qtbot.wait(100)


def _reply_form(visit: Visit) -> None:
    visit.window.show_settings("replies")
    visit.click(f"{names.REPLIES_PAGE}.new")


def _macro_form(visit: Visit) -> None:
    visit.window.show_settings("macros")
    visit.click(f"{names.MACROS_PAGE}.new")
    page = visit.window.findChild(MacrosPage)
    assert page is not None
    page.form.steps.show_steps([{"name": kind, "args": {}, "v": 1} for kind in KINDS])
    page.form.turn_to("en")


def _view_form(visit: Visit) -> None:
    visit.window.show_settings("views")
    visit.click(f"{names.VIEWS_PAGE}.new")
    page = visit.window.findChild(ViewsPage)
    assert page is not None
    first = [{"field": field, "op": str(OPS[spec.kind][0]), "values": []} for field, spec in list(FIELDS.items())[:18]]
    page.form.conditions.show_query("any", [*first, {"field": "updated", "op": "last", "values": ["2", "days"]}])


def _view(visit: Visit) -> None:
    gone = {"match": "all", "tests": [{"field": "topic", "op": "any", "values": [named("gone")]}]}
    args = {"view_id": named("a view"), "names": {"en": "Lost", "es": "Perdida"}, "conditions": gone}
    visit.desk.work.mutate(visit.window, "view.create", args).run()
    visit.until(lambda: visit.desk.work.views.row(named("a view")) is not None)
    visit.window.show_view(named("a view"))


def _over_ticket(action: str) -> Scene:
    def show(visit: Visit) -> None:
        _ticket(visit)
        visit.window.run_action(action)
        visit.until(lambda: bool(visit.window.findChildren(Over)))

    return show


def _searching_settings(visit: Visit) -> None:
    visit.window.show_settings("look")
    visit.window.pages.settings.field.setText("a")


def _diagnostics(visit: Visit) -> None:
    visit.window.show_settings("diagnostics")
    visit.qtbot.wait(400)


def _guide(visit: Visit) -> None:
    visit.window.show_page("home")
    visit.window.show_guide()
    visit.click(names.GUIDE_NEXT)


def _news(visit: Visit) -> None:
    settings = visit.desk.work.settings
    settings.set(GUIDE_SEEN, True)
    settings.set(NEWS_SEEN, "0.0.1")
    visit.window.greet()


def _palette(visit: Visit) -> None:
    visit.window.show_page("home")
    visit.window.open_palette()


def _keys(visit: Visit) -> None:
    visit.window.show_page("home")
    visit.window.show_keys()


def _picker(action: str) -> Scene:
    def show(visit: Visit) -> None:
        _ticket(visit)
        visit.window.run_action(action)

    return show


def _tasks(visit: Visit) -> None:
    visit.window.show_page("home")
    visit.window.work.tasks.put(
        Task("index", "book", lambda: QCoreApplication.translate("IndexKeeper", "Making the guides searchable"), 3, 9)
    )
    visit.qtbot.wait(500)
    visit.window.show_tasks()


def _line(status: LineStatus) -> Scene:
    def show(visit: Visit) -> None:
        visit.window.show_page("home")
        visit.window.show_line(LineState(status, None, waiting=2, attention=1))

    return show


def _told(visit: Visit) -> None:
    visit.window.show_page("home")
    visit.window.show_line(LineState(LineStatus.ONLINE))
    visit.window.open_ticket("0190-not-here")


def _solved(visit: Visit) -> None:
    # What may still be rated is so by this computer's clock.
    visit.server.franchise.now = max(visit.server.franchise.now, moments.now())
    if tickets.head(visit.desk.work.reader, visit.other_id).status != "resolved":  # type: ignore[union-attr]  # it is there
        visit.server.act("ana", "ticket.set_status", ticket_id=visit.other_id, status="resolved", check_back_days=3)
        visit.desk.sync()
    visit.window.open_ticket(visit.other_id)
    visit.until(lambda: (found := visit.window.tickets.conversation.head) and found.status == "resolved")


def _after(scene: Scene, action: str) -> Scene:
    def show(visit: Visit) -> None:
        scene(visit)
        visit.window.run_action(action)

    return show


BOTH: Mapping[str, Scene] = {
    "home": _page("home"),
    "tickets": _page("tickets"),
    "no ticket found": _no_hit,
    "ticket": _ticket,
    "conflict gate": _gate,
    "filing": lambda visit: visit.window.ways.new_ticket(),
    "filing, incomplete": _filing_wrong,
    "knowledge": _knowledge,
    "searched": _searched,
    "nothing found": _nothing_found,
    "article": _article,
    "attention": _page("attention"),
    "look": _settings("look"),
    "writing": _settings("writing"),
    "safety": _settings("safety"),
    "account": _settings("account"),
    "keys to choose": _settings("keys"),
    "away": _settings("absence"),
    "help": _settings("help"),
    "first steps": _guide,
    "news": _news,
    "diagnostics": _diagnostics,
    "searching settings": _searching_settings,
    "palette": _palette,
    "keys": _keys,
    "keys page": _settings("keys"),
    "background": _tasks,
    "offline": _line(LineStatus.OFFLINE),
    "sign in again": _line(LineStatus.SIGN_IN),
    "update needed": _line(LineStatus.UPGRADE),
    "toast": _told,
    "history": _over_ticket("history"),
    "why": _over_ticket("why"),
}
PICKERS = {
    name: _picker(name)
    for name in ("status", "assign_to", "tag", "snooze", "escalate", "promise", "checklist", "split")
}
DESK: Mapping[str, Scene] = {
    **BOTH,
    **PICKERS,
    "note": _note,
    "pending": _pending,
    "editor": _editor,
    "saved replies": _settings("replies"),
    "a reply": _reply_form,
    "macros": _settings("macros"),
    "a macro": _macro_form,
    "views": _settings("views"),
    "a view's form": _view_form,
    "a view": _view,
    "what solved it": _after(_ticket, "resolve"),
}
STORE: Mapping[str, Scene] = {
    **BOTH,
    "withdraw": _after(_ticket, "withdraw"),
    "solved": _solved,
    "not solved": _after(_solved, "works_not"),
    "how it was": _after(_solved, "rate"),
}
WHO: Mapping[str, tuple[str, Mapping[str, Scene]]] = {"desk": ("leo", DESK), "store": ("sam", STORE)}
"""Who looks, and at what."""


def assert_none(complaints: Iterable[str]) -> None:
    """Fails with all of them, a line each."""
    found = list(complaints)
    if found:
        pytest.fail("\n".join([f"{len(found)} complaints:", *found]), pytrace=False)


def walk(visit: Visit, scenes: Mapping[str, Scene]) -> Iterator[tuple[str, QWidget]]:
    """Each scene with the window that shows it; what lies over it is closed before the next."""
    for name, scene in scenes.items():
        scene(visit)
        visit.qtbot.wait(SETTLE_MS)
        yield name, visit.window
        for over in visit.window.findChildren(Over):
            over.leave()
        for bar in visit.window.findChildren(HelpBar):
            bar.leave()
        visit.window.show_line(LineState(LineStatus.ONLINE))
        visit.qtbot.wait(1)


def _card(number: int, folder: Path) -> Card:
    return Card(
        folder / str(number), "https://help.example", f"u{number}", f"person.{number}", f"Person {number}", "device",
        "en", "2026-03-10T10:00:00.000000Z",
    )  # fmt: skip


def sign_in(theme: Theme, background: Background, folder: Path) -> Iterator[tuple[str, SignInView]]:
    """The screens before a profile is open."""
    cards = [_card(1, folder), _card(2, folder)]
    for name, known, error in (
        ("sign in, first time", [], None),
        ("sign in, accounts", cards, None),
        ("sign in, no server", cards[:1], ServerUnreachable()),
        ("sign in, damaged", cards[:1], CacheDamaged()),
    ):
        view = SignInView(theme, background, known, server="https://help.example", language="en")
        view.resize(*theme.tokens.sign_in)
        view.show()
        if error is not None:
            view.say_why(error)
        QApplication.processEvents()
        yield name, view
        view.close()
        shiboken6.delete(view)
