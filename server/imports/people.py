"""People of another desk: a card for everybody, an account without a password for whoever may come in here.

Nobody gets a password: an account that the import makes lets nobody in until one is set. Agents are made only where the
mapping names them; those that it does not name are cards without an account, under what they wrote.
"""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from msgspec.structs import replace

from domain.access import SPACE, Actor
from domain.errors import MutationRejected
from domain.ids import RecordId
from domain.mutations.structure import NAME_LONGEST, Save
from domain.records import Role, UserCard
from server.accounts import queries
from server.accounts.administration import Administration, NewUser
from server.accounts.errors import AccountError
from server.accounts.naming import NAME_LONGEST as ACCOUNT_LONGEST
from server.accounts.naming import STORE_ROLES, check_name
from server.acting import act
from server.db.database import WriteSession
from server.imports.remembered import PERSON, Known, Remembered, digest_of, merged
from server.imports.report import Fate, Problem, Report
from server.imports.resolved import NamedPerson, Resolved
from server.imports.source import SourcePerson
from server.imports.values import address_of, locale_of, shortened

NO_PASSWORD = ""
"""The hash of no password: nothing that is typed fits it."""
PHONE_LONGEST = 40
_NOT_IN_NAME = re.compile(r"[^\w.@+-]+")


class PeopleBatch:
    """People who come in with one transaction."""

    def __init__(
        self,
        session: WriteSession,
        administration: Administration,
        actor: Actor,
        resolved: Resolved,
        remembered: Remembered,
        report: Report,
        now: datetime,
    ) -> None:
        self._session = session
        self._administration = administration
        self._actor = actor
        self._resolved = resolved
        self._remembered = remembered
        self._report = report
        self._now = now
        self._holders: dict[str, tuple[RecordId, bool]] = {}
        """Address to who has it here, and whether they came from the same source."""

    def take(self, people: Sequence[SourcePerson]) -> None:
        """Bring `people` in; one that a rule refuses does not keep the others out."""
        known = self._remembered.of(self._session.connection, PERSON, [person.key for person in people])
        self._find_holders(people)
        came: dict[str, Known] = {}
        for person in people:
            mark = self._session.store.mark()
            try:
                fate, came[person.key] = self._take(person, came.get(person.key) or known.get(person.key))
            except (MutationRejected, AccountError) as error:
                self._session.store.restore(mark)
                self._say(person, "person", f"not taken ({error}): correct it and import again.")
                fate = Fate.UNFIT
            self._report.count(PERSON, fate)
        self._remembered.write(self._session.connection, PERSON, came)

    def _take(self, person: SourcePerson, known: Known | None) -> tuple[Fate, Known]:
        address = address_of(person.email)
        if person.email.strip() and not address:
            self._say(person, "email", f"{person.email.strip()[:80]!r} is no address: taken without one.")
        wanted = self._wanted(person, address)
        if known is not None:
            return self._again(person, known, wanted, address)
        user_id = wanted.user_id if wanted.user_id is not None else self._of_address(address)
        if user_id is not None:
            marks = {"agent": person.agent, "linked": True}
            return Fate.LINKED, Known(record_id=user_id, digest=_digest(person), marks=marks)
        return Fate.NEW, self._create(person, wanted, address)

    def _wanted(self, person: SourcePerson, address: str) -> NamedPerson:
        """Return what the mapping makes of somebody: by name, else by role."""
        named = self._resolved.people.get(address or person.key.casefold())
        named = named or self._resolved.people.get(person.key.casefold())
        if named is not None:
            return named
        role = self._resolved.roles.get(person.role)
        if role is None or not person.active:
            return NamedPerson()
        store_id = self._resolved.stores.get(person.organisation)
        if role.key in STORE_ROLES and store_id is None:
            self._say(
                person, "organisation", f"no store is mapped to it, which a {role.key} needs: taken as a customer."
            )
            return NamedPerson(self._resolved.customer)
        return NamedPerson(role, store_ids=(store_id,) if store_id and role.key in STORE_ROLES else ())

    def _again(self, person: SourcePerson, known: Known, wanted: NamedPerson, address: str) -> tuple[Fate, Known]:
        """Take over what the source, or the mapping, changed since."""
        card = self._session.store.get(UserCard, known.record_id)
        if card is None:
            return Fate.GONE, known
        if known.marks.get("linked"):
            return Fate.LINKED, known
        if wanted.role is not None and known.marks.get("role") == "":
            # Named in the mapping only now: the card that stands under their words gets an account.
            user = self._user(person, wanted, known.record_id)
            self._add(user, self._free_address(person, address))
            fresh = _marks(person, self._resolved, wanted.role)
            return Fate.CHANGED, Known(record_id=known.record_id, digest=_digest(person), marks=fresh)
        digest = _digest(person)
        if digest == known.digest:
            return Fate.AS_BEFORE, known
        marks: dict[str, Any] = dict(known.marks)
        after = card
        for name, value in _card_values(person, self._resolved).items():
            taken, lost = merged(getattr(card, name), value, marks.get(name))
            if lost:
                self._say(person, name, "changed there and here since the last import: what it is here stays.")
            after = replace(after, **{name: taken})
            marks[name] = digest_of(value)
        if after != card:
            act(self._session, self._actor, "structure.save", Save(user_card=after), self._now)
        return Fate.CHANGED, Known(record_id=known.record_id, digest=digest, marks=marks)

    def _create(self, person: SourcePerson, wanted: NamedPerson, address: str) -> Known:
        if wanted.role is None:
            card = name_card(person, self._resolved)
            act(self._session, self._actor, "structure.save", Save(user_card=card), self._now)
            return name_known(person, self._resolved)
        user_id = self._resolved.id_of(f"person/{person.key}")
        self._add(self._user(person, wanted, user_id), self._free_address(person, address))
        return Known(record_id=user_id, digest=_digest(person), marks=_marks(person, self._resolved, wanted.role))

    def _user(self, person: SourcePerson, wanted: NamedPerson, user_id: RecordId) -> NewUser:
        assert wanted.role is not None  # noqa: S101  # asked for those only
        values = _card_values(person, self._resolved)
        return NewUser(
            name=self._sign_in_name(person),
            password="",
            role=wanted.role,
            full_name=values["name"],
            locale=values["locale"],
            phone=values["phone"],
            store_ids=wanted.store_ids,
            team_ids=wanted.team_ids,
            user_id=user_id,
        )

    def _add(self, user: NewUser, address: str) -> None:
        if address and user.user_id is not None:
            self._holders[address] = (user.user_id, True)
        self._administration.add_in(self._session, self._actor, dataclasses.replace(user, email=address), NO_PASSWORD)

    def _sign_in_name(self, person: SourcePerson) -> str:
        """Return a name to sign in with that is free: the address, else what the source calls them."""
        with queries.session_on(self._session.connection) as session:
            for name in (address_of(person.email), f"{self._resolved.mapping.source}-{person.key}"):
                cleaned = _NOT_IN_NAME.sub("-", name)[-ACCOUNT_LONGEST:]
                if cleaned == name and name and queries.account_named(session, name) is None:
                    check_name(name)
                    return name
        return f"{self._resolved.id_of(f'person/{person.key}')}"

    def _find_holders(self, people: Sequence[SourcePerson]) -> None:
        connection = self._session.connection
        addresses = {address_of(person.email) for person in people} - {""}
        with queries.session_on(connection) as session:
            holders = queries.accounts_of_addresses(session, self._session.space_id, addresses)
        for address, account in holders.items():
            ours = self._remembered.is_of_source(connection, account.user_id)
            self._holders[address] = (account.user_id, ours)

    def _of_address(self, address: str) -> RecordId | None:
        """Return who has that address here, unless they came from the same source: there they are two."""
        user_id, ours = self._holders.get(address, (None, False))
        return None if ours else user_id

    def _free_address(self, person: SourcePerson, address: str) -> str:
        """Return the address, unless another of the source's people has it: mails would go to the wrong one."""
        if address in self._holders:
            self._say(person, "email", shared_address(address))
            return ""
        return address

    def _say(self, person: SourcePerson, field: str, sentence: str) -> None:
        self._report.problems.append(Problem(*person.place, person.key, field, sentence))


