"""Style sheets: resources/themes/*.qss are templates in which `{{ name }}` stands for a token."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

from PySide6.QtGui import QColor

from desktop.theme.errors import TemplateError
from desktop.theme.tokens import THEMES_FOLDER, Colors, Tokens

PLACE = re.compile(r"\{\{\s*([\w.]+)\s*\}\}")
COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)


def css(color: QColor) -> str:
    """The colour as a style sheet writes it."""
    if color.alpha() == 255:
        return color.name()
    return f"rgba({color.red()}, {color.green()}, {color.blue()}, {color.alpha()})"


@cache
def template(name: str, folder: Path = THEMES_FOLDER) -> str:
    """The text of a template, without its comments."""
    return COMMENT.sub("", (folder / f"{name}.qss").read_text(encoding="utf-8"))


def values(tokens: Tokens, colors: Colors, family: str) -> dict[str, str]:
    """What each place in a template may name: colours by role, measures as `height.button`, fonts as `type.body`."""
    found = {role: css(color) for role, color in colors.by_name.items()}
    found["family"] = family
    for group in ("space", "radius", "line", "height", "width", "icon"):
        found |= {f"{group}.{name}": f"{value}px" for name, value in getattr(tokens, group)._asdict().items()}
    found |= {f"type.{name}": f"{step.size}px" for name, step in tokens.type._asdict().items()}
    return found


def rendered(name: str, named_values: dict[str, str], text: str | None = None) -> str:
    """The style sheet with every place filled in.

    Raises:
        TemplateError: it names a token that does not exist.
    """

    def fill(match: re.Match[str]) -> str:
        if match[1] not in named_values:
            raise TemplateError(f"{name}.qss", match[1])
        return named_values[match[1]]

    return PLACE.sub(fill, template(name) if text is None else text)
