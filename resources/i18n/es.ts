<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="es" sourcelanguage="en">
<context>
    <name>AbsencePage</name>
    <message>
        <source>I</source>
        <translation>Yo</translation>
    </message>
    <message>
        <source>The next in line of the team</source>
        <translation>El siguiente del equipo</translation>
    </message>
    <message>
        <source>Whoever assigns tickets sees it now.</source>
        <translation>Quien asigna tickets ya lo ve.</translation>
    </message>
    <message numerus="yes">
        <source>Hand over %n</source>
        <translation>
            <numerusform>Traspasar %n</numerusform>
            <numerusform>Traspasar %n</numerusform>
        </translation>
    </message>
    <message>
        <source>Is back</source>
        <translation>Ha vuelto</translation>
    </message>
    <message>
        <source>until they say so</source>
        <translation>hasta que lo diga</translation>
    </message>
    <message>
        <source>until {0}</source>
        <translation>hasta el {0}</translation>
    </message>
    <message>
        <source>{0} stands in</source>
        <translation>sustituye {0}</translation>
    </message>
    <message>
        <source>the next in line stands in</source>
        <translation>sustituye el siguiente del equipo</translation>
    </message>
    <message>
        <source>{0} is back.</source>
        <translation>{0} ha vuelto.</translation>
    </message>
    <message numerus="yes">
        <source>%n tickets handed over.</source>
        <translation>
            <numerusform>%n ticket traspasado.</numerusform>
            <numerusform>%n tickets traspasados.</numerusform>
        </translation>
    </message>
    <message>
        <source>Away</source>
        <translation>Ausencias</translation>
    </message>
    <message>
        <source>Tickets that are given to you go to whoever stands in, and so do answers to yours.</source>
        <translation>Los tickets que te den van a quien te sustituye, y también las respuestas a los tuyos.</translation>
    </message>
    <message>
        <source>Your colleagues and the desk see that you are away, and until when.</source>
        <translation>Tus compañeros y soporte ven que estás fuera, y hasta cuándo.</translation>
    </message>
    <message>
        <source>Who is away</source>
        <translation>Quién está fuera</translation>
    </message>
    <message>
        <source>Back on</source>
        <translation>Vuelve el</translation>
    </message>
    <message>
        <source>Who stands in</source>
        <translation>Quién sustituye</translation>
    </message>
    <message>
        <source>Word for whoever looks for you</source>
        <translation>Unas palabras para quien te busque</translation>
    </message>
    <message>
        <source>May stay empty.</source>
        <translation>Puede quedar vacío.</translation>
    </message>
    <message>
        <source>When I say so</source>
        <translation>Cuando lo diga</translation>
    </message>
    <message>
        <source>Away from now on</source>
        <translation>Fuera desde ahora</translation>
    </message>
    <message>
        <source>Nobody, as far as you can see.</source>
        <translation>Nadie, que se vea.</translation>
    </message>
    <message>
        <source>Next in line</source>
        <translation>Orden de sustitución</translation>
    </message>
    <message>
        <source>Where nobody is named, whoever comes after the person stands in: the first who is there.</source>
        <translation>Si no se nombra a nadie, sustituye quien va detrás: el primero que esté.</translation>
    </message>
</context>
<context>
    <name>AccountHelp</name>
    <message>
        <source>First say whose account it is about.</source>
        <translation>Primero di de quién es la cuenta.</translation>
    </message>
    <message>
        <source>Verified: what was locked is open for four hours.</source>
        <translation>Comprobado: lo bloqueado queda abierto cuatro horas.</translation>
    </message>
    <message>
        <source>Noted: it could not be shown who it is. Nothing is opened.</source>
        <translation>Anotado: no se ha podido comprobar quién es. No se abre nada.</translation>
    </message>
    <message>
        <source>Set a temporary password</source>
        <translation>Poner una contraseña provisional</translation>
    </message>
    <message>
        <source>Whose account it is</source>
        <translation>De quién es la cuenta</translation>
    </message>
    <message>
        <source>Verify who it is</source>
        <translation>Comprobar quién es</translation>
    </message>
    <message>
        <source>verify first</source>
        <translation>comprobar antes</translation>
    </message>
    <message>
        <source>Account</source>
        <translation>Cuenta</translation>
    </message>
    <message>
        <source>Set a temporary password for {0}?</source>
        <translation>¿Poner una contraseña provisional a {0}?</translation>
    </message>
    <message>
        <source>You see it once and read it out. It opens nothing but the choice of another one.</source>
        <translation>La ves una vez y la lees en voz alta. Solo sirve para elegir otra.</translation>
    </message>
    <message>
        <source>Set it</source>
        <translation>Ponerla</translation>
    </message>
    <message>
        <source>They cannot work with a connection until they sign in again. Nothing is lost.</source>
        <translation>No podrá trabajar con conexión hasta que vuelva a entrar. No se pierde nada.</translation>
    </message>
    <message>
        <source>Noted. Now verify that it is them.</source>
        <translation>Anotado. Ahora comprueba que es esa persona.</translation>
    </message>
    <message>
        <source>{0}: {1}.</source>
        <translation>{0}: {1}.</translation>
    </message>
    <message>
        <source>Temporary password of {0}</source>
        <translation>Contraseña provisional de {0}</translation>
    </message>
    <message>
        <source>Shown only now. Good until {0}; they choose another one at once.</source>
        <translation>Solo se ve ahora. Vale hasta {0}; tendrá que elegir otra enseguida.</translation>
    </message>
    <message>
        <source>Copy and close</source>
        <translation>Copiar y cerrar</translation>
    </message>
</context>
<context>
    <name>AccountPage</name>
    <message>
        <source>Account</source>
        <translation>Cuenta</translation>
    </message>
    <message>
        <source>What is saved here stays encrypted on this computer after signing out.</source>
        <translation>Lo guardado aquí sigue cifrado en este equipo después de cerrar la sesión.</translation>
    </message>
    <message>
        <source>Sign out</source>
        <translation>Cerrar sesión</translation>
    </message>
</context>
<context>
    <name>Acting</name>
    <message>
        <source>Only its team, or who it is assigned to, may change this ticket.</source>
        <translation>Este ticket solo lo puede cambiar su equipo o quien lo lleva.</translation>
    </message>
    <message>
        <source>It left your teams: this cannot be undone here.</source>
        <translation>Ha salido de tus equipos: aquí no se puede deshacer.</translation>
    </message>
    <message>
        <source>Somebody has changed it since.</source>
        <translation>Alguien lo ha cambiado después.</translation>
    </message>
    <message>
        <source>Tags</source>
        <translation>Etiquetas</translation>
    </message>
    <message>
        <source>There are no macros yet. Under Settings, Macros, one is made.</source>
        <translation>Aún no hay macros. Se hacen en Ajustes, Macros.</translation>
    </message>
    <message>
        <source>Macro</source>
        <translation>Macro</translation>
    </message>
    <message>
        <source>Done: {0}.</source>
        <translation>Hecho: {0}.</translation>
    </message>
    <message>
        <source>Only what a customer asks your store is passed on to support.</source>
        <translation>A soporte solo se le pasa lo que un cliente pregunta a tu tienda.</translation>
    </message>
    <message>
        <source>Snooze until</source>
        <translation>Posponer hasta</translation>
    </message>
    <message>
        <source>It is back in the list.</source>
        <translation>Vuelve a estar en la lista.</translation>
    </message>
    <message>
        <source>You follow this ticket.</source>
        <translation>Sigues esta incidencia.</translation>
    </message>
    <message>
        <source>You no longer follow this ticket.</source>
        <translation>Ya no sigues esta incidencia.</translation>
    </message>
    <message>
        <source>You wrote last: there is nothing to read.</source>
        <translation>Lo último es tuyo: no hay nada por leer.</translation>
    </message>
    <message>
        <source>Unread again.</source>
        <translation>Vuelve a estar sin leer.</translation>
    </message>
    <message>
        <source>The link is on the clipboard.</source>
        <translation>El enlace está en el portapapeles.</translation>
    </message>
</context>
<context>
    <name>Arranging</name>
    <message>
        <source>Columns of its table, in the order chosen</source>
        <translation>Columnas de su tabla, en el orden elegido</translation>
    </message>
    <message>
        <source>Ordered by</source>
        <translation>Ordenada por</translation>
    </message>
    <message>
        <source>From the end</source>
        <translation>Desde el final</translation>
    </message>
    <message>
        <source>Under</source>
        <translation>Agrupada por</translation>
    </message>
    <message>
        <source>Grouped under</source>
        <translation>Agrupada por</translation>
    </message>
    <message>
        <source>as everybody has them</source>
        <translation>las de cada uno</translation>
    </message>
    <message>
        <source>Columns: {0}</source>
        <translation>Columnas: {0}</translation>
    </message>
</context>
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
        <source>Somebody changed this article since you began. Saving merges both texts.</source>
        <translation>Alguien cambió este artículo desde que empezaste. Al guardar se unen los dos textos.</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Cancelar</translation>
    </message>
    <message>
        <source>Discard what I wrote</source>
        <translation>Descartar lo escrito</translation>
    </message>
    <message>
        <source>Keep as draft</source>
        <translation>Guardar como borrador</translation>
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
    <name>AskDetailsPanel</name>
    <message>
        <source>Ask the requester for</source>
        <translation>Pedir a quien preguntó</translation>
    </message>
    <message>
        <source>What the computer there says of itself</source>
        <translation>Lo que el equipo de allí dice de sí mismo</translation>
    </message>
    <message>
        <source>Your words</source>
        <translation>Tus palabras</translation>
    </message>
    <message>
        <source>They get your words with the list, answer in a form, and the ticket waits for them.</source>
        <translation>Reciben tu texto con la lista, contestan en un formulario y el ticket los espera.</translation>
    </message>
    <message>
        <source>Tick what you need to know.</source>
        <translation>Marca lo que necesitas saber.</translation>
    </message>
    <message>
        <source>Write a word with it.</source>
        <translation>Escribe unas palabras.</translation>
    </message>
    <message>
        <source>Ask</source>
        <translation>Pedir</translation>
    </message>
</context>
<context>
    <name>AskPanel</name>
    <message>
        <source>Cancel</source>
        <translation>Cancelar</translation>
    </message>
</context>
<context>
    <name>AskSupportPanel</name>
    <message>
        <source>Ask support · {0}</source>
        <translation>Preguntar a soporte · {0}</translation>
    </message>
    <message>
        <source>Something else</source>
        <translation>Otra cosa</translation>
    </message>
    <message>
        <source>What it is about</source>
        <translation>De qué se trata</translation>
    </message>
    <message>
        <source>Title</source>
        <translation>Título</translation>
    </message>
    <message>
        <source>The desk does not see the customer&apos;s ticket, nor the customer this one.</source>
        <translation>Soporte no ve la incidencia del cliente, ni el cliente esta.</translation>
    </message>
    <message>
        <source>What support needs to know</source>
        <translation>Qué tiene que saber soporte</translation>
    </message>
    <message>
        <source>Ask support</source>
        <translation>Preguntar a soporte</translation>
    </message>
    <message>
        <source>Give it a title.</source>
        <translation>Ponle un título.</translation>
    </message>
    <message>
        <source>Say what the customer needs, and what you have tried.</source>
        <translation>Di qué necesita el cliente y qué has probado.</translation>
    </message>
    <message>
        <source>Support has it. You find it among your tickets.</source>
        <translation>Ya la tiene soporte. La encuentras entre tus incidencias.</translation>
    </message>
</context>
<context>
    <name>AskedBar</name>
    <message>
        <source>Fill in</source>
        <translation>Rellenar</translation>
    </message>
    <message>
        <source>Show and send</source>
        <translation>Ver y enviar</translation>
    </message>
    <message>
        <source>what this computer says of itself</source>
        <translation>lo que este equipo dice de sí mismo</translation>
    </message>
    <message>
        <source>We need to know: {0}</source>
        <translation>Necesitamos saber: {0}</translation>
    </message>
</context>
<context>
    <name>AttachBar</name>
    <message>
        <source>Attach files</source>
        <translation>Adjuntar archivos</translation>
    </message>
    <message>
        <source>Attach a picture of the screen</source>
        <translation>Adjuntar una captura de pantalla</translation>
    </message>
    <message>
        <source>Attach what this computer says of itself</source>
        <translation>Adjuntar lo que este equipo dice de sí mismo</translation>
    </message>
    <message>
        <source>Attached files</source>
        <translation>Archivos adjuntos</translation>
    </message>
    <message>
        <source>Being read, {0} %</source>
        <translation>Leyendo, {0} %</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>Quitar</translation>
    </message>
    <message>
        <source>Picture {0}.png</source>
        <translation>Imagen {0}.png</translation>
    </message>
    <message>
        <source>Attach</source>
        <translation>Adjuntar</translation>
    </message>
    <message>
        <source>Being read</source>
        <translation>Leyendo</translation>
    </message>
    <message>
        <source>Remove {0}</source>
        <translation>Quitar {0}</translation>
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
        <source>Yours is back.</source>
        <translation>Lo tuyo vuelve a estar.</translation>
    </message>
    <message>
        <source>Discarded.</source>
        <translation>Descartado.</translation>
    </message>
    <message>
        <source>On its way again.</source>
        <translation>De nuevo en camino.</translation>
    </message>
    <message>
        <source>Left as it is.</source>
        <translation>Se queda como está.</translation>
    </message>
    <message>
        <source>The article has both texts now.</source>
        <translation>El artículo tiene ahora los dos textos.</translation>
    </message>
</context>
<context>
    <name>BackPanel</name>
    <message>
        <source>Answer {0} · {1}</source>
        <translation>Responder a {0} · {1}</translation>
    </message>
    <message>
        <source>Answer</source>
        <translation>Respuesta</translation>
    </message>
    <message>
        <source>Sent to the customer in your name.</source>
        <translation>Le llega al cliente en tu nombre.</translation>
    </message>
    <message>
        <source>It solves it</source>
        <translation>Con esto queda resuelto</translation>
    </message>
    <message>
        <source>Pass it back</source>
        <translation>Pasarla</translation>
    </message>
    <message>
        <source>Write what the customer is to read.</source>
        <translation>Escribe lo que va a leer el cliente.</translation>
    </message>
    <message>
        <source>The customer has the answer.</source>
        <translation>El cliente ya tiene la respuesta.</translation>
    </message>
</context>
<context>
    <name>Beside</name>
    <message>
        <source>Already reported at your store</source>
        <translation>Ya avisado en tu tienda</translation>
    </message>
    <message>
        <source>These may solve it now</source>
        <translation>Esto puede resolverlo ya</translation>
    </message>
    <message>
        <source>Solved before</source>
        <translation>Ya se resolvió antes</translation>
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
        <source>When the line is back: sent</source>
        <translation>Al volver la línea: se envía</translation>
    </message>
    <message>
        <source>With a line: sent by itself</source>
        <translation>Con línea: se envía solo</translation>
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
        <source>helped {0} of {1}</source>
        <translation>ayudó a {0} de {1}</translation>
    </message>
    <message>
        <source>Read</source>
        <translation>Leer</translation>
    </message>
    <message>
        <source>Open it</source>
        <translation>Abrirla</translation>
    </message>
    <message>
        <source>Follow it instead</source>
        <translation>Mejor seguir esa</translation>
    </message>
</context>
<context>
    <name>BesideReader</name>
    <message>
        <source>It is no longer here.</source>
        <translation>Ya no está aquí.</translation>
    </message>
    <message>
        <source>Back to the list</source>
        <translation>Volver a la lista</translation>
    </message>
    <message>
        <source>That solved it</source>
        <translation>Con esto se arregla</translation>
    </message>
    <message>
        <source>It did not</source>
        <translation>No lo arregla</translation>
    </message>
</context>
<context>
    <name>BulkBar</name>
    <message>
        <source>Mark none</source>
        <translation>No marcar nada</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Cancelar</translation>
    </message>
    <message numerus="yes">
        <source>%n marked: at most {0} at once</source>
        <translation>
            <numerusform>%n marcado: como mucho {0} a la vez</numerusform>
            <numerusform>%n marcados: como mucho {0} a la vez</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n marked</source>
        <translation>
            <numerusform>%n marcado</numerusform>
            <numerusform>%n marcados</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n ticket(s) change.</source>
        <translation>
            <numerusform>cambia %n ticket.</numerusform>
            <numerusform>cambian %n tickets.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n is/are so already.</source>
        <translation>
            <numerusform>%n ya está así.</numerusform>
            <numerusform>%n ya están así.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n cannot go there from its/their status.</source>
        <translation>
            <numerusform>%n no puede pasar ahí desde su estado.</numerusform>
            <numerusform>%n no pueden pasar ahí desde su estado.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n is/are not yours to change.</source>
        <translation>
            <numerusform>%n no te toca cambiarlo.</numerusform>
            <numerusform>%n no te toca cambiarlos.</numerusform>
        </translation>
    </message>
    <message>
        <source>They leave your teams: this cannot be undone here.</source>
        <translation>Salen de tus equipos: aquí no se puede deshacer.</translation>
    </message>
    <message numerus="yes">
        <source>Change %n ticket(s)</source>
        <translation>
            <numerusform>Cambiar %n ticket</numerusform>
            <numerusform>Cambiar %n tickets</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n ticket(s) changed.</source>
        <translation>
            <numerusform>%n ticket cambiado.</numerusform>
            <numerusform>%n tickets cambiados.</numerusform>
        </translation>
    </message>
    <message>
        <source>Somebody has changed them since.</source>
        <translation>Alguien los ha cambiado después.</translation>
    </message>
</context>
<context>
    <name>Checklist</name>
    <message>
        <source>Something to do</source>
        <translation>Algo por hacer</translation>
    </message>
    <message>
        <source>Add</source>
        <translation>Añadir</translation>
    </message>
</context>
<context>
    <name>ChecklistEditor</name>
    <message>
        <source>Name something to do, or take this step out.</source>
        <translation>Pon algo por hacer, o quita este paso.</translation>
    </message>
    <message>
        <source>An item has {0} letters at most.</source>
        <translation>Una tarea tiene {0} letras como mucho.</translation>
    </message>
    <message>
        <source>A checklist has {0} items at most.</source>
        <translation>Una lista tiene {0} tareas como mucho.</translation>
    </message>
    <message>
        <source>To do</source>
        <translation>Por hacer</translation>
    </message>
    <message>
        <source>One item a line. Only the desk sees them.</source>
        <translation>Una tarea por línea. Solo las ve soporte.</translation>
    </message>
</context>
<context>
    <name>ChecklistPanel</name>
    <message>
        <source>Checklist · {0}</source>
        <translation>Lista de tareas · {0}</translation>
    </message>
    <message>
        <source>Only the desk sees it. Return adds what stands in the line.</source>
        <translation>Solo la ve soporte. Intro añade lo que hay en la línea.</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Cerrar</translation>
    </message>
</context>
<context>
    <name>Checkup</name>
    <message>
        <source>Going through everything that is kept here. You can work on meanwhile.</source>
        <translation>Revisando todo lo guardado aquí. Puedes seguir trabajando.</translation>
    </message>
    <message numerus="yes">
        <source>The file is damaged in %n places.</source>
        <translation>
            <numerusform>El archivo está dañado en %n sitio.</numerusform>
            <numerusform>El archivo está dañado en %n sitios.</numerusform>
        </translation>
    </message>
    <message>
        <source>What was not sent yet may be lost with it: copy what you still need, then repair it.</source>
        <translation>Lo que aún no se ha enviado puede perderse: copia lo que necesites y después repáralo.</translation>
    </message>
    <message>
        <source>All of it is whole: {0} records.</source>
        <translation>Está todo en orden: {0} registros.</translation>
    </message>
    <message numerus="yes">
        <source>The full text differs for %n of them and is being made again.</source>
        <translation>
            <numerusform>El índice de texto no coincide en %n de ellos y se está rehaciendo.</numerusform>
            <numerusform>El índice de texto no coincide en %n de ellos y se está rehaciendo.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>The search index lacks changes to %n guides and takes them in.</source>
        <translation>
            <numerusform>Al índice de búsqueda le faltan cambios de %n guía y los está recogiendo.</numerusform>
            <numerusform>Al índice de búsqueda le faltan cambios de %n guías y los está recogiendo.</numerusform>
        </translation>
    </message>
    <message>
        <source>The next contact compares it with the server and mends what differs.</source>
        <translation>En el próximo contacto se compara con el servidor y se corrige lo que no coincida.</translation>
    </message>
    <message>
        <source>The search is not open yet. Try again in a moment.</source>
        <translation>La búsqueda aún no está abierta. Prueba dentro de un momento.</translation>
    </message>
    <message>
        <source>Making the search index again. Searching works meanwhile.</source>
        <translation>Rehaciendo el índice de búsqueda. Mientras tanto puedes buscar.</translation>
    </message>
    <message numerus="yes">
        <source>The search index was made again: it holds %n guides.</source>
        <translation>
            <numerusform>El índice de búsqueda está rehecho: tiene %n guía.</numerusform>
            <numerusform>El índice de búsqueda está rehecho: tiene %n guías.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ChoiceEditor</name>
    <message>
        <source>No longer here</source>
        <translation>Ya no está aquí</translation>
    </message>
</context>
<context>
    <name>ChoiceLine</name>
    <message>
        <source>Choose</source>
        <translation>Elige</translation>
    </message>
    <message>
        <source>No longer offered: {0}</source>
        <translation>Ya no se ofrece: {0}</translation>
    </message>
</context>
<context>
    <name>ChosenEditor</name>
    <message>
        <source>No longer here</source>
        <translation>Ya no está</translation>
    </message>
    <message>
        <source>Choose…</source>
        <translation>Elegir…</translation>
    </message>
</context>
<context>
    <name>Client</name>
    <message>
        <source>This cannot be locked yet</source>
        <translation>Esto aún no se puede bloquear</translation>
    </message>
    <message>
        <source>Sign out and in again once: then this computer knows your password.</source>
        <translation>Cierra la sesión y vuelve a entrar una vez: así este equipo conoce tu contraseña.</translation>
    </message>
    <message>
        <source>Your settings could not be read</source>
        <translation>No se han podido leer tus ajustes</translation>
    </message>
    <message>
        <source>They begin anew; the file was kept as {0}.</source>
        <translation>Empiezan de cero; el archivo se ha guardado como {0}.</translation>
    </message>
    <message>
        <source>A newer Mostrador wrote your settings</source>
        <translation>Tus ajustes son de un Mostrador más nuevo</translation>
    </message>
    <message>
        <source>They are used as far as this one knows them. Changes made here end with the program.</source>
        <translation>Se usan hasta donde este los conoce. Lo que cambies dura hasta que cierres el programa.</translation>
    </message>
    <message>
        <source>Someone else</source>
        <translation>Otra persona</translation>
    </message>
    <message>
        <source>Lock</source>
        <translation>Bloquear</translation>
    </message>
    <message>
        <source>Sign out</source>
        <translation>Salir</translation>
    </message>
</context>
<context>
    <name>ClosingFacts</name>
    <message>
        <source>{0} of 5</source>
        <translation>{0} de 5</translation>
    </message>
    <message>
        <source>Rating</source>
        <translation>Valoración</translation>
    </message>
    <message>
        <source>Reminded</source>
        <translation>Recordado</translation>
    </message>
    <message numerus="yes">
        <source>%n times</source>
        <translation>
            <numerusform>%n vez</numerusform>
            <numerusform>%n veces</numerusform>
        </translation>
    </message>
    <message>
        <source>Reminder</source>
        <translation>Recordatorio</translation>
    </message>
    <message>
        <source>Closes</source>
        <translation>Se cierra</translation>
    </message>
    <message>
        <source>{0}, by itself</source>
        <translation>{0}, por sí solo</translation>
    </message>
    <message>
        <source>Asks back</source>
        <translation>Pregunta</translation>
    </message>
    <message>
        <source>asked, no answer yet</source>
        <translation>hecha, aún sin respuesta</translation>
    </message>
    <message>
        <source>can work again</source>
        <translation>puede trabajar de nuevo</translation>
    </message>
</context>
<context>
    <name>CollisionLine</name>
    <message numerus="yes">
        <source>{0} and %n other(s) are at this ticket</source>
        <translation>
            <numerusform>{0} y %n persona más están en este ticket</numerusform>
            <numerusform>{0} y %n personas más están en este ticket</numerusform>
        </translation>
    </message>
    <message>
        <source>{0} is writing an answer</source>
        <translation>{0} está escribiendo una respuesta</translation>
    </message>
    <message>
        <source>{0} is viewing this ticket</source>
        <translation>{0} está viendo este ticket</translation>
    </message>
</context>
<context>
    <name>ColumnPicker</name>
    <message>
        <source>Columns</source>
        <translation>Columnas</translation>
    </message>
    <message>
        <source>Alt ↑ ↓ moves, Alt ← → makes narrower or wider.</source>
        <translation>Alt ↑ ↓ mueve, Alt ← → estrecha o ensancha.</translation>
    </message>
</context>
<context>
    <name>Commands</name>
    <message>
        <source>Nothing unread in this view.</source>
        <translation>En esta vista no queda nada sin leer.</translation>
    </message>
    <message>
        <source>Nothing is told outside this window until {0}.</source>
        <translation>Fuera de esta ventana no se avisa de nada hasta las {0}.</translation>
    </message>
    <message>
        <source>News are told again.</source>
        <translation>Se vuelve a avisar de las novedades.</translation>
    </message>
</context>
<context>
    <name>Composer</name>
    <message>
        <source>Draft saved here</source>
        <translation>Borrador guardado aquí</translation>
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
        <source>What you write goes to {0}, which this ticket was merged into.</source>
        <translation>Lo que escribas va a {0}, donde sigue.</translation>
    </message>
    <message>
        <source>Only your colleagues see this. @ calls one of them, / puts in a saved reply.</source>
        <translation>Solo lo ve tu equipo. @ avisa a alguien, / inserta una respuesta guardada.</translation>
    </message>
    <message>
        <source>Write your answer. / puts in a saved reply, ?? a guide, @ calls a colleague.</source>
        <translation>Escribe tu respuesta. / inserta una respuesta guardada, ?? una guía, @ avisa a alguien del equipo.</translation>
    </message>
    <message>
        <source>Write your answer. ?? puts in a guide.</source>
        <translation>Escribe tu respuesta. ?? inserta una guía.</translation>
    </message>
    <message>
        <source>the other ticket</source>
        <translation>el otro</translation>
    </message>
    <message>
        <source>Send to {0}</source>
        <translation>Enviar a {0}</translation>
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
        <source>Fill this in. Sending once more sends it as it is.</source>
        <translation>Rellena esto. Si vuelves a enviar, sale tal cual.</translation>
    </message>
    <message>
        <source>Send as {0}</source>
        <translation>Enviar como {0}</translation>
    </message>
</context>
<context>
    <name>ComposerBox</name>
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
        <source>Put in a guide</source>
        <translation>Insertar una guía</translation>
    </message>
    <message>
        <source>Put in a saved reply</source>
        <translation>Insertar una respuesta guardada</translation>
    </message>
    <message>
        <source>What can be put in</source>
        <translation>Lo que se puede insertar</translation>
    </message>
