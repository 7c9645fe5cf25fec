"""Plain CSV tables: `tickets.csv`, and beside it, where there are any, `messages.csv` and `people.csv`; or one file.

What the columns hold is guessed from their names, in English and Spanish, and stands in the mapping's [columns] to be
corrected. A column of no meaning is a field of its own. People are named by their e-mail addresses.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping
from functools import partial
from pathlib import Path
from typing import Final

from server.imports.errors import MappingInvalid, UnreadableExport
from server.imports.mapping import ImportMapping
from server.imports.report import Problem, Problems
from server.imports.resolved import AGENT_ROLES
from server.imports.rows import SUFFIXES, Row, find_table, read_rows
from server.imports.source import SourceChange, SourceFile, SourceGroup, SourceMessage, SourcePerson, SourceTicket
from server.imports.staging import Staging
from server.imports.zendesk import pieces_of

COLUMNS: Final[Mapping[str, Mapping[str, tuple[str, ...]]]] = {
    "tickets": {
        "id": ("id", "ticket", "ticket id", "number", "numero", "n", "no", "num", "reference", "referencia"),
        "subject": ("subject", "title", "asunto", "titulo"),
        "body": ("body", "description", "text", "message", "descripcion", "texto", "mensaje"),
        "requester": ("requester", "requester email", "email", "from", "customer", "solicitante", "correo", "cliente"),
        "requester_name": ("requester name", "name", "nombre", "customer name", "nombre del solicitante"),
        "assignee": ("assignee", "assignee email", "agent", "owner", "asignado", "agente", "asignada a"),
        "group": ("group", "team", "queue", "grupo", "equipo", "cola"),
        "organisation": ("organisation", "organization", "store", "company", "tienda", "organizacion", "empresa"),
        "status": ("status", "state", "estado"),
        "priority": ("priority", "prioridad"),
        "type": ("type", "tipo"),
        "tags": ("tags", "labels", "etiquetas"),
        "followers": ("followers", "cc", "watchers", "seguidores", "copia"),
        "created": ("created", "created at", "date", "opened", "creado", "fecha", "creado el", "abierto"),
        "updated": ("updated", "updated at", "modified", "actualizado", "modificado"),
        "merged_into": ("merged into", "fusionado con"),
        "files": ("files", "attachments", "adjuntos", "archivos"),
    },
    "messages": {
        "id": ("id", "message id"),
        "ticket": ("ticket", "ticket id", "number", "numero", "referencia"),
        "author": ("author", "author email", "email", "from", "autor", "de", "correo"),
        "body": ("body", "text", "message", "comment", "texto", "mensaje", "comentario"),
        "html": ("html", "html body"),
        "public": ("public", "publico", "visible"),
        "created": ("created", "created at", "date", "fecha", "creado"),
        "files": ("files", "attachments", "adjuntos", "archivos"),
    },
    "people": {
        "email": ("email", "e mail", "mail", "address", "correo"),
        "name": ("name", "full name", "nombre"),
        "role": ("role", "rol", "papel"),
        "organisation": ("organisation", "organization", "store", "company", "tienda", "organizacion", "empresa"),
        "phone": ("phone", "telephone", "telefono"),
        "locale": ("locale", "language", "idioma"),
    },
    "history": {
        "ticket": ("ticket", "ticket id", "number", "numero"),
        "field": ("field", "campo"),
        "before": ("before", "from", "antes"),
        "after": ("after", "to", "value", "despues", "valor"),
        "author": ("author", "by", "email", "autor"),
        "created": ("created", "at", "date", "fecha"),
    },
}
"""File to what a column of it may hold, and the names by which such a column is known."""
AGENT: Final = "agent"
KEPT: Final = "field"
"""A column that is a field of its own."""
LIST: Final = re.compile(r"[,;|]")
NO: Final = frozenset({"false", "no", "0", "f", "internal", "private", "privado", "interno", "interna"})


class TabularExport:
    """Implements `Export`."""

    def __init__(self, place: Path, mapping: ImportMapping) -> None:
        self.problems = Problems()
        self._mapping = mapping
        self._folder = place if place.is_dir() else place.parent
        self._tables = {
            "tickets": place
            if place.is_file() and place.suffix.lower() in SUFFIXES
            else find_table(place, ("tickets", "ticket")),
            "messages": find_table(place, ("messages", "message")),
            "people": find_table(place, ("people", "person")),
            "history": find_table(place, ("history",)),
        }
        if self._tables["tickets"] is None:
            raise UnreadableExport(
                f"{place} holds no table of tickets: name a CSV file, or a folder with tickets.csv (and messages.csv, "
                "people.csv)."
            )
        self._columns = {table: self._read_columns(table) for table in COLUMNS}
        if "id" not in self._columns["tickets"].values():
            raise MappingInvalid(
                f"{self._tables['tickets']} has no column that is known for the ticket's own number: say which it is "
                'in the mapping, [columns] "tickets/NAME" = "id".'
            )
        self._staging: Staging | None = None

    def close(self) -> None:
        """Override Export.close."""
        if self._staging is not None:
            self._staging.close()

    def groups(self) -> Iterator[SourceGroup]:
        """Override Export.groups: tables name them where they are meant."""
        return iter(())

    def organisations(self) -> Iterator[SourceGroup]:
        """Override Export.organisations: as groups."""
        return iter(())

    def people(self) -> Iterator[SourcePerson]:
        """Override Export.people: those of the table, then whoever is named elsewhere."""
        staging = self._staged()
        for key, row in staging.all("person"):
            role = self._of(row, "people", "role")
            yield SourcePerson(
                key=key,
                name=self._of(row, "people", "name"),
                email=key,
                role=role,
                agent=role.casefold() in AGENT_ROLES | {"agente", "administrator"},
                organisation=self._of(row, "people", "organisation"),
                phone=self._of(row, "people", "phone"),
                locale=self._of(row, "people", "locale"),
                place=row.place,
            )
        for key, row in staging.all("mentioned"):
            if not staging.has("person", key):
                role = row.text("role")
                name = row.text("name")
                yield SourcePerson(key=key, name=name, email=key, role=role, agent=role == AGENT, place=row.place)

    def tickets(self) -> Iterator[SourceTicket]:
        """Override Export.tickets."""
        staging = self._staged()
        for key, row in staging.all("ticket"):
            yield self._ticket(staging, key, row)
        for kind in ("message", "change"):
            for parent, row in staging.orphans(kind, "ticket"):
                sentence = f"there is no ticket {parent!r} in the table of tickets: left out."
                self.problems.append(Problem(*row.place, "", "ticket", sentence))

    def _read_columns(self, table: str) -> dict[str, str]:
        """Return what each column of a table holds: as the mapping says, else as its name suggests, each thing once."""
        path = self._tables[table]
        first = next(read_rows(path, Problems()), None) if path is not None else None
        said = self._mapping.of("columns")
        found: dict[str, str] = {}
        known = COLUMNS[table]
        for column in first.values if first is not None else ():
            meaning = said.get(f"{table}/{column}")
            if meaning is not None and meaning not in {*known, KEPT, ""}:
                raise MappingInvalid(
                    f"[columns] {table}/{column} is {meaning!r}: choose {', '.join(known)}, or {KEPT}."
                )
            if meaning is None:
                taken = {*found.values(), *(said.get(f"{table}/{other}") for other in first.values)} if first else set()
                folded = _folded(column)
                meaning = next((name for name, names in known.items() if folded in names and name not in taken), KEPT)
            found[column] = meaning
            self._mapping.propose("columns", f"{table}/{column}", meaning)
        return found

    def _of(self, row: Row, table: str, what: str) -> str:
        """Return what a row says of something, in whichever column that is."""
        return row.text(*(column for column, meaning in self._columns[table].items() if meaning == what))

    def _rows(self, table: str) -> Iterator[Row]:
        path = self._tables[table]
        return iter(()) if path is None else read_rows(path, self.problems)

    def _staged(self) -> Staging:
        """Lay everything aside, once."""
        if self._staging is not None:
            return self._staging
        staging = self._staging = Staging()
        for row in self._rows("people"):
            if key := self._key(row, "people", "email").casefold():
                staging.put("person", row, key=key)
        for row in self._rows("tickets"):
            key = self._key(row, "tickets", "id")
            if not key:
                continue
            before = staging.get("ticket", key)
            if before is not None:
                sentence = f"ticket {key} stands in line {before.place.number} as well: the last one counts."
                self.problems.append(Problem(*row.place, key, "id", sentence))
            staging.put("ticket", row, key=key)
            self._mention(
                staging, row, self._of(row, "tickets", "requester"), self._of(row, "tickets", "requester_name")
            )
            self._mention(staging, row, self._of(row, "tickets", "assignee"), role=AGENT)
            for follower in _listed(self._of(row, "tickets", "followers")):
                self._mention(staging, row, follower)
        for row in self._rows("messages"):
            self._mention(staging, row, self._of(row, "messages", "author"))
            staging.put("message", row, parent=self._of(row, "messages", "ticket"))
        for row in self._rows("history"):
            self._mention(staging, row, self._of(row, "history", "author"))
            staging.put("change", row, parent=self._of(row, "history", "ticket"))
        return staging

    def _mention(self, staging: Staging, row: Row, address: str, name: str = "", role: str = "") -> None:
        """Note somebody whom a table names, and what it calls them; an agent at one place is one everywhere."""
        key = address.casefold()
        before = staging.get("mentioned", key) if key else None
        said = {"name": name, "role": role} if before is None else dict(before.values)
        said = {"name": said["name"] or name, "role": said["role"] or role}
        if key and (before is None or said != before.values):
            staging.put("mentioned", Row(before.place if before is not None else row.place, said), key=key)

    def _key(self, row: Row, table: str, what: str) -> str:
        key = self._of(row, table, what)
        if not key:
            self.problems.append(Problem(*row.place, "", what, "it is empty: left out."))
        return key

    def _ticket(self, staging: Staging, key: str, row: Row) -> SourceTicket:
        of = partial(self._of, row, "tickets")
        columns = self._columns["tickets"]
        return SourceTicket(
            key=key,
            number=key,
            subject=of("subject"),
            requester=of("requester").casefold(),
            organisation=of("organisation"),
            group=of("group"),
            assignee=of("assignee").casefold(),
            status=of("status"),
            priority=of("priority"),
            type=of("type"),
            created=of("created"),
            updated=of("updated"),
            tags=tuple(_listed(of("tags"))),
            followers=tuple(one.casefold() for one in _listed(of("followers"))),
            merged_into=of("merged_into"),
            fields={
                column: row.text(column) for column, meaning in columns.items() if meaning == KEPT and row.text(column)
            },
            messages=tuple(self._messages(staging, key, row)),
            changes=tuple(self._changes(staging, key)),
            place=row.place,
        )

    def _messages(self, staging: Staging, key: str, ticket: Row) -> Iterator[SourceMessage]:
        body, files = self._of(ticket, "tickets", "body"), self._of(ticket, "tickets", "files")
        if body or files:
            yield SourceMessage(
                key="body",
                author=self._of(ticket, "tickets", "requester").casefold(),
                body=body,
                at=self._of(ticket, "tickets", "created"),
                files=tuple(self._files(ticket, files)),
                place=ticket.place,
            )
        for n, row in enumerate(staging.of("message", key), 1):
            html = self._of(row, "messages", "html")
            public = self._of(row, "messages", "public").casefold()
            yield SourceMessage(
                key=self._of(row, "messages", "id") or str(n),
                author=self._of(row, "messages", "author").casefold(),
                body=html or self._of(row, "messages", "body"),
                is_html=bool(html),
                at=self._of(row, "messages", "created"),
                public=public not in NO,
                files=tuple(self._files(row, self._of(row, "messages", "files"))),
                place=row.place,
            )

    def _files(self, row: Row, names: str) -> Iterator[SourceFile]:
        for name in _listed(names):
            path = self._folder / "attachments" / name
            # Nothing outside the folder, on no system.
            safe = not {"..", ""} & set(re.split(r"[/\\]", name)) and ":" not in name and path.is_file()
            yield SourceFile(key=name, name=name, read=partial(pieces_of, path) if safe else None, place=row.place)

    def _changes(self, staging: Staging, key: str) -> Iterator[SourceChange]:
        for n, row in enumerate(staging.of("change", key), 1):
            yield SourceChange(
                key=str(n),
                field=self._of(row, "history", "field").casefold(),
                before=self._of(row, "history", "before"),
                after=self._of(row, "history", "after"),
                at=self._of(row, "history", "created"),
                actor=self._of(row, "history", "author").casefold(),
                place=row.place,
            )


def _folded(name: str) -> str:
    plain = unicodedata.normalize("NFKD", name.casefold())
    letters = "".join(letter for letter in plain if not unicodedata.combining(letter))
    return " ".join(re.sub(r"[_\-./:#º]+", " ", letters).split())


def _listed(text: str) -> list[str]:
    return list(dict.fromkeys(part.strip() for part in LIST.split(text.strip("[]")) if part.strip()))
