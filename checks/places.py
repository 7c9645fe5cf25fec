"""Nothing committed names a folder of somebody's machine or the address of a package index."""

import re
from collections.abc import Iterator

from checks.source import Finding, Source

RULE = "machine-place"
# Written in pieces, so that this file passes its own rule.
PATTERNS = {
    "a path of somebody's machine": re.compile(
        r"(?<![\w.~$}])(?:/ro" + r"ot/|/wo" + r"rk/|/ho" + r"me/[a-z]|/Us" + r"ers/[A-Za-z]|[A-Z]:\\Us" + r"ers\\)"
    ),
    "the address of a package index": re.compile(
        r"(?<!emit-)index-u" + r"rl|--find-li" + r"nks|https?://\S+/sim" + r"ple\b|pythonho" + r"sted"
    ),
}


def find_machine_places(source: Source) -> Iterator[Finding]:
    """Lines that would leak a machine's folder or index."""
    for number, line in enumerate(source.text.splitlines(), 1):
        for what, pattern in PATTERNS.items():
            if pattern.search(line):
                yield source.finding(number, RULE, f"{what}: leave it out")
