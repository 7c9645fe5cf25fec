"""What somebody without a session may do: ask, look how far it is, add a word.

Every question becomes a ticket and every asker gets a link, whatever they say: nobody learns which accounts and stores
there are. Whom they speak of is looked up for the desk alone, by statements that are the same for everybody.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from http import HTTPStatus

from msgspec.structs import replace

from domain.access import Actor, sees, user_scope
from domain.ids import RecordId, SpaceId, derived_id, is_record_id
from domain.mutations.asking import CLAIM_LONGEST, NAME_LONGEST, AskForHelp
from domain.mutations.tickets import WriteMessage
from domain.records import Message, Role, Space, Ticket, UserCard
from domain.roles import BUILT_IN
from domain.words import Channel, Origin
from server.accounts.throttle import Throttle
from server.acting import act
from server.db.database import Database, ReadSession, WriteSession
from server.errors import Refused, malformed, not_found, unavailable
from server.help import queries
from server.signing import Signer
from sync.protocol.help import HelpLink, HelpMessage, HelpReach, HelpRequest, HelpThread, HelpWord
from sync.protocol.push import Refusal, RefusalCode

PURPOSE = "help"
GOOD_FOR = timedelta(days=30)
GUEST_ROLE = "customer"
BODY_LONGEST = 10_000
MESSAGES_MOST = 200
TITLES = {"en": "{0} cannot sign in", "es": "{0} no puede entrar"}
NO_LONGER = "this link is not good any more: ask again from the sign-in screen, or call"


class HelpDesk:
    """The window beside the door. For any thread.

    Args:
        database: Where the tickets go.
        signer: Makes the links.
        throttle: Counts what comes in.
        clock: Tells the time.
        public_url: Where this server is reached from outside, without a slash at its end.
        email: The desk's mail address; empty if it has none.
    """

    def __init__(
        self,
        database: Database,
        signer: Signer,
        throttle: Throttle,
        clock: Callable[[], datetime],
        *,
        public_url: str,
        email: str,
    ) -> None:
        self._database = database
        self._signer = signer
        self._throttle = throttle
        self._clock = clock
        self._public_url = public_url
        self._email = email

    def ask(self, request: HelpRequest, address: str) -> HelpLink:
        """File what somebody asks; the same request again is the same ticket.

        Raises:
            Refused: 400 with what is missing, 429, or 503 where there is no franchise yet.
        """
        wanted = _checked(request)
        # Counted by what was typed, whether there is such an account or not.
        self._throttle.check(queries.folded(wanted.account or wanted.name), address)
        self._throttle.failed(address)
        now, space_id = self._clock(), self._space_id()
        ticket_id = derived_id(wanted.id, "help/ticket")
        with self._database.write(space_id) as session:
            person_id = queries.person_meant(session, wanted.account)
            topic_id = queries.help_topic(session)
            if session.store.get(Ticket, ticket_id) is None:
                self._file(session, wanted, ticket_id, person_id, topic_id, now)
            reach = self._reach(session.store.get(Space, RecordId(space_id)))
        expires_at = now + GOOD_FOR
        token = self._signer.seal(PURPOSE, f"{space_id}_{ticket_id}", expires_at)
        url = f"{self._public_url}/help/{token}"
        return HelpLink(token=token, url=url, expires_at=expires_at.replace(microsecond=0), reach=reach)

    def follow(self, token: str) -> HelpThread:
        """Tell how far it is.

        Raises:
            Refused: 404, the link is none or is over.
        """
        space_id, ticket_id, expires_at = self._opened(token)
        with self._database.read(space_id) as reader:
            ticket = self._visible(reader, ticket_id)
            said = queries.public_messages(reader, ticket.id, MESSAGES_MOST)
            cards = reader.get_many(UserCard, sorted({message.author_id for message in said}))
            reach = self._reach(reader.get(Space, RecordId(space_id)))
        return HelpThread(
            number=ticket.number or 0,
            status=str(ticket.status),
            asked_at=ticket.created_at,
            answer_by=ticket.first_response_due_at if ticket.first_response_at is None else None,
            goes_on=ticket.merged_into_id is None,
            messages=tuple(_told(message, ticket, cards) for message in said),
            expires_at=expires_at,
            reach=reach,
        )

    def add(self, word: HelpWord, address: str) -> HelpThread:
        """Add a word to the conversation; the same word again is one message.

        Raises:
            Refused: 400 without a word, 404 as `follow`, 409 if the desk goes on elsewhere, 429.
        """
        body = word.body.strip().replace("\0", "")
        if not is_record_id(word.id):
            raise malformed("`id` is not an id")
        if not body or len(body) > BODY_LONGEST:
            raise malformed(f"write a word, at most {BODY_LONGEST} characters")
        space_id, ticket_id, _ = self._opened(word.token)
        self._throttle.check(ticket_id, address)
        with self._database.write(space_id) as session:
            ticket = session.store.get(Ticket, ticket_id)
            actor = session.store.actor(ticket.requester_id) if ticket else None
            if ticket is None or actor is None or not sees(actor, ticket):
                raise not_found(NO_LONGER)
            if ticket.merged_into_id is not None:
                refusal = Refusal(code=RefusalCode.GONE_ON, message="the desk goes on with this elsewhere: call")
                raise Refused(HTTPStatus.CONFLICT, refusal)
            message_id = derived_id(word.id, f"help/{ticket_id}")
            if session.store.get(Message, message_id) is None:
                said = WriteMessage(ticket_id=ticket_id, message_id=message_id, body=body, channel=Channel.HELP)
                act(session, actor, "ticket.reply", said, self._clock(), Origin.HELP)
        return self.follow(word.token)

    def reach(self) -> HelpReach:
        """Tell how else the desk is reached: what stands on every counter card."""
        space_id = self._space_id()
        with self._database.read(space_id) as reader:
            return self._reach(reader.get(Space, RecordId(space_id)))

    def locale(self, token: str) -> str:
        """Return the language of whoever asked; empty if the link is not good."""
        opened = self._signer.open(PURPOSE, token, self._clock())
        if opened is None:
            return ""
        space_id, _, ticket_id = opened.subject.partition("_")
        with self._database.read(SpaceId(space_id)) as reader:
            ticket = reader.get(Ticket, RecordId(ticket_id))
            card = reader.get(UserCard, ticket.requester_id) if ticket else None
        return card.locale if card else ""

    def _file(
        self,
        session: WriteSession,
        wanted: HelpRequest,
        ticket_id: RecordId,
        person_id: RecordId | None,
        topic_id: RecordId | None,
        now: datetime,
    ) -> None:
        roles = session.store.find(Role, key=GUEST_ROLE)
        if not roles:
            raise unavailable("the franchise has no role for whoever is not known yet: run `mostrador-server init`")
        guest = UserCard(
            id=derived_id(wanted.id, "help/guest"), name=wanted.name, role_id=roles[0].id, locale=wanted.locale
        )
        actor = Actor(user_id=guest.id, permissions=BUILT_IN[GUEST_ROLE][1], scopes={user_scope(guest.id): 1})
        args = AskForHelp(
            ticket_id=ticket_id,
            message_id=derived_id(wanted.id, "help/message"),
            space_id=RecordId(session.space_id),
            guest=guest,
            title=TITLES[wanted.locale].format(wanted.name),
            body=wanted.body,
            topic_id=topic_id,
            claimed_store=wanted.store,
            claimed_account=wanted.account,
            contact=wanted.contact,
            person_id=person_id,
        )
        act(session, actor, "ticket.ask_for_help", args, now, Origin.HELP)

    def _space_id(self) -> SpaceId:
        for space_id in sorted(self._database.heads()):
            with self._database.read(space_id) as reader:
                if reader.get(Space, RecordId(space_id)) is not None:
                    return space_id
        raise unavailable("there is no franchise here yet")

    def _opened(self, token: str) -> tuple[SpaceId, RecordId, datetime]:
        opened = self._signer.open(PURPOSE, token, self._clock())
        if opened is None:
            raise not_found(NO_LONGER)
        space_id, _, ticket_id = opened.subject.partition("_")
        return SpaceId(space_id), RecordId(ticket_id), opened.expires_at

    def _visible(self, reader: ReadSession, ticket_id: RecordId) -> Ticket:
        """Return the ticket as its requester may see it, by the same rules as everybody."""
        ticket = reader.get(Ticket, ticket_id)
        actor = reader.actor(ticket.requester_id) if ticket else None
        if ticket is None or actor is None or not sees(actor, ticket):
            raise not_found(NO_LONGER)
        return ticket

    def _reach(self, space: Space | None) -> HelpReach:
        return HelpReach(brand=space.name if space else "", phone=space.phone if space else "", email=self._email)


def _checked(request: HelpRequest) -> HelpRequest:
    """Return the request without blanks around.

    Raises:
        Refused: 400 with what is missing or too long.
    """
    if not is_record_id(request.id):
        raise malformed("`id` is not an id")
    limits = {
        "name": NAME_LONGEST, "store": CLAIM_LONGEST, "account": CLAIM_LONGEST, "contact": CLAIM_LONGEST,
        "body": BODY_LONGEST,
    }  # fmt: skip
    texts = {name: getattr(request, name).replace("\0", "").strip() for name in limits}
    for name, longest in limits.items():
        if not texts[name] and name != "account":
            raise malformed(f"`{name}` is missing")
        if len(texts[name]) > longest:
            raise malformed(f"`{name}` has more than {longest} characters")
    one_line = {name: " ".join(texts[name].split()) for name in limits if name != "body"}
    locale = request.locale if request.locale in TITLES else "en"
    return replace(request, **{**texts, **one_line, "locale": locale})


def _told(message: Message, ticket: Ticket, cards: dict[RecordId, UserCard]) -> HelpMessage:
    card = cards.get(message.author_id)
    return HelpMessage(
        id=message.id,
        at=message.created_at,
        author=card.name if card else "",
        body=message.body,
        mine=message.author_id == ticket.requester_id,
    )
