"""What a notice of the system says, in the user's language; of a locked profile that there is something, never what."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication, QObject

from desktop.shell import moments, wording
from desktop.system.notices import Notice
from domain.telling import Event, News

ASKED, ESCALATED, REMINDER = "asked", "escalated", "reminder"
REPLY = "reply"
"""The one kind that is answered in a notice: what it answers is public, as the answer will be."""


OF_THE_END = {
    "to_lead": QT_TRANSLATE_NOOP("notices", "{0} is not satisfied, and you lead the team"),
    "awaited": QT_TRANSLATE_NOOP("notices", "We still wait for your answer"),
    "check_back": QT_TRANSLATE_NOOP("notices", "Can you work again?"),
    "rated": QT_TRANSLATE_NOOP("notices", "{0} has rated how you did"),
}
"""Kinds of notifications that tell of how a ticket ends."""


class NoticeCounts(QObject):
    """What is counted: the gatherer of texts knows plurals of `tr` only."""

    def tickets(self, count: int) -> str:
        """Something happened in so many tickets."""
        return self.tr("News in %n tickets", "", count)

    def news(self, count: int) -> str:
        """So much happened in one ticket, which is named after it."""
        return self.tr("%n news: {0}", "", count)


def notice_of(key: str, group: Sequence[News], name: str, *, locked: bool) -> Notice:
    """What tells of the news of one ticket, or of what needs attention.

    Args:
        key: under which the notice stands.
        group: the news, the newest last.
        name: whose profile it is.
        locked: whether nothing of the profile may be read.
    """
    if locked:
        return _locked(key, name)
    # An answer that brings a ticket back says so itself.
    told = [one for one in group if one.event is not Event.WOKE] or group
    newest = told[-1]
    title, body = _several(told) if len(told) > 1 and newest.ticket_id else _one(newest)
    answers = newest.kind == REPLY
    return Notice(
        key,
        title,
        body,
        QCoreApplication.translate("notices", "Open"),
        QCoreApplication.translate("notices", "Reply") if answers else "",
        QCoreApplication.translate("notices", "Send") if answers else "",
    )


def summary_of(key: str, tickets: int, name: str, *, locked: bool) -> Notice:
    """What tells of many tickets at once."""
    if locked:
        return _locked(key, name)
    return Notice(key, NoticeCounts().tickets(tickets), "", QCoreApplication.translate("notices", "Open"))


def _locked(key: str, name: str) -> Notice:
    title = QCoreApplication.translate("notices", "Something new for {0}").format(name)
    return Notice(key, title, "", QCoreApplication.translate("notices", "Unlock"))


def _several(group: Sequence[News]) -> tuple[str, str]:
    return NoticeCounts().news(len(group)).format(group[-1].subject), _one(group[-1])[0]


def _one(news: News) -> tuple[str, str]:
    """Title and body of one piece of news."""
    if news.kind in OF_THE_END:
        said = QCoreApplication.translate("notices", str(OF_THE_END[news.kind]))
        return said.format(news.actor), news.subject
    match news.event:
        case Event.ASSIGNED if news.kind == ASKED:
            return QCoreApplication.translate("notices", "{0} asks your store").format(news.actor), news.subject
        case Event.ASSIGNED if news.kind == ESCALATED:
            return QCoreApplication.translate("notices", "{0} escalated a ticket to your team").format(
                news.actor
            ), news.subject
        case Event.ASSIGNED:
            return QCoreApplication.translate("notices", "{0} gave you a ticket").format(news.actor), news.subject
        case Event.MENTION:
            title = QCoreApplication.translate("notices", "{0} mentioned you").format(news.actor)
            return title, _lines(news.subject, news.text)
        case Event.DEADLINE if news.kind == REMINDER:
            return QCoreApplication.translate("notices", "You promised a word"), news.subject
        case Event.DEADLINE:
            left = (moments.moment_of(news.text) - moments.now()).total_seconds()
            return QCoreApplication.translate("notices", "Due in {0}").format(moments.span(left)), news.subject
        case Event.WOKE:
            return QCoreApplication.translate("notices", "A snoozed ticket is back"), news.subject
        case Event.ATTENTION:
            return _attention(news)
        case _:
            return _answer(news)


def _attention(news: News) -> tuple[str, str]:
    if news.ticket_id:
        title = QCoreApplication.translate("notices", "{0} changed what you had set").format(news.actor)
        return title, news.subject
    change = wording.CHANGE.get(news.text, wording.CHANGE_OTHERWISE)
    return wording.word(wording.ITEM_STATE, "refused"), QCoreApplication.translate("wording", str(change))


def _answer(news: News) -> tuple[str, str]:
    if news.text:
        title = QCoreApplication.translate("notices", "{0} wrote to you").format(news.actor)
        return title, _lines(news.subject, news.text)
    return QCoreApplication.translate("notices", "{0} moved your ticket on").format(news.actor), news.subject


def _lines(subject: str, text: str) -> str:
    """The subject, and below it the beginning of what was written, on one line."""
    return f"{subject}\n{' '.join(text.split())}"