</context>
<context>
    <name>ComputerPage</name>
    <message>
        <source>This computer</source>
        <translation>Este equipo</translation>
    </message>
    <message>
        <source>Counter PIN</source>
        <translation>PIN de mostrador</translation>
    </message>
    <message>
        <source>Password</source>
        <translation>Contraseña</translation>
    </message>
    <message>
        <source>New PIN</source>
        <translation>PIN nuevo</translation>
    </message>
    <message>
        <source>The same again</source>
        <translation>Otra vez el mismo</translation>
    </message>
    <message>
        <source>Remove the PIN</source>
        <translation>Quitar el PIN</translation>
    </message>
    <message>
        <source>With the system</source>
        <translation>Con el sistema</translation>
    </message>
    <message>
        <source>Start with the system</source>
        <translation>Iniciar con el sistema</translation>
    </message>
    <message>
        <source>When you sign in to this computer, Mostrador starts by itself.</source>
        <translation>Cuando entras en este equipo, Mostrador arranca solo.</translation>
    </message>
    <message>
        <source>Open links here</source>
        <translation>Abrir los enlaces aquí</translation>
    </message>
    <message>
        <source>Links to tickets and guides, in mails and on pages, lead into Mostrador.</source>
        <translation>Los enlaces a incidencias y guías, en correos y páginas, llevan a Mostrador.</translation>
    </message>
    <message>
        <source>It is set.</source>
        <translation>Ya tienes uno.</translation>
    </message>
    <message>
        <source>It opens the screen again after it was locked, as long as Mostrador runs. After a start your password is asked, and after five wrong PINs, too.</source>
        <translation>Vuelve a abrir la pantalla bloqueada mientras Mostrador esté en marcha. Al arrancar se pide tu contraseña, y tras cinco PIN incorrectos, también.</translation>
    </message>
    <message>
        <source>Change the PIN</source>
        <translation>Cambiar el PIN</translation>
    </message>
    <message>
        <source>Set the PIN</source>
        <translation>Poner el PIN</translation>
    </message>
    <message>
        <source>Type your password first.</source>
        <translation>Escribe antes tu contraseña.</translation>
    </message>
    <message>
        <source>{0} locks the screen.</source>
        <translation>{0} bloquea la pantalla.</translation>
    </message>
    <message>
        <source>The menu over your name locks the screen.</source>
        <translation>El menú sobre tu nombre bloquea la pantalla.</translation>
    </message>
    <message>
        <source>Your PIN is set.</source>
        <translation>Ya tienes PIN.</translation>
    </message>
    <message>
        <source>There is no PIN any more: your password opens the screen.</source>
        <translation>Ya no hay PIN: la pantalla se abre con tu contraseña.</translation>
    </message>
    <message>
        <source>Links to tickets and guides open here from now on.</source>
        <translation>Desde ahora, los enlaces a incidencias y guías se abren aquí.</translation>
    </message>
</context>
<context>
    <name>ConditionCard</name>
    <message>
        <source>How it is asked: {0}</source>
        <translation>Cómo se pregunta: {0}</translation>
    </message>
    <message>
        <source>Take out</source>
        <translation>Quitar</translation>
    </message>
    <message>
        <source>Take out: {0}</source>
        <translation>Quitar: {0}</translation>
    </message>
</context>
<context>
    <name>Conditions</name>
    <message>
        <source>What is asked of a ticket</source>
        <translation>Qué se pregunta de un ticket</translation>
    </message>
    <message>
        <source>Which tickets it holds</source>
        <translation>Qué tickets tiene</translation>
    </message>
    <message>
        <source>Whether all or any of the conditions must hold</source>
        <translation>Si deben cumplirse todas las condiciones o alguna</translation>
    </message>
    <message>
        <source>Without a condition it holds every ticket you may see.</source>
        <translation>Sin condiciones tiene todos los tickets que puedes ver.</translation>
    </message>
    <message>
        <source>Add a condition</source>
        <translation>Añadir una condición</translation>
    </message>
</context>
<context>
    <name>ContextPanel</name>
    <message>
        <source>About this ticket</source>
        <translation>Información relacionada</translation>
    </message>
    <message>
        <source>Belongs together</source>
        <translation>Va junto</translation>
    </message>
    <message>
        <source>Details</source>
        <translation>Detalles</translation>
    </message>
    <message>
        <source>Tried so far</source>
        <translation>Ya probado</translation>
    </message>
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
        <source>What happened</source>
        <translation>Qué ha pasado</translation>
    </message>
    <message>
        <source>Why is it in this state?</source>
        <translation>¿Por qué está así?</translation>
    </message>
    <message>
        <source>Whole history</source>
        <translation>Todo el historial</translation>
    </message>
    <message>
        <source>How it ends</source>
        <translation>Cómo acaba</translation>
    </message>
    <message>
        <source>Identity</source>
        <translation>Identidad</translation>
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
        <source>Asks without signing in</source>
        <translation>Pregunta sin haber entrado</translation>
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
        <source>Followers and copies</source>
        <translation>Seguidores y copias</translation>
    </message>
    <message>
        <source>Checklist</source>
        <translation>Lista de tareas</translation>
    </message>
    <message>
        <source>{0} of {1}</source>
        <translation>{0} de {1}</translation>
    </message>
    <message>
        <source>First reply</source>
        <translation>Primera respuesta</translation>
    </message>
    <message>
        <source>took {0}</source>
        <translation>tardó {0}</translation>
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
    <name>ConversationFiles</name>
    <message>
        <source>Open {0}</source>
        <translation>Abrir {0}</translation>
    </message>
    <message>
        <source>Save {0} as</source>
        <translation>Guardar {0} como</translation>
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
    <name>ConversationPainter</name>
    <message numerus="yes">
        <source>%n quoted lines</source>
        <translation>
            <numerusform>%n línea citada</numerusform>
            <numerusform>%n líneas citadas</numerusform>
        </translation>
    </message>
    <message>
        <source>Hide what is quoted</source>
        <translation>Ocultar lo citado</translation>
    </message>
    <message>
        <source>You</source>
        <translation>Tú</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>Deshacer</translation>
    </message>
    <message>
        <source>Sending in {0} s</source>
        <translation>Se envía en {0} s</translation>
    </message>
    <message>
        <source>Internal note, team only</source>
        <translation>Nota interna, solo para el equipo</translation>
    </message>
</context>
<context>
    <name>ConversationView</name>
    <message>
        <source>Messages</source>
        <translation>Mensajes</translation>
    </message>
    <message>
        <source>To the newest message</source>
        <translation>Al mensaje más reciente</translation>
    </message>
    <message>
        <source>More for this ticket</source>
        <translation>Más para este ticket</translation>
    </message>
    <message>
        <source>Print, or save as PDF</source>
        <translation>Imprimir o guardar como PDF</translation>
    </message>
    <message>
        <source>Find in this conversation</source>
        <translation>Buscar en esta conversación</translation>
    </message>
    <message>
        <source>What you wrote is in #{0}.</source>
        <translation>Lo que has escrito está en #{0}.</translation>
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
            <numerusform>En línea, %n por enviar</numerusform>
            <numerusform>En línea, %n por enviar</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Online, %n wait for you</source>
        <translation>
            <numerusform>En línea, %n te espera</numerusform>
            <numerusform>En línea, %n te esperan</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n steps</source>
        <translation>
            <numerusform>%n paso</numerusform>
            <numerusform>%n pasos</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>DayEditor</name>
    <message>
        <source>Today {0}</source>
        <translation>Hoy {0}</translation>
    </message>
</context>
<context>
    <name>DayLine</name>
    <message>
        <source>Today</source>
        <translation>Hoy</translation>
    </message>
    <message>
        <source>Yesterday</source>
        <translation>Ayer</translation>
    </message>
    <message>
        <source>30/11/2026</source>
        <translation>30/11/2026</translation>
    </message>
</context>
<context>
    <name>Detailing</name>
    <message>
        <source>Details</source>
        <translation>Detalles</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>Guardar</translation>
    </message>
    <message>
        <source>The details are saved.</source>
        <translation>Los detalles están guardados.</translation>
    </message>
    <message>
        <source>The desk needs to know</source>
        <translation>La mesa de ayuda necesita saber</translation>
    </message>
    <message>
        <source>Send</source>
        <translation>Enviar</translation>
    </message>
    <message>
        <source>Your answers are on their way.</source>
        <translation>Tus respuestas están en camino.</translation>
    </message>
    <message>
        <source>Asked. The ticket waits for the answer.</source>
        <translation>Pedido. El ticket espera la respuesta.</translation>
    </message>
    <message>
        <source>Sent, and nothing but what you saw.</source>
        <translation>Enviado, y nada más que lo que has visto.</translation>
    </message>
    <message>
        <source>Only its team and whoever asked may change its details.</source>
        <translation>Sus detalles solo los cambian su equipo y quien preguntó.</translation>
    </message>
    <message>
        <source>Its topic asks nothing.</source>
        <translation>Su tema no pregunta nada.</translation>
    </message>
</context>
<context>
    <name>DetailsSection</name>
    <message>
        <source>diagnostics</source>
        <translation>diagnóstico</translation>
    </message>
    <message>
        <source>Asked for: {0}</source>
        <translation>Se ha pedido: {0}</translation>
    </message>
    <message>
        <source>Missing: {0}</source>
        <translation>Falta: {0}</translation>
    </message>
    <message>
        <source>Nothing was filled in.</source>
        <translation>No se ha rellenado nada.</translation>
    </message>
    <message>
        <source>Change</source>
        <translation>Cambiar</translation>
    </message>
    <message>
        <source>Ask for details</source>
        <translation>Pedir detalles</translation>
    </message>
</context>
<context>
    <name>DiagnosticsPanel</name>
    <message>
        <source>The computer at the store</source>
        <translation>El equipo de la tienda</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>Copiar</translation>
    </message>
    <message>
        <source>Save as</source>
        <translation>Guardar como</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Cerrar</translation>
    </message>
    <message>
        <source>This file is not what it says. Save it to look at it elsewhere.</source>
        <translation>Este archivo no es lo que dice. Guárdalo para mirarlo en otro sitio.</translation>
    </message>
    <message>
        <source>As it was at {0}</source>
        <translation>Tal como estaba el {0}</translation>
    </message>
</context>
<context>
    <name>DiagnosticsPreview</name>
    <message>
        <source>What is sent of this computer</source>
        <translation>Qué se envía de este equipo</translation>
    </message>
    <message>
        <source>Looking at this computer…</source>
        <translation>Mirando este equipo…</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Cancelar</translation>
    </message>
    <message>
        <source>This and nothing else. Untick what you would rather keep to yourself.</source>
        <translation>Esto y nada más. Desmarca lo que prefieras guardarte.</translation>
    </message>
</context>
<context>
    <name>DiagnosticsView</name>
    <message>
        <source>Copied. It holds figures and ids, nothing that anybody wrote.</source>
        <translation>Copiado. Solo lleva cifras e identificadores, nada de lo que se ha escrito.</translation>
    </message>
    <message>
        <source>No program here opens folders</source>
        <translation>Aquí ningún programa abre carpetas</translation>
    </message>
    <message>
        <source>It lies here: {0}</source>
        <translation>Está aquí: {0}</translation>
    </message>
    <message>
        <source>Diagnostics</source>
        <translation>Diagnóstico</translation>
    </message>
    <message>
        <source>What support asks for when something does not work as it should.</source>
        <translation>Lo que soporte pregunta cuando algo no va como debería.</translation>
    </message>
    <message>
        <source>Copy for support</source>
        <translation>Copiar para soporte</translation>
    </message>
    <message>
        <source>Open the profile&apos;s folder</source>
        <translation>Abrir la carpeta del perfil</translation>
    </message>
    <message>
        <source>Verify the cache</source>
        <translation>Verificar los datos</translation>
    </message>
    <message>
        <source>Rebuild the search index</source>
        <translation>Rehacer el índice de búsqueda</translation>
    </message>
    <message>
        <source>Repair</source>
        <translation>Reparar</translation>
    </message>
    <message>
        <source>Log</source>
        <translation>Registro</translation>
    </message>
</context>
<context>
    <name>EditorSpelling</name>
    <message>
        <source>Looking for suggestions</source>
        <translation>Buscando sugerencias</translation>
    </message>
    <message>
        <source>Add “{0}” to my dictionary</source>
        <translation>Añadir «{0}» a mi diccionario</translation>
    </message>
    <message>
        <source>No suggestion</source>
        <translation>Sin sugerencias</translation>
    </message>
    <message>
        <source>Check spelling</source>
        <translation>Revisar la ortografía</translation>
    </message>
</context>
<context>
    <name>Ending</name>
    <message>
        <source>It is open again.</source>
        <translation>Está abierta de nuevo.</translation>
    </message>
    <message>
        <source>Only whoever asked withdraws a ticket, as long as it is not solved.</source>
        <translation>Solo quien la pidió retira una incidencia, y mientras no esté resuelta.</translation>
    </message>
    <message>
        <source>It is withdrawn.</source>
        <translation>Queda retirada.</translation>
    </message>
    <message>
        <source>Whoever asked rates a ticket, for some days after it was solved.</source>
        <translation>La valora quien la pidió, durante unos días después de resolverse.</translation>
    </message>
    <message>
        <source>Thank you: the desk reads it.</source>
        <translation>Gracias: soporte lo lee.</translation>
    </message>
    <message>
        <source>It is solved already.</source>
        <translation>Ya está resuelto.</translation>
    </message>
    <message>
        <source>Solved, and {0} is told.</source>
        <translation>Resuelto, y {0} lo sabrá.</translation>
    </message>
    <message>
        <source>Only who is waited for is reminded: set it to Pending first.</source>
        <translation>Solo se le recuerda a quien se espera: ponlo antes en Pendiente.</translation>
    </message>
    <message>
        <source>Reminded; outside the store&apos;s hours it goes out when it opens.</source>
        <translation>Recordatorio pedido; fuera del horario de la tienda sale cuando abra.</translation>
    </message>
    <message>
        <source>Whoever asked says whether it works.</source>
        <translation>Si funciona lo dice quien lo pidió.</translation>
    </message>
    <message>
        <source>It is not solved yet.</source>
        <translation>Todavía no está resuelta.</translation>
    </message>
</context>
<context>
    <name>EscalatePanel</name>
    <message>
        <source>Escalate · {0}</source>
        <translation>Escalar · {0}</translation>
    </message>
    <message>
        <source>A third party</source>
        <translation>Un tercero</translation>
    </message>
    <message>
        <source>To</source>
        <translation>A</translation>
    </message>
    <message>
        <source>Third party</source>
        <translation>Tercero</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Nombre</translation>
    </message>
    <message>
        <source>Their reference</source>
        <translation>Su referencia</translation>
    </message>
    <message>
        <source>Expected by</source>
        <translation>Previsto para</translation>
    </message>
    <message>
        <source>No date</source>
        <translation>Sin fecha</translation>
    </message>
    <message>
        <source>Ask again on</source>
        <translation>Volver a preguntar</translation>
    </message>
    <message>
        <source>Reason</source>
        <translation>Motivo</translation>
    </message>
    <message>
        <source>What it needs that you do not have</source>
        <translation>Qué necesita que tú no tienes</translation>
    </message>
    <message>
        <source>An internal note. You go on following the ticket.</source>
        <translation>Una nota interna. Sigues siguiendo el ticket.</translation>
    </message>
    <message>
        <source>What is known, what was tried, what is asked</source>
        <translation>Qué se sabe, qué se ha probado, qué se pide</translation>
    </message>
    <message>
        <source>Hand-over note</source>
        <translation>Nota de traspaso</translation>
    </message>
    <message>
        <source>Escalate</source>
        <translation>Escalar</translation>
    </message>
    <message>
        <source>Who is it? Write their name.</source>
        <translation>¿Quién es? Escribe su nombre.</translation>
    </message>
    <message>
        <source>Say in a few words why it goes up.</source>
        <translation>Di en pocas palabras por qué sube.</translation>
    </message>
    <message>
        <source>Whoever takes it begins with this: write what you know.</source>
        <translation>Quien lo coja empieza por aquí: escribe lo que sabes.</translation>
    </message>
    <message>
        <source>Escalated to {0}.</source>
        <translation>Escalado a {0}.</translation>
    </message>
</context>
<context>
    <name>FileTasks</name>
    <message>
        <source>Sending {0}</source>
        <translation>Enviando {0}</translation>
    </message>
    <message>
        <source>Fetching {0}</source>
        <translation>Descargando {0}</translation>
    </message>
</context>
<context>
    <name>FilingView</name>
    <message>
        <source>The form has changed. What you wrote goes out with your words: {0}</source>
        <translation>El formulario ha cambiado. Lo que escribiste sale con tu texto: {0}</translation>
    </message>
    <message>
        <source>New ticket</source>
        <translation>Nueva incidencia</translation>
    </message>
    <message>
        <source>Two minutes. Only the starred lines are needed.</source>
        <translation>Dos minutos. Solo hacen falta los campos con asterisco.</translation>
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
        <source>A picture helps: attach, drag or paste it. It goes out with the ticket.</source>
        <translation>Una imagen ayuda: adjúntala, arrástrala o pégala. Sale con la incidencia.</translation>
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
        <source>Draft saved here</source>
        <translation>Borrador guardado aquí</translation>
    </message>
    <message>
        <source>Good. There is no ticket.</source>
        <translation>Bien. No hay incidencia.</translation>
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
    <name>FilterBar</name>
    <message>
        <source>Save as a view</source>
        <translation>Guardar como vista</translation>
    </message>
    <message>
        <source>Filter: {0}</source>
        <translation>Filtro: {0}</translation>
    </message>
    <message>
        <source>Change it by a click, take it away by its cross or Del.</source>
        <translation>Cámbialo con un clic; quítalo con su aspa o Supr.</translation>
    </message>
    <message numerus="yes">
        <source>%n values</source>
        <translation>
            <numerusform>%n valor</numerusform>
            <numerusform>%n valores</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>FindBar</name>
    <message>
        <source>Find in this conversation</source>
        <translation>Buscar en esta conversación</translation>
    </message>
    <message>
        <source>Previous message that has it</source>
        <translation>Mensaje anterior que lo contiene</translation>
    </message>
    <message>
        <source>Next message that has it</source>
        <translation>Mensaje siguiente que lo contiene</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Cerrar</translation>
    </message>
    <message>
        <source>Not found</source>
        <translation>No se encuentra</translation>
    </message>
    <message>
        <source>{0} of {1}</source>
        <translation>{0} de {1}</translation>
    </message>
</context>
<context>
    <name>FollowerList</name>
    <message>
        <source>Add somebody</source>
        <translation>Añadir a alguien</translation>
    </message>
    <message>
        <source>{0} follows no longer</source>
        <translation>Que {0} deje de seguir</translation>
    </message>
</context>
<context>
    <name>Following</name>
    <message>
        <source>Who gets a copy</source>
        <translation>Quién recibe copia</translation>
    </message>
    <message>
        <source>{0} no longer follows this ticket.</source>
        <translation>{0} ya no sigue este ticket.</translation>
    </message>
    <message>
        <source>{0} follows this ticket.</source>
        <translation>{0} sigue este ticket.</translation>
    </message>
    <message>
        <source>{0} reads what is public here now.</source>
        <translation>{0} ya lee lo público de aquí.</translation>
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
    <name>GuideBar</name>
    <message>
        <source>{0} of {1}</source>
        <translation>{0} de {1}</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>Atrás</translation>
    </message>
    <message>
        <source>Done</source>
        <translation>Listo</translation>
    </message>
    <message>
        <source>Next</source>
        <translation>Siguiente</translation>
    </message>
    <message>
        <source>Close the guide</source>
        <translation>Cerrar la guía</translation>
    </message>
</context>
<context>
    <name>HandBackPanel</name>
    <message>
        <source>Hand back to {0} · {1}</source>
        <translation>Devolver a {0} · {1}</translation>
    </message>
    <message>
        <source>It no longer waits for {0}, and is open again.</source>
        <translation>Ya no espera a {0} y vuelve a estar abierto.</translation>
    </message>
    <message>
        <source>It goes back to {0}, and to whoever had it there.</source>
        <translation>Vuelve a {0}, y a quien lo llevaba allí.</translation>
    </message>
    <message>
        <source>Answer</source>
        <translation>Respuesta</translation>
    </message>
    <message>
        <source>What came of it</source>
        <translation>Qué ha salido</translation>
    </message>
    <message>
        <source>Goes along as an internal note.</source>
        <translation>Va con el ticket como nota interna.</translation>
    </message>
    <message>
        <source>Hand back</source>
        <translation>Devolver</translation>
    </message>
    <message>
        <source>Whoever takes it back needs an answer: write it here.</source>
        <translation>Quien lo recupera necesita una respuesta: escríbela aquí.</translation>
    </message>
    <message>
        <source>Handed back to {0}.</source>
        <translation>Devuelto a {0}.</translation>
    </message>
</context>
<context>
    <name>Handing</name>
    <message>
        <source>It was not escalated, so nobody waits for it. To send it up: {0}.</source>
        <translation>No está escalado, así que nadie lo espera. Para escalarlo: {0}.</translation>
    </message>
    <message>
        <source>It is solved: open it again first.</source>
        <translation>Está resuelto: reábrelo primero.</translation>
    </message>
</context>
<context>
    <name>HelpForm</name>
    <message>
        <source>We help you in</source>
        <translation>Te ayudamos a entrar</translation>
    </message>
    <message>
        <source>You need no account for this. The support desk calls back before it changes anything.</source>
        <translation>Para esto no necesitas cuenta. Soporte te llama antes de cambiar nada.</translation>
    </message>
    <message>
        <source>Server</source>
        <translation>Servidor</translation>
    </message>
    <message>
        <source>Head office gives you this address.</source>
        <translation>Esta dirección te la da la central.</translation>
    </message>
    <message>
        <source>Your name *</source>
        <translation>Tu nombre *</translation>
    </message>
    <message>
        <source>Your store *</source>
        <translation>Tu tienda *</translation>
    </message>
    <message>
        <source>Its name or its number.</source>
        <translation>Su nombre o su número.</translation>
    </message>
    <message>
        <source>Account, if you know it</source>
        <translation>Cuenta, si la sabes</translation>
    </message>
    <message>
        <source>What happens? *</source>
        <translation>¿Qué pasa? *</translation>
    </message>
    <message>
        <source>Never write a password here.</source>
        <translation>No escribas aquí ninguna contraseña.</translation>
    </message>
    <message>
        <source>How do we reach you? *</source>
        <translation>¿Cómo te localizamos? *</translation>
    </message>
    <message>
        <source>A phone number or an e-mail address.</source>
        <translation>Un teléfono o un correo.</translation>
    </message>
    <message>
        <source>Send to support</source>
        <translation>Enviar a soporte</translation>
    </message>
    <message>
        <source>Please fill this in.</source>
        <translation>Rellena esto.</translation>
    </message>
</context>
<context>
    <name>HelpPage</name>
    <message>
        <source>Help</source>
        <translation>Ayuda</translation>
    </message>
    <message>
        <source>Show the first steps</source>
        <translation>Ver los primeros pasos</translation>
    </message>
    <message>
        <source>Show all keys</source>
        <translation>Ver todas las teclas</translation>
    </message>
    <message>
        <source>What is new</source>
        <translation>Novedades</translation>
    </message>
</context>
<context>
    <name>HelpThreadView</name>
    <message>
        <source>Add a word</source>
        <translation>Añade algo</translation>
    </message>
    <message>
        <source>Never write a password here.</source>
        <translation>No escribas aquí ninguna contraseña.</translation>
    </message>
    <message>
        <source>Send</source>
        <translation>Enviar</translation>
    </message>
    <message>
        <source>Copy link</source>
        <translation>Copiar enlace</translation>
    </message>
    <message>
        <source>Ask something else</source>
        <translation>Preguntar otra cosa</translation>
    </message>
    <message>
        <source>Your request #{0}</source>
        <translation>Tu petición n.º {0}</translation>
    </message>
    <message>
        <source>Your request</source>
        <translation>Tu petición</translation>
    </message>
    <message>
        <source>Any answer yet?</source>
        <translation>¿Hay respuesta?</translation>
    </message>
    <message>
        <source>Try now</source>
        <translation>Probar ahora</translation>
    </message>
    <message>
        <source>Saved here. It is sent as soon as there is a line to the server.</source>
        <translation>Guardado aquí. Se envía en cuanto haya línea con el servidor.</translation>
    </message>
    <message>
        <source>Sent.</source>
        <translation>Enviado.</translation>
    </message>
    <message>
        <source>The support desk goes on with this elsewhere. Please call: they tell you there.</source>
        <translation>Soporte sigue con esto por otra vía. Llama y te lo cuentan.</translation>
    </message>
    <message>
        <source>Sent. Nobody has answered yet.</source>
        <translation>Enviado. Todavía no ha contestado nadie.</translation>
    </message>
    <message>
        <source>Somebody at the support desk is working on it.</source>
        <translation>Alguien de soporte está en ello.</translation>
    </message>
    <message>
        <source>We wait for you: please answer below, or call.</source>
        <translation>Esperamos tu respuesta: contesta aquí abajo o llama.</translation>
    </message>
    <message>
        <source>We wait for somebody else, and come back to you.</source>
        <translation>Esperamos a un tercero; te diremos algo.</translation>
    </message>
    <message>
        <source>We think it is solved. If it is not, write below: it opens again.</source>
        <translation>Creemos que está resuelto. Si no, escribe aquí abajo y se abre de nuevo.</translation>
    </message>
    <message>
        <source>It is closed. If something is left, write below: it opens again.</source>
        <translation>Está cerrado. Si queda algo, escribe aquí abajo y se abre de nuevo.</translation>
    </message>
    <message>
        <source>You have a first answer by {0} at the latest.</source>
        <translation>Tendrás una primera respuesta a más tardar el {0}.</translation>
    </message>
    <message>
        <source>This computer has no safe place for it: leave Mostrador open until it is sent.</source>
        <translation>Este equipo no tiene dónde guardarlo a salvo: deja Mostrador abierto hasta que se envíe.</translation>
    </message>
    <message>
        <source>It is kept encrypted; you may close Mostrador.</source>
        <translation>Queda cifrado; puedes cerrar Mostrador.</translation>
    </message>
    <message>
        <source>Copy the link before you close Mostrador: this computer has no safe place for it.</source>
        <translation>Copia el enlace antes de cerrar Mostrador: este equipo no tiene dónde guardarlo a salvo.</translation>
    </message>
    <message>
        <source>You</source>
        <translation>Tú</translation>
    </message>
    <message>
        <source>The help desk</source>
        <translation>El servicio de ayuda</translation>
    </message>
    <message>
        <source>Saved here</source>
        <translation>Guardado aquí</translation>
    </message>
    <message>
        <source>Write something first.</source>
        <translation>Escribe algo primero.</translation>
    </message>
    <message>
        <source>The link is on the clipboard. Whoever has it can read this.</source>
        <translation>El enlace está en el portapapeles. Quien lo tenga puede leer esto.</translation>
    </message>
</context>
<context>
    <name>HelpView</name>
    <message>
        <source>Back to sign in</source>
        <translation>Volver a entrar</translation>
    </message>
    <message>
        <source>It cannot wait, or there is no line? Then call or write:</source>
        <translation>¿No puede esperar o no hay línea? Llama o escribe:</translation>
    </message>
    <message>
        <source>Phone {0}</source>
        <translation>Teléfono {0}</translation>
    </message>
    <message>
        <source>E-mail {0}</source>
        <translation>Correo {0}</translation>
    </message>
    <message>
        <source>It cannot wait, or there is no line? Then call your head office&apos;s support line: the number is on your contract and on the counter card.</source>
        <translation>¿No puede esperar o no hay línea? Llama a la línea de soporte de la central: el número está en tu contrato y en la tarjeta del mostrador.</translation>
    </message>
    <message>
        <source>Nothing that is stored on this computer is lost by a new password.</source>
        <translation>Con una contraseña nueva no se pierde nada de lo guardado en este equipo.</translation>
    </message>
    <message numerus="yes">
        <source>It is sent by itself in %n minutes.</source>
        <translation>
            <numerusform>Se envía sola dentro de %n minuto.</numerusform>
            <numerusform>Se envía sola dentro de %n minutos.</numerusform>
        </translation>
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
        <source>Home</source>
        <translation>Inicio</translation>
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
    <message>
        <source>This computer makes no calls</source>
        <translation>Este equipo no hace llamadas</translation>
    </message>
    <message>
        <source>Dial {0}.</source>
        <translation>Marca el {0}.</translation>
    </message>
