"""A morning on which the card terminals of one provider failed: a problem, its incidents, and one told twice."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class SampleIncident:
    """What one person wrote that morning, so many minutes after the first; `same_as` names whose it was, too."""

    requester: str
    store: str
    minutes: int
    subject: str
    opening: str
    answer: str = ""
    same_as: str = ""


DAYS_AGO = 4
OWNER = "tom.okafor"
"""Who saw that it was one thing, and solved it."""
PROBLEM = SampleIncident(
    "aoife.brennan",
    "dublin-rathmines",
    30,
    "Card payments time out at several stores",
    "Redwire has a fault on their line since about eight. Terminals ring up the sale and then wait for an answer that"
    " does not come.",
)
INCIDENTS: tuple[SampleIncident, ...] = (
    SampleIncident(
        "niamh.doyle",
        "dublin-rathmines",
        0,
        "Terminal says “No answer” after every card",
        "Good morning, since we opened the terminal says “No answer” after every card. Cash works.",
        "Hi {{requester.first_name}}, it was Redwire's line and it is back. Cards go through again in {{store.name}};"
        " nobody was charged twice.",
    ),
    SampleIncident(
        "cian.murphy",
        "dublin-rathmines",
        9,
        "Cards don't work",
        "The card machine is not working at the bakery counter either. Niamh is at the front and may have"
        " written already.",
        same_as="niamh.doyle",
    ),
    SampleIncident(
        "orla.fitzgerald",
        "dublin-stoneybatter",
        14,
        "Card machine waits for ever",
        "It rings up, then it waits, then it gives up. We have a queue to the door.",
        "Hi {{requester.first_name}}, Redwire had a fault on their line; it is back. Please take one payment to be sure"
        " that {{store.name}} has it too.",
    ),
    SampleIncident(
        "laura.bermejo",
        "madrid-chamberi",
        22,
        "El datáfono se queda esperando",
        "Buenas. Desde que hemos abierto, el datáfono marca el importe y se queda esperando. ¿Es cosa nuestra?",
        "Hola, {{requester.first_name}}. No era cosa vuestra: Redwire tuvo una avería en su línea y ya está arreglada."
        " {{store.name}} puede volver a cobrar con tarjeta.",
    ),
)
