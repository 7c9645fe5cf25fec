"""What is known of the view that a list shows: it follows one that is changed, and says what one asks for in vain."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from desktop.features.queue.order import Order, own_order
from desktop.i18n.retranslated import Retranslated
from desktop.shell import names
from desktop.shell.workspace import Workspace

if TYPE_CHECKING:
    from desktop.widgets.text import Text


class ShownView(Retranslated, QWidget):
    """The line below a list's head; hidden while there is nothing to say.

    Signals:
        asked_otherwise: somebody has changed what the view asks, or how it is ordered.
        renamed: it is called otherwise.
        gone: (name) somebody has deleted it.
    """

    asked_otherwise = Signal()
    renamed = Signal()
    gone = Signal(str)

    def __init__(self, work: Workspace, view: str) -> None:
        QWidget.__init__(self)
        self.setObjectName(names.QUEUE_VIEW_NOTE)
        self._work, self.view = work, view
        self._saved = work.views.row(view)
        self._text: Text | None = None
        self.hide()
        work.views.changed.connect(self._on_changed)
        work.hub.changes_committed.connect(self._on_records_changed)

    def show_view(self, view: str) -> None:
        """Turns to another one."""
        self.view, self._saved = view, self._work.views.row(view)
        self.retranslate()

    @property
    def name(self) -> str:
        """What it is called."""
        return self._work.views.name(self.view)

    @property
    def own_order(self) -> Order:
        """How it stands before anybody arranges it."""
        return own_order(self.view, self._saved)

    @property
    def columns(self) -> tuple[str, ...]:
        """What its table shows; empty for what the reader's tables show."""
        return self._saved.columns if self._saved is not None else ()

    def _on_changed(self) -> None:
        before, now = self._saved, self._work.views.row(self.view)
        if before is None or before == now:
            return
        if now is None:
            self.gone.emit(before.name(self._work.locale))
            return
        self._saved = now
        self.retranslate()
        asked = ("conditions", "order", "descending", "grouping", "columns")
        if any(getattr(before, field) != getattr(now, field) for field in asked):
            self.asked_otherwise.emit()
        self.renamed.emit()

    def _on_records_changed(self, changes: object, _initiator: object) -> None:
        if self._saved is not None and changes.touches("user_card", "team", "store", "topic"):  # type: ignore[attr-defined]
            self.retranslate()

    def retranslate(self) -> None:
        """Override Retranslated.retranslate."""
        sentence = self._sentence()
        if sentence and self._text is None:
            self._text = self._made()
        if self._text is not None:
            self._text.setText(sentence)
        self.setVisible(bool(sentence))

    def _made(self) -> Text:
        from desktop.widgets.marks import Glyph
        from desktop.widgets.text import Text

        text = Text(self._work.theme, role="caption", color="text_secondary", wraps=True)
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 0, 16, 8)
        row.setSpacing(6)
        row.addWidget(Glyph(self._work.theme, "alert", "warning", 14))
        row.addWidget(text, 1)
        return text

    def _sentence(self) -> str:
        if self._saved is None:
            return ""
        # Imported late: what a view asks is read by the rules, which the first paint does without.
        from desktop.shell.view_words import Missing, missing

        found = missing(self._work.reader, self._saved)
        if found is Missing.UNREADABLE:
            return self.tr("A newer version made this view, and this one cannot count it. Update to look through it.")
        if not found:
            return ""
        sentence = self.tr("This view asks for what is no longer here: {0}. Settings, Views changes it.")
        return sentence.format(", ".join(found))