</context>
<context>
    <name>IdentityPanel</name>
    <message>
        <source>Is it really {0}?</source>
        <translation>¿Es de verdad {0}?</translation>
    </message>
    <message>
        <source>How</source>
        <translation>Cómo</translation>
    </message>
    <message>
        <source>Who vouches</source>
        <translation>Quién responde</translation>
    </message>
    <message>
        <source>What was asked, or with whom you spoke</source>
        <translation>Qué se preguntó o con quién hablaste</translation>
    </message>
    <message>
        <source>The code they read out</source>
        <translation>El código que leen</translation>
    </message>
    <message>
        <source>Send the code</source>
        <translation>Enviar el código</translation>
    </message>
    <message>
        <source>It is not</source>
        <translation>No lo es</translation>
    </message>
    <message>
        <source>no number is known</source>
        <translation>no se conoce ningún número</translation>
    </message>
    <message>
        <source>Call {0}: the number that we have, not one from the ticket. Ask for them by name.</source>
        <translation>Llama al {0}: el número que tenemos nosotros, no uno del ticket. Pregunta por su nombre.</translation>
    </message>
    <message>
        <source>Only while you speak with them: the code goes to the account&apos;s mail address, and they read it out.</source>
        <translation>Solo mientras hablas con la persona: el código va al correo de la cuenta y te lo lee.</translation>
    </message>
    <message>
        <source>Ask two things that only they know, such as the last delivery. Never ask for a password.</source>
        <translation>Pregunta dos cosas que solo sepa esa persona, como el último reparto. Nunca pidas una contraseña.</translation>
    </message>
    <message>
        <source>Call somebody who may vouch for them under the number that we have.</source>
        <translation>Llama a alguien que pueda responder por la persona, al número que tenemos nosotros.</translation>
    </message>
    <message>
        <source>We have no number of them: choose another way.</source>
        <translation>No tenemos su número: elige otra forma.</translation>
    </message>
    <message>
        <source>Nobody can vouch for them: choose another way.</source>
        <translation>Nadie puede responder por la persona: elige otra forma.</translation>
    </message>
    <message>
        <source>Compare</source>
        <translation>Comparar</translation>
    </message>
    <message>
        <source>It is them</source>
        <translation>Sí, es</translation>
    </message>
    <message>
        <source>On its way to {0}. It is good for 20 minutes.</source>
        <translation>En camino a {0}. Sirve 20 minutos.</translation>
    </message>
    <message>
        <source>The account has no mail address: choose another way.</source>
        <translation>La cuenta no tiene correo: elige otra forma.</translation>
    </message>
</context>
<context>
    <name>IdentitySection</name>
    <message>
        <source>Verify</source>
        <translation>Comprobar</translation>
    </message>
    <message>
        <source>Account</source>
        <translation>Cuenta</translation>
    </message>
    <message>
        <source>Nobody knows yet who it is</source>
        <translation>Aún no se sabe quién es</translation>
    </message>
    <message>
        <source>{0}: verified</source>
        <translation>{0}: comprobada</translation>
    </message>
    <message>
        <source>{0}: too many tries</source>
        <translation>{0}: demasiados intentos</translation>
    </message>
    <message>
        <source>{0}: not verified</source>
        <translation>{0}: sin comprobar</translation>
    </message>
    <message>
        <source>Find out whose account it is about: Account, Whose account it is.</source>
        <translation>Averigua de quién es la cuenta: Cuenta, De quién es la cuenta.</translation>
    </message>
    <message>
        <source>{0}, by {1}, good until {2}.</source>
        <translation>{0}, por {1}, vale hasta {2}.</translation>
    </message>
    <message>
        <source>It waits until {0}. Tell your team lead.</source>
        <translation>Hay que esperar hasta {0}. Díselo a quien dirige tu equipo.</translation>
    </message>
    <message>
        <source>Verify who it is first: links, passwords and sensitive macros are locked until then.</source>
        <translation>Comprueba primero quién es: hasta entonces están bloqueados los enlaces, las contraseñas y las macros delicadas.</translation>
    </message>
    <message>
        <source>The account is locked.</source>
        <translation>La cuenta está bloqueada.</translation>
    </message>
    <message>
        <source>Says: store</source>
        <translation>Dice: tienda</translation>
    </message>
    <message>
        <source>Says: account</source>
        <translation>Dice: cuenta</translation>
    </message>
    <message>
        <source>Says: reach at</source>
        <translation>Dice: contacto</translation>
    </message>
</context>
<context>
    <name>InItsOwnWindow</name>
    <message>
        <source>This ticket is open in a window of its own.</source>
        <translation>Esta incidencia está abierta en su propia ventana.</translation>
    </message>
    <message>
        <source>Show the window</source>
        <translation>Mostrar la ventana</translation>
    </message>
    <message>
        <source>Bring it back here</source>
        <translation>Traerlo aquí</translation>
    </message>
</context>
<context>
    <name>IndexKeeper</name>
    <message>
        <source>Making the guides searchable</source>
        <translation>Preparando la búsqueda de guías</translation>
    </message>
</context>
<context>
    <name>Joining</name>
    <message>
        <source>It is merged already: work on in the other ticket.</source>
        <translation>Ya está fusionado: sigue en el otro ticket.</translation>
    </message>
    <message>
        <source>Merge into: number or words</source>
        <translation>Fusionar con: número o palabras</translation>
    </message>
    <message>
        <source>Incident of the problem: number or words</source>
        <translation>Avería del problema: número o palabras</translation>
    </message>
    <message>
        <source>Part of: number or words</source>
        <translation>Parte de: número o palabras</translation>
    </message>
    <message>
        <source>No longer with {0}</source>
        <translation>Separar de {0}</translation>
    </message>
    <message>
        <source>Merge into {0}</source>
        <translation>Fusionar con {0}</translation>
    </message>
    <message>
        <source>Incident of {0}</source>
        <translation>Avería de {0}</translation>
    </message>
    <message>
        <source>Part of {0}</source>
        <translation>Parte de {0}</translation>
    </message>
    <message>
        <source>{0} was solved: it is open again then.</source>
        <translation>{0} estaba resuelto: se vuelve a abrir.</translation>
    </message>
    <message>
        <source>Merge</source>
        <translation>Fusionar</translation>
    </message>
    <message>
        <source>Make it an incident</source>
        <translation>Unir como avería</translation>
    </message>
    <message>
        <source>Make it a part</source>
        <translation>Unir como parte</translation>
    </message>
    <message>
        <source>This ticket is closed and leads to {0}.</source>
        <translation>Este ticket se cierra y lleva a {0}.</translation>
    </message>
    <message>
        <source>Both conversations are kept. What is still written here goes to {0}.</source>
        <translation>Se conservan las dos conversaciones. Lo que aún se escriba aquí va a {0}.</translation>
    </message>
    <message>
        <source>Its followers and tags go along.</source>
        <translation>Quienes lo siguen y sus etiquetas van con él.</translation>
    </message>
    <message>
        <source>It can be taken back until somebody writes in either.</source>
        <translation>Se puede deshacer hasta que alguien escriba en uno de los dos.</translation>
    </message>
    <message>
        <source>Both stay open, each with its own conversation.</source>
        <translation>Los dos siguen abiertos, cada uno con su conversación.</translation>
    </message>
    <message>
        <source>When {0} is solved, all its incidents can be solved with it.</source>
        <translation>Al resolver {0} se pueden resolver a la vez todas sus averías.</translation>
    </message>
    <message>
        <source>Only the desk sees it.</source>
        <translation>Solo lo ve el equipo de soporte.</translation>
    </message>
    <message>
        <source>Both stay open, and each names the other in the panel beside it.</source>
        <translation>Los dos siguen abiertos y cada uno nombra al otro en su panel.</translation>
    </message>
    <message>
        <source>The link is gone.</source>
        <translation>Ya no están unidos.</translation>
    </message>
    <message>
        <source>Merged into {0}.</source>
        <translation>Fusionado con {0}.</translation>
    </message>
    <message>
        <source>It is an incident of {0} now.</source>
        <translation>Ahora es una avería de {0}.</translation>
    </message>
    <message>
        <source>It is a part of {0} now.</source>
        <translation>Ahora es parte de {0}.</translation>
    </message>
    <message>
        <source>It is a ticket of its own again.</source>
        <translation>Vuelve a ser un ticket aparte.</translation>
    </message>
    <message>
        <source>Only a problem has incidents: set its type first ({0}).</source>
        <translation>Solo un problema tiene averías: cambia antes su tipo ({0}).</translation>
    </message>
</context>
<context>
    <name>KeptForm</name>
    <message>
        <source>Title</source>
        <translation>Título</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>Guardar</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Cancelar</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>Borrar</translation>
    </message>
</context>
<context>
    <name>KeptPage</name>
    <message>
        <source>Only me</source>
        <translation>Solo para mí</translation>
    </message>
    <message>
        <source>The whole desk</source>
        <translation>Todo el equipo de soporte</translation>
    </message>
    <message>
        <source>Change</source>
        <translation>Cambiar</translation>
    </message>
    <message>
        <source>Change {0}</source>
        <translation>Cambiar {0}</translation>
    </message>
    <message>
        <source>You left without saving.</source>
        <translation>Has salido sin guardar.</translation>
    </message>
</context>
<context>
    <name>KeyRecorder</name>
    <message>
        <source>Press the new keys</source>
        <translation>Pulsa las teclas nuevas</translation>
    </message>
</context>
<context>
    <name>KeyRow</name>
    <message>
        <source>Change</source>
        <translation>Cambiar</translation>
    </message>
    <message>
        <source>Back to default</source>
        <translation>Volver al valor inicial</translation>
    </message>
    <message>
        <source>{0}: back to default</source>
        <translation>{0}: volver al valor inicial</translation>
    </message>
    <message>
        <source>Leave it</source>
        <translation>Dejarlo</translation>
    </message>
    <message>
        <source>no key</source>
        <translation>sin tecla</translation>
    </message>
    <message>
        <source>Change the keys of {0}: {1}</source>
        <translation>Cambiar las teclas de {0}: {1}</translation>
    </message>
    <message>
        <source>Esc leaves it as it is, Backspace takes its keys away.</source>
        <translation>Esc lo deja como está; Retroceso quita sus teclas.</translation>
    </message>
    <message>
        <source>{0} is needed in fields and panels. Choose other keys.</source>
        <translation>{0} hace falta en campos y paneles. Elige otras teclas.</translation>
    </message>
    <message>
        <source>{0} is taken: {1}.</source>
        <translation>{0} ya tiene uso: {1}.</translation>
    </message>
    <message>
        <source>Use it here</source>
        <translation>Usarla aquí</translation>
    </message>
    <message>
        <source>No key leads to these any more: {0}.</source>
        <translation>Esto se queda sin tecla: {0}.</translation>
    </message>
</context>
<context>
    <name>KeysOverlay</name>
    <message>
        <source>Keys</source>
        <translation>Teclas</translation>
    </message>
    <message>
        <source>In fields and panels</source>
        <translation>En campos y paneles</translation>
    </message>
    <message>
        <source>Other keys: Settings, Keys. What has none is found with {0}.</source>
        <translation>Otras teclas: Ajustes, Teclas. Lo que no tiene tecla se encuentra con {0}.</translation>
    </message>
</context>
<context>
    <name>KeysPage</name>
    <message>
        <source>Keys</source>
        <translation>Teclas</translation>
    </message>
    <message>
        <source>Keys work wherever no text is written. What has none is found in the palette.</source>
        <translation>Las teclas valen donde no se escribe texto. Lo que no tiene tecla está en la paleta.</translation>
    </message>
    <message>
        <source>Reset all</source>
        <translation>Restablecer todas</translation>
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
        <source>Guides are still coming in; the search goes on by itself.</source>
        <translation>Aún están llegando guías; la búsqueda sigue sola.</translation>
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
    <name>Line</name>
    <message>
        <source>Only the desk sees this.</source>
        <translation>Solo lo ve la mesa de ayuda.</translation>
    </message>
</context>
<context>
    <name>LineCard</name>
    <message>
        <source>Say what is asked, in one language at least.</source>
        <translation>Di qué se pregunta, al menos en un idioma.</translation>
    </message>
    <message>
        <source>Give it answers to choose from, each with a name.</source>
        <translation>Dale respuestas para elegir, cada una con su nombre.</translation>
    </message>
    <message>
        <source>What it hangs on must stand above it, offer that answer, and be seen by all.</source>
        <translation>Aquello de lo que depende debe estar encima, ofrecer esa respuesta y verlo todos.</translation>
    </message>
    <message>
        <source>It cannot stay like this.</source>
        <translation>Así no puede quedar.</translation>
    </message>
    <message>
        <source>Always</source>
        <translation>Siempre</translation>
    </message>
    <message>
        <source>If “{0}” is answered</source>
        <translation>Si se contesta «{0}»</translation>
    </message>
    <message>
        <source>If something below is answered</source>
        <translation>Si se contesta algo de más abajo</translation>
    </message>
    <message>
        <source>with anything</source>
        <translation>con cualquier cosa</translation>
    </message>
    <message>
        <source>with “{0}”</source>
        <translation>con «{0}»</translation>
    </message>
    <message>
        <source>with one of: {0}</source>
        <translation>con una de: {0}</translation>
    </message>
    <message>
        <source>Move up</source>
        <translation>Subir</translation>
    </message>
    <message>
        <source>Move down</source>
        <translation>Bajar</translation>
    </message>
    <message>
        <source>Take out</source>
        <translation>Quitar</translation>
    </message>
    <message>
        <source>What is asked</source>
        <translation>Qué se pregunta</translation>
    </message>
    <message>
        <source>Help</source>
        <translation>Ayuda</translation>
    </message>
    <message>
        <source>Where one finds it, or an example. May stay empty.</source>
        <translation>Dónde se encuentra, o un ejemplo. Puede quedar vacío.</translation>
    </message>
    <message>
        <source>Needed</source>
        <translation>Hace falta</translation>
    </message>
    <message>
        <source>Only the desk sees and answers it</source>
        <translation>Solo lo ve y contesta la mesa de ayuda</translation>
    </message>
    <message>
        <source>When it is asked</source>
        <translation>Cuándo se pregunta</translation>
    </message>
    <message>
        <source>With which answer</source>
        <translation>Con qué respuesta</translation>
    </message>
</context>
<context>
    <name>LineList</name>
    <message>
        <source>Move {0} up</source>
        <translation>Subir a {0}</translation>
    </message>
    <message>
        <source>Move {0} down</source>
        <translation>Bajar a {0}</translation>
    </message>
</context>
<context>
    <name>Lines</name>
    <message>
        <source>What is answered</source>
        <translation>Qué se contesta</translation>
    </message>
    <message>
        <source>What is asked of whoever files a ticket about it, in order</source>
        <translation>Qué se pregunta a quien abre una incidencia de esto, en orden</translation>
    </message>
    <message>
        <source>Nothing beside the description. Add a line for what you ask again and again.</source>
        <translation>Nada aparte de la descripción. Añade una línea para lo que preguntas una y otra vez.</translation>
    </message>
    <message>
        <source>Add a line</source>
        <translation>Añadir una línea</translation>
    </message>
</context>
<context>
    <name>ListControls</name>
    <message>
        <source>Filter by</source>
        <translation>Filtrar por</translation>
    </message>
    <message>
        <source>Order and group</source>
        <translation>Ordenar y agrupar</translation>
    </message>
    <message>
        <source>Back to rows</source>
        <translation>Volver a las filas</translation>
    </message>
    <message>
        <source>Show as a table</source>
        <translation>Ver como tabla</translation>
    </message>
    <message>
        <source>As the view has it</source>
        <translation>Como lo trae la vista</translation>
    </message>
    <message>
        <source>The other way round</source>
        <translation>Al revés</translation>
    </message>
    <message>
        <source>Group by</source>
        <translation>Agrupar por</translation>
    </message>
    <message>
        <source>Columns…</source>
        <translation>Columnas…</translation>
    </message>
    <message>
        <source>Nothing</source>
        <translation>Nada</translation>
    </message>
</context>
<context>
    <name>MacroForm</name>
    <message>
        <source>Give it a title.</source>
        <translation>Ponle un título.</translation>
    </message>
    <message>
        <source>A title has no variables: put them into the texts.</source>
        <translation>Un título no lleva variables: ponlas en los textos.</translation>
    </message>
    <message>
        <source>New macro</source>
        <translation>Nueva macro</translation>
    </message>
    <message>
        <source>Change a macro</source>
        <translation>Cambiar una macro</translation>
    </message>
    <message>
        <source>Ask twice before it is done</source>
        <translation>Preguntar dos veces antes de hacerla</translation>
    </message>
</context>
<context>
    <name>MacroPanel</name>
    <message>
        <source>Do all of it</source>
        <translation>Hacerlo todo</translation>
    </message>
    <message>
        <source>Internal note</source>
        <translation>Nota interna</translation>
    </message>
    <message>
        <source>Reply</source>
        <translation>Responder</translation>
    </message>
    <message>
        <source>It is marked as one to think about. Is this the right ticket?</source>
        <translation>Está marcada para pensarla dos veces. ¿Es este el ticket?</translation>
    </message>
    <message>
        <source>Yes, do all of it</source>
        <translation>Sí, hacerlo todo</translation>
    </message>
    <message>
        <source>It needs what is not known of this ticket: {0}.</source>
        <translation>Hace falta algo que no se sabe de este ticket: {0}.</translation>
    </message>
</context>
<context>
    <name>MacrosPage</name>
    <message numerus="yes">
        <source>%n steps</source>
        <translation>
            <numerusform>%n paso</numerusform>
            <numerusform>%n pasos</numerusform>
        </translation>
    </message>
    <message>
        <source>Saved. At a ticket, the commands (Ctrl+K) offer it.</source>
        <translation>Guardada. En un ticket la ofrecen las órdenes (Ctrl+K).</translation>
    </message>
    <message>
        <source>Saved. At a ticket, {0} offers it.</source>
        <translation>Guardada. En un ticket la ofrece {0}.</translation>
    </message>
    <message>
        <source>The macro is deleted.</source>
        <translation>La macro está borrada.</translation>
    </message>
    <message>
        <source>Macros</source>
        <translation>Macros</translation>
    </message>
    <message>
        <source>Several things done to a ticket with one gesture: all of them, or none where a rule says no.</source>
        <translation>Varias cosas que se hacen en un ticket con un solo gesto: todas, o ninguna si una regla lo impide.</translation>
    </message>
    <message>
        <source>There are none yet. Make the first one of what you do again and again.</source>
        <translation>Aún no hay ninguna. Haz la primera con lo que repites una y otra vez.</translation>
    </message>
    <message>
        <source>New macro</source>
        <translation>Nueva macro</translation>
    </message>
</context>
<context>
    <name>MainWindow</name>
    <message>
        <source>This ticket is not here</source>
        <translation>Esta incidencia no está aquí</translation>
    </message>
    <message>
        <source>It moved to another team, or it is not for you.</source>
        <translation>Ha pasado a otro equipo, o no es para ti.</translation>
    </message>
    <message>
        <source>Something waits for your decision under Needs attention.</source>
        <translation>Algo espera tu decisión en Requiere atención.</translation>
    </message>
    <message>
        <source>Something waits for your decision under Needs attention ({0}).</source>
        <translation>Algo espera tu decisión en Requiere atención ({0}).</translation>
    </message>
    <message>
        <source>The view “{0}” was deleted.</source>
        <translation>La vista «{0}» se ha eliminado.</translation>
    </message>
</context>
<context>
    <name>MergeCard</name>
    <message>
        <source>Its earlier text is still on its way to this computer.</source>
        <translation>Su texto anterior aún está en camino a este equipo.</translation>
    </message>
    <message>
        <source>Two people changed this article</source>
        <translation>Dos personas cambiaron este artículo</translation>
    </message>
    <message>
        <source>Open article</source>
        <translation>Abrir el artículo</translation>
    </message>
    <message>
        <source>Save the result</source>
        <translation>Guardar el resultado</translation>
    </message>
    <message>
        <source>Place before</source>
        <translation>Lugar anterior</translation>
    </message>
    <message>
        <source>Next place</source>
        <translation>Lugar siguiente</translation>
    </message>
    <message>
        <source>Leave theirs</source>
        <translation>Dejar el suyo</translation>
    </message>
    <message>
        <source>The article stays as it is. Your text stays in its history.</source>
        <translation>El artículo se queda como está. Tu texto queda en su historial.</translation>
    </message>
    <message>
        <source>Go on deciding</source>
        <translation>Seguir decidiendo</translation>
    </message>
    <message>
        <source>Yours · {0}</source>
        <translation>Tuyo · {0}</translation>
    </message>
    <message>
        <source>Theirs · {0}</source>
        <translation>Suyo · {0}</translation>
    </message>
    <message>
        <source>Result</source>
        <translation>Resultado</translation>
    </message>
    <message>
        <source>Take mine</source>
        <translation>Usar el mío</translation>
    </message>
    <message>
        <source>Take theirs</source>
        <translation>Usar el suyo</translation>
    </message>
    <message>
        <source>Keep both</source>
        <translation>Conservar ambos</translation>
    </message>
    <message>
        <source>Choose again</source>
        <translation>Elegir de nuevo</translation>
    </message>
    <message>
        <source>Result, you can type here</source>
        <translation>Resultado, puedes escribir aquí</translation>
    </message>
    <message numerus="yes">
        <source>%n places to decide</source>
        <translation>
            <numerusform>%n lugar por decidir</numerusform>
            <numerusform>%n lugares por decidir</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n merged by themselves</source>
        <translation>
            <numerusform>%n se unió solo</numerusform>
            <numerusform>%n se unieron solos</numerusform>
        </translation>
    </message>
    <message>
        <source>Decide every marked place first. Both texts stay in the history.</source>
        <translation>Decide antes cada lugar marcado. Los dos textos quedan en el historial.</translation>
    </message>
    <message>
        <source>Both texts stay in the history.</source>
        <translation>Los dos textos quedan en el historial.</translation>
    </message>
</context>
<context>
    <name>MergedBar</name>
    <message>
        <source>Take it back</source>
        <translation>Deshacer</translation>
    </message>
    <message>
        <source>another ticket</source>
        <translation>otro ticket</translation>
    </message>
    <message>
        <source>Merged into {0}</source>
        <translation>Fusionado con {0}</translation>
    </message>
    <message>
        <source>It goes on in {0}</source>
        <translation>Continúa en {0}</translation>
    </message>
    <message>
        <source>Open {0}</source>
        <translation>Abrir {0}</translation>
    </message>
</context>
<context>
    <name>MessageMenu</name>
    <message>
        <source>Hide what is quoted</source>
        <translation>Ocultar lo citado</translation>
    </message>
    <message>
        <source>Show what is quoted</source>
        <translation>Mostrar lo citado</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>Copiar</translation>
    </message>
    <message>
        <source>Copy as quote</source>
        <translation>Copiar como cita</translation>
    </message>
    <message>
        <source>Quote in the answer</source>
        <translation>Citar en la respuesta</translation>
    </message>
    <message>
        <source>Split into a new ticket…</source>
        <translation>Separar en un ticket nuevo…</translation>
    </message>
    <message>
        <source>Open {0}</source>
        <translation>Abrir {0}</translation>
    </message>
    <message>
        <source>Copy link</source>
        <translation>Copiar el enlace</translation>
    </message>
</context>
<context>
    <name>NewPassword</name>
    <message>
        <source>New password</source>
        <translation>Contraseña nueva</translation>
    </message>
    <message>
        <source>At least 8 characters, better several words. Not your name.</source>
        <translation>Al menos 8 caracteres, mejor varias palabras. No tu nombre.</translation>
    </message>
    <message>
        <source>The same again</source>
        <translation>Otra vez la misma</translation>
    </message>
    <message>
        <source>Please fill this in.</source>
        <translation>Rellena esto.</translation>
    </message>
    <message>
        <source>The two are not the same.</source>
        <translation>No son iguales.</translation>
    </message>
</context>
<context>
    <name>NewPill</name>
    <message numerus="yes">
        <source>%n new</source>
        <translation>
            <numerusform>%n nuevo</numerusform>
            <numerusform>%n nuevos</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>NewsBar</name>
    <message>
        <source>New in Mostrador {0}</source>
        <translation>Novedades de Mostrador {0}</translation>
    </message>
    <message>
        <source>Show all of it under Help</source>
        <translation>Ver todo en Ayuda</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Cerrar</translation>
    </message>
</context>
<context>
    <name>NextUp</name>
    <message numerus="yes">
        <source>That was all: each of %n tickets was handed out once.</source>
        <translation>
            <numerusform>Eso era todo: el único ticket ya ha salido una vez.</numerusform>
            <numerusform>Eso era todo: cada uno de los %n tickets ya ha salido una vez.</numerusform>
        </translation>
    </message>
    <message>
        <source>Somebody is at each of the tickets that wait.</source>
        <translation>Hay alguien en cada uno de los tickets que esperan.</translation>
    </message>
    <message>
        <source>Nothing waits for you. Well done.</source>
        <translation>Nada te espera. Bien hecho.</translation>
    </message>
</context>
<context>
    <name>NextUpBar</name>
    <message numerus="yes">
        <source>Tickets are handed out one after the other. After this one, %n wait.</source>
        <translation>
            <numerusform>Los tickets salen uno tras otro. Después de este espera %n.</numerusform>
            <numerusform>Los tickets salen uno tras otro. Después de este esperan %n.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n of them are overdue.</source>
        <translation>
            <numerusform>%n de ellos está vencido.</numerusform>
            <numerusform>%n de ellos están vencidos.</numerusform>
        </translation>
    </message>
    <message>
        <source>Next one</source>
        <translation>Siguiente</translation>
    </message>
    <message>
        <source>Pass this one over</source>
        <translation>Pasar este por alto</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>Parar</translation>
    </message>
</context>
<context>
    <name>NotSolvedPanel</name>
    <message>
        <source>What is still wrong?</source>
        <translation>¿Qué falla todavía?</translation>
    </message>
    <message>
        <source>What happens, and since when?</source>
        <translation>¿Qué pasa, y desde cuándo?</translation>
    </message>
    <message>
        <source>I am not satisfied: tell the lead</source>
        <translation>No quedo conforme: que lo vea el responsable</translation>
    </message>
    <message>
        <source>The ticket is open again then, with all that was said.</source>
        <translation>La incidencia se abre de nuevo, con todo lo que se dijo.</translation>
    </message>
    <message>
        <source>Open it again</source>
        <translation>Abrirla de nuevo</translation>
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
    <name>NothingFound</name>
    <message>
        <source>No guide speaks of “{0}”</source>
        <translation>Ninguna guía habla de «{0}»</translation>
    </message>
    <message>
        <source>Try other or fewer words. If that does not help, tell us: your search goes with it.</source>
        <translation>Prueba con otras palabras o con menos. Si no basta, cuéntanoslo: tu búsqueda va con ello.</translation>
    </message>
    <message>
        <source>Make a ticket</source>
        <translation>Crear incidencia</translation>
    </message>
