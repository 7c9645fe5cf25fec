"""A mapping held against what is here: names have become ids, and whatever is not there is said at once."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from domain.ids import RecordId, SpaceId, derived_id
from domain.mutations.structure import NAME_LONGEST
from domain.records import R, Record, Region, Role, Space, Store, Team, Topic
from domain.words import CloseReason, Priority, Status, TicketType
from server.accounts import queries
from server.accounts.naming import STORE_ROLES
from server.commands.structure import names_of
from server.db.reading import RecordReader
from server.imports.errors import MappingInvalid
from server.imports.mapping import NEW, NONE, SKIP, ImportMapping
from server.imports.values import shortened

Standing = tuple[Status, CloseReason | None]
AGENT_ROLES = frozenset({"light_agent", "agent", "team_lead", "admin"})
"""Nobody becomes one of these by the role they had: [people] names them."""
FIELD_USES = ("topic", "type", "priority", "tag", "note", SKIP)


@dataclass(frozen=True)
class NamedPerson:
    """What somebody becomes whom the mapping names. With neither role nor account: a name only."""

    role: Role | None = None
    team_ids: tuple[RecordId, ...] = ()
    store_ids: tuple[RecordId, ...] = ()
    user_id: RecordId | None = None


@dataclass
class Resolved:
    """What the source's words are here. None stands for being left out."""

    mapping: ImportMapping
    space_id: SpaceId
    locale: str
    customer: Role
    statuses: dict[str, Standing | None] = field(default_factory=dict)
    priorities: dict[str, Priority] = field(default_factory=dict)
    types: dict[str, TicketType] = field(default_factory=dict)
    teams: dict[str, RecordId] = field(default_factory=dict)
    stores: dict[str, RecordId | None] = field(default_factory=dict)
    topics: dict[str, RecordId | None] = field(default_factory=dict)
    roles: dict[str, Role | None] = field(default_factory=dict)
    people: dict[str, NamedPerson] = field(default_factory=dict)
    fields: dict[str, str] = field(default_factory=dict)
    made: list[Record] = field(default_factory=list)
    """Teams, stores and topics that are to be made first."""

    def id_of(self, label: str) -> RecordId:
        """Return the id of what a record of the source is here: the same at every import."""
        return derived_id(self.space_id, f"import/{self.mapping.source}/{label}")


def resolve(mapping: ImportMapping, reader: RecordReader, names: dict[str, dict[str, str]]) -> Resolved:
    """Return the mapping as ids.

    Args:
        mapping: As people left it.
        reader: What is here.
        names: What the source calls its groups and organisations, by section and key: for what is to be made.

    Raises:
        MappingInvalid: It names what there is not; the sentence names all of it.
    """
    return _Resolving(mapping, reader, names).run()


