"""What happens next with a ticket, and when, in words: for the store that waits, and for the desk."""

from __future__ import annotations

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication

from desktop.shell import moments
from sync.replica.reading.rows import TicketHead

SCORE = {
    1: QT_TRANSLATE_NOOP("closing", "Very bad"),
    2: QT_TRANSLATE_NOOP("closing", "Bad"),
    3: QT_TRANSLATE_NOOP("closing", "So-so"),
    4: QT_TRANSLATE_NOOP("closing", "Good"),
    5: QT_TRANSLATE_NOOP("closing", "Very good"),
}
REASON = {
    "fast": QT_TRANSLATE_NOOP("closing", "It was fast"),
    "clear": QT_TRANSLATE_NOOP("closing", "Well explained"),
    "friendly": QT_TRANSLATE_NOOP("closing", "Friendly"),
    "solved": QT_TRANSLATE_NOOP("closing", "Problem solved"),
    "slow": QT_TRANSLATE_NOOP("closing", "It took too long"),
    "unclear": QT_TRANSLATE_NOOP("closing", "Not understood"),
    "unfriendly": QT_TRANSLATE_NOOP("closing", "Not friendly"),
    "not_solved": QT_TRANSLATE_NOOP("closing", "Problem not solved"),
}
"""In the order in which they are offered."""
NEW = QT_TRANSLATE_NOOP("closing", "Somebody at the desk reads it and answers you by {0}, and you hear of it here.")
NEW_LATE = QT_TRANSLATE_NOOP("closing", "You should have had an answer by {0}. We are sorry: call us if it is urgent.")
UNSENT = QT_TRANSLATE_NOOP(
    "closing",
    "It goes out by itself when there is a line. Then it has a number, and you read here by when you are answered.",
)
OPEN = QT_TRANSLATE_NOOP("closing", "Somebody works on it. You have the next answer by {0}.")
OPEN_NO_TIME = QT_TRANSLATE_NOOP("closing", "Somebody works on it and writes to you here.")
ON_HOLD = QT_TRANSLATE_NOOP("closing", "We wait for somebody else, and write to you here as soon as we know more.")
PENDING = QT_TRANSLATE_NOOP("closing", "Your answer is needed. Without one it closes by itself on {0}.")
PENDING_ENDLESS = QT_TRANSLATE_NOOP("closing", "Your answer is needed: it waits until then.")
REMINDS = QT_TRANSLATE_NOOP("closing", "We remind you on {0}.")
RESOLVED = QT_TRANSLATE_NOOP("closing", "If you say nothing, it closes by itself on {0}.")
ASKS = QT_TRANSLATE_NOOP("closing", "On {0} we ask whether you can still work.")
NO_RESPONSE = QT_TRANSLATE_NOOP("closing", "Do you still need us? Answer below, and it is open again.")
CLOSED = QT_TRANSLATE_NOOP("closing", "Should it come back, answer below: it is open again then.")


def said(text: object) -> str:
    """A text in the language in force."""
    return QCoreApplication.translate("closing", str(text))


def day_of(at: str) -> str:
    """A moment that is to come: `Mon 30 Nov, 09:00`."""
    return moments.coming(moments.moment_of(at))


def for_store(head: TicketHead, *, waits: bool) -> str:
    """What happens next, for whoever asked; `waits` is whether something of it is still to be sent."""
    if head.number is None and waits:
        return said(UNSENT)
    match head.status:
        case "new" | "open" if head.first_response_at is None and head.first_response_due_at is not None:
            late = head.first_response_due_at < moments.stored(moments.now())
            return said(NEW_LATE if late else NEW).format(day_of(head.first_response_due_at))
        case "open" if head.next_response_due_at is not None:
            return said(OPEN).format(day_of(head.next_response_due_at))
        case "new" | "open":
            return said(OPEN_NO_TIME)
        case "on_hold":
            return said(ON_HOLD)
        case "pending":
            words = [said(PENDING).format(day_of(head.closes_at)) if head.closes_at else said(PENDING_ENDLESS)]
            return " ".join([*words, *([said(REMINDS).format(day_of(head.reminder_at))] if head.reminder_at else [])])
        case "resolved":
            words = [said(RESOLVED).format(day_of(head.closes_at))] if head.closes_at else []
            return " ".join([*words, *([said(ASKS).format(day_of(head.check_back_at))] if head.check_back_at else [])])
        case _:
            return said(NO_RESPONSE if head.close_reason == "no_response" else CLOSED)
