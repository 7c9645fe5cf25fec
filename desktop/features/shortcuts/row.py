"""An action with its keys: to be changed, taken away, given back."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop.features.shortcuts.recorder import KeyRecorder
from desktop.i18n.retranslated import Retranslated
from desktop.shell import keys, names
from desktop.shell.key_map import KeyMap, is_fixed, key_parts, native
from desktop.shell.keys import Action
from desktop.theme.theme import Theme
from desktop.widgets.buttons import Button
from desktop.widgets.marks import KeyCap
from desktop.widgets.text import Text


class KeyRow(Retranslated, QWidget):
    """One action. What the new keys do elsewhere is said, and asked, in its place.

    Signals:
        changed: (sentence) other keys hold; what became of those that had them.
    """

    changed = Signal(str)

    def __init__(self, theme: Theme, chosen: KeyMap, action: Action) -> None:
        super().__init__()
        self.action = action
        self._theme, self._keys = theme, chosen
        self._wanted = ""
        self._caps: list[KeyCap] = []
        self._title = Text(theme)
        self.change = Button(theme, height=28, name=f"{names.KEYS_PAGE}.{action.name}")
        self.back = Button(theme, kind="link", height=24, name=f"{names.KEYS_PAGE}.{action.name}.back")
        self._recorder: KeyRecorder | None = None
        self._said = Text(theme, role="caption", color="warning", wraps=True)
        self.take = Button(theme, height=24, name=f"{names.KEYS_PAGE}.{action.name}.take")
        self.keep = Button(theme, kind="quiet", height=24)
        self._lay_out()
        self.change.clicked.connect(self._record)
        self.back.clicked.connect(self._reset)
        self.take.clicked.connect(self._on_take)
        self.keep.clicked.connect(self._stop)
        chosen.changed.connect(self.show_keys)
        self.retranslate()

    def _lay_out(self) -> None:
        self._line = QHBoxLayout()
        self._line.setSpacing(4)
        self._line.addWidget(self._title, 1)
        self._line.addWidget(self.back)
        self._line.addSpacing(8)
        self._line.addWidget(self.change)
        question = QHBoxLayout()
        question.setSpacing(8)
        question.addWidget(self._said, 1)
        for part in (self.take, self.keep):
            question.addWidget(part)
            part.hide()
        self._said.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 4, 0, 4)
        column.setSpacing(2)
        column.addLayout(self._line)
        column.addLayout(question)

    def retranslate(self) -> None:
        """Override Retranslated.retranslate."""
        self._title.setText(keys.title(self.action.title))
        self.change.setText(self.tr("Change"))
        self.back.setText(self.tr("Back to default"))
        self.back.setAccessibleName(self.tr("{0}: back to default").format(self._title.text()))
        self.keep.setText(self.tr("Leave it"))
        self.show_keys()

    def show_keys(self) -> None:
        """Shows the keys in force."""
        for cap in self._caps:
            cap.deleteLater()
        held = self._keys.keys_of(self.action.name)
        parts = [part for key in held for part in key_parts(native(key))]
        self._caps = [KeyCap(self._theme, part) for part in parts]
        for place, cap in enumerate(self._caps):
            self._line.insertWidget(2 + place, cap, 0, Qt.AlignmentFlag.AlignVCenter)
        self.back.setVisible(self._keys.is_chosen(self.action.name))
        said = ", ".join(map(native, held)) or self.tr("no key")
        self.change.setAccessibleName(self.tr("Change the keys of {0}: {1}").format(self._title.text(), said))

    def _record(self) -> None:
        self._stop()
        if self._recorder is None:
            self._recorder = KeyRecorder(self._theme)
            self._recorder.recorded.connect(self._on_recorded)
            self._recorder.left.connect(self._stop)
            self._line.addWidget(self._recorder)
        self.change.hide()
        self._recorder.show()
        self._recorder.begin()
        self._say(self.tr("Esc leaves it as it is, Backspace takes its keys away."), "text_secondary")

    def _on_recorded(self, pressed: str) -> None:
        wanted = (pressed,) if pressed else ()
        self._stop()
        self.change.setFocus(Qt.FocusReason.OtherFocusReason)
        if pressed and is_fixed(pressed, self.action.name):
            sentence = self.tr("{0} is needed in fields and panels. Choose other keys.")
            self._say(sentence.format(native(pressed)), "danger")
            return
        others = self._keys.meeting(self.action.name, wanted)
        if others:
            self._ask(pressed, others)
        else:
            self._keys.choose(self.action.name, wanted)

    def _ask(self, pressed: str, others: Sequence[Action]) -> None:
        titles = ", ".join(keys.title(other.title) for other in others)
        self._wanted = pressed
        self._say(self.tr("{0} is taken: {1}.").format(native(pressed), titles), "warning")
        self.take.setText(self.tr("Use it here"))
        for part in (self.take, self.keep):
            part.show()
        self.take.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_take(self) -> None:
        wanted = self._wanted
        self._stop()
        self._give(wanted)

    def _give(self, wanted: str) -> None:
        others = self._keys.meeting(self.action.name, (wanted,))
        self._keys.choose(self.action.name, (wanted,))
        bare = [keys.title(other.title) for other in others if not self._keys.keys_of(other.name)]
        self.changed.emit(self.tr("No key leads to these any more: {0}.").format(", ".join(bare)) if bare else "")

    def _reset(self) -> None:
        self._stop()
        self._keys.reset(self.action.name)

    def _say(self, sentence: str, color: str) -> None:
        self._said.set_color(color)
        self._said.setText(sentence)
        self._said.setVisible(bool(sentence))

    def _stop(self) -> None:
        """Asks and records no more."""
        self._wanted = ""
        self._say("", "text_secondary")
        if self._recorder is not None:
            self._recorder.hide()
        for part, shown in ((self.change, True), (self.take, False), (self.keep, False)):
            part.setVisible(shown)
