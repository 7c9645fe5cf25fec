<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="es" sourcelanguage="en">
<context>
    <name>ArticleView</name>
    <message>
        <source>No, make a ticket</source>
        <translation>No, crear ticket</translation>
    </message>
</context>
<context>
    <name>AskSupportPanel</name>
    <message>
        <source>Support has it. You find it among your tickets.</source>
        <translation>Ya lo tiene soporte. Lo encuentras entre tus tickets.</translation>
    </message>
    <message>
        <source>The desk does not see the customer's ticket, nor the customer this one.</source>
        <translation>Soporte no ve el ticket del cliente, ni el cliente este.</translation>
    </message>
</context>
<context>
    <name>Ending</name>
    <message>
        <source>Only whoever asked withdraws a ticket, as long as it is not solved.</source>
        <translation>Solo quien lo pidió retira un ticket, y mientras no esté resuelto.</translation>
    </message>
</context>
<context>
    <name>FilingView</name>
    <message>
        <source>A picture helps: attach, drag or paste it. It goes out with the ticket.</source>
        <translation>Una imagen ayuda: adjúntala, arrástrala o pégala. Sale con el ticket.</translation>
    </message>
    <message>
        <source>New ticket</source>
        <translation>Nuevo ticket</translation>
    </message>
    <message>
        <source>Good. There is no ticket.</source>
        <translation>Bien. No hay ticket.</translation>
    </message>
</context>
<context>
    <name>HomeView</name>
    <message>
        <source>My tickets</source>
        <translation>Mis tickets</translation>
    </message>
    <message>
        <source>New ticket</source>
        <translation>Nuevo ticket</translation>
    </message>
    <message>
        <source>No tickets yet. When something does not work, tell us with New ticket.</source>
        <translation>Aún no hay tickets. Si algo no funciona, cuéntanoslo con Nuevo ticket.</translation>
    </message>
    <message>
        <source>Your tickets are on their way. They appear here as they arrive.</source>
        <translation>Tus tickets están en camino. Aparecen aquí según llegan.</translation>
    </message>
</context>
<context>
    <name>KnowledgeView</name>
    <message>
        <source>Make a ticket</source>
        <translation>Crear ticket</translation>
    </message>
</context>
<context>
    <name>Lines</name>
    <message>
        <source>What is asked of whoever files a ticket about it, in order</source>
        <translation>Qué se pregunta a quien abre un ticket de esto, en orden</translation>
    </message>
</context>
<context>
    <name>MainWindow</name>
    <message>
        <source>This ticket is not here</source>
        <translation>Este ticket no está aquí</translation>
    </message>
</context>
<context>
    <name>NotSolvedPanel</name>
    <message>
        <source>The ticket is open again then, with all that was said.</source>
        <translation>El ticket se abre de nuevo, con todo lo que se dijo.</translation>
    </message>
</context>
<context>
    <name>NothingChosen</name>
    <message>
        <source>Choose a ticket to read it.</source>
        <translation>Elige un ticket para leerlo.</translation>
    </message>
</context>
<context>
    <name>OverwrittenCard</name>
    <message>
        <source>Open ticket</source>
        <translation>Abrir el ticket</translation>
    </message>
</context>
<context>
    <name>Palette</name>
    <message>
        <source>Tickets of {0}</source>
        <translation>Tickets de {0}</translation>
    </message>
    <message>
        <source>Ticket, number, guide, person, command</source>
        <translation>Ticket, número, guía, persona, acción</translation>
    </message>
    <message>
        <source>This ticket</source>
        <translation>Este ticket</translation>
    </message>
    <message>
        <source>Their tickets</source>
        <translation>Sus tickets</translation>
    </message>
    <message>
        <source>Tickets</source>
        <translation>Tickets</translation>
    </message>
</context>
<context>
    <name>QueueView</name>
    <message>
        <source>No ticket is like this.</source>
        <translation>Ningún ticket es así.</translation>
    </message>
    <message>
        <source>Filter tickets</source>
        <translation>Filtrar tickets</translation>
    </message>
    <message>
        <source>New ticket</source>
        <translation>Nuevo ticket</translation>
    </message>
    <message>
        <source>No ticket has these words.</source>
        <translation>Ningún ticket tiene estas palabras.</translation>
    </message>
    <message>
        <source>Tickets</source>
        <translation>Tickets</translation>
    </message>
    <message>
        <source>Tell us with New ticket.</source>
        <translation>Cuéntanoslo con Nuevo ticket.</translation>
    </message>
    <message>
        <source>Your tickets are on their way.</source>
        <translation>Tus tickets están en camino.</translation>
    </message>
</context>
<context>
    <name>Rail</name>
    <message>
        <source>My tickets</source>
        <translation>Mis tickets</translation>
    </message>
</context>
<context>
    <name>RefusedCard</name>
    <message>
        <source>Open ticket</source>
        <translation>Abrir el ticket</translation>
    </message>
</context>
<context>
    <name>TopicForm</name>
    <message>
        <source>Who gets its tickets first</source>
        <translation>Quién recibe primero sus tickets</translation>
    </message>
