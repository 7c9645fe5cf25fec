"""What needs attention, and what can be done about it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QCoreApplication, QObject

from desktop.background.operations import WriteOp
from desktop.shell import keys, wording
from desktop.shell.article_draft import ArticleDraft
from desktop.shell.details import words
from desktop.shell.workspace import Workspace
from domain.forms import BETWEEN, EVENT
from domain.records import FormField
from sync.replica.reading import articles, conflicts, directory, forms, tickets, waiting
from sync.replica.reading.conflicts import ConflictRow, NewerRow, OverwrittenRow
from sync.replica.reading.rows import RefusedRow

NEWER_MOST = 3


@dataclass(frozen=True, slots=True)
class Group:
    """A refused change with those that hang on it. `about` names the ticket or article; `newer` is what was overlooked.

    Attributes:
        newer_count: How many messages others had written that its author had not seen.
    """

    first: RefusedRow
    dependants: tuple[RefusedRow, ...]
    about: str
    ticket_id: str | None
    article_id: str | None
    newer: tuple[NewerRow, ...] = ()
    newer_count: int = 0

    @property
    def text(self) -> str:
        """The content that was written, that of dependants below it."""
        return "\n\n".join(text for row in (self.first, *self.dependants) for text in _texts(row.args))

    @property
    def files(self) -> tuple[str, ...]:
        """The names of the files that go with it, or of the one file that it is about."""
        if self.first.name == "ticket.attach_again":
            return (str(self.first.args.get("name") or ""),)
        every: list[Any] = [row.args.get("files") or () for row in (self.first, *self.dependants)]
        return tuple(str(file["name"]) for files in every for file in files)

    @property
    def title(self) -> str:
        """The title of what was not accepted, in each language that it has."""
        titles: Any = self.first.args.get("titles") or {}
        return str(self.first.args.get("title") or "") or " · ".join(text for _, text in sorted(titles.items()) if text)

    @property
    def is_overtaken(self) -> bool:
        """Whether somebody wrote before this step was taken."""
        return self.first.code == "stale_guard"

    @property
    def is_past(self) -> bool:
        """Whether the ticket went another way, so that the step cannot be taken any more."""
        return self.first.code == "illegal_transition"

    @property
    def again(self) -> str:
        """Where its text can be edited and sent again.

        `reply` or `note` for a composer, `filing`, `article` or `new_article` for the editor; empty for nowhere.
        """
        match self.first.name:
            case "ticket.reply" | "ticket.note":
                return self.first.name.removeprefix("ticket.") if self.ticket_id else ""
            case "ticket.create":
                return "filing"
            case "article.create":
                return "new_article"
            case "article.edit":
                return "article" if self.article_id else ""
            case _:
                return ""


def _texts(args: dict[str, Any]) -> Iterator[str]:
    """Whatever somebody wrote: a message, a rating's comment, a saved reply or a view's name, a macro's texts."""
    body, comment, by_locale = args.get("body"), args.get("comment"), args.get("texts") or args.get("names") or {}
    yield from filter(None, (body, comment, *(text for _, text in sorted(by_locale.items()))))
    for step in args.get("steps") or ():
        yield from _texts(step.get("args") or {})


Item = Group | ConflictRow | OverwrittenRow


def items(work: Workspace) -> list[Item]:
    """Read what needs attention: what was refused first, then what others' changes met."""
    return [*groups(work), *conflicts.drafts(work.reader, work.user_id), *overwritten(work)]


def overwritten(work: Workspace) -> list[OverwrittenRow]:
    """Read which fields were overwritten."""
    return conflicts.overwritten(work.reader, work.user_id)


def groups(work: Workspace) -> list[Group]:
    """Read what was refused; dependants stand with what they hang on."""
    found: dict[str, list[RefusedRow]] = {}
    alone: list[list[RefusedRow]] = []
    for row in waiting.refused(work.reader):
        if row.name.endswith(".create") or row.subject in found:
            if row.subject not in found:
                found[row.subject] = []
                alone.append(found[row.subject])
            found[row.subject].append(row)
        else:
            alone.append([row])
    return [_group(work, rows) for rows in alone]


def _group(work: Workspace, rows: Sequence[RefusedRow]) -> Group:
    first = rows[0]
    head = tickets.head(work.reader, first.subject) if first.name.startswith("ticket.") else None
    article = articles.row(work.reader, first.subject) if first.name.startswith("article.") else None
    about, newer, count = "", [], 0
    if head is not None:
        about = f"#{head.number} · {head.subject}" if head.number is not None else head.subject
    elif article is not None:
        about = article.title
    if head is not None and first.code == "stale_guard":
        count = int(first.detail.get("new") or 0)  # type: ignore[call-overload]  # a number, if it is there
        newer = conflicts.newest_of_others(work.reader, head.id, work.user_id, min(count or 1, NEWER_MOST))
    return Group(
        first,
        tuple(rows[1:]),
        about,
        head.id if head else None,
        article.id if article else None,
        tuple(newer),
        count or len(newer),
    )


def write_again(work: Workspace, parent: QObject, group: Group) -> WriteOp[None]:
    """Put the text back where it was written, below what was begun there since; the refused change goes."""
    match group.again:
        case "reply" | "note" as kind:
            return work.discard_refused(parent, group.first.n, draft=f"{kind}:{group.ticket_id}", body=group.text)
        case "article":
            draft, base = f"article:{group.article_id}", group.first.args.get("base_revision_id")
        case _:
            draft, base = f"article:new:{group.first.args.get('locale')}", None
    text = ArticleDraft(group.title, group.text, {} if waiting.draft(work.reader, draft) else _chosen(group)).text
    return work.discard_refused(parent, group.first.n, draft=draft, body=text, seen=str(base) if base else None)


