"""What an export of another desk comes to, whatever desk it was: people, groups, organisations and tickets.

Texts are as the source has them (dates and statuses, too): what they mean here the mapping says. A person is named by
the source's key, or by an e-mail address where the source has nothing else.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import NamedTuple, Protocol

from server.imports.report import Problems


class Place(NamedTuple):
    """Where in an export something stands."""

    file: str
    number: int
    """Of the line, or of the record where a file has no lines to speak of."""
    is_line: bool = True


NOWHERE = Place("", 0)


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceGroup:
    """Agents who share a queue; or, for an organisation, people who ask together."""

    key: str
    name: str
    place: Place = NOWHERE


@dataclass(frozen=True, slots=True, kw_only=True)
class SourcePerson:
    """Somebody who asks or answers. `role` is the source's word; an `agent` answered for the desk."""

    key: str
    name: str = ""
    email: str = ""
    role: str = ""
    agent: bool = False
    organisation: str = ""
    phone: str = ""
    locale: str = ""
    active: bool = True
    place: Place = NOWHERE


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceFile:
    """A file of a message. `read` yields its bytes; None if the export has only its name."""

    key: str
    name: str
    media_type: str = ""
    read: Callable[[], Iterator[bytes]] | None = None
    place: Place = NOWHERE


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceMessage:
    """Something that was written in a ticket."""

    key: str
    author: str
    body: str
    at: str
    is_html: bool = False
    public: bool = True
    files: tuple[SourceFile, ...] = ()
    place: Place = NOWHERE


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceChange:
    """A field of a ticket that somebody changed. `field` is our word where we have one; `before` None: not known."""

    key: str
    field: str
    after: str
    at: str
    actor: str = ""
    before: str | None = None
    place: Place = NOWHERE


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceTicket:
    """A ticket with all that belongs to it."""

    key: str
    requester: str
    number: str = ""
    subject: str = ""
    organisation: str = ""
    group: str = ""
    assignee: str = ""
    status: str = ""
    priority: str = ""
    type: str = ""
    created: str = ""
    updated: str = ""
    tags: tuple[str, ...] = ()
    followers: tuple[str, ...] = ()
    merged_into: str = ""
    problem: str = ""
    parent: str = ""
    fields: dict[str, str] = field(default_factory=dict)
    """What else the source knows of it, by the name of the field."""
    messages: tuple[SourceMessage, ...] = ()
    changes: tuple[SourceChange, ...] = ()
    place: Place = NOWHERE


class Export(Protocol):
    """An export that has been looked into. Everything may be gone through more than once, and is never all in memory.

    Attributes:
        problems: What could not be read, as far as it has been gone through.
    """

    problems: Problems

    def groups(self) -> Iterator[SourceGroup]:
        """Yield the teams of the other desk."""

    def organisations(self) -> Iterator[SourceGroup]:
        """Yield whom its people belong to."""

    def people(self) -> Iterator[SourcePerson]:
        """Yield everybody it knows."""

    def tickets(self) -> Iterator[SourceTicket]:
        """Yield its tickets, each key once."""

    def close(self) -> None:
        """Give up what was laid aside for reading."""
