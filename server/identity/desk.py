"""What the desk asks for with an answer: a code by mail, whether it was right, a temporary password."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from http import HTTPStatus

from sqlalchemy import select, update

from domain.access import Action, Actor, may
from domain.errors import MutationRejected, RejectCode
from domain.identity import may_help_account, person_of
from domain.ids import RecordId
from domain.mutations import Context
from domain.mutations.identity import HelpAccount, Verify, check_tries
from domain.records import Role, Ticket, TicketDesk, UserCard
from domain.words import AccountStep, Origin, VerificationMethod
from server.accounts import letters, queries
from server.accounts.links import AccountLinks
from server.accounts.passwords import Passwords, generated_password
from server.accounts.tables import AccountLetter, LetterKind
from server.accounts.throttle import Throttle
from server.acting import act, fresh_id
from server.audit import log as audit
from server.audit.log import Entry
from server.audit.tables import Act
from server.authentication import AuthenticatedUser
from server.db.database import Database, WriteSession
from server.errors import Refused, forbidden, malformed, not_found
from server.identity import tries
from sync.protocol.identity import CodeChecked, CodeSent, TemporaryPassword
from sync.protocol.push import Refusal, RefusalCode

TEMPORARY_FOR = timedelta(hours=24)
GUESSES_MOST = 3
"""Of one code; each is a failed try of its ticket besides."""
CODE_LONGEST = 20


class IdentityDesk:
    """Answers the desk. For any thread.

    Args:
        database: Where accounts and tickets are.
        links: Knows the codes.
        throttle: Counts mails with codes.
        clock: Tells the time.
        passwords: Hashes them.
        on_ended: Told of the user after their sessions have ended.
    """

    def __init__(
        self,
        database: Database,
        links: AccountLinks,
        throttle: Throttle,
        clock: Callable[[], datetime],
        *,
        passwords: Passwords | None = None,
        on_ended: Callable[[RecordId], None] = lambda _user_id: None,
    ) -> None:
        self._database = database
        self._links = links
        self._throttle = throttle
        self._clock = clock
        self._passwords = passwords or Passwords()
        self._on_ended = on_ended

    def send_code(self, user: AuthenticatedUser, ticket_id: RecordId) -> CodeSent:
        """Send a code to whoever the ticket is about; an earlier one is worth nothing from now on.

        Raises:
            Refused: 403 or 404 as for the ticket, 409 where nobody is known, or tries have to wait, 429.
        """
        now = self._clock()
        self._throttle.check(ticket_id, user.user_id)
        with self._database.write(user.space_id) as session:
            ticket, desk, person = self._worked_on(session, user, ticket_id)
            _check_tries(session, user, desk, ticket, now)
            with queries.session_on(session.connection) as private:
                account = queries.account_of(private, person.id)
                address = account.email.strip() if account is not None and not account.locked else ""
            good_until = now + letters.GOOD_FOR[LetterKind.CODE]
            if address:
                _drop_codes(session, ticket_id, now)
                letters.put(
                    session.connection, user.space_id, LetterKind.CODE, now, user_id=person.id, ticket_id=ticket_id,
                    by_id=user.user_id,
                )  # fmt: skip
                sent = Entry(Act.CODE_SENT, now, user.user_id, person.id, ticket_id)
                audit.write(session.connection, user.space_id, sent)
        return CodeSent(sent_to=masked(address), good_until=good_until)

    def check_code(self, user: AuthenticatedUser, ticket_id: RecordId, code: str) -> CodeChecked:
        """Compare a code, and write down on the ticket what came of it.

        Raises:
            Refused: As `send_code`; 409 also where no code is out.
        """
        typed = "".join(code.split())
        if not typed or len(typed) > CODE_LONGEST:
            raise malformed("`code` is empty or too long")
        now = self._clock()
        with self._database.write(user.space_id) as session:
            ticket, desk, person = self._worked_on(session, user, ticket_id)
            _check_tries(session, user, desk, ticket, now)
            letter = _open_code(session, ticket_id, person.id, now)
            if letter is None:
                raise _conflict(RefusalCode.NOT_READY, "no code is out for this ticket: send one first")
            right = typed == self._links.code(letter.id)
            guesses = letter.tries + 1
            spent = right or guesses >= GUESSES_MOST
            session.connection.execute(
                update(AccountLetter)
                .where(AccountLetter.space_id == user.space_id, AccountLetter.id == letter.id)
                .values(tries=guesses, used_at=now if spent else None)
            )
            verdict = Verify(ticket_id=ticket_id, method=VerificationMethod.EMAIL_CODE, passed=right)
            try:
                act(session, _actor(session, user), "ticket.verify", verdict, now, Origin.API, checked=True)
            except MutationRejected as rejected:
                raise _refused(rejected) from rejected
        return CodeChecked(right=right)

    def set_temporary(self, user: AuthenticatedUser, ticket_id: RecordId) -> TemporaryPassword:
        """Set a password that is told this once, and opens nothing but the choice of another one.

        Raises:
            Refused: 403 where identity is not verified, or the account is not theirs to help; 404; 409 without account.
        """
        password, now = generated_password(), self._clock()
        password_hash = self._passwords.hash(password)
        with self._database.write(user.space_id) as session, queries.session_on(session.connection) as private:
            ticket, _, person = self._worked_on(session, user, ticket_id)
            account = queries.account_of(private, person.id, lock=True)
            if account is None or account.locked:
                raise _conflict(RefusalCode.NOT_READY, "there is no account that could be opened: unlock it first")
            step = HelpAccount(ticket_id=ticket.id, step=AccountStep.TEMPORARY_PASSWORD)
            try:
                act(session, _actor(session, user), "ticket.help_account", step, now, Origin.API, checked=True)
            except MutationRejected as rejected:
                raise _refused(rejected) from rejected
            good_until = now + TEMPORARY_FOR
            account.password_hash, account.password_at, account.temporary_until = password_hash, now, good_until
            private.flush()
        self._on_ended(person.id)
        return TemporaryPassword(password=password, good_until=good_until)

    def _worked_on(
        self, session: WriteSession, user: AuthenticatedUser, ticket_id: RecordId
    ) -> tuple[Ticket, TicketDesk | None, UserCard]:
        """Return the ticket, what the desk knows of it and whose account it is about."""
        actor = _actor(session, user)
        ticket = session.store.get(Ticket, ticket_id)
        if ticket is None or not may(actor, Action.READ, ticket):
            raise not_found("there is no such ticket")
        if not may(actor, Action.WORK, ticket):
            raise forbidden("only its team may do this")
        desk = session.store.get(TicketDesk, ticket_id)
        person_id = person_of(ticket, desk)
        person = session.store.get(UserCard, person_id) if person_id else None
        role = session.store.get(Role, person.role_id) if person else None
        if person is None or role is None:
            raise _conflict(RefusalCode.NOT_READY, "nobody knows yet whose account it is: say so first")
        if not may_help_account(actor, person, role):
            raise forbidden("this account is helped by a lead, or at the server's console")
        return ticket, desk, person


def masked(address: str) -> str:
    """Return an address as it is told to the desk: enough to ask *is this still yours?*, too little to write to it."""
    name, at, domain = address.partition("@")
    return f"{name[:1]}•••{at}{domain[:1]}•••{domain[domain.rfind('.') :] if '.' in domain else ''}" if at else ""


def _actor(session: WriteSession, user: AuthenticatedUser) -> Actor:
    actor = session.store.actor(user.user_id)
    if actor is None:
        raise forbidden("you may not do this")
    return actor


def _check_tries(
    session: WriteSession, user: AuthenticatedUser, desk: TicketDesk | None, ticket: Ticket, now: datetime
) -> None:
    verdict = Verify(ticket_id=ticket.id, method=VerificationMethod.EMAIL_CODE, passed=False)
    context = Context(actor=_actor(session, user), now=now, written_at=now, mutation_id=fresh_id(now))
    try:
        if desk is not None:
            check_tries(context, desk)
        tries.check(session, verdict, now)
    except MutationRejected as rejected:
        raise _refused(rejected) from rejected


def _refused(rejected: MutationRejected) -> Refused:
    if rejected.code is RejectCode.TOO_MANY_TRIES:
        return _conflict(RefusalCode.TOO_MANY_TRIES, "it was tried too often: wait a day, or ask your lead")
    if rejected.code is RejectCode.UNVERIFIED:
        return forbidden("verify who it is first", RefusalCode.UNVERIFIED)
    return forbidden(str(rejected.code))


def _conflict(code: RefusalCode, message: str) -> Refused:
    return Refused(HTTPStatus.CONFLICT, Refusal(code=code, message=message))


def _drop_codes(session: WriteSession, ticket_id: RecordId, now: datetime) -> None:
    here = (AccountLetter.space_id == session.space_id, AccountLetter.ticket_id == ticket_id)
    out = (AccountLetter.kind == LetterKind.CODE, AccountLetter.used_at.is_(None))
    session.connection.execute(update(AccountLetter).where(*here, *out).values(used_at=now))


def _open_code(session: WriteSession, ticket_id: RecordId, person_id: RecordId, now: datetime) -> AccountLetter | None:
    """Return the code that is out for a ticket and a person."""
    wanted = select(AccountLetter.id).where(
        AccountLetter.space_id == session.space_id,
        AccountLetter.user_id == person_id,
        AccountLetter.ticket_id == ticket_id,
        AccountLetter.kind == LetterKind.CODE,
        AccountLetter.used_at.is_(None),
        AccountLetter.expires_at > now,
    )
    newest = session.connection.scalar(wanted.order_by(AccountLetter.created_at.desc()).limit(1))
    return letters.find(session.connection, session.space_id, RecordId(newest)) if newest else None
