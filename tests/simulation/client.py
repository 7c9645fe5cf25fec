"""A client of a simulated world: the real replica on an encrypted file, the real engine, and its deaths."""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

import msgspec

from domain.errors import MutationRejected
from domain.ids import RecordId
from sync.engine.effects import (
    Announce,
    CloseStream,
    Effect,
    OpenStream,
    Report,
    SendPull,
    SendPush,
    SendRefresh,
    WakeIn,
    Wipe,
)
from sync.engine.engine import Engine
from sync.engine.events import (
    Event,
    LocalMutation,
    NetworkBack,
    PullAnswered,
    PushAnswered,
    RefreshAnswered,
    SignedIn,
    Started,
    Woke,
)
from sync.engine.status import Line, Status
from sync.errors import ReplicaError
from sync.protocol.accounts import Session
from sync.protocol.codec import decode, decode_page, encode
from sync.protocol.pull import End, Frame
from sync.protocol.push import PUSH_MUTATIONS_MOST, PushReply, PushRequest
from sync.replica.changes import Changes
from sync.replica.crash_points import CrashPoint
from sync.replica.writer import Replica
from tests.simulation.books import Books
from tests.simulation.cache_file import CacheFile
from tests.simulation.stream import LiveLine
from tests.simulation.templates import KEY
from tests.simulation.trace import Violation
from tests.simulation.wire import CONFLICTS, Wire
from tests.support.franchise import named

if TYPE_CHECKING:
    from tests.simulation.world import World

PAGES_UNLIMITED = 1_073_741_823


class SimulatedCrash(BaseException):
    """The process of the client ended here."""


class WatchedReplica(Replica):
    """The replica, telling the world which pages and words of the server it is about to take in."""

    books: Books

    def apply_page(self, frames: Sequence[Frame]) -> Changes:
        """Apply a page."""
        end = frames[-1]
        if isinstance(end, End):
            self.books.page_comes(end)
        return super().apply_page(frames)

    def push_request(self, most: int = PUSH_MUTATIONS_MOST) -> PushRequest | None:
        """Return the next mutations to send."""
        request = super().push_request(most)
        if request is not None:
            self.books.sent_as.add(request.client)
        return request

    def store_push_reply(self, client: RecordId, reply: PushReply) -> Changes:
        """Take over the server's word."""
        if client == self.client():
            self.books.reply_comes(reply)
        return super().store_push_reply(client, reply)

    def begin_new_epoch(self) -> Changes:
        """Start over with the server."""
        self.books.epoch_goes()
        return super().begin_new_epoch()


