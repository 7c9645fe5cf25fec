"""The people of Molino Azul: the desk with its teams, the owners and the staff of every store."""

from __future__ import annotations

from dataclasses import dataclass

from demo.content.stores import REGIONS, STORES, STORES_BY_KEY, SampleRegion, SampleStore

__all__ = [
    "BRAND",
    "PEOPLE",
    "PEOPLE_BY_HANDLE",
    "REGIONS",
    "STORES",
    "STORES_BY_KEY",
    "TEAMS",
    "SamplePerson",
    "SampleRegion",
    "SampleStore",
    "SampleTeam",
    "desk",
    "people_of",
]

BRAND = "Molino Azul"


@dataclass(frozen=True)
class SampleTeam:
    """Agents who share a queue; `escalates_to` is the key of the team behind them."""

    key: str
    en: str
    es: str
    lead: str
    escalates_to: str | None = None


@dataclass(frozen=True)
class SamplePerson:
    """Somebody with an account; the handle is stable and is what @mentions use."""

    handle: str
    name: str
    role: str
    locale: str
    title: str = ""
    stores: tuple[str, ...] = ()
    teams: tuple[str, ...] = ()
    phone: str = ""

    @property
    def first_name(self) -> str:
        return self.name.split()[0]

    @property
    def email(self) -> str:
        """An address in a domain that can never receive mail."""
        return f"{self.handle}@molinoazul.example"


TEAMS: tuple[SampleTeam, ...] = (
    SampleTeam("support", "Support", "Soporte", "jorge.tellez", "technical"),
    SampleTeam("payments", "Payments", "Cobros", "elena.prats", "technical"),
    SampleTeam("technical", "Technical support", "Soporte técnico", "hugo.arana"),
)

_DESK: tuple[SamplePerson, ...] = (
    SamplePerson("nuria.vidal", "Nuria Vidal", "agent", "es", "Payments and support", (), ("support", "payments")),
    SamplePerson("tom.okafor", "Tom Okafor", "agent", "en", "Payments and support", (), ("support", "payments")),
    SamplePerson("priya.shah", "Priya Shah", "agent", "en", "Accounts", (), ("support",)),
    SamplePerson("jonas.weiss", "Jonas Weiss", "agent", "en", "Stock and deliveries", (), ("support",)),
    SamplePerson("carmen.kelly", "Carmen Kelly", "agent", "en", "Onboarding specialist", (), ("support",)),
    SamplePerson("marta.leal", "Marta Leal", "agent", "es", "Stores in the south", (), ("support",)),
    SamplePerson("jorge.tellez", "Jorge Téllez", "team_lead", "es", "Team lead, Support", (), ("support", "payments")),
    SamplePerson("elena.prats", "Elena Prats", "team_lead", "es", "Team lead, Payments", (), ("payments",)),
    SamplePerson("tomas.iriarte", "Tomás Iriarte", "agent", "es", "Tills and printers", (), ("technical", "support")),
    SamplePerson("hugo.arana", "Hugo Arana", "team_lead", "es", "Team lead, Technical support", (), ("technical",)),
    SamplePerson("sinead.walsh", "Sinéad Walsh", "agent", "en", "Networks", (), ("technical",)),
    SamplePerson(
        "bea.lindqvist",
        "Bea Lindqvist",
        "light_agent",
        "en",
        "Vendor liaison",
        (),
        ("technical", "payments", "support"),
    ),
    SamplePerson(
        "marta.soler", "Marta Soler", "admin", "es", "Administration", (), ("support", "payments", "technical")
    ),
)

_OWNERS = """
aoife.brennan|Aoife Brennan|dublin-rathmines dublin-stoneybatter
ciara.kelly|Ciara Kelly|cork-opera-lane
owen.byrne|Owen Byrne|galway-eyre-square
maeve.donnelly|Maeve Donnelly|belfast-botanic
daniel.whitlock|Daniel Whitlock|leeds-corn-exchange
grace.holloway|Grace Holloway|york-shambles
rhys.morgan|Rhys Morgan|cardiff-roath bristol-harbourside
ewan.mckay|Ewan McKay|glasgow-finnieston
pablo.ortega|Pablo Ortega|madrid-chamberi
ane.etxeberria|Ane Etxeberria|bilbao-casco-viejo
javier.lanuza|Javier Lanuza|zaragoza-delicias
montse.riera|Montse Riera|barcelona-gracia
ines.duarte|Inês Duarte|porto-cedofeita lisbon-alvalade
rosa.galvez|Rosa Gálvez|sevilla-triana sevilla-nervion
lucia.romero|Lucía Romero|malaga-centro
marc.ferrer|Marc Ferrer|valencia-ruzafa
manuel.cobos|Manuel Cobos|granada-realejo
amparo.sirvent|Amparo Sirvent|alicante-mercado
"""

