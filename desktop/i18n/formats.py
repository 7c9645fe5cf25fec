"""Times, dates and numbers as people say them, in the language in force."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from PySide6.QtCore import QDate, QLocale, QObject

KEPT_SPACE = "\N{NO-BREAK SPACE}"


class Formats(QObject):
    """Moments are aware datetimes; they are shown in the computer's own time zone, on a 24-hour clock."""

    def __init__(self, locale: QLocale) -> None:
        super().__init__()
        self.locale = locale

    def clock(self, at: datetime) -> str:
        """The time of day: 10:17."""
        return f"{at.astimezone():%H:%M}"

    def absolute(self, at: datetime) -> str:
        """The whole moment, for the hover: Tuesday 10 March 2026, 10:17."""
        #: Of a date and a time of day, as Qt writes formats; keep the letters, move and quote the words.
        pattern = self.tr("dddd d MMMM yyyy")
        return f"{self._date(at, pattern)}, {self.clock(at)}"

    def day(self, at: datetime, now: datetime | None = None) -> str:
        """The day, as a separator says it: Today, Yesterday, Friday 6 March."""
        days = self._days_ago(at, now or datetime.now(UTC))
        if days == 0:
            return self.tr("Today")
        if days == 1:
            return self.tr("Yesterday")
        same_year = at.astimezone().year == (now or datetime.now(UTC)).astimezone().year
        return self._date(at, self.tr("dddd d MMMM") if same_year else self.tr("dddd d MMMM yyyy"))

    def relative(self, at: datetime, now: datetime | None = None) -> str:
        """How long ago, or when: now, 5 min, 2 h 10, yesterday 14:03, Fri 16:20, 9 Mar, 9 Mar 2025."""
        now = now or datetime.now(UTC)
        age = now - at
        days = self._days_ago(at, now)
        if age < timedelta(minutes=1) and days == 0:
            return self.tr("now")
        if days == 0:
            return self.duration(age)
        if days == 1:
            return self.tr("yesterday %1").replace("%1", self.clock(at))
        if 1 < days < 7:
            return f"{self._date(at, 'ddd')} {self.clock(at)}"
        same_year = at.astimezone().year == now.astimezone().year
        return self._date(at, "d MMM" if same_year else "d MMM yyyy")

    def duration(self, span: timedelta) -> str:
        """A length of time: 5 min, 2 h 10, 3 d 4 h; always positive."""
        minutes = int(abs(span).total_seconds() // 60)
        hours, minutes_over = divmod(minutes, 60)
        days, hours_over = divmod(hours, 24)
        if not hours:
            return f"{minutes}{KEPT_SPACE}min"
        if not days:
            return f"{hours}{KEPT_SPACE}h{KEPT_SPACE}{minutes_over:02}"
        rest = f"{KEPT_SPACE}{hours_over}{KEPT_SPACE}h" if hours_over else ""
        return f"{days}{KEPT_SPACE}d{rest}"

    def remaining(self, due_at: datetime, now: datetime | None = None) -> str:
        """What is left until a deadline, or how late it is: 13 min, 18 min late."""
        left = due_at - (now or datetime.now(UTC))
        if left >= timedelta(0):
            return self.duration(left)
        return self.tr("%1 late").replace("%1", self.duration(left))

    def number(self, value: float, decimals: int = 0) -> str:
        """A number: 1,384 or 1.384; 95.6 or 95,6."""
        return self.locale.toString(float(value), "f", decimals)

    def percent(self, share: float, decimals: int = 0) -> str:
        """A share of 1 as per cent: 38 %."""
        return f"{self.number(share * 100, decimals)}{KEPT_SPACE}%"

    def size(self, size_bytes: int) -> str:
        """The size of a file: 412 KB, 1.2 MB (thousands, as systems show them)."""
        if size_bytes < 1000:
            return self.tr("%n bytes", "", size_bytes)
        if size_bytes < 1_000_000:
            return f"{self.number(size_bytes / 1000)}{KEPT_SPACE}KB"
        value, unit = (size_bytes / 1e6, "MB") if size_bytes < 1_000_000_000 else (size_bytes / 1e9, "GB")
        return f"{self.number(value, 0 if value >= 100 else 1)}{KEPT_SPACE}{unit}"

    def _date(self, at: datetime, pattern: str) -> str:
        local = at.astimezone()
        return self.locale.toString(QDate(local.year, local.month, local.day), pattern).replace(".", "")

    def _days_ago(self, at: datetime, now: datetime) -> int:
        return (now.astimezone().date() - at.astimezone().date()).days
