"""Every atom of the interface on one page, as pictures: python -m demo.gallery --out DIR."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, QPoint, QRect, QSize, Qt
from PySide6.QtGui import QImage, QPainter, QPaintEvent
from PySide6.QtWidgets import QApplication, QGridLayout, QHBoxLayout, QListView, QVBoxLayout, QWidget

from demo.gallery_words import GalleryWords
from desktop.i18n.languages import Languages
from desktop.i18n.pseudo import PSEUDO
from desktop.theme.theme import Mode, Theme
from desktop.widgets.buttons import Button, icon_button
from desktop.widgets.choices import Check, Radio, Select
from desktop.widgets.fields import Field, SearchField, line_field, text_field
from desktop.widgets.marks import Avatar, Badge, Chip, Glyph, KeyCap, StatusGlyph
from desktop.widgets.notices import Banner, EmptyState, LineStrip, Toast
from desktop.widgets.painting import paint_text
from desktop.widgets.panels import Card, Panel, PaneSplitter
from desktop.widgets.rail import RailItem
from desktop.widgets.rows import GroupRow, Person, Row, RowDelegate, RowPainter, RowRole, RowState
from desktop.widgets.text import ElidedLabel, SectionHeader, Text

WIDTH, HEIGHT = 1200, 980
FOCUS = Qt.FocusReason.TabFocusReason


class StateRows(QWidget):
    """One row in every state, with the state's name before it."""

    def __init__(self, theme: Theme, rows: Sequence[tuple[str, Row, RowState]]) -> None:
        super().__init__()
        self._theme, self._rows = theme, rows
        self._label_width = theme.scaled(108)
        self.setFixedHeight(theme.tokens.height.ticket_row * len(rows))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Override QWidget.paintEvent."""
        painter, high = QPainter(self), self._theme.tokens.height.ticket_row
        rows = RowPainter(self._theme)
        for number, (label, row, state) in enumerate(self._rows):
            place = QRect(12, number * high, self._label_width - 12, high)
            paint_text(painter, self._theme, place, label, "text_secondary", "caption")
            rows.paint_row(
                painter, QRect(self._label_width, number * high, self.width() - self._label_width, high), row, state
            )


class SampleModel(QAbstractListModel):
    """A handful of rows for a real list view."""

    def __init__(self, rows: Sequence[Row | GroupRow]) -> None:
        super().__init__()
        self._rows = rows

    def rowCount(self, parent: QModelIndex | QPersistentModelIndex | None = None) -> int:
        """Override QAbstractListModel.rowCount."""
        return len(self._rows)

    def data(self, index: QModelIndex | QPersistentModelIndex, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Override QAbstractListModel.data."""
        if role == RowRole:
            return self._rows[index.row()]
        return None


def row_of(value: object) -> Row | GroupRow | None:
    """What the sample model hands out is painted as it is."""
    return value if isinstance(value, Row | GroupRow) else None


def across(*parts: QWidget | int, spacing: int = 8) -> QHBoxLayout:
    """Widgets in a row, and fixed gaps."""
    row = QHBoxLayout()
    row.setSpacing(spacing)
    for part in parts:
        if isinstance(part, int):
            row.addSpacing(part)
        else:
            row.addWidget(part)
    row.addStretch()
    return row


