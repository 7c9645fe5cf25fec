<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="es" sourcelanguage="en">
<context>
    <name>ArticleEditor</name>
    <message>
        <source>Edit article</source>
        <translation>Editar guía</translation>
    </message>
    <message>
        <source>New article</source>
        <translation>Nueva guía</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Cancelar</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>Guardar</translation>
    </message>
    <message>
        <source>Save as draft</source>
        <translation>Guardar como borrador</translation>
    </message>
    <message>
        <source>What the reader would search for</source>
        <translation>Lo que buscaría quien la lea</translation>
    </message>
    <message>
        <source>Title</source>
        <translation>Título</translation>
    </message>
    <message>
        <source>Steps first, reasons after. Markdown: # heading, - list, **bold**.</source>
        <translation>Primero los pasos, después el porqué. Markdown: # título, - lista, **negrita**.</translation>
    </message>
    <message>
        <source>Text of the article</source>
        <translation>Texto de la guía</translation>
    </message>
    <message>
        <source>Preview</source>
        <translation>Vista previa</translation>
    </message>
    <message>
        <source>No shelf</source>
        <translation>Sin estante</translation>
    </message>
    <message>
        <source>Who may read it</source>
        <translation>Quién puede leerla</translation>
    </message>
    <message>
        <source>Shelf</source>
        <translation>Estante</translation>
    </message>
    <message>
        <source>Draft saved here</source>
        <translation>Borrador guardado aquí</translation>
    </message>
</context>
<context>
    <name>ArticleView</name>
    <message>
        <source>This article is not here, or not for you.</source>
        <translation>Esta guía no está aquí o no es para ti.</translation>
    </message>
    <message>
        <source>By {0}</source>
        <translation>De {0}</translation>
    </message>
    <message>
        <source>changed {0}</source>
        <translation>cambiada: {0}</translation>
    </message>
    <message>
        <source>helped {0} of {1}</source>
        <translation>ayudó a {0} de {1}</translation>
    </message>
    <message>
        <source>Edit</source>
        <translation>Editar</translation>
    </message>
    <message>
        <source>Publish</source>
        <translation>Publicar</translation>
    </message>
    <message>
        <source>Archive</source>
        <translation>Archivar</translation>
    </message>
    <message>
        <source>On this page</source>
        <translation>En esta página</translation>
    </message>
    <message>
        <source>Yes, solved</source>
        <translation>Sí, resuelto</translation>
    </message>
    <message>
        <source>No, make a ticket</source>
        <translation>No, crear incidencia</translation>
    </message>
    <message>
        <source>Article</source>
        <translation>Guía</translation>
    </message>
    <message>
        <source>Guides</source>
        <translation>Guías</translation>
    </message>
    <message>
        <source>Thank you, noted.</source>
        <translation>Gracias, anotado.</translation>
    </message>
    <message>
        <source>Did this solve it?</source>
        <translation>¿Lo ha resuelto?</translation>
    </message>
</context>
<context>
    <name>AttentionView</name>
    <message>
        <source>Needs attention</source>
        <translation>Requiere atención</translation>
    </message>
    <message>
        <source>Nothing is lost. These wait for your decision; everything else is sent.</source>
        <translation>No se pierde nada. Esto espera tu decisión; todo lo demás está enviado.</translation>
    </message>
    <message>
        <source>Nothing needs you here.</source>
        <translation>Aquí no hay nada que hacer.</translation>
    </message>
    <message>
        <source>What the server does not accept comes here with its reason.</source>
        <translation>Lo que el servidor no acepta llega aquí con su motivo.</translation>
    </message>
    <message>
        <source>Discarded.</source>
        <translation>Descartado.</translation>
    </message>
    <message>
        <source>On its way again.</source>
        <translation>De nuevo en camino.</translation>
    </message>
</context>
<context>
    <name>Client</name>
    <message>
        <source>Someone else</source>
        <translation>Otra persona</translation>
    </message>
    <message>
        <source>Sign out</source>
        <translation>Salir</translation>
    </message>
</context>
<context>
    <name>Composer</name>
    <message>
        <source>Reply</source>
        <translation>Responder</translation>
    </message>
    <message>
        <source>Internal note</source>
        <translation>Nota interna</translation>
    </message>
    <message>
        <source>Send and set the status</source>
        <translation>Enviar y cambiar el estado</translation>
    </message>
    <message>
        <source>Your message</source>
        <translation>Tu mensaje</translation>
    </message>
    <message>
        <source>Draft saved here</source>
        <translation>Borrador guardado aquí</translation>
    </message>
    <message>
        <source>Only your colleagues see this.</source>
        <translation>Solo lo ven tus compañeros.</translation>
    </message>
    <message>
        <source>Write your answer. Markdown works.</source>
        <translation>Escribe tu respuesta. Puedes usar Markdown.</translation>
    </message>
    <message>
        <source>To {0}</source>
        <translation>Para {0}</translation>
    </message>
    <message>
        <source>Team only</source>
        <translation>Solo el equipo</translation>
    </message>
    <message>
        <source>Add note</source>
        <translation>Añadir nota</translation>
    </message>
    <message>
        <source>Send</source>
        <translation>Enviar</translation>
    </message>
    <message>
        <source>Send, stay {0}</source>
        <translation>Enviar, sigue: {0}</translation>
    </message>
    <message>
        <source>Send as {0}</source>
        <translation>Enviar como {0}</translation>
    </message>
</context>
<context>
    <name>ContextPanel</name>
    <message>
        <source>Store</source>
        <translation>Tienda</translation>
    </message>
    <message>
        <source>Requester</source>
        <translation>Solicitante</translation>
    </message>
    <message>
        <source>Deadlines</source>
        <translation>Plazos</translation>
    </message>
    <message>
        <source>Store {0}</source>
        <translation>Tienda {0}</translation>
    </message>
    <message numerus="yes">
        <source>%n open</source>
        <translation>
            <numerusform>%n abierto</numerusform>
            <numerusform>%n abiertos</numerusform>
        </translation>
    </message>
    <message>
        <source>Open</source>
        <translation>Horario</translation>
    </message>
    <message>
        <source>Phone</source>
        <translation>Teléfono</translation>
    </message>
    <message>
        <source>Tickets</source>
        <translation>Tickets</translation>
    </message>
    <message>
        <source>English</source>
        <translation>Inglés</translation>
    </message>
    <message>
        <source>Spanish</source>
        <translation>Español</translation>
    </message>
    <message>
        <source>Writes</source>
        <translation>Escribe en</translation>
    </message>
    <message>
        <source>First reply</source>
        <translation>Primera respuesta</translation>
    </message>
    <message>
        <source>after {0}</source>
        <translation>a los {0}</translation>
    </message>
    <message>
        <source>Next reply</source>
        <translation>Próxima respuesta</translation>
    </message>
    <message>
        <source>Solved</source>
        <translation>Resuelta</translation>
    </message>
    <message>
        <source>due {0}</source>
        <translation>antes de {0}</translation>
    </message>
    <message>
        <source>Paused for {0}: we wait for the requester.</source>
        <translation>En pausa {0}: esperamos al solicitante.</translation>
    </message>
    <message>
        <source>Paused for {0}: we wait for a third party.</source>
        <translation>En pausa {0}: esperamos a un tercero.</translation>
    </message>
    <message>
        <source>{0} priority allows {1} h for an answer, nights and Sundays included.</source>
        <translation>Con prioridad {0} hay {1} h para responder, noches y domingos incluidos.</translation>
    </message>
