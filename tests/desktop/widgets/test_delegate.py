"""A list of rows is a plain view with our delegate."""

from collections.abc import Sequence

import pytest
from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtWidgets import QListView
from pytestqt.qtbot import QtBot

from desktop.theme.theme import Theme
from desktop.widgets.rows import GroupRow, Row, RowDelegate, RowRole


class Tickets(QAbstractListModel):
    """Subjects; None is a row that is not loaded yet."""

    def __init__(self, subjects: Sequence[str | None]) -> None:
        super().__init__()
        self._subjects = subjects

    def rowCount(self, parent: QModelIndex | QPersistentModelIndex | None = None) -> int:
        """Override QAbstractListModel.rowCount."""
        return len(self._subjects)

    def data(self, index: QModelIndex | QPersistentModelIndex, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Override QAbstractListModel.data."""
        return self._subjects[index.row()] if role == RowRole else None


def row_of(value: object) -> Row | GroupRow | None:
    """Capitals name groups."""
    if not isinstance(value, str):
        return None
    return GroupRow(value) if value.isupper() else Row(value)


@pytest.fixture
def view(theme: Theme, qtbot: QtBot) -> QListView:
    view = QListView()
    qtbot.addWidget(view)
    model = Tickets(["OVERDUE", "Till 2 frozen", None])
    model.setParent(view)
    view.setModel(model)
    view.setItemDelegate(RowDelegate(theme, row_of, view))
    view.resize(380, 300)
    view.show()
    return view


def test_rows_and_groups_have_their_own_fixed_heights(view: QListView, theme: Theme) -> None:
    heights = [view.visualRect(view.model().index(number, 0)).height() for number in range(3)]

    assert heights == [28, 56, 56]


def test_a_row_that_is_not_loaded_yet_is_painted_as_ground(view: QListView, theme: Theme) -> None:
    place = view.visualRect(view.model().index(2, 0))
    image = view.viewport().grab(place).toImage()
    above = {image.pixelColor(x, y).name() for x in range(image.width()) for y in range(image.height() - 1)}

    assert len(above) == 1


def test_the_chosen_row_carries_the_bar(view: QListView, theme: Theme) -> None:
    index = view.model().index(1, 0)
    view.setCurrentIndex(index)
    place = view.visualRect(index)

    assert view.viewport().grab(place).toImage().pixelColor(1, 20) == theme.colors.accent_text
