"""What tickets are about and how the knowledge base is divided, each with a name per language."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class SampleTopic:
    """What a ticket is about. `team` is the key of the team that gets it first; `protected`: identity comes first.

    So many days after a solution its requester is asked whether they can work again; 0: never.
    """

    key: str
    en: str
    es: str
    team: str = "support"
    protected: bool = False
    check_back_days: int = 0

    @property
    def names(self) -> dict[str, str]:
        return {"en": self.en, "es": self.es}


@dataclass(frozen=True)
class SampleCategory:
    """A chapter of the knowledge base."""

    key: str
    en: str
    es: str

    @property
    def names(self) -> dict[str, str]:
        return {"en": self.en, "es": self.es}


TOPICS: tuple[SampleTopic, ...] = (
    SampleTopic("till", "Till", "Caja"),
    SampleTopic("card_terminal", "Card terminal", "Datáfono", "payments", check_back_days=3),
    SampleTopic("printer", "Printer", "Impresora"),
    SampleTopic("network", "Network", "Red"),
    SampleTopic("stock", "Stock", "Existencias"),
    SampleTopic("delivery", "Deliveries", "Repartos"),
    SampleTopic("refunds", "Refunds", "Devoluciones", "payments"),
    SampleTopic("accounts", "Accounts", "Cuentas", protected=True, check_back_days=2),
    SampleTopic("loyalty", "Loyalty and gift cards", "Fidelidad y tarjetas regalo"),
    SampleTopic("online_orders", "Online orders", "Pedidos por internet"),
    SampleTopic("kitchen_screen", "Kitchen screen", "Pantalla de cocina"),
    SampleTopic("kitchen", "Kitchen and bakery", "Cocina y obrador"),
    SampleTopic("oven", "Oven", "Horno"),
    SampleTopic("reports", "Reports", "Informes", "payments"),
    SampleTopic("running", "Running the store", "Día a día de la tienda"),
    SampleTopic("training", "Training", "Formación"),
    SampleTopic("complaints", "Complaints", "Quejas"),
)

CATEGORIES: tuple[SampleCategory, ...] = (
    SampleCategory("till", "Till", "Caja"),
    SampleCategory("payments", "Payments", "Cobros"),
    SampleCategory("printers", "Printers", "Impresoras"),
    SampleCategory("network", "Network", "Red"),
    SampleCategory("stock", "Stock", "Existencias"),
    SampleCategory("deliveries", "Deliveries", "Repartos"),
    SampleCategory("accounts", "Accounts", "Cuentas"),
    SampleCategory("loyalty", "Loyalty and gift cards", "Fidelidad y tarjetas regalo"),
    SampleCategory("online", "Online orders", "Pedidos por internet"),
    SampleCategory("kitchen", "Kitchen and ovens", "Cocina y hornos"),
    SampleCategory("food_safety", "Food safety", "Seguridad alimentaria"),
    SampleCategory("accounting", "Cash and reports", "Efectivo e informes"),
    SampleCategory("running", "Running the store", "Día a día de la tienda"),
    SampleCategory("training", "Training", "Formación"),
    SampleCategory("desk", "For the desk", "Para la mesa de ayuda"),
)

TOPICS_BY_KEY = {topic.key: topic for topic in TOPICS}
