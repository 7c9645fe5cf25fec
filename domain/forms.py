"""What a topic asks of whoever files a ticket: which lines there are, what may stand in them, what is still missing.

Answers are texts: a number with a point, a date as `2026-11-30`, `yes` or `no`, the key of an option. A line with
several answers has several, every other one. The same rules hold in the form and for the mutation.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from enum import StrEnum

import msgspec

from domain.ids import RecordId
from domain.records import FormField, Topic, TopicDesk
from domain.words import Audience, FieldKind

Answers = Mapping[str, tuple[str, ...]]
"""Key of a line to what was answered there."""

FIELDS_MOST = 40
OPTIONS_MOST = 60
ANSWERS_MOST = 200
"""So many lines a ticket keeps answers of: those of topics it had before, too."""
NAME_LONGEST, HELP_LONGEST, KEY_LONGEST = 120, 400, 40
TEXT_LONGEST, LONG_TEXT_LONGEST = 200, 4_000
YES, NO = "yes", "no"
EVENT = "answer:"
"""Before the key of a line: how a ticket's history calls the field."""
BETWEEN = "\n"
"""Between several answers of one line, in the history."""
PICKED = frozenset({FieldKind.CHOICE, FieldKind.CHOICES})
"""Kinds with options."""
_KEY = re.compile(r"[a-z0-9][a-z0-9_]*\Z")
_NUMBER = re.compile(r"[+-]?[0-9]{1,15}(\.[0-9]{1,6})?\Z")
_PHONE = re.compile(r"\+?[\d\s()/.-]{5,40}\Z")
_EMAIL = re.compile(r"[^@\s]{1,64}@[^@\s.]+(\.[^@\s.]+)+\Z")
_PHONE_DIGITS_LEAST = 5


class Trouble(StrEnum):
    """What is wrong with an answer."""

    MISSING = "missing"
    TOO_LONG = "too_long"
    NO_NUMBER = "no_number"
    NO_DATE = "no_date"
    NO_OPTION = "no_option"
    NO_PHONE = "no_phone"
    NO_EMAIL = "no_email"
    TOO_MANY = "too_many"


class Fault(StrEnum):
    """What is wrong with a form."""

    TOO_MANY = "too_many"
    KEY = "key"
    """Empty, of other signs than small letters, digits and underscores, or twice."""
    NAME = "name"
    HELP = "help"
    OPTIONS = "options"
    """A choice without options, or with two of one key."""
    CONDITION = "condition"
    """It asks for a line that does not stand above it, or for what nobody answers there."""
    AUDIENCE = "audience"
    """It stands where others see it than it is for."""


def form_of(topic: Topic | None, desk: TopicDesk | None) -> tuple[FormField, ...]:
    """Return the form that somebody works with: the lines of all, then those of the desk for whoever sees them."""
    public = topic.form if topic is not None else ()
    keys = {field.key for field in public}
    # A line that has just become one of all may stand among the desk's for a moment more.
    return public + tuple(field for field in (desk.form if desk is not None else ()) if field.key not in keys)


def version_of(form: Sequence[FormField]) -> str:
    """Return a short digest of the form that all see: who answered which one."""
    return hashlib.sha256(msgspec.json.encode(form)).hexdigest()[:16] if form else ""


def asked(form: Sequence[FormField], answers: Answers) -> tuple[FormField, ...]:
    """Return the lines whose condition holds. What a line says that is itself not asked counts for nothing."""
    said: dict[str, tuple[str, ...]] = {}
    found = []
    for field in form:
        condition = field.condition
        if condition is not None:
            given = said.get(condition.field, ())
            if not given or (condition.values and not set(given) & set(condition.values)):
                continue
        found.append(field)
        if answers.get(field.key):
            said[field.key] = tuple(answers[field.key])
    return tuple(found)


def troubles(form: Sequence[FormField], answers: Answers) -> dict[str, Trouble]:
    """Return key to what is wrong, of the lines that are asked; in their order."""
    found: dict[str, Trouble] = {}
    for field in asked(form, answers):
        values = answers.get(field.key, ())
        trouble = trouble_of(field, values) if values else Trouble.MISSING if field.required else None
        if trouble is not None:
            found[field.key] = trouble
    return found


def missing(form: Sequence[FormField], answers: Answers) -> tuple[FormField, ...]:
    """Return the lines that need an answer and have none."""
    return tuple(field for field in asked(form, answers) if field.required and not answers.get(field.key))


