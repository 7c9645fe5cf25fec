"""What the chapter of whoever cannot sign in types and expects to read, in both languages."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class HelpWords:
    """The texts of the chapter. `person` has an account of the sample; `seek` finds them."""

    account: str
    person: str
    seek: str
    subject: str
    store: str
    body: str
    contact: str
    saved: str
    sent: str
    number: str
    not_verified: str
    verified: str
    whose: str
    temporary: str
    choose_own: str
    own_password: str
    answer: str
    link_sent: str
    stolen: str
    sign_in_again: str


HELP_WORDS: dict[str, HelpWords] = {
    "en": HelpWords(
        account="niamh.doyle",
        person="Niamh Doyle",
        seek="Niamh",
        subject="Niamh Doyle cannot sign in",
        store="Rathmines",
        body="The password of yesterday does not work today. I open the store in an hour.",
        contact="086 555 0134",
        saved="Saved here",
        sent="Nobody has answered yet",
        number="Your request #",
        not_verified="not verified",
        verified="verified",
        whose="Whose account it is",
        temporary="temporary password",
        choose_own="Now choose a password",
        own_password="three blue umbrellas",  # noqa: S106 - of the sample
        answer="Hello Niamh, we have called the store: you can sign in again.",
        link_sent="a link is on its way",
        stolen="An account in wrong hands",
        sign_in_again="Sign in again",
    ),
    "es": HelpWords(
        account="macarena.ruiz",
        person="Macarena Ruiz",
        seek="Macarena",
        subject="Macarena Ruiz no puede entrar",
        store="Triana",
        body="La contraseña de ayer hoy no funciona. Abro la tienda en una hora.",
        contact="600 555 134",
        saved="Guardado aquí",
        sent="Todavía no ha contestado nadie",
        number="Tu petición n.º ",
        not_verified="sin comprobar",
        verified="comprobada",
        whose="De quién es la cuenta",
        temporary="contraseña provisional",
        choose_own="Ahora elige una contraseña",
        own_password="tres paraguas azules",  # noqa: S106 - of the sample
        answer="Hola, Macarena: hemos llamado a la tienda: ya puedes volver a entrar.",
        link_sent="el enlace está en camino",
        stolen="Una cuenta en manos ajenas",
        sign_in_again="Entra otra vez",
    ),
}