</context>
<context>
    <name>ConversationDelegate</name>
    <message>
        <source>You</source>
        <translation>Tú</translation>
    </message>
    <message>
        <source>Internal note, team only</source>
        <translation>Nota interna, solo para el equipo</translation>
    </message>
</context>
<context>
    <name>ConversationModel</name>
    <message numerus="yes">
        <source>%n new</source>
        <translation>
            <numerusform>%n nuevo</numerusform>
            <numerusform>%n nuevos</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ConversationView</name>
    <message>
        <source>To the newest message</source>
        <translation>Al mensaje más reciente</translation>
    </message>
</context>
<context>
    <name>Counts</name>
    <message numerus="yes">
        <source>%n changes to send</source>
        <translation>
            <numerusform>%n cambio por enviar</numerusform>
            <numerusform>%n cambios por enviar</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Offline, %n to send</source>
        <translation>
            <numerusform>Sin línea, %n por enviar</numerusform>
            <numerusform>Sin línea, %n por enviar</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Online, %n to send</source>
        <translation>
            <numerusform>Con línea, %n por enviar</numerusform>
            <numerusform>Con línea, %n por enviar</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Online, %n wait for you</source>
        <translation>
            <numerusform>Con línea, %n te espera</numerusform>
            <numerusform>Con línea, %n te esperan</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>FilingView</name>
    <message>
        <source>New ticket</source>
        <translation>Nueva incidencia</translation>
    </message>
    <message>
        <source>Two minutes. Only the starred lines are needed.</source>
        <translation>Dos minutos. Solo hacen falta las líneas con asterisco.</translation>
    </message>
    <message>
        <source>What is it about?</source>
        <translation>¿De qué se trata?</translation>
    </message>
    <message>
        <source>Store</source>
        <translation>Tienda</translation>
    </message>
    <message>
        <source>In a few words *</source>
        <translation>En pocas palabras *</translation>
    </message>
    <message>
        <source>What happens? *</source>
        <translation>¿Qué pasa? *</translation>
    </message>
    <message>
        <source>Say what you see and since when. Please leave out card numbers and passwords.</source>
        <translation>Di qué ves y desde cuándo. No pongas números de tarjeta ni contraseñas.</translation>
    </message>
    <message>
        <source>Keep as draft</source>
        <translation>Guardar como borrador</translation>
    </message>
    <message>
        <source>Send</source>
        <translation>Enviar</translation>
    </message>
    <message>
        <source>Save and send when online</source>
        <translation>Guardar y enviar con línea</translation>
    </message>
    <message>
        <source>These may solve it now</source>
        <translation>Esto puede resolverlo ya</translation>
    </message>
    <message>
        <source>What happens next</source>
        <translation>Qué pasa después</translation>
    </message>
    <message>
        <source>Now: kept on this PC</source>
        <translation>Ahora: queda en este equipo</translation>
    </message>
    <message>
        <source>You can close the program or change user</source>
        <translation>Puedes cerrar el programa o cambiar de usuario</translation>
    </message>
    <message>
        <source>With a line: sent by itself</source>
        <translation>Con línea: se envía solo</translation>
    </message>
    <message>
        <source>When the line is back: sent</source>
        <translation>Al volver la línea: se envía</translation>
    </message>
    <message>
        <source>It gets a number, and you see it here</source>
        <translation>Recibe un número y lo ves aquí</translation>
    </message>
    <message>
        <source>Within 24 hours: first answer</source>
        <translation>En 24 horas: primera respuesta</translation>
    </message>
    <message>
        <source>Nights and Sundays included; urgent ones in 1 h</source>
        <translation>Noches y domingos incluidos; las urgentes, en 1 h</translation>
    </message>
    <message>
        <source>Draft saved here</source>
        <translation>Borrador guardado aquí</translation>
    </message>
    <message>
        <source>Say in a few words what it is about.</source>
        <translation>Di en pocas palabras de qué se trata.</translation>
    </message>
    <message>
        <source>Say what happens, so that we can start at once.</source>
        <translation>Di qué pasa, para que podamos empezar ya.</translation>
    </message>
</context>
<context>
    <name>Formats</name>
    <message>
        <source>dddd d MMMM yyyy</source>
        <extracomment>Of a date and a time of day, as Qt writes formats; keep the letters, move and quote the words.</extracomment>
        <translation>dddd d &apos;de&apos; MMMM &apos;de&apos; yyyy</translation>
    </message>
    <message>
        <source>Today</source>
        <translation>Hoy</translation>
    </message>
    <message>
        <source>Yesterday</source>
        <translation>Ayer</translation>
    </message>
    <message>
        <source>dddd d MMMM</source>
        <translation>dddd d &apos;de&apos; MMMM</translation>
    </message>
    <message>
        <source>now</source>
        <translation>ahora</translation>
    </message>
    <message>
        <source>yesterday %1</source>
        <translation>ayer %1</translation>
    </message>
    <message>
        <source>%1 late</source>
        <translation>%1 tarde</translation>
    </message>
    <message numerus="yes">
        <source>%n bytes</source>
        <translation>
            <numerusform>%n byte</numerusform>
            <numerusform>%n bytes</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Gate</name>
    <message numerus="yes">
        <source>%n new messages since you wrote this</source>
        <translation>
            <numerusform>%n mensaje nuevo desde que escribiste esto</numerusform>
            <numerusform>%n mensajes nuevos desde que escribiste esto</numerusform>
        </translation>
    </message>
    <message>
        <source>Send anyway</source>
        <translation>Enviar de todos modos</translation>
    </message>
    <message>
        <source>Read first</source>
        <translation>Leer antes</translation>
    </message>
