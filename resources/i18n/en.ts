<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en" sourcelanguage="en">
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
</context>
<context>
    <name>Formats</name>
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
            <numerusform>%n new message since you wrote this</numerusform>
            <numerusform>%n new messages since you wrote this</numerusform>
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
    <name>RefusedCard</name>
    <message numerus="yes">
        <source>%n more changes hang on it and share its fate.</source>
        <translation>
            <numerusform>%n more change hangs on it and shares its fate.</numerusform>
            <numerusform>%n more changes hang on it and share its fate.</numerusform>
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
</TS>
