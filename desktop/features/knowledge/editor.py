"""Writing an article: Markdown on the left, how it will look on the right, kept as it is typed."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent, QTextDocument
from PySide6.QtWidgets import QHBoxLayout, QTextBrowser, QVBoxLayout

from desktop.background.operations import Latest
from desktop.background.throttle import Throttle
from desktop.features.knowledge import operations
from desktop.features.knowledge.article import HEADINGS, article_document
from desktop.features.knowledge.slugs import slug_of
from desktop.i18n.retranslated import Retranslated
from desktop.shell import names, wording
from desktop.shell.choice import Choice
from desktop.shell.rich_text import set_headings, set_tables
from desktop.shell.workspace import Workspace
from desktop.widgets.buttons import Button
from desktop.widgets.fields import Frame, line_field, text_field
from desktop.widgets.panels import Panel
from desktop.widgets.text import Text
from sync.replica.reading import articles, waiting
from sync.replica.reading.rows import ArticleText

DRAFT_MS = 250
PREVIEW_MS = 200
VISIBILITIES = ("franchise", "public", "internal")

PREVIEW_FROM = 640


class ArticleEditor(Retranslated, Panel):
    """Signals: `left` (article id) the editor is done; empty if nothing was saved."""

    left = Signal(str)

    def __init__(self, work: Workspace) -> None:
        Panel.__init__(self, work.theme)
        self._work = work
        self._article: ArticleText | None = None
        self._locale = "en"
        self._loading = False
        self._previewing = Latest()
        theme = work.theme
        self._head = Text(theme, role="title", weight=600)
        self._state = Text(theme, role="caption", color="text_muted")
        self._cancel = Button(theme, kind="quiet", name=names.EDITOR_CANCEL, height=28)
        self._save = Button(theme, kind="primary", name=names.EDITOR_SAVE, height=28)
        self._title_frame, self.title = line_field(theme, names.EDITOR_TITLE)
        self._body_frame, self.body = text_field(theme, names.EDITOR_BODY)
        self._visibility, self._shelf = Choice(theme, names.EDITOR_VISIBILITY), Choice(theme, names.EDITOR_CATEGORY)
        self.preview = QTextBrowser()
        self.preview.setObjectName(names.EDITOR_PREVIEW)
        self.preview.setFrameShape(QTextBrowser.Shape.NoFrame)
        self.preview.setOpenLinks(False)
        self.preview.viewport().setAutoFillBackground(False)
        self._lay_out()
        self._save_soon = Throttle(DRAFT_MS, self._save_draft, self, leading=False)
        self._preview_soon = Throttle(PREVIEW_MS, self._render, self)
        self.title.textChanged.connect(self._on_typed)
        self.body.textChanged.connect(self._on_typed)
        self._cancel.clicked.connect(self._on_cancel)
        self._save.clicked.connect(self._on_save)
        self.retranslate()

    def _lay_out(self) -> None:
        theme = self._work.theme
        head = Panel(theme, edges="b")
        head.setFixedHeight(theme.tokens.height.header)
        row = QHBoxLayout(head)
        row.setContentsMargins(16, 0, 16, 0)
        row.setSpacing(8)
        row.addWidget(self._head)
        row.addWidget(self._state)
        row.addStretch(1)
        row.addWidget(self._cancel)
        row.addWidget(self._save)
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
        self._head.setText(self.tr("Edit article") if self._article else self.tr("New article"))
        self._cancel.setText(self.tr("Cancel"))
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
        box.clear()
        for key, text in entries:
            box.addItem(text, key)
        box.setCurrentIndex(max(0, box.findData(chosen)))

    def begin(self, locale: str) -> None:
        """Begins an article, or goes on with the one that was begun."""
        self._article, self._locale = None, locale
        self._load("", "", "franchise", None)

    def edit(self, article_id: str) -> None:
        """Changes an article."""
        self._article = articles.text(self._work.reader, article_id)
        if self._article is not None:
            self._locale = self._article.locale
            self._load(self._article.title, self._article.body, self._article.visibility, self._article.category_id)

    @property
    def _draft_key(self) -> str:
        return f"article:{self._article.id}" if self._article else f"article:new:{self._locale}"

    def _load(self, title: str, body: str, visibility: str, shelf: str | None) -> None:
        kept = waiting.draft(self._work.reader, self._draft_key)
        if kept is not None:
            title, _, body = kept.body.partition("\n")
        self._loading = True
        self.title.setText(title)
        self.body.setPlainText(body)
        self._loading = False
        self.retranslate()
        self._visibility.setCurrentIndex(max(0, self._visibility.findData(visibility)))
        self._shelf.setCurrentIndex(max(0, self._shelf.findData(shelf or "")))
        self._state.setText(self.tr("Draft saved here") if kept else "")
        self._on_typed()
        self.title.setFocus()

    def _on_typed(self) -> None:
        self._save.setEnabled(bool(self.title.text().strip() and self.body.toPlainText().strip()))
        self._preview_soon()
        if not self._loading and (self.title.text() or self.body.toPlainText()):
            self._state.setText("")
            self._save_soon()

    def _save_draft(self) -> None:
        self._work.save_draft(self._draft_key, f"{self.title.text()}\n{self.body.toPlainText()}")
        self._state.setText(self.tr("Draft saved here"))

    def flush(self) -> None:
        """Saves what was just typed."""
        self._save_soon.flush()

    def _render(self) -> None:
        body, locale = self.body.toPlainText(), self._work.locale

        def run(_reader: object) -> str:
            from domain.markup import render_article

            return render_article(body, locale=locale)

        self._previewing.run(self._work.read(self, run).success(self._on_rendered))

    _previewed: QTextDocument | None = None

    def _on_rendered(self, html: str) -> None:
        bar = self.preview.verticalScrollBar()
        place = bar.value()
        # Set before it is shown: each change of a document that is shown lays all of it out again.
        document = article_document(self.preview, self._work.theme, html)
        set_headings(document, self._work.theme, HEADINGS)
        set_tables(document, self._work.theme)
        self.preview.setDocument(document)
        if self._previewed is not None:
            self._previewed.deleteLater()
        self._previewed = document
        bar.setValue(place)

    def _on_cancel(self) -> None:
        self._save_soon.cancel()
        self._work.save_draft(self._draft_key, "")
        self.left.emit(self._article.id if self._article else "")

    def _on_save(self) -> None:
        text = operations.Text(
            self.title.text().strip(),
            self.body.toPlainText(),
            str(self._visibility.currentData()),
            self._shelf.currentData() or None,
        )
        self._save_soon.cancel()
        article = self._article
        if article is None:
            article_id = self._work.new_id()
            op = operations.create(
                self._work, self, article_id, slug_of(text.title), self._locale, text, self._draft_key
            )
        else:
            article_id = article.id
            op = operations.edit(self._work, self, article_id, article.revision_id or "", text, self._draft_key)
        op.success(lambda _done: self.left.emit(article_id)).run()
