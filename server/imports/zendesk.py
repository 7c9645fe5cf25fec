"""Exports of Zendesk: its JSON export, answers of its API, and the tables that pipelines load into warehouses.

A folder with a file a kind: `tickets`, `users`, `organizations`, `groups`, `ticket_comments`, `ticket_field_history`,
`ticket_tags`, `ticket_fields`, `ticket_chats`, `ticket_chat_events` (also in the singular, and with `_data` behind), as
`.json`, `.jsonl`, `.ndjson` or `.csv`; comments may stand in their tickets. Files of comments lie in `attachments/ID`,
as a file or in a folder.
Source of the fields: developer.zendesk.com, Support API (tickets, ticket comments, users, ticket audits).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import Any, Final

from server.imports.errors import UnreadableExport
from server.imports.report import Problem, Problems
from server.imports.rows import Row, as_text, find_table, read_rows
from server.imports.source import (
    SourceChange,
    SourceFile,
    SourceGroup,
    SourceMessage,
    SourcePerson,
    SourceTicket,
)
from server.imports.staging import Staging

PIECE_BYTES: Final = 256 * 1024
TABLES: Final = {
    "tickets": ("ticket", "tickets"),
    "users": ("user", "users"),
    "organizations": ("organization", "organizations"),
    "groups": ("group", "groups"),
    "comments": ("ticket_comment", "comment", "comments"),
    "history": ("ticket_field_history",),
    "tags": ("ticket_tag",),
    "fields": ("ticket_field",),
    "chats": ("ticket_chat",),
    "chat_events": ("ticket_chat_event",),
}
CHANGED: Final = {
    "status": "status",
    "priority": "priority",
    "type": "type",
    "assignee_id": "assignee",
    "group_id": "team",
    "tags": "tags",
    "subject": "subject",
    "requester_id": "requester",
}
"""Its name of a field that changed to ours; the history of other fields stays behind."""
OTHER_FIELDS: Final = ("ticket_form_id", "brand_id", "external_id", "due_at")
"""What is worth keeping of a ticket besides what has a place of its own here."""
CUSTOM: Final = "custom_"
DESCRIPTION: Final = "description"
AGENT_PREFIX: Final = "agent:"
END_USER: Final = "end-user"


class ZendeskExport:
    """Implements `Export`."""

    def __init__(self, folder: Path) -> None:
        self.problems = Problems()
        self._folder = folder
        self._tables = {kind: find_table(folder, names) for kind, names in TABLES.items()}
        if self._tables["tickets"] is None:
            raise UnreadableExport(
                f"{folder} holds no Zendesk export: name a folder with tickets.json (or .jsonl, .csv), users, "
                "ticket_comments and what else there is."
            )
        self._staging: Staging | None = None
        self._titles: dict[str, str] = {}

    def close(self) -> None:
        """Override Export.close."""
        if self._staging is not None:
            self._staging.close()

    def groups(self) -> Iterator[SourceGroup]:
        """Override Export.groups."""
        return self._named("groups")

    def organisations(self) -> Iterator[SourceGroup]:
        """Override Export.organisations."""
        return self._named("organizations")

    def people(self) -> Iterator[SourcePerson]:
        """Override Export.people."""
        for row in self._rows("users"):
            if key := self._key(row):
                active = row.says("active", otherwise=True) and not row.says("suspended", otherwise=False)
                yield SourcePerson(
                    key=key,
                    name=row.text("name"),
                    email=row.text("email"),
                    role=row.text("role") or END_USER,
                    agent=row.text("role") not in {"", END_USER},
                    organisation=row.text("organization_id"),
                    phone=row.text("phone"),
                    locale=row.text("locale"),
                    active=active and not _deleted(row),
                    place=row.place,
                )

    def tickets(self) -> Iterator[SourceTicket]:
        """Override Export.tickets."""
        staging = self._staged()
        for key, row in staging.all("ticket"):
            yield self._ticket(staging, key, row)
        for kind in ("comment", "history", "tag", "chat"):
            for parent, row in staging.orphans(kind, "ticket"):
                sentence = f"there is no ticket {parent} in the export: left out."
                self.problems.append(Problem(*row.place, row.text("id"), "ticket_id", sentence))

    def _named(self, kind: str) -> Iterator[SourceGroup]:
        for row in self._rows(kind):
            key = self._key(row)
            if key and not _deleted(row):
                yield SourceGroup(key=key, name=row.text("name"), place=row.place)

    def _rows(self, kind: str) -> Iterator[Row]:
        path = self._tables[kind]
        return iter(()) if path is None else read_rows(path, self.problems, (kind, *TABLES[kind]))

    def _key(self, row: Row) -> str:
        key = row.text("id")
        if not key:
            self.problems.append(Problem(*row.place, "", "id", "it has no id: left out."))
        return key

    def _staged(self) -> Staging:
        """Lay everything aside that belongs to tickets, once."""
        if self._staging is not None:
            return self._staging
        staging = self._staging = Staging()
        for row in self._rows("fields"):
            self._titles[row.text("id")] = row.text("title", "raw_title")
        for row in self._rows("tickets"):
            if key := self._key(row):
                before = staging.get("ticket", key)
                if before is not None:
                    there = f"{before.place.file} {before.place.number}"
                    sentence = f"ticket {key} stands in {there} as well: the last one counts."
                    self.problems.append(Problem(*row.place, key, "id", sentence))
                staging.put("ticket", row, key=key)
                for loser in row.items("merged_ticket_ids"):
                    staging.put("merged", Row(row.place, {"into": key}), key=as_text(loser))
                for comment in row.items("comments"):
                    if isinstance(comment, dict):
                        staging.put("comment", Row(row.place, comment), parent=key)
        for row in self._rows("comments"):
            staging.put("comment", row, parent=row.text("ticket_id"))
        for row in self._rows("history"):
            staging.put("history", row, parent=row.text("ticket_id"))
        for row in self._rows("chats"):
            staging.put("chat", row, key=row.text("chat_id"), parent=row.text("ticket_id"))
        for row in self._rows("chat_events"):
            if row.text("message"):
                staging.put("chat_event", row, parent=row.text("chat_id"))
        for row in self._rows("tags"):
            staging.put("tag", row, parent=row.text("ticket_id"))
        return staging

    def _ticket(self, staging: Staging, key: str, row: Row) -> SourceTicket:
        merged = staging.get("merged", key)
        tags = [as_text(tag) for tag in row.items("tags")] + [one.text("tag", "TAG") for one in staging.of("tag", key)]
        requester = row.text("requester_id", "submitter_id")
        return SourceTicket(
            key=key,
            number=key,
            subject=row.text("subject", "raw_subject"),
            requester=requester,
            organisation=row.text("organization_id"),
            group=row.text("group_id"),
            assignee=row.text("assignee_id"),
            status=row.text("status"),
            priority=row.text("priority"),
            type=row.text("type"),
            created=row.text("created_at"),
            updated=row.text("updated_at"),
            tags=tuple(dict.fromkeys(tag for tag in tags if tag)),
            followers=_followers(row, requester),
            merged_into=merged.text("into") if merged is not None and merged.text("into") != key else "",
            problem=row.text("problem_id"),
            fields=self._fields(row),
            messages=(*self._messages(staging, key, row), *self._chats(staging, key, requester)),
            changes=tuple(_changes(staging.of("history", key))),
            place=row.place,
        )

    def _messages(self, staging: Staging, key: str, ticket: Row) -> Iterator[SourceMessage]:
        comments = staging.of("comment", key)
        description = _squeezed(ticket.text("description"))
        # The API gives the first comment as the ticket's description, too; exports have one of them, or both.
        told = [_squeezed(comment.text("body", "plain_body")) for comment in comments] if description else []
        first = told.index(description) if description in told else -1
        if description and first < 0:
            yield SourceMessage(
                key=DESCRIPTION,
                author=ticket.text("submitter_id", "requester_id"),
                body=ticket.text("description"),
                at=ticket.text("created_at"),
                public=ticket.says("is_public", otherwise=True),
                place=ticket.place,
            )
        seen: set[str] = set()
        for n, comment in enumerate(comments):
            comment_key = comment.text("id") or f"{key}-{n}"
            if comment_key in seen:
                sentence = "the comment stands there twice: once taken."
                self.problems.append(Problem(*comment.place, comment_key, "id", sentence))
                continue
            seen.add(comment_key)
            html = comment.text("html_body")
            yield SourceMessage(
                key=DESCRIPTION if n == first else comment_key,
                author=comment.text("author_id", "user_id"),
                body=html or comment.text("body", "plain_body"),
                is_html=bool(html),
                at=comment.text("created_at", "created"),
                public=comment.says("public", otherwise=True),
                files=tuple(self._files(comment)),
                place=comment.place,
            )

    def _chats(self, staging: Staging, key: str, requester: str) -> Iterator[SourceMessage]:
        """Yield what was said in the chats that became the ticket; a visitor without a name is its requester."""
        for chat in staging.of("chat", key):
            chat_id = chat.text("chat_id")
            for n, event in enumerate(staging.of("chat_event", chat_id)):
                author = event.text("actor_id").removeprefix(AGENT_PREFIX)
                yield SourceMessage(
                    key=f"chat/{chat_id}/{event.text('chat_index') or n}",
                    author=author if author.isdecimal() else requester,
                    body=event.text("message"),
                    at=event.text("created_at"),
                    place=event.place,
                )

    def _files(self, comment: Row) -> Iterator[SourceFile]:
        for one in comment.items("attachments"):
            if isinstance(one, dict):
                row = Row(comment.place, one)
                key = row.text("id")
                path = _file_of(self._folder / "attachments", key)
                yield SourceFile(
                    key=key or row.text("file_name"),
                    name=row.text("file_name", "filename"),
                    media_type=row.text("content_type"),
                    read=partial(pieces_of, path) if path is not None else None,
                    place=row.place,
                )

    def _fields(self, row: Row) -> dict[str, str]:
        found = {name: row.text(name) for name in OTHER_FIELDS}
        found |= {name: row.text(name) for name in row.values if name.startswith(CUSTOM) and name != "custom_fields"}
        for one in row.items("custom_fields"):
            if isinstance(one, dict):
                key = as_text(one.get("id", ""))
                found[self._titles.get(key) or f"field {key}"] = _field_value(one.get("value"))
        return {name: value for name, value in found.items() if value}


def pieces_of(path: Path) -> Iterator[bytes]:
    """Yield the bytes of a file of the export."""
    with path.open("rb") as stream:
        while piece := stream.read(PIECE_BYTES):
            yield piece


def _file_of(folder: Path, key: str) -> Path | None:
    """Return the file that lies under a key: never outside the folder, whatever the key is."""
    if not key or key in {".", ".."} or "/" in key or "\\" in key:
        return None
    place = folder / key
    if place.is_file():
        return place
    inside = sorted(one for one in place.iterdir() if one.is_file()) if place.is_dir() else []
    return inside[0] if inside else None


def _field_value(value: Any) -> str:
    if value is None or value is False:
        return ""
    if isinstance(value, list):
        return ", ".join(as_text(one) for one in value)
    return as_text(value)


def _followers(row: Row, requester: str) -> tuple[str, ...]:
    people = [as_text(one) for name in ("follower_ids", "email_cc_ids", "collaborator_ids") for one in row.items(name)]
    return tuple(dict.fromkeys(one for one in people if one and one != requester))


def _changes(rows: Sequence[Row]) -> Iterator[SourceChange]:
    """Yield the changes in the order of their times, what did not change aside."""
    before: dict[str, str] = {}
    seen: set[tuple[str, ...]] = set()
    for row in sorted(rows, key=lambda one: one.text("updated", "created_at")):
        field = CHANGED.get(row.text("field_name"))
        at, value, actor = row.text("updated", "created_at"), row.text("value"), row.text("user_id")
        one = (row.text("field_name"), at, value, actor)
        if field is None or one in seen or before.get(field) == value:
            continue
        seen.add(one)
        yield SourceChange(
            key="/".join(one),
            field=field,
            before=before.get(field),
            after=value,
            at=at,
            actor=actor if actor not in {"-1", "0"} else "",
            place=row.place,
        )
        before[field] = value


def _deleted(row: Row) -> bool:
    return row.says("_fivetran_deleted", otherwise=False)


def _squeezed(text: str) -> str:
    return " ".join(text.split())
