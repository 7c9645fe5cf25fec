"""Writes a mail: to whom, in which language, with which words; or finds that it is not to be sent after all."""

from __future__ import annotations

from datetime import datetime
from email.headerregistry import Address
from email.message import EmailMessage
from email.utils import format_datetime
from zoneinfo import ZoneInfo

from babel.dates import format_date, format_time
from babel.units import format_unit

from domain.access import sees
from domain.closing import rating_id
from domain.deadlines import RESPONSE_HOURS
from domain.ids import RecordId
from domain.records import Message, Rating, Space, Store, Ticket, TicketEvent, UserCard
from domain.words import Audience, CheckBack, CloseReason, Status
from server.closing.links import Links, Purpose
from server.db.reading import RecordReader
from server.mail import queries
from server.mail.errors import MailRefused
from server.mail.headers import LETTER
from server.mail.queries import Claimed
from server.mail.sender import Sender, mail_address
from server.mail.tables import Cause
from server.mail.templates import Body, body, language

STANDS = {Cause.RESOLVED: Status.RESOLVED, Cause.CLOSED: Status.CLOSED, Cause.REMINDER: Status.PENDING}
"""What must still be so for these to be worth reading."""


def letter_for(reader: RecordReader, one: Claimed, sender: Sender, links: Links | None = None) -> EmailMessage | None:
    """Return the mail as it is to be sent; None if there is nobody who should get it any more.

    Args:
        reader: Of the space that it is about.
        one: What was written down.
        sender: From whom it is.
        links: Makes the links in it; without them the mail says what to do in the program.

    Raises:
        MailRefused: Nothing can be addressed to that person.
    """
    if one.user_id is None or one.ticket_id is None:
        return None
    address = queries.address_of(reader.connection, reader.space_id, one.user_id)
    card, ticket = reader.get(UserCard, one.user_id), reader.get(Ticket, one.ticket_id)
    if not address or card is None or ticket is None or not _is_theirs(reader, one, ticket):
        return None
    locale = language(card.locale)
    brand = reader.get(Space, RecordId(reader.space_id)) or next(iter(reader.find(Space)), None)
    brand_name = brand.name if brand else ""
    said = reader.get(Message, one.message_id) if one.message_id else None
    values = {
        "name": next(iter(card.name.split()), ""),
        "number": str(ticket.number or ""),
        "subject": ticket.subject,
        "author": _author(reader, one, said),
        "brand": brand_name,
        "phone": brand.phone if brand else "",
        **_promise(reader, ticket, card, locale),
        "closes": _day(ticket.closes_at, _zone_of(reader, ticket, card), locale),
        **_links(reader, one, ticket, links),
    }
    values = {key: one_line(value) for key, value in values.items()}
    words = body(_template(one, ticket, said), locale, values, said.body if said else "")
    return _letter(one, sender, recipient(one_line(card.name), address), brand_name, ticket, words, locale)


def _is_theirs(reader: RecordReader, one: Claimed, ticket: Ticket) -> bool:
    """Tell whether the receiver may see what the mail is about, and it is still so."""
    actor = reader.actor(one.user_id) if one.user_id else None
    if actor is None or not sees(actor, ticket) or one.user_id not in {ticket.requester_id, *ticket.follower_ids}:
        return False
    if one.message_id is None:
        return _stands(one, ticket)
    message = reader.get(Message, one.message_id)
    # A note never leaves, not even to somebody who may read it in the program.
    return message is not None and message.audience is Audience.PUBLIC and sees(actor, message, ticket)


def _stands(one: Claimed, ticket: Ticket) -> bool:
    """Tell whether it is still as it was when the mail was written down."""
    if one.cause == Cause.CHECK_BACK:
        return ticket.check_back is CheckBack.ASKED
    return STANDS.get(Cause(one.cause), ticket.status) is ticket.status


def _author(reader: RecordReader, one: Claimed, said: Message | None) -> str:
    """Return the name of whoever wrote the message or took the step; empty if nobody is known."""
    author_id = said.author_id if said else None
    if said is None and one.cause in STANDS:
        steps = reader.find(TicketEvent, ticket_id=one.ticket_id, field="status", after=str(STANDS[Cause(one.cause)]))
        author_id = max(steps, key=lambda step: (step.at, step.id)).actor_id if steps else None
    card = reader.get(UserCard, author_id) if author_id else None
    return card.name if card else ""


