"""Writing an article: Markdown on the left, how it will look on the right, kept as it is typed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from PySide6.QtCore import QSignalBlocker, Signal
from PySide6.QtGui import QResizeEvent, QTextDocument
from PySide6.QtWidgets import QHBoxLayout, QTextBrowser, QVBoxLayout

from desktop.background.changes import Changes
from desktop.background.operations import Latest
from desktop.background.throttle import Throttle
from desktop.features.knowledge import operations
from desktop.features.knowledge.slugs import slug_of
from desktop.i18n.retranslated import Retranslated
from desktop.shell import names, wording
from desktop.shell.article_draft import ArticleDraft, article_draft
from desktop.shell.article_setting import ArticleSetter, pieces_of
from desktop.shell.choice import Choice
from desktop.shell.workspace import Workspace
from desktop.widgets.buttons import Button
from desktop.widgets.fields import Frame, line_field, text_field
from desktop.widgets.focus import PaneRing
from desktop.widgets.panels import PageHeader, Panel
from desktop.widgets.text import ElidedLabel
from domain.errors import KnownError
from sync.replica.reading import articles, waiting
from sync.replica.reading.rows import ArticleText

DRAFT_MS = 250
PREVIEW_MS = 200
VISIBILITIES = ("franchise", "public", "internal")

PREVIEW_FROM = 640


@dataclass(frozen=True, slots=True)
class Typed:
    """What was typed, and the text of the article it was begun on: others' changes are merged with it from there."""

    content: ArticleDraft
    base: str | None

    @property
    def draft(self) -> str:
        """All of it as it is kept; empty when nothing was written."""
        return self.content.text


NOTHING = Typed(ArticleDraft("", ""), None)


