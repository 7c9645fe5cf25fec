"""The escape comment: `lint: allow-<rule> <reason>` on a line, or on one of its own above it, lets that line be."""

import re
from collections.abc import Iterable, Iterator

from checks.source import Finding, Source

RULE = "escape"
ESCAPE = re.compile(r"lint: allow-(?P<rule>[a-z-]+)(?:[ \t]+(?P<reason>\w.*))?")
COMMENT_ONLY = re.compile(r"\s*(#|//|/\*|<!--)")


class Escapes:
    """The escape comments of one file, and which of them were needed."""

    def __init__(self, source: Source) -> None:
        self._source = source
        self._at: dict[tuple[int, str], int] = {}
        self._needed: set[tuple[int, str]] = set()
        self._unreasoned: list[int] = []
        lines = source.text.splitlines()
        for number, line in enumerate(lines, 1):
            match = ESCAPE.search(line)
            if match is None or not COMMENT_ONLY.search(line[: match.start()]):
                continue
            if match["reason"] is None:
                self._unreasoned.append(number)
            own_line = COMMENT_ONLY.match(line) is not None
            self._at[number + 1 if own_line else number, match["rule"]] = number

    def lets_be(self, finding: Finding) -> bool:
        """Whether the finding's line is escaped for its rule; notes that the escape was needed."""
        key = finding.line, finding.rule
        if key not in self._at:
            return False
        self._needed.add(key)
        return True

    def findings(self) -> Iterator[Finding]:
        """The escapes without a reason, and those that nothing needs."""
        for line in self._unreasoned:
            yield self._source.finding(line, RULE, "an escape needs its reason after the rule's name")
        for (escaped, rule), line in self._at.items():
            if (escaped, rule) not in self._needed:
                yield self._source.finding(line, RULE, f"nothing here breaks {rule}: take the escape out")


def without_escaped(sources: Iterable[Source], findings: Iterable[Finding]) -> Iterator[Finding]:
    """The findings that no comment allows, and those about the comments themselves."""
    escapes = {source.path: Escapes(source) for source in sources}
    for finding in findings:
        if finding.path not in escapes or not escapes[finding.path].lets_be(finding):
            yield finding
    for each in escapes.values():
        yield from each.findings()
