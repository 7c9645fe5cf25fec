"""Fills a script's sentences with the details of one ticket, so that two tickets of one script don't read alike."""

from __future__ import annotations

import re
from datetime import datetime, timedelta
from random import Random

from demo.content.people import SamplePerson, people_of
from demo.content.scripts import Variant
from demo.content.stores import SampleStore

_CHOICE = re.compile(r"\[\[(.*?)\]\]")
_NAME = re.compile(r"\{(\w+)\}")

_DAYS = {
    "en": ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"),
    "es": ("lunes", "martes", "miércoles", "jueves", "viernes", "sábado", "domingo"),
}
_CUSTOMERS = {
    "en": ("Mrs Whelan", "Mr Adeyemi", "Ms Kowalska", "Mr Pritchard", "Mrs Lindsay", "Ms Okoye", "Mr Farrell"),
    "es": ("La señora Cano", "El señor Beltrán", "Begoña Ruiz", "Paco Ibarra", "La familia Soto", "Remedios Gil"),
}
_GREETED = ("Hi", "Hello", "Morning", "Dear", "Buenas", "Buenos", "Hola", "¿")
_OPENERS = {
    "en": ("", "", "Hi. ", "Hello. ", "Hi team. ", "Quick one. ", "Me again. "),
    "es": ("", "", "Hola. ", "Buenas. ", "Hola, equipo. ", "Una cosa. ", "Yo otra vez. "),
}
_CLOSERS = {
    "en": ("", "", " Thanks, {me}.", " We are open until {closes}.", " You reach me at the store until {closes}."),
    "es": ("", "", " Gracias, {me}.", " Abrimos hasta las {closes}.", " Estoy en la tienda hasta las {closes}."),
}
_WITNESSES = {
    "en": (" {staff} saw it too.", " {staff} is on the counter if I don't answer.", " Photo follows.", " Any idea?"),
    "es": (
        " {staff} también lo ha visto.",
        " Si no contesto, {staff} está en el mostrador.",
        " Ahora te mando una foto.",
        " ¿Alguna idea?",
    ),
}
"""More ways to end, for something that broke."""
_ANSWERS = {
    "en": (re.compile(r"^Hi \{me\}"), ("Hi {me}", "Hi {me}", "Hello {me}")),
    "es": (re.compile(r"^Hola, \{me\}"), ("Hola, {me}", "Hola, {me}", "Buenas, {me}")),
}


class Wording:
    """The details of one ticket."""

    def __init__(
        self, variant: Variant, store: SampleStore, requester: SamplePerson, created_at: datetime, rng: Random
    ) -> None:
        self._rng = rng
        self._locale = variant.locale
        self._values = _values(variant.locale, store, requester, created_at, rng)
        self._values |= {name: rng.choice(choices) for name, choices in variant.picks.items()}

    def text(self, sentence: str, **more: str) -> str:
        """Return `sentence` with its alternatives decided and its names filled in.

        Raises:
            KeyError: the sentence names something a ticket has not got.
        """
        values = self._values | more
        decided = _CHOICE.sub(lambda found: self._rng.choice(found[1].split("|")), sentence)
        return _NAME.sub(lambda found: values[found[1]], decided)

    def opening(self, sentence: str, *, broke: bool) -> str:
        """The requester's first message, with a beginning and an end of its own."""
        first = sentence.removeprefix("[[")
        opener = "" if first.startswith(_GREETED) else self._rng.choice(_OPENERS[self._locale])
        broke = broke and "{staff}" not in sentence
        closers = _CLOSERS[self._locale] + (_WITNESSES[self._locale] if broke else ())
        return self.text(opener + sentence + self._rng.choice(closers))

    def answer(self, sentence: str, **more: str) -> str:
        """A message of the desk, whose greeting varies with who writes."""
        pattern, greetings = _ANSWERS[self._locale]
        return self.text(pattern.sub(self._rng.choice(greetings), sentence), **more)


def money(amount: float, store: SampleStore) -> str:
    """An amount as it is written where the store is."""
    figures = f"{amount:.2f}"
    if store.locale == "es":
        return f"{figures.replace('.', ',')} €"
    return f"{'£' if store.currency == 'GBP' else '€'}{figures}"


def day_name(moment: datetime, locale: str) -> str:
    return _DAYS[locale][moment.weekday()]


def working_day(moment: datetime) -> datetime:
    """`moment`, or the same time on Monday if it falls on a weekend."""
    return moment + timedelta(days=max(0, 7 - moment.weekday()) if moment.weekday() > 4 else 0)


def _values(
    locale: str, store: SampleStore, requester: SamplePerson, created_at: datetime, rng: Random
) -> dict[str, str]:
    till, other = rng.sample(("1", "2", "3"), 2)
    amount = rng.randrange(240, 1980, 5) / 100
    today = created_at.astimezone(store.zone)
    noticed_at = created_at.astimezone(store.zone) - timedelta(minutes=rng.randrange(10, 95))
    colleagues = [person for person in people_of(store.key) if person is not requester] or [requester]
    closes = next(day for day in store.hours if day is not None).closes
    return {
        "me": requester.first_name,
        "staff": rng.choice(colleagues).first_name,
        "store": store.name,
        "code": store.code,
        "city": store.city,
        "till": till,
        "till2": other,
        "amount": money(amount, store),
        "amount2": money(max(0.9, amount - rng.choice((0.2, 0.3, 0.5, 0.8, 1.0))), store),
        "amount3": money(rng.randrange(6000, 42000, 10) / 100, store),
        "time": f"{noticed_at.hour:02}:{noticed_at.minute // 5 * 5:02}",
        "closes": f"{closes:%H:%M}",
        "today": day_name(today, locale),
        "day": day_name(today - timedelta(days=rng.randrange(1, 6)), locale),
        "soon": day_name(working_day(today + timedelta(days=rng.randrange(2, 5))), locale),
        "percent": str(rng.randrange(17, 89)),
        "last4": f"{rng.randrange(10_000):04}",
        "customer": rng.choice(_CUSTOMERS[locale]),
        "n": str(rng.randrange(2, 7)),
        "nn": str(rng.randrange(11, 29)),
        "lot": f"L{rng.randrange(1000, 9999)}",
        "order": f"W-{rng.randrange(20_000, 99_999)}",
        "po": f"P-{rng.randrange(18_000, 24_999)}",
    }
