"""The command line: a server from nothing, and a sentence for whatever is wrong."""

import io
import json
import os
import re
import signal
import socket
import subprocess
import sys
import urllib.request
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import insert, select, text

from domain.ids import RecordId
from domain.records import UserCard
from domain.words import AttachmentState
from server.accounts.accounts import Accounts
from server.blobs.folder import FolderStore
from server.blobs.store import ContentKey, UploadKey
from server.command import main
from server.db.database import Database
from server.db.tables import dead_letter, feed, metadata, space_head
from server.mail.tables import Mail
from server.sole import FolderLock
from sync.protocol.accounts import SignIn
from tests.support.world import World


class Console:
    """Runs commands in this process and remembers what they said."""

    def __init__(self, data: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
        self.data = data
        self._capsys = capsys
        self._monkeypatch = monkeypatch
        self.out = self.err = ""

    def run(self, *words: str, typed: str = "") -> int:
        self._monkeypatch.setattr(sys, "stdin", io.StringIO(typed))
        self._capsys.readouterr()
        code = main(["--data", str(self.data), *words])
        self.out, self.err = self._capsys.readouterr()
        return code

    def says(self, *words: str, typed: str = "") -> str:
        """The sentence of a command that must fail: one line, no trace, exit code 2."""
        assert self.run(*words, typed=typed) == 2
        assert self.err.startswith("mostrador-server: ")
        assert self.err.count("\n") == 1
        assert "Traceback" not in self.err
        return self.err


@pytest.fixture
def console(tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Console:
    return Console(tmp_path / "data", capsys, monkeypatch)


@pytest.fixture
def made(console: Console) -> Console:
    assert console.run("init", "--password-stdin", "--space", "Panes", typed="correct horse\n") == 0
    return console


def test_restored_begins_a_new_history_where_the_copy_ends(made: Console) -> None:
    database = Database.open(made.data)
    with database.snapshot() as connection:
        before = connection.execute(select(space_head)).one()
    assert made.run("restored") == 0
    assert "seven days" in made.out
    with database.snapshot() as connection:
        after = connection.execute(select(space_head)).one()
    database.close()
    assert after.seq == before.seq
    assert after.epoch != before.epoch


def test_init_makes_a_server_and_prints_the_password_once(console: Console) -> None:
    assert console.run("init") == 0
    assert re.search(r"password is \S{20,} \(shown only now\)", console.out)
    if os.name == "posix":
        assert console.data.stat().st_mode & 0o077 == 0
    assert console.run("check") == 0
    assert "Everything is in order." in console.out


def test_init_twice_changes_nothing(made: Console) -> None:
    with_one = made.run("user", "list"), made.out
    assert made.run("init", "--space", "Other") == 0
    assert "nothing else was changed" in made.out
    assert (made.run("user", "list"), made.out) == with_one


def test_a_weak_password_leaves_nothing_behind(console: Console) -> None:
    assert "at least 8" in console.says("init", "--password-stdin", typed="short\n")
    assert not console.data.exists()


def test_users_are_added_listed_disabled_and_enabled(made: Console) -> None:
    add = ("user", "add", "marta", "--role", "agent", "--team", "support", "--full-name", "Marta Soler")
    assert made.run(*add, "--password-stdin", typed="a good password\n") == 0
    assert made.run("user", "add", "pia", "--role", "store_owner", "--store", "1") == 0
    assert made.run("user", "disable", "marta") == 0
    assert made.run("user", "list") == 0
    assert re.search(r"^marta +Marta Soler +agent .*disabled$", made.out, re.MULTILINE)
    assert made.run("user", "enable", "marta") == 0
    assert made.run("user", "revoke-devices", "marta") == 0
    assert made.run("user", "password", "marta", "--password-stdin", typed="another password\n") == 0
    assert made.run("check") == 0


def test_where_somebodys_mails_go_is_changed(made: Console) -> None:
    assert made.run("user", "mail", "admin", "ada@panes.example") == 0
    assert "go to ada@panes.example" in made.out
    assert "not an e-mail" in made.says("user", "mail", "admin", "ada@panes")
    assert "user list" in made.says("user", "mail", "nobody", "ada@panes.example")
    assert made.run("user", "mail", "admin", "") == 0
    assert "gets no mails" in made.out


def test_mails_that_were_given_up_are_said_without_anybodys_words_and_tried_again(made: Console) -> None:
    database = Database.open(made.data)
    now, (space_id,) = datetime.now(UTC), database.heads()
    row = {
        "space_id": space_id, "id": space_id, "cause": "reply", "ticket_id": space_id, "message_id": space_id,
        "user_id": space_id, "created_at": now, "due_at": now, "attempts": 1, "state": "parked",
        "error": "SMTPRecipientsRefused 550", "settled_at": now,
    }  # fmt: skip
    with database.transaction() as connection:
        connection.execute(insert(Mail), [row])
    database.close()
    assert made.run("check") == 1
    assert "PROBLEM  1 mails were given up; `mostrador-server mail retry`" in made.out
    assert f"reply of {space_id}, {space_id}: SMTPRecipientsRefused 550" in made.out
    assert made.run("mail", "retry") == 0
    assert made.out == "Mails that are tried again: 1.\n"
    assert made.run("check") == 0


def test_each_thing_that_is_wrong_with_a_user_has_its_sentence(made: Console) -> None:
    assert "admin, agent, customer" in made.says("user", "add", "x", "--role", "boss")
    assert "There are: Support." in made.says("user", "add", "x", "--role", "agent", "--team", "nope")
    assert "There are: Store 1." in made.says("user", "add", "x", "--role", "store_staff", "--store", "nope")
    assert "choose another name" in made.says("user", "add", "ADMIN", "--role", "agent")
    assert "user list" in made.says("user", "disable", "nobody")
    assert "last administrator" in made.says("user", "disable", "admin")
    assert "last administrator" in made.says("user", "change", "admin", "--role", "agent")
    assert "needs a name" in made.says("user", "add", "", "--role", "customer")
    assert "without spaces" in made.says("user", "add", "ow ner", "--role", "customer")
    assert "at most" in made.says("user", "add", "x" * 200, "--role", "customer")
    assert "name is empty or longer" in made.says("user", "add", "x", "--role", "customer", "--full-name", "x" * 200)
    assert "name it with --store" in made.says("user", "add", "x", "--role", "store_owner")
    assert "en or es" in made.says("user", "add", "x", "--role", "agent", "--locale", "fr")
    assert "not an e-mail" in made.says("user", "add", "x", "--role", "agent", "--email", "notanemail")
    assert made.run("user", "enable", "admin") == 0


@pytest.mark.parametrize("option", ["--space", "--team", "--region", "--store", "--admin", "--locale"])
def test_an_init_that_cannot_be_leaves_nothing_behind(console: Console, option: str) -> None:
    console.says("init", option, "")
    assert not console.data.exists()
    assert console.run("init") == 0


def test_an_init_that_was_cut_off_is_told_and_gone_on_with(made: Console) -> None:
    database = Database.open(made.data)
    with database.transaction() as connection:
        for table in reversed(metadata.sorted_tables):
            if table.name not in {"space_head", "alembic_version"}:
                connection.execute(table.delete())
        connection.execute(text("UPDATE space_head SET seq = 0"))
    database.close()
    assert made.run("check") == 1
    assert "There is no franchise here: run `mostrador-server init`" in made.out
    assert "There is no franchise here" in made.says("serve", "--port", "0")
    assert "There is no franchise here" in made.says("user", "list")
    assert made.run("init", "--space", "Panes") == 0
    assert "Made Panes" in made.out
    assert made.run("check") == 0


def test_a_franchise_grows_and_its_people_move(made: Console) -> None:
    assert made.run("region", "add", "North") == 0
    assert made.run("store", "add", "Gijón", "--code", "G1", "--region", "north", "--city", "Gijón") == 0
    assert made.run("team", "add", "Tills") == 0
    assert made.run("topic", "add", "oven", "--en", "Ovens", "--es", "Hornos", "--team", "tills") == 0
    assert made.run("topic", "list") == 0
    assert "oven  Ovens / Hornos" in made.out
    assert made.run("store", "list") == 0
    assert "G1  Gijón" in made.out
    assert made.run("user", "add", "pia", "--role", "store_owner", "--store", "1") == 0
    assert made.run("user", "change", "pia", "--store", "G1") == 0
    assert made.run("user", "change", "pia", "--role", "agent", "--team", "Tills", "--no-store") == 0
    assert made.run("user", "list") == 0
    assert re.search(r"^pia +pia +agent", made.out, re.MULTILINE)
    assert made.run("check") == 0


def test_what_a_franchise_cannot_have_is_told_in_a_sentence(made: Console) -> None:
    assert "already" in made.says("team", "add", "SUPPORT")
    assert "already" in made.says("store", "add", "Other", "--code", "1", "--region", "Region 1")
    assert "There are: Region 1." in made.says("store", "add", "Other", "--code", "2", "--region", "nope")
    assert "name is empty" in made.says("team", "add", " ")
    assert "--es is empty" in made.says("topic", "add", "oven", "--en", "Ovens", "--es", "")
    assert "--store" in made.says("user", "change", "admin", "--role", "store_owner")
    assert "Nothing is to be changed" in made.says("user", "change", "admin")


def test_the_help_names_the_settings_and_postgresql(capsys: pytest.CaptureFixture[str]) -> None:
    for words in (["--help"], ["init", "--help"], ["serve", "--help"]):
        with pytest.raises(SystemExit):
            main(words)
        told = " ".join(capsys.readouterr().out.split())
        for name in ("server.toml", "database_url", "MOSTRADOR_DATABASE_URL"):
            assert name in told


def test_articles_are_imported_and_the_closing_line_says_how_many(made: Console, tmp_path: Path) -> None:
    for language in ("en", "es"):
        (tmp_path / "kb" / language).mkdir(parents=True)
        for n in range(2):
            (tmp_path / "kb" / language / f"a{n}.md").write_text(f"# Article {n}\n\nText", "utf-8")
    assert made.run("import", "kb", str(tmp_path / "kb")) == 0
    assert made.out.startswith("Imported 2 articles in English and 2 in Spanish, ")
    (tmp_path / "kb/en/bad.md").write_bytes(b"\xff\xfe")
    assert made.run("import", "kb", str(tmp_path / "kb")) == 1
    assert "Left out en/bad.md: it is not UTF-8" in made.out
    assert made.run("check") == 0


def test_what_is_missing_is_named(console: Console, tmp_path: Path) -> None:
    assert "mostrador-server init" in console.says("serve")
    assert "mostrador-server init" in console.says("check")
    console.data.mkdir()
    assert "mostrador-server init" in console.says("check")
    console.run("init")
    assert "There is no folder" in console.says("import", "kb", str(tmp_path / "nowhere"))
    (tmp_path / "a.md").write_text("# A")
    assert "is a file, a folder is wanted" in console.says("import", "kb", str(tmp_path / "a.md"))


def test_a_file_where_the_folder_should_be_is_named(console: Console) -> None:
    console.data.write_text("x")
    assert "folder" in console.says("init")


def test_settings_that_are_wrong_are_named(made: Console, monkeypatch: pytest.MonkeyPatch) -> None:
    (made.data / "server.toml").write_text("port = ")
    assert "not valid TOML" in made.says("check")
    (made.data / "server.toml").write_text("prot = 1")
    assert "a setting prot" in made.says("check")
    (made.data / "server.toml").write_text("port = 'x'")
    assert f"port in {made.data / 'server.toml'} is 'x', but must be a whole number" in made.says("check")
    monkeypatch.setenv("MOSTRADOR_PORT", "abc")
    assert "The variable MOSTRADOR_PORT is 'abc', but must be a whole number" in made.says("check")
    monkeypatch.delenv("MOSTRADOR_PORT")
    (made.data / "server.toml").write_text("port = 8421")
    assert made.run("check") == 0
    for address in ("nonsense://", "garbage", "mysql://x", "sqlite:///x"):
        monkeypatch.setenv("MOSTRADOR_DATABASE_URL", address)
        assert "postgresql://" in made.says("check")


def test_a_postgres_that_is_not_there_is_named_without_its_password(
    made: Console, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("MOSTRADOR_DATABASE_URL", "postgresql://me:hush@127.0.0.1:1/none")
    sentence = made.says("check")
    assert "does not answer" in sentence
    assert "hush" not in sentence


def test_a_file_that_is_no_database_is_left_alone(made: Console) -> None:
    for name in ("mostrador.sqlite-wal", "mostrador.sqlite-shm"):
        (made.data / name).unlink(missing_ok=True)
    file = made.data / "mostrador.sqlite"
    file.write_bytes(b"not a database at all, but long enough to look like one" * 100)
    before = file.read_bytes()
    assert "restore a copy" in made.says("check")
    assert "restore a copy" in made.says("init")
    assert file.read_bytes() == before


def test_a_newer_database_is_left_alone(made: Console) -> None:
    database = Database.open(made.data)
    with database.transaction() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    database.close()
    for command in (("serve", "--port", "0"), ("init",), ("check",), ("user", "list")):
        assert "newer server" in made.says(*command)


def test_check_names_what_was_given_up_and_says_nothing_that_anybody_wrote(made: Console) -> None:
    secret = "what a customer wrote"
    at = datetime(2026, 3, 2, 9, 30, tzinfo=UTC)
    database = Database.open(made.data)
    [space_id] = database.heads()
    with database.read(space_id) as reader:
        [card] = reader.find(UserCard)
    letter = {
        "space_id": space_id,
        "client_id": card.id,
        "mutation_id": card.id,
        "v": 1,
        "args": {"body": secret},
        "error": "KeyError in tickets.py:12 apply",
        "attempts": 8,
        "first_at": at,
        "last_at": at,
    }
    tried = letter | {"n": 1, "user_id": card.id, "name": "ticket.tag", "parked": False}
    known = letter | {"n": 2, "user_id": card.id, "name": "ticket.reply", "parked": True}
    gone = letter | {"n": 3, "user_id": space_id, "name": "ticket.create", "parked": True, "last_at": at.replace(day=1)}
    with database.transaction() as connection:
        connection.execute(dead_letter.insert(), [tried, known, gone])
    database.close()
    assert made.run("check") == 1
    assert "PROBLEM  2 changes were given up" in made.out
    assert f"2026-03-02 09:30 UTC, ticket.reply {card.id} of {card.name}: KeyError in tickets.py:12 apply" in made.out
    assert f"2026-03-01 09:30 UTC, ticket.create {card.id} of {space_id}: " in made.out
    assert "ticket.tag" not in made.out
    assert secret not in made.out


def test_check_finds_what_does_not_agree(made: Console) -> None:
    database = Database.open(made.data)
    with database.transaction() as connection:
        connection.execute(feed.delete().where(feed.c.kind == "team"))
        connection.execute(text("UPDATE space_head SET seq = 0"))
    database.close()
    assert made.run("check") == 1
    assert "PROBLEM  The head of the space is 0" in made.out
    assert "PROBLEM  The feed does not agree with 1 records of kind team" in made.out
    assert "2 problems." in made.out


def test_check_tells_that_the_audit_log_was_tampered_with(made: Console) -> None:
    assert made.run("user", "disable", "admin") == 2
    assert made.run("user", "add", "marta", "--role", "admin", "--password-stdin", typed="another horse\n") == 0
    assert made.run("user", "disable", "admin") == 0
    assert made.run("check") == 0
    assert "The audit log is whole: 3 rows, the last is " in made.out
    database = Database.open(made.data)
    with database.transaction() as connection:
        connection.execute(text("UPDATE audit SET act = 'account.unlocked' WHERE n = 3"))
    database.close()
    assert made.run("check") == 1
    assert "PROBLEM  The audit log was tampered with: row 3 was changed" in made.out


@pytest.mark.skipif(os.name != "posix", reason="files have no such modes here")
def test_the_database_is_its_owners_also_in_a_folder_that_is_open_to_others(console: Console) -> None:
    console.data.mkdir(mode=0o755)
    console.data.chmod(0o755)
    assert console.run("init", "--password-stdin", typed="correct horse\n") == 0
    database = Database.open(console.data)
    with database.snapshot():
        modes = {file.name: file.stat().st_mode & 0o777 for file in console.data.glob("mostrador.sqlite*")}
    database.close()
    assert set(modes) >= {"mostrador.sqlite", "mostrador.sqlite-wal"}
    assert set(modes.values()) == {0o600}

    (console.data / "mostrador.sqlite").chmod(0o644)
    assert console.run("check") == 1
    assert "run `chmod 600" in console.out


def test_a_new_password_signs_the_account_out_unless_told_otherwise(made: Console) -> None:
    sign_in(made)
    assert made.run("user", "password", "admin", "--password-stdin", "--keep-sessions", typed="a longer word\n") == 0
    assert "devices" not in made.out
    assert made.run("user", "password", "admin", "--password-stdin", typed="another longer word\n") == 0
    assert "devices are asked for it: 1." in made.out


def sign_in(console: Console) -> None:
    """Open a session of the administrator's."""
    database = Database.open(console.data)
    device = RecordId("01890a5d-ac96-774b-bcce-b302099a8057")
    Accounts(database).sign_in(SignIn(account="admin", password="correct horse", device=device), "10.0.0.1")
    database.close()


def test_a_port_in_use_is_named(made: Console) -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        assert f"Port {port} is in use" in made.says("serve", "--port", str(port))
    assert "is not a port" in made.says("serve", "--port", "70000")
    assert "--host" in made.says("serve", "--host", "192.0.2.1")


@pytest.mark.e2e
def test_serve_answers_signs_in_and_stops_when_told(made: Console) -> None:
    command = [sys.executable, "-m", "server.command", "serve", "--data", str(made.data), "--port", "0"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as process:
        try:
            assert process.stdout is not None
            found = re.search(r"http://\S+", process.stdout.readline())
            assert found is not None
            device = "01890a5d-ac96-774b-bcce-b302099a8057"
            body = json.dumps({"account": "admin", "password": "correct horse", "device": device}).encode()
            request = urllib.request.Request(f"{found[0]}/auth/v1/sign-in", body)  # noqa: S310  # our own loopback URL
            with urllib.request.urlopen(request, timeout=20) as reply:  # noqa: S310
                token = json.load(reply)["access_token"]
            headers = {"Authorization": f"Bearer {token}"}
            request = urllib.request.Request(f"{found[0]}/api/v1/search?q=till", headers=headers)  # noqa: S310
            with urllib.request.urlopen(request, timeout=20) as reply:  # noqa: S310
                assert json.load(reply) == {"results": []}
            process.send_signal(signal.SIGTERM)
            _, log = process.communicate(timeout=30)
        finally:
            process.kill()
    assert "Traceback" not in log
    assert "correct horse" not in log
    assert process.returncode in {0, -signal.SIGTERM}


@pytest.mark.skipif(os.name != "posix", reason="a limit on the size of files stands for a full disk")
def test_a_full_disk_is_named_and_nothing_of_the_attempt_is_kept(made: Console, tmp_path: Path) -> None:
    import resource

    (tmp_path / "kb/en").mkdir(parents=True)
    for n in range(150):
        (tmp_path / f"kb/en/a{n}.md").write_text(f"# Article {n}\n\n" + f"word{n} " * 3000, "utf-8")
    command = [sys.executable, "-m", "server.command", "import", "kb", str(tmp_path / "kb"), "--data", str(made.data)]

    def fill_disk() -> None:
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (1_000_000, 1_000_000))

    tried = subprocess.run(command, preexec_fn=fill_disk, capture_output=True, text=True, check=False, timeout=60)
    assert tried.returncode == 2
    assert "disk of the server is full" in tried.stderr
    assert "Traceback" not in tried.stderr
    assert made.run("check") == 0
    assert "article" not in made.out
    assert made.run("import", "kb", str(tmp_path / "kb")) == 0
    assert "Imported 150 articles in English, " in made.out


def test_check_finds_files_that_are_gone_or_are_not_what_was_sent(made: Console) -> None:
    database = Database.open(made.data)
    [space_id] = database.heads()
    world = World(database, space_id)
    world.ids["simon"] = world.new_id()
    ticket = world.ticket()
    said = world.message(ticket)
    film = world.attachment(said, "film.mp4", b"film", state=AttachmentState.READY)
    world.put(ticket, said, film)
    database.close()
    store, upload = FolderStore(made.data / "files"), UploadKey(space_id, film.id)

    assert made.run("check") == 1
    assert (
        f"1 files are missing from the store or not whole: restore a copy of it. The first: {film.sha256}" in made.out
    )
    store.put_chunk(upload, 0, b"mlif")
    store.keep(upload, ContentKey(space_id, film.sha256))
    made.run("check")
    assert "The store has all 1 files that have arrived (looked for, not read" in made.out
    made.run("check", "--read-files")
    assert f"1 files are not what was sent: restore a copy of the store. The first: {film.sha256}" in made.out
    store.put_chunk(upload, 0, b"film")
    store.keep(upload, ContentKey(space_id, film.sha256))
    made.run("check", "--read-files")
    assert "The store has all 1 files that have arrived (read and compared with their hashes)." in made.out


def test_a_folder_that_is_served_already_is_named(made: Console) -> None:
    lock = FolderLock(made.data)
    try:
        assert f"{made.data} is served by another process already: stop that one first" in made.says(
            "serve", "--port", "0"
        )
    finally:
        lock.release()


def test_when_tickets_close_by_themselves_is_shown_and_said(made: Console) -> None:
    assert made.run("closing") == 0
    assert "Reminders while an answer is waited for: after 3, 6 days." in made.out
    assert made.run("closing", "--remind", "2", "--close", "5", "--confirm", "0") == 0
    assert "after 2 days" in made.out
    assert "Closed without an answer: after 5 days." in made.out
    assert "not complained of: never." in made.out
    assert made.run("closing", "--remind") == 0
    assert "waited for: none." in made.out
    assert "do not go together" in made.says("closing", "--remind", "9", "--close", "5")
    assert made.run("closing") == 0
    assert "Closed without an answer: after 5 days." in made.out


def test_a_team_has_a_lead_of_its_own_people(made: Console) -> None:
    team = ("team", "lead", "Support")
    assert made.run("user", "add", "tina", "--role", "team_lead", "--team", "Support", "--full-name", "Tina Roig",
                    "--password-stdin", typed="correct horse\n") == 0  # fmt: skip
    for person in ("tina", "Tina Roig"):
        assert made.run(*team, person) == 0
        assert person in made.out
    assert "is not of Support" in made.says(*team, "admin")
    assert "There is no person" in made.says(*team, "nobody")
    assert made.run(*team, "") == 0
    assert "heard by nobody" in made.out


def test_a_topic_says_after_how_many_days_its_requesters_are_asked(made: Console) -> None:
    assert made.run("topic", "add", "oven", "--en", "Ovens", "--es", "Hornos") == 0
    assert made.run("topic", "check-back", "oven", "3") == 0
    assert "oven: asked 3 days after a solution" in made.out
    assert "is no number of days" in made.says("topic", "check-back", "oven", "4000")
    assert made.run("topic", "check-back", "oven", "0") == 0
    assert "oven: not asked" in made.out
