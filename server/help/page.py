"""The page behind the link: how far it is, what was said, a word to add."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from babel.dates import format_datetime
from starlette.responses import Response

from domain.ids import RecordId
from server.errors import Refused
from server.pages.page import escaped, page, paragraphs
from sync.protocol.help import HelpReach, HelpThread

WORDS = {
    "en": {
        "title": "Your request #{0}",
        "over": "This link is not good any more",
        "over_words": "It was cut off on its way, or its time is over. Ask again from the sign-in screen of Mostrador.",
        "number": "Say the number {0} when you call.",
        "by": "You have a first answer by {0} at the latest.",
        "good": "This page is good until {0}. Whoever has its address can read it: keep it to yourself.",
        "phone": "Support line: {0}",
        "email": "E-mail: {0}",
        "said": "What was said",
        "you": "You",
        "desk": "Support",
        "add": "Add a word",
        "add_hint": "Never write a password here. We never ask for it.",
        "send": "Send",
        "elsewhere": "We go on with this elsewhere. Please call us: we tell you there.",
        "empty": "Write something first.",
        "later": "That was a lot at once: wait a minute, then send it again.",
        "new": "We have it. Nobody has answered yet.",
        "open": "Somebody at the desk is working on it.",
        "pending": "We wait for you: please answer below, or call us.",
        "on_hold": "We wait for somebody else. We come back to you.",
        "resolved": "We think it is solved. If it is not, write below: it opens again.",
        "closed": "It is closed. If something is left, write below: it opens again.",
    },
    "es": {
        "title": "Tu petición n.º {0}",
        "over": "Este enlace ya no sirve",
        "over_words": "Se cortó por el camino o ya ha pasado su tiempo. Pide ayuda otra vez desde la "
        "pantalla de entrada de Mostrador.",
        "number": "Cuando llames, di el número {0}.",
        "by": "Tendrás una primera respuesta a más tardar el {0}.",
        "good": "Esta página sirve hasta el {0}. Quien tenga su dirección puede leerla: guárdala para ti.",
        "phone": "Línea de soporte: {0}",
        "email": "Correo: {0}",
        "said": "Lo que se ha dicho",
        "you": "Tú",
        "desk": "Soporte",
        "add": "Añade algo",
        "add_hint": "No escribas aquí ninguna contraseña. Nunca te la pediremos.",
        "send": "Enviar",
        "elsewhere": "Seguimos con esto por otra vía. Llámanos y te lo contamos.",
        "empty": "Escribe algo primero.",
        "later": "Han sido muchos mensajes seguidos: espera un minuto y envíalo otra vez.",
        "new": "Ya lo tenemos. Todavía no ha contestado nadie.",
        "open": "Alguien de soporte está en ello.",
        "pending": "Esperamos tu respuesta: contesta aquí abajo o llámanos.",
        "on_hold": "Esperamos a un tercero. Te diremos algo.",
        "resolved": "Creemos que está resuelto. Si no es así, escribe aquí abajo y se abre de nuevo.",
        "closed": "Está cerrado. Si queda algo, escribe aquí abajo y se abre de nuevo.",
    },
}  # fmt: skip


def thread(
    found: HelpThread, locale: str, fresh_id: RecordId, kept: str = "", refused: Refused | None = None
) -> Response:
    """Return the page of a request.

    Args:
        found: What is to be told.
        locale: In which language.
        fresh_id: Makes what is written here one message, however often the button is pressed.
        kept: What was written and not taken: it stands there again.
        refused: Why it was not.
    """
    words = WORDS.get(locale, WORDS["en"])
    status = 200 if refused is None else refused.status.value
    return page(
        words["title"].format(found.number), locale, _parts(found, words, locale, fresh_id, kept, refused), status
    )


def over(reach: HelpReach, locale: str) -> Response:
    """Return the page of a link that is none, or is over."""
    words = WORDS.get(locale, WORDS["en"])
    return page(words["over"], locale, [f"<p>{escaped(words['over_words'])}</p>", *_reach(reach, words)], 404)


def _parts(
    found: HelpThread, words: dict[str, str], locale: str, fresh_id: RecordId, kept: str, refused: Refused | None
) -> Iterator[str]:
    yield f"<p><strong>{escaped(words[found.status])}</strong></p>"
    if found.answer_by is not None and found.status in ("new", "open"):
        yield f"<p>{escaped(words['by'].format(_moment(found.answer_by, locale)))}</p>"
    yield f"<p>{escaped(words['number'].format(f'#{found.number}'))}</p>"
    yield from _reach(found.reach, words)
    yield f"<h2>{escaped(words['said'])}</h2>"
    for message in found.messages:
        who = words["you"] if message.mine else message.author or words["desk"]
        said = f'<p class="soft"><strong>{escaped(who)}</strong> · {escaped(_moment(message.at, locale))}</p>'
        yield f'<article class="{"mine" if message.mine else "desk"}">{said}{paragraphs(message.body)}</article>'
    if not found.goes_on:
        yield f"<p><strong>{escaped(words['elsewhere'])}</strong></p>"
    else:
        yield from _form(words, fresh_id, kept, refused)
    yield f'<p class="soft">{escaped(words["good"].format(_moment(found.expires_at, locale)))}</p>'


def _form(words: dict[str, str], fresh_id: RecordId, kept: str, refused: Refused | None) -> Iterator[str]:
    yield f'<form method="post"><input type="hidden" name="id" value="{escaped(fresh_id)}">'
    yield f'<label for="body">{escaped(words["add"])}</label>'
    if refused is not None:
        why = words["later"] if refused.refusal.retry_after_s else words["empty"]
        yield f'<p class="bad" role="alert">{escaped(why)}</p>'
    yield f'<textarea id="body" name="body" rows="4" required maxlength="10000">{escaped(kept)}</textarea>'
    yield f'<p class="soft">{escaped(words["add_hint"])}</p>'
    yield f'<button type="submit">{escaped(words["send"])}</button></form>'


def _reach(reach: HelpReach, words: dict[str, str]) -> Iterator[str]:
    if reach.phone:
        yield f"<p>{escaped(words['phone'].format(reach.phone))}</p>"
    if reach.email:
        yield f"<p>{escaped(words['email'].format(reach.email))}</p>"


def _moment(moment: datetime, locale: str) -> str:
    return f"{format_datetime(moment, 'd MMMM y, HH:mm', locale=locale)} UTC"
