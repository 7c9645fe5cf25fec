"""django-helpdesk with the bench's tickets, behind gunicorn, and a member of its staff who sees every queue."""

from __future__ import annotations

import base64
import contextlib
import json
import os
import subprocess
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple

from sqlalchemy import make_url

from bench import sync_data, tickets_data
from bench.kept_postgres import copy_of
from bench.peers.installing import installed_python
from bench.sample_cache import named
from bench.sync_server import free_port
from bench.tickets_client import Caller
from bench.tickets_desk import SOURCES, TICKETS, wait_for
from domain.records import Ticket
from domain.tickets import DONE
from domain.words import Priority

HERE = Path(__file__).parent / "peers"
WORKERS = 2
"""As many as there are processors: more answer no single caller sooner."""
THREADS = 4
OPEN_STATUS, CLOSED_STATUS = 1, 4
PRIORITIES = {Priority.URGENT: 1, Priority.HIGH: 2, Priority.NORMAL: 3, Priority.LOW: 4}
CSRF = "a" * 32
"""Cookie and header only have to be the same."""


class Listed(NamedTuple):
    """A list's data: how many tickets there are in all, and the numbers of those on the page."""

    whole: int
    numbers: list[int]


@dataclass
class Helpdesk:
    """It runs."""

    caller: Caller

    def total(self) -> int:
        """Return how many tickets it holds."""
        return self._listed({}, "").whole

    def listed_open(self) -> Listed:
        """Ask for the first page of open tickets, the latest first: what its list shows by itself."""
        return self._listed({"status__in": [OPEN_STATUS]}, "")

    def found(self, word: str) -> Listed:
        """Search."""
        return self._listed({}, word)

    def ticket(self, number: int) -> bytes:
        """Ask for a ticket with its follow-ups."""
        return self.caller.ask("GET", f"/tickets/{number}/")

    def create(self) -> bytes:
        """File a ticket by its API."""
        body = {
            "queue": 1,
            "title": "The card terminal is offline",
            "description": "It says that there is no line, since this morning, at both tills.",
            "submitter_email": "owner3@example.org",
            "priority": 3,
        }
        return self.caller.ask("POST", "/api/tickets/", json.dumps(body).encode())

    def _listed(self, filtering: dict[str, Any], word: str) -> Listed:
        query = {"filtering": filtering, "filtering_null": {}, "sorting": "created", "sortreverse": True}
        packed = base64.b64encode(json.dumps(query | {"search_string": word}).encode()).decode()
        page = "draw=1&start=0&length=25&order%5B0%5D%5Bcolumn%5D=5&order%5B0%5D%5Bdir%5D=desc"
        told = json.loads(self.caller.ask("GET", f"/datatables_ticket_list/{packed}?{page}"))
        return Listed(told["recordsFiltered"], [int(row["id"]) for row in told["data"]])


@contextlib.contextmanager
def helpdesk(postgres: str | None) -> Iterator[Helpdesk]:
    """Run it on a copy of the tickets, in PostgreSQL or in SQLite.

    Raises:
        PeerAbsent: It cannot be had on this machine.
    """
    python = installed_python("helpdesk")
    with contextlib.ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="mostrador-bench-")))
        if postgres is None:
            environment = _environment(folder, "")
            _fill(python, folder, environment)
        else:
            name = f"helpdesk_of_{TICKETS}"
            url = stack.enter_context(
                copy_of(postgres, name, SOURCES, lambda url: _fill(python, folder, _environment(folder, url)))
            )
            environment = _environment(folder, url)
        session = _run(python, environment, "session").strip()
        port = stack.enter_context(_running(python, folder, environment))
        cookies = f"sessionid={session}; csrftoken={CSRF}"
        headers = {"Cookie": cookies, "X-CSRFToken": CSRF, "Content-Type": "application/json"}
        yield Helpdesk(stack.enter_context(contextlib.closing(Caller(port, headers))))


def _environment(folder: Path, url: str) -> dict[str, str]:
    place = {"HELPDESK_ENGINE": "django.db.backends.sqlite3", "HELPDESK_DATABASE": str(folder / "helpdesk.sqlite")}
    if url:
        parts = make_url(url)
        place = {
            "HELPDESK_ENGINE": "django.db.backends.postgresql",
            "HELPDESK_DATABASE": parts.database or "",
            "HELPDESK_HOST": parts.host or "",
            "HELPDESK_PORT": str(parts.port or ""),
            "HELPDESK_USER": parts.username or "",
            "HELPDESK_PASSWORD": parts.password or "",
        }
    own = {"PYTHONPATH": str(HERE), "DJANGO_SETTINGS_MODULE": "helpdesk_settings", "HELPDESK_MEDIA": str(folder)}
    return {**os.environ, **place, **own}


def _run(python: Path, environment: dict[str, str], *arguments: str) -> str:
    command = [str(python), str(HERE / "helpdesk_fill.py"), *arguments]
    ended = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    if ended.returncode:
        raise RuntimeError(f"django-helpdesk: {ended.stderr[-1500:]}")
    return ended.stdout


def _fill(python: Path, folder: Path, environment: dict[str, str]) -> None:
    """Bring the tickets in.

    Raises:
        RuntimeError: Something went wrong.
    """
    lines = folder / "tickets.jsonl"
    with lines.open("w", encoding="utf-8") as file:
        file.write(json.dumps(_structure()) + "\n")
        for ticket, messages in tickets_data.cases(TICKETS):
            told = [{"author": one.author_id, "at": one.created_at.isoformat(), "body": one.body} for one in messages]
            file.write(json.dumps(_ticket(ticket) | {"messages": told}) + "\n")
    filled = _run(python, environment, "fill", str(lines)).strip()
    if filled != str(TICKETS):
        raise RuntimeError(f"django-helpdesk took {filled} tickets of {TICKETS}")


def _structure() -> dict[str, dict[str, str]]:
    return {
        "agents": {named(f"agent/{place}"): f"Agent {place:03}" for place in range(sync_data.AGENTS)},
        "teams": {named(f"team/{place}"): f"Team {place:02}" for place in range(tickets_data.TEAMS)},
    }


def _ticket(ticket: Ticket) -> dict[str, Any]:
    return {
        "number": ticket.number,
        "title": ticket.subject,
        "team": ticket.team_id,
        "assignee": ticket.assignee_id,
        "submitter": f"{ticket.requester_id}@example.org",
        "created": ticket.created_at.isoformat(),
        "modified": ticket.updated_at.isoformat(),
        "due": ticket.due_at.isoformat() if ticket.due_at else None,
        "status": CLOSED_STATUS if ticket.status in DONE else OPEN_STATUS,
        "priority": PRIORITIES[ticket.priority],
    }


@contextlib.contextmanager
def _running(python: Path, folder: Path, environment: dict[str, str]) -> Iterator[int]:
    port = free_port()
    command = [str(python), "-m", "gunicorn", "--bind", f"127.0.0.1:{port}", "--workers", str(WORKERS)]
    command += ["--worker-class", "gthread", "--threads", str(THREADS), "--keep-alive", "120"]
    command += ["django.core.wsgi:get_wsgi_application()"]
    log = folder / "gunicorn.log"
    with log.open("ab") as said, subprocess.Popen(command, stdout=said, stderr=said, env=environment) as process:
        try:
            wait_for(port, process, log, "/login/")
            yield port
        finally:
            process.terminate()
