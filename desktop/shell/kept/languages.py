"""The languages in which something is kept, side by side as tabs."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QWidget

from desktop.theme.theme import Theme
from desktop.widgets.buttons import Button

LANGUAGES = {"en": "English", "es": "Español"}


def not_blank(by_locale: Mapping[str, str]) -> dict[str, str]:
    """The texts that say something, whatever their order was."""
    return {locale: text for locale, text in sorted(by_locale.items()) if text.strip()}


def first_shown(spoken: str, written: Collection[str]) -> str:
    """The language to begin with: the reader's own unless it is only written in another."""
    here = spoken if spoken in LANGUAGES else next(iter(LANGUAGES))
    known = [one for one in LANGUAGES if one in written]
    return here if here in known or not known else known[0]


class LanguageTabs(QWidget):
    """One tab a language.

    Signals:
        turned: (locale) somebody wants to write in that language.
    """

    turned = Signal(str)

    def __init__(self, theme: Theme, page: str) -> None:
        """Makes them; `page` is the beginning of their object names."""
        super().__init__()
        self.language = next(iter(LANGUAGES))
        """The language that is shown."""
        self._tabs = {one: Button(theme, kind="tab", name=f"{page}.{one}", height=28) for one in LANGUAGES}
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(4)
        group = QButtonGroup(self)
        for locale, tab in self._tabs.items():
            tab.setText(LANGUAGES[locale])
            tab.setCheckable(True)
            group.addButton(tab)
            row.addWidget(tab)
            tab.clicked.connect(lambda _checked=False, locale=locale: self.turned.emit(locale))
        row.addStretch(1)

    def show_language(self, locale: str) -> None:
        """Shows which language is written in; tells nobody."""
        self.language = locale
        self._tabs[locale].setChecked(True)
