"""The GUI thread never waits, and work leaves it by one door."""

import ast
from collections.abc import Iterator

from checks.source import Finding, Source

BLOCKING = "gui-blocking"
THREAD = "thread"
WIDGET = "item-widget"
# Where threads live; the rest of both packages hands work to them.
THREAD_HOMES = ("desktop/background", "sync/engine/runner.py", "tests")
THREAD_MAKERS = frozenset({"Thread", "Timer", "ThreadPoolExecutor", "QThread", "QThreadPool"})
BLOCKING_CALLS = {
    "processEvents": "processEvents() runs events in the middle of another one: let the call return",
    "QEventLoop": "a nested event loop: connect to the signal that ends it",
    "sleep": "sleep() on the GUI thread: use a QTimer",
    "exec_": "a nested event loop: use open() or show() and a signal",
}
ITEM_WIDGETS = frozenset({"QTableWidget", "QTreeWidget", "QSortFilterProxyModel"})


def called_name(node: ast.Call) -> str:
    """The last name of what is called: `sleep` of `time.sleep(1)`."""
    if isinstance(node.func, ast.Attribute):
        return node.func.attr
    return node.func.id if isinstance(node.func, ast.Name) else ""


def base_names(node: ast.ClassDef) -> list[str]:
    """The last name of each base class."""
    return [ast.unparse(base).split("[")[0].rsplit(".", 1)[-1] for base in node.bases]


def find_blocking(source: Source) -> Iterator[Finding]:
    """What would keep the GUI thread from its events, in the client."""
    if not source.is_python or not source.below("desktop"):
        return
    for node in ast.walk(source.tree):
        if isinstance(node, ast.ClassDef) and "QThread" in base_names(node):
            yield source.finding(node.lineno, BLOCKING, "a QThread subclass: hand the work to desktop/background")
        if not isinstance(node, ast.Call):
            continue
        name = called_name(node)
        if name in BLOCKING_CALLS:
            yield source.finding(node.lineno, BLOCKING, BLOCKING_CALLS[name])
        # The one event loop of the program is started in app.py.
        if name == "exec" and isinstance(node.func, ast.Attribute) and not source.below("desktop/app.py"):
            yield source.finding(
                node.lineno, BLOCKING, "a nested event loop: use open(), show() or popup() and a signal"
            )
        if name in ITEM_WIDGETS:
            yield source.finding(
                node.lineno, WIDGET, f"{name} holds or sorts rows in Python: page them through a model"
            )


def find_threads(source: Source) -> Iterator[Finding]:
    """Threads made away from the two places where they live."""
    if not source.is_python or not source.below("desktop", "sync") or source.below(*THREAD_HOMES):
        return
    for node in ast.walk(source.tree):
        if isinstance(node, ast.Call) and called_name(node) in THREAD_MAKERS:
            message = f"{called_name(node)}() outside {' and '.join(THREAD_HOMES[:2])}: hand the work to them"
            yield source.finding(node.lineno, THREAD, message)