</context>
<context>
    <name>HomeView</name>
    <message>
        <source>Good morning</source>
        <translation>Buenos días</translation>
    </message>
    <message>
        <source>Good afternoon</source>
        <translation>Buenas tardes</translation>
    </message>
    <message>
        <source>Good evening</source>
        <translation>Buenas noches</translation>
    </message>
    <message>
        <source>Find an answer</source>
        <translation>Buscar una respuesta</translation>
    </message>
    <message>
        <source>What happened?</source>
        <translation>¿Qué ha pasado?</translation>
    </message>
    <message>
        <source>Your latest</source>
        <translation>Lo último tuyo</translation>
    </message>
    <message>
        <source>Latest</source>
        <translation>Lo último</translation>
    </message>
    <message>
        <source>New ticket</source>
        <translation>Nueva incidencia</translation>
    </message>
    <message>
        <source>Talk to us</source>
        <translation>Hablar con nosotros</translation>
    </message>
    <message>
        <source>Write at any time: it is kept here and sent as soon as there is a line.</source>
        <translation>Escribe cuando quieras: se guarda aquí y se envía en cuanto haya línea.</translation>
    </message>
    <message>
        <source>In a hurry, call {0}.</source>
        <translation>Si corre prisa, llama al {0}.</translation>
    </message>
    <message>
        <source>Leave a message</source>
        <translation>Dejar un mensaje</translation>
    </message>
    <message>
        <source>Call</source>
        <translation>Llamar</translation>
    </message>
    <message>
        <source>My tickets</source>
        <translation>Mis incidencias</translation>
    </message>
    <message>
        <source>See all</source>
        <translation>Ver todas</translation>
    </message>
    <message numerus="yes">
        <source>%n guides on this computer, also without a line.</source>
        <translation>
            <numerusform>%n guía en este equipo, también sin línea.</numerusform>
            <numerusform>%n guías en este equipo, también sin línea.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n open.</source>
        <translation>
            <numerusform>%n abierta.</numerusform>
            <numerusform>%n abiertas.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n wait for your answer.</source>
        <translation>
            <numerusform>%n espera tu respuesta.</numerusform>
            <numerusform>%n esperan tu respuesta.</numerusform>
        </translation>
    </message>
    <message>
        <source>Nobody has taken these</source>
        <translation>Nadie los ha cogido</translation>
    </message>
    <message>
        <source>Unassigned</source>
        <translation>Sin asignar</translation>
    </message>
    <message>
        <source>Your team&apos;s queue</source>
        <translation>La cola de tu equipo</translation>
    </message>
    <message>
        <source>Open the queue</source>
        <translation>Abrir la cola</translation>
    </message>
    <message numerus="yes">
        <source>%n tickets without an assignee.</source>
        <translation>
            <numerusform>%n ticket sin asignar.</numerusform>
            <numerusform>%n tickets sin asignar.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n due within the hour.</source>
        <translation>
            <numerusform>%n vence en una hora.</numerusform>
            <numerusform>%n vencen en una hora.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n overdue.</source>
        <translation>
            <numerusform>%n fuera de plazo.</numerusform>
            <numerusform>%n fuera de plazo.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>See all %n</source>
        <translation>
            <numerusform>Ver la %n</numerusform>
            <numerusform>Ver las %n</numerusform>
        </translation>
    </message>
    <message>
        <source>Your tickets are on their way. They appear here as they arrive.</source>
        <translation>Tus incidencias están en camino. Aparecen aquí según llegan.</translation>
    </message>
    <message>
        <source>You have no open ticket. Take one from the queue.</source>
        <translation>No tienes tickets abiertos. Coge uno de la cola.</translation>
    </message>
    <message>
        <source>No tickets yet. When something does not work, tell us with New ticket.</source>
        <translation>Aún no hay incidencias. Si algo no funciona, cuéntanoslo con Nueva incidencia.</translation>
    </message>
</context>
<context>
    <name>KeysOverlay</name>
    <message>
        <source>Keys</source>
        <translation>Teclas</translation>
    </message>
</context>
<context>
    <name>KnowledgeView</name>
    <message>
        <source>What happened?</source>
        <translation>¿Qué ha pasado?</translation>
    </message>
    <message>
        <source>Search the guides</source>
        <translation>Buscar en las guías</translation>
    </message>
    <message>
        <source>New article</source>
        <translation>Nueva guía</translation>
    </message>
    <message>
        <source>Nothing fits?</source>
        <translation>¿Nada encaja?</translation>
    </message>
    <message>
        <source>Your search goes with it.</source>
        <translation>Tu búsqueda va con ella.</translation>
    </message>
    <message>
        <source>Make a ticket</source>
        <translation>Crear incidencia</translation>
    </message>
    <message>
        <source>Guides</source>
        <translation>Guías</translation>
    </message>
    <message>
        <source>English</source>
        <translation>Inglés</translation>
    </message>
    <message>
        <source>Spanish</source>
        <translation>Español</translation>
    </message>
    <message>
        <source>Language of the guides: {0}</source>
        <translation>Idioma de las guías: {0}</translation>
    </message>
    <message numerus="yes">
        <source>%n guides, the latest first</source>
        <translation>
            <numerusform>%n guía</numerusform>
            <numerusform>%n guías, las más nuevas primero</numerusform>
        </translation>
    </message>
    <message>
        <source>The guides are on their way.</source>
        <translation>Las guías están llegando.</translation>
    </message>
    <message>
        <source>Showing results for “{0}”</source>
        <translation>Resultados de «{0}»</translation>
    </message>
    <message>
        <source>Put these words into the field</source>
        <translation>Poner estas palabras en el campo</translation>
    </message>
    <message>
        <source>The index is being built; try again in a moment.</source>
        <translation>El índice se está creando; prueba dentro de un momento.</translation>
    </message>
    <message>
        <source>No guide has these words.</source>
        <translation>Ninguna guía tiene estas palabras.</translation>
    </message>
    <message numerus="yes">
        <source>%n found on this computer, {0} ms</source>
        <translation>
            <numerusform>%n encontrada en este equipo, {0} ms</numerusform>
            <numerusform>%n encontradas en este equipo, {0} ms</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>LatestRow</name>
    <message>
        <source>Last change {0}</source>
        <translation>Último cambio {0}</translation>
    </message>
    <message>
        <source>Reply</source>
        <translation>Responder</translation>
    </message>
    <message>
        <source>Yes</source>
        <translation>Sí</translation>
    </message>
    <message>
        <source>Not yet</source>
        <translation>Aún no</translation>
    </message>
