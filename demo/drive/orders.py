"""What a driven client can be told, and what it answers: JSON lines over its standard input and output."""

from __future__ import annotations

import msgspec


class Order(msgspec.Struct, frozen=True, kw_only=True, tag_field="do"):
    """One thing to do. `name` is a widget's object name; `within_s` how long the screen may take to get there."""

    name: str = ""
    within_s: float = 10.0


class Click(Order, frozen=True, kw_only=True, tag="click"):
    """Click a widget or, in a list, the first row that contains `text`."""

    text: str = ""
    right: bool = False


class Type(Order, frozen=True, kw_only=True, tag="type"):
    """Focus a field and type `text` key by key, `pause_ms` apart; `clear` empties it first."""

    text: str
    pause_ms: int = 8
    clear: bool = False


class Press(Order, frozen=True, kw_only=True, tag="press"):
    """Press a key sequence such as `Ctrl+Return` in a widget; without a name in an open menu, or where the focus is."""

    keys: str


class Choose(Order, frozen=True, kw_only=True, tag="choose"):
    """Choose the entry that contains `text` from a combo box or, after a click, from the open menu."""

    text: str


class Drop(Order, frozen=True, kw_only=True, tag="drop"):
    """Drop a file of this computer on a widget, or on the first around it that takes any."""

    path: str


class See(Order, frozen=True, kw_only=True, tag="see"):
    """Wait until the widget (any visible one without a name) shows `text`; with `gone`, until none does."""

    text: str = ""
    gone: bool = False


class Read(Order, frozen=True, kw_only=True, tag="read"):
    """Return all text the widget shows."""


class Grab(Order, frozen=True, kw_only=True, tag="grab"):
    """Write a picture of the main window, or of the one of that name, to `path`, once it stands still."""

    path: str


class Resize(Order, frozen=True, kw_only=True, tag="resize"):
    """Give the window a size in logical pixels."""

    width: int
    height: int


class Quit(Order, frozen=True, kw_only=True, tag="quit"):
    """Close the window and end."""


AnyOrder = Click | Type | Press | Choose | Drop | See | Read | Grab | Resize | Quit


class Answer(msgspec.Struct, frozen=True, kw_only=True):
    """How an order went.

    Attributes:
        ok: Whether the screen got there.
        text: What was read, or a sentence about what stood there instead.
        longest_stall_ms: The longest stretch without an event on the GUI thread since the last answer.
    """

    ok: bool
    text: str = ""
    longest_stall_ms: float = 0.0
