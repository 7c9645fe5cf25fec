"""The settings screen: groups made from the declared table, pages of their own beside them, a search over all."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QStackedWidget, QVBoxLayout, QWidget

from desktop.features.preferences.row import SettingRow, found_in
from desktop.features.preferences.sections import Section
from desktop.i18n.retranslated import Retranslated
from desktop.settings.declared import GROUPS, shown
from desktop.settings.setting import Group, said
from desktop.shell import names
from desktop.shell.workspace import Workspace
from desktop.theme.theme import Theme
from desktop.widgets.fields import line_field
from desktop.widgets.panels import PageHeader, Panel
from desktop.widgets.rail import RailItem
from desktop.widgets.text import Text

INDEX_WIDTH = 216


class GroupPanel(Retranslated, QWidget):
    """The settings of one group, below its title."""

    def __init__(self, work: Workspace, group: Group) -> None:
        super().__init__()
        self.group = group
        self._title = Text(work.theme, role="title", weight=600)
        self.rows = [SettingRow(work.theme, work.settings, setting) for setting in shown(group)]
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 24)
        column.setSpacing(24)
        column.addWidget(self._title)
        for row in self.rows:
            column.addWidget(row)
        self.retranslate()

    def show_matching(self, wanted: str) -> bool:
        """Shows the rows with these words; all, if only the group itself is called so. Returns whether any is shown."""
        found = [row for row in self.rows if row.matches(wanted)]
        if not found and found_in(wanted, said(self.group.title)):
            found = self.rows
        for row in self.rows:
            row.setVisible(row in found)
        return bool(found)

    def retranslate(self) -> None:
        """Override Retranslated.retranslate."""
        self._title.setText(said(self.group.title))


class PreferencesView(Retranslated, Panel):
    """Everything that may be changed."""

    def __init__(self, work: Workspace, sections: Sequence[Section] = ()) -> None:
        Panel.__init__(self, work.theme)
        self.setObjectName(names.SETTINGS_PAGE)
        self._work, theme = work, work.theme
        self._title = Text(theme, role="title", weight=600)
        frame, self.field = line_field(theme, names.SETTINGS_FIND, icon="search")
        self._nothing = Text(theme, color="text_secondary", wraps=True)
        self.groups = [GroupPanel(work, group) for group in GROUPS if shown(group)]
        self._sections = {section.name: section for section in sections}
        self._pages: dict[str, QWidget] = {}
        self._made: dict[str, QWidget] = {}
        """The pages, each in what scrolls it."""
        self._items = {panel.group.name: self._item(theme, panel.group.name, panel.group.icon) for panel in self.groups}
        self._items |= {section.name: self._item(theme, section.name, section.icon) for section in sections}
        self._hits = {section.name: self._item(theme, f"hit.{section.name}", section.icon) for section in sections}
        self._stack = QStackedWidget()
        self._stack.addWidget(scrolled(theme, self._column()))
        self._lay_out(theme, frame)
        self.field.textChanged.connect(self._on_words)
        for name, item in (*self._items.items(), *self._hits.items()):
            item.clicked.connect(lambda _checked=False, name=name: self.open(name))
        self.retranslate()
        self.open(self.groups[0].group.name)

    def _item(self, theme: Theme, name: str, icon: str) -> RailItem:
        return RailItem(theme, icon=icon, name=f"{names.SETTINGS_PLACE}.{name}")

    def _column(self) -> QWidget:
        inner = QWidget()
        column = QVBoxLayout(inner)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._nothing)
        for part in (*self._hits.values(), *self.groups):
            column.addWidget(part)
        column.addStretch(1)
        return inner

    def _fit_index(self) -> None:
        """Gives the index the width that its words need at this size."""
        self._index.setFixedWidth(self._theme.scaled(INDEX_WIDTH))

    def _lay_out(self, theme: Theme, frame: QWidget) -> None:
        head = PageHeader(theme, side=24)
        head.row.addWidget(self._title)
        index = self._index = Panel(theme, "sunken", edges="r")
        self._fit_index()
        theme.theme_changed.connect(self._fit_index)
        left = QVBoxLayout(index)
        left.setContentsMargins(8, 12, 9, 12)
        left.setSpacing(0)
        left.addWidget(frame)
        left.addSpacing(12)
        left.addWidget(_listed(self._items.values()), 1)
        below = QHBoxLayout()
        below.setSpacing(0)
        below.addWidget(index)
        below.addWidget(self._stack, 1)
        page = QVBoxLayout(self)
        page.setContentsMargins(0, 0, 0, 0)
        page.setSpacing(0)
        page.addWidget(head)
        page.addLayout(below, 1)

    def open(self, name: str) -> None:
        """Shows a group or a page of its own."""
        self.field.clear()
        if name in self._sections:
            self._stack.setCurrentWidget(self._page(name))
        else:
            self._stack.setCurrentIndex(0)
            for panel in self.groups:
                panel.show_matching("")
                panel.setVisible(panel.group.name == name)
        self._place = name
        self._light(name)

    _place = ""

    def _page(self, name: str) -> QWidget:
        if name not in self._made:
            self._pages[name] = self._sections[name].make()
            self._made[name] = scrolled(self._theme, self._pages[name])
            self._stack.addWidget(self._made[name])
        return self._made[name]

    def page_of(self, name: str) -> QWidget:
        """Shows a page of its own, and returns it."""
        self.open(name)
        return self._pages[name]

    def flush(self) -> None:
        """Saves what was just typed on any page."""
        for page in self._pages.values():
            if (flush := getattr(page, "flush", None)) is not None:
                flush()

    def _light(self, name: str) -> None:
        for key, item in self._items.items():
            item.setChecked(key == name)
        for item in self._hits.values():
            item.setChecked(False)
            item.hide()
        self._nothing.hide()

    def _on_words(self, words: str) -> None:
        if not words.strip():
            if self.field.hasFocus():
                self.open(self._place)
            return
        self._light("")
        self._stack.setCurrentIndex(0)
        found = [panel for panel in self.groups if self._shows(panel, words)]
        for name, item in self._hits.items():
            section = self._sections[name]
            item.setVisible(found_in(words, section.title(), section.words()))
        self._nothing.setVisible(not found and all(item.isHidden() for item in self._hits.values()))

    def _shows(self, panel: GroupPanel, words: str) -> bool:
        matches = panel.show_matching(words)
        panel.setVisible(matches)
        return matches

    @property
    def place(self) -> str:
        """The group or page that is shown."""
        return self._place

    def focus_field(self) -> None:
        """Puts the cursor into the search."""
        self.field.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.field.selectAll()

    def retranslate(self) -> None:
        """Override Retranslated.retranslate."""
        self._title.setText(self.tr("Settings"))
        self.field.setPlaceholderText(self.tr("Search settings"))
        self.field.setAccessibleName(self.tr("Search settings"))
        self._nothing.setText(self.tr("No setting goes by these words. Fewer or other words may find it."))
        for panel in self.groups:
            self._items[panel.group.name].set_words(said(panel.group.title))
        for name, section in self._sections.items():
            self._items[name].set_words(section.title())
            self._hits[name].set_words(section.title())


def _listed(items: Iterable[QWidget]) -> QScrollArea:
    """The names of the groups and pages, scrolled where a window is lower than all of them."""
    inner = QWidget()
    column = QVBoxLayout(inner)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(0)
    for item in items:
        column.addWidget(item)
    column.addStretch(1)
    return _bare_area(inner)


def scrolled(theme: Theme, inner: QWidget) -> QScrollArea:
    """A page as wide as a form, scrolled where it is higher than the window."""
    inner.setMaximumWidth(theme.tokens.width.form + 2 * 24)
    inner.setContentsMargins(24, 24, 24, 24)
    return _bare_area(inner)


def _bare_area(inner: QWidget) -> QScrollArea:
    """Scrolls what is in it up and down, and shows the ground through."""
    area = QScrollArea()
    area.setWidgetResizable(True)
    area.setFrameShape(QScrollArea.Shape.NoFrame)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    area.setWidget(inner)
    area.viewport().setAutoFillBackground(False)
    inner.setAutoFillBackground(False)
    return area