class _Resolving:
    """Goes through the sections, and gathers what is wrong."""

    def __init__(self, mapping: ImportMapping, reader: RecordReader, names: dict[str, dict[str, str]]) -> None:
        self._mapping = mapping
        self._reader = reader
        self._names = names
        self._wrong: list[str] = []
        self._roles = {role.key: role for role in reader.find(Role)}
        self._there: dict[type[Record], list[Record]] = {
            kind: list(reader.find(kind)) for kind in (Team, Store, Topic, Region)
        }

    def run(self) -> Resolved:
        space = next(iter(self._reader.find(Space)))
        resolved = Resolved(self._mapping, self._reader.space_id, space.locale, self._roles["customer"])
        self._words(resolved)
        for key, value in self._mapping.of("groups").items():
            team_id = self._place(resolved, Team, "groups", key, value)
            if team_id is not None:
                resolved.teams[key] = team_id
        if not resolved.teams.get(NONE):
            if space.default_team_id is None:
                self._wrong.append('[groups]: say with "" = "TEAM" where tickets without a group go')
            else:
                resolved.teams[NONE] = space.default_team_id
        for section, kind, into in (("organisations", Store, resolved.stores), ("topics", Topic, resolved.topics)):
            for key, value in self._mapping.of(section).items():
                into[key] = self._place(resolved, kind, section, key, value) if value.strip() else None
        for key, value in self._mapping.of("roles").items():
            self._role(resolved, key, value.strip())
        for key, value in self._mapping.of("people").items():
            resolved.people[key.strip().casefold()] = self._person(key, value.strip())
        if self._wrong:
            raise MappingInvalid("The mapping cannot be used: " + "; ".join(self._wrong) + ".")
        return resolved

    def _words(self, resolved: Resolved) -> None:
        for key, value in self._mapping.of("statuses").items():
            status, _, reason = value.strip().partition("/")
            if value.strip() == SKIP:
                resolved.statuses[key] = None
            elif self._is(status, Status, "statuses", key) and self._is(reason or "spam", CloseReason, "statuses", key):
                resolved.statuses[key] = (Status(status), CloseReason(reason) if reason else None)
        for key, value in self._mapping.of("priorities").items():
            if self._is(value.strip(), Priority, "priorities", key):
                resolved.priorities[key] = Priority(value.strip())
        for key, value in self._mapping.of("types").items():
            if self._is(value.strip(), TicketType, "types", key):
                resolved.types[key] = TicketType(value.strip())
        for key, value in self._mapping.of("fields").items():
            if value.strip() not in FIELD_USES:
                self._wrong.append(f"[fields] {key!r} is {value!r}: choose {', '.join(FIELD_USES)}")
            resolved.fields[key] = value.strip()

    def _is(
        self, value: str, words: type[Status | CloseReason | Priority | TicketType], section: str, key: str
    ) -> bool:
        known = [str(word) for word in words]
        if value not in known:
            self._wrong.append(f"[{section}] {key!r} is {value!r}: choose {', '.join(known)}")
        return value in known

    def _place(
        self, resolved: Resolved, kind: type[Team | Store | Topic], section: str, key: str, value: str
    ) -> RecordId | None:
        """Return the team, store or topic that a value names, one that is to be made included."""
        makes = value.strip().startswith(NEW)
        name = value.strip().removeprefix(NEW).strip()
        found = self._called(kind, name)
        if found is not None:
            return found
        if not makes or not name or len(name) > NAME_LONGEST:
            there = ", ".join(sorted(_shown(one) for one in self._there[kind])) or "none"
            self._wrong.append(
                f"[{section}] {key!r}: there is no {kind.KIND} {name!r} (there are: {there}; + before it makes it)"
            )
            return None
        record = self._new(resolved, kind, section, key, name)
        if record is not None:
            resolved.made.append(record)
            self._there[kind].append(record)
        return record.id if record is not None else None

    def _new(
        self, resolved: Resolved, kind: type[Team | Store | Topic], section: str, key: str, name: str
    ) -> Record | None:
        # By its name: several groups may become one new team.
        record_id = resolved.id_of(f"{kind.KIND}/{name.casefold()}")
        called = shortened(self._names.get(section, {}).get(key, ""), NAME_LONGEST) or name
        if kind is Team:
            return Team(id=record_id, name=name)
        if kind is Topic:
            return Topic(id=record_id, key=name, names={"en": called, "es": called}, position=len(self._there[Topic]))
        regions = self._there[Region]
        region_id = self._called(Region, self._mapping.region) or (regions[0].id if len(regions) == 1 else None)
        if region_id is None:
            there = ", ".join(sorted(_shown(one) for one in regions))
            self._wrong.append(f"[import] region: name the region of new stores (there are: {there})")
            return None
        return Store(id=record_id, name=called, code=name, region_id=region_id, locale=resolved.locale)

    def _role(self, resolved: Resolved, key: str, value: str) -> None:
        if value in {SKIP, ""}:
            resolved.roles[key] = None
        elif value in AGENT_ROLES:
            self._wrong.append(f"[roles] {key!r}: nobody becomes {value} by a role; name the agents in [people]")
        elif value in self._roles:
            resolved.roles[key] = self._roles[value]
        else:
            self._wrong.append(f"[roles] {key!r}: there is no role {value!r}")

    def _person(self, key: str, value: str) -> NamedPerson:
        if value in {SKIP, ""}:
            return NamedPerson()
        if value.startswith("="):
            with queries.session_on(self._reader.connection) as session:
                account = queries.account_named(session, value[1:])
            if account is None or account.space_id != self._reader.space_id:
                self._wrong.append(f"[people] {key!r}: there is no account {value[1:].strip()!r} here")
                return NamedPerson()
            return NamedPerson(user_id=account.user_id)
        role_key, _, places = value.partition(":")
        role = self._roles.get(role_key.strip())
        if role is None:
            self._wrong.append(f"[people] {key!r}: there is no role {role_key.strip()!r}")
            return NamedPerson()
        names = [name.strip() for name in places.split(",") if name.strip()]
        if role.key in STORE_ROLES:
            store_ids = self._named(Store, "people", key, names)
            if not store_ids:
                self._wrong.append(f"[people] {key!r}: a {role.key} needs a store, as in {role.key}: CODE")
            return NamedPerson(role, store_ids=store_ids)
        return NamedPerson(role, team_ids=self._named(Team, "people", key, names))

    def _named(self, kind: type[Record], section: str, key: str, names: Sequence[str]) -> tuple[RecordId, ...]:
        found = []
        for name in names:
            record_id = self._called(kind, name)
            if record_id is None:
                self._wrong.append(f"[{section}] {key!r}: there is no {kind.KIND} {name!r}")
            else:
                found.append(record_id)
        return tuple(sorted(set(found)))

    def _called(self, kind: type[Record], name: str) -> RecordId | None:
        wanted = name.strip().casefold()
        return next((one.id for one in self._there[kind] if wanted and wanted in names_of(one) | {one.id}), None)


def first_called(records: Sequence[R], name: str) -> R | None:
    """Return the record that bears the name, if one does."""
    wanted = name.strip().casefold()
    return next((one for one in records if wanted and wanted in names_of(one)), None)


def _shown(record: Record) -> str:
    return str(getattr(record, "key", None) or getattr(record, "code", None) or getattr(record, "name", record.id))


def made_lines(resolved: Resolved) -> Iterator[str]:
    """Yield what is to be made before anything comes in."""
    for record in resolved.made:
        yield f"Made first: the {record.KIND} {_shown(record)}."
