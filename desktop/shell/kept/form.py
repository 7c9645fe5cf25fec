"""Writing one thing that is kept: in each language, for whom, and the way out without losing what was written."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any, Generic, TypeVar

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.i18n.retranslated import Retranslated
from desktop.shell.kept.languages import LanguageTabs, first_shown
from desktop.shell.kept.whom import Kept, WhomChoice
from desktop.shell.workspace import Workspace
from desktop.widgets.buttons import Button
from desktop.widgets.fields import Field, line_field
from desktop.widgets.flow import FlowRow
from desktop.widgets.text import Text
from domain.plain import Plain

K = TypeVar("K", bound=Kept)
S = TypeVar("S", bound=Plain)
RETURNS = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class KeptForm(Retranslated, QWidget, Generic[K, S]):
    """One at a time; Ctrl+Return keeps it, Esc leaves it. `S` is all that is written, compared by value.

    A form of its own kind lays out its parts by `lay_out` and ends its `__init__` with `retranslate`.

    Signals:
        save_wanted: (what it was or None, whose it shall be, what is to be kept) all of it is right.
        delete_wanted: (what it was).
        left: nothing is to be changed.
    """

    DELETES = True
    """Whether what is kept can be deleted."""
    save_wanted = Signal(object, str, object)
    delete_wanted = Signal(object)
    left = Signal()

    def __init__(self, work: Workspace, page: str) -> None:
        """Makes what every form has; `page` is the beginning of the object names."""
        super().__init__()
        theme = work.theme
        self._work, self._page = work, page
        self._kept: K | None = None
        self._began: S | None = None
        self.head = Text(theme, weight=600)
        self.tabs = LanguageTabs(theme, page)
        title_frame, self.title = line_field(theme, f"{page}.title")
        self.title_field = Field(theme, title_frame, self.title)
        self.whom = WhomChoice(work, f"{page}.whom")
        self.save = Button(theme, kind="primary", name=f"{page}.save")
        self.cancel = Button(theme, kind="quiet", name=f"{page}.cancel")
        self.delete = Button(theme, name=f"{page}.delete")
        self.tabs.turned.connect(self._turn)
        self.save.clicked.connect(self.keep)
        self.cancel.clicked.connect(self.left)
        self.delete.clicked.connect(lambda: self.delete_wanted.emit(self._kept))
        self.heed(self.title)

    def lay_out(self, *parts: QWidget) -> None:
        """Puts the parts that only this kind has between its title and those that it is for."""
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        for part in (self.head, self.tabs, self.title_field, *parts, self.whom):
            column.addWidget(part)
        column.addSpacing(8)
        column.addWidget(FlowRow(self.save, self.cancel, self.delete))

    def heed(self, editor: QWidget) -> None:
        """Lets Ctrl+Return and Esc work in a field of the form, too."""
        editor.installEventFilter(self)

    # What each kind says for itself.

    def state_of(self, kept: K | None) -> S:
        """What would be written of something that is kept; of None, what a new one begins with."""
        raise NotImplementedError

    def written_in(self, state: S) -> set[str]:
        """The languages in which something is written."""
        raise NotImplementedError

    def show_state(self, state: S) -> None:
        """Shows what is written, but for what `show_language` and `whom` show."""
        raise NotImplementedError

    def show_language(self, locale: str) -> None:
        """Shows what is written in one language, and complains of nothing."""
        raise NotImplementedError

    def note_language(self) -> None:
        """Takes down what stands in the fields of the language that is shown."""
        raise NotImplementedError

    def state(self) -> S:
        """What is written now."""
        raise NotImplementedError

    def content(self, kept: K | None) -> dict[str, Any] | None:
        """The arguments that keep it; None if something is wrong, which it has said where it is."""
        raise NotImplementedError

    # What is the same for all.

    def begin(self, kept: K | None) -> None:
        """Turns to what is kept; to a new one with None."""
        self._kept = kept
        self.resume(kept, self.state_of(kept))
        self.whom.show_for(kept)
        self.note_language()
        self._began, self._began_for = self.state(), self.whom.whom

    def resume(self, kept: K | None, state: S, whom: str = "") -> None:
        """Goes on with what was written of it before."""
        self._kept = kept
        self.show_state(state)
        if whom:
            self.whom.choose(whom)
        self.delete.setVisible(self.DELETES and kept is not None)
        self._show(first_shown(self._work.locale, self.written_in(state)))
        self.retranslate()
        self.title.setFocus(Qt.FocusReason.OtherFocusReason)

    def unsaved(self) -> tuple[K | None, S, str] | None:
        """What `resume` would go on with; None if there is nothing that was not there before."""
        self.note_language()
        state, whom = self.state(), self.whom.whom
        return None if (state, whom) == (self._began, self._began_for) else (self._kept, state, whom)

    def written(self) -> str:
        """The same as one text that `take_up` understands; empty if there is nothing that was not there before."""
        unsaved = self.unsaved()
        if unsaved is None:
            return ""
        kept, state, whom = unsaved
        fields = dict(zip(state.fields, state.contents(), strict=True))
        return json.dumps({"id": kept.id if kept is not None else "", "for": whom, "state": fields})

    def take_up(self, written: str, every: Sequence[K]) -> None:
        """Goes on with what an earlier form had as its text; of something that is gone by now, as with a new one."""
        found: dict[str, Any] = json.loads(written)
        kept = next((one for one in every if one.id == found["id"]), None)
        blank = self.state_of(None)
        self.begin(kept)
        if found["state"].keys() == set(blank.fields):
            self.resume(kept, type(blank)(**found["state"]), found["for"])

    _began_for = ""

    def keep(self) -> None:
        """Asks for it to be kept if it is right."""
        self.note_language()
        content = self.content(self._kept)
        if content is not None:
            self.save_wanted.emit(self._kept, self.whom.whom, content)

    def turn_to(self, locale: str) -> None:
        """Shows another language; what was written in this one is taken down."""
        self.note_language()
        self._show(locale)

    def _turn(self, locale: str) -> None:
        self.turn_to(locale)
        self.title.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show(self, locale: str) -> None:
        self.tabs.show_language(locale)
        self.show_language(locale)

    @property
    def is_new(self) -> bool:
        """Whether it is not kept yet."""
        return self._kept is None

    def retranslate(self) -> None:
        """Override Retranslated.retranslate."""
        self.title_field.set_words(self.tr("Title"))
        self.save.setText(self.tr("Save"))
        self.cancel.setText(self.tr("Cancel"))
        self.delete.setText(self.tr("Delete"))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Override QObject.eventFilter: Ctrl+Return keeps it, Esc leaves it, also from a field."""
        if isinstance(event, QKeyEvent) and event.type() is QEvent.Type.KeyPress and self._on_key(event):
            return True
        return super().eventFilter(watched, event)

    def _on_key(self, event: QKeyEvent) -> bool:
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier and event.key() in RETURNS:
            self.keep()
        elif event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            return False
        return True

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Override QWidget.keyPressEvent: what no field and no button wanted."""
        if not self._on_key(event):
            super().keyPressEvent(event)
