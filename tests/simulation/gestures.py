"""What people do: drawn from what they see on their own screen, so that most of it makes sense."""

from __future__ import annotations

import random
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from domain.ids import RecordId, new_id
from domain.records import Article, Ticket
from domain.tickets import TRANSITIONS
from domain.words import Priority, TicketType
from tests.support.franchise import named

if TYPE_CHECKING:
    from tests.simulation.client import Client

Gesture = tuple[str, dict[str, Any]]
TAGS = ("till", "urgent", "vendor", "again", "paper")


class Hand:
    """Makes the gestures of one client's user."""

    def __init__(self, client: Client) -> None:
        self.client = client
        self.noise = random.Random(f"{client.world.seed}/hand/{client.label}")
        self._said = 0

    def act(self) -> None:
        """Do one thing, if there is anything to do it to."""
        if not self.client.alive or self.client.asleep_until_s > self.client.world.agenda.now_s:
            return
        if self.noise.random() < 0.3 and (self._decide() or not self.client.alive):
            return
        table = TABLES.get(self.client.person, STORE_TABLE)
        (make,) = self.noise.choices([entry[0] for entry in table], [entry[1] for entry in table])
        gesture = make(self)
        if gesture is not None:
            self.client.do(*gesture)

    def _decide(self) -> bool:
        """Discard or retry something refused, if anything is."""
        rows = self.client.replica.cache.all("SELECT n FROM outbox WHERE state = 'refused' ORDER BY n")
        if not rows:
            return False
        n = self.noise.choice(rows)[0]
        return self.client.discard(n) if self.noise.random() < 0.6 else self.client.retry(n)

    def fresh(self) -> RecordId:
        """Return a new id by this machine's clock."""
        return new_id(self.client.wall(), self.noise.randbytes)

    def words(self, kind: str) -> str:
        """Return a text nobody else writes."""
        self._said += 1
        return f"{kind} {self._said} of {self.client.label}"

    def ticket(self) -> Ticket | None:
        """Return one of the tickets on the screen; the newest are the likeliest."""
        ticket: Ticket | None = self._pick(Ticket)
        return ticket

    def article(self) -> Article | None:
        """Return one of the articles on the screen."""
        article: Article | None = self._pick(Article)
        return article

    def _pick(self, record_type: Any) -> Any:
        count = self.client.replica.cache.value(f'SELECT count(*) FROM "{record_type.KIND}"')  # noqa: S608
        if not count:
            return None
        place = min(self.noise.randrange(count), self.noise.randrange(count))
        sql = f'SELECT id FROM "{record_type.KIND}" ORDER BY id DESC LIMIT 1 OFFSET ?'  # noqa: S608
        return self.client.replica.cache.record(record_type, self.client.replica.cache.value(sql, (place,)))

    # The gestures; None where there is nothing to do it to

    def file(self) -> Gesture:
        """File a ticket."""
        noise = self.noise
        store = {"sam": "triana", "sue": "rathmines"}.get(self.client.person) or noise.choice(("triana", "rathmines"))
        return "ticket.create", {
            "ticket_id": self.fresh(),
            "message_id": self.fresh(),
            "title": self.words("ticket"),
            "body": self.words("body"),
            "space_id": named("space"),
            "store_id": named(store),
            "topic_id": noise.choice((named("till"), named("other"), None)),
            "priority": noise.choice(list(Priority)),
        }

    def reply(self) -> Gesture | None:
        """Answer."""
        ticket = self.ticket()
        if ticket is None:
            return None
        return "ticket.reply", {"ticket_id": ticket.id, "message_id": self.fresh(), "body": self.words("reply")}

    def note(self) -> Gesture | None:
        """Write a note."""
        ticket = self.ticket()
        if ticket is None:
            return None
        mentions = (named(self.noise.choice(("ana", "tim", "leo"))),) if self.noise.random() < 0.3 else ()
        args = {"ticket_id": ticket.id, "message_id": self.fresh(), "body": self.words("note"), "mention_ids": mentions}
        return "ticket.note", args

    def status(self) -> Gesture | None:
        """Take a step in a ticket's life."""
        ticket = self.ticket()
        if ticket is None:
            return None
        args: dict[str, Any] = {"ticket_id": ticket.id, "status": self.noise.choice(sorted(TRANSITIONS[ticket.status]))}
        if self.noise.random() < 0.4 and ticket.last_message_id:
            args["seen_message_id"] = ticket.last_message_id
        if args["status"] == "on_hold" and self.noise.random() < 0.5:
            args["vendor"] = self.words("vendor")
        return "ticket.set_status", args

    def organise(self) -> Gesture | None:
        """Set priority, assignee, team, topic or type."""
        ticket, noise = self.ticket(), self.noise
        if ticket is None:
            return None
        name, field, values = noise.choice(
            (
                ("priority", "priority", list(Priority)),
                ("type", "type", list(TicketType)),
                ("assignee", "assignee_id", [named("ana"), named("tim"), named("leo"), None]),
                ("team", "team_id", [named("support"), named("technical")]),
                ("topic", "topic_id", [named("till"), named("other"), None]),
            )
        )
        return f"ticket.set_{name}", {"ticket_id": ticket.id, field: noise.choice(values)}

    def tag(self) -> Gesture | None:
        """Add and remove tags."""
        ticket = self.ticket()
        if ticket is None:
            return None
        add = tuple(sorted(self.noise.sample(TAGS, self.noise.randrange(3))))
        return "ticket.tag", {"ticket_id": ticket.id, "add": add, "remove": (self.noise.choice(TAGS),)}

    def follow(self) -> Gesture | None:
        """Follow or stop following, oneself or, for the desk, somebody else."""
        ticket = self.ticket()
        if ticket is None:
            return None
        args: dict[str, Any] = {"ticket_id": ticket.id, "following": self.noise.random() < 0.6}
        if self.client.person in {"ana", "tim", "leo"} and self.noise.random() < 0.4:
            args["user_id"] = named(self.noise.choice(("sam", "olga", "liz", "alex")))
        return "ticket.follow", args

    def write_article(self) -> Gesture | None:
        """Create, edit, publish or archive an article."""
        article, kind = self.article(), self.noise.choice(("create", "edit", "edit", "publish", "publish", "archive"))
        if kind == "create" or article is None:
            return "article.create", {
                "article_id": self.fresh(),
                "slug": self.words("slug").replace(" ", "-"),
                "locale": "en",
                "title": self.words("title"),
                "body": self.words("text"),
                "visibility": self.noise.choice(("public", "franchise", "internal")),
            }
        args: dict[str, Any] = {"article_id": article.id}
        if kind == "edit":
            args |= {"base_revision_id": article.revision_id, "title": self.words("title"), "body": self.words("text")}
            if self.noise.random() < 0.3:
                args["visibility"] = self.noise.choice(("public", "franchise", "internal"))
        return f"article.{kind}", args

    def feedback(self) -> Gesture | None:
        """Say whether an article helped."""
        article = self.article()
        if article is None:
            return None
        return "article.feedback", {"article_id": article.id, "helpful": self.noise.random() < 0.7}


Make = Callable[[Hand], Gesture | None]
STORE_TABLE: tuple[tuple[Make, int], ...] = (
    (Hand.file, 4),
    (Hand.reply, 6),
    (Hand.status, 2),
    (Hand.follow, 1),
    (Hand.feedback, 2),
)
DESK_TABLE: tuple[tuple[Make, int], ...] = (
    (Hand.file, 1),
    (Hand.reply, 5),
    (Hand.note, 3),
    (Hand.status, 4),
    (Hand.organise, 6),
    (Hand.tag, 3),
    (Hand.follow, 1),
    (Hand.feedback, 1),
)
LEAD_TABLE = (*DESK_TABLE, (Hand.write_article, 9))
LIGHT_TABLE: tuple[tuple[Make, int], ...] = ((Hand.note, 6), (Hand.follow, 3), (Hand.feedback, 2), (Hand.reply, 1))
"""Gesture and weight."""
TABLES = {"leo": LEAD_TABLE, "liz": LIGHT_TABLE, "ana": DESK_TABLE, "alex": DESK_TABLE, "tim": DESK_TABLE}
