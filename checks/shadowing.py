"""An attribute named as a Qt method hides it: `self.parent = x` breaks every caller of `parent()`."""

import ast
import functools
from collections.abc import Iterable, Iterator
from pathlib import PurePosixPath

from checks.gui import base_names
from checks.source import Finding, Source

RULE = "qt-shadow"


@functools.cache
def qt_class(name: str) -> type | None:
    """The QObject class of this name in the Qt modules that the client uses."""
    from PySide6 import QtCore, QtGui, QtNetwork, QtSvgWidgets, QtWidgets

    for module in (QtCore, QtGui, QtNetwork, QtSvgWidgets, QtWidgets):
        # By attribute: PySide fills a module's dictionary only as its names are asked for.
        kind = getattr(module, name, None)
        if isinstance(kind, type) and issubclass(kind, QtCore.QObject):
            return kind
    return None


Place = tuple[PurePosixPath, str]
"""A class of ours: the file it stands in, and its name."""


def qt_ancestors(classes: Iterable[tuple[Source, ast.ClassDef]]) -> dict[Place, type]:
    """The Qt class that each of our classes descends from, through others of ours too.

    A base is looked for in its own file first, then among the classes of that name elsewhere.
    """
    bases: dict[Place, list[str]] = {(source.path, node.name): base_names(node) for source, node in classes}
    places: dict[str, list[Place]] = {}
    for place in bases:
        places.setdefault(place[1], []).append(place)

    def ancestor(place: Place, seen: frozenset[Place]) -> type | None:
        for base in bases[place]:
            here = (place[0], base)
            candidates = [here] if here in bases else places.get(base, [])
            found = [ancestor(one, seen | {one}) for one in candidates if one not in seen] or [qt_class(base)]
            for kind in found:
                if kind is not None:
                    return kind
        return None

    return {place: kind for place in bases if (kind := ancestor(place, frozenset({place}))) is not None}


def assigned_attributes(node: ast.ClassDef) -> Iterator[tuple[str, int]]:
    """Names given to `self.x` anywhere in the class, and to `x` in its body, with their lines."""
    for statement in node.body:
        targets = statement.targets if isinstance(statement, ast.Assign) else []
        if isinstance(statement, ast.AnnAssign):
            targets = [statement.target]
        yield from ((target.id, target.lineno) for target in targets if isinstance(target, ast.Name))
    for inner in ast.walk(node):
        if isinstance(inner, ast.Attribute) and isinstance(inner.ctx, ast.Store):
            if isinstance(inner.value, ast.Name) and inner.value.id == "self":
                yield inner.attr, inner.lineno


def find_shadowing(sources: Iterable[Source]) -> Iterator[Finding]:
    """Attributes of the client's QObject classes that hide a method of Qt's."""
    classes = [
        (source, node)
        for source in sources
        if source.is_python and source.below("desktop")
        for node in ast.walk(source.tree)
        if isinstance(node, ast.ClassDef)
    ]
    if not classes:
        return
    ancestors = qt_ancestors(classes)
    for source, node in classes:
        kind = ancestors.get((source.path, node.name))
        if kind is None:
            continue
        for name, line in assigned_attributes(node):
            if not name.startswith("__") and callable(getattr(kind, name, None)):
                yield source.finding(line, RULE, f"{node.name}.{name} hides {kind.__name__}.{name}(): name the idea")