def _template(one: Claimed, ticket: Ticket, said: Message | None) -> str:
    """Return the name of the text: what is said of a message depends on where its ticket stands by now."""
    cause = str(one.cause)
    if said is not None and not _stands(one, ticket):
        cause = str(Cause.REPLY)
    if one.user_id != ticket.requester_id:
        return "copy" if cause == Cause.REPLY else f"followed_{cause}"
    if cause == Cause.CLOSED and ticket.close_reason in {CloseReason.NO_RESPONSE, CloseReason.CONFIRMED}:
        return f"closed_{ticket.close_reason}"
    if cause == Cause.REPLY and said is not None:
        if ticket.status is Status.PENDING and said.id == ticket.last_message_id:
            return "question"
        return cause if said.body.strip() else "files"
    return cause


def _links(reader: RecordReader, one: Claimed, ticket: Ticket, links: Links | None) -> dict[str, str]:
    """Return purpose to link, empty where its receiver has nothing to say to that: who follows is asked nothing."""
    asked = {purpose: "" for purpose in Purpose}
    if links is not None and one.user_id == ticket.requester_id:
        wanted = {Purpose.REPLY}
        if ticket.status is Status.RESOLVED:
            wanted |= {Purpose.WORKS, Purpose.NOT_SOLVED}
        elif ticket.status is Status.CLOSED:
            wanted.add(Purpose.NOT_SOLVED)
        if ticket.check_back is CheckBack.ASKED:
            wanted.add(Purpose.CHECK_BACK)
        # Asked once: whoever has said how it was changes it in the program.
        if ticket.resolved_at is not None and reader.get(Rating, rating_id(ticket.id)) is None:
            wanted.add(Purpose.RATE)
        for purpose in wanted:
            asked[purpose] = links.url(purpose, reader.space_id, ticket, one.user_id, one.created_at)
    return {f"{purpose.name.lower()}_link": link for purpose, link in asked.items()}


def _day(moment: datetime | None, zone: ZoneInfo, locale: str) -> str:
    """Return the day of a moment on that clock; empty without one."""
    return format_date(moment.astimezone(zone), "full", locale=locale) if moment is not None else ""


def _zone_of(reader: RecordReader, ticket: Ticket, card: UserCard) -> ZoneInfo:
    """Return the clock of the ticket's store, or of its requester's."""
    store_id = ticket.store_id or next(iter(card.store_ids), None)
    store = reader.get(Store, store_id) if store_id else None
    return _zone(store.time_zone if store else "UTC")


def _promise(reader: RecordReader, ticket: Ticket, card: UserCard, locale: str) -> dict[str, str]:
    """Return how many hours an answer takes at most, and by when it comes on the clock of the store."""
    due = ticket.first_response_due_at
    if due is None:
        return {"hours": "", "due": ""}
    local = due.astimezone(_zone_of(reader, ticket, card))
    clock = format_time(local, "HH:mm (zzzz)", tzinfo=local.tzinfo, locale=locale)
    hours = format_unit(RESPONSE_HOURS[ticket.priority], "hour", locale=locale)
    return {"hours": hours, "due": f"{format_date(local, 'full', locale=locale)}, {clock}"}


def _zone(name: str) -> ZoneInfo:
    try:
        return ZoneInfo(name)
    except (KeyError, ValueError, OSError):
        return ZoneInfo("UTC")


def _letter(
    one: Claimed, sender: Sender, to: Address, brand: str, ticket: Ticket, words: Body, locale: str
) -> EmailMessage:
    thread = sender.id_of(ticket.id)
    letter = EmailMessage(policy=LETTER)
    letter["From"] = mail_address(one_line(sender.name or brand), sender.address)
    letter["To"] = to
    if sender.reply_to:
        letter["Reply-To"] = mail_address("", sender.reply_to)
    # The same for all that is said of a ticket: programs that sort by subject keep it together, too.
    letter["Subject"] = one_line(f"[#{ticket.number}] {ticket.subject}" if ticket.number else ticket.subject)
    letter["Date"] = format_datetime(one.created_at)
    letter["Message-ID"] = sender.id_of(one.id)
    letter["In-Reply-To"] = thread
    letter["References"] = thread
    letter["Auto-Submitted"] = "auto-generated"
    letter.set_content(words.plain)
    letter.add_alternative(words.html, subtype="html")
    # Last: what is about the content moves into its first part with it.
    letter["Content-Language"] = locale
    return letter


def recipient(name: str, address: str) -> Address:
    """Return an address for a letter.

    Raises:
        MailRefused: It is none.
    """
    try:
        return mail_address(name, address)
    except ValueError as error:
        raise MailRefused("address") from error


def one_line(text: str) -> str:
    """Return `text` in one line without anything that does not print: a header ends where a line does."""
    return " ".join("".join(c if c.isprintable() else " " for c in text).split())
