"""Loads Qt's binding without what it brings along for those who look at it rather than use it.

Shiboken carries Python sources in its library: they describe the signatures of functions for help texts, for type
checkers and for the words of a TypeError. It unpacks and compiles all of them in every process, for half of what an
empty window takes to start. Here they are put off until one of them is asked for something.
"""

from __future__ import annotations

import builtins
import threading
from typing import Any

PUT_OFF = frozenset(
    f"shibokensupport/signature/{name}.py"
    for name in ("errorhandler", "layout", "lib/enum_sig", "lib/pyi_generator", "lib/tool", "mapping", "parser")
)
"""As Shiboken names them when it compiles them; whatever other versions call otherwise is loaded as ever."""

_compile = builtins.compile
_lock = threading.RLock()


def load_qt() -> None:
    """Load Qt's core, and leave Python's own functions as they were.

    The import statement too: PySide puts one of its own in its place, which reads the source of every module to see
    whether that wants Qt's methods under other names, 10 ms of a start for something that nothing here asks for.
    """
    own_import = builtins.__import__
    builtins.compile = _put_off
    try:
        import PySide6.QtCore  # noqa: F401 - the first import of the binding loads its support
    finally:
        builtins.compile = _compile
        builtins.__import__ = own_import


_waiting: dict[str, Any] = {}
"""Sources by file name, until they are compiled."""


def _put_off(source: Any, filename: Any, *rest: Any, **named: Any) -> Any:
    """Compile, but for what is put off: that becomes a module that turns into it with the first question for a name."""
    if filename not in PUT_OFF:
        return _compile(source, filename, *rest, **named)
    _waiting[filename] = source
    asks = f"from desktop.binding import wait_in\nwait_in(globals(), {filename!r})\ndel wait_in"
    return _compile(asks, filename, "exec")


def wait_in(names: dict[str, Any], filename: str) -> None:
    """Let a module have the names of a source that was put off, from when it is first asked for one of them.

    Args:
        names: All that the module has.
        filename: Whose source it is.
    """

    def load(name: str) -> Any:
        if name.startswith("__"):
            # The import statement asks every module whether it is a package.
            raise AttributeError(name)
        with _lock:
            source = _waiting.pop(filename, None)
            if source is not None:
                del names["__getattr__"]
                exec(_compile(source, filename, "exec"), names)  # noqa: S102 - the library's own text
        try:
            return names[name]
        except KeyError:
            raise AttributeError(name) from None

    names["__getattr__"] = load
    # Shiboken takes this one of `mapping` without asking the module for it.
    names["update_mapping"] = lambda: load("update_mapping")()