</context>
<context>
    <name>MainWindow</name>
    <message>
        <source>This ticket is not here</source>
        <translation>Esta incidencia no está aquí</translation>
    </message>
    <message>
        <source>It may have moved to another team.</source>
        <translation>Puede que haya pasado a otro equipo.</translation>
    </message>
    <message>
        <source>Saved here. It goes out as soon as there is a line.</source>
        <translation>Guardada aquí. Se envía en cuanto haya línea.</translation>
    </message>
    <message>
        <source>Your ticket is on its way.</source>
        <translation>Tu incidencia está en camino.</translation>
    </message>
</context>
<context>
    <name>MessageList</name>
    <message>
        <source>Messages</source>
        <translation>Mensajes</translation>
    </message>
</context>
<context>
    <name>NothingChosen</name>
    <message>
        <source>Choose a ticket to read it.</source>
        <translation>Elige una incidencia para leerla.</translation>
    </message>
    <message>
        <source>J and K step through the list, ? shows all keys.</source>
        <translation>J y K recorren la lista; ? muestra todas las teclas.</translation>
    </message>
</context>
<context>
    <name>Palette</name>
    <message>
        <source>Ticket, number, guide, command</source>
        <translation>Incidencia, número, guía, orden</translation>
    </message>
    <message>
        <source>Search or jump to</source>
        <translation>Buscar o ir a</translation>
    </message>
    <message>
        <source>↑ ↓ choose   ↵ open   Esc closes</source>
        <translation>↑ ↓ elegir   ↵ abrir   Esc cierra</translation>
    </message>
    <message>
        <source>Tickets</source>
        <translation>Incidencias</translation>
    </message>
    <message>
        <source>Guides</source>
        <translation>Guías</translation>
    </message>
    <message>
        <source>Go to</source>
        <translation>Ir a</translation>
    </message>
</context>
<context>
    <name>PreferencesView</name>
    <message>
        <source>Settings</source>
        <translation>Ajustes</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>Idioma</translation>
    </message>
    <message>
        <source>Appearance</source>
        <translation>Apariencia</translation>
    </message>
    <message>
        <source>Account</source>
        <translation>Cuenta</translation>
    </message>
    <message>
        <source>About</source>
        <translation>Acerca de</translation>
    </message>
    <message>
        <source>Sign out</source>
        <translation>Cerrar sesión</translation>
    </message>
    <message>
        <source>Light</source>
        <translation>Claro</translation>
    </message>
    <message>
        <source>Dark</source>
        <translation>Oscuro</translation>
    </message>
    <message>
        <source>As the system</source>
        <translation>Como el sistema</translation>
    </message>
    <message>
        <source>{0}. What is saved here stays encrypted on this computer after signing out.</source>
        <translation>{0}. Lo guardado aquí sigue cifrado en este equipo tras cerrar la sesión.</translation>
    </message>
</context>
<context>
    <name>PropertiesBar</name>
    <message>
        <source>You</source>
        <translation>Tú</translation>
    </message>
    <message>
        <source>Nobody</source>
        <translation>Nadie</translation>
    </message>
    <message>
        <source>No team</source>
        <translation>Sin equipo</translation>
    </message>
    <message>
        <source>No topic</source>
        <translation>Sin tema</translation>
    </message>
    <message>
        <source>Status</source>
        <translation>Estado</translation>
    </message>
    <message>
        <source>Priority</source>
        <translation>Prioridad</translation>
    </message>
    <message>
        <source>Assignee</source>
        <translation>Responsable</translation>
    </message>
    <message>
        <source>Team</source>
        <translation>Equipo</translation>
    </message>
    <message>
        <source>Topic</source>
        <translation>Tema</translation>
    </message>
    <message>
        <source>Take it myself</source>
        <translation>Cogerla yo</translation>
    </message>
    <message>
        <source>Give it back to the team</source>
        <translation>Devolverla al equipo</translation>
    </message>
</context>
<context>
    <name>QueueView</name>
    <message>
        <source>New ticket</source>
        <translation>Nueva incidencia</translation>
    </message>
    <message>
        <source>Filter by words or number</source>
        <translation>Filtrar por palabras o número</translation>
    </message>
    <message>
        <source>Filter tickets</source>
        <translation>Filtrar incidencias</translation>
    </message>
    <message>
        <source>Tickets</source>
        <translation>Incidencias</translation>
    </message>
    <message>
        <source>No ticket has these words.</source>
        <translation>Ninguna incidencia tiene estas palabras.</translation>
    </message>
    <message>
        <source>Clear the filter to see all of them.</source>
        <translation>Borra el filtro para verlas todas.</translation>
    </message>
    <message>
        <source>Your tickets are on their way.</source>
        <translation>Tus incidencias están en camino.</translation>
    </message>
    <message>
        <source>They appear here as they arrive.</source>
        <translation>Aparecen aquí según llegan.</translation>
    </message>
    <message>
        <source>Nothing is open.</source>
        <translation>No hay nada abierto.</translation>
    </message>
    <message>
        <source>Press C to tell us what is wrong.</source>
        <translation>Pulsa C para contarnos qué falla.</translation>
    </message>
    <message>
        <source>Nothing due. Well done.</source>
        <translation>Nada pendiente. Buen trabajo.</translation>
    </message>
    <message>
        <source>Press C to write a ticket.</source>
        <translation>Pulsa C para escribir un ticket.</translation>
    </message>
</context>
<context>
    <name>Rail</name>
    <message>
        <source>Navigation</source>
        <translation>Navegación</translation>
    </message>
    <message>
        <source>Search or jump to</source>
        <translation>Buscar o ir a</translation>
    </message>
    <message>
        <source>Home</source>
        <translation>Inicio</translation>
    </message>
    <message>
        <source>Tickets</source>
        <translation>Tickets</translation>
    </message>
    <message>
        <source>My tickets</source>
        <translation>Mis incidencias</translation>
    </message>
    <message>
        <source>Knowledge</source>
        <translation>Conocimiento</translation>
    </message>
    <message>
        <source>Answers</source>
        <translation>Respuestas</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>Ajustes</translation>
    </message>
    <message>
        <source>Needs attention</source>
        <translation>Requiere atención</translation>
    </message>
