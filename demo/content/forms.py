"""What the topics of Molino Azul ask, and what people answer there."""

from __future__ import annotations

import random
import re
from collections.abc import Mapping
from datetime import date

from domain.records import FieldCondition, FieldOption, FormField
from domain.words import Audience, FieldKind

K = FieldKind
Words = tuple[str, str]
"""English and Spanish."""


def _named(words: Words) -> dict[str, str]:
    return dict(zip(("en", "es"), words, strict=True))


def _line(
    key: str, kind: FieldKind, words: Words, *, helps: Words = ("", ""), needed: bool = False, desk: bool = False,
    when: tuple[str, tuple[str, ...]] | None = None, options: Mapping[str, Words] | None = None,
) -> FormField:  # fmt: skip
    return FormField(
        key=key,
        kind=kind,
        names=_named(words),
        helps=_named(helps) if any(helps) else {},
        options=tuple(FieldOption(key=one, names=_named(name)) for one, name in (options or {}).items()),
        required=needed,
        audience=Audience.INTERNAL if desk else Audience.PUBLIC,
        condition=FieldCondition(field=when[0], values=when[1]) if when else None,
    )


SINCE = _line("since", K.DATE, ("Since when", "Desde cuándo"))
CALL_BACK = _line(
    "call_back", K.PHONE, ("Where we can call you", "Dónde podemos llamarte"),
    helps=("Only if it is not the store's phone.", "Solo si no es el teléfono de la tienda."),
)  # fmt: skip
CONTRACT = _line(
    "contract", K.TEXT, ("Maintenance contract", "Contrato de mantenimiento"), desk=True,
    helps=("From the supplier's list.", "De la lista del proveedor."),
)  # fmt: skip