</context>
<context>
    <name>TopicsPage</name>
    <message>
        <source>Saved. New tickets about it are asked this from now on.</source>
        <translation>Guardado. A los tickets nuevos se les pregunta esto desde ahora.</translation>
    </message>
    <message>
        <source>There are none yet. Tickets without a topic go to the team that takes the rest.</source>
        <translation>Aún no hay ninguno. Los tickets sin tema van al equipo que se queda el resto.</translation>
    </message>
    <message>
        <source>What tickets can be about, which team gets them first, and what each asks of whoever files one.</source>
        <translation>De qué pueden tratar los tickets, qué equipo los recibe primero y qué pregunta cada tema a quien abre uno.</translation>
    </message>
</context>
<context>
    <name>WithdrawPanel</name>
    <message>
        <source>Withdraw this ticket?</source>
        <translation>¿Retirar este ticket?</translation>
    </message>
</context>
<context>
    <name>keys</name>
    <message>
        <source>Mark the ticket, or take its mark away</source>
        <translation>Marcar el ticket o quitar la marca</translation>
    </message>
    <message>
        <source>This ticket</source>
        <translation>Este ticket</translation>
    </message>
    <message>
        <source>Next unread ticket</source>
        <translation>Siguiente ticket sin leer</translation>
    </message>
    <message>
        <source>Go to tickets</source>
        <translation>Ir a los tickets</translation>
    </message>
    <message>
        <source>New ticket</source>
        <translation>Nuevo ticket</translation>
    </message>
    <message>
        <source>Next ticket</source>
        <translation>Ticket siguiente</translation>
    </message>
    <message>
        <source>Previous ticket</source>
        <translation>Ticket anterior</translation>
    </message>
    <message>
        <source>Withdraw a ticket of mine</source>
        <translation>Retirar un ticket mío</translation>
    </message>
</context>
<context>
    <name>knowledge</name>
    <message>
        <source>Tickets you may see</source>
        <translation>Tickets que puedes ver</translation>
    </message>
</context>
<context>
    <name>Telling</name>
    <message numerus="yes">
        <source>%n tickets</source>
        <translation>
            <numerusform>%n ticket</numerusform>
            <numerusform>%n tickets</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>wording</name>
    <message>
        <source>All my tickets</source>
        <translation>Todos mis tickets</translation>
    </message>
    <message>
        <source>Somebody changed the ticket meanwhile, so this step no longer fits its status.</source>
        <translation>Alguien cambió el ticket entretanto y este paso ya no encaja con su estado.</translation>
    </message>
    <message>
        <source>Your new ticket was not accepted</source>
        <translation>Tu nuevo ticket no se aceptó</translation>
    </message>
    <message>
        <source>Closed: it goes on in another ticket</source>
        <translation>Cerrado: sigue en otro ticket</translation>
    </message>
</context>
<context>
    <name>Ways</name>
    <message>
        <source>Your ticket is on its way.</source>
        <translation>Tu ticket está en camino.</translation>
    </message>
    <message>
        <source>Your draft is kept. New ticket goes on with it.</source>
        <translation>Tu borrador está guardado. Sigue con él en Nuevo ticket.</translation>
    </message>
    <message>
        <source>You follow this ticket. What you wrote stands in your answer.</source>
        <translation>Sigues este ticket. Lo que escribiste está en tu respuesta.</translation>
    </message>
</context>
<context>
    <name>Acting</name>
    <message>
        <source>You no longer follow this ticket.</source>
        <translation>Ya no sigues este ticket.</translation>
    </message>
    <message>
        <source>You follow this ticket.</source>
        <translation>Sigues este ticket.</translation>
    </message>
</context>
<context>
    <name>NothingFound</name>
    <message>
        <source>Make a ticket</source>
        <translation>Crear ticket</translation>
    </message>
</context>
<context>
    <name>InItsOwnWindow</name>
    <message>
        <source>This ticket is open in a window of its own.</source>
        <translation>Este ticket está abierto en su propia ventana.</translation>
    </message>
</context>
<context>
    <name>ComputerPage</name>
    <message>
        <source>Links to tickets and guides, in mails and on pages, lead into Mostrador.</source>
        <translation>Los enlaces a tickets y guías, en correos y páginas, llevan a Mostrador.</translation>
    </message>
    <message>
        <source>Links to tickets and guides open here from now on.</source>
        <translation>Desde ahora, los enlaces a tickets y guías se abren aquí.</translation>
    </message>
</context>
<context>
    <name>NoticeCounts</name>
    <message numerus="yes">
        <source>News in %n tickets</source>
        <translation>
            <numerusform>Novedades en %n ticket</numerusform>
            <numerusform>Novedades en %n tickets</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Tray</name>
    <message>
        <source>New ticket</source>
        <translation>Nuevo ticket</translation>
    </message>
    <message numerus="yes">
        <source>Mostrador: news in %n tickets</source>
        <translation>
            <numerusform>Mostrador: novedades en %n ticket</numerusform>
            <numerusform>Mostrador: novedades en %n tickets</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>notices</name>
    <message>
        <source>{0} gave you a ticket</source>
        <translation>{0} te ha dado un ticket</translation>
    </message>
    <message>
        <source>{0} moved your ticket on</source>
        <translation>{0} ha movido tu ticket</translation>
    </message>
</context>
<context>
    <name>registration</name>
    <message>
        <source>New ticket</source>
        <translation>Nuevo ticket</translation>
    </message>
</context>
<context>
    <name>settings</name>
    <message>
        <source>Answers in my tickets</source>
        <translation>Respuestas en mis tickets</translation>
    </message>
    <message>
        <source>A ticket is given to me</source>
        <translation>Me dan un ticket</translation>
    </message>
</context>
</TS>
