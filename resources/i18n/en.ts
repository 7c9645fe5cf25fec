<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en" sourcelanguage="en">
<context>
    <name>AbsencePage</name>
    <message numerus="yes">
        <source>Hand over %n</source>
        <translation>
            <numerusform>Hand over %n</numerusform>
            <numerusform>Hand over %n</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n tickets handed over.</source>
        <translation>
            <numerusform>%n ticket handed over.</numerusform>
            <numerusform>%n tickets handed over.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>BulkBar</name>
    <message numerus="yes">
        <source>%n marked: at most {0} at once</source>
        <translation>
            <numerusform>%n marked: at most {0} at once</numerusform>
            <numerusform>%n marked: at most {0} at once</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n marked</source>
        <translation>
            <numerusform>%n marked</numerusform>
            <numerusform>%n marked</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n ticket(s) change.</source>
        <translation>
            <numerusform>%n ticket changes.</numerusform>
            <numerusform>%n tickets change.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n is/are so already.</source>
        <translation>
            <numerusform>%n is so already.</numerusform>
            <numerusform>%n are so already.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n cannot go there from its/their status.</source>
        <translation>
            <numerusform>%n cannot go there from its status.</numerusform>
            <numerusform>%n cannot go there from their status.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n is/are not yours to change.</source>
        <translation>
            <numerusform>%n is not yours to change.</numerusform>
            <numerusform>%n are not yours to change.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Change %n ticket(s)</source>
        <translation>
            <numerusform>Change %n ticket</numerusform>
            <numerusform>Change %n tickets</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n ticket(s) changed.</source>
        <translation>
            <numerusform>%n ticket changed.</numerusform>
            <numerusform>%n tickets changed.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Checkup</name>
    <message numerus="yes">
        <source>The file is damaged in %n places.</source>
        <translation>
            <numerusform>The file is damaged in %n place.</numerusform>
            <numerusform>The file is damaged in %n places.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>The full text differs for %n of them and is being made again.</source>
        <translation>
            <numerusform>The full text differs for %n of them and is being made again.</numerusform>
            <numerusform>The full text differs for %n of them and is being made again.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>The search index lacks changes to %n guides and takes them in.</source>
        <translation>
            <numerusform>The search index lacks changes to %n guide and takes them in.</numerusform>
            <numerusform>The search index lacks changes to %n guides and takes them in.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>The search index was made again: it holds %n guides.</source>
        <translation>
            <numerusform>The search index was made again: it holds %n guide.</numerusform>
            <numerusform>The search index was made again: it holds %n guides.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ClosingFacts</name>
    <message numerus="yes">
        <source>%n times</source>
        <translation>
            <numerusform>%n time</numerusform>
            <numerusform>%n times</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>CollisionLine</name>
    <message numerus="yes">
        <source>{0} and %n other(s) are at this ticket</source>
        <translation>
            <numerusform>{0} and %n other are at this ticket</numerusform>
            <numerusform>{0} and %n others are at this ticket</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ContextPanel</name>
    <message numerus="yes">
        <source>%n open</source>
        <translation>
            <numerusform>%n open</numerusform>
            <numerusform>%n open</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ConversationModel</name>
    <message numerus="yes">
        <source>%n new</source>
        <translation>
            <numerusform>%n new</numerusform>
            <numerusform>%n new</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ConversationPainter</name>
    <message numerus="yes">
        <source>%n quoted lines</source>
        <translation>
            <numerusform>%n quoted line</numerusform>
            <numerusform>%n quoted lines</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Counts</name>
    <message numerus="yes">
        <source>%n changes to send</source>
        <translation>
            <numerusform>%n change to send</numerusform>
            <numerusform>%n changes to send</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Offline, %n to send</source>
        <translation>
            <numerusform>Offline, %n to send</numerusform>
            <numerusform>Offline, %n to send</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Online, %n to send</source>
        <translation>
            <numerusform>Online, %n to send</numerusform>
            <numerusform>Online, %n to send</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Online, %n wait for you</source>
        <translation>
            <numerusform>Online, %n waits for you</numerusform>
            <numerusform>Online, %n wait for you</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n steps</source>
        <translation>
            <numerusform>%n step</numerusform>
            <numerusform>%n steps</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>FilterBar</name>
    <message numerus="yes">
        <source>%n values</source>
        <translation>
            <numerusform>%n value</numerusform>
            <numerusform>%n values</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Gate</name>
    <message numerus="yes">
        <source>%n new messages since you wrote this</source>
        <translation>
            <numerusform>%n new message since you wrote this</numerusform>
            <numerusform>%n new messages since you wrote this</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>HelpView</name>
    <message numerus="yes">
        <source>It is sent by itself in %n minutes.</source>
        <translation>
            <numerusform>It is sent by itself in %n minute.</numerusform>
            <numerusform>It is sent by itself in %n minutes.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>HomeView</name>
    <message numerus="yes">
        <source>%n guides on this computer, also without a line.</source>
        <translation>
            <numerusform>%n guide on this computer, also without a line.</numerusform>
            <numerusform>%n guides on this computer, also without a line.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n open.</source>
        <translation>
            <numerusform>%n open.</numerusform>
            <numerusform>%n open.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n wait for your answer.</source>
        <translation>
            <numerusform>%n waits for your answer.</numerusform>
            <numerusform>%n wait for your answer.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n tickets without an assignee.</source>
        <translation>
            <numerusform>%n ticket without an assignee.</numerusform>
            <numerusform>%n tickets without an assignee.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n due within the hour.</source>
        <translation>
            <numerusform>%n due within the hour.</numerusform>
            <numerusform>%n due within the hour.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n overdue.</source>
        <translation>
            <numerusform>%n overdue.</numerusform>
            <numerusform>%n overdue.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>See all %n</source>
        <translation>
            <numerusform>See all %n</numerusform>
            <numerusform>See all %n</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>KnowledgeView</name>
    <message numerus="yes">
        <source>%n guides, the latest first</source>
        <translation>
            <numerusform>%n guide</numerusform>
            <numerusform>%n guides, the latest first</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n found on this computer, {0} ms</source>
        <translation>
            <numerusform>%n found on this computer, {0} ms</numerusform>
            <numerusform>%n found on this computer, {0} ms</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>MacrosPage</name>
    <message numerus="yes">
        <source>%n steps</source>
        <translation>
            <numerusform>%n step</numerusform>
            <numerusform>%n steps</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>MergeCard</name>
    <message numerus="yes">
        <source>%n places to decide</source>
        <translation>
            <numerusform>%n place to decide</numerusform>
            <numerusform>%n places to decide</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n merged by themselves</source>
        <translation>
            <numerusform>%n merged by itself</numerusform>
            <numerusform>%n merged by themselves</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>NewPill</name>
    <message numerus="yes">
        <source>%n new</source>
        <translation>
            <numerusform>%n new</numerusform>
            <numerusform>%n new</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>NextUp</name>
    <message numerus="yes">
        <source>That was all: each of %n tickets was handed out once.</source>
        <translation>
            <numerusform>That was all: the one ticket was handed out once.</numerusform>
            <numerusform>That was all: each of %n tickets was handed out once.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>NextUpBar</name>
    <message numerus="yes">
        <source>Tickets are handed out one after the other. After this one, %n wait.</source>
        <translation>
            <numerusform>Tickets are handed out one after the other. After this one, %n waits.</numerusform>
            <numerusform>Tickets are handed out one after the other. After this one, %n wait.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n of them are overdue.</source>
        <translation>
            <numerusform>%n of them is overdue.</numerusform>
            <numerusform>%n of them are overdue.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>NoticeCounts</name>
    <message numerus="yes">
        <source>News in %n tickets</source>
        <translation>
            <numerusform>News in %n ticket</numerusform>
            <numerusform>News in %n tickets</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n news: {0}</source>
        <translation>
            <numerusform>%n new: {0}</numerusform>
            <numerusform>%n new: {0}</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>RefusedCard</name>
    <message numerus="yes">
        <source>%n new messages since you wrote this</source>
        <translation>
            <numerusform>%n new message since you wrote this</numerusform>
            <numerusform>%n new messages since you wrote this</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n more changes hang on it and share its fate.</source>
        <translation>
            <numerusform>%n more change hangs on it and shares its fate.</numerusform>
            <numerusform>%n more changes hang on it and share its fate.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>RelatedTickets</name>
    <message numerus="yes">
        <source>Incidents, %n unsolved</source>
        <translation>
            <numerusform>Incidents, %n unsolved</numerusform>
            <numerusform>Incidents, %n unsolved</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>and %n more</source>
        <translation>
            <numerusform>and %n more</numerusform>
            <numerusform>and %n more</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ResetView</name>
    <message numerus="yes">
        <source>Look into your mail. You can ask again in %n minutes.</source>
        <translation>
            <numerusform>Look into your mail. You can ask again in %n minute.</numerusform>
            <numerusform>Look into your mail. You can ask again in %n minutes.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ResolvePanel</name>
    <message numerus="yes">
        <source>as its topic says: after %n days</source>
        <translation>
            <numerusform>as its topic says: after %n day</numerusform>
            <numerusform>as its topic says: after %n days</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>after %n days</source>
        <translation>
            <numerusform>after %n day</numerusform>
            <numerusform>after %n days</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>SignInView</name>
    <message numerus="yes">
        <source>Wait %n seconds, then try again.</source>
        <translation>
            <numerusform>Wait %n second, then try again.</numerusform>
            <numerusform>Wait %n seconds, then try again.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>SnoozeEditor</name>
    <message numerus="yes">
        <source>%n hours</source>
        <translation>
            <numerusform>%n hour</numerusform>
            <numerusform>%n hours</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>SolvePanel</name>
    <message numerus="yes">
        <source>The problem and %n unsolved incidents become Resolved.</source>
        <translation>
            <numerusform>The problem and %n unsolved incident become Resolved.</numerusform>
            <numerusform>The problem and %n unsolved incidents become Resolved.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Solved, with %n incidents.</source>
        <translation>
            <numerusform>Solved, with %n incident.</numerusform>
            <numerusform>Solved, with %n incidents.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Steps</name>
    <message numerus="yes">
        <source>A macro has %n steps at most.</source>
        <translation>
            <numerusform>A macro has %n step at most.</numerusform>
            <numerusform>A macro has %n steps at most.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>TaskItem</name>
    <message numerus="yes">
        <source>%n tasks</source>
        <translation>
            <numerusform>%n task</numerusform>
            <numerusform>%n tasks</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Telling</name>
    <message numerus="yes">
        <source>%n parts are still coming in</source>
        <translation>
            <numerusform>%n part is still coming in</numerusform>
            <numerusform>%n parts are still coming in</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n tickets</source>
        <translation>
            <numerusform>%n ticket</numerusform>
            <numerusform>%n tickets</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n messages</source>
        <translation>
            <numerusform>%n message</numerusform>
            <numerusform>%n messages</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n guides</source>
        <translation>
            <numerusform>%n guide</numerusform>
            <numerusform>%n guides</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>TimelinePanel</name>
    <message numerus="yes">
        <source>%n changes</source>
        <translation>
            <numerusform>%n change</numerusform>
            <numerusform>%n changes</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>TopicsPage</name>
    <message numerus="yes">
        <source>%n lines</source>
        <translation>
            <numerusform>%n line</numerusform>
            <numerusform>%n lines</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Tray</name>
    <message numerus="yes">
        <source>Mostrador: news in %n tickets</source>
        <translation>
            <numerusform>Mostrador: news in %n ticket</numerusform>
            <numerusform>Mostrador: news in %n tickets</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>WaitingCounts</name>
    <message numerus="yes">
        <source>%n to send</source>
        <translation>
            <numerusform>%n to send</numerusform>
            <numerusform>%n to send</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n drafts saved here</source>
        <translation>
            <numerusform>%n draft saved here</numerusform>
            <numerusform>%n drafts saved here</numerusform>
        </translation>
    </message>
</context>
</TS>