FORMS: dict[str, tuple[FormField, ...]] = {
    "till": (
        _line("till_number", K.NUMBER, ("Which till", "Qué caja"), needed=True,
              helps=("The number on the sticker beside the screen.", "El número de la pegatina junto a la pantalla.")),
        _line("till_shows", K.CHOICE, ("What it does", "Qué hace"), needed=True, options={
            "frozen": ("It does not react", "No reacciona"),
            "slow": ("It is slow", "Va lenta"),
            "error": ("It shows an error", "Muestra un error"),
            "off": ("It does not start", "No arranca"),
            "other": ("Something else", "Otra cosa"),
        }),
        _line("till_error", K.LONG_TEXT, ("The words of the error", "Las palabras del error"), needed=True,
              when=("till_shows", ("error",)), helps=("As they stand there.", "Tal como están en la pantalla.")),
        _line("restarted", K.YES_NO, ("Have you switched it off and on?", "¿La has apagado y encendido?")),
        SINCE,
    ),
    "card_terminal": (
        _line("terminal", K.TEXT, ("Terminal number", "Número del datáfono"), needed=True,
              helps=("On the back, beside TID. Never a card's number.", "Detrás, junto a TID. Nunca el de tarjetas.")),
        _line("refuses", K.CHOICES, ("What it does not take", "Qué no acepta"), needed=True, options={
            "chip": ("Chip", "Chip"),
            "contactless": ("Contactless", "Sin contacto"),
            "stripe": ("Magnetic stripe", "Banda"),
            "all": ("Nothing at all", "Nada"),
        }),
        _line("message", K.TEXT, ("What it shows", "Qué muestra")),
        _line("line_lamp", K.YES_NO, ("Is its network lamp green?", "¿Está verde su luz de red?"),
              when=("refuses", ("all",)), needed=True),
        SINCE,
    ),
    "printer": (
        _line("printer_kind", K.CHOICE, ("Which printer", "Qué impresora"), needed=True, options={
            "receipts": ("Receipts", "Tiques"),
            "labels": ("Labels", "Etiquetas"),
            "kitchen": ("Kitchen", "Cocina"),
            "office": ("Office", "Oficina"),
        }),
        _line("printer_fault", K.CHOICE, ("What happens", "Qué pasa"), needed=True, options={
            "nothing": ("It prints nothing", "No imprime"),
            "faint": ("It prints faintly", "Imprime flojo"),
            "jam": ("The paper is stuck", "El papel se atasca"),
            "strange": ("Strange signs", "Signos raros"),
        }),
        _line("paper", K.YES_NO, ("Is there paper in it, the right way round?", "¿Tiene papel, bien puesto?"),
              when=("printer_fault", ("nothing", "faint"))),
        SINCE,
    ),
    "network": (
        _line("reaches", K.CHOICES, ("What does not work", "Qué no funciona"), needed=True, options={
            "tills": ("Tills", "Cajas"),
            "cards": ("Card payments", "Pagos con tarjeta"),
            "phone": ("Phone", "Teléfono"),
            "wifi": ("Wi-Fi of the guests", "Wifi de clientes"),
            "all": ("Everything", "Todo"),
        }),
        _line("router_lamps", K.TEXT, ("Lamps of the router", "Luces del router"),
              helps=("Which are lit, and in what colour.", "Cuáles lucen y de qué color.")),
        SINCE,
        CALL_BACK,
    ),
    "delivery": (
        _line("order", K.TEXT, ("Order number", "Número de pedido"), needed=True,
              helps=("On the delivery note, top right.", "En el albarán, arriba a la derecha.")),
        _line("delivery_date", K.DATE, ("Day of the delivery", "Día del reparto"), needed=True),
        _line("delivery_fault", K.CHOICE, ("What is wrong", "Qué falla"), needed=True, options={
            "missing": ("Something is missing", "Falta algo"),
            "damaged": ("Something is damaged", "Algo está dañado"),
            "wrong": ("The wrong goods", "No es lo pedido"),
            "late": ("It has not come", "No ha llegado"),
        }),
        _line("goods", K.LONG_TEXT, ("Which goods, and how many", "Qué productos y cuántos"), needed=True,
              when=("delivery_fault", ("missing", "damaged", "wrong"))),
        _line("cold", K.YES_NO, ("Did the cold chain break?", "¿Se rompió la cadena de frío?"),
              when=("delivery_fault", ("damaged", "late"))),
    ),
    "refunds": (
        _line("receipt", K.TEXT, ("Receipt number", "Número de tique"), needed=True),
        _line("sold_on", K.DATE, ("Day of the sale", "Día de la venta"), needed=True),
        _line("amount", K.NUMBER, ("Amount in euros", "Importe en euros"), needed=True),
        _line("paid_by", K.CHOICE, ("How it was paid", "Cómo se pagó"), needed=True, options={
            "card": ("Card", "Tarjeta"),
            "cash": ("Cash", "Efectivo"),
            "gift": ("Gift card", "Tarjeta regalo"),
        }),
        _line("last_four", K.TEXT, ("Last four digits of the card", "Últimas cuatro cifras de la tarjeta"),
              when=("paid_by", ("card",)), helps=("Never more than four.", "Nunca más de cuatro.")),
    ),
    "accounts": (
        _line("whose", K.TEXT, ("Whose account", "De quién es la cuenta"), needed=True,
              helps=("Name and user name, never the password.", "Nombre y usuario, nunca la contraseña.")),
        _line("account_fault", K.CHOICE, ("What is wanted", "Qué hace falta"), needed=True, options={
            "password": ("A new password", "Una contraseña nueva"),
            "locked": ("It is locked", "Está bloqueada"),
            "new": ("A new account", "Una cuenta nueva"),
            "leave": ("Somebody has left", "Alguien se ha ido"),
        }),
        _line("mail", K.EMAIL, ("E-mail for the new account", "Correo para la cuenta nueva"), needed=True,
              when=("account_fault", ("new",))),
        _line("begins", K.DATE, ("First day", "Primer día"), when=("account_fault", ("new",))),
        _line("last_day", K.DATE, ("Last day", "Último día"), when=("account_fault", ("leave",)), needed=True),
        CALL_BACK,
    ),
    "online_orders": (
        _line("platform", K.CHOICE, ("Where it was ordered", "Dónde se pidió"), needed=True, options={
            "own": ("Our app or site", "Nuestra app o web"),
            "partner": ("A delivery partner", "Una empresa de reparto"),
        }),
        _line("web_order", K.TEXT, ("Order number", "Número de pedido")),
        SINCE,
    ),
    "oven": (
        _line("oven", K.TEXT, ("Which oven", "Qué horno"), needed=True,
              helps=("Make and model, on the plate inside the door.", "Marca y modelo, en la placa de la puerta.")),
        _line("oven_code", K.TEXT, ("Code on its screen", "Código en su pantalla")),
        _line("smell", K.YES_NO, ("Does it smell of gas or burning?", "¿Huele a gas o a quemado?"), needed=True),
    ),
    "stock": (
        _line("article_code", K.TEXT, ("Article code", "Código del artículo"), needed=True),
        _line("counted", K.NUMBER, ("Counted", "Contado")),
        _line("shown", K.NUMBER, ("Shown by the program", "Según el programa")),
    ),
}  # fmt: skip
"""Topic to its form; topics that are not in it ask nothing more."""
DESK_FORMS: dict[str, tuple[FormField, ...]] = {
    **dict.fromkeys(("till", "card_terminal", "printer", "oven"), (CONTRACT,)),
    "refunds": (_line("approved_by", K.TEXT, ("Approved by", "Aprobado por"), desk=True),),
}
"""Topic to what only the desk is asked, below its form."""

ANSWERS: dict[str, tuple[str, ...]] = {
    "terminal": ("TID 4411", "TID 4412", "TID 7203", "TID 9015"),
    "order": ("A-20418", "A-20533", "A-21007"),
    "receipt": ("0031-118842", "0014-220917", "0022-300418"),
    "web_order": ("W-88120", "W-88347"),
    "oven": ("Salva K-5", "Wiesheu Euromat B8"),
    "article_code": ("CRO-012", "FLR-200", "CUP-024"),
}
"""What people answered before; the rest stands in their own words, from a time when nobody was asked for it."""
DAYS = ("since", "delivery_date")
_TILL = re.compile(r"\b(?:till|caja) (\d)\b", re.IGNORECASE)


def sample_answers(topic: str, text: str, day: date, label: str) -> dict[str, list[str]]:
    """Return what somebody answered in a topic's form who wrote `text` on that day: the same for the same label."""
    noise = random.Random(f"{label}/details")
    said: dict[str, list[str]] = {}
    for field in FORMS.get(topic, ()):
        if field.key in ANSWERS:
            said[field.key] = [noise.choice(ANSWERS[field.key])]
        elif field.key in DAYS:
            said[field.key] = [day.isoformat()]
        elif field.key == "till_number" and (found := _TILL.search(text)):
            said[field.key] = [found[1]]
    return said
