"""Every text of the client has its translation, in every language that it is offered in."""

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
        if source.path.suffix == ".ts" and source.below(FOLDER):
            current = brought_up_to_date(source, root, code)
            for text in untranslated(current):
                yield source.finding(1, RULE, f"not translated: {text}")
