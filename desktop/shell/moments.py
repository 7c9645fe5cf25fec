"""Times as the cache holds them, and as people read them: in lists, on hover, and as what is left until a deadline.

A moment is an aware datetime; it is shown in the computer's own time zone, on a 24-hour clock.
"""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta

from PySide6.QtCore import QCoreApplication, QDate, QLocale

from domain.plain import Plain

CLOCK = re.compile(r"\b([01]?\d|2[0-3]):([0-5]\d)\b")
KEPT_SPACE = "\N{NO-BREAK SPACE}"
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


def clock_format() -> str:
    """Times of day as Qt writes formats: `HH:mm`, without the nought where the language writes none."""
    return "H:mm" if QLocale().timeFormat(QLocale.FormatType.ShortFormat).startswith("H:") else "HH:mm"


def time_of_day(hour: int, minute: int) -> str:
    """A time of day: `09:41`, in Spanish `9:41`."""
    return f"{hour}:{minute:02}" if clock_format() == "H:mm" else f"{hour:02}:{minute:02}"


def clock(moment: datetime) -> str:
    """Hours and minutes of the local day: `09:41`, in Spanish `9:41`."""
    local = moment.astimezone()
    return time_of_day(local.hour, local.minute)


def clocks_in(text: str) -> str:
    """A text with its times of day as they are written in the language in force: opening hours are kept as `09:00`."""
    return CLOCK.sub(lambda found: time_of_day(int(found[1]), int(found[2])), text)


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
    if 1 < age < 7:
        name = _date(day, "dddd")
        return name[:1].upper() + name[1:]
    if day.year == today.year:
        #: Of a date, as Qt writes formats; keep the letters, move and quote the words.
        return _date(day, QCoreApplication.translate("moments", "d MMMM"))
    #: Of a date, as Qt writes formats; keep the letters, move and quote the words.
    return _date(day, QCoreApplication.translate("moments", "d MMMM yyyy"))


def short_day(moment: datetime, present: datetime) -> str:
    """`09:41` today, `yesterday`, else the short date."""
    day, today = local_day(moment), local_day(present)
    if day == today:
        return clock(moment)
    if (today - day).days == 1:
        return QCoreApplication.translate("moments", "yesterday")
    return _date(day, "d MMM" if day.year == today.year else "d MMM yyyy")


def coming(moment: datetime) -> str:
    """A moment within the next days: `Mon 30 Nov, 09:00`."""
    return f"{_date(local_day(moment), 'ddd d MMM')}, {clock(moment)}"


def absolute(moment: datetime) -> str:
    """The whole moment, for the hover: `Tuesday 10 March 2026, 10:17`."""
    #: Of a date, as Qt writes formats; keep the letters, move and quote the words.
    pattern = QCoreApplication.translate("moments", "dddd d MMMM yyyy")
    return f"{_date(local_day(moment), pattern)}, {clock(moment)}"


def _date(day: date, pattern: str) -> str:
    # Some languages shorten months with a point, which says nothing here.
    return QLocale().toString(QDate(day.year, day.month, day.day), pattern).replace(".", "")


def span(seconds: float) -> str:
    """`< 1 min`, `44 min`, `2 h 10`, `3 d`: short enough for a list; never broken between two lines."""
    minutes = max(0, int(seconds // 60))
    if minutes < 60:
        return f"{minutes or '< 1'}{KEPT_SPACE}min"
    hours, rest = divmod(minutes, 60)
    if hours < 24:
        return f"{hours}{KEPT_SPACE}h{KEPT_SPACE}{rest:02}"
    return f"{hours // 24}{KEPT_SPACE}d"


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


def deadline_group(due_at: str | None, present: datetime, *, paused: bool) -> str:
    """Which group of a list a deadline belongs to: a key of `wording.GROUP`."""
    if due_at is None:
        return "paused" if paused else "answered"
    local = present.astimezone()
    midnight = local.replace(hour=0, minute=0, second=0, microsecond=0) + timedelta(days=1)
    edges = (("overdue", present), ("hour", in_an_hour(present)), ("today", midnight))
    return next((name for name, until in edges if due_at < stored(until)), "later")


def start_of_week(present: datetime) -> str:
    """Seven days before, in stored form."""
    return stored(present - timedelta(days=7))


def in_an_hour(present: datetime) -> datetime:
    """An hour later."""
    return present + timedelta(hours=1)
