"""An account of this computer, to be chosen on the sign-in screen."""

from __future__ import annotations

from PySide6.QtCore import QRect
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QSizePolicy

from desktop.shell import moments, names
from desktop.shell.profile_files import Card
from desktop.theme.theme import Theme
from desktop.widgets.buttons import Button
from desktop.widgets.painting import CENTER, RIGHT, paint_avatar, paint_box, paint_text

KEYS_MOST = 9
AVATAR, SIDE, CAP = 40, 16, 20


class AccountButton(Button):
    """Shows who it is, what waits there or when they were here last, and the key that chooses it."""

    def __init__(self, theme: Theme, card: Card, *, number: int, waits: str = "", open_here: bool = False) -> None:
        """Makes it.

        Args:
            theme: the theme in force.
            card: whose account it is.
            number: of the key that chooses it with Alt; none above nine.
            waits: what waits there, such as a draft; empty if nothing is known of it.
            open_here: whether the account is open behind its lock.
        """
        super().__init__(theme, kind="card", name=f"{names.SIGN_IN_ACCOUNTS}.{card.account}", height=72)
        self.card = card
        self._number, self._waits, self._open = number, waits, open_here
        self.setCheckable(True)
        self.setText(card.user_name)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(", ".join(part for part in (card.user_name, self._second(), waits) if part))
        if number <= KEYS_MOST:
            self.setToolTip(f"Alt+{number}")

    def _second(self) -> str:
        return self.card.title or f"{self.card.account} · {self.card.server_url.partition('://')[2]}"

    def _paint_content(self, painter: QPainter, look: object) -> None:
        theme, card = self._theme, self.card
        avatar, middle, right = theme.scaled(AVATAR), self.height() // 2, self.width() - SIDE
        paint_avatar(painter, theme, QRect(SIDE, middle - avatar // 2, avatar, avatar), card.user_id, card.user_name)
        if self._number <= KEYS_MOST:
            right = self._paint_key(painter, right) - 12
        right = self._paint_state(painter, right) - 12
        left = SIDE + avatar + 12
        line = theme.fonts.step("body").line
        room = right - left
        paint_text(painter, theme, QRect(left, middle - line, room, line), card.user_name, "text", "body", 600)
        paint_text(painter, theme, QRect(left, middle, room, line), self._second(), "text_secondary", "caption")

    def _paint_key(self, painter: QPainter, right: int) -> int:
        edge = self._theme.scaled(CAP)
        cap = QRect(right - edge, (self.height() - edge) // 2, edge, edge)
        paint_box(painter, cap, self._theme.tokens.radius.small, None, self._theme.colors.border_strong)
        paint_text(painter, self._theme, cap, str(self._number), "text_secondary", "caption", 400, CENTER, tabular=True)
        return cap.left()

    def _paint_state(self, painter: QPainter, right: int) -> int:
        words, color = self._waits, "accent_text"
        if not words and self.card.used_at:
            words, color = moments.short_day(moments.moment_of(self.card.used_at), moments.now()), "text_secondary"
        width = self._theme.metrics("caption", 500).horizontalAdvance(words)
        place = QRect(right - width, 0, width, self.height())
        paint_text(painter, self._theme, place, words, color, "caption", 500 if self._waits else 400, RIGHT)
        return place.left()
