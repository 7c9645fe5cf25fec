"""An article as it is read: text, contents, whether it helped."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt, QUrl, Signal
from PySide6.QtGui import QResizeEvent, QTextDocument
from PySide6.QtWidgets import QHBoxLayout, QTextBrowser, QVBoxLayout, QWidget

from desktop.background.changes import Changes
from desktop.background.operations import Latest
from desktop.features.knowledge import operations
from desktop.i18n.retranslated import Retranslated
from desktop.shell import moments, names, wording
from desktop.shell.article_setting import ArticleSetter, pieces_of
from desktop.shell.workspace import Workspace
from desktop.theme.stylesheet import css
from desktop.theme.theme import Theme
from desktop.widgets.buttons import Button
from desktop.widgets.flow import Beside, FlowRow
from desktop.widgets.focus import PaneRing
from desktop.widgets.marks import Chip
from desktop.widgets.panels import PageHeader, Panel
from desktop.widgets.text import ElidedLabel, Text
from domain.ids import RecordId
from sync.replica.reading import articles
from sync.replica.reading.reader import Reader
from sync.replica.reading.rows import ArticleText

CONTENTS_MOST = 14
CONTENTS_FROM = 720
SIDE, GAP = 32, 32
CONTENTS = 200
OUR_LINK = "mostrador://article/"


@dataclass(frozen=True, slots=True)
class Rendered:
    """An article's HTML in pieces, and its first headings with their anchors."""

    pieces: tuple[str, ...]
    contents: tuple[tuple[str, str], ...]