def _chosen(group: Group) -> dict[str, str]:
    """For whom a refused article was, and its shelf; of one that is only changed, what was to change."""
    names = {"visibility": "visibility", "shelf": "category_id"}
    return {key: str(group.first.args[arg] or "") for key, arg in names.items() if arg in group.first.args}


def try_again(work: Workspace, parent: QObject, group: Group) -> WriteOp[None]:
    """Do it again as a new change, knowing of what had come in meanwhile."""
    return work.retry_refused(parent, group.first.n)


def discard(work: Workspace, parent: QObject, group: Group, draft: str | None = None) -> WriteOp[None]:
    """Give it up; its files go to the draft, if one is named."""
    return work.discard_refused(parent, group.first.n, draft=draft)


def put_back(work: Workspace, parent: QObject, row: OverwrittenRow) -> WriteOp[None]:
    """Set the field again to what one had set it to."""
    if row.field.startswith(EVENT):
        values = row.before.split(BETWEEN) if row.before else []
        answer = {"ticket_id": row.ticket_id, "answers": {row.field.removeprefix(EVENT): values}}
        return work.mutate_all(parent, [("ticket.answer", answer), _read(row)])
    key = row.field if row.field in ("priority", "type") else f"{row.field}_id"
    step: dict[str, Any] = {"ticket_id": row.ticket_id, key: row.before or None}
    return work.mutate_all(parent, [(f"ticket.set_{row.field}", step), _read(row)])


def let_be(work: Workspace, parent: QObject, row: OverwrittenRow) -> WriteOp[None]:
    """Leave the field as it is."""
    return work.mutate_all(parent, [_read(row)])


def _read(row: OverwrittenRow) -> tuple[str, dict[str, Any]]:
    return "notification.read", {"notification_id": row.id}


def merge_draft(row: ConflictRow) -> str:
    """Under which the decisions of a merge are kept until they are saved."""
    return f"merge:{row.revision_id}"


def save_merge(work: Workspace, parent: QObject, row: ConflictRow, title: str, body: str) -> WriteOp[None]:
    """Write what both texts come to, on top of the article's: should that change again, nothing is lost either."""
    args = {
        "article_id": row.article_id, "base_revision_id": row.their_revision_id, "settles_id": row.revision_id,
        "title": title, "body": body,
    }  # fmt: skip
    return work.mutate(parent, "article.edit", args, draft=merge_draft(row))


def leave_theirs(work: Workspace, parent: QObject, row: ConflictRow) -> WriteOp[None]:
    """Leave the article as it is."""
    args = {"article_id": row.article_id, "revision_id": row.revision_id}
    return work.mutate(parent, "article.drop_draft", args, draft=merge_draft(row))


def said(work: Workspace, field: str, value: str) -> str:
    """A field's value as people read it; empty for none."""
    if field.startswith(EVENT):
        return words.said(_line(work, field), value.split(BETWEEN), work.locale) if value else ""
    match field:
        case "status":
            return wording.word(wording.STATUS, value)
        case "priority":
            return wording.word(wording.PRIORITY, value)
        case "type":
            return wording.word(wording.TYPE, value)
        case "team":
            return dict(directory.teams(work.reader)).get(value, "")
        case "topic":
            found = next((topic for topic in directory.topics(work.reader) if topic.id == value), None)
            return wording.named(found.names, work.locale) if found else ""
        case _:
            return directory.names(work.reader, [value]).get(value, "") if value else ""


def field_said(work: Workspace, field: str) -> str:
    """What a field is called: of a line of a form, what it asks."""
    if field.startswith(EVENT):
        return words.label(_line(work, field), field.removeprefix(EVENT), work.locale)
    return wording.word(wording.FIELD, field)


def _line(work: Workspace, field: str) -> FormField | None:
    key = field.removeprefix(EVENT)
    return forms.lines(work.reader, [key])[key]


def chosen(work: Workspace, group: Group) -> tuple[str, str]:
    """What a refused change of a property set, and what is there now, in words; both empty for any other change."""
    noun, _, kind = group.first.name.partition(".")
    field = kind.removeprefix("set_")
    if noun != "ticket" or field == kind:
        return "", ""
    head = tickets.head(work.reader, group.ticket_id) if group.ticket_id else None
    key = f"{field}_id" if field in ("assignee", "team", "topic") else field
    nothing = QCoreApplication.translate("attention", "nothing")
    values = (group.first.args.get(key), getattr(head, key) if head is not None else "")
    mine, now = (said(work, field, str(value or "")) or nothing for value in values)
    return mine, now if head is not None else ""


def steps_said(work: Workspace, group: Group) -> list[str]:
    """What a macro that was not accepted was to do, a line a step; its messages stand in the group's text."""
    every: Any = group.first.args.get("steps") or ()
    return [_step_said(work, str(step["name"]), step.get("args") or {}) for step in every]


def _step_said(work: Workspace, name: str, args: dict[str, Any]) -> str:
    field = name.removeprefix("ticket.").removeprefix("set_")
    action = keys.BY_NAME.get({"assignee": "assign_to"}.get(field, field))
    title = keys.title(action.title) if action is not None else name
    value = args.get(field, args.get(f"{field}_id"))
    tags = [*args.get("add", ()), *args.get("remove", ())]
    about = said(work, field, str(value)) if isinstance(value, str) else ", ".join(tags)
    return f"{title}: {about}" if about else title