class Gallery(QWidget):
    """The page: states of rows, controls, marks and notices at the left; the rail and a list at the right."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self.focused = Button(theme, self.tr("Focus"), kind="primary")
        self.toast = Toast(theme, self)
        page = QHBoxLayout(self)
        page.setContentsMargins(0, 0, 0, 0)
        page.setSpacing(0)
        page.addWidget(self._rail())
        splitter = PaneSplitter(theme)
        splitter.addWidget(self._atoms())
        splitter.addWidget(self._side())
        splitter.setSizes([660, 320])
        page.addWidget(splitter, 1)

    def sending_in(self, left_s: int) -> str:
        """What the toast says."""
        return self.tr("Sending in %1 s").replace("%1", str(left_s))

    def _rail(self) -> Panel:
        theme = self._theme
        rail = Panel(theme, "sidebar", edges="r")
        rail.setFixedWidth(theme.tokens.width.rail)
        column = QVBoxLayout(rail)
        column.setContentsMargins(8, 8, 9, 8)
        column.setSpacing(0)
        search = SearchField(theme, height=32, key="Ctrl K")
        search.set_words(self.tr("Search or jump to"), self.tr("Empty"))
        column.addWidget(search)
        column.addSpacing(8)
        for text, icon, count, tone in (
            (self.tr("Home"), "home", 0, ""),
            (self.tr("Tickets"), "ticket", 0, ""),
            (self.tr("My team, by deadline"), "", 27, ""),
            (self.tr("Unassigned"), "", 6, ""),
            (self.tr("Chat"), "chat", 3, "strong"),
            (self.tr("Knowledge"), "book", 0, ""),
            (self.tr("Onboarding"), "clipboard", 4, ""),
        ):
            item = RailItem(theme, text, icon)
            item.set_count(count, tone)
            item.setChecked(icon == "ticket" or count == 27)
            column.addWidget(item)
        column.addStretch()
        attention = RailItem(theme, self.tr("Needs attention"), "alert", icon_color="warning")
        attention.set_count(3, "warning")
        column.addWidget(attention)
        person = Avatar(theme, 28)
        person.show_person("nuria", "Nuria Vidal")
        column.addLayout(across(8, person, Text(theme, "Nuria Vidal", "body", 600)))
        return rail

    def _atoms(self) -> Panel:
        theme = self._theme
        panel = Panel(theme, "surface")
        column = QVBoxLayout(panel)
        column.setContentsMargins(24, 16, 24, 16)
        column.setSpacing(10)
        column.addWidget(Text(theme, self.tr("States"), "title", 600))
        card = Card(theme)
        inner = QVBoxLayout(card)
        inner.setContentsMargins(1, 1, 1, 1)
        inner.addWidget(StateRows(theme, self._row_states()))
        column.addWidget(card)
        grid = QGridLayout()
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(10)
        grid.setColumnMinimumWidth(0, 96)
        for line, (label, content) in enumerate(self._lines()):
            grid.addWidget(Text(theme, label, "caption", 400, "text_secondary"), line, 0)
            grid.addLayout(content, line, 1)
        column.addLayout(grid)
        strip = LineStrip(theme)
        strip.say(
            self.tr("No connection since 10:12."),
            self.tr("Carry on: it goes out by itself."),
            self.tr("%n changes to send", "", 2),
        )
        column.addWidget(strip)
        empty = EmptyState(theme)
        empty.say(
            self.tr("Nothing due. Well done."),
            self.tr("The next deadline is at 14:06. Press N to write a ticket, U to see the unassigned ones."),
        )
        column.addWidget(empty)
        column.addStretch()
        return panel

    def _row_states(self) -> list[tuple[str, Row, RowState]]:
        oven = Row("Second oven stops heating with code E-14", "Porto, Cedofeita · Inês Duarte", glyph="status-open",
                   glyph_color="status_open", flag="flag", flag_color="priority_high", end="2 h 10")  # fmt: skip
        till = Row("Till 2 frozen on “Updating menu”", "Bristol, Harbourside · Hannah Price", glyph="status-open",
                   glyph_color="status_open", end="31 min", end_color="warning")  # fmt: skip
        watched = Row(till.subject, till.second, glyph="status-open", glyph_color="status_open", end="31 min",
                      end_color="warning", viewers=(Person("tom", "Tom Okafor"),), count=2)  # fmt: skip
        unread = Row(till.subject, till.second, unread=True, glyph="status-new", glyph_color="status_new",
                     end="31 min", end_color="warning")  # fmt: skip
        saved = Row("Two boxes of croissants missing", "Sevilla, Triana · Rosa Gálvez", glyph="status-new",
                    glyph_color="status_new", state=self.tr("Saved here"), state_icon="saved-here")  # fmt: skip
        refused = Row("VAT report does not match bank deposits", "Bilbao, Casco Viejo · Ane Etxeberria",
                      glyph="status-open", glyph_color="status_open", state=self.tr("Needs attention"),
                      state_icon="alert", state_color="danger")  # fmt: skip
        return [
            (self.tr("rest"), oven, RowState()),
            (self.tr("hover"), oven, RowState(hovered=True)),
            (self.tr("unread"), unread, RowState()),
            (self.tr("selected"), watched, RowState(selected=True)),
            (self.tr("selected, away"), till, RowState(selected=True, active=False)),
            (self.tr("focus"), oven, RowState(ringed=True)),
            (self.tr("saved here"), saved, RowState()),
            (self.tr("needs attention"), refused, RowState()),
        ]

    def _lines(self) -> list[tuple[str, QHBoxLayout]]:
        return [
            (self.tr("buttons"), self._buttons()),
            ("", self._more_buttons()),
            (self.tr("fields"), self._fields()),
            (self.tr("choices"), self._choices()),
            (self.tr("status"), self._statuses()),
            (self.tr("chips"), self._chips()),
        ]

    def _buttons(self) -> QHBoxLayout:
        theme = self._theme
        disabled = Button(theme, self.tr("Disabled"), kind="primary")
        disabled.setEnabled(False)
        return across(
            Button(theme, self.tr("Send"), kind="primary", key="Ctrl ↵"), 4, self.focused, 4,
            Button(theme, self.tr("Secondary")), Button(theme, self.tr("Call"), icon="phone"), disabled,
        )  # fmt: skip

    def _more_buttons(self) -> QHBoxLayout:
        theme = self._theme
        reply = Button(theme, self.tr("Reply"), kind="tab", icon="reply", height=28)
        reply.setCheckable(True)
        reply.setChecked(True)
        chosen = Button(theme, self.tr("Open"), kind="chip", height=24)
        chosen.setCheckable(True)
        chosen.setChecked(True)
        return across(
            reply, Button(theme, self.tr("Internal note"), kind="tab", icon="note", height=28),
            icon_button(theme, "filter", self.tr("Filter"), key="F"),
            icon_button(theme, "more", self.tr("More")),
            chosen, Button(theme, self.tr("English"), kind="chip", height=24, trailing_icon="chevron-down"),
            Button(theme, self.tr("Small"), height=24), Button(theme, self.tr("See all"), kind="link"),
        )  # fmt: skip

    def _fields(self) -> QHBoxLayout:
        theme = self._theme
        rest, _ = line_field(theme, "rest", hint=self.tr("Search"))
        wrong, wrong_editor = line_field(theme, "wrong")
        wrong.set_wrong(True)
        wrong_editor.setText(self.tr("Too short"))
        disabled, editor = line_field(theme, "disabled", hint=self.tr("Disabled"))
        editor.setEnabled(False)
        search = SearchField(theme, height=32)
        search.set_words(self.tr("Search"), self.tr("Empty"))
        search.editor.setText("receipt")
        for field in (rest, wrong, disabled, search):
            field.setFixedWidth(theme.scaled(124))
        return across(rest, search, wrong, disabled)

    def _choices(self) -> QHBoxLayout:
        theme = self._theme
        ticked, box, off = (
            Check(theme, self.tr("Diagnostics")),
            Check(theme, self.tr("Photo")),
            Check(theme, self.tr("Disabled")),
        )
        ticked.setChecked(True)
        off.setEnabled(False)
        yes, trouble = Radio(theme, self.tr("Yes")), Radio(theme, self.tr("With trouble"))
        trouble.setChecked(True)
        select = Select(theme)
        select.addItems([self.tr("Kitchen, by the pass"), self.tr("Counter")])
        select.setAccessibleName(self.tr("choices"))
        return across(ticked, box, off, 8, yes, trouble, 8, select, spacing=12)

    def _statuses(self) -> QHBoxLayout:
        row = across(spacing=16)
        for place, (status, word) in enumerate(
            (
                ("new", self.tr("New")),
                ("open", self.tr("Open")),
                ("pending", self.tr("Pending")),
                ("on_hold", self.tr("On hold")),
                ("resolved", self.tr("Resolved")),
                ("closed", self.tr("Closed")),
            )
        ):
            glyph = StatusGlyph(self._theme)
            glyph.show_status(status, word)
            row.insertWidget(place, glyph)
        return row

    def _chips(self) -> QHBoxLayout:
        theme = self._theme
        return across(
            Chip(theme, self.tr("Tag")), Chip(theme, self.tr("Active filter"), "accent"),
            Chip(theme, self.tr("Identity verified"), "success", icon="shield-check"),
            Chip(theme, self.tr("Ends 18:00"), "warning"), Chip(theme, self.tr("Locked"), "danger"),
            Chip(theme, "Tom", "info", icon="eye"),
            Badge(theme, 2), Badge(theme, 3, "warning"), Badge(theme, 128, "danger"), KeyCap(theme, "Tab"),
        )  # fmt: skip

    def _side(self) -> Panel:
        theme = self._theme
        panel = Panel(theme, "sunken")
        column = QVBoxLayout(panel)
        column.setContentsMargins(16, 16, 16, 16)
        column.setSpacing(12)
        column.addWidget(Text(theme, self.tr("Good morning, Rosa"), "display", 600))
        banner = Banner(theme)
        banner.say(
            self.tr("Contactless fails in 14 stores since 09:30"),
            self.tr("We are with the supplier. Take chip and PIN meanwhile."),
            self.tr("Received at 10:08, before the line went down"),
        )
        column.addWidget(banner)
        column.addWidget(
            SectionHeader(theme, self.tr("Latest"), end=Button(theme, self.tr("See all"), kind="link", height=24))
        )
        column.addWidget(self._list())
        frame, editor = text_field(theme, "what", hint=self.tr("Say what you see and since when."))
        field = Field(theme, frame, editor)
        field.set_words(self.tr("What happens?"), self.tr("Please leave out card numbers and passwords."))
        frame.setFixedHeight(72)
        column.addWidget(field)
        column.addLayout(across(Glyph(theme, "search", "accent_text", 20, tile=40), self._people()))
        long = ElidedLabel(theme, self.tr("A long line that does not fit into the room there is for it here"))
        column.addWidget(long)
        column.addStretch()
        return panel

    def _people(self) -> QWidget:
        people = QWidget()
        row = QHBoxLayout(people)
        row.setContentsMargins(0, 0, 0, 0)
        for size, name in ((18, "Tom Okafor"), (24, "Inês Duarte"), (28, "Aoife Brennan"), (40, "Rosa Gálvez")):
            avatar = Avatar(self._theme, size)
            avatar.show_person(name, name)
            row.addWidget(avatar)
        return people

    def _list(self) -> QListView:
        view = QListView()
        model = SampleModel(
            [GroupRow(self.tr("Overdue"), 1, "danger"), self._row_states()[0][1], self._row_states()[3][1]]
        )
        model.setParent(view)
        view.setModel(model)
        view.setItemDelegate(RowDelegate(self._theme, row_of, view))
        view.setFixedHeight(self._theme.scaled(142))
        view.setAccessibleName(self.tr("Latest"))
        return view


def picture(gallery: Gallery, ratio: int) -> QImage:
    """The page as it is, at a number of device pixels per pixel."""
    image = QImage(QSize(gallery.width() * ratio, gallery.height() * ratio), QImage.Format.Format_RGB32)
    image.setDevicePixelRatio(ratio)
    gallery.render(image, QPoint())
    return image


def draw(folder: Path) -> list[Path]:
    """Makes a picture of the page for each language, theme and resolution, and one with large text."""
    application = QApplication.instance() or QApplication(sys.argv[:1])
    assert isinstance(application, QApplication)  # noqa: S101 - ours, just above
    made = []
    languages, spanish = Languages(), GalleryWords()
    for mode, language, zoom in (
        (Mode.LIGHT, "en", 1.0), (Mode.DARK, "en", 1.0), (Mode.LIGHT, "es", 1.0), (Mode.DARK, "es", 1.0),
        (Mode.LIGHT, PSEUDO, 1.0), (Mode.LIGHT, "en", 1.5),
    ):  # fmt: skip
        languages.choose(language)
        application.removeTranslator(spanish)
        if language == "es":
            application.installTranslator(spanish)
        theme = Theme(mode, zoom=zoom, reduced_motion=True).applied_to(application)
        gallery = Gallery(theme)
        gallery.resize(round(WIDTH * zoom), round(HEIGHT * zoom))
        gallery.show()
        gallery.activateWindow()
        application.processEvents()
        gallery.focused.setFocus(FOCUS)
        gallery.toast.show_message(
            gallery.sending_in,
            icon="send", undo=gallery.tr("Undo"),
        )  # fmt: skip
        for ratio in (1, 2):
            path = folder / f"gallery-{language}-{mode.value}-{round(zoom * 100)}-{ratio}x.png"
            picture(gallery, ratio).save(str(path))
            made.append(path)
        gallery.close()
        gallery.deleteLater()
    return made


def main() -> None:
    """Draws the gallery."""
    parser = argparse.ArgumentParser(prog="python -m demo.gallery", description=__doc__)
    parser.add_argument("--out", type=Path, required=True, help="the folder for the pictures")
    folder = parser.parse_args().out
    folder.mkdir(parents=True, exist_ok=True)
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    for path in draw(folder):
        print(path.name)


if __name__ == "__main__":
    main()