</context>
<context>
    <name>RefusedCard</name>
    <message numerus="yes">
        <source>%n more changes hang on it and share its fate.</source>
        <translation>
            <numerusform>%n cambio más depende de este y corre su misma suerte.</numerusform>
            <numerusform>%n cambios más dependen de este y corren su misma suerte.</numerusform>
        </translation>
    </message>
    <message>
        <source>Edit and send again</source>
        <translation>Editar y enviar de nuevo</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>Reintentar</translation>
    </message>
    <message>
        <source>Do it all the same</source>
        <translation>Hacerlo de todos modos</translation>
    </message>
    <message>
        <source>Open ticket</source>
        <translation>Abrir la incidencia</translation>
    </message>
    <message>
        <source>Open article</source>
        <translation>Abrir la guía</translation>
    </message>
    <message>
        <source>Discard</source>
        <translation>Descartar</translation>
    </message>
    <message>
        <source>It cannot be brought back.</source>
        <translation>No se puede recuperar.</translation>
    </message>
    <message>
        <source>Discard for good</source>
        <translation>Descartar del todo</translation>
    </message>
    <message>
        <source>Keep</source>
        <translation>Conservar</translation>
    </message>
    <message>
        <source>You chose: {0}</source>
        <translation>Elegiste: {0}</translation>
    </message>
</context>
<context>
    <name>SignInView</name>
    <message>
        <source>Password used here before</source>
        <translation>Contraseña que se usaba aquí</translation>
    </message>
    <message>
        <source>Keep a copy and begin anew</source>
        <translation>Guardar una copia y empezar de nuevo</translation>
    </message>
    <message>
        <source>Or begin anew with your password: what you had sent comes again from the server. What was not sent yet stays in the copy on this computer.</source>
        <translation>O empieza de nuevo con tu contraseña: lo que enviaste vuelve del servidor. Lo que no se había enviado queda en la copia, en este equipo.</translation>
    </message>
    <message>
        <source>Sign in · Mostrador</source>
        <translation>Entrar · Mostrador</translation>
    </message>
    <message>
        <source>Who is at the counter?</source>
        <translation>¿Quién está en el mostrador?</translation>
    </message>
    <message>
        <source>Choose your name. Everyone&apos;s work stays apart.</source>
        <translation>Elige tu nombre. El trabajo de cada cual va aparte.</translation>
    </message>
    <message>
        <source>Someone else</source>
        <translation>Otra persona</translation>
    </message>
    <message>
        <source>Server</source>
        <translation>Servidor</translation>
    </message>
    <message>
        <source>Head office gives you this address.</source>
        <translation>La central te da esta dirección.</translation>
    </message>
    <message>
        <source>Account</source>
        <translation>Cuenta</translation>
    </message>
    <message>
        <source>Password</source>
        <translation>Contraseña</translation>
    </message>
    <message>
        <source>I can&apos;t sign in</source>
        <translation>No puedo entrar</translation>
    </message>
    <message>
        <source>Call your head office&apos;s support line: the number is on your contract and on the counter card. They check that it is you and give you a new password. Nothing on this computer is lost.</source>
        <translation>Llama a la línea de ayuda de tu central: el número está en tu contrato y en la tarjeta del mostrador. Comprueban que eres tú y te dan otra contraseña. En este equipo no se pierde nada.</translation>
    </message>
    <message>
        <source>Works without a line. What is stored here is encrypted, and head office can wipe it if the PC is lost.</source>
        <translation>Funciona sin línea. Lo guardado aquí está cifrado y la central puede borrarlo si se pierde el equipo.</translation>
    </message>
    <message>
        <source>Language: {0}</source>
        <translation>Idioma: {0}</translation>
    </message>
    <message>
        <source>Welcome back. Enter your password.</source>
        <translation>Hola otra vez. Escribe tu contraseña.</translation>
    </message>
    <message>
        <source>Sign in</source>
        <translation>Entrar</translation>
    </message>
    <message>
        <source>The first time needs a connection. After that it works without one.</source>
        <translation>La primera vez hace falta conexión. Después funciona sin ella.</translation>
    </message>
    <message>
        <source>Signing in</source>
        <translation>Entrando</translation>
    </message>
    <message>
        <source>Open Mostrador</source>
        <translation>Abrir Mostrador</translation>
    </message>
    <message>
        <source>Please fill this in.</source>
        <translation>Rellena este campo.</translation>
    </message>
    <message numerus="yes">
        <source>Wait %n seconds, then try again.</source>
        <translation>
            <numerusform>Espera %n segundo e inténtalo otra vez.</numerusform>
            <numerusform>Espera %n segundos e inténtalo otra vez.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>SolvedBar</name>
    <message>
        <source>Yes, it works</source>
        <translation>Sí, funciona</translation>
    </message>
    <message>
        <source>Not yet</source>
        <translation>Aún no</translation>
    </message>
</context>
<context>
    <name>SuggestionCard</name>
    <message>
        <source>helped {0} of {1}</source>
        <translation>ayudó a {0} de {1}</translation>
    </message>
    <message>
        <source>Read</source>
        <translation>Leer</translation>
    </message>
</context>
<context>
    <name>conversation</name>
    <message>
        <source>status set to {0}</source>
        <translation>estado: {0}</translation>
    </message>
    <message>
        <source>priority set to {0}</source>
        <translation>prioridad: {0}</translation>
    </message>
    <message>
        <source>given back to the team</source>
        <translation>devuelta al equipo</translation>
    </message>
    <message>
        <source>assigned to {0}</source>
        <translation>asignado a {0}</translation>
    </message>
    <message>
        <source>moved to {0}</source>
        <translation>pasa a {0}</translation>
    </message>
    <message>
        <source>topic set to {0}</source>
        <translation>tema: {0}</translation>
    </message>
    <message>
        <source>type set to {0}</source>
        <translation>tipo: {0}</translation>
    </message>
    <message>
        <source>{0} events: {1}</source>
        <translation>{0} cambios: {1}</translation>
    </message>
    <message>
        <source>Internal note, team only</source>
        <translation>Nota interna, solo para el equipo</translation>
    </message>
</context>
<context>
    <name>errors</name>
    <message>
        <source>That cannot be done</source>
        <translation>Eso no se puede hacer</translation>
    </message>
