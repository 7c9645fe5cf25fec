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
    "closed": QT_TRANSLATE_NOOP("wording", "It is closed"),
}
CLOSED_SENTENCE = {
    "confirmed": QT_TRANSLATE_NOOP("wording", "Solved and closed"),
    "no_response": QT_TRANSLATE_NOOP("wording", "Closed: we had no answer"),
    "withdrawn": QT_TRANSLATE_NOOP("wording", "Withdrawn"),
    "duplicate": QT_TRANSLATE_NOOP("wording", "Closed: it goes on in another ticket"),
    "merged": QT_TRANSLATE_NOOP("wording", "Closed: it goes on in another ticket"),
    "not_reproducible": QT_TRANSLATE_NOOP("wording", "Closed: it could not be reproduced"),
}
"""What a store reads of a ticket that has ended, by why; lists say `STATUS_SENTENCE`."""
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
FIELD = {
    "priority": QT_TRANSLATE_NOOP("wording", "Priority"),
    "type": QT_TRANSLATE_NOOP("wording", "Type"),
    "assignee": QT_TRANSLATE_NOOP("wording", "Assignee"),
    "team": QT_TRANSLATE_NOOP("wording", "Team"),
    "topic": QT_TRANSLATE_NOOP("wording", "Topic"),
    "tags": QT_TRANSLATE_NOOP("wording", "Tags"),
    "vendor": QT_TRANSLATE_NOOP("wording", "Supplier"),
    "account": QT_TRANSLATE_NOOP("wording", "Account"),
    "identity": QT_TRANSLATE_NOOP("wording", "Identity"),
    "person": QT_TRANSLATE_NOOP("wording", "Whose account"),
    "task": QT_TRANSLATE_NOOP("wording", "To do"),
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
    "waiting_for_me": QT_TRANSLATE_NOOP("wording", "Waiting for me"),
    "unassigned": QT_TRANSLATE_NOOP("wording", "Unassigned"),
    "due_soon": QT_TRANSLATE_NOOP("wording", "Due soon"),
    "breached": QT_TRANSLATE_NOOP("wording", "Overdue"),
    "reopened": QT_TRANSLATE_NOOP("wording", "Reopened"),
    "waiting": QT_TRANSLATE_NOOP("wording", "Waiting for them"),
    "on_hold": QT_TRANSLATE_NOOP("wording", "On hold, third party"),
    "snoozed": QT_TRANSLATE_NOOP("wording", "Snoozed"),
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
ELSEWHERE = {
    "views": QT_TRANSLATE_NOOP("wording", "{0} is viewing it"),
    "replies": QT_TRANSLATE_NOOP("wording", "{0} is answering it"),
}
FOLDED = {"folded": QT_TRANSLATE_NOOP("wording", "folded")}
CLOSE_REASON = {
    "confirmed": QT_TRANSLATE_NOOP("wording", "confirmed"),
    "no_response": QT_TRANSLATE_NOOP("wording", "no answer"),
    "withdrawn": QT_TRANSLATE_NOOP("wording", "withdrawn"),
    "duplicate": QT_TRANSLATE_NOOP("wording", "duplicate"),
    "merged": QT_TRANSLATE_NOOP("wording", "merged"),
    "not_reproducible": QT_TRANSLATE_NOOP("wording", "not reproducible"),
    "spam": QT_TRANSLATE_NOOP("wording", "spam"),
}
VIA = {
    "portal": QT_TRANSLATE_NOOP("wording", "in the portal"),
    "email": QT_TRANSLATE_NOOP("wording", "by e-mail"),
    "api": QT_TRANSLATE_NOOP("wording", "by another program"),
    "macro": QT_TRANSLATE_NOOP("wording", "by macro"),
    "timer": QT_TRANSLATE_NOOP("wording", "by itself"),
    "help": QT_TRANSLATE_NOOP("wording", "without signing in"),
    "console": QT_TRANSLATE_NOOP("wording", "at the server"),
    "import": QT_TRANSLATE_NOOP("wording", "by import"),
}
"""From where a change came; what is done in this program needs no word."""
VERIFICATION = {
    "call_back": QT_TRANSLATE_NOOP("wording", "Call back to the store"),
    "email_code": QT_TRANSLATE_NOOP("wording", "Code by e-mail"),
    "questions": QT_TRANSLATE_NOOP("wording", "Security questions"),
    "manager": QT_TRANSLATE_NOOP("wording", "A manager vouches"),
}
ACCOUNT_STEP = {
    "lock": QT_TRANSLATE_NOOP("wording", "Lock the account"),
    "end_sessions": QT_TRANSLATE_NOOP("wording", "Sign out everywhere"),
    "void_password": QT_TRANSLATE_NOOP("wording", "Make the password void"),
    "send_reset": QT_TRANSLATE_NOOP("wording", "Send a link for a new password"),
    "unlock": QT_TRANSLATE_NOOP("wording", "Unlock the account"),
}
"""What the desk can do to an account, also by macro."""
ACCOUNT_DONE = ACCOUNT_STEP | {
    "temporary_password": QT_TRANSLATE_NOOP("wording", "Temporary password"),
}
NONE_OF = {
    "assignee": QT_TRANSLATE_NOOP("wording", "Nobody"),
    "requester": QT_TRANSLATE_NOOP("wording", "Nobody"),
    "store": QT_TRANSLATE_NOOP("wording", "No store"),
    "team": QT_TRANSLATE_NOOP("wording", "No team"),
    "topic": QT_TRANSLATE_NOOP("wording", "No topic"),
    "tag": QT_TRANSLATE_NOOP("wording", "No tag"),
}
NUMBER = {
    "none": QT_TRANSLATE_NOOP("wording", "No number yet"),
    "saved": QT_TRANSLATE_NOOP("wording", "Saved here, not sent yet"),
}
GOES_OUT = {"saved": QT_TRANSLATE_NOOP("wording", "It goes out by itself, then it gets a number")}
UNREAD = {"unread": QT_TRANSLATE_NOOP("wording", "Unread")}
ITEM_STATE = {
    "held": QT_TRANSLATE_NOOP("wording", "About to be sent"),
    "saved": QT_TRANSLATE_NOOP("wording", "Saved here"),
    "sending": QT_TRANSLATE_NOOP("wording", "Sending"),
    "sent": QT_TRANSLATE_NOOP("wording", "Sent"),
    "refused": QT_TRANSLATE_NOOP("wording", "Needs attention"),
}
ITEM_STATE_ICON = {"held": "send", "saved": "saved-here", "sending": "sync", "sent": "check", "refused": "alert"}
ITEM_STATE_ROLE = dict.fromkeys(("held", "saved", "sending", "sent"), "text_muted") | {"refused": "danger"}

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
    "too_late": QT_TRANSLATE_NOOP("wording", "Somebody has written since, so this cannot be taken back any more."),
    "conflict": QT_TRANSLATE_NOOP("wording", "The text it was written on is no longer there. Yours is kept here."),
    "depends_on": QT_TRANSLATE_NOOP("wording", "It belongs to another change that was not accepted."),
    "too_large": QT_TRANSLATE_NOOP(
        "wording", "This is too long to be sent. Copy it, cut it in two, and send it in parts."
    ),
    "parked": QT_TRANSLATE_NOOP(
        "wording", "The server stumbled over this several times. Try again; if it comes back, tell your administrator."
    ),
    "unverified": QT_TRANSLATE_NOOP(
        "wording", "First make sure who it is: Verify, beside the conversation. Then do it again."
    ),
    "too_many_tries": QT_TRANSLATE_NOOP(
        "wording", "It was tried too often without success. It waits a day; tell your team lead."
    ),
    "unknown_mutation": QT_TRANSLATE_NOOP("wording", "The server does not know this yet. Try again after its update."),
    "file_too_large": QT_TRANSLATE_NOOP(
        "wording", "It is larger than the server takes. Send a smaller one, or a link to where it lies."
    ),
    "file_damaged": QT_TRANSLATE_NOOP(
        "wording", "The copy kept on this computer is damaged. Attach the file again, then discard this."
    ),
}
REFUSED_OTHERWISE = QT_TRANSLATE_NOOP("wording", "The server did not accept it. Nothing is lost: it is kept here.")

