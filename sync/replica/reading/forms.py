"""What topics ask, and what was answered on a ticket."""

from __future__ import annotations

import json
from collections.abc import Sequence

import msgspec

from domain.forms import field_of, form_of
from domain.ids import RecordId
from domain.plain import Plain
from domain.records import FormField, Topic, TopicDesk
from sync.replica.reading.reader import Reader

TOPIC = (
    "SELECT t.id, t.key, t.names, t.team_id, t.position, t.protected, t.check_back_days, t.form, d.form FROM topic t"
    " LEFT JOIN topic_desk d ON d.id = t.id"
)


class FormRow(Plain):
    """A topic, and what of it only the desk sees; None where it is not seen."""

    topic: Topic
    desk: TopicDesk | None

    @property
    def form(self) -> tuple[FormField, ...]:
        """All that is asked there, as far as it is seen here."""
        return form_of(self.topic, self.desk)


class DetailsRow(Plain):
    """What a ticket has of answers: those that everybody concerned sees, those of the desk, and what is asked for."""

    topic_id: RecordId | None
    answers: dict[str, tuple[str, ...]]
    desk_answers: dict[str, tuple[str, ...]]
    asked: tuple[str, ...]

    @property
    def every(self) -> dict[str, tuple[str, ...]]:
        """All answers that are seen here."""
        return {**self.answers, **self.desk_answers}


class StepRow(Plain):
    """Something that was tried; `helped` is None if nobody has said whether it did."""

    text: str
    author: str
    at: str
    helped: bool | None


def steps(reader: Reader, ticket_id: str) -> list[StepRow]:
    """Return what was tried on a ticket, in its order."""
    found = reader.all(
        "SELECT json_extract(s.value, '$.text'), coalesce(u.name, ''), json_extract(s.value, '$.at'),"
        " json_extract(s.value, '$.helped') FROM ticket t, json_each(t.steps) s"
        " LEFT JOIN user_card u ON u.id = json_extract(s.value, '$.author_id') WHERE t.id = ? ORDER BY s.key",
        (ticket_id,),
    )
    return [StepRow(text, author, at, None if helped is None else bool(helped)) for text, author, at, helped in found]


def topics(reader: Reader) -> list[FormRow]:
    """Return every topic with its form, in order."""
    return [_topic(row) for row in reader.all(f"{TOPIC} ORDER BY t.position, t.key")]


def forms(topics: Sequence[FormRow]) -> dict[RecordId, tuple[FormField, ...]]:
    """Return topic to its form."""
    return {row.topic.id: row.form for row in topics}


def lines(reader: Reader, keys: Sequence[str]) -> dict[str, FormField | None]:
    """Return key to the line that has it in any topic's form."""
    every = forms(topics(reader))
    return {key: field_of(every, None, key) for key in keys}


def details(reader: Reader, ticket_id: str) -> DetailsRow | None:
    """Return a ticket's answers."""
    row = reader.first(
        "SELECT t.topic_id, t.answers, coalesce(d.answers, '{}'), t.asked FROM ticket t"
        " LEFT JOIN ticket_desk d ON d.ticket_id = t.id WHERE t.id = ?",
        (ticket_id,),
    )
    if row is None:
        return None
    return DetailsRow(row[0], _answers(row[1]), _answers(row[2]), tuple(json.loads(row[3])))


def _topic(row: tuple[object, ...]) -> FormRow:
    *row_of_topic, desk = row
    names = ("id", "key", "names", "team_id", "position", "protected", "check_back_days", "form")
    given = dict(zip(names, row_of_topic, strict=True))
    decoded = {name: json.loads(str(given[name])) for name in ("names", "form")}
    topic = msgspec.convert(given | decoded | {"protected": bool(given["protected"])}, Topic)
    if desk is None:
        return FormRow(topic, None)
    return FormRow(topic, TopicDesk(id=topic.id, form=msgspec.convert(json.loads(str(desk)), tuple[FormField, ...])))


def _answers(text: str) -> dict[str, tuple[str, ...]]:
    return {key: tuple(values) for key, values in json.loads(text).items()}
