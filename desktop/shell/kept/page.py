"""A page of what is kept: the list, and the form that takes its place while one is written."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Generic, TypeVar

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop.background.changes import Changes
from desktop.background.operations import WriteOp
from desktop.i18n.retranslated import Retranslated
from desktop.shell.kept.form import KeptForm
from desktop.shell.kept.languages import LANGUAGES
from desktop.shell.kept.whom import OWN, SHARED, Kept, may_keep_for, whose
from desktop.shell.workspace import Workspace
from desktop.widgets.buttons import Button
from desktop.widgets.text import ElidedLabel, Text
from sync.replica.reading import directory, waiting

K = TypeVar("K", bound=Kept)
F = TypeVar("F", bound=KeptForm[Any, Any])

KEEP_MS = 500
"""How often what is written is kept: looking is simpler than hearing of every control of every step."""


class KeptPage(Retranslated, QWidget, Generic[K, F]):
    """A page of its own kind says what there is and how it is written down, and ends its `__init__` with `retranslate`.

    Signals:
        told: (sentence) what was done.
        undo_offered: (sentence, undo) what was done and can be taken back.
    """

    told = Signal(str)
    undo_offered = Signal(str, object)

    KIND = ""
    """The kind of its records."""
    BESIDE: tuple[str, ...] = ()
    """Kinds of what is kept beside them."""

    def __init__(self, work: Workspace, form: F, page: str) -> None:
        """Makes it; `page` is its object name."""
        super().__init__()
        self.setObjectName(page)
        theme = work.theme
        self._work, self._name = work, page
        self.form = form
        self.title = Text(theme, role="title", weight=600)
        self.lead = Text(theme, color="text_secondary", wraps=True)
        self.new = Button(theme, icon="plus", height=28, name=f"{page}.new")
        self.none = Text(theme, color="text_muted", wraps=True)
        self._list = QWidget()
        self._rows = QVBoxLayout()
        self._rows.setSpacing(4)
        self.form.hide()
        self._lay_out()
        self.new.clicked.connect(lambda: self._begin(None))
        self.form.left.connect(self._leave)
        self.form.save_wanted.connect(self._save)
        self.form.delete_wanted.connect(self._delete)
        self._keeping = QTimer(self, interval=KEEP_MS)
        self._keeping.timeout.connect(self.flush)
        work.hub.changes_committed.connect(self._on_changes)

    def _lay_out(self) -> None:
        inner = QVBoxLayout(self._list)
        inner.setContentsMargins(0, 0, 0, 0)
        inner.setSpacing(8)
        inner.addWidget(self.lead)
        inner.addSpacing(8)
        inner.addWidget(self.none)
        inner.addLayout(self._rows)
        head = QHBoxLayout()
        head.addWidget(self.title, 1)
        head.addWidget(self.new)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addLayout(head)
        column.addWidget(self._list)
        column.addWidget(self.form)
        column.addStretch(1)

    # What each kind says for itself.

    def kept(self) -> Sequence[K]:
        """All there is, in the order of the list."""
        raise NotImplementedError

    def words_of(self, kept: K) -> tuple[str, str, list[str], list[str]]:
        """Of a row: its title, what it holds (on hover), what stands before and behind whose it is."""
        raise NotImplementedError

    def save_op(self, kept: K | None, whom: str, content: dict[str, Any]) -> WriteOp[None]:
        """Keeps it."""
        raise NotImplementedError

    def delete_op(self, kept: K) -> WriteOp[None]:
        """Offers it to nobody any more."""
        raise NotImplementedError

    def bring_back_op(self, kept: K) -> WriteOp[None]:
        """Offers a deleted one again, as it was."""
        raise NotImplementedError

    def saved_sentence(self) -> str:
        """That it is kept, and how it is used."""
        raise NotImplementedError

    def deleted_sentence(self) -> str:
        """That it is deleted."""
        raise NotImplementedError

    def whose_words(self, kept: K, teams: dict[str, str]) -> str:
        """Of a row: whose it is."""
        said = {OWN: self.tr("Only me"), SHARED: self.tr("The whole desk")}
        return said.get(whose(kept)) or teams.get(whose(kept), "")

    def may_change(self, kept: K) -> bool:
        """Whether this person may; the rules have the last word."""
        return may_keep_for(self._work.me, whose(kept))

    # What is the same for all.

    def _on_changes(self, changes: Changes, _initiator: object) -> None:
        if changes.touches(self.KIND, *self.BESIDE, "team"):
            self._fill()

    def _fill(self) -> None:
        while (item := self._rows.takeAt(0)) is not None:
            gone = item.widget()
            if gone is not None:
                gone.setParent(None)
                gone.deleteLater()
        found, teams = self.kept(), dict(directory.teams(self._work.reader))
        for place, kept in enumerate(found):
            self._rows.addWidget(self._row(kept, teams, place))
        self.none.setVisible(not found)

    def _row(self, kept: K, teams: dict[str, str], place: int) -> QWidget:
        theme = self._work.theme
        row = QWidget()
        line = QHBoxLayout(row)
        line.setContentsMargins(0, 4, 0, 4)
        line.setSpacing(12)
        title, tip, before, behind = self.words_of(kept)
        about = [*before, self.whose_words(kept, teams), *behind]
        words = QVBoxLayout()
        words.setSpacing(0)
        name = ElidedLabel(theme, title, weight=600)
        name.setToolTip(tip)
        words.addWidget(name)
        words.addWidget(ElidedLabel(theme, " · ".join(filter(None, about)), role="caption", color="text_secondary"))
        line.addLayout(words, 1)
        if self.may_change(kept):
            change = Button(theme, self.tr("Change"), height=28, name=f"{self._name}.row.{place}")
            change.setAccessibleName(self.tr("Change {0}").format(title))
            change.clicked.connect(lambda _checked=False: self._begin(kept))
            line.addWidget(change)
        return row

    def _begin(self, kept: K | None) -> None:
        self._show_form()
        self.form.begin(kept)

    @property
    def draft(self) -> str:
        """Under which what is written in the form is kept until it is saved."""
        return f"form:{self.KIND}"

    def flush(self) -> None:
        """Keeps what was just written."""
        if self.form.isHidden():
            return
        written = self.form.written()
        if written != self._written:
            self._written = written
            self._work.save_draft(self.draft, written)

    _written = ""
    """What is kept of the form."""

    def _take_up(self) -> None:
        """Goes on with the form that an earlier page, or an earlier start, was left with."""
        row = waiting.draft(self._work.reader, self.draft)
        if row is not None and (self.form.isHidden() or not self.form.written()):
            self._written = row.body
            self._show_form()
            self.form.take_up(row.body, self.kept())

    _is_looked_at = False

    def showEvent(self, event: QShowEvent) -> None:
        """Override QWidget.showEvent."""
        super().showEvent(event)
        if not self._is_looked_at:
            self._is_looked_at = True
            # What the page before this one had is perhaps still on its way to the disk.
            self._work.when_written(self, self._take_up)

    def _show_form(self) -> None:
        self._keeping.start()
        self._list.hide()
        self.new.hide()
        self.form.show()

    def _show_list(self) -> None:
        """Back to the list: what was in the form is saved, or given up."""
        self._keeping.stop()
        self._written = ""
        self._work.save_draft(self.draft, "")
        self.form.hide()
        self._list.show()
        self.new.show()
        self.new.setFocus(Qt.FocusReason.OtherFocusReason)

    def _leave(self) -> None:
        """Back to the list; what was written is there for as long as undoing is offered."""
        unsaved = self.form.unsaved()
        self._show_list()
        if unsaved is None:
            return

        def resume() -> None:
            self._show_form()
            self.form.resume(*unsaved)

        self.undo_offered.emit(self.tr("You left without saving."), resume)

    def _save(self, kept: K | None, whom: str, content: dict[str, Any]) -> None:
        def done(_done: object) -> None:
            self._show_list()
            self.told.emit(self.saved_sentence())

        self.save_op(kept, whom, content).success(done).run()

    def _delete(self, kept: K) -> None:
        def done(_done: object) -> None:
            self._show_list()
            self.undo_offered.emit(self.deleted_sentence(), lambda: self.bring_back_op(kept).run())

        self.delete_op(kept).success(done).run()

    def retranslate(self) -> None:
        """Override Retranslated.retranslate."""
        self._fill()


def spoken(locales: Sequence[str]) -> str:
    """Names of languages, each in itself."""
    return ", ".join(LANGUAGES.get(one, one) for one in locales)