CHANGE = {
    "ticket.create": QT_TRANSLATE_NOOP("wording", "Your new ticket was not accepted"),
    "ticket.reply": QT_TRANSLATE_NOOP("wording", "Your reply was not accepted"),
    "ticket.note": QT_TRANSLATE_NOOP("wording", "Your note was not accepted"),
    "ticket.add_step": QT_TRANSLATE_NOOP("wording", "What you tried was not noted"),
    "ticket.answer": QT_TRANSLATE_NOOP("wording", "Your answers in the details were not accepted"),
    "ticket.attach_again": QT_TRANSLATE_NOOP("wording", "A file was not accepted"),
    "article.create": QT_TRANSLATE_NOOP("wording", "Your new article was not accepted"),
    "article.edit": QT_TRANSLATE_NOOP("wording", "Your change of an article was not accepted"),
    "article.publish": QT_TRANSLATE_NOOP("wording", "The article was not published"),
    "article.archive": QT_TRANSLATE_NOOP("wording", "The article was not archived"),
    "article.drop_draft": QT_TRANSLATE_NOOP("wording", "Your decision between two texts was not accepted"),
    "ticket.set_status": QT_TRANSLATE_NOOP("wording", "The new status was not accepted"),
    "ticket.set_priority": QT_TRANSLATE_NOOP("wording", "The new priority was not accepted"),
    "ticket.set_assignee": QT_TRANSLATE_NOOP("wording", "The new assignee was not accepted"),
    "ticket.set_team": QT_TRANSLATE_NOOP("wording", "The new team was not accepted"),
    "ticket.set_topic": QT_TRANSLATE_NOOP("wording", "The new topic was not accepted"),
    "ticket.set_type": QT_TRANSLATE_NOOP("wording", "The new type was not accepted"),
    "ticket.tag": QT_TRANSLATE_NOOP("wording", "Your tags were not accepted"),
    "ticket.run_macro": QT_TRANSLATE_NOOP("wording", "The macro was not run, no step of it"),
    "macro.create": QT_TRANSLATE_NOOP("wording", "Your new macro was not accepted"),
    "macro.edit": QT_TRANSLATE_NOOP("wording", "Your change of a macro was not accepted"),
    "macro.delete": QT_TRANSLATE_NOOP("wording", "The macro was not deleted"),
    "ticket.merge": QT_TRANSLATE_NOOP("wording", "The tickets were not merged"),
    "ticket.unmerge": QT_TRANSLATE_NOOP("wording", "The merge was not taken back"),
    "ticket.link": QT_TRANSLATE_NOOP("wording", "The link between tickets was not accepted"),
    "ticket.solve_all": QT_TRANSLATE_NOOP("wording", "The problem and its incidents were not solved"),
    "ticket.escalate": QT_TRANSLATE_NOOP("wording", "The ticket was not escalated"),
    "ticket.hand_back": QT_TRANSLATE_NOOP("wording", "The ticket was not handed back"),
    "ticket.promise": QT_TRANSLATE_NOOP("wording", "Your promise was not accepted, and nothing was sent"),
    "ticket.remind_desk": QT_TRANSLATE_NOOP("wording", "The reminder was not settled"),
    "ticket.add_tasks": QT_TRANSLATE_NOOP("wording", "What you added to the checklist was not accepted"),
    "ticket.set_task": QT_TRANSLATE_NOOP("wording", "Your change of the checklist was not accepted"),
    "ticket.drop_task": QT_TRANSLATE_NOOP("wording", "The item was not taken off the checklist"),
    "ticket.split": QT_TRANSLATE_NOOP("wording", "The new ticket was not split off"),
    "absence.set": QT_TRANSLATE_NOOP("wording", "That somebody is away was not accepted"),
    "absence.end": QT_TRANSLATE_NOOP("wording", "That somebody is back was not accepted"),
    "team.set_line": QT_TRANSLATE_NOOP("wording", "The new order of the team was not accepted"),
    "ticket.pass_on": QT_TRANSLATE_NOOP("wording", "What you asked support for a customer was not accepted"),
    "ticket.snooze": QT_TRANSLATE_NOOP("wording", "Your snooze was not accepted"),
    "ticket.wake": QT_TRANSLATE_NOOP("wording", "The ticket was not brought back"),
    "ticket.verify": QT_TRANSLATE_NOOP("wording", "Your verification was not accepted"),
    "ticket.set_person": QT_TRANSLATE_NOOP("wording", "Whose account it is was not accepted"),
    "ticket.help_account": QT_TRANSLATE_NOOP("wording", "Nothing was done to the account"),
    "ticket.follow": QT_TRANSLATE_NOOP("wording", "Following was not accepted"),
    "ticket.not_solved": QT_TRANSLATE_NOOP("wording", "That it is not solved was not accepted"),
    "ticket.answer_back": QT_TRANSLATE_NOOP("wording", "Your answer whether it works was not accepted"),
    "ticket.rate": QT_TRANSLATE_NOOP("wording", "Your rating was not accepted"),
    "ticket.ask_for_help": QT_TRANSLATE_NOOP("wording", "Your question was not accepted"),
    "ticket.lapse": QT_TRANSLATE_NOOP("wording", "What only happens by itself was not accepted"),
    "ticket.ask_back": QT_TRANSLATE_NOOP("wording", "What only happens by itself was not accepted"),
    "ticket.remind": QT_TRANSLATE_NOOP("wording", "The reminder was not sent"),
    "saved_reply.create": QT_TRANSLATE_NOOP("wording", "Your new saved reply was not accepted"),
    "saved_reply.edit": QT_TRANSLATE_NOOP("wording", "Your change of a saved reply was not accepted"),
    "saved_reply.delete": QT_TRANSLATE_NOOP("wording", "The saved reply was not deleted"),
    "view.create": QT_TRANSLATE_NOOP("wording", "Your new view was not accepted"),
    "view.edit": QT_TRANSLATE_NOOP("wording", "Your change of a view was not accepted"),
    "view.delete": QT_TRANSLATE_NOOP("wording", "The view was not deleted"),
    "notification.read": QT_TRANSLATE_NOOP("wording", "A notice could not be put away"),
    "structure.save": QT_TRANSLATE_NOOP("wording", "Your change of teams, people or topics was not accepted"),
    "article.feedback": QT_TRANSLATE_NOOP("wording", "Your word on an article was not accepted"),
}
CHANGE_OTHERWISE = QT_TRANSLATE_NOOP("wording", "Your change was not accepted")


