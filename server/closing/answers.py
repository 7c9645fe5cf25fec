"""What somebody answers by a link in a mail: the same mutations as in the program, in their name."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from enum import StrEnum
from typing import NamedTuple

from domain.access import sees
from domain.closing import DEFAULT, POLICY_ID, rate_until, rating_id
from domain.errors import MutationRejected, RejectCode
from domain.ids import RecordId, derived_id, is_record_id
from domain.mutations import Args
from domain.mutations.closing import AnswerBack, NotSolved, Rate
from domain.mutations.tickets import BODY_LONGEST, SetStatus, WriteMessage
from domain.records import ClosingPolicy, Rating, Ticket, UserCard
from domain.tickets import DONE
from domain.words import Channel, CheckBack, CloseReason, Origin, RatingReason, Status
from server.acting import act
from server.closing.links import Asked, Links, Purpose
from server.db.database import Database
from server.db.errors import SpaceUnknown
from server.db.reading import RecordReader
from server.mail.queries import address_of


class Stands(StrEnum):
    """How far a question is."""

    ASKED = "asked"
    ANSWERED = "answered"
    OVER = "over"
    """It is not asked any more: the ticket went on."""


class Trouble(StrEnum):
    """Why an answer was not taken; whoever gave it may mend it."""

    EMPTY = "empty"
    LONG = "long"
    SCORE = "score"


class Question(NamedTuple):
    """What a link asks, of whom.

    Attributes:
        purpose: What it is for.
        asked: As the link says it.
        ticket: As it is now.
        locale: The receiver's language.
        rating: What they said of it so far.
        stands: How far it is.
    """

    purpose: Purpose
    asked: Asked
    ticket: Ticket
    locale: str
    rating: Rating | None
    stands: Stands


class Answers:
    """Takes answers. For any thread.

    Args:
        database: Where the tickets are.
        links: Opens the links, and makes the one to the rating.
        clock: Tells the time.
    """

    def __init__(self, database: Database, links: Links, clock: Callable[[], datetime]) -> None:
        self._database = database
        self._links = links
        self._clock = clock

    def question(self, purpose: Purpose, token: str) -> Question | None:
        """Return what a link asks; None for one that is none, is over, or whose receiver may not answer any more."""
        asked = self._links.opened(purpose, token, self._clock())
        if asked is None:
            return None
        try:
            with self._database.read(asked.space_id) as reader:
                return self._question(reader, purpose, asked)
        except SpaceUnknown:
            return None

    def take(self, purpose: Purpose, token: str, form: Mapping[str, str]) -> Trouble | None:
        """Do what was answered; the same form again is one answer, and what is not asked any more does nothing.

        Returns:
            What is to be mended first; then nothing was done.
        """
        asked, now = self._links.opened(purpose, token, self._clock()), self._clock()
        form_id = RecordId(form.get("id", ""))
        if asked is None or not is_record_id(form_id):
            return None
        # Of this link alone: whoever sends another one's id makes nothing of theirs.
        answer_id = derived_id(form_id, f"{purpose}/{asked.ticket_id}/{asked.user_id}")
        with self._database.write(asked.space_id) as session:
            question = self._question(session.store, purpose, asked)
            actor = session.store.actor(asked.user_id)
            if question is None or actor is None or question.stands is not Stands.ASKED:
                return None
            named = _mutation(purpose, asked, form, answer_id)
            if isinstance(named, Trouble):
                return named
            mark = session.store.mark()
            try:
                act(session, actor, *named, now, Origin.EMAIL, answer_id)
            except MutationRejected as rejection:
                session.store.restore(mark)
                if rejection.code is RejectCode.INVALID:
                    return Trouble.LONG
        return None

    def rating_link(self, question: Question) -> str:
        """Return where one says how it was; empty where one has, or is not asked."""
        ticket = question.ticket
        if question.rating is not None or ticket.status not in DONE:
            return ""
        return self._links.url(
            Purpose.RATE, question.asked.space_id, ticket, question.asked.user_id, ticket.resolved_at or self._clock()
        )

    def _question(self, reader: RecordReader, purpose: Purpose, asked: Asked) -> Question | None:
        ticket, card = reader.get(Ticket, asked.ticket_id), reader.get(UserCard, asked.user_id)
        actor = reader.actor(asked.user_id)
        if ticket is None or card is None or actor is None or ticket.requester_id != asked.user_id:
            return None
        if not sees(actor, ticket) or not address_of(reader.connection, asked.space_id, asked.user_id):
            return None
        rating = reader.get(Rating, rating_id(ticket.id))
        stands = _stands(purpose, asked, ticket)
        if purpose is Purpose.RATE:
            until = rate_until(ticket, reader.get(ClosingPolicy, POLICY_ID) or DEFAULT)
            stands = Stands.ASKED if until is not None and self._clock() <= until else Stands.OVER
        return Question(purpose, asked, ticket, card.locale, rating, stands)


def _stands(purpose: Purpose, asked: Asked, ticket: Ticket) -> Stands:
    same = ticket.reopened_count == asked.reopenings
    match purpose:
        case Purpose.WORKS if same and ticket.status is Status.RESOLVED:
            return Stands.ASKED
        case Purpose.WORKS if same and ticket.status is Status.CLOSED:
            return Stands.ANSWERED
        case Purpose.NOT_SOLVED if same and ticket.status in DONE:
            return Stands.ASKED
        case Purpose.NOT_SOLVED if ticket.status not in DONE:
            return Stands.ANSWERED
        case Purpose.CHECK_BACK if ticket.check_back is CheckBack.ASKED:
            return Stands.ASKED
        case Purpose.CHECK_BACK if ticket.check_back is CheckBack.WORKS or not same:
            return Stands.ANSWERED
        case Purpose.REPLY:
            return Stands.ASKED
        case _:
            return Stands.OVER


def _mutation(
    purpose: Purpose, asked: Asked, form: Mapping[str, str], answer_id: RecordId
) -> tuple[str, Args] | Trouble:
    """Return the mutation that an answer is, or what is to be mended in it."""
    body = form.get("body", "").replace("\0", "").strip()
    ticket_id, message_id = asked.ticket_id, derived_id(answer_id, "message")
    if len(body) > BODY_LONGEST:
        return Trouble.LONG
    match purpose:
        case Purpose.WORKS:
            confirmed = CloseReason.CONFIRMED
            return "ticket.set_status", SetStatus(ticket_id=ticket_id, status=Status.CLOSED, close_reason=confirmed)
        case Purpose.NOT_SOLVED | Purpose.REPLY if not body:
            return Trouble.EMPTY
        case Purpose.NOT_SOLVED:
            return "ticket.not_solved", NotSolved(
                ticket_id=ticket_id, message_id=message_id, body=body, channel=Channel.EMAIL,
                dissatisfied="dissatisfied" in form,
            )  # fmt: skip
        case Purpose.REPLY:
            said = WriteMessage(ticket_id=ticket_id, message_id=message_id, body=body, channel=Channel.EMAIL)
            return "ticket.reply", said
        case Purpose.CHECK_BACK if form.get("works") in {"yes", "no"}:
            return "ticket.answer_back", AnswerBack(
                ticket_id=ticket_id, works=form["works"] == "yes", message_id=message_id, body=body,
                channel=Channel.EMAIL,
            )  # fmt: skip
        case Purpose.RATE if form.get("score", "") in {"1", "2", "3", "4", "5"}:
            reasons = tuple(reason for reason in RatingReason if f"reason_{reason}" in form)
            return "ticket.rate", Rate(ticket_id=ticket_id, score=int(form["score"]), reasons=reasons, comment=body)
        case _:
            return Trouble.SCORE
