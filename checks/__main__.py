"""`python -m checks`: every lint of ours over the whole project; fails if one finds anything."""

import sys
from collections.abc import Iterator
from pathlib import Path

from checks.agreement import find_disagreements
from checks.colours import find_colours
from checks.escapes import without_escaped
from checks.gui import find_blocking, find_threads
from checks.places import find_machine_places
from checks.requirements import find_undeclared
from checks.shadowing import find_shadowing
from checks.shape import find_long_files, find_long_functions, find_nameless_modules
from checks.source import Finding, Source, read_sources
from checks.transactions import find_commits
from checks.translations import find_untranslated

FILE_RULES = (
    find_blocking,
    find_colours,
    find_commits,
    find_long_files,
    find_machine_places,
    find_nameless_modules,
    find_threads,
)
PROJECT_RULES = (find_disagreements, find_long_functions, find_shadowing, find_undeclared)


def every_finding(sources: list[Source], root: Path) -> Iterator[Finding]:
    """What the rules find, before the escapes are looked at."""
    for source in sources:
        for rule in FILE_RULES:
            yield from rule(source)
    for whole in PROJECT_RULES:
        yield from whole(sources)
    yield from find_untranslated(sources, root)


def main(root: Path) -> int:
    """Prints the findings by file and line; 1 if there are any."""
    sources = read_sources(root)
    findings = sorted(
        without_escaped(sources, every_finding(sources, root)), key=lambda one: (str(one.path), one.line, one.rule)
    )
    for finding in findings:
        print(finding)
    print(f"{len(sources)} files, {len(findings)} findings")
    return 1 if findings else 0


if __name__ == "__main__":
    sys.exit(main(Path(__file__).resolve().parent.parent))
