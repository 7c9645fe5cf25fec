"""Exports of Zammad: a folder of its API's answers, as files a kind or as recordings of requests and answers.

Zammad writes no export; what it has is asked of its API, page by page: `tickets`, `ticket_articles`, `users`,
`organizations`, `groups`, `ticket_states`, `ticket_priorities`, `roles`, `ticket_history`, `links`, `tags`. Each may be
a file of that name (`.json`, `.jsonl`, several with a number behind), or stand in a `.log` of recorded answers. Files
of articles lie in `attachments/TICKET/ARTICLE/ID`. Source of the fields: docs.zammad.org, API.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import Final
from urllib.parse import parse_qs, urlsplit

from server.imports.errors import UnreadableExport
from server.imports.recordings import Answer, read_answers
from server.imports.report import Problem, Problems
from server.imports.rows import SUFFIXES, Row, as_text, read_rows
from server.imports.source import SourceChange, SourceFile, SourceGroup, SourceMessage, SourcePerson, SourceTicket
from server.imports.staging import Staging
from server.imports.zendesk import pieces_of

KINDS: Final = {
    "tickets": "ticket",
    "ticket_articles": "article",
    "articles": "article",
    "users": "user",
    "organizations": "organization",
    "groups": "group",
    "ticket_states": "state",
    "ticket_priorities": "priority",
    "roles": "role",
    "ticket_history": "history",
    "links": "link",
    "tags": "tag",
}
"""What a path, or a file, of the API is called, to what it holds."""
ASSETS: Final = {
    "Ticket": "ticket",
    "TicketArticle": "article",
    "User": "user",
    "Organization": "organization",
    "Group": "group",
    "TicketState": "state",
    "TicketPriority": "priority",
    "Role": "role",
}
STATES: Final = {
    "1": "new", "2": "open", "3": "pending reminder", "4": "closed", "5": "merged", "6": "removed",
    "7": "pending close",
}  # fmt: skip
PRIORITIES: Final = {"1": "1 low", "2": "2 normal", "3": "3 high"}
ROLES: Final = {"1": "Admin", "2": "Agent", "3": "Customer"}
"""What a new Zammad calls them; one that was changed says so itself."""
CUSTOMER: Final = "Customer"
MERGED: Final = "merged"
NOBODY: Final = frozenset({"", "0", "1"})
"""The person 1 is the system itself: `-`."""
CHANGED: Final = {
    "state": "status",
    "priority": "priority",
    "owner": "assignee",
    "group": "team",
    "customer": "requester",
    "title": "subject",
    "type": "type",
}
KNOWN: Final = frozenset(
    "id group_id priority_id state_id organization_id number title owner_id customer_id note created_at updated_at"
    " updated_by_id created_by_id article_ids article_count preferences pending_time type group state priority owner"
    " customer created_by updated_by organization create_article_type_id create_article_sender_id create_article_type"
    " create_article_sender ticket_time_accounting_ids ticket_time_accounting time_unit checklist_id checklist"
    " referencing_checklist_ids article articles tags links first_response_at first_response_in_min"
    " first_response_diff_in_min first_response_escalation_at close_at close_in_min close_diff_in_min"
    " close_escalation_at last_close_at update_in_min update_diff_in_min update_escalation_at escalation_at"
    " last_contact_at last_contact_agent_at last_contact_customer_at last_owner_update_at".split()
)
"""Fields of a ticket that have a place of their own, or are counted anew here; all others are custom fields."""
_LETTERS: Final = re.compile(r"[^a-z_]+$")


class ZammadExport:
    """Implements `Export`."""

    def __init__(self, folder: Path) -> None:
        self.problems = Problems()
        self._folder = folder
        self._files = sorted(
            path
            for path in (folder.rglob("*") if folder.is_dir() else [])
            if path.suffix.lower() in {*SUFFIXES, ".log"} and "attachments" not in path.parts and path.is_file()
        )
        if not self._files:
            raise UnreadableExport(
                f"{folder} holds no answers of Zammad: name a folder with tickets.json, ticket_articles.json, "
                "users.json and what else there is, or with recordings (.log)."
            )
        self._staging: Staging | None = None

    def close(self) -> None:
        """Override Export.close."""
        if self._staging is not None:
            self._staging.close()

    def groups(self) -> Iterator[SourceGroup]:
        """Override Export.groups."""
        return self._named("group")

    def organisations(self) -> Iterator[SourceGroup]:
        """Override Export.organisations."""
        return self._named("organization")

    def people(self) -> Iterator[SourcePerson]:
        """Override Export.people."""
        staging = self._staged()
        for key, row in staging.all("user"):
            if key in NOBODY:
                continue
            roles = [self._word(staging, "role", as_text(one), ROLES) for one in row.items("role_ids")]
            role = next((one for one in roles if one != CUSTOMER), CUSTOMER)
            name = " ".join(part for part in (row.text("firstname"), row.text("lastname")) if part)
            preferences = row.values.get("preferences")
            yield SourcePerson(
                key=key,
                name=name or row.text("login"),
                email=row.text("email"),
                role=role,
                agent=role != CUSTOMER,
                organisation=row.text("organization_id"),
                phone=row.text("phone", "mobile"),
                locale=as_text(preferences.get("locale", "")) if isinstance(preferences, dict) else "",
                active=row.says("active", otherwise=True),
                place=row.place,
            )

    def tickets(self) -> Iterator[SourceTicket]:
        """Override Export.tickets."""
        staging = self._staged()
        for key, row in staging.all("ticket"):
            yield self._ticket(staging, key, row)
        for parent, row in staging.orphans("article", "ticket"):
            sentence = f"there is no ticket {parent} in the export: left out."
            self.problems.append(Problem(*row.place, row.text("id"), "ticket_id", sentence))

    def _named(self, kind: str) -> Iterator[SourceGroup]:
        for key, row in self._staged().all(kind):
            yield SourceGroup(key=key, name=row.text("name"), place=row.place)

    def _staged(self) -> Staging:
        """Lay everything aside, once; of a record that was asked for several times the newest counts."""
        if self._staging is None:
            self._staging = Staging()
            for path in self._files:
                if path.suffix.lower() == ".log":
                    for answer in read_answers(path, self.problems):
                        _Harvest(self._staging, self.problems).take(answer)
                else:
                    kind = _LETTERS.sub("", path.stem.lower()).rstrip("_")
                    for row in read_rows(path, self.problems):
                        _Harvest(self._staging, self.problems).take_row(KINDS.get(kind, ""), row)
        return self._staging

    def _ticket(self, staging: Staging, key: str, row: Row) -> SourceTicket:
        state = row.text("state") or self._word(staging, "state", row.text("state_id"), STATES)
        parents = _linked(staging, key, "parent")
        requester = row.text("customer_id")
        owner = row.text("owner_id")
        # What was merged into another ticket hangs below it.
        merged_into = next((one.text("into") for one in staging.of("merged", key)), "")
        if state == MERGED and not merged_into:
            merged_into = next(iter(parents), "")
        return SourceTicket(
            key=key,
            number=row.text("number"),
            subject=row.text("title"),
            requester=requester,
            organisation=row.text("organization_id"),
            group=row.text("group_id"),
            assignee="" if owner in NOBODY else owner,
            status=state,
            priority=row.text("priority") or self._word(staging, "priority", row.text("priority_id"), PRIORITIES),
            type=row.text("type"),
            created=row.text("created_at"),
            updated=row.text("updated_at"),
            tags=tuple(_tags(staging, key, row)),
            merged_into=merged_into,
            parent=next(iter(parents), "") if state != MERGED else "",
            fields=_fields(row),
            messages=tuple(self._messages(staging, key)),
            changes=tuple(_changes(staging.of("history", key))),
            place=row.place,
        )

    def _messages(self, staging: Staging, ticket_key: str) -> Iterator[SourceMessage]:
        newest = {row.text("id"): row for row in staging.of("article", ticket_key)}
        for key, row in sorted(newest.items(), key=lambda one: (one[1].text("created_at"), len(one[0]), one[0])):
            author = row.text("origin_by_id", "created_by_id")
            sender = row.text("sender")
            is_html = "html" in row.text("content_type")
            yield SourceMessage(
                key=key,
                author="" if sender == "System" or author in NOBODY else author,
                body=row.text("body"),
                is_html=is_html,
                at=row.text("created_at"),
                public=not row.says("internal", otherwise=False),
                files=tuple(self._attachments(staging, ticket_key, key, row)),
                place=row.place,
            )

    def _attachments(self, staging: Staging, ticket_key: str, article_key: str, row: Row) -> Iterator[SourceFile]:
        for one in row.items("attachments"):
            if not isinstance(one, dict):
                continue
            file = Row(row.place, one)
            key = file.text("id")
            preferences = one.get("preferences")
            types = preferences if isinstance(preferences, dict) else {}
            path = self._folder / "attachments" / ticket_key / article_key / key
            read = None
            if staging.has("content", key):
                read = partial(_content, staging, key)
            elif ticket_key.isdecimal() and article_key.isdecimal() and key.isdecimal() and path.is_file():
                read = partial(pieces_of, path)
            yield SourceFile(
                key=key,
                name=file.text("filename"),
                media_type=as_text(types.get("Content-Type") or types.get("Mime-Type") or ""),
                read=read,
                place=row.place,
            )

    def _word(self, staging: Staging, kind: str, key: str, usual: dict[str, str]) -> str:
        row = staging.get(kind, key) if key else None
        return (row.text("name") if row is not None else "") or usual.get(key, key)


class _Harvest:
    """Takes records out of answers, wherever in them they stand."""

    def __init__(self, staging: Staging, problems: Problems) -> None:
        self._staging = staging
        self._problems = problems

    def take(self, answer: Answer) -> None:
        """Take everything out of one answer."""
        url = urlsplit(answer.path)
        steps = [step for step in url.path.split("/") if step]
        if "v1" in steps:
            steps = steps[steps.index("v1") + 1 :]
        asked = {name: values[-1] for name, values in parse_qs(url.query).items()}
        if len(steps) == 4 and steps[0] == "ticket_attachment":
            self._staging.put("content", Row(answer.place, {}), key=steps[3], content=answer.body)
            return
        value = answer.value()
        kind = KINDS.get(steps[0], "") if steps else ""
        for one in value if isinstance(value, list) else [value]:
            if isinstance(one, dict):
                about = asked.get("link_object_value") or asked.get("o_id") or ""
                if kind == "history" and len(steps) > 1:
                    about = steps[1]
                self.take_row(kind, Row(answer.place, one), about)

    def take_row(self, kind: str, row: Row, about: str = "") -> None:
        """Take a record, and what came with it; `about` names the ticket that was asked about."""
        values = row.values
        assets = values.get("assets")
        for asset, known in ASSETS.items():
            found = assets.get(asset) if isinstance(assets, dict) else None
            for one in found.values() if isinstance(found, dict) else []:
                if isinstance(one, dict):
                    self._put(known, Row(row.place, one))
        match kind:
            case "history" | "link" | "tag":
                self._take_about(kind, row, about or row.text("ticket_id", "o_id", "link_object_value"))
            case "" if isinstance(values.get("source_ticket"), dict) and isinstance(values.get("target_ticket"), dict):
                loser, winner = Row(row.place, values["source_ticket"]), Row(row.place, values["target_ticket"])
                self._put("ticket", loser)
                self._put("ticket", winner)
                self._staging.put("merged", Row(row.place, {"into": winner.text("id")}), parent=loser.text("id"))
            case "":
                pass
            case _ if not row.text("id"):
                # A page of an answer: the records stand in a list, or only their ids, and they among the assets.
                for inside in (one for value in values.values() if isinstance(value, list) for one in value):
                    if isinstance(inside, dict):
                        self._put(kind, Row(row.place, inside))
            case _:
                self._put(kind, row)

    def _take_about(self, kind: str, row: Row, ticket: str) -> None:
        """Take what an answer says of one ticket."""
        lists = {"history": "history", "link": "links", "tag": "tags"}
        inside = row.values.get(lists[kind])
        if not ticket or not isinstance(inside, list):
            return
        for one in inside:
            values = one if isinstance(one, dict) else {"tag": one}
            of = as_text(values.get("o_id", "")) if kind == "history" and values.get("object") == "Ticket" else ticket
            self._staging.put(kind, Row(row.place, values), parent=of)
            if values.get("link_type") == "child":
                up = {"link_type": "parent", "link_object_value": ticket}
                self._staging.put(kind, Row(row.place, up), parent=as_text(values.get("link_object_value", "")))

    def _put(self, kind: str, row: Row) -> None:
        key = row.text("id")
        if not key:
            return
        before = self._staging.get(kind, key)
        if before is not None:
            if before.text("updated_at") > row.text("updated_at"):
                return
            # An answer that was not asked to expand names less: what is not in it is as it was.
            row = Row(row.place, {**before.values, **row.values} if _same_state(before, row) else row.values)
        self._staging.put(kind, row, key=key, parent=row.text("ticket_id") if kind == "article" else "")
        for article in row.items("articles") if kind == "ticket" else []:
            if isinstance(article, dict):
                self._put("article", Row(row.place, {"ticket_id": key, **article}))


def _same_state(before: Row, after: Row) -> bool:
    """Tell whether the words of an expanded answer still hold for one that has only numbers."""
    return all(before.text(name) == after.text(name) for name in ("state_id", "priority_id", "group_id", "owner_id"))


def _content(staging: Staging, key: str) -> Iterator[bytes]:
    content = staging.content("content", key)
    if content:
        yield content


def _linked(staging: Staging, key: str, how: str) -> list[str]:
    """Return the tickets that are so linked to one."""
    found = [row.text("link_object_value") for row in staging.of("link", key) if row.text("link_type") == how]
    return list(dict.fromkeys(one for one in found if one and one != key))


def _tags(staging: Staging, key: str, row: Row) -> Iterator[str]:
    yield from (as_text(one) for one in row.items("tags"))
    for one in staging.of("tag", key):
        yield one.text("tag")


def _fields(row: Row) -> dict[str, str]:
    """Return the custom fields, and the note that Zammad keeps beside a ticket."""
    found = {
        name: row.text(name) or ", ".join(as_text(one) for one in row.items(name))
        for name in row.values
        if name not in KNOWN and not isinstance(row.values[name], dict)
    }
    return {name: value for name, value in (found | {"note": row.text("note")}).items() if value}


def _changes(rows: Sequence[Row]) -> Iterator[SourceChange]:
    seen: set[str] = set()
    for row in sorted(rows, key=lambda one: (one.text("created_at"), len(one.text("id")), one.text("id"))):
        field = CHANGED.get(row.text("attribute"))
        if row.text("object") != "Ticket" or row.text("type") != "updated" or field is None or row.text("id") in seen:
            continue
        seen.add(row.text("id"))
        actor = row.text("created_by_id")
        before, after = row.text("value_from"), row.text("value_to")
        if field in {"assignee", "team", "requester"}:
            before, after = row.text("id_from"), row.text("id_to")
        if field == "assignee":
            before, after = ("" if one in NOBODY else one for one in (before, after))
        yield SourceChange(
            key=row.text("id"),
            field=field,
            before=before,
            after=after,
            at=row.text("created_at"),
            actor="" if actor in NOBODY else actor,
            place=row.place,
        )