</context>
<context>
    <name>NoticeCounts</name>
    <message numerus="yes">
        <source>News in %n tickets</source>
        <translation>
            <numerusform>Novedades en %n incidencia</numerusform>
            <numerusform>Novedades en %n incidencias</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n news: {0}</source>
        <translation>
            <numerusform>%n novedad: {0}</numerusform>
            <numerusform>%n novedades: {0}</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>NumberEditor</name>
    <message>
        <source>Write a number from {0} to {1}.</source>
        <translation>Escribe un número del {0} al {1}.</translation>
    </message>
</context>
<context>
    <name>OpenProfile</name>
    <message>
        <source>First sync</source>
        <translation>Primera sincronización</translation>
    </message>
</context>
<context>
    <name>Openings</name>
    <message>
        <source>No program here opens {0}</source>
        <translation>Aquí ningún programa abre {0}</translation>
    </message>
    <message>
        <source>Save it from its menu, then open it with a program that can.</source>
        <translation>Guárdalo desde su menú y ábrelo con un programa que pueda.</translation>
    </message>
</context>
<context>
    <name>Options</name>
    <message>
        <source>Answers to choose from</source>
        <translation>Respuestas para elegir</translation>
    </message>
    <message>
        <source>Add an answer</source>
        <translation>Añadir una respuesta</translation>
    </message>
    <message>
        <source>Answer {0}</source>
        <translation>Respuesta {0}</translation>
    </message>
    <message>
        <source>Take out</source>
        <translation>Quitar</translation>
    </message>
</context>
<context>
    <name>OverwrittenCard</name>
    <message>
        <source>You had set: {0}. {1}, who had not seen that, set: {2}.</source>
        <translation>Tú habías puesto: {0}. {1}, sin haberlo visto, puso: {2}.</translation>
    </message>
    <message>
        <source>Now it is: {0}.</source>
        <translation>Ahora es: {0}.</translation>
    </message>
    <message>
        <source>{0}: {1} replaced what you had set</source>
        <translation>{0}: {1} cambió lo que habías puesto</translation>
    </message>
    <message>
        <source>Put mine back</source>
        <translation>Volver a lo mío</translation>
    </message>
    <message>
        <source>Leave it</source>
        <translation>Dejarlo así</translation>
    </message>
    <message>
        <source>Open ticket</source>
        <translation>Abrir la incidencia</translation>
    </message>
</context>
<context>
    <name>Palette</name>
    <message>
        <source>Search or jump to</source>
        <translation>Buscar o ir a</translation>
    </message>
    <message>
        <source>Nothing like this on this computer.</source>
        <translation>No hay nada así en este equipo.</translation>
    </message>
    <message>
        <source>choose</source>
        <translation>elegir</translation>
    </message>
    <message>
        <source>open</source>
        <translation>abrir</translation>
    </message>
    <message>
        <source>commands</source>
        <translation>acciones</translation>
    </message>
    <message>
        <source>number</source>
        <translation>número</translation>
    </message>
    <message>
        <source>person or store</source>
        <translation>persona o tienda</translation>
    </message>
    <message>
        <source>Ticket, number, guide, person, command</source>
        <translation>Incidencia, número, guía, persona, acción</translation>
    </message>
    <message>
        <source>Their tickets</source>
        <translation>Sus incidencias</translation>
    </message>
    <message>
        <source>{0} ms, on this PC</source>
        <translation>{0} ms, en este PC</translation>
    </message>
    <message>
        <source>Tickets of {0}</source>
        <translation>Incidencias de {0}</translation>
    </message>
    <message>
        <source>People and stores</source>
        <translation>Personas y tiendas</translation>
    </message>
    <message>
        <source>Tickets</source>
        <translation>Incidencias</translation>
    </message>
    <message>
        <source>Recent</source>
        <translation>Recientes</translation>
    </message>
    <message>
        <source>This ticket</source>
        <translation>Esta incidencia</translation>
    </message>
    <message>
        <source>Guides</source>
        <translation>Guías</translation>
    </message>
    <message>
        <source>Go to</source>
        <translation>Ir a</translation>
    </message>
    <message>
        <source>Look further</source>
        <translation>Buscar más allá</translation>
    </message>
</context>
<context>
    <name>Paper</name>
    <message>
        <source>Page {0} of {1}</source>
        <translation>Página {0} de {1}</translation>
    </message>
    <message>
        <source>internal note</source>
        <translation>nota interna</translation>
    </message>
</context>
<context>
    <name>Picker</name>
    <message>
        <source>Nothing like this.</source>
        <translation>No hay nada así.</translation>
    </message>
</context>
<context>
    <name>PictureViewer</name>
    <message>
        <source>Save as</source>
        <translation>Guardar como</translation>
    </message>
    <message>
        <source>Open elsewhere</source>
        <translation>Abrir con otro programa</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Cerrar</translation>
    </message>
    <message>
        <source>This picture cannot be shown here. Save it, or open it elsewhere.</source>
        <translation>Esta imagen no se puede mostrar aquí. Guárdala o ábrela con otro programa.</translation>
    </message>
</context>
<context>
    <name>PreferencesView</name>
    <message>
        <source>Settings</source>
        <translation>Ajustes</translation>
    </message>
    <message>
        <source>Search settings</source>
        <translation>Buscar ajustes</translation>
    </message>
    <message>
        <source>No setting goes by these words. Fewer or other words may find it.</source>
        <translation>Ningún ajuste se llama así. Prueba con menos palabras o con otras.</translation>
    </message>
</context>
<context>
    <name>PrintPanel</name>
    <message>
        <source>With internal notes</source>
        <translation>Con notas internas</translation>
    </message>
    <message>
        <source>Leave them out of what you hand to others.</source>
        <translation>No las incluyas en lo que entregues a otras personas.</translation>
    </message>
    <message>
        <source>Save as PDF</source>
        <translation>Guardar como PDF</translation>
    </message>
    <message>
        <source>Print</source>
        <translation>Imprimir</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Cancelar</translation>
    </message>
    <message>
        <source>Print this conversation</source>
        <translation>Imprimir esta conversación</translation>
    </message>
</context>
<context>
    <name>Printing</name>
    <message>
        <source>Save as PDF</source>
        <translation>Guardar como PDF</translation>
    </message>
    <message>
        <source>Conversation {0}.pdf</source>
        <translation>Conversación {0}.pdf</translation>
    </message>
    <message>
        <source>Saved as {0}</source>
        <translation>Guardado como {0}</translation>
    </message>
    <message>
        <source>Sent to the printer</source>
        <translation>Enviado a la impresora</translation>
    </message>
    <message>
        <source>Reference</source>
        <translation>Referencia</translation>
    </message>
    <message>
        <source>Store</source>
        <translation>Tienda</translation>
    </message>
    <message>
        <source>Requester</source>
        <translation>Solicitante</translation>
    </message>
    <message>
        <source>Status</source>
        <translation>Estado</translation>
    </message>
    <message>
        <source>Opened</source>
        <translation>Abierta</translation>
    </message>
    <message>
        <source>Printed {0} by {1}</source>
        <translation>Impreso {0} por {1}</translation>
    </message>
    <message>
        <source>Printing</source>
        <translation>Imprimiendo</translation>
    </message>
</context>
<context>
    <name>PromiseBar</name>
    <message>
        <source>Expected to be solved by {0}</source>
        <translation>Previsto para el {0}</translation>
    </message>
    <message>
        <source>next word due by {0}</source>
        <translation>noticias antes del {0}</translation>
    </message>
    <message>
        <source>you hear from us by {0}</source>
        <translation>tendrás noticias nuestras antes del {0}</translation>
    </message>
    <message>
        <source>a word was due by {0}</source>
        <translation>había que dar noticias antes del {0}</translation>
    </message>
    <message>
        <source>you should have heard from us by {0}</source>
        <translation>tendrías que haber tenido noticias nuestras antes del {0}</translation>
    </message>
</context>
<context>
    <name>PromisePanel</name>
    <message>
        <source>It takes longer · {0}</source>
        <translation>Tarda más · {0}</translation>
    </message>
    <message>
        <source>Expected by</source>
        <translation>Previsto para</translation>
    </message>
    <message>
        <source>Not known yet</source>
        <translation>Aún no se sabe</translation>
    </message>
    <message>
        <source>Next word by</source>
        <translation>Próximas noticias</translation>
    </message>
    <message>
        <source>No date</source>
        <translation>Sin fecha</translation>
    </message>
    <message>
        <source>Only that once</source>
        <translation>Solo esa vez</translation>
    </message>
    <message>
        <source>Every day</source>
        <translation>Cada día</translation>
    </message>
    <message>
        <source>Every other day</source>
        <translation>Cada dos días</translation>
    </message>
    <message>
        <source>Every third day</source>
        <translation>Cada tres días</translation>
    </message>
    <message>
        <source>Every week</source>
        <translation>Cada semana</translation>
    </message>
    <message>
        <source>After that</source>
        <translation>Después</translation>
    </message>
    <message>
        <source>Goes to {0} as an answer. You are reminded when the next word is due.</source>
        <translation>Le llega a {0} como respuesta. Te avisamos cuando toque dar noticias.</translation>
    </message>
    <message>
        <source>What {0} is told</source>
        <translation>Qué le decimos a {0}</translation>
    </message>
    <message>
        <source>Send and promise</source>
        <translation>Enviar y comprometerse</translation>
    </message>
    <message>
        <source>Choose a day, so that they know when to expect you.</source>
        <translation>Elige un día, para que sepan cuándo esperarte.</translation>
    </message>
    <message>
        <source>Tell them what is being done, and why it takes longer.</source>
        <translation>Cuéntales qué se está haciendo y por qué tarda más.</translation>
    </message>
    <message>
        <source>Nothing more is promised.</source>
        <translation>Ya no hay nada prometido.</translation>
    </message>
    <message>
        <source>Sent, and promised.</source>
        <translation>Enviado y prometido.</translation>
    </message>
</context>
<context>
    <name>PropertiesBar</name>
    <message>
        <source>You</source>
        <translation>Tú</translation>
    </message>
    <message>
        <source>{0} (away)</source>
        <translation>{0} (fuera)</translation>
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
        <source>Tags</source>
        <translation>Etiquetas</translation>
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
        <source>No ticket is like this.</source>
        <translation>Ninguna incidencia es así.</translation>
    </message>
    <message>
        <source>Take a filter away to see more of them.</source>
        <translation>Quita un filtro para ver más.</translation>
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
        <source>Press {0} to tell us what is wrong.</source>
        <translation>Pulsa {0} para contarnos qué falla.</translation>
    </message>
    <message>
        <source>Tell us with New ticket.</source>
        <translation>Cuéntanoslo con Nueva incidencia.</translation>
    </message>
    <message>
        <source>Nothing is open.</source>
        <translation>No hay nada abierto.</translation>
    </message>
    <message>
        <source>Press {0} to write a ticket.</source>
        <translation>Pulsa {0} para escribir un ticket.</translation>
    </message>
    <message>
        <source>New ticket begins one.</source>
        <translation>Con Nuevo ticket empiezas uno.</translation>
    </message>
    <message>
        <source>Nothing due. Well done.</source>
        <translation>Nada pendiente. Buen trabajo.</translation>
    </message>
    <message>
        <source>A view cannot ask this, and leaves it out: {0}.</source>
        <translation>Una vista no puede preguntar esto y lo deja fuera: {0}.</translation>
    </message>
</context>
<context>
    <name>Rail</name>
    <message>
        <source>Navigation</source>
        <translation>Navegación</translation>
    </message>
    <message>
        <source>Unfold the navigation</source>
        <translation>Desplegar la navegación</translation>
    </message>
    <message>
        <source>Fold the navigation</source>
        <translation>Plegar la navegación</translation>
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
    <name>RatePanel</name>
    <message>
        <source>How did we do?</source>
        <translation>¿Qué tal lo hicimos?</translation>
    </message>
    <message>
        <source>Anything else?</source>
        <translation>¿Algo más?</translation>
    </message>
    <message>
        <source>Anything else? (optional)</source>
        <translation>¿Algo más? (opcional)</translation>
    </message>
    <message>
        <source>What made the difference?</source>
        <translation>¿Qué ha influido?</translation>
    </message>
    <message>
        <source>Send</source>
        <translation>Enviar</translation>
    </message>
</context>
<context>
    <name>RatingBar</name>
    <message>
        <source>Change</source>
        <translation>Cambiar</translation>
    </message>
    <message>
        <source>How did we do? 1 is very bad, 5 very good.</source>
        <translation>¿Qué tal lo hicimos? 1 es muy mal, 5 muy bien.</translation>
    </message>
    <message>
        <source>Rated {0} of 5: {1}</source>
        <translation>Valoración: {0} de 5, {1}</translation>
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
    <message numerus="yes">
        <source>%n new messages since you wrote this</source>
        <translation>
            <numerusform>%n mensaje nuevo desde que escribiste esto</numerusform>
            <numerusform>%n mensajes nuevos desde que escribiste esto</numerusform>
        </translation>
    </message>
    <message>
        <source>Files: {0}</source>
        <translation>Archivos: {0}</translation>
    </message>
    <message>
        <source>Copy the text</source>
        <translation>Copiar el texto</translation>
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
        <source>Send as it is</source>
        <translation>Enviar tal cual</translation>
    </message>
    <message>
        <source>You chose: {0}. Now it is: {1}.</source>
        <translation>Elegiste: {0}. Ahora es: {1}.</translation>
    </message>
    <message>
        <source>You chose: {0}</source>
        <translation>Elegiste: {0}</translation>
    </message>
</context>
<context>
    <name>RegionPicker</name>
    <message>
        <source>Choose a part of the screen</source>
        <translation>Elige una parte de la pantalla</translation>
    </message>
    <message>
        <source>Drag over what you want to show, or press an arrow. Enter takes all of it, Esc cancels.</source>
        <translation>Arrastra sobre lo que quieres enseñar, o pulsa una flecha. Intro la toma entera, Esc cancela.</translation>
    </message>
</context>
<context>
    <name>RelatedTickets</name>
    <message>
        <source>Merged into</source>
        <translation>Fusionado con</translation>
    </message>
    <message>
        <source>Merged into this one</source>
        <translation>Fusionados con este</translation>
    </message>
    <message>
        <source>Part of</source>
        <translation>Parte de</translation>
    </message>
    <message>
        <source>Parts</source>
        <translation>Partes</translation>
    </message>
    <message>
        <source>Incident of</source>
        <translation>Avería de</translation>
    </message>
    <message numerus="yes">
        <source>Incidents, %n unsolved</source>
        <translation>
            <numerusform>Averías, %n sin resolver</numerusform>
            <numerusform>Averías, %n sin resolver</numerusform>
        </translation>
    </message>
    <message>
        <source>Split from</source>
        <translation>Separado de</translation>
    </message>
    <message>
        <source>Split off</source>
        <translation>Separados de este</translation>
    </message>
    <message>
        <source>Snoozed until {0}</source>
        <translation>Pospuesto hasta: {0}</translation>
    </message>
    <message>
        <source>Snoozed until there is an answer</source>
        <translation>Pospuesto hasta que haya respuesta</translation>
    </message>
    <message>
        <source>With {0}</source>
        <translation>En manos de {0}</translation>
    </message>
    <message>
        <source>expected by {0}</source>
        <translation>previsto para el {0}</translation>
    </message>
    <message>
        <source>ask again on {0}</source>
        <translation>volver a preguntar el {0}</translation>
    </message>
    <message>
        <source>Escalated from {0}</source>
        <translation>Escalado desde {0}</translation>
    </message>
    <message numerus="yes">
        <source>and %n more</source>
        <translation>
            <numerusform>y %n más</numerusform>
            <numerusform>y %n más</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>RepliesPage</name>
    <message>
        <source>Saved. Type / in an answer to put it in.</source>
        <translation>Guardada. Escribe / en una respuesta para insertarla.</translation>
    </message>
    <message>
        <source>The saved reply is deleted.</source>
        <translation>La respuesta guardada se ha borrado.</translation>
    </message>
    <message>
        <source>Saved replies</source>
        <translation>Respuestas guardadas</translation>
    </message>
    <message>
        <source>Texts that you send often. In an answer, / puts one in, with its variables filled in.</source>
        <translation>Textos que envías a menudo. En una respuesta, / inserta uno con sus variables rellenas.</translation>
    </message>
    <message>
        <source>There are none yet. Write the first one.</source>
        <translation>Todavía no hay ninguna. Escribe la primera.</translation>
    </message>
    <message>
        <source>New saved reply</source>
        <translation>Nueva respuesta guardada</translation>
    </message>
</context>
<context>
    <name>ReplyForm</name>
    <message>
        <source>What you write stands here as it would be sent.</source>
        <translation>Lo que escribas aparece aquí tal como se enviaría.</translation>
    </message>
    <message>
        <source>Give it a title.</source>
        <translation>Ponle un título.</translation>
    </message>
    <message>
        <source>Write its text.</source>
        <translation>Escribe el texto.</translation>
    </message>
    <message>
        <source>Letters, digits and hyphens only, 30 at most.</source>
        <translation>Solo letras, cifras y guiones, 30 como mucho.</translation>
    </message>
    <message>
        <source>Change a saved reply</source>
        <translation>Cambiar una respuesta guardada</translation>
    </message>
    <message>
        <source>New saved reply</source>
        <translation>Nueva respuesta guardada</translation>
    </message>
    <message>
        <source>Text</source>
        <translation>Texto</translation>
    </message>
    <message>
        <source>Sent in the language of whoever asked, if it is written in it.</source>
        <translation>Se envía en el idioma de quien pregunta, si está escrita en él.</translation>
    </message>
    <message>
        <source>Shortcut</source>
        <translation>Atajo</translation>
    </message>
    <message>
        <source>Typed after / in an answer, such as thanks.</source>
        <translation>Se escribe tras / en una respuesta, por ejemplo gracias.</translation>
    </message>
    <message>
        <source>Example</source>
        <translation>Ejemplo</translation>
    </message>
</context>
<context>
    <name>ResetView</name>
    <message>
        <source>Back to sign in</source>
        <translation>Volver a entrar</translation>
    </message>
    <message>
        <source>Forgot your password?</source>
        <translation>¿Has olvidado tu contraseña?</translation>
    </message>
    <message>
        <source>We send a link to your mail address. It sets a new password and works once.</source>
        <translation>Te enviamos un enlace por correo. Pone una contraseña nueva y sirve una sola vez.</translation>
    </message>
    <message>
        <source>Server</source>
        <translation>Servidor</translation>
    </message>
    <message>
        <source>Head office gives you this address.</source>
        <translation>Esta dirección te la da la central.</translation>
    </message>
    <message>
        <source>Account, or its mail address</source>
        <translation>Cuenta, o su correo</translation>
    </message>
    <message>
        <source>Send me a link</source>
        <translation>Enviarme un enlace</translation>
    </message>
    <message>
        <source>I have no mail address, or nothing comes</source>
        <translation>No tengo correo o no llega nada</translation>
    </message>
    <message>
        <source>Nothing on this computer is lost: what you wrote and was not sent yet is sent after you sign in.</source>
        <translation>No se pierde nada de este equipo: lo que escribiste y aún no ha salido sale cuando vuelvas a entrar.</translation>
    </message>
    <message>
        <source>Please fill this in.</source>
        <translation>Rellena esto.</translation>
    </message>
    <message>
        <source>If there is such an account and it has a mail address, a link is on its way. It works for one hour. Open it on any computer or phone, then sign in here with the new password.</source>
        <translation>Si existe esa cuenta y tiene un correo, el enlace está en camino. Sirve durante una hora. Ábrelo en cualquier ordenador o móvil y entra aquí con la contraseña nueva.</translation>
    </message>
    <message numerus="yes">
        <source>Look into your mail. You can ask again in %n minutes.</source>
        <translation>
            <numerusform>Mira tu correo. Puedes pedirlo otra vez dentro de %n minuto.</numerusform>
            <numerusform>Mira tu correo. Puedes pedirlo otra vez dentro de %n minutos.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ResolvePanel</name>
    <message>
        <source>What solved it?</source>
        <translation>¿Qué lo arregló?</translation>
    </message>
    <message>
        <source>Explanation for the requester</source>
        <translation>Explicación para quien lo pidió</translation>
    </message>
    <message>
        <source>{0} reads this. Without words only the status changes.</source>
        <translation>Lo lee {0}. Sin texto solo cambia el estado.</translation>
    </message>
    <message>
        <source>Ask later whether it works</source>
        <translation>Preguntar después si funciona</translation>
    </message>
    <message numerus="yes">
        <source>as its topic says: after %n days</source>
        <translation>
            <numerusform>según su tema: al cabo de %n día</numerusform>
            <numerusform>según su tema: al cabo de %n días</numerusform>
        </translation>
    </message>
    <message>
        <source>do not ask</source>
        <translation>no preguntar</translation>
    </message>
    <message numerus="yes">
        <source>after %n days</source>
        <translation>
            <numerusform>al cabo de %n día</numerusform>
            <numerusform>al cabo de %n días</numerusform>
        </translation>
    </message>
    <message>
        <source>Ask later whether it works:</source>
        <translation>Preguntar después si funciona:</translation>
    </message>
    <message>
        <source>Resolve</source>
        <translation>Resolver</translation>
    </message>
</context>
<context>
    <name>SettingRow</name>
    <message>
        <source>Back to default</source>
        <translation>Volver al valor inicial</translation>
    </message>
    <message>
        <source>{0}: back to default</source>
        <translation>{0}: volver al valor inicial</translation>
    </message>
</context>
<context>
    <name>ShownView</name>
    <message>
        <source>A newer version made this view, and this one cannot count it. Update to look through it.</source>
        <translation>Esta vista la creó una versión más nueva y esta no puede contarla. Actualiza para verla.</translation>
    </message>
    <message>
        <source>This view asks for what is no longer here: {0}. Settings, Views changes it.</source>
        <translation>Esta vista pide algo que ya no está: {0}. Se cambia en Ajustes, Vistas.</translation>
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
        <source>Counter PIN</source>
        <translation>PIN de mostrador</translation>
    </message>
    <message>
        <source>Forgot PIN</source>
        <translation>He olvidado el PIN</translation>
    </message>
    <message>
        <source>Alt + number changes user from any screen; the other one is locked, not signed out.</source>
        <translation>Alt + número cambia de usuario desde cualquier pantalla; el otro queda bloqueado, no desconectado.</translation>
    </message>
    <message>
        <source>Forgot password</source>
        <translation>He olvidado la contraseña</translation>
    </message>
    <message>
        <source>I can&apos;t sign in</source>
        <translation>No puedo entrar</translation>
    </message>
    <message>
        <source>Your password opens this, too. Choose another PIN afterwards under Settings, This computer.</source>
        <translation>Tu contraseña también lo abre. Después elige otro PIN en Ajustes, Este equipo.</translation>
    </message>
    <message>
        <source>Use password</source>
        <translation>Usar la contraseña</translation>
    </message>
    <message>
        <source>Use PIN</source>
        <translation>Usar el PIN</translation>
    </message>
    <message>
        <source>Welcome back. Enter your counter PIN.</source>
        <translation>Hola de nuevo. Escribe tu PIN de mostrador.</translation>
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
    <name>Silence</name>
    <message>
        <source>Off</source>
        <translation>No</translation>
    </message>
    <message>
        <source>For an hour</source>
        <translation>Durante una hora</translation>
    </message>
    <message>
        <source>Until tomorrow</source>
        <translation>Hasta mañana</translation>
    </message>
</context>
<context>
    <name>SnoozeEditor</name>
    <message numerus="yes">
        <source>%n hours</source>
        <translation>
            <numerusform>%n hora</numerusform>
            <numerusform>%n horas</numerusform>
        </translation>
    </message>
    <message>
        <source>Why</source>
        <translation>Por qué</translation>
    </message>
    <message>
        <source>May stay empty.</source>
        <translation>Puede quedar vacío.</translation>
    </message>
</context>
<context>
    <name>SolvePanel</name>
    <message numerus="yes">
        <source>The problem and %n unsolved incidents become Resolved.</source>
        <translation>
            <numerusform>El problema y %n avería sin resolver pasan a Resuelto.</numerusform>
            <numerusform>El problema y %n averías sin resolver pasan a Resuelto.</numerusform>
        </translation>
    </message>
    <message>
        <source>The requester of each incident gets this answer. Without one, none is sent.</source>
        <translation>Quien abrió cada avería recibe esta respuesta. Sin texto no se envía nada.</translation>
    </message>
    <message>
        <source>Hi {{requester.first_name}}, …</source>
        <translation>Hola, {{requester.first_name}}: …</translation>
    </message>
    <message>
        <source>None of its incidents is unsolved: only the problem becomes Resolved.</source>
        <translation>No le quedan averías sin resolver: solo el problema pasa a Resuelto.</translation>
    </message>
    <message>
        <source>Answer to every incident</source>
        <translation>Respuesta a todas las averías</translation>
    </message>
    <message>
        <source>Where a variable such as {{store.name}} has no value, that incident stays open.</source>
        <translation>Si una variable como {{store.name}} no tiene valor, esa avería sigue abierta.</translation>
    </message>
    <message numerus="yes">
        <source>Solved, with %n incidents.</source>
        <translation>
            <numerusform>Resuelto, con %n avería.</numerusform>
            <numerusform>Resuelto, con %n averías.</numerusform>
        </translation>
    </message>
    <message>
        <source>Solve all</source>
        <translation>Resolver todo</translation>
    </message>
</context>
<context>
    <name>SolvedBar</name>
    <message>
        <source>Withdraw</source>
        <translation>Retirar</translation>
    </message>
    <message>
        <source>Yes, it works</source>
        <translation>Sí, funciona</translation>
    </message>
    <message>
        <source>Yes</source>
        <translation>Sí</translation>
    </message>
    <message>
        <source>Not yet</source>
        <translation>Aún no</translation>
    </message>
    <message>
        <source>No</source>
        <translation>No</translation>
    </message>
    <message>
        <source>Can you work again?</source>
        <translation>¿Puedes trabajar de nuevo?</translation>
    </message>
</context>
<context>
    <name>SpanEditor</name>
    <message>
        <source>Days or hours</source>
        <translation>Días u horas</translation>
    </message>
</context>
<context>
    <name>SplitPanel</name>
    <message>
        <source>Split off · {0}</source>
        <translation>Separar · {0}</translation>
    </message>
    <message>
        <source>Title of the new ticket</source>
        <translation>Título del ticket nuevo</translation>
    </message>
    <message>
        <source>Begins with</source>
        <translation>Empieza con</translation>
    </message>
    <message>
        <source>They stay here as well. {0} is told of the new ticket once.</source>
        <translation>También se quedan aquí. A {0} le llega un solo aviso del ticket nuevo.</translation>
    </message>
    <message>
        <source>Split off</source>
        <translation>Separados de este</translation>
    </message>
    <message>
        <source>note</source>
        <translation>nota</translation>
    </message>
    <message>
        <source>Give it a title, so that it is found.</source>
        <translation>Ponle un título, para que se encuentre.</translation>
    </message>
    <message>
        <source>Tick at least one message that {0} can read.</source>
        <translation>Marca al menos un mensaje que {0} pueda leer.</translation>
    </message>
    <message>
        <source>Split off: “{0}”.</source>
        <translation>Separado: «{0}».</translation>
    </message>
</context>
<context>
    <name>StatusEditor</name>
    <message>
        <source>Why it is closed</source>
        <translation>Por qué se cierra</translation>
    </message>
    <message>
        <source>Who is waited for</source>
        <translation>A quién se espera</translation>
    </message>
    <message>
        <source>Only the desk sees it. May stay empty.</source>
        <translation>Solo lo ve soporte. Puede quedar vacío.</translation>
    </message>
