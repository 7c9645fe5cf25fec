"""Reads the scripts that sample tickets are drawn from: one text file per topic, a problem per `#` block.

A block has fields (`type: incident`), then one section per language: `[en] Subject`, `pick name = a | b` for words that
stay the same through the ticket, and the conversation, one line a message. Inside a line `[[a|b]]` is a choice and
`{name}` a detail of the ticket (`demo.content.wording`). A line begins with who speaks: `c` the requester, `a` the
assignee, `n` a note of the assignee, `l` a note of a colleague, `open` who takes the ticket, `team` where it goes. Then
what comes of it: `?` waits for the requester, `#` for a third party, `!` solved, `>` handed to technical support, `+`
confirmed, `-` withdrawn, `=` closed with the reason in the fields. `@43` says how many minutes ago in the fresh queue,
and how many minutes later, at least, elsewhere; `=handle` says who.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from demo.content.articles import CONTENT

_LINE = re.compile(r"^(c|a|n|l|open|team)([?#!>+=-]?)(?:@(\d+))?(?:=([a-z.]+))?: (.+)$")
_SECTION = re.compile(r"^\[(en|es)\] (.+)$")
_PICK = re.compile(r"^pick (\w+) = (.+)$")
_FIELD = re.compile(r"^(\w+): (.*)$")


@dataclass(frozen=True)
class Line:
    """One line of a conversation. `minutes` and `speaker` are set only where the script fixes them."""

    who: str
    outcome: str
    text: str
    minutes: int | None = None
    speaker: str | None = None


@dataclass
class Variant:
    """A script in one language."""

    locale: str
    subject: str
    picks: dict[str, tuple[str, ...]] = field(default_factory=dict)
    lines: list[Line] = field(default_factory=list)


@dataclass
class ProblemScript:
    """A problem that stores have, with the conversation that solves it."""

    key: str
    topic: str
    fields: dict[str, str] = field(default_factory=dict)
    variants: dict[str, Variant] = field(default_factory=dict)

    @property
    def tags(self) -> tuple[str, ...]:
        return tuple(tag.strip() for tag in self.fields.get("tags", "").split(",") if tag.strip())

    def vendor(self, locale: str) -> str:
        return self.fields.get(f"vendor_{locale}", self.fields.get("vendor", ""))


def problem_scripts() -> tuple[ProblemScript, ...]:
    """Every problem, in the order of the files' names."""
    return tuple(
        script for path in sorted((CONTENT / "tickets").glob("*.txt")) for script in parse(_text(path), path.stem)
    )


def fresh_scripts() -> tuple[ProblemScript, ...]:
    """The tickets that stand at the top of the demo's queue, with their ages fixed."""
    return tuple(parse(_text(CONTENT / "queue" / "fresh.txt"), ""))


def parse(text: str, topic: str) -> Iterator[ProblemScript]:
    """Take a file apart.

    Raises:
        ValueError: a line is none of those above; the message quotes it.
    """
    script: ProblemScript | None = None
    variant: Variant | None = None
    for line in filter(None, map(str.strip, text.splitlines())):
        if line.startswith("# "):
            if script:
                yield script
            script, variant = ProblemScript(line[2:], topic), None
        elif script is None:
            raise ValueError(f"before the first block: {line}")
        elif section := _SECTION.match(line):
            variant = script.variants[section[1]] = Variant(section[1], section[2])
        elif variant is None:
            _read_field(script, line)
        else:
            _read_into(variant, line)
    if script:
        yield script


def _read_field(script: ProblemScript, line: str) -> None:
    found = _FIELD.match(line)
    if not found:
        raise ValueError(f"{script.key}: not a field: {line}")
    if found[1] == "topic":
        script.topic = found[2]
    else:
        script.fields[found[1]] = found[2]


def _read_into(variant: Variant, line: str) -> None:
    if found := _LINE.match(line):
        who, outcome, ago, speaker, text = found.groups()
        variant.lines.append(Line(who, outcome, text, int(ago) if ago else None, speaker))
    elif found := _PICK.match(line):
        variant.picks[found[1]] = tuple(choice.strip() for choice in found[2].split("|"))
    else:
        raise ValueError(f"not a line of a conversation: {line}")


def _text(path: Path) -> str:
    return path.read_text(encoding="utf-8")


def required(fields: Mapping[str, str], name: str, key: str) -> str:
    """A field that a script cannot do without.

    Raises:
        ValueError: it is missing.
    """
    if name not in fields:
        raise ValueError(f"{key} lacks the line '{name}:'")
    return fields[name]
