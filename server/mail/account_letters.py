"""Writes the letters about accounts: a link that sets a new password, a code, a word that something was changed."""

from __future__ import annotations

from datetime import datetime
from email.message import EmailMessage
from email.utils import format_datetime

from babel.units import format_unit

from domain.ids import RecordId
from domain.records import Space, UserCard
from server.accounts import letters, queries
from server.accounts.links import AccountLinks, ResetLink
from server.accounts.tables import Account, AccountLetter, LetterKind
from server.db.reading import RecordReader
from server.mail.headers import LETTER
from server.mail.letters import one_line, recipient
from server.mail.queries import Claimed
from server.mail.sender import Sender, mail_address
from server.mail.templates import body, language

SUBJECTS = {
    LetterKind.RESET: {"en": "A new password for {0}", "es": "Una contraseña nueva para {0}"},
    LetterKind.CODE: {"en": "Your code for the support desk of {0}", "es": "Tu código para el soporte de {0}"},
    LetterKind.CHANGED: {"en": "Your password for {0} was changed", "es": "Se ha cambiado tu contraseña de {0}"},
    LetterKind.SECURED: {"en": "We have secured your account at {0}", "es": "Hemos protegido tu cuenta de {0}"},
}


def account_letter(
    reader: RecordReader, one: Claimed, sender: Sender, links: AccountLinks, now: datetime
) -> EmailMessage | None:
    """Return the letter as it is to be sent; None if there is nobody to get it, or it is of no use any more.

    Raises:
        MailRefused: Nothing can be addressed to that person.
    """
    letter = letters.find(reader.connection, reader.space_id, one.letter_id) if one.letter_id else None
    if letter is None or letter.used_at is not None or now >= letter.expires_at:
        return None
    accounts = _accounts(reader, letter)
    card = reader.get(UserCard, accounts[0].user_id) if accounts else None
    if card is None:
        return None
    kind, locale = LetterKind(letter.kind), language(card.locale)
    space = reader.get(Space, RecordId(reader.space_id))
    hours = (letter.expires_at - letter.created_at).total_seconds() / 3600
    unit, amount = ("hour", hours) if hours >= 1 else ("minute", hours * 60)
    values = {
        "name": next(iter(card.name.split()), ""),
        "account": ", ".join(account.name for account in accounts),
        "brand": space.name if space else "",
        "phone": space.phone if space else "",
        "code": links.code(letter.id) if kind is LetterKind.CODE else "",
        "good_for": format_unit(round(amount), unit, locale=locale),
        "link": "",
    }
    values = {name: one_line(value) for name, value in values.items()}
    if kind is LetterKind.RESET:
        values["link"] = "\n".join(_links(letter, accounts, links))
    brand = values["brand"]
    made = EmailMessage(policy=LETTER)
    made["From"] = mail_address(one_line(sender.name or brand), sender.address)
    made["To"] = recipient(one_line(card.name), accounts[0].email.strip())
    if sender.reply_to:
        made["Reply-To"] = mail_address("", sender.reply_to)
    made["Subject"] = one_line(SUBJECTS[kind][locale].format(brand or "Mostrador"))
    made["Date"] = format_datetime(one.created_at)
    made["Message-ID"] = sender.id_of(one.id)
    made["Auto-Submitted"] = "auto-generated"
    words = body(str(kind), locale, values)
    made.set_content(words.plain)
    made.add_alternative(words.html, subtype="html")
    made["Content-Language"] = locale
    return made


def _accounts(reader: RecordReader, letter: AccountLetter) -> list[Account]:
    """Return whose letter it is: as a rule one account; several where they share a mail address."""
    with queries.session_on(reader.connection) as session:
        if letter.user_id is not None:
            account = queries.account_of(session, letter.user_id)
            found = [account] if account is not None else []
        else:
            found = queries.accounts_meant(session, reader.space_id, letter.asked)
    # Whoever is locked out is told so, and gets no way in.
    open_only = letter.kind != LetterKind.SECURED
    return [one for one in found if one.email.strip() and not (open_only and one.locked)]


def _links(letter: AccountLetter, accounts: list[Account], links: AccountLinks) -> list[str]:
    made = [
        (one.name, links.reset_url(ResetLink(letter.space_id, letter.id, one.user_id), letter.expires_at))
        for one in accounts
    ]
    return [link if len(made) == 1 else f"{name}: {link}" for name, link in made]