def trouble_of(field: FormField, values: Sequence[str]) -> Trouble | None:
    """Return what is wrong with what was answered in a line, if anything is."""
    if len(values) > (OPTIONS_MOST if field.kind is FieldKind.CHOICES else 1):
        return Trouble.TOO_MANY
    longest = LONG_TEXT_LONGEST if field.kind is FieldKind.LONG_TEXT else TEXT_LONGEST
    if any(len(value) > longest for value in values):
        return Trouble.TOO_LONG
    options = {option.key for option in field.options}
    checks: dict[FieldKind, tuple[Callable[[str], bool], Trouble]] = {
        FieldKind.NUMBER: (lambda value: bool(_NUMBER.match(value)), Trouble.NO_NUMBER),
        FieldKind.DATE: (_is_date, Trouble.NO_DATE),
        FieldKind.CHOICE: (options.__contains__, Trouble.NO_OPTION),
        FieldKind.CHOICES: (options.__contains__, Trouble.NO_OPTION),
        FieldKind.YES_NO: ({YES, NO}.__contains__, Trouble.NO_OPTION),
        FieldKind.PHONE: (_is_phone, Trouble.NO_PHONE),
        FieldKind.EMAIL: (lambda value: bool(_EMAIL.match(value)), Trouble.NO_EMAIL),
    }
    check, trouble = checks.get(field.kind, (lambda _value: True, Trouble.TOO_LONG))
    return None if all(map(check, values)) else trouble


def tidied(field: FormField | None, values: Sequence[str]) -> tuple[str, ...]:
    """Return what was answered as tickets keep it: no blanks around it, nothing twice; empty for no answer."""
    given = tuple(dict.fromkeys(text for value in values if (text := value.strip())))
    if field is None:
        return given
    if field.kind is FieldKind.NUMBER:
        # A comma before the last digits is a point to whoever writes it so.
        return tuple(re.sub(r"(?<=\d),(?=\d+\Z)", ".", value) for value in given)
    if field.kind is FieldKind.CHOICES:
        places = {option.key: place for place, option in enumerate(field.options)}
        return tuple(sorted(given, key=lambda value: (places.get(value, len(places)), value)))
    return given


def field_of(forms: Mapping[RecordId, Sequence[FormField]], topic_id: RecordId | None, key: str) -> FormField | None:
    """Return the line of that key: of the ticket's topic, else of whichever has one, for answers of earlier days.

    Args:
        forms: Topic to its form.
        topic_id: The ticket's topic.
        key: The line's key.
    """
    first = forms.get(topic_id, ()) if topic_id is not None else ()
    return next((field for form in (first, *forms.values()) for field in form if field.key == key), None)


def fault_of(form: Sequence[FormField], desk: Sequence[FormField] = ()) -> tuple[str, Fault] | None:
    """Return the key of the first line that cannot stay as it is, and what is wrong with it.

    Args:
        form: The lines that all see.
        desk: Those that stand below them for the desk alone; they may ask what is answered above.
    """
    if len(form) + len(desk) > FIELDS_MOST:
        return "", Fault.TOO_MANY
    above: dict[str, FormField] = {}
    for audience, lines in ((Audience.PUBLIC, form), (Audience.INTERNAL, desk)):
        for field in lines:
            fault = Fault.AUDIENCE if field.audience is not audience else next(_faults(field, above), None)
            if fault is not None:
                return field.key, fault
            above[field.key] = field
    return None


def _faults(field: FormField, above: Mapping[str, FormField]) -> Iterator[Fault]:
    if not _is_key(field.key) or field.key in above:
        yield Fault.KEY
    if not _are_names(field.names, NAME_LONGEST):
        yield Fault.NAME
    if any(len(text) > HELP_LONGEST for text in field.helps.values()):
        yield Fault.HELP
    keys = [option.key for option in field.options]
    named = all(_is_key(option.key) and _are_names(option.names, NAME_LONGEST) for option in field.options)
    if field.kind in PICKED and (not keys or len(keys) > OPTIONS_MOST or len({*keys}) < len(keys) or not named):
        yield Fault.OPTIONS
    if field.condition is not None:
        other = above.get(field.condition.field)
        if other is None or not all(_can_be(other, value) for value in field.condition.values):
            yield Fault.CONDITION


def _can_be(field: FormField, value: str) -> bool:
    return trouble_of(field, (value,)) is None


def _is_key(text: str) -> bool:
    return len(text) <= KEY_LONGEST and bool(_KEY.match(text))


def _are_names(by_locale: Mapping[str, str], longest: int) -> bool:
    return bool(by_locale) and all(text.strip() and len(text) <= longest for text in by_locale.values())


def _is_date(text: str) -> bool:
    try:
        return date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False


def _is_phone(text: str) -> bool:
    return bool(_PHONE.match(text)) and sum(map(str.isdigit, text)) >= _PHONE_DIGITS_LEAST
