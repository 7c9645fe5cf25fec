"""Every text on a screen, painted or not, and which of them are ours in another language than the one in force."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from xml.etree import ElementTree

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QAbstractItemView, QComboBox, QLabel, QLineEdit, QPlainTextEdit, QWidget

from desktop.i18n.tools import FOLDER

LEAST_LETTERS = 3
PLACE = re.compile(r"%n|%L?\d|\{\d*\}")
NAMES = frozenset({"Mostrador", "English", "Español"})
"""Called so in every language."""


def texts(window: QWidget) -> Iterator[tuple[str, str]]:
    """What is said, on hover and to readers too, with the widget that says it."""
    for widget in (window, *window.findChildren(QWidget)):
        if not widget.isVisibleTo(window) and widget is not window:
            continue
        said = [widget.toolTip(), widget.accessibleName(), widget.accessibleDescription()]
        match widget:
            case QLabel() | QAbstractButton():
                said.append(widget.text())
            case QLineEdit() | QPlainTextEdit():
                said.append(widget.placeholderText())
            case QComboBox():
                said += [widget.itemText(place) for place in range(widget.count())]
            case QAbstractItemView() if widget.model() is not None:
                said += list(_rows(widget))
        for text in said:
            if text.strip():
                yield f"{type(widget).__name__} {widget.objectName()}", text


def _rows(view: QAbstractItemView) -> Iterator[str]:
    model = view.model()
    for row in range(min(model.rowCount(), 30)):
        yield str(model.index(row, 0).data(Qt.ItemDataRole.AccessibleTextRole) or "")


def _translations() -> Iterator[tuple[str, str]]:
    """Every text with each form of its Spanish, the stores' and the desk's."""
    for name in ("es", "es_desk"):
        root = ElementTree.parse(FOLDER / f"{name}.ts").getroot()  # noqa: S314 - the project's own files
        for message in root.iter("message"):
            translation = message.find("translation")
            assert translation is not None
            for form in translation.findall("numerusform") or [translation]:
                yield message.findtext("source") or "", form.text or ""


@cache
def alike() -> frozenset[str]:
    """Texts that are right in both languages, at least for somebody."""
    pairs = list(_translations())
    spanish = {text for _, text in pairs}
    return NAMES | {source for source, text in pairs if source == text} | ({source for source, _ in pairs} & spanish)


@cache
def vocabulary() -> tuple[dict[str, str], dict[str, str]]:
    """English to Spanish and Spanish to English, of the texts that differ."""
    to_spanish = {source: text for source, text in _translations() if text != source}
    return to_spanish, {spanish: english for english, spanish in _translations() if spanish != english}


@cache
def _pattern(of_spanish: bool) -> re.Pattern[str]:  # noqa: FBT001 - a key of the cache
    there, back = vocabulary()
    parts = []
    for text in back if of_spanish else there:
        plain = PLACE.sub("", text)
        if sum(letter.isalpha() for letter in plain) > LEAST_LETTERS and text not in alike():
            parts.append("".join(_matching(bit) for bit in _bits(text)))
    return re.compile("|".join(sorted(parts, key=len, reverse=True)))


def _matching(bit: str) -> str:
    if not PLACE.fullmatch(bit):
        return re.escape(bit)
    return r"\d[\d.,]*" if bit == "%n" else ".+?"


def _bits(text: str) -> Iterator[str]:
    at = 0
    for place in PLACE.finditer(text):
        yield text[at : place.start()]
        yield place[0]
        at = place.end()
    yield text[at:]


def left_over(window: QWidget, *, spanish: bool) -> Iterator[str]:
    """A sentence for every text that is still Spanish (or English) although the language is another."""
    pattern = _pattern(spanish)
    for widget, text in texts(window):
        for piece in {text, *re.split(r"\n|, | · ", text)}:
            if pattern.fullmatch(piece):
                yield f"{widget} says {piece!r}"
