"""A text of the client without its Spanish is found, whether it was gathered or not."""

from pathlib import Path, PurePosixPath

import pytest

from checks.source import Source
from checks.translations import find_untranslated, mismatched

CODE = """from PySide6.QtWidgets import QWidget


class Rail(QWidget):
    def texts(self):
        return self.tr("Home"), self.tr("Tickets")
"""

DONE = """<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="es_ES"><context><name>Rail</name>
<message><source>Home</source><translation>Inicio</translation></message>
{rest}
</context></TS>
"""
TICKETS = "<message><source>Tickets</source>{}</message>"


@pytest.mark.parametrize(
    ("rest", "found"),
    [
        (TICKETS.format("<translation>Incidencias</translation>"), 0),
        (TICKETS.format('<translation type="unfinished">Incidencias</translation>'), 1),
        (TICKETS.format("<translation></translation>"), 1),
        ("", 1),
    ],
    ids=["complete", "unfinished", "empty", "not gathered"],
)
def test_a_text_without_its_translation_is_found(tmp_path: Path, rest: str, found: int) -> None:
    path = PurePosixPath("desktop/rail.py")
    (tmp_path / "desktop").mkdir()
    (tmp_path / path).write_text(CODE)
    sources = [Source(path, CODE), Source(PurePosixPath("resources/i18n/mostrador_es.ts"), DONE.format(rest=rest))]

    findings = list(find_untranslated(sources, tmp_path))

    assert [finding.message for finding in findings] == ["not translated: Rail: 'Tickets'"] * found


MESSAGE = (
    "<TS><context><name>Rail</name><message{}><source>{}</source><translation>{}</translation></message></context></TS>"
)
FORM = "<numerusform>{}</numerusform>"


@pytest.mark.parametrize(
    ("numerus", "source", "translation", "found"),
    [
        ("", "{0} of {1}", "{1} de {0}", 0),
        ("", "Press {reply}", "Pulsa {reply}", 0),
        ("", "{0} of {1}", "{0} de 1", 1),
        ("", "%1 late", "tarde", 1),
        (' numerus="yes"', "%n guides", FORM.format("%n guía") + FORM.format("%n guías"), 0),
        (' numerus="yes"', "%n guides", FORM.format("Una guía") + FORM.format("%n guías"), 0),
        (' numerus="yes"', "%n guides", FORM.format("%n guías"), 1),
        (' numerus="yes"', "%n of {0}", FORM.format("%n") + FORM.format("%n de {0}"), 1),
    ],
)
def test_a_translation_fills_in_what_its_source_does(numerus: str, source: str, translation: str, found: int) -> None:
    assert len(list(mismatched(MESSAGE.format(numerus, source, translation)))) == found
