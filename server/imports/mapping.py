"""The mapping: what the source's words mean here. A preview writes it, people edit it, the import reads it.

A TOML file of sections, each a list of `"word of the source" = "what it is here"`.
"""

from __future__ import annotations

import json
import os
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from server.imports.errors import MappingInvalid

SKIP: Final = "skip"
"""A status, a role or a field that is left out."""
NEW: Final = "+"
"""Before a name: what is called so is to be made."""
NONE: Final = ""
"""The key for records that say nothing: tickets without a group, for one."""
FILE_MODE: Final = 0o600
HEAD: Final = """\
# What the words of {name} mean in Mostrador. Edit what stands right of each =, then import with this file.
# A preview that is run again keeps what you wrote there and adds what is new; it does not keep comments of yours.
"""
SECTIONS: Final[Mapping[str, str]] = {
    "columns": 'Column of a file to what it holds; "" keeps it as a field of its own (see [fields]).',
    "statuses": (
        "new, open, pending, on_hold, resolved or closed, with a reason if you like (closed/spam); skip leaves such "
        "tickets out."
    ),
    "priorities": "low, normal, high or urgent.",
    "types": "question, incident, problem or task.",
    "groups": "A team here, by name; + before the name makes it.",
    "organisations": (
        'A store here, by name or code; + CODE makes one with that code; "": no store, only those see the tickets '
        "who asked, follow, or work on them."
    ),
    "roles": (
        "What somebody of that role becomes: customer, store_staff, store_owner (these two need a store); skip: a name "
        "only, under what they wrote. Agents are not made by their role: name them in [people]."
    ),
    "people": (
        'By e-mail (or the source\'s id): a role with teams or stores, "agent: Support, Tills"; "= marta" for the '
        'account marta here; "": a name only. Whoever has an account with that e-mail here is that person anyway.'
    ),
    "fields": "topic, type, priority, tag (the value becomes one), note (one internal note holds them all) or skip.",
    "topics": 'A topic here, by key; + before the key makes it; "": none.',
}
"""Name to what its right-hand sides may be, as the file says it."""


@dataclass
class ImportMapping:
    """What a mapping file says.

    Attributes:
        source: Ids here follow from it and from the source's ids: the same for every import of the same desk.
        name: What the desk is called, where it did something that nobody did.
        numbers: `keep` the source's ticket numbers where they are free, or give `new` ones.
        region: The region of stores that are made.
        sections: Section to word to meaning.
    """

    source: str
    name: str
    numbers: str = "keep"
    region: str = ""
    sections: dict[str, dict[str, str]] = field(default_factory=dict)
    comments: dict[tuple[str, str], str] = field(default_factory=dict)

    def of(self, section: str) -> dict[str, str]:
        """Return a section."""
        return self.sections.setdefault(section, {})

    def propose(self, section: str, word: str, meaning: str, comment: str = "") -> None:
        """Add a word, unless somebody has said already what it means."""
        self.of(section).setdefault(word, meaning)
        if comment:
            self.comments[section, word] = comment

    def lines(self) -> Iterator[str]:
        """Yield the file."""
        yield HEAD.format(name=self.name)
        yield "[import]"
        yield f"source = {_quoted(self.source)}  # ids here follow from it: keep it"
        yield f"name = {_quoted(self.name)}"
        yield f"numbers = {_quoted(self.numbers)}  # keep the tickets' numbers where they are free, or give new ones"
        yield f"region = {_quoted(self.region)}  # of stores that are made"
        for section, meaning in SECTIONS.items():
            words = self.sections.get(section)
            if words:
                yield f"\n# {meaning}\n[{section}]"
                for word, value in words.items():
                    comment = self.comments.get((section, word), "")
                    yield f"{_quoted(word)} = {_quoted(value)}" + (f"  # {_one_line(comment)}" if comment else "")

    def write(self, path: Path) -> None:
        """Write the file, whole or not at all.

        Raises:
            MappingInvalid: It cannot be written there.
        """
        part = path.with_name(f".{path.name}.part")
        try:
            with open(os.open(part, os.O_CREAT | os.O_WRONLY | os.O_TRUNC, FILE_MODE), "w", encoding="utf-8") as out:
                out.write("\n".join(self.lines()) + "\n")
            part.replace(path)
        except OSError as error:
            raise MappingInvalid(f"{path} cannot be written ({error.strerror}): choose another place.") from error


def read_mapping(path: Path, *, source: str, name: str) -> ImportMapping:
    """Return what the file says; an empty mapping if there is none.

    Raises:
        MappingInvalid: It is not TOML of this form.
    """
    try:
        said = tomllib.loads(path.read_text("utf-8-sig"))
    except FileNotFoundError:
        return ImportMapping(source=source, name=name)
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise MappingInvalid(f"{path} is not valid TOML ({error}): correct it.") from error
    except OSError as error:
        raise MappingInvalid(f"{path} cannot be read ({error.strerror}).") from error
    if unknown := set(said) - {"import", *SECTIONS}:
        raise MappingInvalid(f"{path} has a section [{min(unknown)}]; there are: import, {', '.join(SECTIONS)}.")
    for section, words in said.items():
        if not isinstance(words, dict) or not all(isinstance(value, str) for value in words.values()):
            raise MappingInvalid(f'{path}, section [{section}]: each line is to be "word" = "meaning".')
    head = {"source": source, "name": name, "numbers": "keep", "region": ""} | said.pop("import", {})
    if extra := set(head) - {"source", "name", "numbers", "region"}:
        raise MappingInvalid(f"{path}, section [import] has {min(extra)!r}; there are: source, name, numbers, region.")
    if head["numbers"] not in {"keep", "new"} or not head["source"].strip():
        raise MappingInvalid(f'{path}, section [import]: numbers is "keep" or "new", and source is not empty.')
    return ImportMapping(**head, sections={section: dict(words) for section, words in said.items()})


def _quoted(text: str) -> str:
    return json.dumps(text.replace("\x7f", ""), ensure_ascii=False)


def _one_line(text: str) -> str:
    return "".join(letter for letter in " ".join(text.split()) if letter.isprintable())[:80]
