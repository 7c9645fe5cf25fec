"""What the desk of Molino Azul sends often, in both languages."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class SampleSavedReply:
    """A text that is sent often: the whole desk's, unless it is of a `team` or somebody's own (`owner`, a handle)."""

    shortcut: str
    title_en: str
    title_es: str
    en: str
    es: str
    team: str = ""
    owner: str = ""


SAVED_REPLIES: tuple[SampleSavedReply, ...] = (
    SampleSavedReply(
        "looking",
        "We are looking into it",
        "La estamos mirando",
        "Hi {{requester.first_name|there}}, thank you for writing. I am looking into it now and will come back to you"
        " today, also if it takes longer than that.\n\n{{agent.first_name}}",
        "Hola, {{requester.first_name|buenas}}. Gracias por avisar. Lo estoy mirando y hoy mismo te digo algo, aunque"
        " todavía no esté resuelto.\n\n{{agent.first_name}}",
    ),
    SampleSavedReply(
        "details",
        "Three things we need to know",
        "Tres datos que necesitamos",
        "Hi {{requester.first_name|there}}, so that I can help you faster, please tell me:\n\n1. Since when does it"
        " happen, and was anything changed just before?\n2. Does it happen every time, or now and then?\n3. What"
        " exactly does the screen say? A photo is best.",
        "Hola, {{requester.first_name|buenas}}. Para ayudarte antes, dime por favor:\n\n1. ¿Desde cuándo pasa? ¿Se"
        " cambió algo justo antes?\n2. ¿Pasa siempre o solo a veces?\n3. ¿Qué dice exactamente la pantalla? Lo mejor"
        " es una foto.",
    ),
    SampleSavedReply(
        "solved",
        "Solved: does it work for you too?",
        "Resuelta: ¿a ti también te va?",
        "Hi {{requester.first_name|there}}, this should be solved now. Please try it in {{store.name|your store}} and"
        " tell me whether it works for you too. If not, just answer here: {{ticket.number|your ticket}} opens again"
        " by itself.\n\n{{agent.first_name}}",
        "Hola, {{requester.first_name|buenas}}. Ya debería estar resuelto. Pruébalo en {{store.name|tu tienda}} y dime"
        " si también te funciona. Si no, contesta aquí mismo y {{ticket.number|la incidencia}} se vuelve a abrir"
        " sola.\n\n{{agent.first_name}}",
    ),
    SampleSavedReply(
        "still-there",
        "Do you still need us?",
        "¿Sigues necesitándonos?",
        "Hi {{requester.first_name|there}}, I have not heard from you about “{{ticket.subject}}”. Is it still open for"
        " you? Without an answer I will close it in three days; you can open it again at any time by writing here.",
        "Hola, {{requester.first_name|buenas}}. No he sabido más de «{{ticket.subject}}». ¿Sigue pasando? Si no me"
        " dices nada, la cierro dentro de tres días; puedes volver a abrirla cuando quieras escribiendo aquí.",
    ),
    SampleSavedReply(
        "supplier",
        "We wait for the supplier",
        "Esperamos al proveedor",
        "Hi {{requester.first_name|there}}, this one needs the supplier. We have passed it on and stay on it: you do"
        " not have to call anybody. I will write as soon as they tell us a day.",
        "Hola, {{requester.first_name|buenas}}. Para esto hace falta el proveedor. Ya se lo hemos pasado y le hacemos"
        " seguimiento nosotros: no tienes que llamar a nadie. En cuanto nos den día, te escribo.",
    ),
    SampleSavedReply(
        "phone",
        "Shall we talk on the phone?",
        "¿Hablamos por teléfono?",
        "Hi {{requester.first_name|there}}, this is quicker on the phone. When does it suit you today? You also reach"
        " us under {{brand.phone}}; say {{ticket.number|the subject of this ticket}} and they put you through to me.",
        "Hola, {{requester.first_name|buenas}}. Esto lo arreglamos antes por teléfono. ¿A qué hora te viene bien hoy?"
        " También puedes llamar al {{brand.phone}}: di {{ticket.number|el asunto}} y te pasan conmigo.",
    ),
    SampleSavedReply(
        "terminal-restart",
        "Restart the card terminal",
        "Reiniciar el datáfono",
        "Hi {{requester.first_name|there}}, please restart the terminal: hold the yellow key and the full stop together"
        " until it goes dark, wait for the logo, then take one payment of one cent and void it. Payments that were"
        " under way are not lost; the terminal sends them when it is back.",
        "Hola, {{requester.first_name|buenas}}. Reinicia el datáfono: mantén a la vez la tecla amarilla y el punto"
        " hasta que se apague, espera al logotipo, haz un cobro de un céntimo y anúlalo. Los cobros a medias no se"
        " pierden: los manda al volver.",
        team="payments",
    ),
    SampleSavedReply(
        "refund-when",
        "When the refund arrives",
        "Cuándo llega la devolución",
        "Hi {{requester.first_name|there}}, the refund left us today. Banks take two to five working days to show it;"
        " a card that was replaced gets it on the new one.",
        "Hola, {{requester.first_name|buenas}}. La devolución ha salido hoy. El banco tarda de dos a cinco días"
        " laborables en mostrarla; si la tarjeta se cambió, llega a la nueva.",
        team="payments",
    ),
    SampleSavedReply(
        "remote",
        "May I look at your screen?",
        "¿Puedo ver tu pantalla?",
        "Hi {{requester.first_name|there}}, {{agent.first_name}} from technical support here. May I connect to the"
        " store PC of {{store.name|your store}}? You see everything I do and can stop me at any time with Esc. It"
        " takes about ten minutes; tills can go on selling meanwhile.",
        "Hola, {{requester.first_name|buenas}}. Soy {{agent.first_name}}, de soporte técnico. ¿Puedo conectarme al"
        " ordenador de {{store.name|tu tienda}}? Ves todo lo que hago y puedes cortar con Esc cuando quieras. Son unos"
        " diez minutos y las cajas pueden seguir vendiendo.",
        team="technical",
    ),
    SampleSavedReply(
        "evening",
        "After closing time",
        "Después del cierre",
        "Hi {{requester.first_name|there}}, let's do this after you close, so that no sale is in the way. Leave"
        " the till switched on tonight; tomorrow morning all is in place and I write.\n\n{{agent.first_name}}",
        "Hola, {{requester.first_name|buenas}}. Mejor lo hacemos después del cierre, sin ventas de por medio. Deja la"
        " caja encendida esta noche; mañana lo tienes todo en su sitio y te escribo.\n\n{{agent.first_name}}",
        owner="nuria.vidal",
    ),
)
