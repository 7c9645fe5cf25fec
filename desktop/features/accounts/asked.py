"""What somebody without a session has asked at this computer: kept sealed, sent when there is a line."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from desktop.settings.places import data_folder
from desktop.shell.front_door import ASKED
from domain.ids import RecordId
from sync.engine import help as line
from sync.errors import SyncError
from sync.protocol.help import HelpReach, HelpRequest, HelpThread, HelpWord

if TYPE_CHECKING:
    from sync.keys.sealed_note import SealedNote


class Draft(msgspec.Struct, frozen=True, kw_only=True):
    """A form that is half filled in."""

    server: str = ""
    name: str = ""
    store: str = ""
    account: str = ""
    body: str = ""
    contact: str = ""


class Word(msgspec.Struct, frozen=True, kw_only=True):
    """A further word that has not left yet."""

    id: RecordId
    body: str


class Asked(msgspec.Struct, frozen=True, kw_only=True):
    """A question, and how far it has come.

    Attributes:
        token: Of its link; empty until it has left.
        words: What was added and has not left.
        thread: What the desk's side said last.
    """

    server: str
    request: HelpRequest
    token: str = ""
    url: str = ""
    expires_at: datetime | None = None
    words: tuple[Word, ...] = ()
    thread: HelpThread | None = None

    @property
    def has_left(self) -> bool:
        """Whether the server has it."""
        return bool(self.token)

    @property
    def waits(self) -> bool:
        """Whether something of it is only here."""
        return not self.token or bool(self.words)


class Noted(msgspec.Struct, frozen=True, kw_only=True):
    """All that is kept.

    Attributes:
        reach: How else the desk is reached, as it was told last.
    """

    draft: Draft = Draft()
    asked: tuple[Asked, ...] = ()
    reach: HelpReach = HelpReach()

    @property
    def last(self) -> Asked | None:
        """What was asked last."""
        return self.asked[-1] if self.asked else None

    @property
    def waits(self) -> bool:
        """Whether something has to be sent."""
        return any(one.waits for one in self.asked)

    def with_asked(self, changed: Asked) -> Noted:
        """Return it with a question in place of the one of the same id, or added."""
        others = [one for one in self.asked if one.request.id != changed.request.id]
        there = len(others) < len(self.asked)
        asked = [changed if one.request.id == changed.request.id else one for one in self.asked]
        return msgspec.structs.replace(self, asked=tuple(asked) if there else (*others, changed))


def place() -> Path:
    """Where it is kept."""
    return data_folder() / ASKED


def read(note: SealedNote) -> Noted:
    """Return what is kept; what cannot be read is as nothing."""
    kept = note.read()
    if kept is None:
        return Noted()
    try:
        return msgspec.json.decode(kept, type=Noted)
    except (msgspec.DecodeError, UnicodeDecodeError):
        return Noted()


def write(note: SealedNote, noted: Noted) -> None:
    """Keep it, in place of what was kept; nothing to keep leaves no file.

    Raises:
        CacheUnwritable: The disk refuses.
    """
    if noted.asked or noted.draft != Draft(server=noted.draft.server):
        note.write(msgspec.json.encode(noted))
    else:
        note.forget()


def sent(one: Asked) -> Asked:
    """Send what waits of a question, and return it as it is then.

    Raises:
        SyncError: With a sentence that says what to do; what had left by then is noted nowhere, and is sent again: it
            stays one question and one word all the same.
    """
    if not one.has_left:
        link = line.ask(one.server, one.request)
        one = msgspec.structs.replace(one, token=link.token, url=link.url, expires_at=link.expires_at)
    for word in one.words:
        line.add(one.server, HelpWord(token=one.token, id=word.id, body=word.body))
    return looked_at(msgspec.structs.replace(one, words=()))


def looked_at(one: Asked) -> Asked:
    """Ask how far a question is; raises as `sent`."""
    return msgspec.structs.replace(one, thread=line.follow(one.server, one.token))


def reach_of(server: str, known: HelpReach) -> HelpReach:
    """Return how else the desk is reached; what is known if nobody answers."""
    try:
        return line.reach(server)
    except SyncError:
        return known
