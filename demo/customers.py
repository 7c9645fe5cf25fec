"""What customers of the sample ask their stores, as their acts."""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import datetime, timedelta

from demo.acts import SPACE_ID, Act, sample_id
from demo.content.customers import QUESTIONS
from domain.ids import RecordId, new_id


def customer_acts(now: datetime) -> Iterator[Act]:
    """File what customers have asked lately."""
    for question in QUESTIONS:
        at = now - timedelta(minutes=question.minutes_ago)
        args = {
            "ticket_id": _id_of(f"customers/{question.customer}", at),
            "message_id": _id_of(f"customers/{question.customer}/opening", at),
            "title": question.subject,
            "body": question.opening,
            "space_id": SPACE_ID,
            "store_id": sample_id(f"store/{question.store}"),
            "channel": "portal",
        }
        yield Act(at, question.customer, "ticket.create", args)


def _id_of(label: str, at: datetime) -> RecordId:
    return new_id(at, random.Random(label).randbytes)
