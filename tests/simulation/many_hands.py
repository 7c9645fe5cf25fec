"""What makes one ticket the work of many: up and down, split, passed on, with a checklist, while somebody is away."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from domain.records import Message, Ticket, TicketDesk
from domain.words import Audience
from tests.support.franchise import named

if TYPE_CHECKING:
    from tests.simulation.gestures import Gesture, Hand


def hand_on(hand: Hand) -> Gesture | None:
    """Hand a ticket up to the team above or a third party, or down again; say by when something is to be."""
    ticket, noise = hand.ticket(), hand.noise
    if ticket is None:
        return None
    args: dict[str, Any] = {"ticket_id": ticket.id, "message_id": hand.fresh(), "body": hand.words("handing")}
    match noise.choice(("escalate", "escalate", "vendor", "hand_back", "hand_back", "promise")):
        case "escalate":
            team = noise.choice((None, named("support"), named("technical")))
            return "ticket.escalate", args | {"reason": hand.words("reason"), "team_id": team}
        case "vendor":
            third = {"vendor": hand.words("vendor"), "follow_up_at": noise.choice((None, hand.later()))}
            return "ticket.escalate", args | {"reason": hand.words("reason")} | third
        case "promise":
            return "ticket.promise", args | {"next_update_at": hand.later()}
        case _:
            return "ticket.hand_back", args


def split(hand: Hand) -> Gesture | None:
    """Make a ticket of some messages of another one, its notes among them."""
    ticket = hand.ticket()
    if ticket is None:
        return None
    messages = hand.client.replica.cache.every(Message, "ticket_id = ?", (ticket.id,))
    public = [one.id for one in messages if one.audience is Audience.PUBLIC]
    if not public:
        return None
    notes = [one.id for one in messages if one.audience is Audience.INTERNAL]
    chosen = hand.noise.sample(public, hand.noise.randrange(1, len(public) + 1))
    chosen += hand.noise.sample(notes, hand.noise.randrange(len(notes) + 1))
    args = {"ticket_id": hand.fresh(), "from_id": ticket.id, "title": hand.words("split"), "message_ids": chosen}
    return "ticket.split", args


def pass_on(hand: Hand) -> Gesture | None:
    """Ask the desk what a customer has asked."""
    asked = hand.client.replica.cache.every(Ticket, "at_store", ())
    if not asked:
        return None
    return "ticket.pass_on", {
        "ticket_id": hand.fresh(),
        "from_id": hand.noise.choice(asked).id,
        "message_id": hand.fresh(),
        "title": hand.words("passed on"),
        "body": hand.words("body"),
        "space_id": named("space"),
        "topic_id": hand.noise.choice((named("till"), None)),
    }


def list_tasks(hand: Hand) -> Gesture | None:
    """Add items to a checklist, tick, word or drop one."""
    ticket, noise = hand.ticket(), hand.noise
    desk = hand.client.replica.cache.record(TicketDesk, ticket.id) if ticket is not None else None
    if ticket is None or desk is None:
        return None
    args: dict[str, Any] = {"ticket_id": ticket.id}
    kind = noise.choice(("add", "set", "set", "drop")) if desk.tasks else "add"
    if kind == "add":
        whose = noise.choice((None, named("ana"), named("tim")))
        titles = [hand.words("task") for _ in range(noise.randrange(1, 3))]
        return "ticket.add_tasks", args | {"titles": titles, "assignee_id": whose}
    args["task_id"] = noise.choice(desk.tasks).id
    if kind == "drop":
        return "ticket.drop_task", args
    return "ticket.set_task", args | noise.choice(
        ({"done": True}, {"done": False}, {"title": hand.words("task")}, {"assignee_id": named("tim")})
    )


def be_away(hand: Hand) -> Gesture:
    """Say that oneself, or now and then somebody else, is away or back; a lead puts their team into a line."""
    noise = hand.noise
    if hand.client.person == "leo" and noise.random() < 0.3:
        team, people = noise.choice((("support", ("ana", "alex", "leo")), ("technical", ("tim", "leo"))))
        line = noise.sample([named(one) for one in people], len(people))
        return "team.set_line", {"team_id": named(team), "user_ids": line}
    away = named(hand.client.person if noise.random() < 0.8 else noise.choice(("ana", "tim")))
    if noise.random() < 0.4:
        return "absence.end", {"user_id": away}
    backup = noise.choice((None, named("ana"), named("tim"), named("leo")))
    return "absence.set", {"user_id": away, "until": noise.choice((None, hand.later())), "backup_id": backup}