</context>
<context>
    <name>keys</name>
    <message>
        <source>Search or jump to</source>
        <translation>Buscar o ir a</translation>
    </message>
    <message>
        <source>Next ticket</source>
        <translation>Incidencia siguiente</translation>
    </message>
    <message>
        <source>Previous ticket</source>
        <translation>Incidencia anterior</translation>
    </message>
    <message>
        <source>Reply</source>
        <translation>Responder</translation>
    </message>
    <message>
        <source>Write an internal note</source>
        <translation>Escribir una nota interna</translation>
    </message>
    <message>
        <source>Assign to me</source>
        <translation>Asignármela</translation>
    </message>
    <message>
        <source>New ticket</source>
        <translation>Nueva incidencia</translation>
    </message>
    <message>
        <source>Search this screen</source>
        <translation>Buscar en esta pantalla</translation>
    </message>
    <message>
        <source>Go to home</source>
        <translation>Ir al inicio</translation>
    </message>
    <message>
        <source>Go to tickets</source>
        <translation>Ir a las incidencias</translation>
    </message>
    <message>
        <source>Go to the guides</source>
        <translation>Ir a las guías</translation>
    </message>
    <message>
        <source>Go to what needs attention</source>
        <translation>Ir a lo que requiere atención</translation>
    </message>
    <message>
        <source>Go to settings</source>
        <translation>Ir a los ajustes</translation>
    </message>
    <message>
        <source>Show all keys</source>
        <translation>Mostrar todas las teclas</translation>
    </message>
    <message>
        <source>Send what is written</source>
        <translation>Enviar lo escrito</translation>
    </message>
    <message>
        <source>Leave a field, close what is open</source>
        <translation>Salir de un campo, cerrar lo abierto</translation>
    </message>
</context>
<context>
    <name>knowledge</name>
    <message>
        <source>Tickets you may see</source>
        <translation>Incidencias que puedes ver</translation>
    </message>
</context>
<context>
    <name>known</name>
    <message>
        <source>This computer&apos;s keyring is locked</source>
        <translation>El llavero de este equipo está bloqueado</translation>
    </message>
    <message>
        <source>Unlock this computer&apos;s keyring, then try again.</source>
        <translation>Desbloquea el llavero de este equipo e inténtalo otra vez.</translation>
    </message>
    <message>
        <source>Your password changed</source>
        <translation>Tu contraseña ha cambiado</translation>
    </message>
    <message>
        <source>Type the one you used here before, once, so that what is stored here can be opened.</source>
        <translation>Escribe una vez la que usabas aquí antes, para poder abrir lo que hay guardado en este equipo.</translation>
    </message>
    <message>
        <source>Mostrador is already running with this account</source>
        <translation>Mostrador ya está abierto con esta cuenta</translation>
    </message>
    <message>
        <source>Switch to the window that is open, or close it, then try again.</source>
        <translation>Ve a la ventana que está abierta, o ciérrala e inténtalo otra vez.</translation>
    </message>
    <message>
        <source>New articles are not in the search yet</source>
        <translation>Las guías nuevas aún no aparecen en la búsqueda</translation>
    </message>
    <message>
        <source>Check that the disk has free space; it is tried again at the next start, and everything else works.</source>
        <translation>Comprueba que queda espacio en el disco; se intentará al volver a abrir, y todo lo demás funciona.</translation>
    </message>
    <message>
        <source>Type your password and begin anew: everything that was sent comes back from the server.</source>
        <translation>Escribe tu contraseña y empieza de nuevo: todo lo que se envió vuelve del servidor.</translation>
    </message>
    <message>
        <source>The server does not answer</source>
        <translation>El servidor no responde</translation>
    </message>
    <message>
        <source>Check the address and your network, then try again.</source>
        <translation>Comprueba la dirección y tu red e inténtalo otra vez.</translation>
    </message>
    <message>
        <source>This is not a Mostrador server</source>
        <translation>Esto no es un servidor de Mostrador</translation>
    </message>
    <message>
        <source>Check the address. In a hotel or shop network, open a web page first and accept its terms.</source>
        <translation>Comprueba la dirección. En la red de un hotel o de una tienda, abre antes una página web y acepta sus condiciones.</translation>
    </message>
    <message>
        <source>Account or password is not right</source>
        <translation>La cuenta o la contraseña no es correcta</translation>
    </message>
    <message>
        <source>Check both and try again; your administrator can set a new password.</source>
        <translation>Revisa ambas e inténtalo otra vez; tu administrador puede darte otra contraseña.</translation>
    </message>
    <message>
        <source>The password is not right</source>
        <translation>La contraseña no es correcta</translation>
    </message>
    <message>
        <source>Type the password you last signed in with on this computer.</source>
        <translation>Escribe la contraseña con la que entraste por última vez en este equipo.</translation>
    </message>
    <message>
        <source>Too many attempts</source>
        <translation>Demasiados intentos</translation>
    </message>
    <message>
        <source>Wait a minute, then try again.</source>
        <translation>Espera un minuto e inténtalo otra vez.</translation>
    </message>
    <message>
        <source>This computer may no longer sign in</source>
        <translation>Este equipo ya no puede entrar</translation>
    </message>
    <message>
        <source>Ask your administrator to admit it again.</source>
        <translation>Pide a tu administrador que lo admita de nuevo.</translation>
    </message>
    <message>
        <source>This version is too old for the server</source>
        <translation>Esta versión es demasiado antigua para el servidor</translation>
    </message>
    <message>
        <source>Update Mostrador, then sign in again. Everything saved here is kept.</source>
        <translation>Actualiza Mostrador y entra otra vez. Lo guardado aquí no se pierde.</translation>
    </message>
    <message>
        <source>This computer&apos;s data belongs to a newer Mostrador</source>
        <translation>Los datos de este equipo son de un Mostrador más nuevo</translation>
    </message>
    <message>
        <source>Start the newer version that was used here, or update this one. Nothing was changed.</source>
        <translation>Abre la versión más nueva que se usó aquí o actualiza esta. No se ha cambiado nada.</translation>
    </message>
    <message>
        <source>The stored key does not open this computer&apos;s data</source>
        <translation>La clave guardada no abre los datos de este equipo</translation>
    </message>
    <message>
        <source>Sign in again with your password. If that does not help, ask your administrator; the data was not touched.</source>
        <translation>Entra otra vez con tu contraseña. Si no basta, pregunta a tu administrador; los datos no se han tocado.</translation>
    </message>
    <message>
        <source>This computer&apos;s data is damaged</source>
        <translation>Los datos de este equipo están dañados</translation>
    </message>
    <message>
        <source>The disk is full</source>
        <translation>El disco está lleno</translation>
    </message>
    <message>
        <source>Free some space and try again. What was saved before is safe; the last change was not saved.</source>
        <translation>Libera espacio e inténtalo otra vez. Lo guardado antes está a salvo; el último cambio no se guardó.</translation>
    </message>
    <message>
        <source>Another program is using this computer&apos;s data</source>
        <translation>Otro programa está usando los datos de este equipo</translation>
    </message>
    <message>
        <source>Close backup or virus scanners that hold the file, then try again.</source>
        <translation>Cierra las copias de seguridad o antivirus que retienen el archivo e inténtalo otra vez.</translation>
    </message>
    <message>
        <source>This computer&apos;s data cannot be read or written</source>
        <translation>Los datos de este equipo no se pueden leer ni escribir</translation>
    </message>
    <message>
        <source>Check that the profile&apos;s folder exists, belongs to you and is not write-protected, then try again.</source>
        <translation>Comprueba que la carpeta del perfil existe, es tuya y no está protegida contra escritura, e inténtalo otra vez.</translation>
    </message>