</context>
<context>
    <name>StepCard</name>
    <message>
        <source>Move up</source>
        <translation>Subir</translation>
    </message>
    <message>
        <source>Move down</source>
        <translation>Bajar</translation>
    </message>
    <message>
        <source>Take out</source>
        <translation>Quitar</translation>
    </message>
</context>
<context>
    <name>Steps</name>
    <message>
        <source>What it does</source>
        <translation>Qué hace</translation>
    </message>
    <message numerus="yes">
        <source>A macro has %n steps at most.</source>
        <translation>
            <numerusform>Una macro tiene %n paso como mucho.</numerusform>
            <numerusform>Una macro tiene %n pasos como mucho.</numerusform>
        </translation>
    </message>
    <message>
        <source>What it does, in order</source>
        <translation>Qué hace, por orden</translation>
    </message>
    <message>
        <source>Add the first step: a reply, a status, tags…</source>
        <translation>Añade el primer paso: una respuesta, un estado, etiquetas…</translation>
    </message>
    <message>
        <source>Add a step</source>
        <translation>Añadir un paso</translation>
    </message>
</context>
<context>
    <name>StepsSection</name>
    <message>
        <source>What did you try?</source>
        <translation>¿Qué has probado?</translation>
    </message>
    <message>
        <source>Note it</source>
        <translation>Anotarlo</translation>
    </message>
    <message>
        <source>outcome open</source>
        <translation>sin resultado aún</translation>
    </message>
    <message>
        <source>Did it help?</source>
        <translation>¿Sirvió?</translation>
    </message>
</context>
<context>
    <name>StoreBar</name>
    <message>
        <source>Ask support</source>
        <translation>Preguntar a soporte</translation>
    </message>
    <message>
        <source>Pass the answer back</source>
        <translation>Pasar la respuesta</translation>
    </message>
    <message>
        <source>Solved</source>
        <translation>Resuelto</translation>
    </message>
    <message>
        <source>Open {0}</source>
        <translation>Abrir {0}</translation>
    </message>
    <message>
        <source>A customer asks your store</source>
        <translation>Un cliente pregunta a tu tienda</translation>
    </message>
    <message>
        <source>Support has it as {0}</source>
        <translation>Soporte lo tiene como {0}</translation>
    </message>
    <message>
        <source>For {0} of {1}</source>
        <translation>Por {0} de {1}</translation>
    </message>
</context>
<context>
    <name>StrangeEditor</name>
    <message>
        <source>A newer version made this step. It stays as it is; update to change it.</source>
        <translation>Este paso es de una versión más nueva. Se queda como está; actualiza para cambiarlo.</translation>
    </message>
</context>
<context>
    <name>TagEditor</name>
    <message>
        <source>Name a tag, or take this step out.</source>
        <translation>Pon una etiqueta o quita este paso.</translation>
    </message>
    <message>
        <source>A tag has {0} letters at most.</source>
        <translation>Una etiqueta tiene {0} letras como mucho.</translation>
    </message>
    <message>
        <source>Put on</source>
        <translation>Poner</translation>
    </message>
    <message>
        <source>Several with commas between them.</source>
        <translation>Varias, separadas por comas.</translation>
    </message>
    <message>
        <source>Take off</source>
        <translation>Quitar</translation>
    </message>
</context>
<context>
    <name>TaskItem</name>
    <message numerus="yes">
        <source>%n tasks</source>
        <translation>
            <numerusform>%n tarea</numerusform>
            <numerusform>%n tareas</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>TaskLine</name>
    <message>
        <source>Whose it is: {0}</source>
        <translation>De quién es: {0}</translation>
    </message>
    <message>
        <source>Take “{0}” off the list</source>
        <translation>Quitar «{0}» de la lista</translation>
    </message>
    <message>
        <source>{0} · done by {1}</source>
        <translation>{0} · lo hizo {1}</translation>
    </message>
    <message>
        <source>Nobody in particular</source>
        <translation>Nadie en particular</translation>
    </message>
    <message>
        <source>Whose it is</source>
        <translation>De quién es</translation>
    </message>
</context>
<context>
    <name>TasksPanel</name>
    <message>
        <source>In the background</source>
        <translation>En segundo plano</translation>
    </message>
    <message>
        <source>Nothing goes on now.</source>
        <translation>Ahora no hay nada en marcha.</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>Detener</translation>
    </message>
</context>
<context>
    <name>Telling</name>
    <message>
        <source>System</source>
        <translation>Sistema</translation>
    </message>
    <message>
        <source>Versions</source>
        <translation>Versiones</translation>
    </message>
    <message>
        <source>Server and account</source>
        <translation>Servidor y cuenta</translation>
    </message>
    <message>
        <source>Line</source>
        <translation>Línea</translation>
    </message>
    <message>
        <source>Sync</source>
        <translation>Sincronización</translation>
    </message>
    <message>
        <source>Cache</source>
        <translation>Datos guardados</translation>
    </message>
    <message>
        <source>Log</source>
        <translation>Registro</translation>
    </message>
    <message>
        <source>Server</source>
        <translation>Servidor</translation>
    </message>
    <message>
        <source>Account</source>
        <translation>Cuenta</translation>
    </message>
    <message>
        <source>Device</source>
        <translation>Equipo</translation>
    </message>
    <message>
        <source>Profile folder</source>
        <translation>Carpeta del perfil</translation>
    </message>
    <message>
        <source>Since the start</source>
        <translation>Desde el arranque</translation>
    </message>
    <message numerus="yes">
        <source>%n parts are still coming in</source>
        <translation>
            <numerusform>falta %n parte por llegar</numerusform>
            <numerusform>faltan %n partes por llegar</numerusform>
        </translation>
    </message>
    <message>
        <source>complete</source>
        <translation>completo</translation>
    </message>
    <message>
        <source>Position</source>
        <translation>Posición</translation>
    </message>
    <message>
        <source>Last news from the server</source>
        <translation>Últimas novedades del servidor</translation>
    </message>
    <message>
        <source>Last compared with the server</source>
        <translation>Última comparación con el servidor</translation>
    </message>
    <message>
        <source>Content</source>
        <translation>Contenido</translation>
    </message>
    <message>
        <source>being compared with the server</source>
        <translation>comparándose con el servidor</translation>
    </message>
    <message>
        <source>Waiting to be sent</source>
        <translation>Por enviar</translation>
    </message>
    <message>
        <source>Needs attention</source>
        <translation>Requiere atención</translation>
    </message>
    <message>
        <source>Only for a newer program</source>
        <translation>Solo para un programa más nuevo</translation>
    </message>
    <message numerus="yes">
        <source>%n tickets</source>
        <translation>
            <numerusform>%n incidencia</numerusform>
            <numerusform>%n incidencias</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n messages</source>
        <translation>
            <numerusform>%n mensaje</numerusform>
            <numerusform>%n mensajes</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n guides</source>
        <translation>
            <numerusform>%n guía</numerusform>
            <numerusform>%n guías</numerusform>
        </translation>
    </message>
    <message>
        <source>Held here</source>
        <translation>Guardado aquí</translation>
    </message>
    <message>
        <source>Search index</source>
        <translation>Índice de búsqueda</translation>
    </message>
    <message>
        <source>Files</source>
        <translation>Archivos</translation>
    </message>
    <message>
        <source>Free on this disk</source>
        <translation>Libre en este disco</translation>
    </message>
</context>
<context>
    <name>TextEditor</name>
    <message>
        <source>Write its text, or take this step out.</source>
        <translation>Escribe el texto o quita este paso.</translation>
    </message>
    <message>
        <source>Text</source>
        <translation>Texto</translation>
    </message>
    <message>
        <source>Sent in the language of whoever asked, if it is written in it.</source>
        <translation>Se envía en el idioma de quien pregunta, si está escrita en él.</translation>
    </message>
</context>
<context>
    <name>TicketsPage</name>
    <message>
        <source>This is done to one ticket at a time: take the marks away first.</source>
        <translation>Esto se hace con un solo ticket cada vez: quita antes las marcas.</translation>
    </message>
</context>
<context>
    <name>TimelinePanel</name>
    <message>
        <source>History of “{0}”</source>
        <translation>Historial de «{0}»</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Cerrar</translation>
    </message>
    <message>
        <source>What of the history</source>
        <translation>Qué parte del historial</translation>
    </message>
    <message>
        <source>Filter by words or names</source>
        <translation>Filtra por palabras o nombres</translation>
    </message>
    <message>
        <source>Filter the history</source>
        <translation>Filtrar el historial</translation>
    </message>
    <message>
        <source>History</source>
        <translation>Historial</translation>
    </message>
    <message>
        <source>{0}: filed it</source>
        <translation>{0}: apertura</translation>
    </message>
    <message numerus="yes">
        <source>%n changes</source>
        <translation>
            <numerusform>%n cambio</numerusform>
            <numerusform>%n cambios</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Toasts</name>
    <message>
        <source>Undo</source>
        <translation>Deshacer</translation>
    </message>
    <message>
        <source>Sending in {0} s</source>
        <translation>Se envía en {0} s</translation>
    </message>
</context>
<context>
    <name>TopicForm</name>
    <message>
        <source>Give it a name.</source>
        <translation>Dale un nombre.</translation>
    </message>
    <message>
        <source>The team that takes the rest</source>
        <translation>El equipo que se queda el resto</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Nombre</translation>
    </message>
    <message>
        <source>New topic</source>
        <translation>Nuevo tema</translation>
    </message>
    <message>
        <source>Change a topic</source>
        <translation>Cambiar un tema</translation>
    </message>
    <message>
        <source>Who gets its tickets first</source>
        <translation>Quién recibe primero sus incidencias</translation>
    </message>
</context>
<context>
    <name>TopicsPage</name>
    <message numerus="yes">
        <source>%n lines</source>
        <translation>
            <numerusform>%n línea</numerusform>
            <numerusform>%n líneas</numerusform>
        </translation>
    </message>
    <message>
        <source>asks nothing more</source>
        <translation>no pregunta nada más</translation>
    </message>
    <message>
        <source>Saved. New tickets about it are asked this from now on.</source>
        <translation>Guardado. A las incidencias nuevas se les pregunta esto desde ahora.</translation>
    </message>
    <message>
        <source>Topics and forms</source>
        <translation>Temas y formularios</translation>
    </message>
    <message>
        <source>What tickets can be about, which team gets them first, and what each asks of whoever files one.</source>
        <translation>De qué pueden tratar las incidencias, qué equipo las recibe primero y qué pregunta cada tema a quien abre una.</translation>
    </message>
    <message>
        <source>There are none yet. Tickets without a topic go to the team that takes the rest.</source>
        <translation>Aún no hay ninguno. Las incidencias sin tema van al equipo que se queda el resto.</translation>
    </message>
    <message>
        <source>New topic</source>
        <translation>Nuevo tema</translation>
    </message>
</context>
<context>
    <name>Tray</name>
    <message>
        <source>Open Mostrador</source>
        <translation>Abrir Mostrador</translation>
    </message>
    <message>
        <source>New ticket</source>
        <translation>Nueva incidencia</translation>
    </message>
    <message>
        <source>Do not disturb for an hour</source>
        <translation>No molestar durante una hora</translation>
    </message>
    <message>
        <source>Do not disturb until {0}</source>
        <translation>No molestar hasta las {0}</translation>
    </message>
    <message>
        <source>Lock</source>
        <translation>Bloquear</translation>
    </message>
    <message>
        <source>Quit</source>
        <translation>Salir</translation>
    </message>
    <message numerus="yes">
        <source>Mostrador: news in %n tickets</source>
        <translation>
            <numerusform>Mostrador: novedades en %n incidencia</numerusform>
            <numerusform>Mostrador: novedades en %n incidencias</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>TriedSteps</name>
    <message>
        <source>Take out: {0}</source>
        <translation>Quitar: {0}</translation>
    </message>
    <message>
        <source>What have you tried?</source>
        <translation>¿Qué has probado?</translation>
    </message>
    <message>
        <source>One thing at a time, such as: switched it off and on</source>
        <translation>De una en una, por ejemplo: apagarlo y encenderlo</translation>
    </message>
    <message>
        <source>Note it</source>
        <translation>Anotarlo</translation>
    </message>
</context>
<context>
    <name>TwoStages</name>
    <message>
        <source>Solved. The customer is asked whether it works.</source>
        <translation>Resuelta. Al cliente se le pregunta si funciona.</translation>
    </message>
</context>
<context>
    <name>ValuesEditor</name>
    <message>
        <source>Choose something, or take this condition out.</source>
        <translation>Elige algo, o quita esta condición.</translation>
    </message>
</context>
<context>
    <name>VariableButton</name>
    <message>
        <source>Variable</source>
        <translation>Variable</translation>
    </message>
    <message>
        <source>Put in a variable</source>
        <translation>Insertar una variable</translation>
    </message>
</context>
<context>
    <name>ViewForm</name>
    <message>
        <source>Give it a name.</source>
        <translation>Ponle un nombre.</translation>
    </message>
    <message>
        <source>A name has no variables.</source>
        <translation>Un nombre no lleva variables.</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Nombre</translation>
    </message>
    <message>
        <source>New view</source>
        <translation>Vista nueva</translation>
    </message>
    <message>
        <source>Change a view</source>
        <translation>Cambiar una vista</translation>
    </message>
</context>
<context>
    <name>ViewsPage</name>
    <message>
        <source>Made by a newer version</source>
        <translation>Creada por una versión más nueva</translation>
    </message>
    <message>
        <source>Asks for what is no longer here: {0}</source>
        <translation>Pide algo que ya no está: {0}</translation>
    </message>
    <message>
        <source>Saved. It stands in the navigation, with its count.</source>
        <translation>Guardada. Está en la navegación, con su número.</translation>
    </message>
    <message>
        <source>The view is deleted.</source>
        <translation>La vista se ha eliminado.</translation>
    </message>
    <message>
        <source>Views</source>
        <translation>Vistas</translation>
    </message>
    <message>
        <source>Lists of tickets that you choose by what they are. Each has its count, and keeps itself.</source>
        <translation>Listas de tickets que eliges por cómo son. Cada una lleva su número y se mantiene sola.</translation>
    </message>
    <message>
        <source>There are none yet. Make the first one, or filter a list and save it as a view.</source>
        <translation>Aún no hay ninguna. Crea la primera, o filtra una lista y guárdala como vista.</translation>
    </message>
    <message>
        <source>New view</source>
        <translation>Vista nueva</translation>
    </message>
</context>
<context>
    <name>WaitingCounts</name>
    <message numerus="yes">
        <source>%n to send</source>
        <translation>
            <numerusform>%n por enviar</numerusform>
            <numerusform>%n por enviar</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n drafts saved here</source>
        <translation>
            <numerusform>%n borrador guardado</numerusform>
            <numerusform>%n borradores guardados</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Ways</name>
    <message>
        <source>No program here opens this address</source>
        <translation>Aquí ningún programa abre esta dirección</translation>
    </message>
    <message>
        <source>Type it where you can: {0}</source>
        <translation>Escríbela donde puedas: {0}</translation>
    </message>
    <message>
        <source>This link leads nowhere</source>
        <translation>Este enlace no lleva a ninguna parte</translation>
    </message>
    <message>
        <source>A part of it is missing. Ask for it again.</source>
        <translation>Le falta un trozo. Pídelo otra vez.</translation>
    </message>
    <message>
        <source>This guide is not here</source>
        <translation>Esta guía no está aquí</translation>
    </message>
    <message>
        <source>It was taken back, or it is not for you.</source>
        <translation>La han retirado, o no es para ti.</translation>
    </message>
    <message>
        <source>Saved here. It goes out as soon as there is a line.</source>
        <translation>Guardado aquí. Se envía en cuanto haya línea.</translation>
    </message>
    <message>
        <source>Your ticket is on its way.</source>
        <translation>Tu incidencia va de camino.</translation>
    </message>
    <message>
        <source>You follow this ticket. What you wrote stands in your answer.</source>
        <translation>Sigues esta incidencia. Lo que escribiste está en tu respuesta.</translation>
    </message>
    <message>
        <source>Your draft is kept. New ticket goes on with it.</source>
        <translation>Tu borrador está guardado. Sigue con él en Nueva incidencia.</translation>
    </message>
</context>
<context>
    <name>WhomChoice</name>
    <message>
        <source>Only me</source>
        <translation>Solo para mí</translation>
    </message>
    <message>
        <source>The whole desk</source>
        <translation>Todo el equipo de soporte</translation>
    </message>
    <message>
        <source>For</source>
        <translation>Para</translation>
    </message>
    <message>
        <source>For whom it is</source>
        <translation>Para quién es</translation>
    </message>
</context>
<context>
    <name>WhyPanel</name>
    <message>
        <source>Whole history</source>
        <translation>Todo el historial</translation>
    </message>
    <message>
        <source>Why it is in this state</source>
        <translation>Por qué está así</translation>
    </message>
</context>
<context>
    <name>WithdrawPanel</name>
    <message>
        <source>Withdraw this ticket?</source>
        <translation>¿Retirar esta incidencia?</translation>
    </message>
    <message>
        <source>What solved it, or why it is not needed any more</source>
        <translation>Qué lo arregló, o por qué ya no hace falta</translation>
    </message>
    <message>
        <source>What solved it? Others may have the same. (optional)</source>
        <translation>¿Qué lo arregló? A otros puede pasarles lo mismo. (opcional)</translation>
    </message>
    <message>
        <source>It is closed, and nobody works on it any more.</source>
        <translation>Se cierra y ya nadie trabaja en ella.</translation>
    </message>
    <message>
        <source>Whoever answers in it later opens it again.</source>
        <translation>Si alguien contesta después, se abre de nuevo.</translation>
    </message>
    <message>
        <source>Withdraw it</source>
        <translation>Retirarla</translation>
    </message>
</context>
<context>
    <name>WordsEditor</name>
    <message>
        <source>Write a word, or take this condition out.</source>
        <translation>Escribe una palabra, o quita esta condición.</translation>
    </message>
    <message>
        <source>Several with commas between them</source>
        <translation>Varias, separadas por comas</translation>
    </message>
</context>
<context>
    <name>accounts</name>
    <message>
        <source>A PIN has {0} to {1} digits.</source>
        <translation>Un PIN tiene de {0} a {1} cifras.</translation>
    </message>
    <message>
        <source>Everybody would try this one first: choose another.</source>
        <translation>Es el primero que probaría cualquiera: elige otro.</translation>
    </message>
    <message>
        <source>The two are not the same.</source>
        <translation>No coinciden.</translation>
    </message>
</context>
<context>
    <name>attention</name>
    <message>
        <source>nothing</source>
        <translation>nada</translation>
    </message>
</context>
<context>
    <name>bulk</name>
    <message>
        <source>Set the status</source>
        <translation>Cambiar el estado</translation>
    </message>
    <message>
        <source>Set the priority</source>
        <translation>Cambiar la prioridad</translation>
    </message>
    <message>
        <source>Assign</source>
        <translation>Asignar</translation>
    </message>
    <message>
        <source>Give to a team</source>
        <translation>Pasar a un equipo</translation>
    </message>
    <message>
        <source>Tag</source>
        <translation>Etiqueta</translation>
    </message>
    <message>
        <source>Status {0}:</source>
        <translation>Estado {0}:</translation>
    </message>
    <message>
        <source>Priority {0}:</source>
        <translation>Prioridad {0}:</translation>
    </message>
    <message>
        <source>To {0}:</source>
        <translation>Para {0}:</translation>
    </message>
    <message>
        <source>Tag {0}:</source>
        <translation>Etiqueta {0}:</translation>
    </message>
    <message>
        <source>Back to the team:</source>
        <translation>De vuelta al equipo:</translation>
    </message>
    <message>
        <source>Take them myself</source>
        <translation>Me los quedo yo</translation>
    </message>
    <message>
        <source>Give them back to the team</source>
        <translation>Devolverlos al equipo</translation>
    </message>
    <message>
        <source>New tag: {0}</source>
        <translation>Etiqueta nueva: {0}</translation>
    </message>
</context>
<context>
    <name>choices</name>
    <message>
        <source>It is yours now.</source>
        <translation>Ahora es tuyo.</translation>
    </message>
    <message>
        <source>It is yours already.</source>
        <translation>Ya es tuyo.</translation>
    </message>
    <message>
        <source>Given back to the team.</source>
        <translation>Devuelto al equipo.</translation>
    </message>
    <message>
        <source>{0} is {1} already.</source>
        <translation>{0}: ya es {1}.</translation>
    </message>
    <message>
        <source>Take it myself</source>
        <translation>Llevarlo yo</translation>
    </message>
    <message>
        <source>Give it back to the team</source>
        <translation>Devolverlo al equipo</translation>
    </message>
    <message>
        <source>Wake it now</source>
        <translation>Traerlo ya</translation>
    </message>
    <message>
        <source>Out of the way until {0}.</source>
        <translation>Pospuesto hasta: {0}.</translation>
    </message>
    <message>
        <source>Out of the way until they answer.</source>
        <translation>Pospuesto hasta que respondan.</translation>
    </message>
    <message>
        <source>In an hour</source>
        <translation>Dentro de una hora</translation>
    </message>
    <message>
        <source>This evening</source>
        <translation>Esta tarde</translation>
    </message>
    <message>
        <source>Tomorrow morning</source>
        <translation>Mañana por la mañana</translation>
    </message>
    <message>
        <source>On Monday</source>
        <translation>El lunes</translation>
    </message>
    <message>
        <source>In a week</source>
        <translation>Dentro de una semana</translation>
    </message>
    <message>
        <source>Until they answer</source>
        <translation>Hasta que respondan</translation>
    </message>
    <message>
        <source>Away</source>
        <translation>Fuera</translation>
    </message>
    <message>
        <source>Away until {0}</source>
        <translation>Fuera hasta el {0}</translation>
    </message>
    <message>
        <source>{0} stands in</source>
        <translation>sustituye {0}</translation>
    </message>
    <message>
        <source>next in line stands in</source>
        <translation>sustituye el siguiente</translation>
    </message>
    <message>
        <source>New tag: {0}</source>
        <translation>Etiqueta nueva: {0}</translation>
    </message>
    <message>
        <source>Status</source>
        <translation>Estado</translation>
    </message>
    <message>
        <source>Status: {0}.</source>
        <translation>Estado: {0}.</translation>
    </message>
    <message>
        <source>Priority</source>
        <translation>Prioridad</translation>
    </message>
    <message>
        <source>Priority: {0}.</source>
        <translation>Prioridad: {0}.</translation>
    </message>
    <message>
        <source>Assignee</source>
        <translation>Responsable</translation>
    </message>
    <message>
        <source>Assigned to {0}.</source>
        <translation>Asignado a {0}.</translation>
    </message>
    <message>
        <source>Team</source>
        <translation>Equipo</translation>
    </message>
    <message>
        <source>Given to {0}.</source>
        <translation>Pasado a {0}.</translation>
    </message>
    <message>
        <source>Topic</source>
        <translation>Tema</translation>
    </message>
    <message>
        <source>Topic: {0}.</source>
        <translation>Tema: {0}.</translation>
    </message>
    <message>
        <source>Type</source>
        <translation>Tipo</translation>
    </message>
    <message>
        <source>Type: {0}.</source>
        <translation>Tipo: {0}.</translation>
    </message>
</context>
<context>
    <name>closing</name>
    <message>
        <source>Very bad</source>
        <translation>Muy mal</translation>
    </message>
    <message>
        <source>Bad</source>
        <translation>Mal</translation>
    </message>
    <message>
        <source>So-so</source>
        <translation>Regular</translation>
    </message>
    <message>
        <source>Good</source>
        <translation>Bien</translation>
    </message>
    <message>
        <source>Very good</source>
        <translation>Muy bien</translation>
    </message>
    <message>
        <source>It was fast</source>
        <translation>Ha sido rápido</translation>
    </message>
    <message>
        <source>Well explained</source>
        <translation>Bien explicado</translation>
    </message>
    <message>
        <source>Friendly</source>
        <translation>Trato amable</translation>
    </message>
    <message>
        <source>Problem solved</source>
        <translation>Problema resuelto</translation>
    </message>
    <message>
        <source>It took too long</source>
        <translation>Ha tardado demasiado</translation>
    </message>
    <message>
        <source>Not understood</source>
        <translation>No lo he entendido</translation>
    </message>
    <message>
        <source>Not friendly</source>
        <translation>Trato poco amable</translation>
    </message>
    <message>
        <source>Problem not solved</source>
        <translation>Problema sin resolver</translation>
    </message>
    <message>
        <source>Somebody at the desk reads it and answers you by {0}, and you hear of it here.</source>
        <translation>Alguien de soporte la lee y te contesta a más tardar el {0}; te enterarás aquí.</translation>
    </message>
    <message>
        <source>You should have had an answer by {0}. We are sorry: call us if it is urgent.</source>
        <translation>Deberías tener una respuesta desde el {0}. Lo sentimos: si es urgente, llámanos.</translation>
    </message>
    <message>
        <source>It goes out by itself when there is a line. Then it has a number, and you read here by when you are answered.</source>
        <translation>Sale sola en cuanto haya línea. Entonces tendrá un número y leerás aquí para cuándo te contestamos.</translation>
    </message>
    <message>
        <source>Somebody works on it. You have the next answer by {0}.</source>
        <translation>Alguien está en ello. Tendrás la próxima respuesta a más tardar el {0}.</translation>
    </message>
    <message>
        <source>Somebody works on it and writes to you here.</source>
        <translation>Alguien está en ello y te escribe aquí.</translation>
    </message>
    <message>
        <source>We wait for somebody else, and write to you here as soon as we know more.</source>
        <translation>Esperamos a un tercero y te escribimos aquí en cuanto sepamos más.</translation>
    </message>
    <message>
        <source>Your answer is needed. Without one it closes by itself on {0}.</source>
        <translation>Hace falta tu respuesta. Si no llega, se cierra sola el {0}.</translation>
    </message>
    <message>
        <source>Your answer is needed: it waits until then.</source>
        <translation>Hace falta tu respuesta: hasta entonces espera.</translation>
    </message>
    <message>
        <source>We remind you on {0}.</source>
        <translation>Te lo recordamos el {0}.</translation>
    </message>
    <message>
        <source>If you say nothing, it closes by itself on {0}.</source>
        <translation>Si no dices nada, se cierra sola el {0}.</translation>
    </message>
    <message>
        <source>On {0} we ask whether you can still work.</source>
        <translation>El {0} te preguntamos si puedes seguir trabajando.</translation>
    </message>
    <message>
        <source>Do you still need us? Answer below, and it is open again.</source>
        <translation>¿Todavía nos necesitas? Contesta abajo y se abre de nuevo.</translation>
    </message>
    <message>
        <source>Should it come back, answer below: it is open again then.</source>
        <translation>Si vuelve a pasar, contesta abajo: entonces se abre de nuevo.</translation>
    </message>
