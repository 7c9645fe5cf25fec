"""What the tour types and expects to read, in both languages."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Words:
    """The texts of one tour. People and stores are those of the sample franchise."""

    owner: str
    owner_name: str
    agent: str
    agent_name: str
    lead: str
    lead_name: str
    wrong_password: str
    second_of_four: str
    question: str
    article: str
    subject: str
    body: str
    first_reply: str
    second_reply: str
    offline_subject: str
    offline_body: str
    draft: str
    draft_saved: str
    answer: str
    late_reply: str
    saved_here: str
    file_saved: str
    file_arriving: str
    file_away: str
    file_fetching: str
    sent: str
    no_line: str
    online: str
    offline: str
    no_number: str
    resolved: str
    solved: str
    attention: str
    someone_else: str
    other_language: str
    other_home: str
    about_to_be_sent: str
    sending: str
    in_conversation: str
    formatted: str
    view_name: str
    view_field: str
    why_solved: str
    every_other_day: str
    takes_longer: str
    word_due: str
    hear_from_us: str
    third_party: str
    why_up: str
    hand_over: str
    for_supplier: str
    came_back: str
    first_item: str
    second_item: str
    one_of_two: str
    split_subject: str
    escalated_from: str
    stand_in: str
    holiday: str
    looking: str
    customer_subject: str
    customer_body: str
    passed_subject: str
    passed_answer: str
    tried: str
    agent_tried: str
    solved_before: str
    that_solved_it: str
    again: str
    no_ticket: str
    terminal: str
    needed: str
    shown_line: str
    shown: str
    admin: str
    admin_name: str
    card_terminal: str
    pending: str
    ask_back: str
    still_wrong: str
    explanation: str
    closes_by_itself: str
    solved_and_closed: str
    praise: str
    mail_answer: str


WORDS: dict[str, Words] = {
    "en": Words(
        owner="aoife.brennan",
        owner_name="Aoife",
        agent="tom.okafor",
        agent_name="Tom Okafor",
        lead="jorge.tellez",
        lead_name="Jorge",
        wrong_password="not right",
        second_of_four="2 of 4",
        question="contactless decl",
        article="Contactless declined, code 05",
        subject="Terminal 2 shows DECLINED 05 again",
        body="Since ten o'clock the second terminal declines every contactless payment. Chip and PIN works.",
        first_reply="I restarted it twice as the guide says: same result.",
        second_reply="It now also says PROFILE OLD under the clock.",
        offline_subject="Receipt printer cuts in the middle",
        offline_body="Every receipt longer than a hand is cut in two. The roll is new.",
        draft="One more thing: the terminal on the terrace",
        draft_saved="Draft saved here",
        answer="Thank you, Aoife. We have sent the terminal a new profile: switch it off and on once more.",
        late_reply="It declines again since five minutes ago.",
        saved_here="Saved here",
        file_saved="saved here",
        file_arriving="still arriving",
        file_away="not on this computer",
        file_fetching="fetching",
        sent="Sent",
        no_line="No connection since",
        online="Online",
        offline="Offline",
        no_number="No number yet",
        resolved="Resolved",
        solved="Does it work now?",
        attention="Needs attention",
        someone_else="Someone else",
        other_language="es",
        other_home="Inicio",
        about_to_be_sent="About to be sent",
        sending="Sending",
        in_conversation="restarted",
        tried="Switched it off and on",
        agent_tried="Sent a new profile",
        solved_before="Solved before",
        that_solved_it="That solved it",
        again="The terminal declines cards",
        no_ticket="There is no ticket",
        terminal="TID 4411",
        needed="This is needed",
        shown_line="What it shows",
        shown="DECLINED 05",
        admin="marta.soler",
        admin_name="Marta",
        card_terminal="Card terminal",
        formatted="**Done** on our side: choose `Profile, fetch`, then\n- wait a minute\nand try *one* card.",
        view_name="Mine, still waiting",
        view_field="Waiting for me",
        why_solved="because Aoife",
        every_other_day="Every other day",
        takes_longer="The profile server is behind. We write every other day until it is done.",
        word_due="word due by",
        hear_from_us="hear from us by",
        third_party="A third party",
        why_up="Their profile server",
        hand_over="Profile sent twice; the terminal still fetches the old one.",
        for_supplier="Waiting for the supplier",
        came_back="Redwire has mended the profile server.",
        first_item="Fetch the profile on terminal 2",
        second_item="Try one card of each kind",
        one_of_two="1 of 2",
        split_subject="The clock shows an old profile",
        escalated_from="Escalated from",
        stand_in="Priya Shah",
        holiday="On holiday",
        looking="We are looking into it",
        customer_subject="My loyalty points are gone",
        customer_body="I had forty points on Monday and today there are none.",
        passed_subject="A customer's forty points do not show",
        passed_answer="The points are back: sign out of the till once and in again.",
        pending="Pending",
        ask_back="Which printer is it, the one at the counter or the one in the kitchen?",
        still_wrong="It was fine for ten minutes, now it declines again.",
        explanation="The old profile came back at night. It is gone for good now; you need do nothing.",
        closes_by_itself="closes by itself",
        solved_and_closed="Solved and closed",
        praise="Clear, and quick in the end.",
        mail_answer="The one at the counter, next to till 1.",
    ),
    "es": Words(
        owner="rosa.galvez",
        owner_name="Rosa",
        agent="nuria.vidal",
        agent_name="Nuria Vidal",
        lead="jorge.tellez",
        lead_name="Jorge",
        wrong_password="no es",
        second_of_four="2 de 4",
        question="sin contacto den",
        article="Sin contacto denegado, código 05",
        subject="El datáfono 2 vuelve a decir DENEGADA 05",
        body="Desde las diez el segundo datáfono rechaza todos los pagos sin contacto. Con chip funciona.",
        first_reply="Lo he reiniciado dos veces como dice la guía y sigue igual.",
        second_reply="Ahora además pone PERFIL ANTIGUO debajo de la hora.",
        offline_subject="La impresora corta los tiques por la mitad",
        offline_body="Todo tique más largo que una mano sale cortado en dos. El rollo es nuevo.",
        draft="Otra cosa: el datáfono de la terraza",
        draft_saved="Borrador guardado aquí",
        answer="Gracias, Rosa. Le hemos mandado un perfil nuevo: apágalo y enciéndelo una vez más.",
        late_reply="Hace cinco minutos que vuelve a rechazar.",
        saved_here="Guardado aquí",
        file_saved="guardado aquí",
        file_arriving="aún llegando",
        file_away="no está en este equipo",
        file_fetching="descargando",
        sent="Enviado",
        no_line="Sin conexión desde",
        online="En línea",
        offline="Sin línea",
        no_number="Aún sin número",
        resolved="Resuelt",
        solved="¿Ya funciona?",
        attention="Requiere atención",
        someone_else="Otra persona",
        other_language="en",
        other_home="Home",
        about_to_be_sent="A punto de enviarse",
        sending="Enviando",
        in_conversation="reiniciado",
        tried="Apagarlo y encenderlo",
        agent_tried="Enviarle un perfil nuevo",
        solved_before="Ya se resolvió antes",
        that_solved_it="Con esto se arregla",
        again="El datáfono rechaza tarjetas",
        no_ticket="No hay incidencia",
        terminal="TID 4411",
        needed="Esto hace falta",
        shown_line="Qué muestra",
        shown="DENEGADA 05",
        admin="marta.soler",
        admin_name="Marta",
        card_terminal="Datáfono",
        formatted="**Hecho** por nuestra parte: elige `Perfil, traer`\n- espera un minuto\ny prueba *una* tarjeta.",
        view_name="Mías, aún esperando",
        view_field="Esperan por mí",
        why_solved="porque Rosa",
        every_other_day="Cada dos días",
        takes_longer="El servidor de perfiles va con retraso. Te escribimos cada dos días hasta que esté.",
        word_due="Noticias antes del",
        hear_from_us="noticias nuestras antes del",
        third_party="Un tercero",
        why_up="Su servidor de perfiles",
        hand_over="Perfil enviado dos veces; el datáfono sigue trayendo el antiguo.",
        for_supplier="Esperamos al proveedor",
        came_back="Redwire ha arreglado el servidor de perfiles.",
        first_item="Traer el perfil en el datáfono 2",
        second_item="Probar una tarjeta de cada tipo",
        one_of_two="1 de 2",
        split_subject="La hora muestra un perfil antiguo",
        escalated_from="Escalado desde",
        stand_in="Priya Shah",
        holiday="De vacaciones",
        looking="La estamos mirando",
        customer_subject="Han desaparecido mis puntos",
        customer_body="El lunes tenía cuarenta puntos y hoy no hay ninguno.",
        passed_subject="No aparecen los cuarenta puntos de una clienta",
        passed_answer="Los puntos están de vuelta: sal de la caja una vez y vuelve a entrar.",
        pending="Pendiente",
        ask_back="¿Qué impresora es, la del mostrador o la de la cocina?",
        still_wrong="Fue bien diez minutos y ahora vuelve a rechazar.",
        explanation="El perfil antiguo volvía cada noche. Ya está borrado del todo; no tienes que hacer nada.",
        closes_by_itself="se cierra sola",
        solved_and_closed="Resuelta y cerrada",
        praise="Claro, y al final rápido.",
        mail_answer="La del mostrador, junto a la caja 1.",
    ),
}
