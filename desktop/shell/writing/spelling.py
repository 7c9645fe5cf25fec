"""Spelling in an editor: a wave under what is wrong, and in its menu what may have been meant."""

from __future__ import annotations

import shiboken6
from PySide6.QtCore import QEvent, QObject
from PySide6.QtGui import QAction, QActionGroup, QTextCursor
from PySide6.QtWidgets import QMenu

from desktop.settings.declared import SPELLING
from desktop.settings.setting import said
from desktop.shell import names
from desktop.shell.spelling.checker import SpellChecker
from desktop.shell.workspace import Workspace
from desktop.shell.writing.editor import MarkdownEdit
from desktop.shell.writing.highlighter import WORD


class EditorSpelling(QObject):
    """Belongs to one editor; does nothing before somebody first writes in it."""

    def __init__(self, work: Workspace, editor: MarkdownEdit) -> None:
        super().__init__(editor)
        self._work, self._editor = work, editor
        self._checker: SpellChecker | None = None
        self._locale = self._language = ""
        self._names: set[str] = set()
        editor.installEventFilter(self)

    def set_reader(self, locale: str, *names: str) -> None:
        """Says in which language its reader reads, and whose names are in no dictionary and right all the same."""
        self._locale = locale
        self._names = {word.casefold() for name in names for word in WORD.findall(name)}
        self._choose()

    def _begin(self) -> None:
        self._checker = self._work.spelling
        self._checker.changed.connect(self._editor.highlighter.rehighlight)
        self._editor.highlighter.misspelled = self._is_wrong
        self._editor.extend_menu = self._extend
        self._choose()

    def _choose(self) -> None:
        if self._checker is not None:
            before, self._language = self._language, self._checker.language_for(self._locale)
            if before != self._language:
                self._editor.highlighter.rehighlight()

    def _is_wrong(self, word: str) -> bool:
        if self._checker is None or not self._language or word.casefold() in self._names:
            return False
        return self._checker.is_wrong(word, self._language)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Override QObject.eventFilter: begins when somebody begins to write."""
        if event.type() is QEvent.Type.FocusIn and self._checker is None:
            self._begin()
        return super().eventFilter(watched, event)

    # The menu.

    def _extend(self, menu: QMenu, cursor: QTextCursor) -> None:
        before = menu.actions()[0]
        word = self._word_at(cursor)
        if word is not None and self._is_wrong(word.selectedText()):
            self._offer(menu, before, word)
        menu.addSeparator()
        menu.addMenu(self._languages(menu))

    def _word_at(self, cursor: QTextCursor) -> QTextCursor | None:
        """The word in whose midst or at whose edge a cursor is, chosen."""
        block, place = cursor.block(), cursor.positionInBlock()
        for found in WORD.finditer(block.text()):
            if found.start() <= place <= found.end():
                chosen = QTextCursor(self._editor.document())
                chosen.setPosition(block.position() + found.start())
                chosen.setPosition(block.position() + found.end(), QTextCursor.MoveMode.KeepAnchor)
                return chosen
        return None

    def _offer(self, menu: QMenu, before: QAction, word: QTextCursor) -> None:
        """Puts in what may have been meant, as soon as it is known, and the way into the user's own dictionary."""
        checker, text = self._work.spelling, word.selectedText()
        waits = QAction(self.tr("Looking for suggestions"), menu)
        waits.setEnabled(False)
        learn = QAction(self.tr("Add “{0}” to my dictionary").format(text), menu)
        learn.setObjectName(names.SPELLING_ADD)
        learn.triggered.connect(lambda: checker.add(text))
        end = menu.insertSeparator(before)
        menu.insertActions(end, [waits, learn])

        def show(asked: str, found: list[str]) -> None:
            if asked != text or not shiboken6.isValid(menu) or waits not in menu.actions():
                return
            if not found:
                waits.setText(self.tr("No suggestion"))
                return
            for suggestion in found:
                action = QAction(suggestion, menu)
                action.triggered.connect(lambda _checked, suggestion=suggestion: word.insertText(suggestion))
                menu.insertAction(waits, action)
            menu.removeAction(waits)

        checker.suggested.connect(show)
        menu.destroyed.connect(lambda: checker.suggested.disconnect(show))
        checker.suggest(text, self._language)

    def _languages(self, menu: QMenu) -> QMenu:
        """In which language one writes, chosen where one writes."""
        languages = QMenu(self.tr("Check spelling"), menu)
        group = QActionGroup(languages)
        chosen = self._work.settings.get(SPELLING)
        for value, title in zip(SPELLING.choices, SPELLING.choice_titles, strict=True):
            action = languages.addAction(said(title))
            action.setCheckable(True)
            action.setChecked(value == chosen)
            action.triggered.connect(lambda _checked, value=value: self._take_language(value))
            group.addAction(action)
        return languages

    def _take_language(self, value: str) -> None:
        self._work.settings.set(SPELLING, value)
        self._choose()