def word(table: Mapping[str, object], key: str) -> str:
    """The word for a key in the language in force; the key itself where a newer server knows more."""
    found = table.get(key)
    return QCoreApplication.translate(CONTEXT, str(found)) if found else key


def status_word(status: str, *, sentences: bool) -> str:
    """How a ticket stands: a name for agents, a sentence for a store's people."""
    return word(STATUS_SENTENCE if sentences else STATUS, status)


def priority_icon(priority: str) -> str:
    """The glyph of a priority: its shape says it as well as its colour."""
    return {"low": "chevron-down", "urgent": "flag-urgent"}.get(priority, "flag")


def standing(status: str, number: int | None, *, waits: bool, reason: str = "") -> tuple[str, str, str]:
    """How a store's ticket stands: a sentence, its colour, its icon. What never left this computer, nobody has yet.

    `reason` is why it is closed.
    """
    if number is None and waits:
        return word(NUMBER, "saved"), "info", ITEM_STATE_ICON["saved"]
    role = STATUS_SENTENCE_ROLE.get(status, "text")
    table = CLOSED_SENTENCE if status == "closed" and reason in CLOSED_SENTENCE else STATUS_SENTENCE
    return word(table, reason if table is CLOSED_SENTENCE else status), role, STATUS_ICON.get(status, "status-open")


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
