"""What stands in a mail is what was meant, whatever people call themselves and their tickets."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from domain.records import UserCard
from server.closing.links import Purpose
from server.mail.sender import Sender
from server.mail.sending import Outbox
from server.mail.tables import Cause
from server.mail.templates import LOCALES, body, language
from tests.server.mail.conftest import ADDRESSES
from tests.server.mail.test_causes import does
from tests.support.mailbox import Mailbox, texts
from tests.support.world import World

EVIL = "x\r\nBcc: evil@elsewhere.example\r\n\r\nBuy"


def test_no_line_of_a_subject_or_a_name_becomes_a_header(desk: World, outbox: Outbox, mailbox: Mailbox) -> None:
    desk.put(replace(desk.get_ticket("taken"), subject=EVIL))
    desk.put(replace(desk.get(UserCard, "simon"), name=f'Simon "S" <a@b>, {EVIL}'))
    does(desk, "ana", "ticket.reply", "taken")
    outbox.send_all()
    (letter,) = mailbox.letters
    assert mailbox.recipients == [ADDRESSES["simon"]]
    assert letter["Bcc"] is None
    assert letter["Subject"] == "[#4] x Bcc: evil@elsewhere.example Buy"
    (to,) = letter["To"].addresses
    assert (to.addr_spec, to.display_name) == (ADDRESSES["simon"], 'Simon "S" <a@b>, x Bcc: evil@elsewhere.example Buy')


def test_what_is_not_ascii_arrives_as_it_was_written(desk: World, outbox: Outbox, mailbox: Mailbox) -> None:
    subject = "¿Añadir crème brûlée? Ελληνικά 日本語 🥐 " * 4
    desk.put(replace(desk.get_ticket("taken"), subject=subject))
    desk.put(replace(desk.get(UserCard, "simon"), name="Simón Ibáñez 山田"))
    does(desk, "ana", "ticket.reply", "taken", body="Sí: mañana 🥐")
    outbox.send_all()
    (letter,) = mailbox.letters
    assert letter["Subject"] == f"[#4] {subject}".strip()
    assert letter["To"].addresses[0].display_name == "Simón Ibáñez 山田"
    assert all("Sí: mañana 🥐" in text for text in texts(letter))


def test_markdown_and_html_in_a_subject_mean_nothing(desk: World, outbox: Outbox, mailbox: Mailbox) -> None:
    subject = "<b>a</b> [here](https://elsewhere.example) *x* {brand}"
    desk.put(replace(desk.get_ticket("taken"), subject=subject))
    does(desk, "ana", "ticket.reply", "taken")
    outbox.send_all()
    plain, html = texts(mailbox.letters[0])
    assert subject in plain
    assert "&lt;b&gt;a&lt;/b&gt; [here](" in html
    assert "*x* {brand}" in html
    assert "<b>" not in html


def test_files_without_words_are_told(desk: World, outbox: Outbox, mailbox: Mailbox) -> None:
    file = {"id": desk.new_id(), "name": "till.png", "media_type": "image/png", "size_bytes": 3, "sha256": "a" * 64}
    does(desk, "ana", "ticket.reply", "taken", body="", files=[file])
    outbox.send_all()
    assert "Ana has sent files" in texts(mailbox.letters[0])[0]


def test_long_ids_stay_whole(desk: World, outbox: Outbox, mailbox: Mailbox) -> None:
    outbox._sender = Sender(
        "desk@" + "a-rather-long-name-of-a-franchise." * 2 + "example", reply_to="answers@x.example"
    )
    does(desk, "ana", "ticket.reply", "taken")
    outbox.send_all()
    (letter,) = mailbox.letters
    assert letter["References"].strip() == outbox._sender.id_of(desk.ids["taken"])
    assert letter["Message-ID"].strip().endswith(".example>")
    assert letter["Reply-To"] == "answers@x.example"


LINKS = tuple(f"{purpose.name.lower()}_link" for purpose in Purpose)
OTHERS = (
    *("files", "copy", "question", "closed_confirmed", "closed_no_response"),
    *("followed_resolved", "followed_closed"),
)
"""What a cause is worded as where the ticket stands so, or for who follows it."""


@pytest.mark.parametrize("locale", LOCALES)
@pytest.mark.parametrize("name", [*Cause, *OTHERS])
def test_every_template_is_there_in_every_language_and_asks_for_nothing_unknown(name: str, locale: str) -> None:
    keys = ("name", "number", "subject", "author", "brand", "phone", "hours", "due", "closes", *LINKS)
    words = body(str(name), locale, {key: f"the {key}" for key in keys}, "what was said")
    for value in ("the name", "the number", "the subject", "the brand"):
        assert value in words.plain
        assert value in words.html


def test_a_paragraph_whose_value_is_empty_is_left_out() -> None:
    keys = ("name", "number", "subject", "brand", "hours", "due")
    assert "call" not in body("acknowledgement", "en", {key: "x" for key in keys} | {"phone": ""}).plain


def test_a_language_without_templates_is_english() -> None:
    assert [language(one) for one in ("es", "es_MX", "es-419", "en", "pt", "")] == ["es", "es", "es", "en", "en", "en"]
