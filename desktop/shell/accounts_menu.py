"""The menu over one's name: the other accounts of this computer, locking, signing out."""

from __future__ import annotations

from collections.abc import Collection
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QPoint, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QWidget

from desktop.shell.profile_files import Card
from desktop.theme.theme import Theme

KEYS_MOST = 9


class AccountsMenu(QMenu):
    """Opened over `foot`.

    Signals:
        account_chosen: (profile folder) of another account.
        someone_else_chosen: somebody who is not on this computer yet.
        lock_chosen: the screen is to be locked.
        sign_out_chosen: the user leaves.
    """

    account_chosen = Signal(str)
    someone_else_chosen = Signal()
    lock_chosen = Signal()
    sign_out_chosen = Signal()

    def __init__(
        self, theme: Theme, cards: list[Card], here: Path, open_here: Collection[Path], foot: QWidget, lock_key: str
    ) -> None:
        """Makes it.

        Args:
            theme: the theme in force.
            cards: the accounts, in the order of their keys.
            here: the one at the screen.
            open_here: those that are open behind their locks.
            foot: over which it opens.
            lock_key: what locks the screen now, as it is shown; empty for none.
        """
        super().__init__(foot.window())
        self._theme, self._foot = theme, foot
        for number, card in enumerate(cards, 1):
            icon = "lock" if card.folder in open_here else "user"
            key = f"Alt+{number}" if number <= KEYS_MOST else ""
            action = self._add(icon, f"{card.user_name} · {card.account}", key)
            if card.folder == here:
                action.setCheckable(True)
                action.setChecked(True)
            else:
                action.triggered.connect(lambda _on=False, folder=card.folder: self.account_chosen.emit(str(folder)))
        self.addSeparator()
        self._add("plus", QCoreApplication.translate("Client", "Someone else")).triggered.connect(
            self.someone_else_chosen
        )
        self._add("lock", QCoreApplication.translate("Client", "Lock"), lock_key).triggered.connect(self.lock_chosen)
        self._add("external", QCoreApplication.translate("Client", "Sign out")).triggered.connect(self.sign_out_chosen)

    def _add(self, icon: str, text: str, key: str = "") -> QAction:
        # After a tab Qt shows a key without binding it: the window binds them all.
        action = QAction(self._theme.icon(icon, "text_secondary"), f"{text}\t{key}" if key else text, self)
        self.addAction(action)
        return action

    def open_over(self) -> None:
        """Opens it."""
        place = self._foot.mapToGlobal(self._foot.rect().topLeft())
        self.popup(place - QPoint(0, self.sizeHint().height() + 4))
