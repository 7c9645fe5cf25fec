"""What a ticket's topic asks, what was answered on it, and how that is changed."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from msgspec.structs import replace
from PySide6.QtCore import QObject

from desktop.background.operations import WriteOp
from desktop.features.conversation import operations
from desktop.shell.details import words
from desktop.shell.workspace import Workspace
from domain.diagnostics import ASKED as DIAGNOSTICS
from domain.diagnostics import FILE_NAME, MEDIA_TYPE, Diagnostics, packed
from domain.forms import asked, field_of, form_of, missing, version_of
from domain.plain import Plain
from domain.records import FormField
from domain.tickets import Side, may_follow
from domain.words import Audience, Status
from sync.replica.reading import forms
from sync.replica.reading.files import DraftFileRow
from sync.replica.reading.rows import TicketHead

INTRO = {
    "en": "Hi, to go on we need to know a little more. Could you fill this in?",
    "es": "Hola, para seguir necesitamos saber un poco más. ¿Nos lo rellenas?",
}
"""What the desk asks with, in the language of whoever is asked."""
COMPUTER = {"en": "What your computer says of itself: one click", "es": "Lo que tu equipo dice de sí mismo: un clic"}
Answers = dict[str, tuple[str, ...]]


class TicketDetails(Plain):
    """A ticket's details as somebody sees them.

    Attributes:
        form: every line of its topic that they see.
        answers: what was answered, by line; of lines that its topic does not have, too.
        asked: the lines that its requester is to answer.
        other: lines of other topics, or None for those that are no more, by the key of an answer.
        version: which form it is.
        diagnostics: whether the desk wants to see what the requester's computer says of itself.
    """

    form: tuple[FormField, ...]
    answers: dict[str, tuple[str, ...]]
    asked: tuple[FormField, ...]
    other: dict[str, FormField | None]
    version: str
    diagnostics: bool = False

    @property
    def missing(self) -> tuple[FormField, ...]:
        """The lines that need an answer and have none."""
        return missing(self.form, self.answers)

    def said(self, locale: str) -> list[tuple[str, str]]:
        """What is answered, by the names of the lines, in their order; what its topic does not ask comes last."""
        shown = [field for field in asked(self.form, self.answers) if field.key in self.answers]
        pairs = [(words.label(one, one.key, locale), words.said(one, self.answers[one.key], locale)) for one in shown]
        further = sorted(self.answers.keys() - {one.key for one in shown})
        known = {one.key: one for one in self.form} | self.other
        return pairs + [
            (words.label(known.get(key), key, locale), words.said(known.get(key), self.answers[key], locale))
            for key in further
        ]


def details(work: Workspace, ticket_id: str, *, desk: bool) -> TicketDetails | None:
    """Read a ticket's details; None if it is not here."""
    row = forms.details(work.reader, ticket_id)
    if row is None:
        return None
    topics = forms.topics(work.reader)
    about = next((one for one in topics if one.topic.id == row.topic_id), None)
    public = about.topic.form if about is not None else ()
    form = form_of(about.topic, about.desk if desk else None) if about is not None else ()
    keys = {field.key for field in form}
    answers = row.every if desk else row.answers
    every = forms.forms(topics)
    other = {key: field_of(every, row.topic_id, key) for key in answers if key not in keys}
    wanted = tuple(field for field in form if field.key in row.asked)
    return TicketDetails(form, answers, wanted, other, version_of(public), DIAGNOSTICS in row.asked)


def as_asked(fields: Sequence[FormField]) -> tuple[FormField, ...]:
    """Lines that were asked for by name: whatever else is answered, and each of them."""
    return tuple(replace(field, condition=None, required=True) for field in fields)


def draft_key(ticket_id: str) -> str:
    """Under which answers that are being given are kept."""
    return f"details:{ticket_id}"


def change(
    work: Workspace, parent: QObject, ticket_id: str, shown: TicketDetails, answers: Answers
) -> WriteOp[None] | None:
    """Keep what was changed; None if nothing was."""
    keys = {field.key for field in shown.form}
    changed = {
        key: list(answers.get(key, ()))
        for key in sorted(keys)
        if tuple(answers.get(key, ())) != tuple(shown.answers.get(key, ()))
    }
    if not changed:
        return None
    args = {"ticket_id": ticket_id, "answers": changed, "form": shown.version}
    return work.mutate(parent, "ticket.answer", args, draft=draft_key(ticket_id))


def fill_in(work: Workspace, parent: QObject, ticket_id: str, shown: TicketDetails, answers: Answers) -> WriteOp[None]:
    """Answer what the desk asked for: in words for whoever reads the conversation, and in the ticket's details."""
    said = [
        f"**{words.label(field, field.key, work.locale)}:** {words.said(field, answers[field.key], work.locale)}"
        for field in shown.asked
        if answers.get(field.key)
    ]
    args: dict[str, Any] = {
        "ticket_id": ticket_id,
        "message_id": work.new_id(),
        "body": "  \n".join(said),
        "answers": {key: list(values) for key, values in answers.items()},
        "form": shown.version,
    }
    return work.mutate(parent, "ticket.reply", args, draft=draft_key(ticket_id))


def send_diagnostics(
    work: Workspace, parent: QObject, ticket_id: str, taken: Diagnostics, done: Callable[[], object]
) -> None:
    """Answer with what this computer says of itself, as it was shown; `done` is told once it is on its way."""
    draft = f"diagnostics:{ticket_id}"

    def stored(file: DraftFileRow) -> None:
        ref = {name: getattr(file, name) for name in ("id", "name", "media_type", "size_bytes", "sha256")}
        args = {"ticket_id": ticket_id, "message_id": work.new_id(), "body": "", "files": [ref]}
        work.files.keep(parent, draft, file).run()
        work.mutate(parent, "ticket.reply", args, draft=draft).success(lambda _done: done()).run()

    work.files.put_away_bytes(parent, FILE_NAME, MEDIA_TYPE, lambda: packed(taken)).success(stored).run()


def intro(work: Workspace, ticket_id: str) -> str:
    """How the desk begins to ask, in the language of whoever is asked."""
    return INTRO.get(operations.answer_locale(work, ticket_id) or work.locale, INTRO["en"])


def ask(
    work: Workspace, parent: QObject, head: TicketHead, text: str, fields: Sequence[FormField], *, diagnostics: bool
) -> WriteOp[None]:
    """Ask the requester for lines of the form, and for what their computer says of itself; and wait for it."""
    locale = operations.answer_locale(work, head.id) or work.locale
    lines = [words.label(field, field.key, locale) for field in fields]
    lines += [COMPUTER.get(locale, COMPUTER["en"])] if diagnostics else []
    wanted = "\n".join(f"- {line}" for line in lines)
    args: dict[str, Any] = {
        "ticket_id": head.id,
        "message_id": work.new_id(),
        "body": f"{text.strip()}\n\n{wanted}",
        "asks": [*(field.key for field in fields), *([DIAGNOSTICS] if diagnostics else [])],
    }
    steps: list[tuple[str, dict[str, Any]]] = [("ticket.reply", args)]
    if may_follow(Status(head.status), Status.PENDING, Side.DESK):
        steps.append(("ticket.set_status", {"ticket_id": head.id, "status": "pending"}))
    return work.mutate_all(parent, steps)


def askable(shown: TicketDetails) -> tuple[FormField, ...]:
    """The lines that a requester can be asked for."""
    return tuple(field for field in shown.form if field.audience is Audience.PUBLIC)
