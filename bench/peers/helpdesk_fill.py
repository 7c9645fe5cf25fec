"""Fills django-helpdesk with the bench's tickets, or opens a session of its staff; runs in its own environment.

Run as `python helpdesk_fill.py fill TICKETS` with a file of JSON lines (queues and people, then a ticket a line), or as
`python helpdesk_fill.py session`, which prints the key of a session.
"""

from __future__ import annotations

import importlib
import itertools
import json
import os
import sys
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

AT_ONCE = 1_000
STAFF = "lead"


def begin() -> None:
    """Set Django up.

    Its settings are named by the environment.
    """
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "helpdesk_settings")
    importlib.import_module("django").setup()


def fill(tickets: Path) -> int:
    """Make tables, people, queues, tickets and their follow-ups; return how many tickets."""
    management = importlib.import_module("django.core.management")
    management.call_command("migrate", interactive=False, verbosity=0)
    lines = map(json.loads, tickets.read_text("utf-8").splitlines())
    people, queues = structure(next(lines))
    count = 0
    while some := list(itertools.islice(lines, AT_ONCE)):
        add(some, people, queues)
        count += len(some)
    connection = importlib.import_module("django.db").connection
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    return count


def structure(given: dict[str, Any]) -> tuple[dict[str, Any], dict[str, Any]]:
    """Make agents and queues; return them by the names the bench gives them."""
    user = importlib.import_module("django.contrib.auth").get_user_model()
    models = importlib.import_module("helpdesk.models")
    user.objects.create_superuser(STAFF, f"{STAFF}@example.org", "correct horse battery staple")
    names = given["agents"]
    user.objects.bulk_create(
        user(username=f"agent{place}", first_name=name, email=f"agent{place}@example.org", is_staff=True, password="!")
        for place, name in enumerate(names.values())
    )
    people = {one.username: one for one in user.objects.all()}
    for one in people.values():
        models.UserSettings.objects.get_or_create(user=one)
    for place, title in enumerate(given["teams"].values()):
        models.Queue.objects.create(title=title, slug=f"q{place}", allow_public_submission=True)
    queues = {one.slug: one for one in models.Queue.objects.all()}
    return (
        {agent_id: people[f"agent{place}"] for place, agent_id in enumerate(names)},
        {team_id: queues[f"q{place}"] for place, team_id in enumerate(given["teams"])},
    )


def add(some: list[dict[str, Any]], people: dict[str, Any], queues: dict[str, Any]) -> None:
    """Add tickets under the numbers they have, each with its follow-ups."""
    models = importlib.import_module("helpdesk.models")
    models.Ticket.objects.bulk_create(
        models.Ticket(
            id=one["number"],
            title=one["title"],
            queue=queues[one["team"]],
            created=datetime.fromisoformat(one["created"]),
            modified=datetime.fromisoformat(one["modified"]),
            due_date=datetime.fromisoformat(one["due"]) if one["due"] else None,
            submitter_email=one["submitter"],
            assigned_to=people.get(one["assignee"]),
            status=one["status"],
            priority=one["priority"],
            description=one["messages"][0]["body"],
        )
        for one in some
    )
    models.FollowUp.objects.bulk_create(
        models.FollowUp(
            ticket_id=one["number"],
            date=datetime.fromisoformat(message["at"]),
            title="Comment",
            comment=message["body"],
            public=True,
            user=people.get(message["author"]),
        )
        for one in some
        for message in one["messages"][1:]
    )


def number_on() -> None:
    """Have the next ticket numbered after the last: they came with their numbers."""
    models = importlib.import_module("helpdesk.models")
    connection = importlib.import_module("django.db").connection
    if connection.vendor == "postgresql":
        last = models.Ticket.objects.order_by("-id").values_list("id", flat=True).first() or 0
        with connection.cursor() as cursor:
            cursor.execute("SELECT setval(pg_get_serial_sequence('helpdesk_ticket', 'id'), %s)", [last + 1])


def session() -> str:
    """Return the key of a session of the member of staff who sees every queue."""
    user = importlib.import_module("django.contrib.auth").get_user_model()
    store = importlib.import_module("django.contrib.sessions.backends.db").SessionStore()
    staff = user.objects.get(username=STAFF)
    store["_auth_user_id"] = str(staff.pk)
    store["_auth_user_backend"] = "django.contrib.auth.backends.ModelBackend"
    store["_auth_user_hash"] = staff.get_session_auth_hash()
    store.create()
    return str(store.session_key)


def answers(arguments: list[str]) -> Iterator[str]:
    """Do what is asked and yield what to print."""
    begin()
    if arguments[0] == "fill":
        yield str(fill(Path(arguments[1])))
        number_on()
    else:
        yield session()


if __name__ == "__main__":
    for line in answers(sys.argv[1:]):
        sys.stdout.write(line + "\n")