class Client:
    """One installation: its file, its engine, its clock.

    Attributes:
        label: Who it is in the trace; a second machine of a person has a number.
        person: Whose it is.
        incarnation: Counts its processes: what was under way for one before is lost.
    """

    def __init__(self, world: World, label: str, person: str, file: CacheFile) -> None:
        self.world = world
        self.label = label
        self.person = person
        self.user_id = named(person)
        self.device = named(f"device/{person}")
        self.noise = random.Random(f"{world.seed}/client/{label}")
        self.wire = Wire(world, label, random.Random(f"{world.seed}/wire/{label}"))
        self.incarnation = 0
        self.alive = False
        self.status = Status()
        self.skew_s = 0.0
        self.asleep_until_s = 0.0
        self._unheard: list[tuple[Event, int]] = []
        self.requests: list[float] = []
        self.requests_made = 0
        self.kept: list[tuple[CacheFile, Books]] = []
        """Copies of its cache, with what was known of it then."""
        self._streams: dict[int, LiveLine] = {}
        self._wake = 0
        self._crash_at: tuple[CrashPoint, int] | None = None
        self._crash_power = False
        self.books = Books(self)
        self.file = file

    # The process

    def open(self) -> None:
        """Start the program on the cache as it lies."""
        self.incarnation += 1
        self._wake += 1
        self._streams = {}
        entropy = random.Random(f"{self.world.seed}/entropy/{self.label}/{self.incarnation}")
        self.replica = WatchedReplica.open(
            self.file.path, KEY, self.user_id, clock=self.wall, entropy=entropy.randbytes, reach=self._reach
        )
        self.replica.books = self.books
        self.alive = True
        kept = self.replica.session()
        session = None if kept is None else msgspec.json.decode(kept, type=Session)
        self.engine = Engine(
            self.replica,
            session=session,
            device=self.device,
            clock_s=self.clock_s,
            wall=self.wall,
            noise=random.Random(f"{self.world.seed}/jitter/{self.label}/{self.incarnation}"),
        )
        self.status = Status()
        if session is None:
            self.sign_in()
        else:
            self.hear(Started())

    def sign_in(self) -> None:
        """The user types the password."""
        now_s, _ = self.world.clock()
        self.say("signs in")
        self.hear(SignedIn(self.world.backend.tokens.sign_in(self.user_id, self.device, now_s)))

    def close(self) -> None:
        """End the process in good order."""
        if self.alive:
            self.alive = False
            self.incarnation += 1
            self.replica.close()
            self._hang_up()
            self.file.closed()

    def kill(self, back_in_s: float, *, power: bool = False) -> None:
        """End the process as it is; with `power`, what was not on the disk yet goes too."""
        if not self.alive:
            return
        self._bury(self.file.copied(self.noise if power else None), power=power)
        self.world.agenda.at(back_in_s, self.open)

    def _bury(self, left: CacheFile, *, power: bool) -> None:
        """Go on, later, with the files that a dead process left."""
        self.alive = False
        self.incarnation += 1
        self.replica.close()
        self._hang_up()
        self.file.delete()
        self.file = left
        if power:
            self.books.forget_states()

    def _hang_up(self) -> None:
        for stream in self._streams.values():
            stream.over = True
            stream.cut()
        self._streams = {}

    def die_at(self, point: CrashPoint, times: int, *, power: bool = False) -> None:
        """Let the process, or the whole machine, end when it comes to `point` for the nth time from now on."""
        self._crash_at = (point, times)
        self._crash_power = power

    def live_on(self) -> None:
        """Take a death that was planned back."""
        self._crash_at = None

    def _reach(self, point: CrashPoint) -> None:
        if point is CrashPoint.AFTER_COMMIT and self.alive:
            self.file.committed(self.replica.cache.connection)
        if self._crash_at is None or self._crash_at[0] is not point or not self.alive:
            return
        times = self._crash_at[1] - 1
        self._crash_at = (point, times)
        if times <= 0:
            self._crash_at = None
            self._torn = self.file.copied(self.noise if self._crash_power else None)
            raise SimulatedCrash(str(point))

    def _crashed(self, crash: SimulatedCrash) -> None:
        self.say(f"† at {crash}")
        self._bury(self._torn, power=self._crash_power)
        self.world.agenda.at(self.noise.choice((0.1, 3.0, 40.0)), self.open)

    # Its files

    def keep_copy(self) -> None:
        """Lay a copy of the cache aside, as a backup program does."""
        self.kept.append((self.file.copied(), self.books.copied()))
        del self.kept[:-2]

    def set_back(self) -> None:
        """Lose the cache and go on with the copy kept last."""
        file, books = self.kept.pop()
        self.close()
        self.file = file
        books.lose(self.books)
        self.books = books
        self.open()

    def cloned(self, label: str) -> Client:
        """Return another machine with a copy of this cache, not started."""
        other = Client(self.world, label, self.person, self.file.copied())
        other.books = self.books.copied()
        other.books.client = other
        other.skew_s = self.skew_s
        return other

    def fill_disk(self, *, full: bool) -> None:
        """Let the file grow no more, or as it likes."""
        if self.alive:
            connection = self.replica.cache.connection
            (pages,) = connection.execute("PRAGMA page_count").fetchone()
            connection.execute(f"PRAGMA max_page_count = {pages if full else PAGES_UNLIMITED}").fetchone()

    # Its clocks

    def clock_s(self) -> float:
        """Return monotonic seconds."""
        return self.world.agenda.now_s + 1000.0

    def wall(self) -> datetime:
        """Return what the clock on its wall says."""
        return self.world.clock()[1] + timedelta(seconds=self.skew_s)

    # What happens to it

    def say(self, what: str) -> None:
        """Add to the trace."""
        self.world.say(self.label, what)

    def do(self, name: str, args: dict[str, Any]) -> bool:
        """Do something as its user; tell whether it was taken here."""
        return self._gesture(name, lambda: self.replica.mutate(name, args))

    def discard(self, n: int) -> bool:
        """Give up a refused change."""
        self.books.dismiss(n)
        return self._gesture("discard", lambda: self.replica.discard_rejected(n))

    def retry(self, n: int) -> bool:
        """Do a refused change again."""
        self.books.dismiss(n)
        return self._gesture("retry", lambda: self.replica.retry_rejected(n))

    def _gesture(self, name: str, act: Callable[[], Changes]) -> bool:
        try:
            act()
        except (MutationRejected, ReplicaError) as error:
            self.say(f"{name}: {type(error).__name__}")
            return False
        except SimulatedCrash as crash:
            self._crashed(crash)
            return False
        self.say(name)
        self.books.look()
        self.hear(LocalMutation())
        return True

    def hear(self, event: Event, incarnation: int | None = None) -> None:
        """Step the engine, unless the event was for an earlier process or the machine sleeps."""
        incarnation = self.incarnation if incarnation is None else incarnation
        if not self.alive or incarnation != self.incarnation:
            return
        if self.asleep_until_s > self.world.agenda.now_s:
            self._unheard.append((event, incarnation))
            return
        try:
            effects = self.engine.step(event)
        except SimulatedCrash as crash:
            self._crashed(crash)
            return
        self.books.look()
        if not isinstance(event, Woke):
            self.say(_summary(event))
        for effect in effects:
            self._carry_out(effect)

    def fall_asleep(self, span_s: float) -> None:
        """Hear nothing for a while; then everything at once."""
        self.asleep_until_s = self.world.agenda.now_s + span_s
        self.world.agenda.at(span_s, self.rise)

    def rise(self, *, early: bool = False) -> None:
        """Hear what has come meanwhile, unless the sleep has been drawn out."""
        if early:
            self.asleep_until_s = 0.0
        if self.asleep_until_s <= self.world.agenda.now_s:
            unheard, self._unheard = self._unheard, []
            for event, incarnation in unheard:
                self.hear(event, incarnation)

    def network_back(self) -> None:
        """The system says that there is a network."""
        self.hear(NetworkBack())

    def _carry_out(self, effect: Effect) -> None:
        incarnation = self.incarnation
        backend = self.world.backend
        match effect:
            case SendPush(number, token, request):
                self._count("push " + ",".join(f"{m.n}" for m in request.mutations))
                self.wire.ask(
                    backend.push,
                    encode(request),
                    token,
                    lambda body: decode(body, PushReply),
                    lambda answer: self.hear(PushAnswered(number, answer), incarnation),
                    conflicts=CONFLICTS,
                )
            case SendPull(number, token, pull):
                self._count(f"pull {pull.cursor} {pull.fill.target[:18] if pull.fill else ''}")
                self.wire.ask(
                    backend.pull,
                    encode(pull),
                    token,
                    decode_page,
                    lambda answer: self.hear(PullAnswered(number, answer), incarnation),
                    conflicts=CONFLICTS[2:],
                )
            case SendRefresh(number, refresh):
                self._count("refresh")
                self.wire.ask(
                    backend.refresh,
                    encode(refresh),
                    "",
                    lambda body: decode(body, Session),
                    lambda answer: self.hear(RefreshAnswered(number, answer), incarnation),
                )
            case OpenStream(number, token):
                self._count("listen")
                self._streams[number] = LiveLine(self, number, token)
            case CloseStream(number):
                stream = self._streams.pop(number, None)
                if stream is not None:
                    stream.close()
            case WakeIn(delay_s):
                self._wake += 1
                wake = self._wake
                self.world.agenda.at(delay_s, lambda: self._woke(wake, incarnation))
            case Report(status):
                self._reported(status)
            case Announce():
                pass
            case Wipe():
                raise Violation("L2", f"{self.label} wipes its cache, and nobody has revoked it")

    def _woke(self, wake: int, incarnation: int) -> None:
        if wake == self._wake:
            self.hear(Woke(), incarnation)

    def _reported(self, status: Status) -> None:
        if status.line is Line.SIGN_IN and self.status.line is not Line.SIGN_IN:
            incarnation = self.incarnation
            self.world.agenda.at(
                self.noise.uniform(2.0, 20.0), lambda: self.sign_in() if incarnation == self.incarnation else None
            )
        self.status = status

    def _count(self, what: str) -> None:
        self.requests.append(self.world.agenda.now_s)
        self.requests_made += 1
        self.say(f"> {what}")


def _summary(event: Event) -> str:
    answer = getattr(event, "answer", None) or getattr(event, "event", None)
    name = type(event).__name__
    if answer is None:
        return f"< {name}"
    if isinstance(answer, list):
        frames = " ".join(getattr(frame, "t", type(frame).__name__[:5]) for frame in answer[1:-1])
        return f"< {name} {answer[-1].cursor} {frames}"[:160]
    if isinstance(answer, PushReply):
        words = ",".join(f"{r.n}:{r.outcome}{'/' + r.code if r.code else ''}@{r.seq}" for r in answer.results)
        return f"< {name} {words}"
    if hasattr(answer, "refusal"):
        return f"< {name} {answer.status} {answer.refusal.code}"
    reason = getattr(answer, "reason", "")
    return f"< {name} {type(answer).__name__} {reason or getattr(answer, 'head', '')}"
