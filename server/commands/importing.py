"""`import zendesk|zammad|csv`: another desk's tickets, looked at first and brought in then."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable
from pathlib import Path

from domain.access import Actor
from domain.ids import SpaceId
from server.audit import log as audit
from server.audit.log import Entry
from server.audit.tables import Act
from server.blobs.opening import open_store
from server.commands.errors import CommandError
from server.commands.opening import console, only_space, opened
from server.db.database import Database, utc_now
from server.imports.importer import Importer
from server.imports.mapping import ImportMapping, read_mapping
from server.imports.preview import mapped_lines, preview
from server.imports.proposing import propose
from server.imports.report import Report
from server.imports.resolved import Resolved, made_lines, resolve
from server.imports.source import Export
from server.imports.survey import names_in, survey
from server.imports.tabular import TabularExport
from server.imports.zammad import ZammadExport
from server.imports.zendesk import ZendeskExport
from server.settings import Settings

FOUND_PROBLEMS = 1
MEBIBYTE = 1024 * 1024

Open = Callable[[Path, ImportMapping], Export]
"""Opens an export that lies at a path."""

KINDS: dict[str, tuple[str, str, Open]] = {
    "zendesk": ("Zendesk", "a folder with an export of Zendesk", lambda path, mapping: ZendeskExport(path)),
    "zammad": ("Zammad", "a folder with answers of Zammad's API", lambda path, mapping: ZammadExport(path)),
    "csv": ("Import", "a CSV file of tickets, or a folder with tickets.csv, messages.csv, people.csv", TabularExport),
}
"""Word to the desk's name, what is to be given, and what opens it."""


def add_parsers(what: argparse._SubParsersAction[argparse.ArgumentParser], common: argparse.ArgumentParser) -> None:
    """Add a parser for each kind of export."""
    for kind, (_, text, _) in KINDS.items():
        parser = what.add_parser(kind, parents=[common], help=text)
        parser.add_argument("place", type=Path, metavar="EXPORT", help=text)
        parser.add_argument(
            "--preview", action="store_true", help="change nothing: write the mapping, say what would come"
        )
        parser.add_argument("--mapping", type=Path, metavar="FILE",
                            help=f"what its words mean here (default: DIR/{kind}-mapping.toml)")  # fmt: skip
        parser.add_argument("--report", type=Path, metavar="FILE",
                            help=f"where all problems go, as CSV (default: DIR/{kind}-problems.csv)")  # fmt: skip
        parser.set_defaults(act=import_tickets, kind=kind)


def import_tickets(given: argparse.Namespace, settings: Settings) -> int:
    """Preview or import; tell what came of it."""
    kind: str = given.kind
    name, _, open_export = KINDS[kind]
    mapping_path: Path = given.mapping or settings.data_path / f"{kind}-mapping.toml"
    report_path: Path = given.report or settings.data_path / f"{kind}-problems.csv"
    with opened(settings) as database:
        space_id = only_space(database)
        if not given.preview and not mapping_path.exists():
            raise CommandError(
                f"There is no mapping {mapping_path}: write one with `mostrador-server import {kind} {given.place} "
                "--preview`, read it, and import then."
            )
        mapping = read_mapping(mapping_path, source=kind, name=name)
        export = open_export(given.place, mapping)
        try:
            if given.preview:
                report = _preview(database, space_id, export, mapping, mapping_path)
            else:
                report = _import(database, space_id, export, mapping, settings)
        finally:
            export.close()
        report.write(report_path)
    print(*report.lines(), sep="\n")
    if len(report.problems):
        print(f"All of the {len(report.problems)} problems: {report_path}")
    if given.preview:
        print(f"Nothing was changed. The mapping: {mapping_path}. Edit it, then run the same without --preview.")
    return FOUND_PROBLEMS if len(report.problems) else 0


def _preview(
    database: Database, space_id: SpaceId, export: Export, mapping: ImportMapping, mapping_path: Path
) -> Report:
    found = survey(export)
    with database.read(space_id) as reader:
        propose(mapping, found, reader)
        mapping.write(mapping_path)
        resolved = resolve(mapping, reader, found.names)
    _tell(resolved)
    return preview(database, export, resolved, utc_now())


def _import(
    database: Database, space_id: SpaceId, export: Export, mapping: ImportMapping, settings: Settings
) -> Report:
    names = names_in(export)
    with database.read(space_id) as reader:
        actor: Actor = console(reader)
        resolved = resolve(mapping, reader, names)
    with database.transaction() as connection:
        audit.write(connection, space_id, Entry(Act.TICKETS_IMPORTED, utc_now(), detail={"source": mapping.source}))
    importer = Importer(
        database, open_store(settings), actor, resolved, utc_now(), settings.file_mb_most * MEBIBYTE, _progress
    )
    return importer.run(export)


def _tell(resolved: Resolved) -> None:
    print(*mapped_lines(resolved), *made_lines(resolved), sep="\n")


def _progress(what: str, count: int) -> None:
    if sys.stderr.isatty():
        print(f"\r{count} {what}", end="", file=sys.stderr, flush=True)
