"""The command line: another desk's tickets in, everything out and in again, a copy taken and put back."""

import csv
import json
from pathlib import Path

import pytest
from sqlalchemy import select

from domain.records import Ticket, UserCard
from server.audit.tables import AuditRow
from server.commands.opening import only_space
from server.db.database import Database
from server.sole import FolderLock
from tests.server.commands.test_command import Console, console, made

__all__ = ["console", "made"]


@pytest.fixture
def zendesk(tmp_path: Path) -> Path:
    """A small export of Zendesk."""
    folder = tmp_path / "zendesk"
    folder.mkdir()
    (folder / "users.json").write_text(json.dumps({"users": [
        {"id": 1, "name": "Rita", "email": "rita@old.example", "role": "end-user", "active": True},
        {"id": 2, "name": "Greta", "email": "greta@old.example", "role": "agent", "active": True},
    ]}))  # fmt: skip
    (folder / "groups.json").write_text(json.dumps([{"id": 7, "name": "Billing"}]))
    (folder / "tickets.jsonl").write_text(json.dumps(
        {"id": 16988, "subject": "Receipt", "description": "It is empty", "requester_id": 1, "assignee_id": 2,
         "group_id": 7, "status": "open", "created_at": "2024-02-03T09:00:00Z", "updated_at": "2024-02-03T09:00:00Z"}
    ) + "\nnot JSON\n")  # fmt: skip
    return folder


def tickets(data: Path) -> list[Ticket]:
    database = Database.open(data)
    with database.read(only_space(database)) as reader:
        found = reader.find(Ticket)
    database.close()
    return found


def people(data: Path) -> dict[str, UserCard]:
    database = Database.open(data)
    with database.read(only_space(database)) as reader:
        found = {card.name: card for card in reader.find(UserCard)}
    database.close()
    return found


def test_the_way_of_an_import_as_the_documents_walk_it(made: Console, zendesk: Path) -> None:
    said = made.says("import", "zendesk", str(zendesk))
    assert "--preview" in said
    assert made.run("import", "zendesk", str(zendesk), "--preview") == 1
    assert "Nothing was changed" in made.out
    assert "tickets.jsonl, line 2, line: this is no JSON" in made.out
    assert tickets(made.data) == []
    mapping = made.data / "zendesk-mapping.toml"
    text = mapping.read_text()
    assert '"7" = "Support"  # Billing, 1 ticket' in text
    assert '"greta@old.example" = ""  # Greta, agent' in text
    text = text.replace('"7" = "Support"', '"7" = "+ Billing"')
    mapping.write_text(text.replace('"greta@old.example" = ""', '"greta@old.example" = "agent: Billing"'))
    assert made.run("import", "zendesk", str(zendesk)) == 1
    (one,) = tickets(made.data)
    assert (one.number, one.assignee_id) == (16988, people(made.data)["Greta"].id)
    with (made.data / "zendesk-problems.csv").open(newline="") as stream:
        rows = list(csv.DictReader(stream))
    assert [(row["file"], row["line"], row["field"]) for row in rows] == [("tickets.jsonl", "2", "line")]
    assert made.run("import", "zendesk", str(zendesk)) == 1
    assert "1 as before" in made.out
    assert tickets(made.data) == [one]
    assert made.run("user", "list") == 0
    assert "rita@old.example" in made.out
    assert made.run("user", "password", "greta@old.example", "--password-stdin", typed="correct horse\n") == 0
    assert made.run("check") == 0


def test_everything_goes_out_and_into_a_new_server(made: Console, zendesk: Path, tmp_path: Path) -> None:
    made.run("import", "zendesk", str(zendesk), "--preview")
    made.run("import", "zendesk", str(zendesk))
    assert made.run("export", str(tmp_path / "out")) == 0
    assert "1 ticket" in made.out
    first, made.data = made.data, tmp_path / "second"
    assert made.run("import", "mostrador", str(tmp_path / "out")) == 0
    assert tickets(made.data) == tickets(first)
    assert audited(first) == ["tickets.imported", "data.exported"]
    assert "franchise here already" in made.says("import", "mostrador", str(tmp_path / "out"))
    assert made.run("user", "password", "admin", "--password-stdin", typed="correct horse\n") == 0
    assert made.run("check", "--read-files") == 0
    # What imports remember came along.
    (made.data / "zendesk-mapping.toml").write_bytes((first / "zendesk-mapping.toml").read_bytes())
    assert made.run("import", "zendesk", str(zendesk)) == 1
    assert "1 as before" in made.out


def test_a_copy_brings_the_server_back_and_says_so_to_devices(made: Console, zendesk: Path, tmp_path: Path) -> None:
    copy = tmp_path / "copy"
    assert made.run("backup", str(copy)) == 0
    made.run("import", "zendesk", str(zendesk), "--preview")
    made.run("import", "zendesk", str(zendesk))
    before = epoch(made.data)
    lock = FolderLock(made.data)
    assert "stop the server first" in made.says("restore", str(copy))
    lock.release()
    assert len(tickets(made.data)) == 1
    assert made.run("restore", str(copy)) == 0
    assert tickets(made.data) == []
    assert epoch(made.data) != before
    assert audited(made.data) == ["data.exported", "copy.put_back"]
    assert made.run("check") == 0
    assert "holds no finished copy" in made.says("restore", str(tmp_path))


def audited(data: Path) -> list[str]:
    """What the audit log has, but for accounts."""
    database = Database.open(data)
    with database.snapshot() as connection:
        found = [row.act for row in connection.execute(select(AuditRow.act).order_by(AuditRow.n))]
    database.close()
    return [act for act in found if not act.startswith("account.")]


def epoch(data: Path) -> str:
    database = Database.open(data)
    with database.read(only_space(database)) as reader:
        found = reader.head().epoch
    database.close()
    return found
