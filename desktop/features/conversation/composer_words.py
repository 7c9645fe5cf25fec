"""What a composer says: who reads it, what an empty field invites to, what its button does."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from desktop.features.conversation.operations import NOTE
from desktop.shell import wording
from sync.replica.reading.rows import TicketHead


def reader(kind: str, requester: str) -> str:
    """Who reads it; empty where that goes without saying (`requester` is empty then)."""
    if kind == NOTE:
        return QCoreApplication.translate("Composer", "Team only")
    return QCoreApplication.translate("Composer", "To {0}").format(requester) if requester else ""


def invitation(head: TicketHead | None, kind: str, *, works: bool, other: str) -> str:
    """What an empty field says: who reads it, and by which signs more can be put in.

    `works` says whether it is the desk's; `other` is the number of the ticket that this one was merged into.
    """
    if head is not None and head.merged_into_id:
        words = QCoreApplication.translate("Composer", "What you write goes to {0}, which this ticket was merged into.")
        return words.format(_there(other))
    if kind == NOTE:
        return QCoreApplication.translate(
            "Composer", "Only your colleagues see this. @ calls one of them, / puts in a saved reply."
        )
    if works:
        return QCoreApplication.translate(
            "Composer", "Write your answer. / puts in a saved reply, ?? a guide, @ calls a colleague."
        )
    return QCoreApplication.translate("Composer", "Write your answer. ?? puts in a guide.")


def send_text(head: TicketHead | None, kind: str, *, desk: bool, other: str) -> str:
    """What the button does: a desk's answer may leave the status as it is."""
    if head is not None and head.merged_into_id:
        return QCoreApplication.translate("Composer", "Send to {0}").format(_there(other))
    if kind == NOTE:
        return QCoreApplication.translate("Composer", "Add note")
    if not desk or head is None:
        return QCoreApplication.translate("Composer", "Send")
    status = "open" if head.status == "new" else head.status
    return QCoreApplication.translate("Composer", "Send, stay {0}").format(wording.word(wording.STATUS, status))


def _there(other: str) -> str:
    return other or QCoreApplication.translate("Composer", "the other ticket")