class ArticleEditor(Retranslated, Panel):
    """Signals: `left` (article id) the editor is done; empty if nothing was saved."""

    left = Signal(str)

    def __init__(self, work: Workspace) -> None:
        Panel.__init__(self, work.theme)
        self._work = work
        self._article: ArticleText | None = None
        self._base: str | None = None
        self._unsaved: dict[str, Typed] = {}
        """By key, what is on its way to the disk."""
        self._locale = "en"
        self._loading = False
        self._previewing = Latest()
        self._setter = ArticleSetter(work.theme, self)
        self._setter.finished.connect(self._on_set)
        theme = work.theme
        self._head = ElidedLabel(theme, role="title", weight=600)
        self._meanwhile = ElidedLabel(theme, role="caption", color="info")
        self._state = ElidedLabel(theme, role="caption", color="text_muted")
        self._cancel = Button(theme, kind="quiet", name=names.EDITOR_CANCEL, height=28)
        self._drop = Button(theme, kind="danger", name=names.EDITOR_DROP, height=28)
        self._leave = Button(theme, kind="quiet", name=names.EDITOR_LEAVE, height=28)
        self._save = Button(theme, kind="primary", name=names.EDITOR_SAVE, height=28)
        self._title_frame, self.title = line_field(theme, names.EDITOR_TITLE)
        self._body_frame, self.body = text_field(theme, names.EDITOR_BODY)
        self._visibility, self._shelf = Choice(theme, names.EDITOR_VISIBILITY), Choice(theme, names.EDITOR_CATEGORY)
        self.preview = QTextBrowser()
        self.preview.setObjectName(names.EDITOR_PREVIEW)
        PaneRing(self.preview, theme)
        self.preview.setFrameShape(QTextBrowser.Shape.NoFrame)
        self.preview.setOpenLinks(False)
        self.preview.viewport().setAutoFillBackground(False)
        self._lay_out()
        self._save_soon = Throttle(DRAFT_MS, self._save_draft, self, leading=False)
        self._preview_soon = Throttle(PREVIEW_MS, self._render, self)
        self.title.textChanged.connect(self._on_typed)
        self.body.textChanged.connect(self._on_typed)
        self._visibility.currentIndexChanged.connect(self._on_typed)
        self._shelf.currentIndexChanged.connect(self._on_typed)
        self._cancel.clicked.connect(self._on_cancel)
        self._drop.clicked.connect(self._on_drop)
        self._leave.clicked.connect(self._on_leave)
        self._save.clicked.connect(self._on_save)
        self.retranslate()

    def _lay_out(self) -> None:
        theme = self._work.theme
        head = PageHeader(theme)
        head.row.addWidget(self._head)
        head.row.addWidget(self._state)
        head.row.addWidget(self._meanwhile, 1)
        head.row.addStretch(0)
        for button in (self._drop, self._leave, self._cancel, self._save):
            head.row.addWidget(button)
        choices = QHBoxLayout()
        choices.setSpacing(8)
        choices.addWidget(Frame(theme, self._visibility, height=32))
        choices.addWidget(Frame(theme, self._shelf, height=32))
        choices.addStretch(1)
        write = QVBoxLayout()
        write.setContentsMargins(16, 16, 8, 16)
        write.setSpacing(8)
        write.addWidget(self._title_frame)
        write.addLayout(choices)
        write.addWidget(self._body_frame, 1)
        self._beside = Panel(theme, edges="l")
        show = QVBoxLayout(self._beside)
        show.setContentsMargins(16, 16, 16, 16)
        show.addWidget(self.preview)
        halves = QHBoxLayout()
        halves.addLayout(write, 1)
        halves.addWidget(self._beside, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(head)
        column.addLayout(halves, 1)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Override QWidget.resizeEvent: the text comes before its preview."""
        super().resizeEvent(event)
        self._beside.setVisible(self.width() >= PREVIEW_FROM)

    def retranslate(self) -> None:
        """Override Retranslated.retranslate."""
        if self._state.text():
            self._state.setText(self.tr("Draft saved here"))
        self._head.setText(self.tr("Edit article") if self._article else self.tr("New article"))
        self._meanwhile.setText(self.tr("Somebody changed this article since you began. Saving merges both texts."))
        self._cancel.setText(self.tr("Cancel"))
        self._drop.setText(self.tr("Discard what I wrote"))
        self._leave.setText(self.tr("Keep as draft"))
        self._save.setText(self.tr("Save") if self._article else self.tr("Save as draft"))
        self.title.setPlaceholderText(self.tr("What the reader would search for"))
        self.title.setAccessibleName(self.tr("Title"))
        self.body.setPlaceholderText(self.tr("Steps first, reasons after. Markdown: # heading, - list, **bold**."))
        self.body.setAccessibleName(self.tr("Text of the article"))
        self.preview.setAccessibleName(self.tr("Preview"))
        self._offer(self._visibility, [(key, wording.word(wording.VISIBILITY, key)) for key in VISIBILITIES])
        shelves = operations.shelves(self._work)
        named = [(key, wording.named(value, self._work.locale)) for key, value in shelves.items()]
        self._offer(self._shelf, [("", self.tr("No shelf")), *sorted(named, key=lambda pair: pair[1])])
        self._visibility.setAccessibleName(self.tr("Who may read it"))
        self._shelf.setAccessibleName(self.tr("Shelf"))

    def _offer(self, box: Choice, entries: list[tuple[str, str]]) -> None:
        chosen = box.currentData()
        blocker = QSignalBlocker(box)
        box.clear()
        for key, text in entries:
            box.addItem(text, key)
        box.setCurrentIndex(max(0, box.findData(chosen)))
        blocker.unblock()

    def begin(self, locale: str) -> None:
        """Begins an article, or goes on with the one that was begun."""
        self.flush()
        self._article, self._base, self._locale = None, None, locale
        self._load("", "", VISIBILITIES[0], None)

    def edit(self, article_id: str) -> None:
        """Changes an article, or goes on with a change that was begun."""
        self.flush()
        self._article = articles.text(self._work.reader, article_id)
        if self._article is not None:
            self._base = self._article.revision_id
            self._locale = self._article.locale
            self._load(self._article.title, self._article.body, self._article.visibility, self._article.category_id)

    def refresh_if(self, changes: Changes) -> None:
        """Says so if somebody changes the article meanwhile."""
        if self._article is not None and changes.touches_record("article", self._article.id):
            self._show_meanwhile()

    def _show_meanwhile(self) -> None:
        present = articles.text(self._work.reader, self._article.id) if self._article is not None else None
        self._meanwhile.setVisible(present is not None and present.revision_id != self._base)

    @property
    def _draft_key(self) -> str:
        return f"article:{self._article.id}" if self._article else f"article:new:{self._locale}"

    def _load(self, title: str, body: str, visibility: str, shelf: str | None) -> None:
        kept = self._kept()
        if kept is not None:
            title, body, self._base = kept.content.title, kept.content.body, kept.base or self._base
            visibility = kept.content.chosen.get("visibility", visibility)
            shelf = kept.content.chosen.get("shelf", shelf)
        self._ask(asking=False)
        self._show_meanwhile()
        self._loading = True
        self.title.setText(title)
        self.body.setPlainText(body)
        self.retranslate()
        self._visibility.setCurrentIndex(max(0, self._visibility.findData(visibility)))
        self._shelf.setCurrentIndex(max(0, self._shelf.findData(shelf or "")))
        self._loading = False
        self._state.setText(self.tr("Draft saved here") if kept else "")
        self._show_typed()
        self.title.setFocus()

    def _kept(self) -> Typed | None:
        """What was begun before: what is still on its way to the disk, else what lies there."""
        unsaved = self._unsaved.get(self._draft_key)
        if unsaved is not None:
            return unsaved if unsaved.draft else None
        row = waiting.draft(self._work.reader, self._draft_key)
        if row is None:
            return None
        return Typed(article_draft(row.body), row.seen_message_id)

    def _show_typed(self) -> None:
        self._save.setEnabled(bool(self.title.text().strip() and self.body.toPlainText().strip()))
        self._preview_soon()

    def _on_typed(self) -> None:
        if not self._loading:
            self._show_typed()
            self._state.setText("")
            self._save_soon()

    def _save_draft(self) -> None:
        self._keep(self._typed())

    def _keep(self, typed: Typed) -> None:
        key = self._draft_key
        self._unsaved[key] = typed
        self._work.save_draft(key, typed.draft, typed.base, saved=lambda: self._on_kept(key, typed), parent=self)

    def _typed(self) -> Typed:
        return Typed(ArticleDraft(self.title.text(), self.body.toPlainText(), self._chosen()), self._base)

    def _chosen(self) -> dict[str, str]:
        """For whom it is and its shelf, where that is not as before: the rest is others' to change."""
        article = self._article
        before = {
            "visibility": article.visibility if article else VISIBILITIES[0],
            "shelf": (article.category_id if article else None) or "",
        }
        now = {"visibility": str(self._visibility.currentData()), "shelf": str(self._shelf.currentData() or "")}
        return {key: value for key, value in now.items() if value != before[key]}

    def _on_kept(self, key: str, typed: Typed) -> None:
        if self._unsaved.get(key) is typed:
            del self._unsaved[key]
        if typed.draft and key == self._draft_key and typed == self._typed():
            self._state.setText(self.tr("Draft saved here"))

    def flush(self) -> None:
        """Saves what was just typed."""
        self._save_soon.flush()

    def _render(self) -> None:
        body, locale = self.body.toPlainText(), self._work.locale

        def run(_reader: object) -> tuple[str, ...]:
            from domain.markup import render_article

            return pieces_of(render_article(body, locale=locale))

        self._previewing.run(self._work.read(self, run).success(self._on_rendered))

    def _on_rendered(self, pieces: Sequence[str]) -> None:
        self._setter.start(pieces, self.preview.viewport().width())

    _previewed: QTextDocument | None = None

    def _on_set(self, document: QTextDocument) -> None:
        bar = self.preview.verticalScrollBar()
        place = bar.value()
        self.preview.setDocument(document)
        if self._previewed is not None:
            self._previewed.deleteLater()
        self._previewed = document
        bar.setValue(place)

    def _is_changed(self) -> bool:
        before = (self._article.title, self._article.body) if self._article else ("", "")
        return (self.title.text(), self.body.toPlainText()) != before or bool(self._chosen())

    def _ask(self, *, asking: bool) -> None:
        """What was written is not dropped by one click."""
        self._cancel.setVisible(not asking)
        self._drop.setVisible(asking)
        self._leave.setVisible(asking)

    def _on_cancel(self) -> None:
        if self._is_changed():
            self._ask(asking=True)
            self._leave.setFocus()
        else:
            self._on_drop()

    def _on_drop(self) -> None:
        self._save_soon.cancel()
        self._keep(NOTHING)
        self.left.emit(self._article.id if self._article else "")

    def _on_leave(self) -> None:
        self.flush()
        self.left.emit(self._article.id if self._article else "")

    def _on_save(self) -> None:
        text = operations.Text(
            self.title.text().strip(),
            self.body.toPlainText(),
            str(self._visibility.currentData()),
            self._shelf.currentData() or None,
        )
        self._save_soon.cancel()
        self._save.setEnabled(False)
        article, key = self._article, self._draft_key
        # The draft goes with it; whoever opens the editor meanwhile finds it gone.
        gone = self._unsaved[key] = replace(NOTHING)
        if article is None:
            article_id = self._work.new_id()
            op = operations.create(self._work, self, article_id, slug_of(text.title), self._locale, text, key)
        else:
            article_id = article.id
            op = operations.edit(self._work, self, article, self._base or "", text, key)
        op.success(lambda _done: self._on_saved(article_id, key, gone)).failure(self._on_not_saved).run()

    def _on_saved(self, article_id: str, key: str, gone: Typed) -> None:
        self._on_kept(key, gone)
        if key == self._draft_key:
            self.left.emit(article_id)

    def _on_not_saved(self, error: KnownError) -> None:
        """Nothing of it is lost: the text stands here, and is kept again."""
        self._save.setEnabled(True)
        self._save_draft()
        self._work.background.failed.emit(error)
