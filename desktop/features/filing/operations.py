"""What the form for a new ticket reads and changes."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass, field, replace
from typing import Any

from PySide6.QtCore import QObject

from desktop.background.operations import WriteOp
from desktop.shell.details import words
from desktop.shell.workspace import Workspace
from domain.forms import Answers, form_of, version_of
from domain.ids import RecordId
from domain.records import FormField
from sync.replica.reading import articles, directory, forms, waiting
from sync.replica.reading.forms import FormRow
from sync.replica.reading.rows import StoreRow, TopicRow

DRAFT = "new-ticket"


@dataclass(frozen=True, slots=True)
class Draft:
    """What was typed into the form so far; `article_id` is what was read before and did not help."""

    title: str = ""
    body: str = ""
    store_id: str = ""
    topic_id: str = ""
    article_id: str = ""
    answers: dict[str, tuple[str, ...]] = field(default_factory=dict)
    """What was answered in the forms of topics, also of those that were looked at before."""
    steps: tuple[str, ...] = ()
    """What was tried."""

    @property
    def is_empty(self) -> bool:
        """Whether nothing was typed."""
        return not (self.title.strip() or self.body.strip() or self.answers or self.steps)


def stores(work: Workspace) -> list[StoreRow]:
    """Read the stores one may file for: one's own, or all for the desk."""
    me = work.me
    return directory.stores(work.reader, None if me.can("ticket.work") else me.store_ids)


def topics(work: Workspace) -> list[TopicRow]:
    """Read the topics."""
    return directory.topics(work.reader)


def kept_draft(work: Workspace) -> Draft:
    """Read what was begun before."""
    row = waiting.draft(work.reader, DRAFT)
    if row is None:
        return Draft()
    try:
        kept = json.loads(row.body)
        further = {"answers": _answers(kept.get("answers", {})), "steps": tuple(kept.get("steps", ()))}
        return Draft(**kept | further)
    except (ValueError, TypeError, AttributeError):
        # Written by another version: its text is worth more than its form.
        return Draft(body=row.body)


def taken_back(args: Mapping[str, Any], text: str) -> Draft:
    """The form of a ticket that was not accepted: its arguments, and all that was written in it."""
    title, store_id, topic_id = (str(args.get(name) or "") for name in ("title", "store_id", "topic_id"))
    steps = tuple(str(step["text"]) for step in args.get("steps") or ())
    return Draft(title, text, store_id, topic_id, answers=_answers(args.get("answers") or {}), steps=steps)


def _answers(given: Mapping[str, Any]) -> dict[str, tuple[str, ...]]:
    return {str(key): tuple(map(str, values)) for key, values in given.items()}


def joined(first: Draft, second: Draft) -> Draft:
    """Two drafts as one: the second's words stand below the first's, with what it answered otherwise."""
    otherwise = [
        value for key, values in second.answers.items() if first.answers.get(key, values) != values for value in values
    ]
    parts = (first.body.rstrip(), second.title.strip(), second.body.strip(), "\n".join(otherwise))
    body, steps = "\n\n".join(filter(None, parts)), tuple(dict.fromkeys((*first.steps, *second.steps)))
    return replace(first, body=body, answers=second.answers | first.answers, steps=steps)


def forms_of(work: Workspace) -> dict[str, FormRow]:
    """Read every topic with its form, by id."""
    return {row.topic.id: row for row in forms.topics(work.reader)}


def form_for(work: Workspace, row: FormRow | None) -> tuple[FormField, ...]:
    """The lines of a topic that one is asked oneself."""
    if row is None:
        return ()
    return form_of(row.topic, row.desk if work.me.can("ticket.work") else None)


def no_longer_asked(work: Workspace, left_over: Answers) -> list[str]:
    """What was answered in lines that no form has any more, a text each: the forms have changed meanwhile."""
    known = {line.key for row in forms.topics(work.reader) for line in row.form}
    gone = {key: values for key, values in left_over.items() if key not in known}
    return [f"{words.label(None, key, work.locale)}: {', '.join(values)}" for key, values in sorted(gone.items())]


def keep_draft(work: Workspace, parent: QObject, draft: Draft, *, saved: Callable[[], object]) -> None:
    """Keep what is typed; `saved` is told once it is on the disk, as long as `parent` is there."""
    body = "" if draft.is_empty else json.dumps(asdict(draft), ensure_ascii=False)
    work.save_draft(DRAFT, body, saved=saved, parent=parent)


def file(
    work: Workspace, parent: QObject, ticket_id: str, draft: Draft, language: str, files: list[dict[str, Any]]
) -> WriteOp[None]:
    """File the ticket; the draft goes with it. Its answers are those that the form asks for."""
    row = forms_of(work).get(RecordId(draft.topic_id))
    args: dict[str, Any] = {
        "ticket_id": ticket_id,
        "message_id": work.new_id(),
        "title": draft.title.strip(),
        "body": draft.body.strip() or draft.title.strip(),
        "space_id": work.me.space_id,
        "store_id": draft.store_id or None,
        "topic_id": draft.topic_id or None,
        "type": "incident",
        "files": files,
        "answers": draft.answers,
        "steps": [{"text": step} for step in draft.steps],
        "form": version_of(row.topic.form) if row is not None else "",
    }
    if draft.article_id:
        read = articles.text(work.reader, draft.article_id)
        if read is not None:
            said = "Leí antes: {0}" if language == "es" else "I read this before: {0}"
            args["body"] += "\n\n" + said.format(f"[{read.title}](mostrador://article/{read.id})")
    return work.mutate(parent, "ticket.create", args, draft=DRAFT)
