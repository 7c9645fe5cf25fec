"""A franchise, a store for files, and an export of another desk that tests write themselves."""

from __future__ import annotations

import csv
import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from msgspec.structs import replace
from sqlalchemy import delete, insert

from domain.ids import RecordId
from domain.records import Attachment, Message, R, Region, Ticket, TicketDesk, TicketEvent, UserCard
from server.accounts.queries import account_of, session_on
from server.accounts.tables import Account
from server.acting import operator
from server.blobs.folder import FolderStore
from server.db.database import Database
from server.imports.importer import Importer
from server.imports.mapping import ImportMapping
from server.imports.preview import preview
from server.imports.proposing import propose
from server.imports.report import Report
from server.imports.resolved import Resolved, resolve
from server.imports.source import Export
from server.imports.survey import names_in, survey
from server.imports.zendesk import ZendeskExport
from tests.support.databases import Files
from tests.support.world import World

NOW = datetime(2026, 6, 1, 12, tzinfo=UTC)
MEBIBYTE = 1024 * 1024
Rows = Sequence[dict[str, Any]]


def user(key: str, name: str, **values: Any) -> dict[str, Any]:
    """A person as Zendesk exports one."""
    return {
        "id": key,
        "name": name,
        "email": f"{name.lower()}@old.example",
        "role": "end-user",
        "active": "TRUE",
    } | values


def ticket(key: str, **values: Any) -> dict[str, Any]:
    """A ticket as Zendesk exports one: of Rita's, open, in English."""
    return {
        "id": key, "subject": f"Oven {key}", "requester_id": "100", "submitter_id": "100", "status": "open",
        "priority": "high", "type": "incident", "group_id": "7", "organization_id": "50",
        "created_at": "2024-02-01 08:00:00", "updated_at": "2024-02-03 10:00:00",
    } | values  # fmt: skip


def comment(key: str, of: str, body: str, **values: Any) -> dict[str, Any]:
    """A comment of Rita's."""
    return {
        "id": key, "ticket_id": of, "body": body, "user_id": "100", "public": "TRUE", "created": "2024-02-01 08:00:00",
    } | values  # fmt: skip


def change(of: str, name: str, value: str, at: str, who: str = "200") -> dict[str, Any]:
    """A row of a ticket's history."""
    return {"field_name": name, "ticket_id": of, "updated": at, "user_id": who, "value": value}


PEOPLE = (user("100", "Rita", organization_id="50"), user("101", "Sam"), user("200", "Greta", role="agent"))
GROUPS = ({"id": "7", "name": "tills"}, {"id": "8", "name": "Ovens"})
ORGANISATIONS = ({"id": "50", "name": "centro"}, {"id": "51", "name": "Elsewhere"})