</context>
<context>
    <name>line</name>
    <message>
        <source>Connecting</source>
        <translation>Conectando</translation>
    </message>
    <message>
        <source>Bringing up to date</source>
        <translation>Poniendo al día</translation>
    </message>
    <message>
        <source>Offline</source>
        <translation>Sin línea</translation>
    </message>
    <message>
        <source>Sign in again</source>
        <translation>Entra otra vez</translation>
    </message>
    <message>
        <source>Update needed</source>
        <translation>Hay que actualizar</translation>
    </message>
    <message>
        <source>Access withdrawn</source>
        <translation>Acceso retirado</translation>
    </message>
    <message>
        <source>Online, everything sent</source>
        <translation>En línea, todo enviado</translation>
    </message>
    <message>
        <source>No connection since {0}.</source>
        <translation>Sin conexión desde las {0}.</translation>
    </message>
    <message>
        <source>No connection.</source>
        <translation>Sin conexión.</translation>
    </message>
    <message>
        <source>Carry on: everything is kept here and goes out by itself.</source>
        <translation>Sigue trabajando: todo se guarda aquí y se envía solo.</translation>
    </message>
    <message>
        <source>This version is too old for the server.</source>
        <translation>Esta versión es demasiado antigua para el servidor.</translation>
    </message>
    <message>
        <source>Update Mostrador. Everything saved here is kept.</source>
        <translation>Actualiza Mostrador. Lo guardado aquí no se pierde.</translation>
    </message>
    <message>
        <source>Your session is over.</source>
        <translation>Tu sesión ha terminado.</translation>
    </message>
    <message>
        <source>Sign in again: everything saved here is kept and goes out then.</source>
        <translation>Entra otra vez: lo guardado aquí no se pierde y se envía entonces.</translation>
    </message>
    <message>
        <source>Sign in</source>
        <translation>Entrar</translation>
    </message>
</context>
<context>
    <name>moments</name>
    <message>
        <source>Today</source>
        <translation>Hoy</translation>
    </message>
    <message>
        <source>Yesterday</source>
        <translation>Ayer</translation>
    </message>
    <message>
        <source>yesterday</source>
        <translation>ayer</translation>
    </message>
    <message>
        <source>{0} min</source>
        <translation>{0} min</translation>
    </message>
    <message>
        <source>{0} d</source>
        <translation>{0} d</translation>
    </message>
    <message>
        <source>paused</source>
        <translation>en pausa</translation>
    </message>
    <message>
        <source>{0} late</source>
        <translation>{0} tarde</translation>
    </message>
</context>
<context>
    <name>settings</name>
    <message>
        <source>Appearance</source>
        <translation>Apariencia</translation>
    </message>
    <message>
        <source>Size of text</source>
        <translation>Tamaño del texto</translation>
    </message>
    <message>
        <source>Without movement</source>
        <translation>Sin movimiento</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>Idioma</translation>
    </message>
    <message>
        <source>Language before signing in</source>
        <translation>Idioma antes de entrar</translation>
    </message>
    <message>
        <source>Time to undo a message</source>
        <translation>Tiempo para deshacer un mensaje</translation>
    </message>
    <message>
        <source>Server</source>
        <translation>Servidor</translation>
    </message>
    <message>
        <source>Lock when nobody works for</source>
        <translation>Bloquear cuando nadie trabaja durante</translation>
    </message>
    <message>
        <source>This setting was not changed</source>
        <translation>Este ajuste no se ha cambiado</translation>
    </message>
    <message>
        <source>{0} cannot be {1}: it takes {2}.</source>
        <translation>{0} no puede ser {1}: admite {2}.</translation>
    </message>
    <message>
        <source>Your settings could not be saved</source>
        <translation>No se pudieron guardar tus ajustes</translation>
    </message>
    <message>
        <source>{0} cannot be written ({1}). They hold until you close the program.</source>
        <translation>No se puede escribir {0} ({1}). Valen hasta que cierres el programa.</translation>
    </message>
