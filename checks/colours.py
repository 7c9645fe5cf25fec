"""Colours are tokens of the theme: no hex colour stands anywhere else."""

import ast
import re
from collections.abc import Iterator

from checks.source import Finding, Source

RULE = "hex-colour"
HOMES = ("resources/themes", "desktop/theme", "tests", "docs", "resources/content")
STYLED = frozenset({".py", ".qss", ".css", ".html", ".svg"})
HEX = r"#(?:[0-9a-fA-F]{8}|[0-9a-fA-F]{6}|[0-9a-fA-F]{3})"
WHOLE = re.compile(HEX)
# Within a longer Python string "#123" may be a ticket's number: a colour follows a colon, or has six digits, one of
# them a letter.
WITHIN = re.compile(rf":\s*{HEX}\b|#(?=[0-9]*[a-fA-F])[0-9a-fA-F]{{6}}(?:[0-9a-fA-F]{{2}})?\b")
ANYWHERE = re.compile(rf"(?<![&\w]){HEX}\b")
MESSAGE = "a hex colour: name a token of the theme instead"


def lines_with_colours(source: Source) -> Iterator[int]:
    """The lines on which a hex colour stands, those of Python in its strings only."""
    if not source.is_python:
        for number, line in enumerate(source.text.splitlines(), 1):
            if ANYWHERE.search(line):
                yield number
        return
    for node in ast.walk(source.tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            for offset, line in enumerate(node.value.split("\n")):
                if WHOLE.fullmatch(line.strip()) or WITHIN.search(line):
                    yield node.lineno + offset


def find_colours(source: Source) -> Iterator[Finding]:
    """Hex colours outside the theme."""
    if source.path.suffix not in STYLED or source.below(*HOMES):
        return
    for line in lines_with_colours(source):
        yield source.finding(line, RULE, MESSAGE)
