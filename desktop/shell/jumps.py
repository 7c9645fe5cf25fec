"""What the palette offers: tickets, guides, people and stores, views and everything that can be done."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QCoreApplication, QObject

from desktop.background.operations import Cancelled, ReadOp
from desktop.shell import keys, wording
from desktop.shell.entries import Entry, fitting
from desktop.shell.fitting import Lexicon, Mark, fit, folded
from desktop.shell.jump_index import Cards, Titles
from desktop.shell.key_map import key_parts
from desktop.shell.keys import Action
from desktop.shell.workspace import Workspace
from sync.replica.reading import jumping, macros
from sync.replica.reading.finding import FoundTicket
from sync.replica.reading.jumping import Card
from sync.replica.reading.reader import Reader
from sync.replica.reading.tickets import DESK_VIEWS, STORE_VIEWS

TICKETS_MOST, ARTICLES_MOST, CARDS_MOST, OTHERS_MOST, CARD_TICKETS_MOST = 6, 4, 4, 6, 40


def ticket_entry(row: FoundTicket, words: Sequence[str] = ()) -> Entry:
    """A ticket, marked where the words stand in its subject."""
    number = f"#{row.number}" if row.number is not None else ""
    return Entry(
        "ticket", row.id, row.subject, wording.STATUS_ICON.get(row.status, "ticket"), f"status_{row.status}",
        ", ".join(part for part in (number, row.store) if part), marks=_marks(words, row.subject) if words else (),
    )  # fmt: skip


def quick_tickets(reader: Reader, work: Workspace, subjects: Lexicon, typed: str) -> list[Entry]:
    """Tickets by number or subject; in the read thread, a few milliseconds."""
    bare = typed.lstrip("#").strip()
    if bare.isascii() and bare.isdigit() and len(bare) < 10:
        return [ticket_entry(row) for row in jumping.by_number(reader, bare, TICKETS_MOST)]
    meant = [subjects.meant(word) or [word] for word in folded(bare).split()]
    if not meant:
        return []
    return [_marked(row, meant) for row in jumping.tickets(reader, work.lines, meant, TICKETS_MOST)]


def _marked(row: FoundTicket, meant: Sequence[Sequence[str]]) -> Entry:
    plain = folded(row.subject)
    return ticket_entry(row, [next((form for form in forms if form in plain), "") for forms in meant])


def articles(work: Workspace, parent: QObject, typed: str) -> ReadOp[list[Entry]]:
    """Guides by what they say, in the search thread."""
    language = work.locale

    def run(_reader: Reader, cancelled: Cancelled) -> list[Entry]:
        if work.index is None:
            return []
        found = work.index.search(typed, language=language, limit=ARTICLES_MOST, cancelled=cancelled)
        return [
            Entry("article", hit.article_id, hit.title, "book", beside=hit.section_heading or "") for hit in found.hits
        ]

    return work.search(parent, run)


def titles(index: Titles, typed: str) -> list[Entry]:
    """Guides by their titles."""
    words = folded(typed).split()
    found = [index.rows[place] for place in index.index.find(words, ARTICLES_MOST)]
    return [Entry("article", row.id, row.title, "book", marks=_marks(words, row.title)) for row in found]


def cards(index: Cards, typed: str, most: int = CARDS_MOST) -> list[Entry]:
    """People and stores by their names; the key is the place among the rows of the index."""
    words = folded(typed).split()
    return [_card_entry(place, index.rows[place], words) for place in index.index.find(words, most)]


def _card_entry(place: int, row: Card, words: Sequence[str]) -> Entry:
    marks = _marks(words, row.name)
    if row.kind == "store":
        return Entry("card", str(place), row.name, "store", beside=row.about, marks=marks)
    return Entry("card", str(place), row.name, beside=row.about, marks=marks, person=row.id)


def _marks(words: Sequence[str], text: str) -> tuple[Mark, ...]:
    hit = fit(words, text)
    return hit.marks if hit is not None else ()


def further(typed: str) -> list[Entry]:
    """Where one looks on: through everything that messages and guides say."""
    return [
        Entry("find", typed, QCoreApplication.translate("palette", "Messages that say “{0}”").format(typed), "chat"),
        Entry("guide", typed, QCoreApplication.translate("palette", "Guides that say “{0}”").format(typed), "book"),
    ]


def action_entries(work: Workspace, is_possible: Callable[[Action], bool], *, at_ticket: bool) -> list[Entry]:
    """What can be done now, at the ticket that is shown or elsewhere."""
    return [
        Entry("action", each.name, keys.title(each.title), each.icon, hint=_caps(work, each))
        for each in keys.ACTIONS
        if each.at_ticket is at_ticket and each.name != "palette" and is_possible(each)
    ]


def macro_entries(work: Workspace) -> list[Entry]:
    """The macros, each as a command."""
    words = QCoreApplication.translate("palette", "Run macro: {0}")
    return [Entry("macro", row.id, words.format(row.title(work.locale)), "bolt") for row in macros.macros(work.reader)]


def _caps(work: Workspace, action: Action) -> str:
    return " ".join(key_parts(work.keys.first_of(action.name)))


def view_entries(work: Workspace) -> list[Entry]:
    """The views of tickets."""
    ready = DESK_VIEWS if work.me.works else STORE_VIEWS
    beside = QCoreApplication.translate("palette", "View")
    views = (*map(str, ready), *(row.id for row in work.views.rows))
    return [Entry("view", view, work.views.name(view), "ticket", beside=beside) for view in views]


def fitting_others(typed: str, entries: Sequence[Entry], most: int | None = OTHERS_MOST) -> list[Entry]:
    """Those that fit what was typed; all of them for nothing."""
    words = typed.split()
    return fitting(words, entries, most if words else None)
