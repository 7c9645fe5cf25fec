"""The line of a team: who comes after whom, each to be moved up or down."""

from __future__ import annotations

from functools import partial

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop.features.absence import operations
from desktop.i18n.retranslated import Retranslated
from desktop.shell import names
from desktop.shell.workspace import Workspace
from desktop.widgets.buttons import Button, icon_button
from desktop.widgets.text import ElidedLabel, Text


class LineList(Retranslated, QWidget):
    """One team's people in their order."""

    def __init__(self, work: Workspace, team_id: str, team: str) -> None:
        QWidget.__init__(self)
        self._work, self._team_id = work, team_id
        self._title = Text(work.theme, team, weight=600)
        self._rows = QVBoxLayout()
        self._rows.setSpacing(0)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 12)
        column.setSpacing(4)
        column.addWidget(self._title)
        column.addLayout(self._rows)
        self.retranslate()

    def retranslate(self) -> None:
        """Override Retranslated.retranslate: reads the line anew."""
        people = [(one.id, one.name) for one in operations.line(self._work, self._team_id)]
        while (item := self._rows.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.setParent(None)
                widget.deleteLater()
        for place, (_, name) in enumerate(people):
            self._rows.addWidget(self._row(place, name, len(people)))

    def _row(self, place: int, name: str, count: int) -> QWidget:
        row = QWidget()
        line = QHBoxLayout(row)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(4)
        line.addWidget(ElidedLabel(self._work.theme, f"{place + 1}.  {name}"), 1)
        for by, icon, words in (
            (-1, "chevron-up", self.tr("Move {0} up").format(name)),
            (1, "chevron-down", self.tr("Move {0} down").format(name)),
        ):
            line.addWidget(self._mover(place, by, icon, words, count))
        return row

    def _mover(self, place: int, by: int, icon: str, words: str, count: int) -> Button:
        kind = "up" if by < 0 else "down"
        button = icon_button(self._work.theme, icon, words, f"{names.ABSENCE_PAGE}.line.{place}.{kind}", size=24)
        button.setEnabled(0 <= place + by < count)
        button.clicked.connect(partial(self._move, place, by))
        return button

    def _move(self, place: int, by: int, _checked: bool = False) -> None:
        ids = [one.id for one in operations.line(self._work, self._team_id)]
        if 0 <= place + by < len(ids):
            ids.insert(place + by, ids.pop(place))
            operations.set_line(self._work, self, self._team_id, ids).run()
