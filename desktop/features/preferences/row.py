"""One setting on the screen: what it is, what it does, its editor, and the way back to the default."""

from __future__ import annotations

from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop.features.preferences.editors import Switch, editor_for
from desktop.i18n.retranslated import Retranslated
from desktop.settings.setting import Setting, said
from desktop.settings.settings import Settings
from desktop.shell import names
from desktop.theme.theme import Theme
from desktop.widgets.buttons import Button
from desktop.widgets.text import Text
from domain.text.analysis import fold


class SettingRow(Retranslated, QWidget):
    """Made from a setting's declaration alone; changes hold at once."""

    def __init__(self, theme: Theme, settings: Settings, setting: Setting[object]) -> None:
        super().__init__()
        self.setting, self._settings = setting, settings
        name = names.setting(setting.scope.value, setting.name)
        self.editor = editor_for(theme, setting, name)
        self._title = Text(theme, weight=600)
        self._help = Text(theme, role="caption", color="text_secondary", wraps=True)
        self.back = Button(theme, kind="link", height=24, name=f"{name}.back")
        self._lay_out()
        self.editor.chosen.connect(self._on_chosen)
        self.back.clicked.connect(lambda: settings.reset(setting))
        settings.setting_changed.connect(self._on_setting_changed)
        self.retranslate()
        self._show()

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(12)
        # A switch bears the title itself.
        head.addWidget(self.editor if isinstance(self.editor, Switch) else self._title, 1)
        head.addWidget(self.back)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addLayout(head)
        column.addWidget(self._help)
        if not isinstance(self.editor, Switch):
            column.addSpacing(4)
            column.addWidget(self.editor)

    def matches(self, wanted: str) -> bool:
        """Whether each of the words, folded, is somewhere in what is said of the setting."""
        about = (self.setting.title, self.setting.help, self.setting.words, *self.setting.choice_titles)
        return found_in(wanted, *(said(text) for text in about))

    def retranslate(self) -> None:
        """Override Retranslated.retranslate."""
        self._title.setText(said(self.setting.title))
        self._help.setText(said(self.setting.help))
        self.back.setText(self.tr("Back to default"))
        self.back.setAccessibleName(self.tr("{0}: back to default").format(said(self.setting.title)))
        self.editor.retranslate()

    def _show(self) -> None:
        self.editor.show_value(self._settings.get(self.setting))
        self.back.setVisible(self._settings.is_chosen(self.setting))

    def showEvent(self, event: QShowEvent) -> None:
        """Override QWidget.showEvent: what holds for a time, or for this computer, may be another meanwhile."""
        super().showEvent(event)
        self._show()

    def _on_chosen(self, value: object) -> None:
        self._settings.set(self.setting, value)

    def _on_setting_changed(self, name: str) -> None:
        if name == self.setting.name:
            self._show()


def found_in(wanted: str, *texts: str) -> bool:
    """Whether every word of `wanted` begins, or stands in, a word of the texts; accents and capitals are alike."""
    folded = fold(" ".join(texts))
    return all(word in folded for word in fold(wanted).split())