def shared_address(address: str) -> str:
    """Return what is said of somebody whose address another one of the export has."""
    return f"somebody else of the export has {address}, too: taken without the address."


def name_card(person: SourcePerson, resolved: Resolved) -> UserCard:
    """Return the card of somebody who cannot sign in: who only has a name here."""
    return UserCard(
        id=resolved.id_of(f"person/{person.key}"),
        role_id=resolved.customer.id,
        active=False,
        # Beside the name, in place of the role that they do not have.
        title=resolved.mapping.name if person.agent else "",
        # Whoever answered is known to all: otherwise the card would go to each place where they did.
        known_to=(SPACE,) if person.agent else (),
        **_card_values(person, resolved),
    )


def name_known(person: SourcePerson, resolved: Resolved) -> Known:
    """Return what is to be remembered of somebody who only has a name here."""
    user_id = resolved.id_of(f"person/{person.key}")
    return Known(record_id=user_id, digest=_digest(person), marks=_marks(person, resolved, None))


def _card_values(person: SourcePerson, resolved: Resolved) -> dict[str, Any]:
    return {
        "name": shortened(person.name or person.email.split("@")[0] or person.key, NAME_LONGEST),
        "phone": shortened(person.phone, PHONE_LONGEST),
        "locale": locale_of(person.locale, resolved.locale),
    }


def _marks(person: SourcePerson, resolved: Resolved, role: Role | None) -> dict[str, Any]:
    values = {name: digest_of(value) for name, value in _card_values(person, resolved).items()}
    return {"agent": person.agent, "role": role.key if role else ""} | values


def _digest(person: SourcePerson) -> str:
    return digest_of([person.name, person.email, person.role, person.phone, person.locale, person.active])
