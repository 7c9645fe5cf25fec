"""Pages of the settings screen that are more than a list of settings: keys, account, diagnostics, what is new."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from domain.plain import Plain


class Section(Plain):
    """One page; it is made when it is first shown.

    Attributes:
        name: how the program calls it; `Window.show_settings(name)` leads to it.
        icon: an icon's name.
        title: its title in the language in force.
        words: what people might search it by, in the language in force.
        make: makes it; it follows theme and language by itself.
    """

    name: str
    icon: str
    title: Callable[[], str]
    words: Callable[[], str]
    make: Callable[[], QWidget]
