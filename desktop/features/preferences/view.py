"""The settings page: language, appearance, about, sign out."""

from __future__ import annotations

import platform

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QVBoxLayout, QWidget

from desktop.i18n.retranslated import Retranslated
from desktop.shell import names
from desktop.shell.workspace import Workspace
from desktop.widgets.buttons import Button
from desktop.widgets.panels import Panel
from desktop.widgets.text import Text

LANGUAGES = (("en", "English"), ("es", "Español"))
APPEARANCES = (("light", "sun"), ("dark", "moon"), ("system", "device"))


class PreferencesView(Retranslated, Panel):
    """Signals: what was chosen."""

    language_chosen = Signal(str)
    appearance_chosen = Signal(str)
    sign_out_wanted = Signal()

    def __init__(self, work: Workspace) -> None:
        Panel.__init__(self, work.theme)
        self.setObjectName(names.SETTINGS_PAGE)
        self._work = work
        theme = work.theme
        self._title = Text(theme, role="title", weight=600)
        self._language_title, self._appearance_title = Text(theme, weight=600), Text(theme, weight=600)
        self._account_title, self._about_title = Text(theme, weight=600), Text(theme, weight=600)
        self._languages, self._appearances = QButtonGroup(self), QButtonGroup(self)
        self._account, self._about = (
            Text(theme, color="text_secondary", wraps=True),
            Text(theme, color="text_secondary", wraps=True, selectable=True),
        )
        self._sign_out = Button(theme, icon="lock", name=names.SETTINGS_SIGN_OUT)
        languages, appearances = QHBoxLayout(), QHBoxLayout()
        for key, name in LANGUAGES:
            button = self._choice(self._languages, f"{names.SETTINGS_LANGUAGE}.{key}", key, "")
            button.setText(name)
            languages.addWidget(button)
        for key, icon in APPEARANCES:
            appearances.addWidget(self._choice(self._appearances, f"{names.SETTINGS_THEME}.{key}", key, icon))
        for row in (languages, appearances):
            row.setSpacing(8)
            row.addStretch(1)
        head = Panel(theme, edges="b")
        head.setFixedHeight(theme.tokens.height.header)
        top = QHBoxLayout(head)
        top.setContentsMargins(24, 0, 24, 0)
        top.addWidget(self._title)
        inner = QWidget()
        inner.setMaximumWidth(theme.tokens.width.form)
        column = QVBoxLayout(inner)
        column.setContentsMargins(24, 24, 24, 24)
        column.setSpacing(8)
        for title, content in (
            (self._language_title, languages), (self._appearance_title, appearances),
            (self._account_title, self._account), (self._about_title, self._about),
        ):  # fmt: skip
            column.addWidget(title)
            if isinstance(content, QHBoxLayout):
                column.addLayout(content)
            else:
                column.addWidget(content)
            if content is self._account:
                column.addWidget(self._sign_out)
            column.addSpacing(16)
        column.addStretch(1)
        page = QVBoxLayout(self)
        page.setContentsMargins(0, 0, 0, 0)
        page.setSpacing(0)
        page.addWidget(head)
        page.addWidget(inner, 1)
        self._languages.buttonClicked.connect(lambda button: self.language_chosen.emit(button.property("value")))
        self._appearances.buttonClicked.connect(lambda button: self.appearance_chosen.emit(button.property("value")))
        self._sign_out.clicked.connect(self.sign_out_wanted)
        work.me_changed.connect(self.retranslate)
        self.retranslate()

    def _choice(self, group: QButtonGroup, name: str, value: str, icon: str) -> Button:
        button = Button(self._work.theme, kind="card", icon=icon, name=name)
        button.setCheckable(True)
        button.setProperty("value", value)
        group.addButton(button)
        return button

    def retranslate(self) -> None:
        """Override Retranslated.retranslate."""
        self._title.setText(self.tr("Settings"))
        self._language_title.setText(self.tr("Language"))
        self._appearance_title.setText(self.tr("Appearance"))
        self._account_title.setText(self.tr("Account"))
        self._about_title.setText(self.tr("About"))
        self._sign_out.setText(self.tr("Sign out"))
        words = {"light": self.tr("Light"), "dark": self.tr("Dark"), "system": self.tr("As the system")}
        for button in self._appearances.buttons():
            button.setText(words[str(button.property("value"))])
            button.setChecked(button.property("value") == self._work.theme.mode.value)
        for button in self._languages.buttons():
            button.setChecked(button.property("value") == self._work.locale)
        me = self._work.me
        self._account.setText(
            self.tr("{0}. What is saved here stays encrypted on this computer after signing out.").format(me.name)
        )
        self._about.setText(f"Mostrador {version()} · Python {platform.python_version()} · {platform.system()}")


def version() -> str:
    """The program's version."""
    from importlib.metadata import PackageNotFoundError, version

    try:
        return version("mostrador")
    except PackageNotFoundError:
        return ""
