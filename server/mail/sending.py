"""Sending what waits: each mail is claimed for a while, sent outside of any transaction, and noted as sent.

A process that dies in between leaves the mail due again when its claim is over: it may come twice, then with the same
Message-ID. Several processes may do this over one database; they never take the same mail at once.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from email.message import EmailMessage

import structlog
from starlette.concurrency import run_in_threadpool

from server.accounts.links import AccountLinks
from server.background import Work
from server.closing.links import Links
from server.db.database import Database
from server.db.errors import StorageError
from server.db.reading import RecordReader
from server.mail import queries
from server.mail.account_letters import account_letter
from server.mail.errors import MailError, MailRefused, NoWayOut
from server.mail.letters import letter_for
from server.mail.post import Post
from server.mail.queries import Claimed
from server.mail.sender import Sender
from server.mail.tables import MailState
from server.replication.memory import trace_of

LEASE = timedelta(minutes=5)
"""Longer than a mail server may take over all its answers to one mail."""
FIRST_PAUSE = timedelta(minutes=1)
LONGEST_PAUSE = timedelta(hours=1)
TRIES_MOST = 78
"""An hour of doubled pauses and three days of whole ones."""
STUMBLES_MOST = 6
"""What this server itself cannot write gets no better by waiting long."""
LOOK_EVERY_S = 5.0
AWAY_S = 30.0
"""While nothing can be sent at all: one mail at a time finds out whether that is over."""

log = structlog.get_logger("server.mail")


class Outbox:
    """Sends mails, one after the other, on one thread at a time.

    Args:
        database: Where they are written down.
        post: Takes them away.
        sender: From whom they are.
        clock: Tells the time.
        links: Makes the links with which one answers; without it there are none.
        account_links: Makes those in letters about accounts, which are sent with it only.
    """

    def __init__(
        self,
        database: Database,
        post: Post,
        sender: Sender,
        clock: Callable[[], datetime],
        *,
        links: Links | None = None,
        account_links: AccountLinks | None = None,
    ) -> None:
        self._database = database
        self._post = post
        self._sender = sender
        self._clock = clock
        self._links = links
        self._account_links = account_links

    def send_next(self) -> bool:
        """Take the next mail that is due as far as it goes today; False if there was none.

        Raises:
            NoWayOut: Nothing can be sent now; that mail is tried again later.
            StorageError: Busy or full; what is not noted as sent is sent again.
        """
        with self._database.snapshot() as connection:
            due = queries.next_due(connection)
        if due is None or due > self._clock():
            return False
        with self._database.transaction() as connection:
            claimed = queries.claim(connection, self._clock(), LEASE)
        if claimed is not None:
            self._deliver(claimed)
        return claimed is not None

    def send_all(self) -> int:
        """Take every mail that is due as far as it goes; return how many that were."""
        count = 0
        while self.send_next():
            count += 1
        self.rest()
        return count

    def rest(self) -> None:
        """Close the connection to the mail server."""
        self._post.rest()

    def _deliver(self, one: Claimed) -> None:
        try:
            with self._database.read(one.space_id) as session:
                letter = self._written(session, one)
            if letter is not None:
                self._post.send(one.id, letter)
        except MailRefused as error:
            self._park(one, error.kind)
        except MailError as error:
            self._put_off(one, error.kind, TRIES_MOST)
            if isinstance(error, NoWayOut):
                raise
        except StorageError:
            raise
        except Exception as error:  # noqa: BLE001 - logged and counted; one bad mail must not block the others
            self._put_off(one, trace_of(error), STUMBLES_MOST)
        else:
            self._settle(one, MailState.SENT if letter is not None else MailState.DROPPED)

    def _written(self, reader: RecordReader, one: Claimed) -> EmailMessage | None:
        if one.letter_id is None:
            return letter_for(reader, one, self._sender, self._links)
        if self._account_links is None:
            raise MailRefused("links")
        return account_letter(reader, one, self._sender, self._account_links, self._clock())

    def _settle(self, one: Claimed, state: MailState, error: str = "") -> None:
        with self._database.transaction() as connection:
            queries.settle(connection, one, state, self._clock(), error)
        log.info("mail settled", id=one.id, cause=one.cause, state=str(state))

    def _park(self, one: Claimed, kind: str) -> None:
        log.error("mail given up", id=one.id, cause=one.cause, error=kind, attempts=one.attempts)
        self._settle(one, MailState.PARKED, kind)

    def _put_off(self, one: Claimed, kind: str, tries_most: int) -> None:
        if one.attempts >= tries_most:
            self._park(one, kind)
            return
        pause = min(FIRST_PAUSE * 2 ** min(one.attempts - 1, 10), LONGEST_PAUSE)
        with self._database.transaction() as connection:
            queries.put_off(connection, one, self._clock() + pause, kind)
        log.warning("mail put off", id=one.id, cause=one.cause, error=kind, attempts=one.attempts)


def as_they_come(outbox: Outbox) -> Work:
    """Return the work of sending what is due; several processes may do so at once."""

    async def work() -> float:
        try:
            # One at a time: a server that is told to stop waits for one mail, not for all of them.
            while await run_in_threadpool(outbox.send_next):
                pass
        except NoWayOut:
            return AWAY_S
        await run_in_threadpool(outbox.rest)
        return LOOK_EVERY_S

    return work
