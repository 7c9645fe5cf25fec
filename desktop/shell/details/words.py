"""Answers as they are read, and what is wrong with one, in the language in force."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication, QDate, QLocale

from desktop.shell import wording
from domain.forms import NO, YES, Trouble
from domain.records import FormField
from domain.words import FieldKind

DAY = re.compile(r"(\d{1,2})[./\s-](\d{1,2})[./\s-](\d{4}|\d{2})\Z")
"""The day first, as in both languages of the franchise."""
CENTURY = 2000

TROUBLE = {
    Trouble.MISSING: QT_TRANSLATE_NOOP("details", "This is needed, so that we can start at once."),
    Trouble.TOO_LONG: QT_TRANSLATE_NOOP("details", "That is too long. Put the rest into the description."),
    Trouble.NO_NUMBER: QT_TRANSLATE_NOOP("details", "Write a number in digits, such as 12 or 12.5."),
    Trouble.NO_DATE: QT_TRANSLATE_NOOP("details", "Write a day as 30/11/2026."),
    Trouble.NO_OPTION: QT_TRANSLATE_NOOP("details", "Choose one of what is offered now."),
    Trouble.NO_PHONE: QT_TRANSLATE_NOOP("details", "Write a phone number in digits, such as +34 600 123 456."),
    Trouble.NO_EMAIL: QT_TRANSLATE_NOOP("details", "Write an address such as name@example.org."),
    Trouble.TOO_MANY: QT_TRANSLATE_NOOP("details", "Choose one of what is offered now."),
}
KIND = {
    FieldKind.TEXT: QT_TRANSLATE_NOOP("details", "One line"),
    FieldKind.LONG_TEXT: QT_TRANSLATE_NOOP("details", "Several lines"),
    FieldKind.NUMBER: QT_TRANSLATE_NOOP("details", "A number"),
    FieldKind.CHOICE: QT_TRANSLATE_NOOP("details", "One of several"),
    FieldKind.CHOICES: QT_TRANSLATE_NOOP("details", "Any of several"),
    FieldKind.DATE: QT_TRANSLATE_NOOP("details", "A day"),
    FieldKind.YES_NO: QT_TRANSLATE_NOOP("details", "Yes or no"),
    FieldKind.PHONE: QT_TRANSLATE_NOOP("details", "A phone number"),
    FieldKind.EMAIL: QT_TRANSLATE_NOOP("details", "An e-mail address"),
}


def translated(text: object) -> str:
    """One of this file's texts in the language in force."""
    return QCoreApplication.translate("details", str(text))


def trouble(found: Trouble) -> str:
    """What is wrong, and what to do about it."""
    return translated(TROUBLE[found])


def kind(field_kind: FieldKind) -> str:
    """What is asked for in a line of that kind."""
    return translated(KIND[field_kind])


def label(field: FormField | None, key: str, locale: str) -> str:
    """What a line is called; its key if there is no such line any more."""
    if field is None:
        return key.replace("_", " ").capitalize()
    return wording.named(field.names, locale)


def said(field: FormField | None, values: Sequence[str], locale: str) -> str:
    """An answer as it is read; what is no longer offered stands as it was kept."""
    return ", ".join(value_said(field, value, locale) for value in values)


def value_said(field: FormField | None, value: str, locale: str) -> str:
    """One value of an answer."""
    if field is None:
        return value
    match field.kind:
        case FieldKind.CHOICE | FieldKind.CHOICES:
            names = next((option.names for option in field.options if option.key == value), None)
            return wording.named(names, locale) if names is not None else value
        case FieldKind.YES_NO:
            return yes_no(value)
        case FieldKind.DATE:
            return day_said(value)
        case _:
            return value


def yes_no(value: str) -> str:
    """The word for `yes` or `no`."""
    yes, no = QCoreApplication.translate("details", "Yes"), QCoreApplication.translate("details", "No")
    return {YES: yes, NO: no}.get(value, value)


def day_said(value: str) -> str:
    """A day as people read it; what is no day as it is."""
    try:
        day = date.fromisoformat(value)
    except ValueError:
        return value
    #: Of a date, as Qt writes formats; keep the letters, move and quote the words.
    pattern = QCoreApplication.translate("details", "ddd d MMM yyyy")
    return QLocale().toString(QDate(day.year, day.month, day.day), pattern).replace(".", "")


def day_typed(text: str) -> str:
    """What somebody typed as a day, as it is kept; what is no day stays as it is."""
    found = DAY.match(text.strip())
    if found is None:
        return text.strip()
    number, month, year = (int(part) for part in found.groups())
    try:
        return date(year + CENTURY if year < CENTURY // 10 else year, month, number).isoformat()
    except ValueError:
        return text.strip()
