"""The page of keys: every action of the table with its keys, each of which may be another."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop.features.shortcuts.row import KeyRow
from desktop.i18n.retranslated import Retranslated
from desktop.shell import keys, names
from desktop.shell.workspace import Workspace
from desktop.widgets.buttons import Button
from desktop.widgets.text import Text


class KeysPage(Retranslated, QWidget):
    """Signals: told (sentence) what else changed."""

    told = Signal(str)

    def __init__(self, work: Workspace) -> None:
        super().__init__()
        self.setObjectName(names.KEYS_PAGE)
        self._work = work
        theme = work.theme
        self._title = Text(theme, role="title", weight=600)
        self._lead = Text(theme, color="text_secondary", wraps=True)
        self.reset_all = Button(theme, height=28, name=f"{names.KEYS_PAGE}.resetAll")
        self._groups = {group: Text(theme, weight=600) for group in keys.GROUPS}
        self.rows: dict[str, KeyRow] = {}
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        head = QHBoxLayout()
        head.addWidget(self._title, 1)
        head.addWidget(self.reset_all)
        column.addLayout(head)
        column.addSpacing(8)
        column.addWidget(self._lead)
        for group, label in self._groups.items():
            column.addSpacing(16)
            column.addWidget(label)
            for action in keys.ACTIONS:
                if action.group == group and keys.is_for(action, work.me):
                    column.addWidget(self._row(action))
        column.addStretch(1)
        self.reset_all.clicked.connect(work.keys.reset_all)
        work.keys.changed.connect(self._show)
        self.retranslate()

    def _row(self, action: keys.Action) -> KeyRow:
        row = KeyRow(self._work.theme, self._work.keys, action)
        row.changed.connect(self._on_changed)
        self.rows[action.name] = row
        return row

    def _on_changed(self, sentence: str) -> None:
        if sentence:
            self.told.emit(sentence)

    def _show(self) -> None:
        self.reset_all.setEnabled(any(self._work.keys.is_chosen(name) for name in self.rows))

    def retranslate(self) -> None:
        """Override Retranslated.retranslate."""
        self._title.setText(self.tr("Keys"))
        lead = self.tr("Keys work wherever no text is written. What has none is found in the palette.")
        self._lead.setText(lead)
        self.reset_all.setText(self.tr("Reset all"))
        for group, label in self._groups.items():
            label.setText(keys.title(keys.GROUPS[group]))
        self._show()
