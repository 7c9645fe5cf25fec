"""Times as people read them: relative in lists, the absolute one on hover; deadlines as what is left."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

from PySide6.QtCore import QCoreApplication, QDate, QLocale

from domain.plain import Plain

HOUR_S = 3600
DAY_S = 24 * HOUR_S
SOON_S = 15 * 60
SOON_SHARE = 0.25
"""A deadline is near when a quarter of its time is left, and in any case 15 minutes before."""


def now() -> datetime:
    """The present, aware, in UTC."""
    return datetime.now(UTC)


def stored(moment: datetime) -> str:
    """The form in which times lie in the cache."""
    return f"{moment.astimezone(UTC):%Y-%m-%dT%H:%M:%S.%f}Z"


def moment_of(text: str) -> datetime:
    """The time that lies in the cache as `text`."""
    return datetime.fromisoformat(text)


def clock(moment: datetime) -> str:
    """Hours and minutes of the local day: `09:41`."""
    return f"{moment.astimezone():%H:%M}"


def local_day(moment: datetime) -> date:
    """The local day of a moment."""
    return moment.astimezone().date()


def day_name(day: date, today: date) -> str:
    """`Today`, `Yesterday`, the weekday within a week, else the date."""
    age = (today - day).days
    if age == 0:
        return QCoreApplication.translate("moments", "Today")
    if age == 1:
        return QCoreApplication.translate("moments", "Yesterday")
    locale, qdate = QLocale(), QDate(day.year, day.month, day.day)
    if 1 < age < 7:
        name = locale.toString(qdate, "dddd")
        return name[:1].upper() + name[1:]
    return locale.toString(qdate, "d MMMM" if day.year == today.year else "d MMMM yyyy")


def short_day(moment: datetime, present: datetime) -> str:
    """`09:41` today, `yesterday`, else the short date."""
    day, today = local_day(moment), local_day(present)
    if day == today:
        return clock(moment)
    if (today - day).days == 1:
        return QCoreApplication.translate("moments", "yesterday")
    return QLocale().toString(QDate(day.year, day.month, day.day), "d MMM" if day.year == today.year else "d MMM yyyy")


def absolute(moment: datetime) -> str:
    """The whole date and time, for a tooltip."""
    day = local_day(moment)
    date_text = QLocale().toString(QDate(day.year, day.month, day.day), QLocale.FormatType.LongFormat)
    return f"{date_text}, {clock(moment)}"


def span(seconds: float) -> str:
    """`44 min`, `2 h 10`, `3 d`: short enough for a list."""
    minutes = max(0, int(seconds // 60))
    if minutes < 60:
        return QCoreApplication.translate("moments", "{0} min").format(minutes)
    hours, rest = divmod(minutes, 60)
    if hours < 24:
        return f"{hours} h {rest:02}"
    return QCoreApplication.translate("moments", "{0} d").format(hours // 24)


class Deadline(Plain):
    """What to paint of a deadline. `role` is the colour's; `paused` adds the two bars; `bold` when it presses."""

    text: str
    role: str = "text_muted"
    bold: bool = False
    paused: bool = False


def deadline(due_at: str | None, began_at: str | None, present: datetime, *, waits: bool) -> Deadline | None:
    """What is left until `due_at`; of a waiting ticket without a deadline, that its clock is paused."""
    if due_at is None:
        if waits:
            return Deadline(QCoreApplication.translate("moments", "paused"), paused=True)
        return None
    due = moment_of(due_at)
    left = (due - present).total_seconds()
    if left < 0:
        late = QCoreApplication.translate("moments", "{0} late").format(span(-left))
        return Deadline(late, "danger", bold=True)
    whole = (due - moment_of(began_at)).total_seconds() if began_at else 0.0
    soon = left <= SOON_S or left <= whole * SOON_SHARE
    return Deadline(span(left), "warning" if soon else "text_muted", bold=soon)


def start_of_week(present: datetime) -> str:
    """Seven days before, in stored form."""
    return stored(present - timedelta(days=7))


def in_an_hour(present: datetime) -> datetime:
    """An hour later."""
    return present + timedelta(hours=1)