_STAFF = """
niamh.doyle|Niamh Doyle|dublin-rathmines|Shift lead
cian.murphy|Cian Murphy|dublin-rathmines|Baker
orla.fitzgerald|Orla Fitzgerald|dublin-stoneybatter|Shift lead
sean.hayes|Seán Hayes|cork-opera-lane|Shift lead
aisling.roche|Aisling Roche|cork-opera-lane|Counter
fionn.mccarthy|Fionn McCarthy|galway-eyre-square|Shift lead
erin.campbell|Erin Campbell|belfast-botanic|Shift lead
connor.neill|Connor Neill|belfast-botanic|Baker
amira.hussain|Amira Hussain|leeds-corn-exchange|Shift lead
jack.sutcliffe|Jack Sutcliffe|leeds-corn-exchange|Counter
ben.ashworth|Ben Ashworth|york-shambles|Baker
hannah.price|Hannah Price|bristol-harbourside|Shift lead
leo.fenwick|Leo Fenwick|bristol-harbourside|Counter
carys.pugh|Carys Pugh|cardiff-roath|Shift lead
isla.drummond|Isla Drummond|glasgow-finnieston|Shift lead
callum.reid|Callum Reid|glasgow-finnieston|Counter
laura.bermejo|Laura Bermejo|madrid-chamberi|Shift lead
diego.santana|Diego Santana|madrid-chamberi|Counter
iker.larrea|Iker Larrea|bilbao-casco-viejo|Shift lead
pilar.gasca|Pilar Gasca|zaragoza-delicias|Shift lead
jordi.camps|Jordi Camps|barcelona-gracia|Shift lead
aina.sola|Aina Solà|barcelona-gracia|Baker
tiago.moreira|Tiago Moreira|porto-cedofeita|Shift lead
sofia.dias|Sofia Dias|lisbon-alvalade|Shift lead
curro.vargas|Curro Vargas|sevilla-triana|Counter
macarena.ruiz|Macarena Ruiz|sevilla-triana|Shift lead
alba.moreno|Alba Moreno|sevilla-nervion|Shift lead
sergio.palma|Sergio Palma|malaga-centro|Shift lead
noelia.jurado|Noelia Jurado|malaga-centro|Counter
vicent.soler|Vicent Soler|valencia-ruzafa|Shift lead
carla.esteve|Carla Esteve|valencia-ruzafa|Counter
ines.maldonado|Inés Maldonado|granada-realejo|Shift lead
toni.ripoll|Toni Ripoll|alicante-mercado|Shift lead
"""


_CUSTOMERS = """
fiona.gallagher|Fiona Gallagher|dublin-rathmines
lola.marin|Lola Marín|sevilla-triana
"""


def _store_person(row: str, role: str) -> SamplePerson:
    """A person from `handle|name|stores[|title]`; the language is that of the first store."""
    handle, name, stores, *title = row.split("|")
    keys = tuple(stores.split())
    first = STORES_BY_KEY[keys[0]]
    return SamplePerson(handle, name, role, first.locale, title[0] if title else "Owner", keys, phone=first.phone)


def _customer(row: str) -> SamplePerson:
    """Somebody who asks a store, from `handle|name|store`."""
    handle, name, store = row.split("|")
    return SamplePerson(handle, name, "customer", STORES_BY_KEY[store].locale, stores=(store,))


PEOPLE: tuple[SamplePerson, ...] = (
    *_DESK,
    *(_store_person(row, "store_owner") for row in _OWNERS.split("\n") if row),
    *(_store_person(row, "store_staff") for row in _STAFF.split("\n") if row),
    *(_customer(row) for row in _CUSTOMERS.split("\n") if row),
)
PEOPLE_BY_HANDLE = {person.handle: person for person in PEOPLE}


def desk(team: str | None = None) -> tuple[SamplePerson, ...]:
    """Everybody who works at the desk, or in one of its teams."""
    return tuple(person for person in PEOPLE if person.teams and (team is None or team in person.teams))


def people_of(store: str) -> tuple[SamplePerson, ...]:
    """The owner of a store first, then its staff."""
    found = [person for person in PEOPLE if store in person.stores and person.role != "customer"]
    return tuple(sorted(found, key=lambda person: person.role != "store_owner"))
