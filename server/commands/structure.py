"""`store`, `team`, `region` and `topic`: what a franchise is made of, added by an administrator."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from msgspec.structs import replace

from domain.ids import RecordId
from domain.mutations.structure import NAME_LONGEST, Save
from domain.records import BY_KIND, R, Record, Region, Space, Store, Team, Topic
from server.accounts.naming import check_locale
from server.acting import act, fresh_id
from server.commands.errors import CommandError
from server.commands.opening import console, only_space
from server.db.database import Database, utc_now
from server.db.reading import RecordReader

Make = Callable[[RecordReader, RecordId, Mapping[str, Any]], Record]
"""Makes a record of what the command line says."""


def add(database: Database, kind: str, given: Mapping[str, Any]) -> str:
    """Add a record of `kind`; return what it is called.

    Raises:
        AccountInvalid: There is no such language.
        CommandError: It is called as another, or what it refers to is not there.
    """
    now = utc_now()
    with database.write(only_space(database)) as session:
        record = MAKERS[kind](session.store, fresh_id(now), given)
        for other in session.store.find(BY_KIND[kind]):
            if same := names_of(record) & names_of(other):
                raise CommandError(f"There is a {kind} {min(same)!r} already: choose another name.")
        fields: dict[str, Any] = {kind: record}
        act(session, console(session.store), "structure.save", Save(**fields), now)
    return str(getattr(record, "name", None) or getattr(record, "key", record.id))


def table(database: Database, kind: str) -> Iterator[str]:
    """Yield a line for each record of `kind`, by name."""
    with database.read(only_space(database)) as reader:
        records = reader.find(BY_KIND[kind])
    lines = [(str(getattr(record, "code", "") or getattr(record, "key", "")), _title(record)) for record in records]
    width = max((len(code) for code, _ in lines), default=0)
    for code, title in sorted(lines):
        yield f"{code:<{width}}  {title}" if width else title


def named(reader: RecordReader, record_type: type[R], name: str, what: str) -> R:
    """Return the record of that name, key, code or id.

    Raises:
        CommandError: None or several.
    """
    everything = reader.find(record_type)
    found = [record for record in everything if name.strip().casefold() in names_of(record) | {record.id}]
    if len(found) == 1:
        return found[0]
    there = ", ".join(sorted(str(getattr(r, "key", None) or getattr(r, "name", r.id)) for r in everything)) or "none"
    problem = f"There is no {what} {name!r}" if not found else f"There are {len(found)} called {name!r}: give the id"
    raise CommandError(f"{problem}. There are: {there}.")


def names_of(record: Record) -> set[str]:
    """Return what the record may be called on the command line, folded."""
    values = (getattr(record, field, "") for field in ("key", "code", "name"))
    return {str(value).casefold() for value in values if value}


def check_record_name(name: str, what: str) -> str:
    """Return `name` without surrounding blanks.

    Raises:
        CommandError: It is empty or too long; `what` says which name.
    """
    name = name.strip()
    if not name:
        raise CommandError(f"{what} is empty: give a name.")
    if len(name) > NAME_LONGEST:
        raise CommandError(f"{what} is too long: {NAME_LONGEST} characters are the most.")
    return name


def _store(reader: RecordReader, record_id: RecordId, given: Mapping[str, Any]) -> Store:
    locale = given["locale"] or next((space.locale for space in reader.find(Space)), "en")
    check_locale(locale)
    return Store(
        id=record_id,
        name=check_record_name(given["name"], "The store's name"),
        code=check_record_name(given["code"], "The store's code"),
        region_id=named(reader, Region, given["region"], "region").id,
        city=given["city"].strip(),
        phone=given["phone"].strip(),
        locale=locale,
    )


def _team(_: RecordReader, record_id: RecordId, given: Mapping[str, Any]) -> Team:
    return Team(id=record_id, name=check_record_name(given["name"], "The team's name"))


def _region(_: RecordReader, record_id: RecordId, given: Mapping[str, Any]) -> Region:
    return Region(id=record_id, name=check_record_name(given["name"], "The region's name"))


def _topic(reader: RecordReader, record_id: RecordId, given: Mapping[str, Any]) -> Topic:
    return Topic(
        id=record_id,
        key=check_record_name(given["name"], "The topic's key"),
        names={locale: check_record_name(given[locale], f"--{locale}") for locale in ("en", "es")},
        team_id=named(reader, Team, given["team"], "team").id if given["team"] else None,
        position=max((topic.position for topic in reader.find(Topic)), default=0) + 1,
        protected=bool(given.get("protected")),
    )


def protect(database: Database, key: str, *, protected: bool) -> None:
    """Have identity come first under a topic, or no more.

    Raises:
        CommandError: There is no such topic.
    """
    space_id = only_space(database)
    with database.read(space_id) as reader:
        actor, topic = console(reader), next((one for one in reader.find(Topic) if one.key == key), None)
    if topic is None:
        raise CommandError(f"There is no topic {key}: `mostrador-server topic list` shows them.")
    with database.write(space_id) as session:
        act(session, actor, "structure.save", Save(topic=replace(topic, protected=protected)), utc_now())


def _title(record: Record) -> str:
    return " / ".join(record.names.values()) if isinstance(record, Topic) else str(getattr(record, "name", record.id))


MAKERS: Mapping[str, Make] = {"store": _store, "team": _team, "region": _region, "topic": _topic}
