"""How the connection is, in the words of the rail's foot and of the strip a store sees."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

from PySide6.QtCore import QCoreApplication, QObject

from desktop.shell import moments
from domain.plain import Plain


class LineStatus(StrEnum):
    """What the line does."""

    STARTING = "connecting"
    ONLINE = "online"
    SYNCING = "syncing"
    OFFLINE = "offline"
    SIGN_IN = "sign_in"
    UPGRADE = "upgrade"
    SERVER_OLD = "server_old"
    REVOKED = "revoked"


class LineState(Plain):
    """The connection at a moment. `waiting` counts what is still to be sent; `done` of `total` steps while syncing."""

    status: LineStatus = LineStatus.STARTING
    since: datetime | None = None
    waiting: int = 0
    attention: int = 0
    done: int = 0
    total: int = 0

    @property
    def is_down(self) -> bool:
        """Whether there is no connection."""
        return self.status is LineStatus.OFFLINE


ICON = {
    LineStatus.STARTING: ("sync", "text_muted"),
    LineStatus.ONLINE: ("online", "success"),
    LineStatus.SYNCING: ("sync", "text_secondary"),
    LineStatus.OFFLINE: ("offline", "warning"),
    LineStatus.SIGN_IN: ("key", "warning"),
    LineStatus.UPGRADE: ("download", "warning"),
    LineStatus.SERVER_OLD: ("clock", "warning"),
    LineStatus.REVOKED: ("lock", "danger"),
}


class Counts(QObject):
    """What is counted, in the singular and the plural: the gatherer of texts knows plurals of `tr` only."""

    def changes(self, count: int) -> str:
        """Changes that are still to be sent; nothing for none."""
        return self.tr("%n changes to send", "", count) if count else ""

    def offline(self, count: int) -> str:
        """No line, and so many to send."""
        return self.tr("Offline, %n to send", "", count)

    def online(self, count: int) -> str:
        """A line, and so many on their way."""
        return self.tr("Online, %n to send", "", count)

    def attention(self, count: int) -> str:
        """A line, and so many to decide."""
        return self.tr("Online, %n wait for you", "", count)


def rail_text(state: LineState) -> str:
    """The line's state in a few words."""
    match state.status:
        case LineStatus.STARTING:
            return QCoreApplication.translate("line", "Connecting")
        case LineStatus.SYNCING if state.total:
            return QCoreApplication.translate("line", "Syncing {0} of {1}").format(state.done, state.total)
        case LineStatus.SYNCING:
            return QCoreApplication.translate("line", "Bringing up to date")
        case LineStatus.OFFLINE if state.waiting:
            return Counts().offline(state.waiting)
        case LineStatus.OFFLINE if state.since:
            return QCoreApplication.translate("line", "Offline since {0}").format(moments.clock(state.since))
        case LineStatus.OFFLINE:
            return QCoreApplication.translate("line", "Offline")
        case LineStatus.SIGN_IN:
            return QCoreApplication.translate("line", "Sign in again")
        case LineStatus.UPGRADE:
            return QCoreApplication.translate("line", "Update needed")
        case LineStatus.SERVER_OLD:
            return QCoreApplication.translate("line", "Server too old")
        case LineStatus.REVOKED:
            return QCoreApplication.translate("line", "Access withdrawn")
        case _ if state.waiting:
            return Counts().online(state.waiting)
        case _ if state.attention:
            return Counts().attention(state.attention)
        case _:
            return QCoreApplication.translate("line", "Online, everything sent")


def whole_text(state: LineState) -> str:
    """The line's state in a sentence, for whoever asks: since when, and what waits."""
    if state.status is LineStatus.OFFLINE:
        headline, rest, count = strip_texts(state)
        return " ".join(part for part in (headline, rest, f"{count}." if count else "") if part)
    return rail_text(state)


def strip_texts(state: LineState) -> tuple[str, str, str]:
    """Headline, sentence and count of the strip a store sees while there is no connection."""
    since = moments.clock(state.since) if state.since else ""
    headline = QCoreApplication.translate("line", "No connection since {0}.").format(since)
    if not since:
        headline = QCoreApplication.translate("line", "No connection.")
    rest = QCoreApplication.translate("line", "Carry on: everything is kept here and goes out by itself.")
    count = Counts().changes(state.waiting)
    return headline, rest, count


def again_texts(state: LineState) -> tuple[str, str, str]:
    """Headline, sentence and count where the user has to do something before there can be a line again."""
    count = Counts().changes(state.waiting)
    if state.status is LineStatus.UPGRADE:
        headline = QCoreApplication.translate("line", "This version is too old for the server.")
        return headline, QCoreApplication.translate("line", "Update Mostrador. Everything saved here is kept."), count
    if state.status is LineStatus.SERVER_OLD:
        headline = QCoreApplication.translate("line", "The server is too old for this version.")
        rest = QCoreApplication.translate(
            "line", "Ask your administrator to update the server. Everything saved here is kept."
        )
        return headline, rest, count
    headline = QCoreApplication.translate("line", "Your session is over.")
    return (
        headline,
        QCoreApplication.translate("line", "Sign in again: everything saved here is kept and goes out then."),
        count,
    )


def again_action(state: LineState) -> str:
    """The verb of the strip's button; empty for none."""
    return QCoreApplication.translate("line", "Sign in") if state.status is LineStatus.SIGN_IN else ""
