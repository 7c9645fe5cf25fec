"""The pages of a forgotten password: asking for a link, and choosing a new one behind it."""

from __future__ import annotations

from collections.abc import Iterator

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from server.accounts.errors import LinkOver, WeakPassword
from server.accounts.links import RESET_PATH
from server.accounts.passwords import LONGEST, SHORTEST
from server.accounts.resets import Invitation, Resets
from server.errors import Refused
from server.pages.page import escaped, form_of, language_of, page

ASK_PATH = "/reset"
WORDS = {
    "en": {
        "title": "A new password",
        "for": "For the account {0}.",
        "rules": "Take at least {0} characters, better several words. Neither the account's name, nor a common word, "
        "nor the same sign again and again: those are tried first.",
        "keeps": "Nothing that is stored on your computer is lost. You are signed out everywhere; sign in again with "
        "the new password while there is a connection.",
        "password": "New password",
        "again": "The same again",
        "save": "Save it",
        "weak": "This one is too easy to guess, or too short. Read the rule above and take another.",
        "long": "This one is too long: {0} characters are the most.",
        "differ": "The two are not the same.",
        "done": "Your password is changed",
        "done_words": "Go back to Mostrador and sign in with it.",
        "over": "This link does not work any more",
        "over_words": "Each link works once and only for a short time. Ask for another one:",
        "phone": "Or call your support line: {0}",
        "ask": "Forgot your password?",
        "ask_words": "We send a link to the mail address of the account.",
        "account": "Account, or its mail address",
        "send": "Send the link",
        "sent": "Look into your mail",
        "sent_words": "If there is such an account and it has a mail address, a link is on its way. It works for one "
        "hour. Has nothing come after ten minutes? Then choose “I can't sign in” in Mostrador, or call your "
        "support line.",
        "empty": "Fill this in first.",
        "later": "That was asked for several times just now: wait a quarter of an hour, and look into your mail "
        "meanwhile.",
    },
    "es": {
        "title": "Una contraseña nueva",
        "for": "Para la cuenta {0}.",
        "rules": "Usa al menos {0} caracteres, mejor varias palabras. Ni el nombre de la cuenta, ni una palabra "
        "corriente, ni el mismo signo muchas veces: es lo primero que se prueba.",
        "keeps": "No se pierde nada de lo que hay guardado en tu ordenador. Se cierra tu sesión en todas partes; "
        "vuelve a entrar con la contraseña nueva cuando haya conexión.",
        "password": "Contraseña nueva",
        "again": "Otra vez la misma",
        "save": "Guardarla",
        "weak": "Esta es demasiado fácil de adivinar o demasiado corta. Lee la regla de arriba y elige otra.",
        "long": "Esta es demasiado larga: {0} caracteres como máximo.",
        "differ": "No son iguales.",
        "done": "Has cambiado tu contraseña",
        "done_words": "Vuelve a Mostrador y entra con ella.",
        "over": "Este enlace ya no sirve",
        "over_words": "Cada enlace sirve una sola vez y durante poco tiempo. Pide otro:",
        "phone": "O llama a tu línea de soporte: {0}",
        "ask": "¿Has olvidado tu contraseña?",
        "ask_words": "Enviamos un enlace al correo de la cuenta.",
        "account": "Cuenta, o su correo",
        "send": "Enviar el enlace",
        "sent": "Mira tu correo",
        "sent_words": "Si existe esa cuenta y tiene un correo, el enlace está en camino. Sirve durante una hora. ¿No "
        "ha llegado nada en diez minutos? Elige «No puedo entrar» en Mostrador o llama a tu línea de soporte.",
        "empty": "Rellena esto primero.",
        "later": "Se acaba de pedir varias veces: espera un cuarto de hora y mira tu correo mientras tanto.",
    },
}