</context>
<context>
    <name>wording</name>
    <message>
        <source>New</source>
        <translation>Nuevo</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>Abierto</translation>
    </message>
    <message>
        <source>Pending</source>
        <translation>Pendiente</translation>
    </message>
    <message>
        <source>On hold</source>
        <translation>En espera</translation>
    </message>
    <message>
        <source>Resolved</source>
        <translation>Resuelto</translation>
    </message>
    <message>
        <source>Closed</source>
        <translation>Cerrado</translation>
    </message>
    <message>
        <source>We have it</source>
        <translation>La hemos recibido</translation>
    </message>
    <message>
        <source>We are looking into it</source>
        <translation>La estamos mirando</translation>
    </message>
    <message>
        <source>We are waiting for your answer</source>
        <translation>Esperamos tu respuesta</translation>
    </message>
    <message>
        <source>Waiting for the supplier</source>
        <translation>Esperamos al proveedor</translation>
    </message>
    <message>
        <source>Solved. Does it work now?</source>
        <translation>Resuelta. ¿Ya funciona?</translation>
    </message>
    <message>
        <source>Solved and closed</source>
        <translation>Resuelta y cerrada</translation>
    </message>
    <message>
        <source>Low</source>
        <translation>Baja</translation>
    </message>
    <message>
        <source>Normal</source>
        <translation>Normal</translation>
    </message>
    <message>
        <source>High</source>
        <translation>Alta</translation>
    </message>
    <message>
        <source>Urgent</source>
        <translation>Urgente</translation>
    </message>
    <message>
        <source>Question</source>
        <translation>Consulta</translation>
    </message>
    <message>
        <source>Incident</source>
        <translation>Avería</translation>
    </message>
    <message>
        <source>Problem</source>
        <translation>Problema</translation>
    </message>
    <message>
        <source>Task</source>
        <translation>Tarea</translation>
    </message>
    <message>
        <source>Customer</source>
        <translation>Cliente</translation>
    </message>
    <message>
        <source>Store staff</source>
        <translation>Personal de tienda</translation>
    </message>
    <message>
        <source>Store owner</source>
        <translation>Titular de la tienda</translation>
    </message>
    <message>
        <source>Specialist</source>
        <translation>Especialista</translation>
    </message>
    <message>
        <source>Agent</source>
        <translation>Agente</translation>
    </message>
    <message>
        <source>Team lead</source>
        <translation>Responsable de equipo</translation>
    </message>
    <message>
        <source>Administrator</source>
        <translation>Administrador</translation>
    </message>
    <message>
        <source>For everybody</source>
        <translation>Para todos</translation>
    </message>
    <message>
        <source>For stores</source>
        <translation>Para tiendas</translation>
    </message>
    <message>
        <source>For the desk</source>
        <translation>Para el equipo de ayuda</translation>
    </message>
    <message>
        <source>Draft</source>
        <translation>Borrador</translation>
    </message>
    <message>
        <source>In review</source>
        <translation>En revisión</translation>
    </message>
    <message>
        <source>Published</source>
        <translation>Publicado</translation>
    </message>
    <message>
        <source>Archived</source>
        <translation>Archivado</translation>
    </message>
    <message>
        <source>My team, by deadline</source>
        <translation>Mi equipo, por plazo</translation>
    </message>
    <message>
        <source>Mine</source>
        <translation>Míos</translation>
    </message>
    <message>
        <source>Unassigned</source>
        <translation>Sin asignar</translation>
    </message>
    <message>
        <source>Waiting for them</source>
        <translation>Esperan respuesta</translation>
    </message>
    <message>
        <source>On hold, third party</source>
        <translation>En espera de terceros</translation>
    </message>
    <message>
        <source>Solved this week</source>
        <translation>Resueltos, 7 días</translation>
    </message>
    <message>
        <source>All</source>
        <translation>Todos</translation>
    </message>
    <message>
        <source>In progress</source>
        <translation>En curso</translation>
    </message>
    <message>
        <source>Waiting for me</source>
        <translation>Esperan mi respuesta</translation>
    </message>
    <message>
        <source>All my tickets</source>
        <translation>Todas mis incidencias</translation>
    </message>
    <message>
        <source>Overdue</source>
        <translation>Fuera de plazo</translation>
    </message>
    <message>
        <source>Due within the hour</source>
        <translation>Vencen en una hora</translation>
    </message>
    <message>
        <source>Today</source>
        <translation>Hoy</translation>
    </message>
    <message>
        <source>Later</source>
        <translation>Más tarde</translation>
    </message>
    <message>
        <source>Answered</source>
        <translation>Respondidos</translation>
    </message>
    <message>
        <source>Clock paused</source>
        <translation>Reloj en pausa</translation>
    </message>
    <message>
        <source>No number yet</source>
        <translation>Aún sin número</translation>
    </message>
    <message>
        <source>Saved here, not sent yet</source>
        <translation>Guardada aquí, aún sin enviar</translation>
    </message>
    <message>
        <source>It goes out by itself, then it gets a number</source>
        <translation>Se envía sola y luego recibe su número</translation>
    </message>
    <message>
        <source>Unread</source>
        <translation>Sin leer</translation>
    </message>
    <message>
        <source>Saved here</source>
        <translation>Guardado aquí</translation>
    </message>
    <message>
        <source>Sending</source>
        <translation>Enviando</translation>
    </message>
    <message>
        <source>Sent</source>
        <translation>Enviado</translation>
    </message>
    <message>
        <source>Needs attention</source>
        <translation>Requiere atención</translation>
    </message>
    <message>
        <source>You may not do this any more. Ask your team lead, or copy the text and discard it.</source>
        <translation>Ya no puedes hacer esto. Pregunta al responsable de tu equipo, o copia el texto y descártalo.</translation>
    </message>
    <message>
        <source>What it belongs to is no longer there for you. Copy what you need.</source>
        <translation>Aquello a lo que pertenece ya no está a tu alcance. Copia lo que necesites.</translation>
    </message>
    <message>
        <source>This was already sent once. You can discard it.</source>
        <translation>Esto ya se envió una vez. Puedes descartarlo.</translation>
    </message>
    <message>
        <source>A part of it was empty or too long. Edit it and send it again.</source>
        <translation>Una parte estaba vacía o era demasiado larga. Corrígela y envíala otra vez.</translation>
    </message>
    <message>
        <source>Somebody changed the ticket meanwhile, so this step no longer fits its status.</source>
        <translation>Alguien cambió la incidencia entretanto y este paso ya no encaja con su estado.</translation>
    </message>
    <message>
        <source>Somebody wrote since you looked. Read it first, then decide again.</source>
        <translation>Alguien ha escrito desde que miraste. Léelo antes y decide de nuevo.</translation>
    </message>
    <message>
        <source>Somebody else changed the same text meanwhile. Yours is kept here.</source>
        <translation>Otra persona cambió el mismo texto entretanto. El tuyo se conserva aquí.</translation>
    </message>
    <message>
        <source>It belongs to another change that was not accepted.</source>
        <translation>Depende de otro cambio que no se aceptó.</translation>
    </message>
    <message>
        <source>The server does not know this yet. Try again after its update.</source>
        <translation>El servidor aún no conoce esto. Inténtalo de nuevo cuando se actualice.</translation>
    </message>
    <message>
        <source>The server did not accept it. Nothing is lost: it is kept here.</source>
        <translation>El servidor no lo aceptó. No se ha perdido nada: se conserva aquí.</translation>
    </message>
    <message>
        <source>Your new ticket was not accepted</source>
        <translation>Tu nueva incidencia no se aceptó</translation>
    </message>
    <message>
        <source>Your reply was not accepted</source>
        <translation>Tu respuesta no se aceptó</translation>
    </message>
    <message>
        <source>Your note was not accepted</source>
        <translation>Tu nota no se aceptó</translation>
    </message>
    <message>
        <source>Your new article was not accepted</source>
        <translation>Tu nuevo artículo no se aceptó</translation>
    </message>
    <message>
        <source>Two people changed this article</source>
        <translation>Dos personas cambiaron este artículo</translation>
    </message>
    <message>
        <source>The article was not published</source>
        <translation>El artículo no se publicó</translation>
    </message>
    <message>
        <source>Your word on an article was not accepted</source>
        <translation>Tu opinión sobre un artículo no se aceptó</translation>
    </message>
    <message>
        <source>Your change was not accepted</source>
        <translation>Tu cambio no se aceptó</translation>
    </message>
</context>
</TS>
