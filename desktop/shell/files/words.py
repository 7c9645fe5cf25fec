"""How a file is spoken of: its size, and where it is."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QLocale

from desktop.shell.files.desk import Standing
from domain.plain import Plain

ICONS = {"image": "image", "video": "camera", "audio": "phone", "text": "note"}


class Said(Plain):
    """A file's standing in words, and the colour of it by its role."""

    text: str
    color: str = "text_secondary"


def icon_of(media_type: str) -> str:
    """The icon of a kind of file."""
    return ICONS.get(media_type.partition("/")[0], "paperclip")


def size_text(size_bytes: int, locale: str) -> str:
    """A file's size as people say it."""
    return QLocale(locale).formattedDataSize(size_bytes, 1, QLocale.DataSizeFormat.DataSizeTraditionalFormat)


def said(standing: Standing, size_bytes: int, locale: str) -> Said:
    """Where a file is, in a few words."""
    size = size_text(size_bytes, locale)
    match standing.kind:
        case "saved":
            return Said(QCoreApplication.translate("files", "{0}, saved here").format(size), "text_muted")
        case "sending":
            return Said(QCoreApplication.translate("files", "{0}, sending, {1} %").format(size, standing.percent))
        case "arriving":
            return Said(QCoreApplication.translate("files", "{0}, still arriving").format(size))
        case "fetching":
            return Said(QCoreApplication.translate("files", "{0}, fetching, {1} %").format(size, standing.percent))
        case "away":
            return Said(QCoreApplication.translate("files", "{0}, not on this computer").format(size))
        case "abandoned":
            return Said(QCoreApplication.translate("files", "{0}, it never arrived").format(size), "danger")
        case "refused":
            return Said(QCoreApplication.translate("files", "{0}, the server did not take it").format(size), "danger")
        case _:
            return Said(size)