</context>
<context>
    <name>columns</name>
    <message>
        <source>Subject</source>
        <translation>Asunto</translation>
    </message>
    <message>
        <source>Number</source>
        <translation>Número</translation>
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
        <source>Requester</source>
        <translation>Solicitante</translation>
    </message>
    <message>
        <source>Store</source>
        <translation>Tienda</translation>
    </message>
    <message>
        <source>Assignee</source>
        <translation>Asignado a</translation>
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
        <source>Created</source>
        <translation>Creado</translation>
    </message>
    <message>
        <source>Changed</source>
        <translation>Cambiado</translation>
    </message>
    <message>
        <source>Deadline</source>
        <translation>Plazo</translation>
    </message>
    <message>
        <source>Messages</source>
        <translation>Mensajes</translation>
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
        <source>closed: {0}</source>
        <translation>cerrado: {0}</translation>
    </message>
    <message>
        <source>given back to the team</source>
        <translation>devuelta al equipo</translation>
    </message>
    <message>
        <source>no topic</source>
        <translation>sin tema</translation>
    </message>
    <message>
        <source>tags: {0}</source>
        <translation>etiquetas: {0}</translation>
    </message>
    <message>
        <source>no tags</source>
        <translation>sin etiquetas</translation>
    </message>
    <message>
        <source>{0} follows</source>
        <translation>{0} lo sigue</translation>
    </message>
    <message>
        <source>{0} no longer follows</source>
        <translation>{0} ya no lo sigue</translation>
    </message>
    <message>
        <source>waiting for {0}</source>
        <translation>esperando a {0}</translation>
    </message>
    <message>
        <source>tried: {0}</source>
        <translation>probado: {0}</translation>
    </message>
    <message>
        <source>snoozed until {0}</source>
        <translation>pospuesto hasta: {0}</translation>
    </message>
    <message>
        <source>back from its snooze</source>
        <translation>ya no está pospuesto</translation>
    </message>
    <message>
        <source>identity: {0}</source>
        <translation>identidad: {0}</translation>
    </message>
    <message>
        <source>it is about the account of {0}</source>
        <translation>se trata de la cuenta de {0}</translation>
    </message>
    <message>
        <source>no longer about the account of {0}</source>
        <translation>ya no se trata de la cuenta de {0}</translation>
    </message>
    <message>
        <source>account: {0}</source>
        <translation>cuenta: {0}</translation>
    </message>
    <message>
        <source>reminder {0} that an answer is waited for</source>
        <translation>recordatorio {0} de que se espera respuesta</translation>
    </message>
    <message>
        <source>rated {0} of 5</source>
        <translation>valoración: {0} de 5</translation>
    </message>
    <message>
        <source>not satisfied</source>
        <translation>no quedó conforme</translation>
    </message>
    <message>
        <source>{0}, who leads the team, looks at it</source>
        <translation>lo mira {0}, que dirige el equipo</translation>
    </message>
    <message>
        <source>expected by {0}</source>
        <translation>previsto para el {0}</translation>
    </message>
    <message>
        <source>no longer expected by a day</source>
        <translation>ya sin fecha prevista</translation>
    </message>
    <message>
        <source>next word promised by {0}</source>
        <translation>noticias prometidas antes del {0}</translation>
    </message>
    <message>
        <source>no further word promised</source>
        <translation>sin más noticias prometidas</translation>
    </message>
    <message>
        <source>to do: {0}</source>
        <translation>por hacer: {0}</translation>
    </message>
    <message>
        <source>no longer to do: {0}</source>
        <translation>ya no hay que hacer: {0}</translation>
    </message>
    <message>
        <source>done: {0}</source>
        <translation>hecho: {0}</translation>
    </message>
    <message>
        <source>to do again: {0}</source>
        <translation>otra vez por hacer: {0}</translation>
    </message>
    <message>
        <source>a part of it goes on in {0}</source>
        <translation>una parte sigue en {0}</translation>
    </message>
    <message>
        <source>split off from {0}</source>
        <translation>separado de {0}</translation>
    </message>
    <message>
        <source>{0} stands in for {1}, who is away</source>
        <translation>{0} sustituye a {1}, que está fuera</translation>
    </message>
    <message>
        <source>{1} is away and nobody stands in: it waits in the team&apos;s queue</source>
        <translation>{1} está fuera y nadie sustituye: espera en la cola del equipo</translation>
    </message>
    <message>
        <source>support was asked</source>
        <translation>se ha preguntado a soporte</translation>
    </message>
    <message>
        <source>reminder: {0}</source>
        <translation>recordatorio: {0}</translation>
    </message>
    <message>
        <source>escalated to {0}</source>
        <translation>escalado a {0}</translation>
    </message>
    <message>
        <source>handed back to {0}</source>
        <translation>devuelto a {0}</translation>
    </message>
    <message>
        <source>back from {0}</source>
        <translation>de vuelta de {0}</translation>
    </message>
    <message>
        <source>merged into {0}</source>
        <translation>fusionado con {0}</translation>
    </message>
    <message>
        <source>on its own again, no longer merged into {0}</source>
        <translation>otra vez por separado, ya no fusionado con {0}</translation>
    </message>
    <message>
        <source>{0} was merged into this one</source>
        <translation>{0} se fusionó con este</translation>
    </message>
    <message>
        <source>{0} is on its own again</source>
        <translation>{0} vuelve a ir por separado</translation>
    </message>
    <message>
        <source>part of {0}</source>
        <translation>parte de {0}</translation>
    </message>
    <message>
        <source>no longer part of {0}</source>
        <translation>ya no es parte de {0}</translation>
    </message>
    <message>
        <source>{0} is a part of it</source>
        <translation>{0} es parte de este</translation>
    </message>
    <message>
        <source>{0} is no longer a part of it</source>
        <translation>{0} ya no es parte de este</translation>
    </message>
    <message>
        <source>incident of {0}</source>
        <translation>avería de {0}</translation>
    </message>
    <message>
        <source>no longer an incident of {0}</source>
        <translation>ya no es avería de {0}</translation>
    </message>
    <message>
        <source>{0} is an incident of it</source>
        <translation>{0} es una avería de este</translation>
    </message>
    <message>
        <source>{0} is no longer an incident of it</source>
        <translation>{0} ya no es una avería de este</translation>
    </message>
    <message>
        <source>asked whether one can work again</source>
        <translation>se preguntó si se puede trabajar de nuevo</translation>
    </message>
    <message>
        <source>can work again</source>
        <translation>puede trabajar de nuevo</translation>
    </message>
    <message>
        <source>cannot work again</source>
        <translation>no puede trabajar de nuevo</translation>
    </message>
    <message>
        <source>{1}: {0}</source>
        <translation>{1}: {0}</translation>
    </message>
    <message>
        <source>{1}: no answer any more</source>
        <translation>{1}: ya sin respuesta</translation>
    </message>
    <message>
        <source>now: {0}</source>
        <translation>ahora: {0}</translation>
    </message>
    <message>
        <source>before: {0}</source>
        <translation>antes: {0}</translation>
    </message>
    <message>
        <source>“{0}”</source>
        <translation>«{0}»</translation>
    </message>
    <message>
        <source>there is an answer</source>
        <translation>haya respuesta</translation>
    </message>
    <message>
        <source>not shown ({0})</source>
        <translation>sin comprobar ({0})</translation>
    </message>
    <message>
        <source>assigned to {0}</source>
        <translation>asignado a {0}</translation>
    </message>
    <message>
        <source>a word to the requester is due</source>
        <translation>toca dar noticias a quien preguntó</translation>
    </message>
    <message>
        <source>the third party is to be asked again</source>
        <translation>toca volver a preguntar al tercero</translation>
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
    <name>details</name>
    <message>
        <source>This is needed, so that we can start at once.</source>
        <translation>Esto hace falta para empezar enseguida.</translation>
    </message>
    <message>
        <source>That is too long. Put the rest into the description.</source>
        <translation>Es demasiado largo. Pon el resto en la descripción.</translation>
    </message>
    <message>
        <source>Write a number in digits, such as 12 or 12.5.</source>
        <translation>Escribe un número en cifras, como 12 o 12,5.</translation>
    </message>
    <message>
        <source>Write a day as 30/11/2026.</source>
        <translation>Escribe un día así: 30/11/2026.</translation>
    </message>
    <message>
        <source>Choose one of what is offered now.</source>
        <translation>Elige entre lo que se ofrece ahora.</translation>
    </message>
    <message>
        <source>Write a phone number in digits, such as +34 600 123 456.</source>
        <translation>Escribe un teléfono en cifras, como +34 600 123 456.</translation>
    </message>
    <message>
        <source>Write an address such as name@example.org.</source>
        <translation>Escribe una dirección como nombre@example.org.</translation>
    </message>
    <message>
        <source>One line</source>
        <translation>Una línea</translation>
    </message>
    <message>
        <source>Several lines</source>
        <translation>Varias líneas</translation>
    </message>
    <message>
        <source>A number</source>
        <translation>Un número</translation>
    </message>
    <message>
        <source>One of several</source>
        <translation>Una de varias</translation>
    </message>
    <message>
        <source>Any of several</source>
        <translation>Varias de una lista</translation>
    </message>
    <message>
        <source>A day</source>
        <translation>Un día</translation>
    </message>
    <message>
        <source>Yes or no</source>
        <translation>Sí o no</translation>
    </message>
    <message>
        <source>A phone number</source>
        <translation>Un teléfono</translation>
    </message>
    <message>
        <source>An e-mail address</source>
        <translation>Un correo electrónico</translation>
    </message>
    <message>
        <source>Yes</source>
        <translation>Sí</translation>
    </message>
    <message>
        <source>No</source>
        <translation>No</translation>
    </message>
    <message>
        <source>ddd d MMM yyyy</source>
        <extracomment>Of a date, as Qt writes formats; keep the letters, move and quote the words.</extracomment>
        <translation>ddd d MMM yyyy</translation>
    </message>
</context>
<context>
    <name>diagnosing</name>
    <message>
        <source>Program</source>
        <translation>Programa</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>Idioma</translation>
    </message>
    <message>
        <source>Waiting to be sent</source>
        <translation>Por enviar</translation>
    </message>
    <message>
        <source>System</source>
        <translation>Sistema</translation>
    </message>
    <message>
        <source>Kernel</source>
        <translation>Núcleo</translation>
    </message>
    <message>
        <source>{0} free of {1}</source>
        <translation>{0} libres de {1}</translation>
    </message>
    <message>
        <source>Disk</source>
        <translation>Disco</translation>
    </message>
    <message>
        <source>Network</source>
        <translation>Red</translation>
    </message>
    <message>
        <source>Connection</source>
        <translation>Conexión</translation>
    </message>
    <message>
        <source>Server</source>
        <translation>Servidor</translation>
    </message>
    <message>
        <source>no way out of this computer</source>
        <translation>este equipo no tiene salida</translation>
    </message>
    <message>
        <source>Way out</source>
        <translation>Salida</translation>
    </message>
    <message>
        <source>cable</source>
        <translation>cable</translation>
    </message>
    <message>
        <source>wireless</source>
        <translation>inalámbrica</translation>
    </message>
    <message>
        <source>up</source>
        <translation>activa</translation>
    </message>
    <message>
        <source>down</source>
        <translation>caída</translation>
    </message>
    <message>
        <source>Printers</source>
        <translation>Impresoras</translation>
    </message>
    <message>
        <source>the usual one</source>
        <translation>la habitual</translation>
    </message>
    <message>
        <source>set up</source>
        <translation>configurada</translation>
    </message>
    <message>
        <source>none is set up</source>
        <translation>ninguna configurada</translation>
    </message>
    <message>
        <source>Last errors</source>
        <translation>Últimos errores</translation>
    </message>
    <message>
        <source>none in the log</source>
        <translation>ninguno en el registro</translation>
    </message>
    <message>
        <source>Log</source>
        <translation>Registro</translation>
    </message>
</context>
<context>
    <name>errors</name>
    <message>
        <source>That cannot be done</source>
        <translation>Eso no se puede hacer</translation>
    </message>
    <message>
        <source>Your reply was not sent</source>
        <translation>Tu respuesta no se ha enviado</translation>
    </message>
    <message>
        <source>Somebody wrote meanwhile. It is a draft again: read what is new, or send it anyway.</source>
        <translation>Alguien ha escrito entretanto. Vuelve a ser un borrador: lee lo nuevo o envíalo de todos modos.</translation>
    </message>
    <message>
        <source>This system shows the screen to no program</source>
        <translation>Este sistema no muestra la pantalla a ningún programa</translation>
    </message>
    <message>
        <source>Use the system&apos;s own key for pictures of the screen, then paste the picture here.</source>
        <translation>Usa la tecla de captura del sistema y pega aquí la imagen.</translation>
    </message>
    <message>
        <source>This is not your PIN</source>
        <translation>Ese no es tu PIN</translation>
    </message>
    <message>
        <source>Tries left: {0}. After them your password is asked.</source>
        <translation>Intentos que quedan: {0}. Después se pide tu contraseña.</translation>
    </message>
    <message>
        <source>The PIN was wrong too often</source>
        <translation>Demasiados PIN incorrectos</translation>
    </message>
    <message>
        <source>Type your password: it opens this, and the PIN works again.</source>
        <translation>Escribe tu contraseña: abre esto, y el PIN vuelve a funcionar.</translation>
    </message>
    <message>
        <source>Please sign in again</source>
        <translation>Vuelve a entrar</translation>
    </message>
    <message>
        <source>This computer had no connection for more than {0} days. Connect it and type your password: everything saved here is kept.</source>
        <translation>Este equipo lleva más de {0} días sin línea. Conéctalo y escribe tu contraseña: todo lo guardado aquí se conserva.</translation>
    </message>
    <message>
        <source>This system did not take the change</source>
        <translation>El sistema no ha aceptado el cambio</translation>
    </message>
    <message>
        <source>Check that your own settings folder can be written ({0}), then try again.</source>
        <translation>Comprueba que se puede escribir en tu carpeta de ajustes ({0}) y prueba otra vez.</translation>
    </message>
    <message>
        <source>{0} is not free</source>
        <translation>{0} no está libre</translation>
    </message>
    <message>
        <source>Another program has this key: choose another one.</source>
        <translation>Otro programa usa esta tecla: elige otra.</translation>
    </message>
</context>
<context>
    <name>files</name>
    <message>
        <source>{0}, saved here</source>
        <translation>{0}, guardado aquí</translation>
    </message>
    <message>
        <source>{0}, sending, {1} %</source>
        <translation>{0}, enviando, {1} %</translation>
    </message>
    <message>
        <source>{0}, still arriving</source>
        <translation>{0}, aún llegando</translation>
    </message>
    <message>
        <source>{0}, fetching, {1} %</source>
        <translation>{0}, descargando, {1} %</translation>
    </message>
    <message>
        <source>{0}, not on this computer</source>
        <translation>{0}, no está en este equipo</translation>
    </message>
    <message>
        <source>{0}, it never arrived</source>
        <translation>{0}, nunca llegó</translation>
    </message>
    <message>
        <source>{0}, the server did not take it</source>
        <translation>{0}, el servidor no lo aceptó</translation>
    </message>
</context>
<context>
    <name>filters</name>
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
        <translation>Asignado a</translation>
    </message>
    <message>
        <source>Team</source>
        <translation>Equipo</translation>
    </message>
    <message>
        <source>Store</source>
        <translation>Tienda</translation>
    </message>
    <message>
        <source>Requester</source>
        <translation>Solicitante</translation>
    </message>
    <message>
        <source>Topic</source>
        <translation>Tema</translation>
    </message>
    <message>
        <source>Tag</source>
        <translation>Etiqueta</translation>
    </message>
    <message>
        <source>Read</source>
        <translation>Lectura</translation>
    </message>
    <message>
        <source>Deadline</source>
        <translation>Plazo</translation>
    </message>
    <message>
        <source>Created</source>
        <translation>Creado</translation>
    </message>
    <message>
        <source>Changed</source>
        <translation>Cambiado</translation>
    </message>
    <message>
        <source>Messages</source>
        <translation>Mensajes</translation>
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
        <source>Last 7 days</source>
        <translation>Últimos 7 días</translation>
    </message>
    <message>
        <source>Last 30 days</source>
        <translation>Últimos 30 días</translation>
    </message>
    <message>
        <source>Before that</source>
        <translation>Antes</translation>
    </message>
    <message>
        <source>Overdue</source>
        <translation>Fuera de plazo</translation>
    </message>
    <message>
        <source>Within the hour</source>
        <translation>En una hora</translation>
    </message>
    <message>
        <source>Still today</source>
        <translation>Aún hoy</translation>
    </message>
    <message>
        <source>Within 7 days</source>
        <translation>En 7 días</translation>
    </message>
    <message>
        <source>None</source>
        <translation>Ninguno</translation>
    </message>
    <message>
        <source>Unread</source>
        <translation>Sin leer</translation>
    </message>
    <message>
        <source>Read already</source>
        <translation>Ya leídos</translation>
    </message>
    <message>
        <source>No message</source>
        <translation>Sin mensajes</translation>
    </message>
    <message>
        <source>1 to 5</source>
        <translation>De 1 a 5</translation>
    </message>
    <message>
        <source>More than 5</source>
        <translation>Más de 5</translation>
    </message>
</context>
<context>
    <name>grouping</name>
    <message>
        <source>Deadline</source>
        <translation>Plazo</translation>
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
        <source>Store</source>
        <translation>Tienda</translation>
    </message>
    <message>
        <source>Assignee</source>
        <translation>Asignado a</translation>
    </message>
    <message>
        <source>Team</source>
        <translation>Equipo</translation>
    </message>
    <message>
        <source>Topic</source>
        <translation>Tema</translation>
    </message>
</context>
<context>
    <name>guide</name>
    <message>
        <source>Find an answer first</source>
        <translation>Primero busca la respuesta</translation>
    </message>
    <message>
        <source>Say what happened in your own words. The guides are on this computer: no line needed.</source>
        <translation>Di qué ha pasado con tus palabras. Las guías están en este equipo: no hace falta línea.</translation>
    </message>
    <message>
        <source>Tell us when nothing fits</source>
        <translation>Si nada encaja, cuéntanoslo</translation>
    </message>
    <message>
        <source>Press {create} anywhere. It is saved here at once and goes out as soon as there is a line.</source>
        <translation>Pulsa {create} donde estés. Se guarda aquí al momento y sale en cuanto haya línea.</translation>
    </message>
    <message>
        <source>See how the line is</source>
        <translation>Mira cómo está la línea</translation>
    </message>
    <message>
        <source>Down here stands whether you are online and whether everything was sent. Carry on either way.</source>
        <translation>Aquí abajo pone si estás en línea y si ya se ha enviado todo. Sigue trabajando en cualquier caso.</translation>
    </message>
    <message>
        <source>Several people, one computer</source>
        <translation>Varias personas, un equipo</translation>
    </message>
    <message>
        <source>Change the person here. Everyone&apos;s work stays apart, and encrypted.</source>
        <translation>Cambia de persona aquí. Lo de cada uno queda aparte, y cifrado.</translation>
    </message>
    <message>
        <source>Your queue, by deadline</source>
        <translation>Tu cola, por plazo</translation>
    </message>
    <message>
        <source>{next} and {previous} step through it, {reply} replies, {note} writes a note: the mouse can rest.</source>
        <translation>{next} y {previous} la recorren, {reply} responde, {note} escribe una nota: el ratón descansa.</translation>
    </message>
    <message>
        <source>Everything from one field</source>
        <translation>Todo desde un campo</translation>
    </message>
    <message>
        <source>Tickets, guides, people and commands. Each has its key beside it; {keys} shows all.</source>
        <translation>Tickets, guías, personas y órdenes. Cada una con su tecla al lado; con {keys} se ven todas.</translation>
    </message>
    <message>
        <source>Work on without a line</source>
        <translation>Sigue sin línea</translation>
    </message>
    <message>
        <source>Everything is here. What you write goes out by itself; what was refused waits under Needs attention.</source>
        <translation>Está todo aquí. Lo que escribes se envía solo; lo rechazado espera en Requiere atención.</translation>
    </message>
    <message>
        <source>Make it yours</source>
        <translation>Hazlo tuyo</translation>
    </message>
    <message>
        <source>Size of text, dark or light, keys, notifications. This guide is there again under Help.</source>
        <translation>Tamaño del texto, claro u oscuro, teclas, avisos. Esta guía está también en Ayuda.</translation>
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
        <source>This ticket</source>
        <translation>Esta incidencia</translation>
    </message>
    <message>
        <source>In other hands</source>
        <translation>En otras manos</translation>
    </message>
    <message>
        <source>Lists</source>
        <translation>Listas</translation>
    </message>
    <message>
        <source>Go to</source>
        <translation>Ir a</translation>
    </message>
    <message>
        <source>Window</source>
        <translation>Ventana</translation>
    </message>
    <message>
        <source>Write an internal note</source>
        <translation>Escribir una nota interna</translation>
    </message>
    <message>
        <source>Assign to me</source>
        <translation>Asignar a mí</translation>
    </message>
    <message>
        <source>Assign to someone</source>
        <translation>Asignar a alguien</translation>
    </message>
    <message>
        <source>Set the status</source>
        <translation>Cambiar el estado</translation>
    </message>
    <message>
        <source>Set the priority</source>
        <translation>Cambiar la prioridad</translation>
    </message>
    <message>
        <source>Give to a team</source>
        <translation>Pasar a un equipo</translation>
    </message>
    <message>
        <source>Set the topic</source>
        <translation>Cambiar el tema</translation>
    </message>
    <message>
        <source>Tag</source>
        <translation>Etiquetar</translation>
    </message>
    <message>
        <source>Follow, or stop following</source>
        <translation>Seguir o dejar de seguir</translation>
    </message>
    <message>
        <source>Followers and copies</source>
        <translation>Seguidores y copias</translation>
    </message>
    <message>
        <source>Ask support for a customer</source>
        <translation>Preguntar a soporte por un cliente</translation>
    </message>
    <message>
        <source>Pass support&apos;s answer back</source>
        <translation>Pasar la respuesta de soporte</translation>
    </message>
    <message>
        <source>Mark as unread</source>
        <translation>Marcar como sin leer</translation>
    </message>
    <message>
        <source>Run a macro</source>
        <translation>Ejecutar una macro</translation>
    </message>
    <message>
        <source>Snooze, or wake</source>
        <translation>Posponer o traer de vuelta</translation>
    </message>
    <message>
        <source>Set the type</source>
        <translation>Cambiar el tipo</translation>
    </message>
    <message>
        <source>Escalate</source>
        <translation>Escalar</translation>
    </message>
    <message>
        <source>Hand back with an answer</source>
        <translation>Devolver con una respuesta</translation>
    </message>
    <message>
        <source>Say by when</source>
        <translation>Decir para cuándo</translation>
    </message>
    <message>
        <source>Checklist of the ticket</source>
        <translation>Lista de tareas del ticket</translation>
    </message>
    <message>
        <source>Merge into another ticket</source>
        <translation>Fusionar con otro ticket</translation>
    </message>
    <message>
        <source>Incident of a problem</source>
        <translation>Avería de un problema</translation>
    </message>
    <message>
        <source>Part of another ticket</source>
        <translation>Parte de otro ticket</translation>
    </message>
    <message>
        <source>Split into a new ticket</source>
        <translation>Separar en un ticket nuevo</translation>
    </message>
    <message>
        <source>Solve with all incidents</source>
        <translation>Resolver con todas sus averías</translation>
    </message>
    <message>
        <source>Verify who it is</source>
        <translation>Comprobar quién es</translation>
    </message>
    <message>
        <source>Help with the account</source>
        <translation>Ayudar con la cuenta</translation>
    </message>
    <message>
        <source>Show the whole history</source>
        <translation>Ver todo el historial</translation>
    </message>
    <message>
        <source>Why is it in this state?</source>
        <translation>¿Por qué está así?</translation>
    </message>
    <message>
        <source>Resolve, with what solved it</source>
        <translation>Resolver, con lo que lo arregló</translation>
    </message>
    <message>
        <source>Remind the requester</source>
        <translation>Recordárselo a quien lo pidió</translation>
    </message>
    <message>
        <source>Say that it works</source>
        <translation>Decir que funciona</translation>
    </message>
    <message>
        <source>Say what is still wrong</source>
        <translation>Decir qué falla todavía</translation>
    </message>
    <message>
        <source>Say how we did</source>
        <translation>Decir qué tal lo hicimos</translation>
    </message>
    <message>
        <source>Withdraw a ticket of mine</source>
        <translation>Retirar una incidencia mía</translation>
    </message>
    <message>
        <source>Details of the form</source>
        <translation>Detalles del formulario</translation>
    </message>
    <message>
        <source>Ask for details</source>
        <translation>Pedir detalles</translation>
    </message>
    <message>
        <source>Copy the link</source>
        <translation>Copiar el enlace</translation>
    </message>
    <message>
        <source>Open in a window of its own</source>
        <translation>Abrir en su propia ventana</translation>
    </message>
    <message>
        <source>Next unread ticket</source>
        <translation>Siguiente incidencia sin leer</translation>
    </message>
    <message>
        <source>Next view</source>
        <translation>Vista siguiente</translation>
    </message>
    <message>
        <source>Previous view</source>
        <translation>Vista anterior</translation>
    </message>
    <message>
        <source>Mark the ticket, or take its mark away</source>
        <translation>Marcar la incidencia o quitar la marca</translation>
    </message>
    <message>
        <source>Filter by a property</source>
        <translation>Filtrar por una propiedad</translation>
    </message>
    <message>
        <source>Order and group the list</source>
        <translation>Ordenar y agrupar la lista</translation>
    </message>
    <message>
        <source>Next ticket nobody is on</source>
        <translation>Siguiente ticket sin nadie</translation>
    </message>
    <message>
        <source>Save the list as a view</source>
        <translation>Guardar la lista como vista</translation>
    </message>
    <message>
        <source>Table, or rows of two lines</source>
        <translation>Tabla o filas de dos líneas</translation>
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
        <source>Back</source>
        <translation>Atrás</translation>
    </message>
    <message>
        <source>Forward</source>
        <translation>Adelante</translation>
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
        <source>Take back what was just done</source>
        <translation>Deshacer lo último</translation>
    </message>
    <message>
        <source>Fold or unfold the navigation</source>
        <translation>Plegar o desplegar la navegación</translation>
    </message>
    <message>
        <source>What goes on in the background</source>
        <translation>Qué hay en marcha en segundo plano</translation>
    </message>
    <message>
        <source>Accounts on this computer</source>
        <translation>Cuentas de este equipo</translation>
    </message>
    <message>
        <source>Lock the screen</source>
        <translation>Bloquear la pantalla</translation>
    </message>
    <message>
        <source>Do not disturb for an hour, or no more</source>
        <translation>No molestar durante una hora, o dejar de hacerlo</translation>
    </message>
    <message>
        <source>Away, and who stands in</source>
        <translation>Ausencias y sustituciones</translation>
    </message>
    <message>
        <source>Show the first steps</source>
        <translation>Ver los primeros pasos</translation>
    </message>
    <message>
        <source>Show all keys</source>
        <translation>Mostrar todas las teclas</translation>
    </message>
    <message>
        <source>Lists: mark several</source>
        <translation>Listas: marcar varios</translation>
    </message>
    <message>
        <source>Lists: mark all of the view</source>
        <translation>Listas: marcar toda la vista</translation>
    </message>
    <message>
        <source>Lists: fold a group, or unfold it</source>
        <translation>Listas: plegar o desplegar un grupo</translation>
    </message>
    <message>
        <source>Send what is written</source>
        <translation>Enviar lo escrito</translation>
    </message>
    <message>
        <source>Put in a saved reply, or a colleague&apos;s name</source>
        <translation>Insertar una respuesta guardada o el nombre de alguien del equipo</translation>
    </message>
    <message>
        <source>Put in a guide</source>
        <translation>Insertar una guía</translation>
    </message>
    <message>
        <source>Bold, italic, code</source>
        <translation>Negrita, cursiva, código</translation>
    </message>
    <message>
        <source>Make a link of what is chosen in a text</source>
        <translation>Convertir en enlace lo elegido en un texto</translation>
    </message>
    <message>
        <source>Numbers, bullets, quotation</source>
        <translation>Números, puntos, cita</translation>
    </message>
    <message>
        <source>Take back what is about to be sent, in the empty field</source>
        <translation>Recuperar lo que está a punto de enviarse, con el campo vacío</translation>
    </message>
    <message>
        <source>Find in the conversation</source>
        <translation>Buscar en la conversación</translation>
    </message>
    <message>
        <source>Print the conversation, or save it as PDF</source>
        <translation>Imprimir la conversación o guardarla como PDF</translation>
    </message>
    <message>
        <source>Go to the next message found, or back</source>
        <translation>Ir al siguiente mensaje encontrado, o al anterior</translation>
    </message>
    <message>
        <source>Copy a message, or what is chosen in it</source>
        <translation>Copiar un mensaje, o lo elegido en él</translation>
    </message>
    <message>
        <source>In a message: choose a part of it</source>
        <translation>En un mensaje: elegir una parte de él</translation>
    </message>
    <message>
        <source>Copy it as a quote</source>
        <translation>Copiarlo como cita</translation>
    </message>
    <message>
        <source>Attach files to what is written</source>
        <translation>Adjuntar archivos a lo escrito</translation>
    </message>
    <message>
        <source>Attach a picture of the screen to it</source>
        <translation>Adjuntarle una captura de pantalla</translation>
    </message>
    <message>
        <source>Needs attention: move, decide, give up</source>
        <translation>Requiere atención: moverse, decidir, renunciar</translation>
    </message>
    <message>
        <source>Change the account</source>
        <translation>Cambiar de cuenta</translation>
    </message>
    <message>
        <source>Leave a field, close what is open</source>
        <translation>Salir de un campo, cerrar lo abierto</translation>
    </message>
    <message>
        <source>Shift</source>
        <translation>Mayús</translation>
    </message>
    <message>
        <source>Del</source>
        <translation>Supr</translation>
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
        <source>No secure connection to this server</source>
        <translation>No hay conexión segura con este servidor</translation>
    </message>
    <message>
        <source>Check the address: if the one you were given begins with http://, type it whole. Otherwise tell your administrator that the server&apos;s certificate is missing or not trusted here. Nothing was sent.</source>
        <translation>Comprueba la dirección: si la que te dieron empieza por http://, escríbela entera. Si no, di a tu administrador que el certificado del servidor falta o que este equipo no confía en él. No se ha enviado nada.</translation>
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
        <source>Now choose a password of your own</source>
        <translation>Ahora elige una contraseña tuya</translation>
    </message>
    <message>
        <source>The one you were given opens nothing else. Type a new one twice: at least 8 characters.</source>
        <translation>La que te han dado no abre nada más. Escribe dos veces una nueva: al menos 8 caracteres.</translation>
    </message>
    <message>
        <source>This password is too easy to guess</source>
        <translation>Esta contraseña es demasiado fácil de adivinar</translation>
    </message>
    <message>
        <source>Take at least 8 characters, better several words; neither the account&apos;s name nor a common word.</source>
        <translation>Usa al menos 8 caracteres, mejor varias palabras; ni el nombre de la cuenta ni una palabra corriente.</translation>
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
        <source>Check that the disk has free space; it is tried again by itself, and everything else works.</source>
        <translation>Comprueba que queda sitio en el disco; se vuelve a intentar solo y todo lo demás funciona.</translation>
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
        <source>Nobody has verified who it is</source>
        <translation>Nadie ha comprobado quién es</translation>
    </message>
    <message>
        <source>Verify it first, beside the conversation; a verification is good for four hours.</source>
        <translation>Compruébalo primero, junto a la conversación; una comprobación sirve cuatro horas.</translation>
    </message>
    <message>
        <source>It was tried too often</source>
        <translation>Se ha intentado demasiadas veces</translation>
    </message>
    <message>
        <source>It waits a day. Tell your team lead.</source>
        <translation>Hay que esperar un día. Díselo a quien dirige tu equipo.</translation>
    </message>
    <message>
        <source>The server says no</source>
        <translation>El servidor dice que no</translation>
    </message>
    <message>
        <source>Look whose account it is, whether it is locked, and whether a code is out. Accounts of the desk are helped by a lead.</source>
        <translation>Mira de quién es la cuenta, si está bloqueada y si hay un código enviado. De las cuentas de soporte se ocupa quien dirige el equipo.</translation>
    </message>
    <message>
        <source>The server did not take it</source>
        <translation>El servidor no lo ha aceptado</translation>
    </message>
    <message>
        <source>Fill in every line, make what is very long shorter, then send it again.</source>
        <translation>Rellena todas las líneas, acorta lo que sea muy largo y envíalo otra vez.</translation>
    </message>
    <message>
        <source>This request can no longer be followed here</source>
        <translation>Esta petición ya no se puede seguir aquí</translation>
    </message>
    <message>
        <source>Its link is over after 30 days. Ask again, or call your support line.</source>
        <translation>Su enlace dura 30 días. Pide ayuda otra vez o llama a tu línea de soporte.</translation>
    </message>
    <message>
        <source>The support desk goes on with this elsewhere</source>
        <translation>Soporte sigue con esto por otra vía</translation>
    </message>
    <message>
        <source>Call your support line: they tell you there.</source>
        <translation>Llama a tu línea de soporte y te lo cuentan.</translation>
    </message>
    <message>
        <source>Head office has signed this computer out</source>
        <translation>La central ha cerrado la sesión de este equipo</translation>
    </message>
    <message>
        <source>What was stored here is wiped. Your password signs you in anew; ask your administrator if it does not.</source>
        <translation>Lo guardado aquí se ha borrado. Entra de nuevo con tu contraseña; si no puedes, pregunta a tu administrador.</translation>
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
        <source>Type your password and begin anew: everything that was sent comes back from the server. What was not sent yet stays in a copy on this computer.</source>
        <translation>Escribe tu contraseña y empieza de nuevo: todo lo que se envió vuelve del servidor. Lo que no se había enviado queda en una copia, en este equipo.</translation>
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
    <message>
        <source>Switch to the window that is open. If there is none, wait a moment and start again.</source>
        <translation>Pasa a la ventana que está abierta. Si no hay ninguna, espera un momento y vuelve a abrir el programa.</translation>
    </message>
    <message>
        <source>An answer of the server came too late</source>
        <translation>Una respuesta del servidor llegó tarde</translation>
    </message>
    <message>
        <source>Nothing to do: Mostrador asks again by itself.</source>
        <translation>No tienes que hacer nada: Mostrador vuelve a preguntar solo.</translation>
    </message>
    <message>
        <source>The file cannot be read</source>
        <translation>No se puede leer el archivo</translation>
    </message>
    <message>
        <source>Check that it is still there and that you may open it, then attach it again.</source>
        <translation>Comprueba que sigue ahí y que puedes abrirlo, y adjúntalo otra vez.</translation>
    </message>
    <message>
        <source>The file could not be saved</source>
        <translation>No se pudo guardar el archivo</translation>
    </message>
    <message>
        <source>Check that there is room and that you may write there, or choose another folder.</source>
        <translation>Comprueba que hay sitio y que puedes escribir ahí, o elige otra carpeta.</translation>
    </message>
    <message>
        <source>The file is too large</source>
        <translation>El archivo es demasiado grande</translation>
    </message>
    <message>
        <source>Send a smaller one, or a link to where it lies.</source>
        <translation>Envía uno más pequeño, o un enlace al sitio donde está.</translation>
    </message>
    <message>
        <source>The file is empty</source>
        <translation>El archivo está vacío</translation>
    </message>
    <message>
        <source>Check that it was saved, then attach it again.</source>
        <translation>Comprueba que se guardó y adjúntalo otra vez.</translation>
    </message>
    <message>
        <source>Programs cannot be attached</source>
        <translation>No se pueden adjuntar programas</translation>
    </message>
    <message>
        <source>Put it into a ZIP file if the desk asked you for it.</source>
        <translation>Mételo en un archivo ZIP si el equipo de soporte te lo ha pedido.</translation>
    </message>
    <message>
        <source>That is too many files for one message</source>
        <translation>Son demasiados archivos para un solo mensaje</translation>
    </message>
    <message>
        <source>Send these first, then the others with another message.</source>
        <translation>Envía primero estos y después los demás con otro mensaje.</translation>
    </message>
    <message>
        <source>The file on this computer is damaged</source>
        <translation>El archivo de este equipo está dañado</translation>
    </message>
    <message>
        <source>Open it again: it is fetched from the server anew.</source>
        <translation>Ábrelo otra vez: se vuelve a traer del servidor.</translation>
    </message>
    <message>
        <source>The file is not on this computer</source>
        <translation>El archivo no está en este equipo</translation>
    </message>
    <message>
        <source>Open it again when there is a connection: it is fetched from the server.</source>
        <translation>Ábrelo otra vez cuando haya conexión: se trae del servidor.</translation>
    </message>
    <message>
        <source>This system keeps no keys</source>
        <translation>Este sistema no guarda claves</translation>
    </message>
    <message>
        <source>Sign in with your password: it will protect the key instead.</source>
        <translation>Entra con tu contraseña: ella protegerá la clave.</translation>
    </message>
    <message>
        <source>The search index is damaged</source>
        <translation>El índice de búsqueda está dañado</translation>
    </message>
    <message>
        <source>The search index was damaged and is being built again. Nothing is lost: it is made from your articles.</source>
        <translation>El índice de búsqueda estaba dañado y se está rehaciendo. No se pierde nada: se hace a partir de tus guías.</translation>
    </message>
    <message>
        <source>Something went wrong</source>
        <translation>Algo ha salido mal</translation>
    </message>
    <message>
        <source>Restart Mostrador. If it happens again, tell your administrator.</source>
        <translation>Reinicia Mostrador. Si vuelve a pasar, avisa a quien lo administra.</translation>
    </message>