@dataclass
class Desk:
    """A world into which exports are brought."""

    world: World
    folder: Path
    files: FolderStore
    mapping: ImportMapping = field(default_factory=lambda: ImportMapping(source="zendesk", name="Zendesk"))
    open: Callable[[Path], Export] = ZendeskExport
    now: datetime = NOW

    def csv(self, name: str, rows: Rows, encoding: str = "utf-8", newline: str = "\n", **options: Any) -> Path:
        """Write a table of the export."""
        path = self.folder / f"{name}.csv"
        names = list(dict.fromkeys(column for row in rows for column in row))
        with path.open("w", encoding=encoding, newline="") as out:
            table = csv.DictWriter(out, names, lineterminator=newline, **options)
            table.writeheader()
            table.writerows(rows)
        return path

    def json_lines(self, name: str, rows: Rows) -> Path:
        """Write a file with an object a line."""
        path = self.folder / f"{name}.jsonl"
        path.write_text("".join(json.dumps(row) + "\n" for row in rows))
        return path

    def people(self, people: Rows = PEOPLE) -> None:
        """Write whom the export knows, and their groups and organisations."""
        self.csv("users", people)
        self.csv("groups", GROUPS)
        self.csv("organizations", ORGANISATIONS)

    def export(self) -> Export:
        """The export as it is now."""
        return self.open(self.folder)

    def resolved(self, export: Export) -> Resolved:
        """The mapping, with a proposal for what it does not say."""
        found = survey(export)
        with self.world.database.read(self.world.space_id) as reader:
            propose(self.mapping, found, reader)
            return resolve(self.mapping, reader, names_in(export))

    def preview(self) -> Report:
        """What an import would do."""
        export = self.export()
        try:
            return preview(self.world.database, export, self.resolved(export), self.now)
        finally:
            export.close()

    def run(self) -> Report:
        """Bring it in."""
        export = self.export()
        try:
            return self.importer(export).run(export)
        finally:
            export.close()

    def importer(self, export: Export, bytes_most: int = MEBIBYTE) -> Importer:
        """What brings it in."""
        actor = operator(self.world.ids["ada"])
        return Importer(self.world.database, self.files, actor, self.resolved(export), self.now, bytes_most)

    def id_of(self, label: str) -> RecordId:
        """The id of a record that came from the export."""
        return Resolved(self.mapping, self.world.space_id, "en", None).id_of(label)  # type: ignore[arg-type]  # asked for its id only

    def ticket(self, key: str) -> Ticket:
        """A ticket that came in."""
        found: Ticket = self.world.get(Ticket, self.id_of(f"ticket/{key}"))
        return found

    def side(self, key: str) -> TicketDesk:
        """The desk's side of it."""
        found: TicketDesk = self.world.get(TicketDesk, self.id_of(f"ticket/{key}"))
        return found

    def person(self, key: str) -> UserCard:
        """A person who came in."""
        found: UserCard = self.world.get(UserCard, self.id_of(f"person/{key}"))
        return found

    def has(self, record_type: type[R], label: str) -> bool:
        """Whether a record of that label is there."""
        with self.world.database.read(self.world.space_id) as reader:
            return reader.get(record_type, self.id_of(label)) is not None

    def messages(self, key: str) -> list[Message]:
        """What was written in a ticket, in order."""
        return sorted(self._children(Message, key), key=lambda one: (one.created_at, one.id))

    def events(self, key: str) -> list[TicketEvent]:
        """What changed, in order."""
        return sorted(self._children(TicketEvent, key), key=lambda one: (one.at, one.id))

    def attachments(self, key: str) -> list[Attachment]:
        """The files of a ticket, by name."""
        return sorted(self._children(Attachment, key), key=lambda one: one.name)

    def account(self, user_id: RecordId) -> Account | None:
        """What somebody signs in with."""
        with self.world.database.snapshot() as connection:
            with session_on(connection) as session:
                return account_of(session, user_id)

    def add_account(self, name: str, email: str) -> None:
        """Let somebody of the world have an account."""
        with self.world.database.transaction() as connection:
            connection.execute(
                insert(Account).values(
                    user_id=self.world.ids[name], space_id=self.world.space_id, name=name, email=email,
                    password_hash="", locked=False, created_at=NOW, signed_in_at=None,
                )
            )  # fmt: skip

    def world_regions(self) -> list[Region]:
        """The regions that are here."""
        with self.world.database.read(self.world.space_id) as reader:
            return reader.find(Region)

    def head(self) -> int:
        """How often the space has changed."""
        return self.world.database.heads()[self.world.space_id]

    def _children(self, record_type: type[R], key: str) -> list[R]:
        with self.world.database.read(self.world.space_id) as reader:
            return reader.find(record_type, ticket_id=self.id_of(f"ticket/{key}"))


@pytest.fixture
def desk(world: World, tmp_path: Path) -> Desk:
    """A world with nothing imported, and an empty folder for an export."""
    with world.database.transaction() as connection:
        # On PostgreSQL other tests were here.
        connection.execute(delete(Account))
    return furnished(world, tmp_path)


def furnished(world: World, tmp_path: Path) -> Desk:
    """A desk over a world whose own tickets have high numbers."""
    with world.database.write(world.space_id) as session:
        for n, one in enumerate(session.store.find(Ticket)):
            session.store.put(replace(one, number=900_000 + n))
    folder = tmp_path / "export"
    folder.mkdir()
    return Desk(world, folder, FolderStore(tmp_path / "files"))


@pytest.fixture
def sqlite_desk(sqlite_files: Files, tmp_path: Path) -> Desk:
    """A world on SQLite alone, for properties that need many runs."""
    return furnished(sqlite_files.furnish(Database(sqlite_files.engine)), tmp_path)


def sentences(report: Report) -> list[str]:
    """What an import complains of."""
    return [problem.text() for problem in report.problems]
