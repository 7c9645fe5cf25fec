"""The regions and stores of Molino Azul."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import time
from zoneinfo import ZoneInfo

_CURRENCY = {"UK": "GBP"}
"""Countries that do not pay in euro."""


@dataclass(frozen=True)
class SampleRegion:
    """A group of stores."""

    key: str
    name: str
    name_es: str


@dataclass(frozen=True)
class DayHours:
    """When a store opens and closes on one day, local time."""

    opens: time
    closes: time


@dataclass(frozen=True)
class SampleStore:
    """A store; `hours` has one entry a weekday from Monday, None when it is closed."""

    key: str
    code: str
    city: str
    district: str
    country: str
    region: str
    locale: str
    time_zone: str
    phone: str
    hours: tuple[DayHours | None, ...]

    @property
    def name(self) -> str:
        return f"{self.city}, {self.district}"

    @property
    def zone(self) -> ZoneInfo:
        return ZoneInfo(self.time_zone)

    @property
    def currency(self) -> str:
        """ISO code of the money in the drawer."""
        return _CURRENCY.get(self.country, "EUR")

    @property
    def opens(self) -> str:
        """Hours of an ordinary day as `HH:MM-HH:MM`."""
        monday = next(day for day in self.hours if day is not None)
        return f"{monday.opens:%H:%M}-{monday.closes:%H:%M}"


REGIONS: tuple[SampleRegion, ...] = (
    SampleRegion("ireland_uk", "Ireland & UK", "Irlanda y Reino Unido"),
    SampleRegion("north_portugal", "Spain north & Portugal", "España norte y Portugal"),
    SampleRegion("south_east", "Spain south & east", "España sur y este"),
)

_ZONES = {
    "Ireland": "Europe/Dublin",
    "UK": "Europe/London",
    "Spain": "Europe/Madrid",
    "Portugal": "Europe/Lisbon",
}


def _day(span: str) -> DayHours | None:
    if span == "-":
        return None
    opens, closes = span.split("-")
    return DayHours(time.fromisoformat(opens), time.fromisoformat(closes))


def _store(row: str, region: str) -> SampleStore:
    """A store from `key|code|city|district|country|phone|weekdays|saturday|sunday`."""
    key, code, city, district, country, phone, week, saturday, sunday = row.split("|")
    hours = (*(_day(week),) * 5, _day(saturday), _day(sunday))
    locale = "es" if country == "Spain" else "en"
    return SampleStore(key, code, city, district, country, region, locale, _ZONES[country], phone, hours)


_ROWS = {
    "ireland_uk": (
        "dublin-rathmines|031|Dublin|Rathmines|Ireland|+353 1 555 0131|07:00-19:00|08:00-19:00|09:00-17:00",
        "dublin-stoneybatter|032|Dublin|Stoneybatter|Ireland|+353 1 555 0132|07:00-18:00|08:00-18:00|-",
        "cork-opera-lane|033|Cork|Opera Lane|Ireland|+353 21 555 0133|07:30-19:00|08:00-19:00|10:00-17:00",
        "galway-eyre-square|034|Galway|Eyre Square|Ireland|+353 91 555 0134|07:30-18:30|08:00-18:30|10:00-17:00",
        "belfast-botanic|041|Belfast|Botanic|UK|+44 28 5550 0141|07:00-18:00|08:00-18:00|-",
        "leeds-corn-exchange|045|Leeds|Corn Exchange|UK|+44 113 555 0145|07:30-19:00|08:00-19:00|10:00-16:00",
        "york-shambles|046|York|Shambles|UK|+44 1904 555 146|08:00-18:00|08:00-18:30|10:00-16:00",
        "bristol-harbourside|052|Bristol|Harbourside|UK|+44 117 555 0152|07:30-20:00|08:00-21:00|09:00-19:00",
        "cardiff-roath|053|Cardiff|Roath|UK|+44 29 5550 0153|07:30-18:00|08:00-18:00|09:00-15:00",
        "glasgow-finnieston|058|Glasgow|Finnieston|UK|+44 141 555 0158|07:30-18:30|08:00-19:00|09:00-17:00",
    ),
    "north_portugal": (
        "madrid-chamberi|012|Madrid|Chamberí|Spain|+34 910 555 012|07:30-21:00|08:30-21:00|09:00-15:00",
        "bilbao-casco-viejo|014|Bilbao|Casco Viejo|Spain|+34 944 555 014|07:30-20:30|08:00-20:30|09:00-15:00",
        "zaragoza-delicias|015|Zaragoza|Delicias|Spain|+34 976 555 015|07:30-20:30|08:00-20:30|-",
        "barcelona-gracia|016|Barcelona|Gràcia|Spain|+34 930 555 016|07:30-21:00|08:00-21:00|09:00-15:00",
        "porto-cedofeita|061|Porto|Cedofeita|Portugal|+351 220 555 061|07:30-20:00|08:00-20:00|09:00-18:00",
        "lisbon-alvalade|062|Lisbon|Alvalade|Portugal|+351 210 555 062|07:30-20:00|08:00-20:00|09:00-18:00",
    ),
    "south_east": (
        "sevilla-triana|003|Sevilla|Triana|Spain|+34 954 555 003|07:30-21:00|08:30-21:00|09:00-15:00",
        "sevilla-nervion|004|Sevilla|Nervión|Spain|+34 954 555 004|07:30-21:00|08:30-21:00|-",
        "malaga-centro|005|Málaga|Centro|Spain|+34 952 555 005|08:00-21:30|08:30-22:00|09:00-21:00",
        "valencia-ruzafa|007|Valencia|Ruzafa|Spain|+34 960 555 007|07:30-21:00|08:30-21:30|09:00-15:00",
        "granada-realejo|008|Granada|Realejo|Spain|+34 958 555 008|08:00-20:30|08:30-20:30|09:00-15:00",
        "alicante-mercado|009|Alicante|Mercado|Spain|+34 965 555 009|07:30-20:30|08:00-20:30|-",
    ),
}

STORES: tuple[SampleStore, ...] = tuple(_store(row, region) for region, rows in _ROWS.items() for row in rows)
STORES_BY_KEY = {store.key: store for store in STORES}
