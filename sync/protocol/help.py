"""Help without a session: what is asked on the sign-in screen, and the link by which its answer is followed."""

from __future__ import annotations

from datetime import datetime

import msgspec

from domain.ids import RecordId


class HelpRequest(msgspec.Struct, frozen=True, kw_only=True):
    """Somebody cannot sign in.

    Attributes:
        id: A random id that nobody but its maker knows: sent twice, it is one ticket and the same link.
        name: Who asks.
        store: Of which store, by its name or code, as typed.
        account: By which account, as typed; empty if they do not know it.
        body: What happens.
        contact: How they can be reached.
        locale: In which language they ask.
    """

    id: RecordId
    name: str
    store: str
    body: str
    contact: str
    account: str = ""
    locale: str = "en"


class HelpReach(msgspec.Struct, frozen=True, kw_only=True):
    """How else the desk can be reached; what is empty is not known."""

    brand: str = ""
    phone: str = ""
    email: str = ""


class HelpLink(msgspec.Struct, frozen=True, kw_only=True):
    """What everybody gets who asks, whatever they said.

    Attributes:
        token: Follows the answer; good until `expires_at`.
        url: The page that does the same.
    """

    token: str
    url: str
    expires_at: datetime
    reach: HelpReach


class HelpFollow(msgspec.Struct, frozen=True, kw_only=True):
    """How far is it?"""

    token: str


class HelpWord(msgspec.Struct, frozen=True, kw_only=True):
    """A further word of whoever asked; its id makes it one message however often it arrives."""

    token: str
    id: RecordId
    body: str


class HelpMessage(msgspec.Struct, frozen=True, kw_only=True):
    """A public message of the conversation; `mine`: of whoever asked."""

    id: RecordId
    at: datetime
    author: str
    body: str
    mine: bool


class HelpThread(msgspec.Struct, frozen=True, kw_only=True):
    """How far it is.

    Attributes:
        number: Of the ticket, to be named on the phone.
        status: A `domain.words.Status`.
        goes_on: Whether a word may be added here; if not, the desk goes on elsewhere, and tells by phone.
    """

    number: int
    status: str
    asked_at: datetime
    answer_by: datetime | None
    goes_on: bool
    messages: tuple[HelpMessage, ...]
    expires_at: datetime
    reach: HelpReach