def reset_pages(resets: Resets) -> list[Route]:
    """Return the routes. To look changes nothing, as mail programs look, too; only the button does."""

    async def ask(request: Request) -> Response:
        return _asking(language_of(request))

    async def send(request: Request) -> Response:
        form, locale = await form_of(request), language_of(request)
        address = request.client.host if request.client else ""
        try:
            await run_in_threadpool(resets.ask, form.get("account", ""), address)
        except Refused as refused:
            return _asking(locale, "later" if refused.refusal.retry_after_s else "empty", refused.status.value)
        words = WORDS[locale]
        return page(words["sent"], locale, [f"<p>{escaped(words['sent_words'])}</p>"])

    async def show(request: Request) -> Response:
        invited = await run_in_threadpool(resets.look, request.path_params["token"])
        return _choosing(invited) if invited is not None else _over(language_of(request))

    async def save(request: Request) -> Response:
        token, form = request.path_params["token"], await form_of(request)
        invited = await run_in_threadpool(resets.look, token)
        if invited is None:
            return _over(language_of(request))
        password = form.get("password", "")
        if password != form.get("again", ""):
            return _choosing(invited, "differ")
        if len(password) > LONGEST:
            return _choosing(invited, "long")
        try:
            await run_in_threadpool(resets.set_password, token, password)
        except WeakPassword:
            return _choosing(invited, "weak")
        except LinkOver:
            return _over(invited.locale)
        words = _words(invited.locale)
        return page(words["done"], invited.locale, [_p(words["done_words"]), _p(words["keeps"])])

    return [
        Route(ASK_PATH, ask, methods=["GET"]),
        Route(ASK_PATH, send, methods=["POST"]),
        Route(RESET_PATH, show, methods=["GET"]),
        Route(RESET_PATH, save, methods=["POST"]),
    ]


def _words(locale: str) -> dict[str, str]:
    return WORDS.get(locale, WORDS["en"])


def _p(text: str) -> str:
    return f"<p>{escaped(text)}</p>"


def _asking(locale: str, wrong: str = "", status: int = 200) -> Response:
    words = _words(locale)
    return page(words["ask"], locale, [_p(words["ask_words"]), *_ask_form(words, wrong)], status)


def _over(locale: str) -> Response:
    words = _words(locale)
    return page(words["over"], locale, [_p(words["over_words"]), *_ask_form(words)], 404)


def _ask_form(words: dict[str, str], wrong: str = "") -> Iterator[str]:
    yield f'<form method="post" action="{ASK_PATH}"><label for="account">{escaped(words["account"])}</label>'
    if wrong:
        yield f'<p class="bad" role="alert">{escaped(words[wrong])}</p>'
    yield '<input id="account" name="account" required maxlength="200" autocomplete="username">'
    yield f'<button type="submit">{escaped(words["send"])}</button></form>'


def _choosing(invited: Invitation, wrong: str = "") -> Response:
    words = _words(invited.locale)
    return page(words["title"], invited.locale, _choose_form(invited, words, wrong), 400 if wrong else 200)


def _choose_form(invited: Invitation, words: dict[str, str], wrong: str) -> Iterator[str]:
    yield _p(words["for"].format(invited.account))
    yield _p(words["rules"].format(SHORTEST))
    if wrong:
        yield f'<p class="bad" role="alert">{escaped(words[wrong].format(LONGEST))}</p>'
    # The account's name stands in a field, so that what keeps passwords keeps it under the right one.
    yield (
        '<form method="post"><input type="text" name="username" autocomplete="username" hidden '
        f'value="{escaped(invited.account)}">'
    )
    for name in ("password", "again"):
        yield (
            f'<label for="{name}">{escaped(words[name])}</label>'
            f'<input id="{name}" name="{name}" type="password" required autocomplete="new-password">'
        )
    yield f'<button type="submit">{escaped(words["save"])}</button></form>'
    yield f'<p class="soft">{escaped(words["keeps"])}</p>'
    if invited.phone:
        yield f'<p class="soft">{escaped(words["phone"].format(invited.phone))}</p>'
