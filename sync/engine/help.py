"""Asking for help without a session, and following the answer by its link. Each call blocks up to a minute."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from typing import TypeVar

from sync.engine.address import server_address
from sync.engine.events import Failed, Refused
from sync.engine.http import HttpTransport
from sync.engine.sign_in import BY_CODE, broken
from sync.errors import (
    HelpGoesOnElsewhere,
    HelpLinkOver,
    HelpNotTaken,
    NotAServer,
    ServerUnreachable,
    SyncError,
    TooManyAttempts,
)
from sync.protocol.help import HelpFollow, HelpLink, HelpReach, HelpRequest, HelpThread, HelpWord
from sync.protocol.push import RefusalCode

ASK_PATH, FOLLOW_PATH, ADD_PATH, REACH_PATH = "/help/v1/ask", "/help/v1/follow", "/help/v1/add", "/help/v1/reach"
T = TypeVar("T")


def ask(server_url: str, request: HelpRequest) -> HelpLink:
    """Ask; the same request again is the same ticket.

    Raises:
        HelpNotTaken: The server misses something in it.
        SignInError: It was not reached, or wants a pause.
    """
    with _line(server_url) as line:
        return _answered(line.ask_openly(ASK_PATH, request, HelpLink))


def follow(server_url: str, token: str) -> HelpThread:
    """Return how far it is.

    Raises:
        HelpLinkOver: The link is none, or its time is over.
        SignInError: As `ask`.
    """
    with _line(server_url) as line:
        return _answered(line.ask_openly(FOLLOW_PATH, HelpFollow(token=token), HelpThread), HelpLinkOver)


def add(server_url: str, word: HelpWord) -> HelpThread:
    """Add a word; the same word again is one message.

    Raises:
        HelpLinkOver: As `follow`.
        HelpGoesOnElsewhere: The desk goes on elsewhere, and tells on the phone.
        SignInError: As `ask`.
    """
    with _line(server_url) as line:
        return _answered(line.ask_openly(ADD_PATH, word, HelpThread), HelpLinkOver)


def reach(server_url: str) -> HelpReach:
    """Return how else the desk is reached; raises as `ask`."""
    with _line(server_url) as line:
        return _answered(line.ask_openly(REACH_PATH, None, HelpReach))


@contextlib.contextmanager
def _line(server_url: str) -> Iterator[HttpTransport]:
    transport = HttpTransport(server_address(server_url))
    try:
        yield transport
    finally:
        transport.close()


def _answered(reply: T | Refused | Failed, missing: type[SyncError] = NotAServer) -> T:
    match reply:
        case Refused(refusal=refusal, retry_after_s=retry_after_s):
            if refusal.code == RefusalCode.TOO_MANY_REQUESTS:
                raise TooManyAttempts(max(retry_after_s, 1.0))
            if refusal.code == RefusalCode.NOT_FOUND:
                raise missing(refusal.message)
            if refusal.code == RefusalCode.GONE_ON:
                raise HelpGoesOnElsewhere(refusal.message)
            if refusal.code in {RefusalCode.MALFORMED, RefusalCode.TOO_LARGE}:
                raise HelpNotTaken(refusal.message)
            raise BY_CODE.get(refusal.code, ServerUnreachable)(refusal.code)
        case Failed(reason):
            raise broken(reason)
    return reply
