"""Variables in texts that are written once and sent often: `{{requester.name}}`, `{{ticket.number|your ticket}}`.

What stands behind the bar is said where the value is empty. A variable that has neither, or that nobody knows, stays
in the text as it was written and is named as a gap: whoever sends the text sees it, and nothing is left out in silence.
Values are put in as they are and never expanded themselves.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from enum import StrEnum
from typing import NamedTuple

_PLACEHOLDER = re.compile(r"\{\{\s*(?P<name>[\w.]+)\s*(?:\|(?P<otherwise>[^{}\n]*))?\}\}")


class Variable(StrEnum):
    """What a text may ask for. The agent is whoever sends it."""

    REQUESTER_NAME = "requester.name"
    REQUESTER_FIRST_NAME = "requester.first_name"
    STORE_NAME = "store.name"
    STORE_CODE = "store.code"
    AGENT_NAME = "agent.name"
    AGENT_FIRST_NAME = "agent.first_name"
    TEAM_NAME = "team.name"
    TICKET_NUMBER = "ticket.number"
    """With its `#`; empty until the server has given one."""
    TICKET_SUBJECT = "ticket.subject"
    BRAND_NAME = "brand.name"
    BRAND_PHONE = "brand.phone"


KNOWN = frozenset(str(variable) for variable in Variable)


class Gap(NamedTuple):
    """A variable that nothing was put in for.

    Attributes:
        start: Where it stands in the expanded text.
        end: Where what follows it begins.
        name: As it was written.
        is_known: Whether it is only empty; else nobody knows a variable of that name.
    """

    start: int
    end: int
    name: str
    is_known: bool


class Expansion(NamedTuple):
    """A text with its variables filled in, and where that was not possible, in order."""

    text: str
    gaps: tuple[Gap, ...]


def expand(text: str, values: Mapping[str, str]) -> Expansion:
    """Return `text` with the values of its variables; one that is missing in `values` or blank is empty."""
    parts: list[str] = []
    gaps: list[Gap] = []
    length = 0
    end = 0
    for found in _PLACEHOLDER.finditer(text):
        name, otherwise = found["name"], (found["otherwise"] or "").strip()
        # One line: a value is a word of a sentence, whatever somebody typed into a name.
        value = " ".join(values.get(name, "").split()) if name in KNOWN else ""
        said = value or otherwise or found[0]
        before = text[end : found.start()]
        parts += [before, said]
        length += len(before) + len(said)
        if not value and not otherwise:
            gaps.append(Gap(length - len(said), length, name, name in KNOWN))
        end = found.end()
    return Expansion("".join([*parts, text[end:]]), tuple(gaps))


def unknown_names(text: str) -> tuple[str, ...]:
    """Return the variables in `text` that nobody knows, each once, in order."""
    names = (found["name"] for found in _PLACEHOLDER.finditer(text))
    return tuple(dict.fromkeys(name for name in names if name not in KNOWN))
