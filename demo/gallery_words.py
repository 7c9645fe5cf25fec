"""The gallery's own words in Spanish; they are no part of the product's translation."""

from PySide6.QtCore import QTranslator

SPANISH = {
    "Focus": "Con foco",
    "Sending in %1 s": "Se envía en %1 s",
    "Search or jump to": "Buscar o ir a",
    "Empty": "Vaciar",
    "Home": "Inicio",
    "Tickets": "Incidencias",
    "My team, by deadline": "Mi equipo, por plazo",
    "Unassigned": "Sin asignar",
    "Chat": "Chat",
    "Knowledge": "Conocimiento",
    "Onboarding": "Formación",
    "Needs attention": "Requiere atención",
    "States": "Estados",
    "No connection since 10:12.": "Sin conexión desde las 10:12.",
    "Carry on: it goes out by itself.": "Sigue trabajando: se envía solo.",
    "%n changes to send": "2 cambios por enviar",
    "Nothing due. Well done.": "Nada pendiente. Buen trabajo.",
    "The next deadline is at 14:06. Press N to write a ticket, U to see the unassigned ones.": (
        "El próximo plazo es a las 14:06. Pulsa N para escribir una incidencia, U para ver las que nadie tiene."
    ),
    "Saved here": "Guardado aquí",
    "rest": "reposo",
    "hover": "al pasar",
    "unread": "sin leer",
    "selected": "elegida",
    "selected, away": "elegida, fuera",
    "focus": "foco",
    "saved here": "guardado aquí",
    "needs attention": "requiere atención",
    "buttons": "botones",
    "fields": "campos",
    "status": "estado",
    "choices": "opciones",
    "Diagnostics": "Diagnóstico",
    "Photo": "Foto",
    "Yes": "Sí",
    "With trouble": "Con problemas",
    "Kitchen, by the pass": "Cocina, junto al pase",
    "Counter": "Mostrador",
    "chips": "fichas",
    "Disabled": "Apagado",
    "Send": "Enviar",
    "Secondary": "Secundario",
    "Call": "Llamar",
    "Reply": "Responder",
    "Open": "Abierta",
    "Internal note": "Nota interna",
    "Filter": "Filtrar",
    "More": "Más",
    "English": "Inglés",
    "Small": "Pequeño",
    "See all": "Ver todas",
    "Search": "Buscar",
    "Too short": "Muy corto",
    "New": "Nueva",
    "Pending": "Pendiente",
    "On hold": "En espera",
    "Resolved": "Resuelta",
    "Closed": "Cerrada",
    "Tag": "Etiqueta",
    "Active filter": "Filtro activo",
    "Identity verified": "Identidad verificada",
    "Ends 18:00": "Acaba 18:00",
    "Locked": "Bloqueada",
    "Good morning, Rosa": "Buenos días, Rosa",
    "Contactless fails in 14 stores since 09:30": "El pago sin contacto falla en 14 tiendas desde las 09:30",
    "We are with the supplier. Take chip and PIN meanwhile.": (
        "Estamos con el proveedor. Cobra con chip y PIN mientras tanto."
    ),
    "Received at 10:08, before the line went down": "Recibido a las 10:08, antes de perder la línea",
    "Latest": "Lo último",
    "Say what you see and since when.": "Di qué ves y desde cuándo.",
    "What happens?": "¿Qué ocurre?",
    "Please leave out card numbers and passwords.": "No escribas números de tarjeta ni contraseñas.",
    "A long line that does not fit into the room there is for it here": (
        "Una línea larga que no cabe en el sitio que hay aquí para ella"
    ),
    "Overdue": "Fuera de plazo",
    "Undo": "Deshacer",
}


class GalleryWords(QTranslator):
    """Speaks for the gallery only."""

    def isEmpty(self) -> bool:
        """Override QTranslator.isEmpty: an empty one is never asked."""
        return False

    def translate(self, context: str, source: str, disambiguation: str | None = None, n: int = -1) -> str:
        """Override QTranslator.translate: None leaves the text to the translators before it."""
        return SPANISH.get(source) if context == "Gallery" else None  # type: ignore[return-value]
