"""What people do: drawn from what they see on their own screen, so that most of it makes sense."""

from __future__ import annotations

import random
from collections.abc import Callable
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from msgspec import to_builtins

from domain.ids import RecordId, new_id
from domain.records import (
    Article,
    ArticleRevision,
    Macro,
    SavedReply,
    Ticket,
    TicketDesk,
    View,
    time_text,
)
from domain.tickets import TRANSITIONS
from domain.words import Priority, RevisionState, Status, TicketType
from tests.simulation import many_hands
from tests.support.franchise import named

if TYPE_CHECKING:
    from tests.simulation.client import Client

Gesture = tuple[str, dict[str, Any]]
STEPS: tuple[tuple[str, dict[str, Any]], ...] = (
    ("set_priority", {"priority": "high"}),
    ("set_status", {"status": "pending"}),
    ("set_status", {"status": "resolved"}),
    ("set_type", {"type": "task"}),
    ("tag", {"add": ["macro"]}),
    ("snooze", {}),
)
"""What macros here do."""
TESTS: tuple[dict[str, Any], ...] = (
    {"field": "status", "op": "any", "values": ["open", "pending"]},
    {"field": "assignee", "op": "any", "values": ["@me"]},
    {"field": "snoozed", "op": "no"},
    {"field": "updated", "op": "last", "values": ["4", "hours"]},
    {"field": "sla", "op": "none", "values": ["met"]},
)
"""What views here ask."""
DESK = frozenset({"ana", "tim", "leo", "alex"})
PUBLIC_LINES = ("which", "stairs", "serial", "since")
"""Lines of the form of the topic `till` that everybody concerned sees."""
TAGS = ("till", "urgent", "vendor", "again", "paper")


