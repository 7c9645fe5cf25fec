"""The sample's problem with its incidents, as acts of those who wrote and of who solved it."""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

from demo.acts import SPACE_ID, Act, person_id, sample_id
from demo.content.people import PEOPLE_BY_HANDLE, STORES_BY_KEY
from demo.content.related import DAYS_AGO, INCIDENTS, OWNER, PROBLEM, SampleIncident
from domain.ids import RecordId, new_id
from domain.placeholders import expand
from domain.words import TicketType

SOLVED_AFTER = timedelta(minutes=95)


def related_acts(now: datetime) -> Iterator[Act]:
    """File what was written that morning, link it to one problem, merge what was told twice, and solve all of it."""
    began = (now - timedelta(days=DAYS_AGO)).replace(hour=8, minute=5, second=0, microsecond=0)
    ids = {one.requester: _ticket_id(one, began) for one in (*INCIDENTS, PROBLEM)}
    for incident in INCIDENTS:
        yield _filing(incident, ids[incident.requester], began, TicketType.INCIDENT)
    at = began + timedelta(minutes=PROBLEM.minutes)
    problem_id = ids[PROBLEM.requester]
    yield _filing(PROBLEM, problem_id, began, TicketType.PROBLEM)
    answers = []
    for place, incident in enumerate(INCIDENTS, start=1):
        ticket_id, moment = ids[incident.requester], at + timedelta(minutes=place)
        if incident.same_as:
            yield Act(moment, OWNER, "ticket.merge", {"ticket_id": ticket_id, "into_id": ids[incident.same_as]})
            continue
        yield Act(moment, OWNER, "ticket.link", {"ticket_id": ticket_id, "kind": "problem", "to_id": problem_id})
        answers.append(_answer(incident, ticket_id, began))
    yield Act(at + SOLVED_AFTER, OWNER, "ticket.solve_all", {"ticket_id": problem_id, "answers": answers})


def _filing(incident: SampleIncident, ticket_id: RecordId, began: datetime, kind: TicketType) -> Act:
    at = began + timedelta(minutes=incident.minutes)
    args = {
        "ticket_id": ticket_id,
        "message_id": _message_id(incident, "opening", began),
        "title": incident.subject,
        "body": incident.opening,
        "space_id": SPACE_ID,
        "store_id": sample_id(f"store/{incident.store}"),
        "topic_id": sample_id("topic/card_terminal"),
        "type": str(kind),
    }
    if kind is TicketType.PROBLEM:
        return Act(at, OWNER, "ticket.create", args | {"requester_id": person_id(incident.requester)})
    return Act(at, incident.requester, "ticket.create", args)


def _answer(incident: SampleIncident, ticket_id: RecordId, began: datetime) -> dict[str, Any]:
    values = {
        "requester.first_name": PEOPLE_BY_HANDLE[incident.requester].first_name,
        "store.name": STORES_BY_KEY[incident.store].name,
    }
    text = expand(incident.answer, values).text
    return {"ticket_id": ticket_id, "message_id": _message_id(incident, "answer", began), "body": text}


def _ticket_id(incident: SampleIncident, began: datetime) -> RecordId:
    return _id_of(f"related/{incident.requester}", began + timedelta(minutes=incident.minutes))


def _message_id(incident: SampleIncident, which: str, began: datetime) -> RecordId:
    return _id_of(f"related/{incident.requester}/{which}", began + timedelta(minutes=incident.minutes))


def _id_of(label: str, at: datetime) -> RecordId:
    return new_id(at, random.Random(label).randbytes)