</context>
<context>
    <name>line</name>
    <message>
        <source>Connecting</source>
        <translation>Conectando</translation>
    </message>
    <message>
        <source>Syncing {0} of {1}</source>
        <translation>Sincronizando {0} de {1}</translation>
    </message>
    <message>
        <source>Bringing up to date</source>
        <translation>Poniendo al día</translation>
    </message>
    <message>
        <source>Offline since {0}</source>
        <translation>Sin línea desde las {0}</translation>
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
        <source>Server too old</source>
        <translation>Servidor sin actualizar</translation>
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
        <source>The server is too old for this version.</source>
        <translation>El servidor es demasiado antiguo para esta versión.</translation>
    </message>
    <message>
        <source>Ask your administrator to update the server. Everything saved here is kept.</source>
        <translation>Pide a tu administrador que actualice el servidor. Lo guardado aquí no se pierde.</translation>
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
    <name>macros</name>
    <message>
        <source>An hour</source>
        <translation>Una hora</translation>
    </message>
    <message>
        <source>Four hours</source>
        <translation>Cuatro horas</translation>
    </message>
    <message>
        <source>A day</source>
        <translation>Un día</translation>
    </message>
    <message>
        <source>Two days</source>
        <translation>Dos días</translation>
    </message>
    <message>
        <source>Three days</source>
        <translation>Tres días</translation>
    </message>
    <message>
        <source>A week</source>
        <translation>Una semana</translation>
    </message>
    <message>
        <source>Two weeks</source>
        <translation>Dos semanas</translation>
    </message>
    <message>
        <source>Until they answer</source>
        <translation>Hasta que respondan</translation>
    </message>
    <message>
        <source>Reply</source>
        <translation>Responder</translation>
    </message>
    <message>
        <source>Internal note</source>
        <translation>Nota interna</translation>
    </message>
    <message>
        <source>Set the status</source>
        <translation>Cambiar el estado</translation>
    </message>
    <message>
        <source>Set the priority</source>
        <translation>Cambiar la prioridad</translation>
    </message>
    <message>
        <source>Assign</source>
        <translation>Asignar</translation>
    </message>
    <message>
        <source>Give to a team</source>
        <translation>Pasar a un equipo</translation>
    </message>
    <message>
        <source>Set the topic</source>
        <translation>Cambiar el tema</translation>
    </message>
    <message>
        <source>Set the type</source>
        <translation>Cambiar el tipo</translation>
    </message>
    <message>
        <source>Tags</source>
        <translation>Etiquetas</translation>
    </message>
    <message>
        <source>Checklist</source>
        <translation>Lista de tareas</translation>
    </message>
    <message>
        <source>Snooze</source>
        <translation>Posponer</translation>
    </message>
    <message>
        <source>The account it is about</source>
        <translation>La cuenta de que se trata</translation>
    </message>
    <message>
        <source>Whoever runs it</source>
        <translation>Quien la ejecute</translation>
    </message>
    <message>
        <source>Nobody: back to the team</source>
        <translation>Nadie: vuelve al equipo</translation>
    </message>
    <message>
        <source>Something else</source>
        <translation>Otra cosa</translation>
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
        <source>d MMMM</source>
        <extracomment>Of a date, as Qt writes formats; keep the letters, move and quote the words.</extracomment>
        <translation>d &apos;de&apos; MMMM</translation>
    </message>
    <message>
        <source>d MMMM yyyy</source>
        <extracomment>Of a date, as Qt writes formats; keep the letters, move and quote the words.</extracomment>
        <translation>d &apos;de&apos; MMMM &apos;de&apos; yyyy</translation>
    </message>
    <message>
        <source>yesterday</source>
        <translation>ayer</translation>
    </message>
    <message>
        <source>dddd d MMMM yyyy</source>
        <extracomment>Of a date, as Qt writes formats; keep the letters, move and quote the words.</extracomment>
        <translation>dddd d &apos;de&apos; MMMM &apos;de&apos; yyyy</translation>
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
    <name>notices</name>
    <message>
        <source>{0} is not satisfied, and you lead the team</source>
        <translation>{0} no está conforme, y tú diriges el equipo</translation>
    </message>
    <message>
        <source>We still wait for your answer</source>
        <translation>Seguimos esperando tu respuesta</translation>
    </message>
    <message>
        <source>Can you work again?</source>
        <translation>¿Puedes trabajar de nuevo?</translation>
    </message>
    <message>
        <source>{0} has rated how you did</source>
        <translation>{0} ha valorado tu trabajo</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>Abrir</translation>
    </message>
    <message>
        <source>Reply</source>
        <translation>Responder</translation>
    </message>
    <message>
        <source>Send</source>
        <translation>Enviar</translation>
    </message>
    <message>
        <source>Something new for {0}</source>
        <translation>Hay algo nuevo para {0}</translation>
    </message>
    <message>
        <source>Unlock</source>
        <translation>Desbloquear</translation>
    </message>
    <message>
        <source>{0} asks your store</source>
        <translation>{0} pregunta a tu tienda</translation>
    </message>
    <message>
        <source>{0} escalated a ticket to your team</source>
        <translation>{0} ha escalado un ticket a tu equipo</translation>
    </message>
    <message>
        <source>{0} gave you a ticket</source>
        <translation>{0} te ha dado una incidencia</translation>
    </message>
    <message>
        <source>{0} mentioned you</source>
        <translation>{0} te ha mencionado</translation>
    </message>
    <message>
        <source>You promised a word</source>
        <translation>Prometiste dar noticias</translation>
    </message>
    <message>
        <source>Due in {0}</source>
        <translation>Vence en {0}</translation>
    </message>
    <message>
        <source>A snoozed ticket is back</source>
        <translation>Ha vuelto un ticket pospuesto</translation>
    </message>
    <message>
        <source>{0} changed what you had set</source>
        <translation>{0} ha cambiado lo que habías puesto</translation>
    </message>
    <message>
        <source>{0} wrote to you</source>
        <translation>{0} te ha escrito</translation>
    </message>
    <message>
        <source>{0} moved your ticket on</source>
        <translation>{0} ha movido tu incidencia</translation>
    </message>
</context>
<context>
    <name>palette</name>
    <message>
        <source>Messages that say “{0}”</source>
        <translation>Mensajes que dicen «{0}»</translation>
    </message>
    <message>
        <source>Guides that say “{0}”</source>
        <translation>Guías que dicen «{0}»</translation>
    </message>
    <message>
        <source>Run macro: {0}</source>
        <translation>Ejecutar la macro: {0}</translation>
    </message>
    <message>
        <source>View</source>
        <translation>Vista</translation>
    </message>
</context>
<context>
    <name>registration</name>
    <message>
        <source>New ticket</source>
        <translation>Nueva incidencia</translation>
    </message>
    <message>
        <source>Lock</source>
        <translation>Bloquear</translation>
    </message>
    <message>
        <source>The help desk of your franchise, with or without a line</source>
        <translation>La ayuda de tu franquicia, con línea o sin ella</translation>
    </message>
</context>
<context>
    <name>sections</name>
    <message>
        <source>This computer</source>
        <translation>Este equipo</translation>
    </message>
    <message>
        <source>PIN lock start login autostart links open</source>
        <translation>PIN bloquear inicio arranque automático enlaces abrir</translation>
    </message>
    <message>
        <source>Views</source>
        <translation>Vistas</translation>
    </message>
    <message>
        <source>lists saved filters conditions queue counts columns</source>
        <translation>listas guardadas filtros condiciones cola números columnas</translation>
    </message>
    <message>
        <source>Away</source>
        <translation>Ausencias</translation>
    </message>
    <message>
        <source>absence holiday ill backup stand in hand over next in line</source>
        <translation>ausencia vacaciones baja enfermo sustituto suplente traspaso siguiente</translation>
    </message>
    <message>
        <source>Saved replies</source>
        <translation>Respuestas guardadas</translation>
    </message>
    <message>
        <source>texts templates answers canned variables snippets</source>
        <translation>textos plantillas respuestas variables atajos</translation>
    </message>
    <message>
        <source>Macros</source>
        <translation>Macros</translation>
    </message>
    <message>
        <source>steps gesture automate several at once actions commands</source>
        <translation>pasos gesto automatizar varias a la vez acciones órdenes</translation>
    </message>
    <message>
        <source>Topics and forms</source>
        <translation>Temas y formularios</translation>
    </message>
    <message>
        <source>fields required conditions ask custom questions guided</source>
        <translation>campos obligatorios condiciones preguntar personalizados preguntas guiados</translation>
    </message>
    <message>
        <source>Account</source>
        <translation>Cuenta</translation>
    </message>
    <message>
        <source>sign out password person user</source>
        <translation>cerrar sesión salir contraseña persona usuario</translation>
    </message>
    <message>
        <source>Keys</source>
        <translation>Teclas</translation>
    </message>
    <message>
        <source>shortcuts keyboard hotkey bind</source>
        <translation>atajos teclado teclas combinación</translation>
    </message>
    <message>
        <source>Help</source>
        <translation>Ayuda</translation>
    </message>
    <message>
        <source>guide first steps news what is new version tour</source>
        <translation>guía primeros pasos novedades versión recorrido</translation>
    </message>
    <message>
        <source>Diagnostics</source>
        <translation>Diagnóstico</translation>
    </message>
    <message>
        <source>support version log line sync cache repair verify index rebuild folder about</source>
        <translation>soporte versión registro línea sincronización datos reparar verificar índice rehacer carpeta acerca</translation>
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
        <source>Look and language</source>
        <translation>Aspecto e idioma</translation>
    </message>
    <message>
        <source>Writing</source>
        <translation>Escribir</translation>
    </message>
    <message>
        <source>Safety</source>
        <translation>Seguridad</translation>
    </message>
    <message>
        <source>Notifications</source>
        <translation>Avisos</translation>
    </message>
    <message>
        <source>Desktop</source>
        <translation>Escritorio</translation>
    </message>
    <message>
        <source>As the system</source>
        <translation>Como el sistema</translation>
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
        <source>The system&apos;s choice is followed while the program runs.</source>
        <translation>Si el sistema cambia, el programa cambia con él.</translation>
    </message>
    <message>
        <source>theme colours night mode black</source>
        <translation>tema colores modo noche negro</translation>
    </message>
    <message>
        <source>Smaller (90%)</source>
        <translation>Más pequeña (90 %)</translation>
    </message>
    <message>
        <source>As designed (100%)</source>
        <translation>Normal (100 %)</translation>
    </message>
    <message>
        <source>Larger (115%)</source>
        <translation>Algo mayor (115 %)</translation>
    </message>
    <message>
        <source>Large (130%)</source>
        <translation>Grande (130 %)</translation>
    </message>
    <message>
        <source>Very large (150%)</source>
        <translation>Muy grande (150 %)</translation>
    </message>
    <message>
        <source>All text grows, and what holds it.</source>
        <translation>Crece todo el texto y lo que lo contiene.</translation>
    </message>
    <message>
        <source>zoom font letters bigger eyes sight</source>
        <translation>zoom letra fuente grande vista ojos</translation>
    </message>
    <message>
        <source>Movement</source>
        <translation>Movimiento</translation>
    </message>
    <message>
        <source>Messages slide in</source>
        <translation>Los mensajes se deslizan</translation>
    </message>
    <message>
        <source>Nothing moves</source>
        <translation>Nada se mueve</translation>
    </message>
    <message>
        <source>What opens or folds may slide for an eighth of a second, or be there at once.</source>
        <translation>Lo que se abre o se pliega puede deslizarse un instante o aparecer de golpe.</translation>
    </message>
    <message>
        <source>animation reduced motion dizzy</source>
        <translation>animación reducir movimiento mareo</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>Idioma</translation>
    </message>
    <message>
        <source>As my account has it</source>
        <translation>Como en mi cuenta</translation>
    </message>
    <message>
        <source>Screens, dates and numbers; what people wrote stays as they wrote it.</source>
        <translation>Pantallas, fechas y números; lo que escribió cada uno se queda como está.</translation>
    </message>
    <message>
        <source>english spanish translation</source>
        <translation>inglés español castellano traducción</translation>
    </message>
    <message>
        <source>Language before signing in</source>
        <translation>Idioma antes de entrar</translation>
    </message>
    <message>
        <source>For everybody who signs in on this computer.</source>
        <translation>Para todos los que entran en este equipo.</translation>
    </message>
    <message>
        <source>english spanish translation sign-in screen</source>
        <translation>inglés español castellano traducción inicio de sesión</translation>
    </message>
    <message>
        <source>Time to undo a message</source>
        <translation>Tiempo para deshacer un mensaje</translation>
    </message>
    <message>
        <source>A message waits this long before it goes out; 0 sends at once.</source>
        <translation>Cada mensaje espera este tiempo antes de salir; con 0 sale al momento.</translation>
    </message>
    <message>
        <source>take back recall unsend delay</source>
        <translation>retirar recuperar anular envío espera</translation>
    </message>
    <message>
        <source>Check spelling</source>
        <translation>Revisar la ortografía</translation>
    </message>
    <message>
        <source>In the reader&apos;s language</source>
        <translation>En el idioma de quien lee</translation>
    </message>
    <message>
        <source>Off</source>
        <translation>No</translation>
    </message>
    <message>
        <source>With the dictionaries of this computer or its office program, if it has any.</source>
        <translation>Con los diccionarios de este ordenador o de su programa de oficina, si los tiene.</translation>
    </message>
    <message>
        <source>spell checker typos dictionary</source>
        <translation>corrector ortografía erratas diccionario</translation>
    </message>
    <message>
        <source>Whoever comes back has to say who they are. For everybody on this computer.</source>
        <translation>Quien vuelva tendrá que identificarse. Para todos en este equipo.</translation>
    </message>
    <message>
        <source>password PIN idle away screen</source>
        <translation>contraseña PIN inactivo ausente pantalla bloqueo</translation>
    </message>
    <message>
        <source>Open without a connection for</source>
        <translation>Abrir sin línea durante</translation>
    </message>
    <message>
        <source>Then only the server can let somebody in, or sooner if it says so. Nothing saved here is lost.</source>
        <translation>Después solo el servidor puede dejar entrar, o antes si él lo dice. Nada de lo guardado aquí se pierde.</translation>
    </message>
    <message>
        <source>offline days lost stolen sign in</source>
        <translation>sin conexión días perdido robado entrar</translation>
    </message>
    <message>
        <source>Answers in my tickets</source>
        <translation>Respuestas en mis incidencias</translation>
    </message>
    <message>
        <source>Also in those that you follow, and when one of them is solved.</source>
        <translation>También en lo que sigues, y cuando algo queda resuelto.</translation>
    </message>
    <message>
        <source>notification popup message</source>
        <translation>notificación aviso mensaje</translation>
    </message>
    <message>
        <source>A ticket is given to me</source>
        <translation>Me dan una incidencia</translation>
    </message>
    <message>
        <source>By whoever gave it, or escalated to your team; what you take yourself is not told.</source>
        <translation>De quien te lo dio o lo escaló a tu equipo; de lo que coges tú no se avisa.</translation>
    </message>
    <message>
        <source>Half an hour before a ticket of yours is due, and when a word that was promised is.</source>
        <translation>Media hora antes de que venza un ticket tuyo, y cuando toca dar las noticias prometidas.</translation>
    </message>
    <message>
        <source>notification popup assignee</source>
        <translation>notificación aviso asignar</translation>
    </message>
    <message>
        <source>Somebody mentions me</source>
        <translation>Alguien me menciona</translation>
    </message>
    <message>
        <source>In a message or a note, with @ and your name.</source>
        <translation>En un mensaje o una nota, con @ y tu nombre.</translation>
    </message>
    <message>
        <source>notification popup @</source>
        <translation>notificación aviso @</translation>
    </message>
    <message>
        <source>A deadline of mine is near</source>
        <translation>Se acerca un plazo mío</translation>
    </message>
    <message>
        <source>notification popup deadline late</source>
        <translation>notificación aviso plazo tarde</translation>
    </message>
    <message>
        <source>A snoozed ticket is back</source>
        <translation>Ha vuelto un ticket pospuesto</translation>
    </message>
    <message>
        <source>One that you had snoozed, or that is yours.</source>
        <translation>Uno que habías pospuesto o que llevas tú.</translation>
    </message>
    <message>
        <source>notification popup snooze wake</source>
        <translation>notificación aviso posponer volver</translation>
    </message>
    <message>
        <source>Something needs my attention</source>
        <translation>Algo requiere mi atención</translation>
    </message>
    <message>
        <source>A change of yours was refused, or somebody changed what you had set.</source>
        <translation>Un cambio tuyo fue rechazado, o alguien cambió lo que habías puesto.</translation>
    </message>
    <message>
        <source>notification popup refused conflict</source>
        <translation>notificación aviso rechazado conflicto</translation>
    </message>
    <message>
        <source>Do not disturb</source>
        <translation>No molestar</translation>
    </message>
    <message>
        <source>Nothing is told outside the window, of any account that is open here, until the time is over.</source>
        <translation>Fuera de la ventana no se avisa de nada, de ninguna cuenta abierta aquí, hasta que pase ese tiempo.</translation>
    </message>
    <message>
        <source>silence mute pause notifications hour tomorrow</source>
        <translation>silencio silenciar pausa avisos notificaciones hora mañana</translation>
    </message>
    <message>
        <source>Quiet hours</source>
        <translation>Horas de silencio</translation>
    </message>
    <message>
        <source>Every day between these two times nothing is told outside the window.</source>
        <translation>Cada día, entre estas dos horas, no se avisa de nada fuera de la ventana.</translation>
    </message>
    <message>
        <source>do not disturb night silence</source>
        <translation>no molestar noche silencio</translation>
    </message>
    <message>
        <source>Quiet from</source>
        <translation>Silencio desde</translation>
    </message>
    <message>
        <source>By this computer&apos;s clock.</source>
        <translation>Según el reloj de este equipo.</translation>
    </message>
    <message>
        <source>Quiet until</source>
        <translation>Silencio hasta</translation>
    </message>
    <message>
        <source>The night may lie between the two.</source>
        <translation>La noche puede caer entre las dos.</translation>
    </message>
    <message>
        <source>Stay in the tray when closed</source>
        <translation>Seguir en la bandeja al cerrar</translation>
    </message>
    <message>
        <source>Where this system has a tray. Quit from its menu.</source>
        <translation>Si el sistema tiene bandeja. Se sale desde su menú.</translation>
    </message>
    <message>
        <source>background minimise close</source>
        <translation>segundo plano minimizar cerrar</translation>
    </message>
    <message>
        <source>Key that brings Mostrador forward</source>
        <translation>Tecla que trae Mostrador al frente</translation>
    </message>
    <message>
        <source>From any program, with the search open. Empty for none.</source>
        <translation>Desde cualquier programa, con la búsqueda abierta. Vacía: ninguna.</translation>
    </message>
    <message>
        <source>global shortcut hotkey</source>
        <translation>atajo global tecla</translation>
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
    <name>shortcut</name>
    <message>
        <source>Bring Mostrador forward and search</source>
        <translation>Traer Mostrador al frente y buscar</translation>
    </message>