FIELDS: tuple[tuple[str, str, list[Any]], ...] = (
    ("priority", "priority", list(Priority)),
    ("type", "type", list(TicketType)),
    ("assignee", "assignee_id", [named("ana"), named("tim"), named("leo"), None]),
    ("team", "team_id", [named("support"), named("technical")]),
    ("topic", "topic_id", [named("till"), named("other"), None]),
)
"""What the desk sets of a ticket: word, field and values."""
STEPS_OF_A_TICKET = ("status", "status", [Status.OPEN, Status.PENDING, Status.RESOLVED, Status.CLOSED])
CONTESTED = (*FIELDS, *(STEPS_OF_A_TICKET,) * 5)
"""What several set at once: of a field the last to arrive wins; a step that follows another one may be refused."""


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

    def contend(self, ticket_id: RecordId, name: str, field: str, value: Any) -> bool:
        """Set a field of a ticket that others set at the same time; tell whether that could be done."""
        client = self.client
        if not client.alive or client.asleep_until_s > client.world.agenda.now_s:
            return False
        if client.replica.cache.record(Ticket, ticket_id) is None:
            return False
        return client.do(f"ticket.set_{name}", {"ticket_id": ticket_id, field: value})

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

    def later(self) -> str:
        """Return a time some minutes hence, as people mean it: by the day it is, whatever their machine takes it for.

        One that is a year ahead is told so when it says by when something is to be.
        """
        _, now = self.client.world.clock()
        return time_text(now + timedelta(seconds=self.noise.expovariate(1 / 600)))

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
        homes = {"sam": "triana", "sue": "rathmines", "cora": "triana"}
        store = homes.get(self.client.person) or noise.choice(("triana", "rathmines"))
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

    def answer(self) -> Gesture | None:
        """Fill in a line of the form, take its answer away, or note what was tried; now and then the desk asks."""
        ticket, noise = self.ticket(), self.noise
        if ticket is None:
            return None
        if self.client.person in DESK and noise.random() < 0.3:
            text = {"message_id": self.fresh(), "body": self.words("ask")}
            return "ticket.reply", {"ticket_id": ticket.id, **text, "asks": [noise.choice(PUBLIC_LINES)]}
        if noise.random() < 0.2:
            return "ticket.add_step", {"ticket_id": ticket.id, "text": self.words("step"), "helped": False}
        lines = (*PUBLIC_LINES, "contract") if self.client.person in DESK else PUBLIC_LINES
        values = {"which": ["front", "back"], "stairs": ["yes", "no"], "since": ["2026-11-20", "2026-11-21"]}
        key = noise.choice(lines)
        said = noise.choice([*values.get(key, [self.words("answer")]), ""])
        return "ticket.answer", {"ticket_id": ticket.id, "answers": {key: [said] if said else []}}

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
        name, field, values = noise.choice(FIELDS)
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

    def snooze(self) -> Gesture | None:
        """Snooze a ticket for some time or until it is answered, or bring one back."""
        ticket = self.ticket()
        if ticket is None:
            return None
        if self.noise.random() < 0.3:
            return "ticket.wake", {"ticket_id": ticket.id}
        until = self.noise.choice((None, self.later()))
        return "ticket.snooze", {"ticket_id": ticket.id, "until": until, "reason": self.words("reason")}

    def end(self) -> Gesture | None:
        """Say how a ticket ended: that it is not solved, that one can work again, how it was."""
        ticket, noise = self.ticket(), self.noise
        if ticket is None:
            return None
        args: dict[str, Any] = {"ticket_id": ticket.id}
        words = {"message_id": self.fresh(), "body": self.words("end")}
        match noise.choice(("not_solved", "not_solved", "answer_back", "rate", "rate")):
            case "not_solved":
                return "ticket.not_solved", args | words | {"dissatisfied": noise.random() < 0.3}
            case "answer_back":
                return "ticket.answer_back", args | words | {"works": noise.random() < 0.5}
            case _:
                return "ticket.rate", args | {"score": noise.randrange(1, 6), "comment": self.words("rating")}

    def remind(self) -> Gesture | None:
        """Remind whoever is waited for."""
        ticket = self.ticket()
        return ("ticket.remind", {"ticket_id": ticket.id}) if ticket is not None else None

    def relate(self) -> Gesture | None:
        """Merge two tickets, take a merge back, link them, or solve a problem with its incidents."""
        ticket, other, noise = self.ticket(), self.ticket(), self.noise
        if ticket is None or other is None:
            return None
        match noise.choice(("merge", "merge", "unmerge", "parent", "problem", "solve")):
            case "merge":
                return "ticket.merge", {"ticket_id": ticket.id, "into_id": other.id}
            case "unmerge":
                return "ticket.unmerge", {"ticket_id": ticket.id}
            case "solve":
                incidents = self.client.replica.cache.every(TicketDesk, "problem_id = ?", (ticket.id,))
                answers = [
                    {"ticket_id": one.id, "message_id": self.fresh(), "body": self.words("solved")} for one in incidents
                ]
                return "ticket.solve_all", {"ticket_id": ticket.id, "answers": answers}
            case kind:
                return "ticket.link", {"ticket_id": ticket.id, "kind": kind, "to_id": noise.choice((other.id, None))}

    def keep_macro(self) -> Gesture | None:
        """Keep, change or delete something to be done with one gesture."""
        macro, noise = self._pick(Macro), self.noise
        kind = "create" if macro is None else noise.choice(("create", "edit", "delete"))
        steps = [{"name": f"ticket.{name}", "args": args} for name, args in noise.sample(STEPS, noise.randrange(1, 4))]
        if kind == "create":
            shared = noise.choice(({}, {"team_id": named("support")}, {"shared": True}))
            return "macro.create", {
                "macro_id": self.fresh(), "titles": {"en": self.words("macro")}, "steps": steps, **shared,
            }  # fmt: skip
        return f"macro.{kind}", {"macro_id": macro.id} | ({"steps": steps} if kind == "edit" else {})

    def run_macro(self) -> Gesture | None:
        """Do several things at once."""
        macro, ticket = self._pick(Macro), self.ticket()
        if macro is None or ticket is None:
            return None
        steps = list(to_builtins(macro.steps))
        if self.noise.random() < 0.5:
            text = {"message_id": self.fresh(), "body": self.words("macro")}
            steps.insert(0, {"name": self.noise.choice(("ticket.reply", "ticket.note")), "args": text})
        return "ticket.run_macro", {"ticket_id": ticket.id, "macro_id": macro.id, "steps": steps}

    def write_article(self) -> Gesture | None:
        """Create, edit, publish or archive an article."""
        article, kind = self.article(), self.noise.choice(("create", "edit", "edit", "publish", "publish", "archive"))
        if kind == "create" or article is None:
            return "article.create", {
                "article_id": self.fresh(),
                "slug": self.words("slug").replace(" ", "-"),
                "locale": "en",
                "title": self.words("title"),
                "body": "\n".join(self.words("paragraph") for _ in range(5)),
                "visibility": self.noise.choice(("public", "franchise", "internal")),
            }
        args: dict[str, Any] = {"article_id": article.id}
        if kind == "edit":
            args |= self._edited(article)
        return f"article.{kind}", args

    def _edited(self, article: Article) -> dict[str, Any]:
        """Write another text for an article, or decide about one in conflict with it."""
        conflicts = self.client.replica.cache.every(
            ArticleRevision, "article_id = ? AND state = ?", (article.id, RevisionState.CONFLICT)
        )
        settled = {"settles_id": self.noise.choice(conflicts).id} if conflicts and self.noise.random() < 0.5 else {}
        lines = article.body.split("\n")
        place = self.noise.randrange(len(lines))
        match self.noise.choice(("add", "replace", "remove")):
            case "add":
                lines.insert(place, self.words("paragraph"))
            case "remove" if len(lines) > 3:
                del lines[place]
            case _:
                lines[place] = self.words("paragraph")
        title = self.words("title") if self.noise.random() < 0.1 else article.title
        args = {"base_revision_id": article.revision_id, "title": title, "body": "\n".join(lines)} | settled
        if self.noise.random() < 0.3:
            args["visibility"] = self.noise.choice(("public", "franchise", "internal"))
        return args

    def keep_reply(self) -> Gesture | None:
        """Keep, change or delete a text that is sent often."""
        noise, reply = self.noise, self._pick(SavedReply)
        kind = "create" if reply is None else noise.choice(("create", "edit", "edit", "delete"))
        if kind == "create":
            shared = noise.choice(({}, {"team_id": named("support")}, {"shared": True}))
            text = {"titles": {"en": self.words("title")}, "texts": {"en": f"Hi, {self.words('text')}"}}
            return "saved_reply.create", {"saved_reply_id": self.fresh(), **text, **shared}
        args: dict[str, Any] = {"saved_reply_id": reply.id}
        if kind == "edit":
            text = {"texts": {"en": self.words("text")}}
            args |= noise.choice(
                (text, {"shortcut": noise.choice(TAGS)}, {"team_id": named("support")}, {"shared": False})
            )
        return f"saved_reply.{kind}", args

    def keep_view(self) -> Gesture | None:
        """Keep, change or delete a question over tickets."""
        view, noise = self._pick(View), self.noise
        kind = "create" if view is None else noise.choice(("create", "edit", "delete"))
        asked = {"conditions": {"match": noise.choice(("all", "any")), "tests": noise.sample(TESTS, 2)}}
        if kind == "create":
            shared = noise.choice(({}, {"team_id": named("support")}, {"shared": True}))
            return "view.create", {"view_id": self.fresh(), "names": {"en": self.words("view")}, **asked, **shared}
        return f"view.{kind}", {"view_id": view.id} | (asked if kind == "edit" else {})

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
    (Hand.answer, 2),
    (Hand.feedback, 2),
    (Hand.end, 2),
    (many_hands.pass_on, 2),
)
CUSTOMER_TABLE: tuple[tuple[Make, int], ...] = (
    (Hand.file, 4),
    (Hand.reply, 6),
    (Hand.status, 2),
    (Hand.answer, 1),
    (Hand.end, 3),
)
DESK_TABLE: tuple[tuple[Make, int], ...] = (
    (Hand.file, 1),
    (Hand.reply, 5),
    (Hand.note, 3),
    (Hand.status, 4),
    (Hand.organise, 6),
    (Hand.tag, 3),
    (Hand.snooze, 2),
    (Hand.remind, 1),
    (Hand.relate, 2),
    (many_hands.hand_on, 3),
    (many_hands.split, 1),
    (many_hands.list_tasks, 2),
    (many_hands.be_away, 1),
    (Hand.keep_macro, 1),
    (Hand.run_macro, 2),
    (Hand.answer, 2),
    (Hand.follow, 1),
    (Hand.keep_reply, 1),
    (Hand.keep_view, 1),
    (Hand.feedback, 1),
)
LEAD_TABLE = (*DESK_TABLE, (Hand.write_article, 9))
LIGHT_TABLE: tuple[tuple[Make, int], ...] = ((Hand.note, 6), (Hand.follow, 3), (Hand.feedback, 2), (Hand.reply, 1))
"""Gesture and weight."""
TABLES = {
    "leo": LEAD_TABLE,
    "liz": LIGHT_TABLE,
    "ana": DESK_TABLE,
    "alex": LEAD_TABLE,
    "tim": DESK_TABLE,
    "cora": CUSTOMER_TABLE,
}
