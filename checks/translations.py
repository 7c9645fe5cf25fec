"""Every text of the client has its translation, in every language that it is offered in."""

import re
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Iterator
from pathlib import Path
from xml.etree import ElementTree

from checks.source import Finding, Source

RULE = "translation"
FOLDER = "resources/i18n"
SOURCE_LANGUAGE = "en"
PLACE = re.compile(r"%n|%L?\d|\{\w*\}")
"""What is filled in."""
PLURAL_FORMS = 2
"""Of English and Spanish."""
DESK = "_desk"
"""How the files end that hold some words only: those that the desk uses in place of the stores'."""


def untranslated(document: str) -> Iterator[str]:
    """The texts of a .ts file whose translation is missing or unfinished, with their context."""
    root = ElementTree.fromstring(document)  # noqa: S314 - the project's own files
    for context in root.iter("context"):
        for message in context.iter("message"):
            translation = message.find("translation")
            forms = [] if translation is None else (translation.findall("numerusform") or [translation])
            kind = None if translation is None else translation.get("type")
            if kind in ("vanished", "obsolete"):
                continue
            if kind == "unfinished" or not forms or not all(form.text for form in forms):
                yield f"{context.findtext('name')}: {message.findtext('source')!r}"


def mismatched(document: str) -> Iterator[str]:
    """The texts whose translation fills in other places than the source, or has too few forms of a plural."""
    root = ElementTree.fromstring(document)  # noqa: S314 - the project's own files
    for context in root.iter("context"):
        for message in context.iter("message"):
            source, translation = message.findtext("source") or "", message.find("translation")
            if translation is None or translation.get("type"):
                continue
            plural = message.get("numerus") == "yes"
            forms = translation.findall("numerusform") if plural else [translation]
            places = sorted(PLACE.findall(source))
            named = f"{context.findtext('name')}: {source!r}"
            if plural and len(forms) != PLURAL_FORMS:
                yield f"{named} has {len(forms)} forms of {PLURAL_FORMS}"
            for form in forms:
                # One thing may be said without its number.
                there = sorted(PLACE.findall(form.text or ""))
                if there != places and not (plural and [*there, "%n"] == places):
                    yield f"{named} fills in {places}, its translation {there}"


def brought_up_to_date(source: Source, root: Path, code: list[str]) -> str:
    """What the .ts file would be if the texts of the code were gathered into it now."""
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder) / source.path.name
        copy.write_text(source.text, encoding="utf-8")
        # The source language has a file for its plurals only.
        plurals = ["-pluralonly"] if source.path.stem.endswith(SOURCE_LANGUAGE) else []
        tool = Path(sys.executable).with_name("pyside6-lupdate")
        command = [str(tool), "-silent", "-locations", "none", *plurals, *code, "-ts", str(copy)]
        subprocess.run(command, cwd=root, check=True, capture_output=True)
        return copy.read_text(encoding="utf-8")


def find_untranslated(sources: Iterable[Source], root: Path) -> Iterator[Finding]:
    """Texts of the client that a translation lacks: unfinished in its file, or not yet gathered into it."""
    everything = list(sources)
    code = [str(source.path) for source in everything if source.is_python and source.below("desktop")]
    for source in everything:
        if source.path.suffix == ".ts" and source.below(FOLDER) and not source.path.stem.endswith(DESK):
            current = brought_up_to_date(source, root, code)
            for text in untranslated(current):
                yield source.finding(1, RULE, f"not translated: {text}")
        if source.path.suffix == ".ts" and source.below(FOLDER):
            for text in mismatched(source.text):
                yield source.finding(1, RULE, text)
