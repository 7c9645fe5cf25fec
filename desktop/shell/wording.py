"""The words of the product's vocabularies: agents see status names, stores sentences, and a refusal says why."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication

CONTEXT = "wording"

STATUS = {
    "new": QT_TRANSLATE_NOOP("wording", "New"),
    "open": QT_TRANSLATE_NOOP("wording", "Open"),
    "pending": QT_TRANSLATE_NOOP("wording", "Pending"),
    "on_hold": QT_TRANSLATE_NOOP("wording", "On hold"),
    "resolved": QT_TRANSLATE_NOOP("wording", "Resolved"),
    "closed": QT_TRANSLATE_NOOP("wording", "Closed"),
}
STATUS_ICON = {
    "new": "status-new",
    "open": "status-open",
    "pending": "status-pending",
    "on_hold": "status-on-hold",
    "resolved": "status-resolved",
    "closed": "status-closed",
}
STATUS_SENTENCE = {
    "new": QT_TRANSLATE_NOOP("wording", "We have it"),
    "open": QT_TRANSLATE_NOOP("wording", "We are looking into it"),
    "pending": QT_TRANSLATE_NOOP("wording", "We are waiting for your answer"),
    "on_hold": QT_TRANSLATE_NOOP("wording", "Waiting for the supplier"),
    "resolved": QT_TRANSLATE_NOOP("wording", "Solved. Does it work now?"),
    "closed": QT_TRANSLATE_NOOP("wording", "Solved and closed"),
}
STATUS_SENTENCE_ROLE = {"pending": "warning", "resolved": "success", "closed": "text_secondary", "new": "info"}
PRIORITY = {
    "low": QT_TRANSLATE_NOOP("wording", "Low"),
    "normal": QT_TRANSLATE_NOOP("wording", "Normal"),
    "high": QT_TRANSLATE_NOOP("wording", "High"),
    "urgent": QT_TRANSLATE_NOOP("wording", "Urgent"),
}
TYPE = {
    "question": QT_TRANSLATE_NOOP("wording", "Question"),
    "incident": QT_TRANSLATE_NOOP("wording", "Incident"),
    "problem": QT_TRANSLATE_NOOP("wording", "Problem"),
    "task": QT_TRANSLATE_NOOP("wording", "Task"),
}
ROLE = {
    "customer": QT_TRANSLATE_NOOP("wording", "Customer"),
    "store_staff": QT_TRANSLATE_NOOP("wording", "Store staff"),
    "store_owner": QT_TRANSLATE_NOOP("wording", "Store owner"),
    "light_agent": QT_TRANSLATE_NOOP("wording", "Specialist"),
    "agent": QT_TRANSLATE_NOOP("wording", "Agent"),
    "team_lead": QT_TRANSLATE_NOOP("wording", "Team lead"),
    "admin": QT_TRANSLATE_NOOP("wording", "Administrator"),
}
STORE_ROLES = frozenset({"customer", "store_staff", "store_owner"})
VISIBILITY = {
    "public": QT_TRANSLATE_NOOP("wording", "For everybody"),
    "franchise": QT_TRANSLATE_NOOP("wording", "For stores"),
    "internal": QT_TRANSLATE_NOOP("wording", "For the desk"),
}
ARTICLE_STATUS = {
    "draft": QT_TRANSLATE_NOOP("wording", "Draft"),
    "in_review": QT_TRANSLATE_NOOP("wording", "In review"),
    "published": QT_TRANSLATE_NOOP("wording", "Published"),
    "archived": QT_TRANSLATE_NOOP("wording", "Archived"),
}
VIEW = {
    "team": QT_TRANSLATE_NOOP("wording", "My team, by deadline"),
    "mine": QT_TRANSLATE_NOOP("wording", "Mine"),
    "unassigned": QT_TRANSLATE_NOOP("wording", "Unassigned"),
    "waiting": QT_TRANSLATE_NOOP("wording", "Waiting for them"),
    "on_hold": QT_TRANSLATE_NOOP("wording", "On hold, third party"),
    "solved": QT_TRANSLATE_NOOP("wording", "Solved this week"),
    "all": QT_TRANSLATE_NOOP("wording", "All"),
    "store_open": QT_TRANSLATE_NOOP("wording", "In progress"),
    "store_waiting": QT_TRANSLATE_NOOP("wording", "Waiting for me"),
    "store_all": QT_TRANSLATE_NOOP("wording", "All my tickets"),
}
GROUP = {
    "overdue": QT_TRANSLATE_NOOP("wording", "Overdue"),
    "hour": QT_TRANSLATE_NOOP("wording", "Due within the hour"),
    "today": QT_TRANSLATE_NOOP("wording", "Today"),
    "later": QT_TRANSLATE_NOOP("wording", "Later"),
    "answered": QT_TRANSLATE_NOOP("wording", "Answered"),
    "paused": QT_TRANSLATE_NOOP("wording", "Clock paused"),
}
NUMBER = {
    "none": QT_TRANSLATE_NOOP("wording", "No number yet"),
    "saved": QT_TRANSLATE_NOOP("wording", "Saved here, not sent yet"),
}
GOES_OUT = {"saved": QT_TRANSLATE_NOOP("wording", "It goes out by itself, then it gets a number")}
UNREAD = {"unread": QT_TRANSLATE_NOOP("wording", "Unread")}
ITEM_STATE = {
    "saved": QT_TRANSLATE_NOOP("wording", "Saved here"),
    "sending": QT_TRANSLATE_NOOP("wording", "Sending"),
    "sent": QT_TRANSLATE_NOOP("wording", "Sent"),
    "refused": QT_TRANSLATE_NOOP("wording", "Needs attention"),
}
ITEM_STATE_ICON = {"saved": "saved-here", "sending": "sync", "sent": "check", "refused": "alert"}
ITEM_STATE_ROLE = {"saved": "text_muted", "sending": "text_muted", "sent": "text_muted", "refused": "danger"}

REFUSED = {
    "forbidden": QT_TRANSLATE_NOOP(
        "wording", "You may not do this any more. Ask your team lead, or copy the text and discard it."
    ),
    "gone": QT_TRANSLATE_NOOP("wording", "What it belongs to is no longer there for you. Copy what you need."),
    "exists": QT_TRANSLATE_NOOP("wording", "This was already sent once. You can discard it."),
    "invalid": QT_TRANSLATE_NOOP("wording", "A part of it was empty or too long. Edit it and send it again."),
    "illegal_transition": QT_TRANSLATE_NOOP(
        "wording", "Somebody changed the ticket meanwhile, so this step no longer fits its status."
    ),
    "stale_guard": QT_TRANSLATE_NOOP("wording", "Somebody wrote since you looked. Read it first, then decide again."),
    "conflict": QT_TRANSLATE_NOOP("wording", "Somebody else changed the same text meanwhile. Yours is kept here."),
    "depends_on": QT_TRANSLATE_NOOP("wording", "It belongs to another change that was not accepted."),
    "unknown_mutation": QT_TRANSLATE_NOOP("wording", "The server does not know this yet. Try again after its update."),
}
REFUSED_OTHERWISE = QT_TRANSLATE_NOOP("wording", "The server did not accept it. Nothing is lost: it is kept here.")

CHANGE = {
    "ticket.create": QT_TRANSLATE_NOOP("wording", "Your new ticket was not accepted"),
    "ticket.reply": QT_TRANSLATE_NOOP("wording", "Your reply was not accepted"),
    "ticket.note": QT_TRANSLATE_NOOP("wording", "Your note was not accepted"),
    "article.create": QT_TRANSLATE_NOOP("wording", "Your new article was not accepted"),
    "article.edit": QT_TRANSLATE_NOOP("wording", "Two people changed this article"),
    "article.publish": QT_TRANSLATE_NOOP("wording", "The article was not published"),
    "article.feedback": QT_TRANSLATE_NOOP("wording", "Your word on an article was not accepted"),
}
CHANGE_OTHERWISE = QT_TRANSLATE_NOOP("wording", "Your change was not accepted")


def word(table: Mapping[str, object], key: str) -> str:
    """The word for a key in the language in force; the key itself where a newer server knows more."""
    found = table.get(key)
    return QCoreApplication.translate(CONTEXT, str(found)) if found else key


def standing(status: str, number: int | None, *, waits: bool) -> tuple[str, str, str]:
    """How a store's ticket stands: a sentence, its colour, its icon. What never left this computer, nobody has yet."""
    if number is None and waits:
        return word(NUMBER, "saved"), "info", ITEM_STATE_ICON["saved"]
    role = STATUS_SENTENCE_ROLE.get(status, "text")
    return word(STATUS_SENTENCE, status), role, STATUS_ICON.get(status, "status-open")


def title_of(role: str | None, title: str) -> str:
    """What somebody does: people of stores by their role, in the reader's language; the desk's by their own title."""
    if role in STORE_ROLES:
        return word(ROLE, role)
    return title or (word(ROLE, role) if role else "")


def refusal(code: str) -> str:
    """Why the server refused a change, and what to do."""
    return QCoreApplication.translate(CONTEXT, str(REFUSED.get(code, REFUSED_OTHERWISE)))


def change_title(name: str) -> str:
    """What happened to a refused change, in half a line."""
    return QCoreApplication.translate(CONTEXT, str(CHANGE.get(name, CHANGE_OTHERWISE)))


def named(names: dict[str, str], locale: str) -> str:
    """The name in this language, else in English, else in whichever there is."""
    return names.get(locale) or names.get("en") or next(iter(names.values()), "")


def initials(name: str) -> str:
    """Up to two letters for an avatar."""
    parts = [part for part in name.split() if part[:1].isalpha()]
    return (parts[0][:1] + (parts[-1][:1] if len(parts) > 1 else "")).upper() if parts else "?"
