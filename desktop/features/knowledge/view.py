"""The knowledge base: search while typing on the left, the article on the right, its editor in the article's place."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from desktop.background.changes import Changes
from desktop.background.operations import Latest
from desktop.background.throttle import Throttle
from desktop.features.knowledge import operations
from desktop.features.knowledge.article import ArticleView
from desktop.features.knowledge.editor import ArticleEditor
from desktop.features.knowledge.hit_list import HitList
from desktop.features.knowledge.model import Excerpt, HitListModel, HitRole, HitRow
from desktop.features.knowledge.nothing import NothingFound
from desktop.features.knowledge.operations import Found
from desktop.i18n.retranslated import Retranslated
from desktop.shell import names
from desktop.shell.workspace import Workspace
from desktop.widgets.buttons import Button, icon_button
from desktop.widgets.fields import line_field
from desktop.widgets.flow import Beside
from desktop.widgets.panels import Panel, PaneSplitter
from desktop.widgets.text import ElidedLabel, Text

SNIPPET_MS = 20
PAUSE_MS = 150
LANGUAGES = ("en", "es")


class KnowledgeView(Retranslated, QWidget):
    """Signals: where the user wants to go."""

    ticket_wanted = Signal(str)
    new_ticket_wanted = Signal(str, str)
    link_clicked = Signal(str)

    def __init__(self, work: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(names.KNOWLEDGE_PAGE)
        self._work = work
        self._language = work.locale if work.locale in LANGUAGES else "en"
        self._found: Found | None = None
        self._searching, self._excerpting, self._ticketing, self._listing = Latest(), Latest(), Latest(), Latest()
        theme = work.theme
        self._frame, self.field = line_field(theme, names.KNOWLEDGE_FIELD, icon="search")
        self._said = Text(theme, role="caption", color="text_secondary", wraps=True)
        self._correction = Button(theme, kind="link", height=24)
        self._switch = Button(theme, kind="quiet", name=names.KNOWLEDGE_LANGUAGE, height=24, icon="globe")
        self._new = icon_button(theme, "plus", "", names.KNOWLEDGE_NEW)
        self.model = HitListModel(self)
        self.hits = HitList(theme, self.model, self)
        self._stuck = Panel(theme, "sunken", card="border_strong")
        self._stuck_title = ElidedLabel(theme, weight=600)
        self._stuck_words = ElidedLabel(theme, role="caption", color="text_secondary")
        self._stuck_button = Button(theme, icon="ticket", name=names.KNOWLEDGE_TICKET, height=28)
        self.article = ArticleView(work)
        self.editor = ArticleEditor(work)
        self.nothing = NothingFound(theme)
        self._places = QStackedWidget()
        # The first time, what is found is laid out and painted in one turn, and the article's place in the next.
        self._blank = QWidget()
        self._places.addWidget(self._blank)
        self._lay_out()
        self._excerpt_soon = Throttle(SNIPPET_MS, self._cut_excerpts, self, leading=False)
        self._pause = QTimer(self, singleShot=True, interval=PAUSE_MS)
        self._first_soon = QTimer(self, singleShot=True, interval=0)
        self._list_soon = Throttle(300, self._list_again, self, leading=False)
        self._connect()
        self.retranslate()
        self._run("")

    def _lay_out(self) -> None:
        theme = self._work.theme
        head = QWidget()
        column = QVBoxLayout(head)
        column.setContentsMargins(16, 12, 16, 8)
        column.setSpacing(6)
        first = QHBoxLayout()
        first.setSpacing(6)
        first.addWidget(self._frame, 1)
        first.addWidget(self._new)
        second = QHBoxLayout()
        second.addWidget(self._said, 1)
        second.addWidget(self._correction)
        second.addStretch(0)
        second.addWidget(self._switch)
        column.addLayout(first)
        column.addLayout(second)
        foot = QVBoxLayout(self._stuck)
        foot.setContentsMargins(12, 12, 12, 12)
        said = QWidget()
        words = QVBoxLayout(said)
        words.setContentsMargins(0, 0, 0, 0)
        words.setSpacing(0)
        words.addWidget(self._stuck_title)
        words.addWidget(self._stuck_words)
        foot.addWidget(Beside(said, self._stuck_button))
        left = Panel(theme)
        pane = QVBoxLayout(left)
        pane.setContentsMargins(0, 0, 0, 0)
        pane.setSpacing(0)
        pane.addWidget(head)
        rule = Panel(theme, "border")
        rule.setFixedHeight(1)
        pane.addWidget(rule)
        pane.addWidget(self.hits, 1)
        around = QVBoxLayout()
        around.setContentsMargins(16, 12, 16, 12)
        around.addWidget(self._stuck)
        pane.addLayout(around)
        self._places.addWidget(self.article)
        self._places.addWidget(self.editor)
        self._places.addWidget(self.nothing)
        left.setMinimumWidth(320)
        self.splitter = PaneSplitter(theme)
        self.splitter.addWidget(left)
        self.splitter.addWidget(self._places)
        self.splitter.setStretchFactor(1, 1)
        self.splitter.setSizes([theme.tokens.width.hits, 4000])
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.splitter)

    def _connect(self) -> None:
        self.field.textChanged.connect(self._run)
        self.field.returnPressed.connect(self._open_first)
        self._correction.clicked.connect(self._on_correction)
        self._switch.clicked.connect(self._on_switch)
        self._new.clicked.connect(self._on_new)
        self._pause.timeout.connect(self._on_pause)
        self._first_soon.timeout.connect(self._on_first_soon)
        self.hits.scrolled.connect(self._excerpt_soon)
        self.hits.clicked.connect(self._on_clicked)
        self.hits.selectionModel().currentChanged.connect(self._on_current_changed)
        self._stuck_button.clicked.connect(lambda: self._on_stuck(""))
        self._work.me_changed.connect(self._on_me_changed)
        self._on_me_changed()
        self.nothing.ticket_wanted.connect(lambda: self._on_stuck(""))
        self.article.stuck.connect(self._on_stuck)
        self.article.edit_wanted.connect(self._on_edit)
        self.article.link_clicked.connect(self.link_clicked)
        self.editor.left.connect(self._on_editor_left)
        self._work.articles_changed.connect(self._list_soon)
        self._work.tasks.changed.connect(self._on_tasks_changed)
        self._work.hub.changes_committed.connect(self._on_changes)

    def retranslate(self) -> None:
        """Override Retranslated.retranslate."""
        self.field.setPlaceholderText(self.tr("What happened?"))
        self.field.setAccessibleName(self.tr("Search the guides"))
        self._new.set_words(self.tr("New article"))
        self._new.setVisible(self._work.me.can("kb.edit"))
        self._stuck_title.setText(self.tr("Nothing fits?"))
        self._stuck_words.setText(self.tr("Your search goes with it."))
        self._stuck_button.setText(self.tr("Make a ticket"))
        self.hits.setAccessibleName(self.tr("Guides"))
        self._switch.setText({"en": self.tr("English"), "es": self.tr("Spanish")}[self._language])
        self._switch.setAccessibleName(self.tr("Language of the guides: {0}").format(self._switch.text()))
        self._say()
        if self.model.rows:
            # Their last lines, and the title between guides and tickets, are words of ours.
            self._list_again()

    def search(self, words: str) -> None:
        """Searches for these words."""
        self.field.setText(words)
        self.field.setFocus()

    def focus_field(self) -> None:
        """Puts the cursor into the field."""
        self.field.setFocus()
        self.field.selectAll()

    def open_article(self, article_id: str, anchor: str = "") -> None:
        """Shows an article."""
        self._unasked_id = ""
        self._places.setCurrentWidget(self.article)
        self.article.open_article(article_id, anchor, self.field.text())

    def flush(self) -> None:
        """Saves what was just typed."""
        self.editor.flush()

    # Searching: every keystroke cancels the one before; hits first, excerpts for the rows in sight.

    def _run(self, typed: str) -> None:
        query = typed.strip()
        self._excerpting.cancel()
        self._pause.stop()
        self._enter_waits = False
        if not query:
            self._searching.cancel()
            self._found = None
            self._listing.run(operations.latest(self._work, self, self._language).success(self._on_listed))
            return
        self._listing.cancel()
        self._searching.run(operations.search(self._work, self, typed, self._language).success(self._on_found))

    def _on_listed(self, rows: list[tuple[HitRow, Excerpt]]) -> None:
        self._show_nothing(nothing=False)
        self.model.show([row for row, _ in rows])
        self.model.add_excerpts({row.id: excerpt for row, excerpt in rows})
        self._say()
        self._first_soon.start()

    def _on_found(self, found: Found) -> None:
        again = self._found is not None and self._found.asked == found.asked
        # Asked anew because guides came in, it may still wait for its first hit to be shown.
        self._is_new_question = self._is_new_question or not again
        self._found = found
        self._show_rows(found.articles, stay=again)
        self._show_nothing(nothing=not found.articles and not found.growing)
        self._say()
        self._excerpt_soon()
        self._pause.start()
        if self._enter_waits:
            self._open_first()
        elif self.article.article_id is None:
            # In a turn of its own: what is listed is painted in this one.
            self._first_soon.start()

    def _on_first_soon(self) -> None:
        if self._places.currentWidget() is self._blank:
            self._places.setCurrentWidget(self.article)
            self._first_soon.start()
        elif self.article.article_id is None and self._places.currentWidget() is self.article:
            self._show_first_unasked()

    def _show_first_unasked(self) -> None:
        """Shows the first hit, without choosing it."""
        first = next((row for row in self.model.rows if isinstance(row, HitRow) and row.kind == "article"), None)
        if first is not None:
            self.open_article(first.id)
            self._unasked_id = first.id

    def _on_pause(self) -> None:
        """Does what is not worth doing at every key."""
        if self._is_new_question and self.article.article_id == self._unasked_id and not self.editor.isVisible():
            self._show_first_unasked()
        self._is_new_question = False
        self._find_tickets()

    def _show_nothing(self, *, nothing: bool) -> None:
        """Where no guide fits, none is shown as if it did; what is being written stays."""
        if nothing and self._places.currentWidget() in (self.article, self._blank):
            self._places.setCurrentWidget(self.nothing)
        elif not nothing and self._places.currentWidget() is self.nothing:
            self._places.setCurrentWidget(self.article)
        self.nothing.say_of(self.field.text().strip())

    def _find_tickets(self) -> None:
        found = self._found
        if found is not None:
            self._ticketing.run(
                operations.found_tickets(self._work, self, found.asked).success(
                    lambda rows: self._on_tickets(found, rows)
                )
            )

    def _on_tickets(self, found: Found, rows: list[HitRow]) -> None:
        if found is not self._found or not rows:
            return
        self._show_rows(found.articles, rows, stay=True)

    def _show_rows(self, articles: Sequence[HitRow], tickets: Sequence[HitRow] = (), *, stay: bool) -> None:
        """Shows other rows; with `stay` what was chosen stays chosen, and in its place."""
        chosen = self.hits.currentIndex().data(HitRole)
        kept = {row.id: self.model.excerpt(row) for row in articles} if stay else {}
        place = self.hits.verticalScrollBar().value() if stay else 0
        self.model.show(articles, tickets)
        self.model.add_excerpts({key: value for key, value in kept.items() if value is not None})
        self.hits.verticalScrollBar().setValue(place)
        row = self.model.row_of(chosen.id) if stay and isinstance(chosen, HitRow) else None
        if row is not None:
            self._quiet = True
            self.hits.setCurrentIndex(self.model.index(row))
            self._quiet = False

    _quiet = False
    _enter_waits = False
    _unasked_id = ""
    """The article that is shown although nobody chose it: the first hit of another question takes its place."""
    _is_new_question = False

    def _cut_excerpts(self) -> None:
        if self._found is None:
            return
        rows = [row for row in self.model.lacking(self.hits.visible_rows()) if row.kind == "article"]
        if rows:
            meant = self._found.did_you_mean or self._found.asked
            op = operations.excerpts(self._work, self, meant, self._language, rows)
            self._excerpting.run(op.success(self.model.add_excerpts))

    def _say(self) -> None:
        """Says what is shown: how many, how fast, and what was put right."""
        found = self._found
        self._correction.setVisible(bool(found and found.did_you_mean))
        self._said.setVisible(not (found and found.did_you_mean))
        if found is None:
            count = len(self.model.rows)
            self._said.setText(
                self.tr("%n guides, the latest first", "", count) if count else self.tr("The guides are on their way.")
            )
            return
        if found.did_you_mean:
            self._correction.setText(self.tr("Showing results for “{0}”").format(found.did_you_mean))
            self._correction.setToolTip(self.tr("Put these words into the field"))
        elif not found.articles:
            self._said.setText(
                self.tr("Guides are still coming in; the search goes on by itself.")
                if found.growing
                else self.tr("No guide has these words.")
            )
        else:
            took = max(1, round(found.took_ms))
            self._said.setText(self.tr("%n found on this computer, {0} ms", "", found.total).format(took))

    def _on_correction(self) -> None:
        if self._found is not None and self._found.did_you_mean:
            self.search(self._found.did_you_mean)

    def _on_switch(self) -> None:
        self._language = "es" if self._language == "en" else "en"
        self.retranslate()
        self._run(self.field.text())

    def _list_again(self) -> None:
        waits = self._enter_waits
        self._run(self.field.text())
        self._enter_waits = waits

    def _on_changes(self, changes: Changes, _initiator: object) -> None:
        if changes.touches("article", "category", "role", "user_card"):
            self._new.setVisible(self._work.me.can("kb.edit"))
            if not self.field.text().strip():
                self._list_soon()
            self.article.refresh_if(changes)
            self.editor.refresh_if(changes)

    def _on_tasks_changed(self) -> None:
        if self._found is not None and self._found.growing:
            self._list_soon()

    def _open_first(self) -> None:
        """Opens the first guide, else the first ticket; when the answer is still on its way, as soon as it is there."""
        typed = self.field.text()
        self._enter_waits = bool(typed.strip()) and (self._found is None or self._found.asked != typed)
        if self._enter_waits:
            return
        index = self.hits.selectable_from(0, 1)
        if index.isValid():
            self.hits.setCurrentIndex(index)
            self._open_row(index)

    def _on_current_changed(self, current: QModelIndex, _before: QModelIndex) -> None:
        if current.isValid() and not self._quiet:
            self.hits.scrollTo(current)
            self._open_row(current, moving=True)

    def _on_clicked(self, index: QModelIndex) -> None:
        self._open_row(index)

    def _open_row(self, index: QModelIndex, *, moving: bool = False) -> None:
        row = index.data(HitRole)
        if not isinstance(row, HitRow):
            return
        if row.kind == "article":
            self.open_article(row.id, row.anchor or "")
        elif not moving:
            self.ticket_wanted.emit(row.id)

    def _on_me_changed(self) -> None:
        # What somebody may do is known for good once their role has come.
        self._stuck_button.setVisible(self._work.me.can("ticket.create"))

    def _on_stuck(self, article_id: str) -> None:
        self.new_ticket_wanted.emit(self.field.text().strip(), article_id)

    # Writing.

    def _on_new(self) -> None:
        self.editor.begin(self._language)
        self._places.setCurrentWidget(self.editor)

    def _on_edit(self, article_id: str) -> None:
        self.editor.edit(article_id)
        self._places.setCurrentWidget(self.editor)

    def write_again(self, article_id: str, language: str) -> None:
        """Opens the editor with a text that was not accepted: of this article, or of a new one in that language."""
        if article_id:
            self._on_edit(article_id)
        else:
            self._language = language
            self.retranslate()
            self._on_new()

    def _on_editor_left(self, article_id: str) -> None:
        self._places.setCurrentWidget(self.article)
        if article_id:
            self.article.open_article(article_id, "", "")
