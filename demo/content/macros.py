"""What the desk of Molino Azul does with one gesture."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

Step = tuple[str, dict[str, Any]]
"""Mutation without its `ticket.`, and its arguments; a `team` by its key."""


@dataclass(frozen=True)
class SampleMacro:
    """Several things done at once: the whole desk's, unless it is of a `team`."""

    key: str
    en: str
    es: str
    steps: tuple[Step, ...]
    team: str = ""
    sensitive: bool = False


def _says(name: str, en: str, es: str) -> Step:
    return name, {"texts": {"en": en, "es": es}}


MACROS: tuple[SampleMacro, ...] = (
    SampleMacro(
        "ask",
        "Ask for a photo and wait",
        "Pedir una foto y esperar",
        (
            _says(
                "reply",
                "Hi {{requester.first_name|there}}, could you send us a photo of the whole screen? With that we can"
                " usually tell at once.",
                "Hola, {{requester.first_name|buenas}}. ¿Nos mandas una foto de la pantalla entera? Con eso solemos"
                " saberlo enseguida.",
            ),
            ("set_status", {"status": "pending"}),
            ("tag", {"add": ["photo asked"]}),
        ),
    ),
    SampleMacro(
        "remind",
        "Remind, then snooze for three days",
        "Recordar y posponer tres días",
        (
            _says(
                "reply",
                "Hi {{requester.first_name|there}}, did you get round to it? I look in again in three days.",
                "Hola, {{requester.first_name|buenas}}. ¿Has podido mirarlo? Vuelvo a pasar en tres días.",
            ),
            ("set_status", {"status": "pending"}),
            ("snooze", {"hours": 72, "reason": "Reminded"}),
        ),
    ),
    SampleMacro(
        "technical",
        "Hand over to technical support",
        "Pasar a soporte técnico",
        (
            _says(
                "note",
                "Handed over by {{agent.name}}: the usual steps are done, see above. {{store.name|The store}} can go on"
                " working meanwhile.",
                "Lo pasa {{agent.name}}: los pasos de siempre están hechos, mira arriba. {{store.name|La tienda}} puede"
                " seguir trabajando mientras tanto.",
            ),
            ("tag", {"add": ["escalated"]}),
            ("set_team", {"team": "technical"}),
        ),
    ),
    SampleMacro(
        "spare-terminal",
        "Order a spare card terminal",
        "Pedir un datáfono de repuesto",
        (
            ("set_assignee", {"assignee_id": "me"}),
            _says(
                "reply",
                "Hi {{requester.first_name|there}}, a spare terminal leaves today and is with {{store.name|you}}"
                " tomorrow before noon. Put the old one into the same box; it is collected.",
                "Hola, {{requester.first_name|buenas}}. Hoy sale un datáfono de repuesto y mañana antes de las doce"
                " está en {{store.name|tu tienda}}. Mete el viejo en la misma caja; lo recogen.",
            ),
            ("set_status", {"status": "on_hold", "vendor": "Redwire"}),
            ("tag", {"add": ["spare"]}),
        ),
        team="payments",
    ),
    SampleMacro(
        "account-taken",
        "An account in wrong hands",
        "Una cuenta en manos ajenas",
        (
            ("help_account", {"step": "lock"}),
            ("help_account", {"step": "end_sessions"}),
            ("help_account", {"step": "void_password"}),
            ("set_priority", {"priority": "urgent"}),
            _says(
                "note",
                "Locked, signed out everywhere, password void; a mail tells its owner. What is left: 1. Call the store"
                " under the number we have, not one from the ticket, and verify who it is. 2. Look through what was"
                " done since yesterday. 3. Unlock the account and send a link for a new password.",
                "Cuenta bloqueada, sesiones cerradas, contraseña anulada; su dueño recibe un correo. Queda: 1. Llama a"
                " la tienda al número que tenemos, no al del ticket, y comprueba quién es. 2. Revisa lo que se hizo"
                " desde ayer. 3. Desbloquea la cuenta y envía un enlace para una contraseña nueva.",
            ),
            _says(
                "reply",
                "Hi {{requester.first_name|there}}, to protect you we have closed the account for now. Technical"
                " support calls the store, makes sure that it is you, and opens it again. Nothing on your computer is"
                " lost.",
                "Hola, {{requester.first_name|buenas}}. Para protegerte hemos cerrado la cuenta por ahora. Soporte"
                " técnico llama a la tienda, se asegura de que eres tú y la abre otra vez. No se pierde nada de lo que"
                " hay en tu ordenador.",
            ),
            ("tag", {"add": ["security"]}),
            ("set_team", {"team": "technical"}),
        ),
        sensitive=True,
    ),
)
