"""Files and functions stay small enough to be read, and modules are named after an idea."""

import ast
from collections.abc import Iterable, Iterator

from checks.source import Finding, Source

FILE = "file-length"
FUNCTION = "function-length"
NAME = "module-name"
MOST_FILE_LINES = 600
LONG_FUNCTION_LINES = 60
LONG_FUNCTION_SHARE = 0.01
NAMELESS = frozenset({"utils", "util", "misc", "common", "helpers", "helper", "core"})


def find_long_files(source: Source) -> Iterator[Finding]:
    """Python files over the limit."""
    lines = source.text.count("\n")
    if source.is_python and lines > MOST_FILE_LINES:
        yield source.finding(1, FILE, f"{lines} lines, {MOST_FILE_LINES} at most: which idea wants its own room?")


def find_nameless_modules(source: Source) -> Iterator[Finding]:
    """Modules and packages whose name says nothing about what is in them."""
    if not source.is_python:
        return
    for part in (*source.path.parts[:-1], source.path.stem):
        if part in NAMELESS:
            yield source.finding(1, NAME, f"{part} names no idea: say what the module is about")


def find_long_functions(sources: Iterable[Source]) -> Iterator[Finding]:
    """Every long function, once there are more of them than one in a hundred."""
    functions = 0
    long: list[Finding] = []
    for source in sources:
        if not source.is_python:
            continue
        for node in ast.walk(source.tree):
            if not isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                continue
            functions += 1
            lines = (node.end_lineno or node.lineno) - node.lineno + 1
            if lines > LONG_FUNCTION_LINES:
                long.append(source.finding(node.lineno, FUNCTION, f"{node.name}() has {lines} lines"))
    if len(long) > functions * LONG_FUNCTION_SHARE:
        yield from long
