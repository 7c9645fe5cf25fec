"""Opening tickets of 50 messages and of 10,000 in turn, from the click until the conversation is painted.

Before a ticket's turn comes again, more messages of others were shown than the client keeps laid out.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from bench.desktop_data import HUGE, HUGE_MESSAGES, LONG, LONG_MESSAGES, Prepared, prepared
from bench.figures import of_p95
from bench.groups import Tell
from bench.measured import lines

if TYPE_CHECKING:
    from bench.gestures import Scenario
    from desktop.shell.client import Client

GAP_MS = 60
AT_THE_TOP = LONG + HUGE + 10
"""So many rows hold what is opened."""
SIZES = {"open_ticket_p95": LONG_MESSAGES, "open_ticket_10000_messages_p95": HUGE_MESSAGES}


class WrongConversation(Exception):
    """What was shown is not what is stored of the ticket that was clicked: the figure does not count."""


def measure(tell: Tell) -> None:
    """Measure and tell."""
    with prepared() as copy:
        order = _order(copy)
        said = lines(["bench.desktop_client", "bench.desktop_open", copy.profile.name, json.dumps(order)], copy.home)
        _check(copy, order, said)
    for metric, size in SIZES.items():
        tell(of_p95("desktop", metric, "ms", [each["open_ms"] for each in said if each["messages"] == size]))


def scenario(client: Client, order: str) -> Scenario:
    """Open tickets that stand at the top of the list; `order` is a list of ids and sizes."""
    from bench.gestures import Pause, all_tickets, say
    from bench.opening import last_message, opened, row_of

    window, rows = yield from all_tickets(client)
    for ticket_id, messages in json.loads(order):
        row = row_of(rows, ticket_id, AT_THE_TOP)
        rows.scrollTo(rows.model().index(row, 0))
        yield Pause(GAP_MS)
        took_ms = yield from opened(window, rows, row)
        say(open_ms=took_ms, messages=messages, ticket=ticket_id, last=last_message(window))
        yield Pause(GAP_MS)


def _order(copy: Prepared) -> list[tuple[str, int]]:
    """Return what is opened: the long tickets in turn, and a huge one after each."""
    with copy.reader() as reader:
        newest = reader.all("SELECT id, message_count FROM ticket ORDER BY updated_at DESC LIMIT ?", (AT_THE_TOP,))
    long, huge = ([row for row in newest if row[1] == size] for size in (LONG_MESSAGES, HUGE_MESSAGES))
    return [tuple(each) for place, row in enumerate(long) for each in (row, huge[place % len(huge)])]


def _check(copy: Prepared, order: list[tuple[str, int]], said: list[dict[str, Any]]) -> None:
    """Compare the message at the foot of each conversation with the cache."""
    if [each["ticket"] for each in said] != [ticket_id for ticket_id, _ in order]:
        raise WrongConversation(f"{len(said)} of {len(order)} clicks opened their ticket")
    newest = "SELECT body FROM message WHERE ticket_id = ? ORDER BY created_at DESC, id DESC LIMIT 1"
    with copy.reader() as reader:
        for each in said:
            body = reader.value(newest, (each["ticket"],))
            if body not in each["last"]:
                raise WrongConversation(f"the newest message is {body!r}, at the foot stood {each['last']!r}")