</context>
<context>
    <name>steps</name>
    <message>
        <source>it helped</source>
        <translation>sirvió</translation>
    </message>
    <message>
        <source>it did not help</source>
        <translation>no sirvió</translation>
    </message>
</context>
<context>
    <name>timeline</name>
    <message>
        <source>Everything</source>
        <translation>Todo</translation>
    </message>
    <message>
        <source>Status</source>
        <translation>Estado</translation>
    </message>
    <message>
        <source>People and teams</source>
        <translation>Personas y equipos</translation>
    </message>
    <message>
        <source>Priority, type, topic, tags</source>
        <translation>Prioridad, tipo, tema, etiquetas</translation>
    </message>
    <message>
        <source>Waiting and snoozing</source>
        <translation>Esperas y pausas</translation>
    </message>
    <message>
        <source>Other tickets</source>
        <translation>Otros tickets</translation>
    </message>
    <message>
        <source>{actor}: {field} from “{before}” to “{after}”</source>
        <translation>{actor}: {field} de «{before}» a «{after}»</translation>
    </message>
</context>
<context>
    <name>variables</name>
    <message>
        <source>Who asked</source>
        <translation>Quien pregunta</translation>
    </message>
    <message>
        <source>Who asked, first name</source>
        <translation>Quien pregunta, nombre de pila</translation>
    </message>
    <message>
        <source>Store</source>
        <translation>Tienda</translation>
    </message>
    <message>
        <source>Store&apos;s code</source>
        <translation>Código de la tienda</translation>
    </message>
    <message>
        <source>Whoever answers</source>
        <translation>Quien responde</translation>
    </message>
    <message>
        <source>Whoever answers, first name</source>
        <translation>Quien responde, nombre de pila</translation>
    </message>
    <message>
        <source>Team</source>
        <translation>Equipo</translation>
    </message>
    <message>
        <source>Number of the ticket</source>
        <translation>Número del ticket</translation>
    </message>
    <message>
        <source>Subject of the ticket</source>
        <translation>Asunto del ticket</translation>
    </message>
    <message>
        <source>Name of the franchise</source>
        <translation>Nombre de la franquicia</translation>
    </message>
    <message>
        <source>Support line</source>
        <translation>Línea de ayuda</translation>
    </message>
    <message>
        <source>There is no variable {0}. Choose one from the list.</source>
        <translation>No existe la variable {0}. Elige una de la lista.</translation>
    </message>
</context>
<context>
    <name>views</name>
    <message>
        <source>Number</source>
        <translation>Número</translation>
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
        <source>Type</source>
        <translation>Tipo</translation>
    </message>
    <message>
        <source>Channel</source>
        <translation>Canal</translation>
    </message>
    <message>
        <source>Why it was closed</source>
        <translation>Por qué se cerró</translation>
    </message>
    <message>
        <source>Deadline is</source>
        <translation>El plazo está</translation>
    </message>
    <message>
        <source>Assignee</source>
        <translation>Asignado a</translation>
    </message>
    <message>
        <source>Team</source>
        <translation>Equipo</translation>
    </message>
    <message>
        <source>Requester</source>
        <translation>Quien pregunta</translation>
    </message>
    <message>
        <source>Store</source>
        <translation>Tienda</translation>
    </message>
    <message>
        <source>Topic</source>
        <translation>Tema</translation>
    </message>
    <message>
        <source>Follower</source>
        <translation>Seguidor</translation>
    </message>
    <message>
        <source>Tag</source>
        <translation>Etiqueta</translation>
    </message>
    <message>
        <source>Mine or my teams&apos;</source>
        <translation>Mías o de mis equipos</translation>
    </message>
    <message>
        <source>Waiting for me</source>
        <translation>Esperan por mí</translation>
    </message>
    <message>
        <source>Reopened</source>
        <translation>Reabiertas</translation>
    </message>
    <message>
        <source>Snoozed</source>
        <translation>En pausa</translation>
    </message>
    <message>
        <source>Merged into another</source>
        <translation>Fusionado en otro</translation>
    </message>
    <message>
        <source>Part of another</source>
        <translation>Parte de otro</translation>
    </message>
    <message>
        <source>Incident of a problem</source>
        <translation>Avería de un problema</translation>
    </message>
    <message>
        <source>Created</source>
        <translation>Creado</translation>
    </message>
    <message>
        <source>Changed</source>
        <translation>Cambiado</translation>
    </message>
    <message>
        <source>Deadline</source>
        <translation>Plazo</translation>
    </message>
    <message>
        <source>Last message</source>
        <translation>Último mensaje</translation>
    </message>
    <message>
        <source>Waiting since</source>
        <translation>En espera desde</translation>
    </message>
    <message>
        <source>Solved</source>
        <translation>Resuelto</translation>
    </message>
    <message>
        <source>Closed</source>
        <translation>Cerrado</translation>
    </message>
    <message>
        <source>Snoozed until</source>
        <translation>En pausa hasta</translation>
    </message>
    <message>
        <source>Supplier expected</source>
        <translation>Proveedor esperado</translation>
    </message>
    <message>
        <source>Messages</source>
        <translation>Mensajes</translation>
    </message>
    <message>
        <source>Internal notes</source>
        <translation>Notas internas</translation>
    </message>
    <message>
        <source>Times reopened</source>
        <translation>Veces reabierto</translation>
    </message>
    <message>
        <source>Subject</source>
        <translation>Asunto</translation>
    </message>
    <message>
        <source>Supplier</source>
        <translation>Proveedor</translation>
    </message>
    <message>
        <source>Supplier&apos;s reference</source>
        <translation>Referencia del proveedor</translation>
    </message>
    <message>
        <source>is one of</source>
        <translation>es uno de</translation>
    </message>
    <message>
        <source>is none of</source>
        <translation>no es ninguno de</translation>
    </message>
    <message>
        <source>has all of</source>
        <translation>tiene todos</translation>
    </message>
    <message>
        <source>yes</source>
        <translation>sí</translation>
    </message>
    <message>
        <source>no</source>
        <translation>no</translation>
    </message>
    <message>
        <source>on the day</source>
        <translation>en el día</translation>
    </message>
    <message>
        <source>within the last</source>
        <translation>en los últimos</translation>
    </message>
    <message>
        <source>longer ago than</source>
        <translation>hace más de</translation>
    </message>
    <message>
        <source>within the next</source>
        <translation>en los próximos</translation>
    </message>
    <message>
        <source>later than the next</source>
        <translation>más allá de los próximos</translation>
    </message>
    <message>
        <source>has passed</source>
        <translation>ya ha pasado</translation>
    </message>
    <message>
        <source>is still to come</source>
        <translation>aún está por llegar</translation>
    </message>
    <message>
        <source>is there</source>
        <translation>existe</translation>
    </message>
    <message>
        <source>is not there</source>
        <translation>no existe</translation>
    </message>
    <message>
        <source>at least</source>
        <translation>al menos</translation>
    </message>
    <message>
        <source>at most</source>
        <translation>como mucho</translation>
    </message>
    <message>
        <source>contains one of</source>
        <translation>contiene alguna de</translation>
    </message>
    <message>
        <source>contains none of</source>
        <translation>no contiene ninguna de</translation>
    </message>
    <message>
        <source>breached</source>
        <translation>vencido</translation>
    </message>
    <message>
        <source>due soon</source>
        <translation>a punto de vencer</translation>
    </message>
    <message>
        <source>running</source>
        <translation>en marcha</translation>
    </message>
    <message>
        <source>paused</source>
        <translation>en pausa</translation>
    </message>
    <message>
        <source>met</source>
        <translation>cumplido</translation>
    </message>
    <message>
        <source>none</source>
        <translation>sin plazo</translation>
    </message>
    <message>
        <source>Desktop</source>
        <translation>Escritorio</translation>
    </message>
    <message>
        <source>Portal</source>
        <translation>Portal</translation>
    </message>
    <message>
        <source>E-mail</source>
        <translation>Correo</translation>
    </message>
    <message>
        <source>Phone</source>
        <translation>Teléfono</translation>
    </message>
    <message>
        <source>Chat</source>
        <translation>Chat</translation>
    </message>
    <message>
        <source>Sign-in help</source>
        <translation>Ayuda para entrar</translation>
    </message>
    <message>
        <source>Import</source>
        <translation>Importación</translation>
    </message>
    <message>
        <source>Whoever looks</source>
        <translation>Quien mira</translation>
    </message>
    <message>
        <source>The teams of whoever looks</source>
        <translation>Los equipos de quien mira</translation>
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
        <source>Tomorrow</source>
        <translation>Mañana</translation>
    </message>
    <message>
        <source>days</source>
        <translation>días</translation>
    </message>
    <message>
        <source>hours</source>
        <translation>horas</translation>
    </message>
    <message>
        <source>Nothing</source>
        <translation>Nada</translation>
    </message>
    <message>
        <source>All of these hold</source>
        <translation>Se cumplen todas</translation>
    </message>
    <message>
        <source>Any of these holds</source>
        <translation>Se cumple alguna</translation>
    </message>
</context>
<context>
    <name>why</name>
    <message>
        <source>It was filed {when} by {actor}.</source>
        <translation>Apertura: {when}, por {actor}.</translation>
    </message>
    <message>
        <source>{value}, because {actor} set it so {when}{how}.</source>
        <translation>{value}, porque {actor} lo puso así el {when}{how}.</translation>
    </message>
    <message>
        <source>{value}, because {actor} answered {when}.</source>
        <translation>{value}, porque {actor} contestó el {when}.</translation>
    </message>
    <message>
        <source>{value}, because {actor} assigned it {when}{how}.</source>
        <translation>{value}, porque {actor} lo asignó el {when}{how}.</translation>
    </message>
    <message>
        <source>{value}, because {actor} merged it into {other} {when}.</source>
        <translation>{value}, porque {actor} hizo la fusión con {other} el {when}.</translation>
    </message>
    <message>
        <source>{value}: since it was filed {when}, nobody has answered it or taken it.</source>
        <translation>{value}: desde su apertura, el {when}, no ha contestado nadie.</translation>
    </message>
    <message>
        <source>It was solved before and opened again {count}×; the last time {when} by {actor}.</source>
        <translation>Ya tuvo solución y volvió a abrirse {count}×; la última vez el {when} por {actor}.</translation>
    </message>
    <message>
        <source>It waits for whoever asked since {when}.</source>
        <translation>Espera a quien preguntó desde el {when}.</translation>
    </message>
    <message>
        <source>It waits for a third party since {when}.</source>
        <translation>Espera a un tercero desde el {when}.</translation>
    </message>
    <message>
        <source>Out of its team&apos;s way: {actor} snoozed it {when}{how}.</source>
        <translation>Apartado del equipo: {actor} lo puso en pausa el {when}{how}.</translation>
    </message>
    <message>
        <source>{value} works on it, because {actor} assigned it {when}{how}.</source>
        <translation>{value} lo lleva, porque {actor} lo asignó el {when}{how}.</translation>
    </message>
    <message>
        <source>{value} works on it: they took it {when}{how}.</source>
        <translation>{value} lo lleva: lo asumió el {when}{how}.</translation>
    </message>
    <message>
        <source>{value} works on it: they answered it first, {when}.</source>
        <translation>{value} lo lleva: fue quien contestó primero, el {when}.</translation>
    </message>
    <message>
        <source>Nobody works on it: nobody has taken it yet.</source>
        <translation>Nadie lo lleva: nadie lo ha asumido todavía.</translation>
    </message>
    <message>
        <source>Nobody works on it, because {actor} gave it back {when}{how}.</source>
        <translation>Nadie lo lleva, porque {actor} lo devolvió el {when}{how}.</translation>
    </message>
    <message>
        <source>Nobody works on it: its assignee stayed behind when {actor} moved it {when}.</source>
        <translation>Nadie lo lleva: quien lo tenía se quedó atrás cuando {actor} lo movió el {when}.</translation>
    </message>
    <message>
        <source>With {value}, because {actor} moved it there {when}{how}.</source>
        <translation>En {value}, porque {actor} lo movió allí el {when}{how}.</translation>
    </message>
    <message>
        <source>With {value}, where it came when it was filed.</source>
        <translation>En {value}, adonde llegó al abrirse.</translation>
    </message>
    <message>
        <source>With {value}, where its topic leads.</source>
        <translation>En {value}, adonde lleva su tema.</translation>
    </message>
    <message>
        <source>Priority {value}, because {actor} set it {when}{how}.</source>
        <translation>Prioridad {value}, porque {actor} la puso el {when}{how}.</translation>
    </message>
    <message>
        <source>Priority {value}, as it was filed.</source>
        <translation>Prioridad {value}, como se abrió.</translation>
    </message>
    <message>
        <source>The first answer is due {due}: priority {value} allows {hours} h from when it was filed, {when}.</source>
        <translation>La primera respuesta vence el {due}: la prioridad {value} da {hours} h desde que se abrió, el {when}.</translation>
    </message>
    <message>
        <source>An answer is due {due}: whoever asked wrote {when}, and priority {value} allows {hours} h.</source>
        <translation>La respuesta vence el {due}: quien preguntó escribió el {when} y la prioridad {value} da {hours} h.</translation>
    </message>
    <message>
        <source>No deadline runs while it waits for others.</source>
        <translation>No corre ningún plazo mientras espera a otros.</translation>
    </message>
    <message>
        <source>No deadline runs: the desk has answered last.</source>
        <translation>No corre ningún plazo: lo último que hay es nuestra respuesta.</translation>
    </message>
    <message>
        <source>No deadline runs: it is solved.</source>
        <translation>No corre ningún plazo: está resuelto.</translation>
    </message>
    <message>
        <source>: “{0}”</source>
        <translation>: «{0}»</translation>
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
        <source>Priority</source>
        <translation>Prioridad</translation>
    </message>
    <message>
        <source>Type</source>
        <translation>Tipo</translation>
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
        <source>Tags</source>
        <translation>Etiquetas</translation>
    </message>
    <message>
        <source>Supplier</source>
        <translation>Proveedor</translation>
    </message>
    <message>
        <source>Account</source>
        <translation>Cuenta</translation>
    </message>
    <message>
        <source>Identity</source>
        <translation>Identidad</translation>
    </message>
    <message>
        <source>Whose account</source>
        <translation>De quién es la cuenta</translation>
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
        <source>Snoozed</source>
        <translation>Pospuestos</translation>
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
        <source>It is closed</source>
        <translation>Está cerrada</translation>
    </message>
    <message>
        <source>Closed: we had no answer</source>
        <translation>Cerrada: no tuvimos respuesta</translation>
    </message>
    <message>
        <source>Withdrawn</source>
        <translation>Retirada</translation>
    </message>
    <message>
        <source>Closed: it goes on in another ticket</source>
        <translation>Cerrada: sigue en otra incidencia</translation>
    </message>
    <message>
        <source>Closed: it could not be reproduced</source>
        <translation>Cerrada: no se pudo reproducir</translation>
    </message>
    <message>
        <source>To do</source>
        <translation>Por hacer</translation>
    </message>
    <message>
        <source>Due soon</source>
        <translation>Vencen pronto</translation>
    </message>
    <message>
        <source>Reopened</source>
        <translation>Reabiertas</translation>
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
        <source>{0} is viewing it</source>
        <translation>{0} lo está viendo</translation>
    </message>
    <message>
        <source>{0} is answering it</source>
        <translation>{0} lo está respondiendo</translation>
    </message>
    <message>
        <source>folded</source>
        <translation>plegado</translation>
    </message>
    <message>
        <source>confirmed</source>
        <translation>confirmado</translation>
    </message>
    <message>
        <source>no answer</source>
        <translation>sin respuesta</translation>
    </message>
    <message>
        <source>withdrawn</source>
        <translation>retirado</translation>
    </message>
    <message>
        <source>duplicate</source>
        <translation>duplicado</translation>
    </message>
    <message>
        <source>merged</source>
        <translation>fusionado</translation>
    </message>
    <message>
        <source>not reproducible</source>
        <translation>no reproducible</translation>
    </message>
    <message>
        <source>spam</source>
        <translation>correo basura</translation>
    </message>
    <message>
        <source>in the portal</source>
        <translation>en el portal</translation>
    </message>
    <message>
        <source>by e-mail</source>
        <translation>por correo</translation>
    </message>
    <message>
        <source>by another program</source>
        <translation>por otro programa</translation>
    </message>
    <message>
        <source>by macro</source>
        <translation>con la macro</translation>
    </message>
    <message>
        <source>by itself</source>
        <translation>automáticamente</translation>
    </message>
    <message>
        <source>without signing in</source>
        <translation>sin entrar</translation>
    </message>
    <message>
        <source>at the server</source>
        <translation>en el servidor</translation>
    </message>
    <message>
        <source>by import</source>
        <translation>por importación</translation>
    </message>
    <message>
        <source>Call back to the store</source>
        <translation>Llamada a la tienda</translation>
    </message>
    <message>
        <source>Code by e-mail</source>
        <translation>Código por correo</translation>
    </message>
    <message>
        <source>Security questions</source>
        <translation>Preguntas de seguridad</translation>
    </message>
    <message>
        <source>A manager vouches</source>
        <translation>Responde un responsable</translation>
    </message>
    <message>
        <source>Lock the account</source>
        <translation>Bloquear la cuenta</translation>
    </message>
    <message>
        <source>Sign out everywhere</source>
        <translation>Cerrar todas las sesiones</translation>
    </message>
    <message>
        <source>Make the password void</source>
        <translation>Anular la contraseña</translation>
    </message>
    <message>
        <source>Send a link for a new password</source>
        <translation>Enviar un enlace para una contraseña nueva</translation>
    </message>
    <message>
        <source>Unlock the account</source>
        <translation>Desbloquear la cuenta</translation>
    </message>
    <message>
        <source>Temporary password</source>
        <translation>Contraseña provisional</translation>
    </message>
    <message>
        <source>Nobody</source>
        <translation>Nadie</translation>
    </message>
    <message>
        <source>No store</source>
        <translation>Sin tienda</translation>
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
        <source>No tag</source>
        <translation>Sin etiqueta</translation>
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
        <source>About to be sent</source>
        <translation>A punto de enviarse</translation>
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
        <source>Somebody has written since, so this cannot be taken back any more.</source>
        <translation>Alguien ha escrito después, así que ya no se puede deshacer.</translation>
    </message>
    <message>
        <source>The text it was written on is no longer there. Yours is kept here.</source>
        <translation>El texto sobre el que se escribió ya no está. El tuyo se guarda aquí.</translation>
    </message>
    <message>
        <source>This is too long to be sent. Copy it, cut it in two, and send it in parts.</source>
        <translation>Es demasiado largo para enviarse. Cópialo, divídelo en dos y envíalo por partes.</translation>
    </message>
    <message>
        <source>The server stumbled over this several times. Try again; if it comes back, tell your administrator.</source>
        <translation>El servidor tropezó varias veces con esto. Inténtalo de nuevo; si vuelve, avisa a administración.</translation>
    </message>
    <message>
        <source>First make sure who it is: Verify, beside the conversation. Then do it again.</source>
        <translation>Primero comprueba quién es: Comprobar, junto a la conversación. Después hazlo otra vez.</translation>
    </message>
    <message>
        <source>It was tried too often without success. It waits a day; tell your team lead.</source>
        <translation>Se ha intentado demasiadas veces sin éxito. Hay que esperar un día; díselo a quien dirige tu equipo.</translation>
    </message>
    <message>
        <source>It is larger than the server takes. Send a smaller one, or a link to where it lies.</source>
        <translation>Es más grande de lo que admite el servidor. Envía uno más pequeño o un enlace.</translation>
    </message>
    <message>
        <source>The copy kept on this computer is damaged. Attach the file again, then discard this.</source>
        <translation>La copia guardada en este equipo está dañada. Adjunta el archivo otra vez y descarta esta.</translation>
    </message>
    <message>
        <source>What you tried was not noted</source>
        <translation>No se ha anotado lo que probaste</translation>
    </message>
    <message>
        <source>Your answers in the details were not accepted</source>
        <translation>No se han aceptado tus respuestas en los detalles</translation>
    </message>
    <message>
        <source>A file was not accepted</source>
        <translation>No se aceptó un archivo</translation>
    </message>
    <message>
        <source>Your change of an article was not accepted</source>
        <translation>Tu cambio de un artículo no se aceptó</translation>
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
        <source>The article was not published</source>
        <translation>El artículo no se publicó</translation>
    </message>
    <message>
        <source>The article was not archived</source>
        <translation>El artículo no se archivó</translation>
    </message>
    <message>
        <source>Your decision between two texts was not accepted</source>
        <translation>Tu decisión entre dos textos no se aceptó</translation>
    </message>
    <message>
        <source>The new status was not accepted</source>
        <translation>El nuevo estado no se aceptó</translation>
    </message>
    <message>
        <source>The new priority was not accepted</source>
        <translation>La nueva prioridad no se aceptó</translation>
    </message>
    <message>
        <source>The new assignee was not accepted</source>
        <translation>El nuevo responsable no se aceptó</translation>
    </message>
    <message>
        <source>The new team was not accepted</source>
        <translation>El nuevo equipo no se aceptó</translation>
    </message>
    <message>
        <source>The new topic was not accepted</source>
        <translation>El nuevo tema no se aceptó</translation>
    </message>
    <message>
        <source>The new type was not accepted</source>
        <translation>El nuevo tipo no se aceptó</translation>
    </message>
    <message>
        <source>Your tags were not accepted</source>
        <translation>Tus etiquetas no se aceptaron</translation>
    </message>
    <message>
        <source>The macro was not run, no step of it</source>
        <translation>La macro no se ejecutó: ningún paso</translation>
    </message>
    <message>
        <source>Your new macro was not accepted</source>
        <translation>Tu nueva macro no se aceptó</translation>
    </message>
    <message>
        <source>Your change of a macro was not accepted</source>
        <translation>Tu cambio de una macro no se aceptó</translation>
    </message>
    <message>
        <source>The macro was not deleted</source>
        <translation>La macro no se borró</translation>
    </message>
    <message>
        <source>The tickets were not merged</source>
        <translation>Los tickets no se fusionaron</translation>
    </message>
    <message>
        <source>The merge was not taken back</source>
        <translation>La fusión no se deshizo</translation>
    </message>
    <message>
        <source>The link between tickets was not accepted</source>
        <translation>No se aceptó el vínculo entre tickets</translation>
    </message>
    <message>
        <source>The problem and its incidents were not solved</source>
        <translation>El problema y sus averías no se resolvieron</translation>
    </message>
    <message>
        <source>The ticket was not escalated</source>
        <translation>El ticket no se ha escalado</translation>
    </message>
    <message>
        <source>The ticket was not handed back</source>
        <translation>El ticket no se ha devuelto</translation>
    </message>
    <message>
        <source>Your promise was not accepted, and nothing was sent</source>
        <translation>Tu promesa no se ha aceptado y no se ha enviado nada</translation>
    </message>
    <message>
        <source>The reminder was not settled</source>
        <translation>El recordatorio no se ha atendido</translation>
    </message>
    <message>
        <source>What you added to the checklist was not accepted</source>
        <translation>Lo que añadiste a la lista de tareas no se ha aceptado</translation>
    </message>
    <message>
        <source>Your change of the checklist was not accepted</source>
        <translation>Tu cambio en la lista de tareas no se ha aceptado</translation>
    </message>
    <message>
        <source>The item was not taken off the checklist</source>
        <translation>La tarea no se ha quitado de la lista</translation>
    </message>
    <message>
        <source>The new ticket was not split off</source>
        <translation>El ticket nuevo no se ha separado</translation>
    </message>
    <message>
        <source>That somebody is away was not accepted</source>
        <translation>La ausencia no se ha aceptado</translation>
    </message>
    <message>
        <source>That somebody is back was not accepted</source>
        <translation>La vuelta no se ha aceptado</translation>
    </message>
    <message>
        <source>The new order of the team was not accepted</source>
        <translation>El nuevo orden del equipo no se ha aceptado</translation>
    </message>
    <message>
        <source>What you asked support for a customer was not accepted</source>
        <translation>Lo que preguntaste a soporte por un cliente no se ha aceptado</translation>
    </message>
    <message>
        <source>Your snooze was not accepted</source>
        <translation>No se aceptó posponer el ticket</translation>
    </message>
    <message>
        <source>The ticket was not brought back</source>
        <translation>El ticket sigue pospuesto: no se aceptó traerlo de vuelta</translation>
    </message>
    <message>
        <source>Your verification was not accepted</source>
        <translation>No se ha aceptado tu comprobación</translation>
    </message>
    <message>
        <source>Whose account it is was not accepted</source>
        <translation>No se ha aceptado de quién es la cuenta</translation>
    </message>
    <message>
        <source>Nothing was done to the account</source>
        <translation>No se ha hecho nada con la cuenta</translation>
    </message>
    <message>
        <source>Following was not accepted</source>
        <translation>El seguimiento no se aceptó</translation>
    </message>
    <message>
        <source>That it is not solved was not accepted</source>
        <translation>No se aceptó que no está resuelta</translation>
    </message>
    <message>
        <source>Your answer whether it works was not accepted</source>
        <translation>No se aceptó tu respuesta sobre si funciona</translation>
    </message>
    <message>
        <source>Your rating was not accepted</source>
        <translation>No se aceptó tu valoración</translation>
    </message>
    <message>
        <source>Your question was not accepted</source>
        <translation>No se aceptó tu pregunta</translation>
    </message>
    <message>
        <source>What only happens by itself was not accepted</source>
        <translation>No se aceptó lo que solo ocurre por sí mismo</translation>
    </message>
    <message>
        <source>The reminder was not sent</source>
        <translation>No se envió el recordatorio</translation>
    </message>
    <message>
        <source>Your new saved reply was not accepted</source>
        <translation>Tu nueva respuesta guardada no se aceptó</translation>
    </message>
    <message>
        <source>Your change of a saved reply was not accepted</source>
        <translation>Tu cambio de una respuesta guardada no se aceptó</translation>
    </message>
    <message>
        <source>The saved reply was not deleted</source>
        <translation>La respuesta guardada no se borró</translation>
    </message>
    <message>
        <source>Your new view was not accepted</source>
        <translation>Tu vista nueva no se ha aceptado</translation>
    </message>
    <message>
        <source>Your change of a view was not accepted</source>
        <translation>Tu cambio de una vista no se ha aceptado</translation>
    </message>
    <message>
        <source>The view was not deleted</source>
        <translation>La vista no se ha eliminado</translation>
    </message>
    <message>
        <source>A notice could not be put away</source>
        <translation>No se pudo retirar un aviso</translation>
    </message>
    <message>
        <source>Your change of teams, people or topics was not accepted</source>
        <translation>Tu cambio de equipos, personas o temas no se aceptó</translation>
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