class ReadingText(QTextBrowser):
    """Text at most so wide as reads well, with the contents beside it; its scroll bar stands at the pane's edge.

    Signals:
        placed: (int) how wide the text is now, in pixels.
    """

    placed = Signal(int)

    def __init__(self, theme: Theme, contents: QWidget) -> None:
        super().__init__()
        self._theme, self._contents = theme, contents
        PaneRing(self, theme)
        contents.setParent(self)
        self.has_contents = False
        # Qt lays a text that is as wide as its room out anew whenever a scroll bar comes or goes.
        self.setLineWrapMode(QTextBrowser.LineWrapMode.FixedPixelWidth)

    @property
    def text_width(self) -> int:
        """How wide the text is."""
        return self.width_beside(contents=self.has_contents)

    def width_beside(self, *, contents: bool) -> int:
        """How wide a text is that has contents, or none."""
        room = self.width() - 2 * SIDE - (self._beside() if contents and self.has_room else 0)
        return max(120, min(room, self._theme.tokens.width.reading_max))

    def _beside(self) -> int:
        return CONTENTS + GAP - SIDE + self.verticalScrollBar().sizeHint().width()

    @property
    def shows_contents(self) -> bool:
        """Whether there are contents and room for them."""
        return self.has_contents and self.has_room

    @property
    def has_room(self) -> bool:
        """Whether contents have room beside the text."""
        return self.width() >= CONTENTS_FROM

    def place(self) -> None:
        """Gives text and contents their room."""
        bar = self.verticalScrollBar().sizeHint().width()
        if self.lineWrapColumnOrWidth() != self.text_width:
            self.setLineWrapColumnOrWidth(self.text_width)
        self.placed.emit(self.text_width)
        self.setViewportMargins(SIDE, 0, max(0, self.width() - SIDE - self.text_width - bar), 0)
        self._contents.setVisible(self.shows_contents)
        if self.shows_contents:
            self._contents.setGeometry(SIDE + self.text_width + GAP, 0, CONTENTS, self.height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Override QWidget.resizeEvent."""
        super().resizeEvent(event)
        self.place()


class ArticleView(Retranslated, Panel):
    """Shows one article.

    Signals:
        stuck: (article id) it did not help; a ticket is wanted.
        edit_wanted: (article id) an editor wants to change it.
        link_clicked: (address) a link that leads elsewhere.
    """

    stuck = Signal(str)
    edit_wanted = Signal(str)
    link_clicked = Signal(str)

    def __init__(self, work: Workspace) -> None:
        Panel.__init__(self, work.theme)
        self._work = work
        self._article: ArticleText | None = None
        self._shelf = ""
        self._rendering = Latest()
        self._setter = ArticleSetter(work.theme, self)
        self._anchor = ""
        theme = work.theme
        self._crumbs = ElidedLabel(theme, role="caption", color="text_secondary")
        self._status = Chip(theme)
        self._edit = Button(theme, icon="edit", name=names.KNOWLEDGE_EDIT, height=28)
        self._publish = Button(theme, kind="primary", name=names.KNOWLEDGE_PUBLISH, height=28)
        self._archive = Button(theme, kind="quiet", name=names.KNOWLEDGE_ARCHIVE, height=28)
        self._contents = QWidget()
        self._contents.setObjectName(names.KNOWLEDGE_CONTENTS)
        self.text = ReadingText(theme, self._contents)
        self.text.setObjectName(names.KNOWLEDGE_ARTICLE)
        self.text.setFrameShape(QTextBrowser.Shape.NoFrame)
        self.text.setOpenLinks(False)
        self.text.viewport().setAutoFillBackground(False)
        self._contents_title = Text(theme, role="caption", weight=600, color="text_secondary")
        self._links: list[Button] = []
        self._helped = Panel(theme, "sunken", card="border")
        self._question = Text(theme, weight=600, wraps=True)
        self._yes = Button(theme, icon="check", name=names.KNOWLEDGE_YES, height=28)
        self._no = Button(theme, name=names.KNOWLEDGE_NO, height=28)
        self._lay_out()
        self._connect()
        self._show_parts()

    def _lay_out(self) -> None:
        theme = self._work.theme
        head = PageHeader(theme)
        head.row.addWidget(self._crumbs, 1)
        for part in (self._status, self._archive, self._edit, self._publish):
            head.row.addWidget(part)
        contents = QVBoxLayout(self._contents)
        contents.setContentsMargins(0, 24, 16, 0)
        contents.setSpacing(2)
        contents.addWidget(self._contents_title)
        for _ in range(CONTENTS_MOST):
            link = Button(theme, kind="link", height=24)
            link.hide()
            self._links.append(link)
            contents.addWidget(link)
        contents.addStretch(1)
        foot = QVBoxLayout(self._helped)
        foot.setContentsMargins(16, 10, 12, 10)
        foot.addWidget(Beside(self._question, FlowRow(self._yes, self._no)))
        self.text.placed.connect(self._helped.setMaximumWidth)
        below = QHBoxLayout()
        below.setContentsMargins(SIDE, 8, SIDE - 16, 16)
        below.addWidget(self._helped, 1)
        below.addStretch(0)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(head)
        column.addWidget(self.text, 1)
        column.addLayout(below)

    def _connect(self) -> None:
        self._setter.laid_out.connect(self._on_laid_out)
        self._setter.finished.connect(self._on_set)
        self.text.anchorClicked.connect(self._on_link)
        self._edit.clicked.connect(self._on_edit)
        self._publish.clicked.connect(self._on_publish)
        self._archive.clicked.connect(self._on_archive)
        self._yes.clicked.connect(lambda: self._on_helped(helpful=True))
        self._no.clicked.connect(lambda: self._on_helped(helpful=False))
        for link in self._links:
            link.clicked.connect(lambda _on=False, link=link: self.text.scrollToAnchor(str(link.property("anchor"))))
        self._work.theme.theme_changed.connect(self._render)

    @property
    def article_id(self) -> str | None:
        """The article that is shown."""
        return self._article.id if self._article is not None else None

    def open_article(self, article_id: str, anchor: str, _words: str) -> None:
        """Shows an article from one of its headings on; empty for its beginning."""
        if article_id == self.article_id:
            if anchor:
                self.text.scrollToAnchor(anchor)
            return
        found = articles.text(self._work.reader, article_id)
        if found is None:
            self._crumbs.setText(self.tr("This article is not here, or not for you."))
            return
        self._article, self._anchor = found, anchor
        self._show_parts()
        self._render()

    def refresh_if(self, changes: Changes) -> None:
        """Reads the article again if it changed."""
        if self._article is None or not changes.touches_record("article", self._article.id):
            return
        found = articles.text(self._work.reader, self._article.id)
        before, self._article = self._article, found
        self._show_parts()
        if found is not None and (found.body, found.title) != (before.body, before.title):
            self._anchor = ""
            self._render()

    def _render(self) -> None:
        """Renders away from the GUI thread: a long article takes longer than a frame."""
        article, locale = self._article, self._work.locale
        self._setter.cancel()
        if article is None:
            self._rendering.cancel()
            self.text.clear()
            return

        def run(reader: Reader) -> Rendered:
            from domain.markup import render_article
            from domain.text.markdown import sections
            from sync.replica.reading.article_links import linked

            def find(slug: str) -> RecordId | None:
                return linked(reader, slug, article.locale)

            html = render_article(article.body, slug=article.slug, locale=locale, article=find)
            found = [(s.heading, s.anchor) for s in sections(article.body) if s.heading and s.anchor]
            return Rendered(pieces_of(html), tuple(found[:CONTENTS_MOST]))

        self._rendering.run(self._work.read(self, run).success(self._on_rendered))

    def _on_rendered(self, rendered: Rendered) -> None:
        """Sets the text in a document that nobody shows: each change of one that is shown lays all of it out again."""
        if self._article is None:
            return
        first, *further = rendered.pieces
        heading = "".join(pieces_of(self._heading(self._article)))
        self._contents_found = rendered.contents
        width = self.text.width_beside(contents=_are_shown(rendered.contents))
        self._setter.start([f"<br>{heading}{first}", *further], width)

    _contents_found: tuple[tuple[str, str], ...] = ()
    _shown: QTextDocument | None = None

    def _on_laid_out(self) -> None:
        if self._keeps_width():
            self._list_contents(self._contents_found)

    def _on_set(self, document: QTextDocument) -> None:
        if not self._keeps_width():
            # What was read before is not laid out for a width that it will never be seen in.
            self.text.clear()
            self._list_contents(self._contents_found)
        self.text.setDocument(document)
        if self._shown is not None:
            self._shown.deleteLater()
        self._shown = document
        if self._anchor:
            self.text.scrollToAnchor(self._anchor)

    def _keeps_width(self) -> bool:
        """Whether the text that comes is as wide as the one that is shown."""
        return _are_shown(self._contents_found) == self.text.has_contents

    def _heading(self, article: ArticleText) -> str:
        """Title and facts above the text, unless the text begins with the title itself."""
        from html import escape

        colors = self._work.theme.colors
        begins = article.body.lstrip().startswith("# ")
        title = "" if begins else f"<h1>{escape(article.title)}</h1>"
        facts = []
        if article.owner:
            facts.append(self.tr("By {0}").format(article.owner))
        facts.append(
            self.tr("changed {0}").format(moments.short_day(moments.moment_of(article.updated_at), moments.now()))
        )
        asked = article.helpful_count + article.unhelpful_count
        # That it helped nobody yet says more of those who asked than of the guide.
        if article.helpful_count:
            facts.append(self.tr("helped {0} of {1}").format(article.helpful_count, asked))
        size = self._work.theme.fonts.step("caption").size
        line = f'<p style="font-size: {size}px; color: {css(colors.text_secondary)}">{escape(" · ".join(facts))}</p>'
        return title + line

    def _list_contents(self, found: Sequence[tuple[str, str]]) -> None:
        for link, entry in zip(self._links, [*found, *[("", "")] * CONTENTS_MOST], strict=False):
            link.setText(
                self._work.theme.metrics("caption").elidedText(str(entry[0]), Qt.TextElideMode.ElideRight, 176)
            )
            link.setToolTip(str(entry[0]))
            link.setProperty("anchor", entry[1])
            link.setVisible(bool(entry[0]))
        self.text.has_contents = _are_shown(found)
        self.text.place()

    def _show_parts(self) -> None:
        article, me = self._article, self._work.me
        self.retranslate()
        self._helped.setVisible(article is not None and article.status == "published")
        self._status.setVisible(article is not None and me.can("kb.edit"))
        self._edit.setVisible(article is not None and me.can("kb.edit"))
        self._publish.setVisible(article is not None and me.can("kb.publish") and article.status != "published")
        self._archive.setVisible(article is not None and me.can("kb.publish") and article.status == "published")
        self.text.place()

    def retranslate(self) -> None:
        """Override Retranslated.retranslate."""
        self._edit.setText(self.tr("Edit"))
        self._publish.setText(self.tr("Publish"))
        self._archive.setText(self.tr("Archive"))
        self._contents_title.setText(self.tr("On this page"))
        self._yes.setText(self.tr("Yes, solved"))
        self._no.setText(self.tr("No, make a ticket"))
        self.text.setAccessibleName(self.tr("Article"))
        article = self._article
        if article is None:
            self._crumbs.setText("")
            return
        shelf = wording.named(operations.shelves(self._work).get(article.category_id or "", {}), article.locale)
        parts = [self.tr("Guides"), shelf, wording.word(wording.VISIBILITY, article.visibility)]
        self._crumbs.setText("  ›  ".join(part for part in parts if part))
        tone = {"published": "success", "archived": "neutral"}.get(article.status, "warning")
        self._status.show_text(wording.word(wording.ARTICLE_STATUS, article.status), tone)
        said = operations.my_word(self._work, article.id)
        self._question.setText(self.tr("Thank you, noted.") if said is not None else self.tr("Did this solve it?"))

    def _on_link(self, url: QUrl) -> None:
        address = url.toString()
        if address.startswith("#"):
            self.text.scrollToAnchor(address[1:])
        elif address.startswith(OUR_LINK) and address[len(OUR_LINK) :].partition("#")[0] == self.article_id:
            self.text.scrollToAnchor(address.partition("#")[2])
        else:
            self.link_clicked.emit(address)

    def _on_helped(self, *, helpful: bool) -> None:
        if self._article is None:
            return
        op = operations.give_feedback(self._work, self, self._article.id, helpful=helpful)
        op.success(lambda _done: self.retranslate()).run()
        if not helpful:
            self.stuck.emit(self._article.id)

    def _on_edit(self) -> None:
        if self._article is not None:
            self.edit_wanted.emit(self._article.id)

    def _on_publish(self) -> None:
        if self._article is not None:
            operations.publish(self._work, self, self._article.id).run()

    def _on_archive(self) -> None:
        if self._article is not None:
            operations.archive(self._work, self, self._article.id).run()


def _are_shown(contents: Sequence[object]) -> bool:
    """Whether contents are worth their room: a single heading says what the title says."""
    return len(contents) > 1
