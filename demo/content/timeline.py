"""Plays a script through: who does what and when, from the first message to the closing of the ticket."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from random import Random

from demo.content.hours import on_shift, while_open
from demo.content.people import PEOPLE_BY_HANDLE, TEAMS, SamplePerson, desk
from demo.content.scripts import Line, ProblemScript, Variant
from demo.content.steps import Outcome, Step, StepKind, TicketScript, replay
from demo.content.stores import STORES_BY_KEY
from demo.content.wording import Wording, day_name, working_day
from domain.deadlines import RESPONSE_HOURS
from domain.words import CloseReason, Priority, Status, TicketType

_MENTION = re.compile(r"@([a-z]+\.[a-z]+)")
_TECHNICAL_LEAD = "hugo.arana"
_VENDOR_INITIALS = {"Redwire": "RW", "Tillwerk": "TW"}
_LATE_SHARE = 0.06
"""Share of first answers that miss their deadline."""

_REOPENED = {
    "en": (
        (
            "It's back since this morning, exactly the same.",
            "Sorry about that, {me}. I went one step further this time and watched it for an hour: it holds.",
        ),
        (
            "Not quite: it happens again, only less often.",
            "Thank you for telling me, {me}. There was a second cause behind the first one; both are gone now.",
        ),
    ),
    "es": (
        (
            "Ha vuelto esta mañana, exactamente igual.",
            "Perdona, {me}. Esta vez he ido un paso más allá y lo he vigilado una hora: aguanta.",
        ),
        (
            "No del todo: sigue pasando, pero menos.",
            "Gracias por avisar, {me}. Había una segunda causa detrás de la primera; ya no queda ninguna.",
        ),
    ),
}


def mentions_in(text: str) -> tuple[str, ...]:
    """Handles of people that a note names, in order."""
    return tuple(handle for handle in dict.fromkeys(_MENTION.findall(text)) if handle in PEOPLE_BY_HANDLE)


class Timeline:
    """One ticket being told. `beats` are groups of steps that belong to one moment."""

    def __init__(
        self, script: ProblemScript, variant: Variant, ticket: TicketScript, wording: Wording, rng: Random
    ) -> None:
        self._script = script
        self._variant = variant
        self._ticket = ticket
        self._wording = wording
        self._rng = rng
        self._at = ticket.created_at
        self._priority = Priority(script.fields["priority"])
        self._store = STORES_BY_KEY[ticket.store]
        self._requester = PEOPLE_BY_HANDLE[ticket.requester]
        self._first_answer_at = on_shift(ticket.created_at + self._first_delay(), rng)
        self._expected_at = self._first_answer_at
        self._lines = self._lines_told()
        self.beats: list[list[Step]] = []

    def play(self) -> None:
        """Tell the whole ticket, to its closing."""
        for line in self._lines:
            self._at += timedelta(minutes=line.minutes or 0)
            self._tellers[line.who](self, line, is_last=line is self._lines[-1])
        self._finish()

    def _lines_told(self) -> list[Line]:
        """The lines that are told this time: not everybody comes back to say that it works."""
        rest = self._variant.lines[1:]
        if rest and rest[-1].outcome == "+" and self._rng.random() < 0.3:
            rest = rest[:-1]
        return rest

    @property
    def _outcome(self) -> Outcome:
        return replay(self._ticket, [step for beat in self.beats for step in beat])

    @property
    def _assignee(self) -> SamplePerson:
        return PEOPLE_BY_HANDLE[self._outcome.assignee or self._take()]

    def _tell_requester(self, line: Line, *, is_last: bool) -> None:
        if line.outcome == "-":
            self._wait(20, 180, while_open_in_store=True)
            self._beat(self._reply(self._requester.handle, self._wording.text(line.text)))
            self._close(self._requester.handle, CloseReason.WITHDRAWN)
            return
        self._wait_for_third_party()
        self._wait(6, 240, while_open_in_store=True)
        self._beat(self._reply(self._requester.handle, self._wording.text(line.text, **self._names(self._assignee))))

    def _tell_answer(self, line: Line, *, is_last: bool) -> None:
        agent = self._assignee
        if line.outcome == "!":
            self._wait_for_third_party()
        self._wait_for_desk()
        self._expected_at = self._promise(names_day="{soon}" in line.text)
        steps = [self._reply(agent.handle, self._wording.answer(line.text, **self._names(agent)))]
        # Whoever is asked to try something is waited for; solved is only what nobody has to confirm any more.
        waits = line.outcome == "?" or (line.outcome == "!" and not is_last)
        steps += self._status(agent.handle, Status.PENDING) if waits else []
        steps += self._hold(agent.handle) if line.outcome == "#" else []
        steps += self._status(agent.handle, Status.RESOLVED) if line.outcome == "!" and is_last else []
        self._beat(*steps)
        if line.outcome == "=":
            self._close(agent.handle, CloseReason(self._script.fields["close"]))

    def _tell_note(self, line: Line, *, is_last: bool) -> None:
        agent = self._assignee
        self._wait(3, 14)
        self._beat(self._note(agent.handle, line.text))
        if line.outcome == ">":
            self._hand_over(agent)
        elif line.outcome == "=":
            self._close(agent.handle, CloseReason(self._script.fields["close"]))

    def _tell_colleague(self, line: Line, *, is_last: bool) -> None:
        self._wait(40, 300)
        author = "bea.lindqvist" if self._outcome.status is Status.ON_HOLD else self._colleague(self._assignee).handle
        self._beat(self._note(author, line.text))

    _tellers: dict[str, Callable[..., None]] = {
        "c": _tell_requester,
        "a": _tell_answer,
        "n": _tell_note,
        "l": _tell_colleague,
    }

    def _finish(self) -> None:
        """Bring the ticket from the last word of the script to its closing."""
        if self._outcome.status is Status.CLOSED:
            return
        agent = self._assignee
        if self._outcome.status is not Status.RESOLVED:
            if self._variant.lines[-1].outcome == "+" and self._rng.random() < 0.5:
                self._wait(1, 9)
                self._close(self._requester.handle, CloseReason.CONFIRMED)
                return
            self._wait(5, 90)
            self._beat(*self._status(agent.handle, Status.RESOLVED))
        elif self._ticket.type is TicketType.INCIDENT and self._rng.random() < 0.12:
            self._reopen(agent)
        if self._rng.random() < 0.55:
            self._wait(30, 2_000, while_open_in_store=True)
            self._close(self._requester.handle, CloseReason.CONFIRMED)
        else:
            self._at = on_shift(self._at + timedelta(days=5), self._rng)
            heard = self._lines[-1].who == "c"
            self._close(agent.handle, CloseReason.CONFIRMED if heard else CloseReason.NO_RESPONSE)

    def _reopen(self, agent: SamplePerson) -> None:
        complaint, answer = self._rng.choice(_REOPENED[self._variant.locale])
        self._wait(600, 3_000, while_open_in_store=True)
        self._beat(self._reply(self._requester.handle, complaint))
        self._wait(10, 120)
        self._beat(
            Step(self._at, agent.handle, StepKind.TAG, value="reopened"),
            self._reply(agent.handle, self._wording.answer(answer)),
            *self._status(agent.handle, Status.RESOLVED),
        )

    def _take(self) -> str:
        """Somebody of the team takes the ticket some time before the first answer; returns the handle."""
        lead = next(team.lead for team in TEAMS if team.key == self._outcome.team)
        agents = [person for person in desk(self._outcome.team) if person.role == "agent"]
        fluent = [person for person in agents if person.locale == self._variant.locale]
        taker = self._rng.choice(fluent if fluent and self._rng.random() < 0.7 else agents).handle
        share = self._rng.uniform(0.3, 0.9)
        taken_at = self._ticket.created_at + (self._first_answer_at - self._ticket.created_at) * share
        self._at = max(self._at, min(on_shift(taken_at, self._rng), self._first_answer_at)).replace(microsecond=0)
        by = lead if self._rng.random() < 0.2 else taker
        raised = [Step(self._at, by, StepKind.PRIORITY, value=self._priority)]
        self._beat(
            *(raised if self._priority is not self._ticket.priority else []),
            Step(self._at, by, StepKind.ASSIGN, value=taker),
        )
        return taker

    def _hand_over(self, agent: SamplePerson) -> None:
        """Escalate: the ticket leaves the assignee, and a technician takes it."""
        self._beat(
            Step(self._at, agent.handle, StepKind.TAG, value="escalated"),
            Step(self._at, agent.handle, StepKind.TEAM, value="technical"),
        )
        self._wait(8, 60)
        technician = self._rng.choice([who for who in desk("technical") if who.role == "agent" and who is not agent])
        self._beat(Step(self._at, technician.handle, StepKind.ASSIGN, value=technician.handle))

    def _hold(self, actor: str) -> list[Step]:
        """Wait for the vendor until the day that the answer just promised."""
        vendor = self._script.vendor(self._variant.locale)
        return [
            replace(step, vendor=vendor, vendor_reference=self._reference, expected_at=self._expected_at)
            for step in self._status(actor, Status.ON_HOLD)
        ]

    @property
    def _reference(self) -> str:
        """The vendor's case number, the same every time it is asked for."""
        vendor = self._script.vendor(self._variant.locale)
        initials = _VENDOR_INITIALS.get(vendor) or "".join(word[0] for word in vendor.split()) or "R"
        return f"{initials}-{50_000 + int(self._ticket.created_at.timestamp()) // 60 % 9_973}"

    def _status(self, actor: str, status: Status) -> list[Step]:
        """The step into `status`, none if the ticket is there already."""
        if self._outcome.status is status and status is not Status.RESOLVED:
            return []
        return [Step(self._at, actor, StepKind.STATUS, value=status)]

    def _close(self, actor: str, reason: CloseReason) -> None:
        self._beat(Step(self._at, actor, StepKind.STATUS, value=Status.CLOSED, close_reason=reason))

    def _reply(self, actor: str, text: str) -> Step:
        return Step(self._at, actor, StepKind.REPLY, text=text)

    def _note(self, actor: str, sentence: str) -> Step:
        text = self._wording.text(sentence, **self._names(PEOPLE_BY_HANDLE[actor]))
        if actor in mentions_in(text):
            text = text.replace(f"@{actor}", f"@{self._colleague(PEOPLE_BY_HANDLE[actor]).handle}")
        return Step(self._at, actor, StepKind.NOTE, text=text, mentions=mentions_in(text))

    def _names(self, agent: SamplePerson) -> dict[str, str]:
        soon = day_name(self._expected_at.astimezone(self._store.zone), self._variant.locale)
        return {"agent": agent.first_name, "techlead": _TECHNICAL_LEAD, "ref": self._reference, "soon": soon}

    def _promise(self, *, names_day: bool) -> datetime:
        """By when the desk expects the next thing to happen: on a working day it names, or within hours."""
        if not names_day:
            return on_shift(self._at + timedelta(hours=self._rng.randrange(2, 9)), self._rng).replace(second=0)
        day = working_day(self._at + timedelta(days=self._rng.randrange(1, 4)))
        return day.replace(hour=self._rng.randrange(9, 13), minute=0, second=0)

    def _colleague(self, person: SamplePerson) -> SamplePerson:
        team = desk(self._outcome.team)
        return self._rng.choice([other for other in team if other is not person and other.role != "light_agent"])

    def _beat(self, *steps: Step) -> None:
        if steps:
            self.beats.append(list(steps))

    def _wait(self, least_min: float, most_min: float, *, while_open_in_store: bool = False) -> None:
        """Let some time pass, short more often than long, and end within the hours of whoever acts next."""
        minutes = least_min + (most_min - least_min) * self._rng.random() ** 2.5
        later = self._at + timedelta(minutes=minutes, seconds=self._rng.randrange(60))
        shift = while_open(self._store, later, self._rng) if while_open_in_store else on_shift(later, self._rng)
        self._at = shift.replace(microsecond=0)

    def _wait_for_desk(self) -> None:
        if self._outcome.first_response_at is None:
            self._at = max(self._first_answer_at, self._at + timedelta(minutes=2)).replace(microsecond=0)
            self._at = on_shift(self._at, self._rng)
            return
        hurried = self._outcome.priority in {Priority.URGENT, Priority.HIGH}
        self._wait(3, 45 if hurried else 260)

    def _wait_for_third_party(self) -> None:
        if self._outcome.status is Status.ON_HOLD:
            late = self._rng.uniform(-1, 8) if self._rng.random() < 0.8 else self._rng.uniform(20, 50)
            self._at = max(self._at, self._expected_at + timedelta(hours=late))

    def _first_delay(self) -> timedelta:
        """How long the first answer takes: most of the time well within the deadline."""
        target = timedelta(hours=RESPONSE_HOURS[self._priority])
        if self._rng.random() < _LATE_SHARE:
            return target * self._rng.uniform(1.05, 2.2)
        return max(timedelta(minutes=4), target * (0.02 + 0.55 * self._rng.random() ** 2))
