"""The help page of the settings: the first steps once more, the keys, and what each version brought."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.features.help.news import releases
from desktop.i18n.retranslated import Retranslated
from desktop.shell import names
from desktop.shell.workspace import Workspace
from desktop.widgets.buttons import Button
from desktop.widgets.flow import FlowRow
from desktop.widgets.text import Text


class HelpPage(Retranslated, QWidget):
    """Signals: what is wanted."""

    guide_wanted = Signal()
    keys_wanted = Signal()

    def __init__(self, work: Workspace) -> None:
        super().__init__()
        self._work = work
        theme = work.theme
        self._title = Text(theme, role="title", weight=600)
        self._guide = Button(theme, icon="help", name=names.HELP_GUIDE)
        self._keys = Button(theme, icon="keyboard", name=names.HELP_KEYS)
        self._news_title = Text(theme, role="title", weight=600)
        self._news = QVBoxLayout()
        self._news.setSpacing(8)
        self._language = ""
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self._title)
        column.addSpacing(8)
        column.addWidget(FlowRow(self._guide, self._keys))
        column.addSpacing(24)
        column.addWidget(self._news_title)
        column.addLayout(self._news)
        column.addStretch(1)
        self._guide.clicked.connect(self.guide_wanted)
        self._keys.clicked.connect(self.keys_wanted)
        self.retranslate()

    def _list_news(self) -> None:
        while (item := self._news.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.deleteLater()
        for release in releases(self._work.locale):
            self._news.addWidget(Text(self._work.theme, release.version, weight=600))
            for point in release.points:
                self._news.addWidget(Text(self._work.theme, f"· {point}", color="text_secondary", wraps=True))

    def retranslate(self) -> None:
        """Override Retranslated.retranslate."""
        self._title.setText(self.tr("Help"))
        self._guide.setText(self.tr("Show the first steps"))
        self._keys.setText(self.tr("Show all keys"))
        self._news_title.setText(self.tr("What is new"))
        if self._language != self._work.locale:
            self._language = self._work.locale
            self._list_news()
