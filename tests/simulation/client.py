"""A client of a simulated world: the real replica on an encrypted file, the real engine, and its deaths."""

from __future__ import annotations

import contextlib
import random
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

import msgspec

from domain.errors import MutationRejected
from sync.engine.beginnings import Beginnings
from sync.engine.effects import (
    Announce,
    CloseStream,
    Effect,
    OpenStream,
    Report,
    TellPresence,
    WakeIn,
    Wipe,
)
from sync.engine.engine import Engine
from sync.engine.events import (
    Event,
    LocalMutation,
    NetworkBack,
    SignedIn,
    Started,
    Woke,
)
from sync.engine.status import Line, Status
from sync.errors import ReplicaError
from sync.protocol.accounts import Session
from sync.replica.changes import Changes
from sync.replica.connection import open_writer
from sync.replica.crash_points import CrashPoint
from tests.simulation.books import Books
from tests.simulation.cache_file import CacheFile
from tests.simulation.errands import send
from tests.simulation.older import older_build
from tests.simulation.places import Tear, message_of
from tests.simulation.stream import LiveLine
from tests.simulation.templates import KEY
from tests.simulation.trace import Violation, summary
from tests.simulation.watched import SimulatedCrash, WatchedReplica
from tests.simulation.wire import Wire
from tests.support.franchise import named

if TYPE_CHECKING:
    from tests.simulation.world import World

PAGES_UNLIMITED = 1_073_741_823


class Client:
    """One installation: its file, its engine, its clock.

    Attributes:
        label: Who it is in the trace; a second machine of a person has a number.
        person: Whose it is.
        old: Whether its build is from before the server's last update.
        incarnation: Counts its processes: what was under way for one before is lost.
    """

    def __init__(self, world: World, label: str, person: str, file: CacheFile) -> None:
        self.world = world
        self.label = label
        self.person = person
        self.user_id = named(person)
        self.device = named(f"device/{person}")
        self.devices = 0
        self.sign_ins = 0
        self.old = False
        self._session_lost = False
        """The server has ended the session: the next one is a new device's, as perhaps a copy has the old one."""
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
        self._holder: Any = None
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
        self.beginnings = Beginnings()
        entropy = random.Random(f"{self.world.seed}/entropy/{self.label}/{self.incarnation}")
        with self._build():
            self.replica = WatchedReplica.open(
                self.file.path, KEY, self.user_id, clock=self.wall, entropy=entropy.randbytes, reach=self._reach
            )
        self.replica.books = self.books
        self.alive = True
        kept = self.replica.session()
        session = None if kept is None else msgspec.json.decode(kept, type=Session)
        self._session_lost = False
        self.engine = Engine(
            self.replica,
            session=session,
            device=self.device,
            clock_s=self.clock_s,
            wall=self.wall,
            noise=random.Random(f"{self.world.seed}/jitter/{self.label}/{self.incarnation}"),
            in_bulk=True,
        )
        self.status = Status()
        if session is None:
            self.status = Status(line=Line.SIGN_IN)
            self.sign_in()
        else:
            self.hear(Started())

    def start(self) -> None:
        """Start the program, unless it runs."""
        if not self.alive:
            self.open()

    def _build(self) -> contextlib.AbstractContextManager[None]:
        return older_build() if self.old else contextlib.nullcontext()

    def update(self) -> None:
        """Install the build of today, and start it."""
        self.say("is updated")
        self.close()
        self.old = False
        self.open()

    def sign_in(self) -> None:
        """The user types the password, and once more a little later where no server answers."""
        if not self.alive:
            return
        if not self.world.backend.up or self.wire.down or self.asleep_until_s > self.world.agenda.now_s:
            self._ask_for_password()
            return
        if self._session_lost:
            self.devices += 1
            self.device = named(f"device/{self.label}/{self.devices}")
        self.say("signs in")
        self.sign_ins += 1
        session = self.world.backend.doors.sign_in(self.person, self.device)
        self._session_lost = False
        self.hear(SignedIn(session))

    def _ask_for_password(self) -> None:
        incarnation = self.incarnation

        def typed() -> None:
            if incarnation == self.incarnation and self.status.line is Line.SIGN_IN:
                self.sign_in()

        self.world.agenda.at(self.noise.uniform(2.0, 20.0), typed)

    def close(self) -> None:
        """End the process in good order."""
        if self.alive:
            self.alive = False
            self.incarnation += 1
            self.let_go()
            self.replica.close()
            self._hang_up()
            self.file.closed()

    def kill(self, back_in_s: float, *, power: bool = False) -> None:
        """End the process as it is; with `power`, what was not on the disk yet goes too."""
        if not self.alive:
            return
        self._bury(self.file.copied(self.noise if power else None), power=power)
        self.world.agenda.at(back_in_s, self.start)

    def _bury(self, left: CacheFile, *, power: bool) -> None:
        """Go on, later, with the files that a dead process left."""
        self.alive = False
        self.incarnation += 1
        self.let_go()
        self.replica.close()
        self._hang_up()
        self.file.delete()
        self.file = left
        if power:
            self.books.forget_states()

    @property
    def streams_open(self) -> int:
        """How many streams it listens to at once."""
        return sum(not stream.over for stream in self._streams.values())

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
        if self.alive and self.world.plan.strikes(point, self.label):
            self._crash_at = (point, 1)
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
        self.world.agenda.at(self.noise.choice((0.1, 3.0, 40.0)), self.start)

    def _wipe(self) -> None:
        """The server says that this device may no longer have any of it: the cache goes, with all its copies."""
        if self.device not in self.world.revoked:
            raise Violation("L2", f"{self.label} wipes its cache, and nobody has revoked it")
        self.say("wipes its cache")
        self._bury(CacheFile.fresh(), power=False)
        for file, _ in self.kept:
            file.delete()
        self.kept = []
        self.books = self.books.begun_anew()
        self.world.agenda.at(self.noise.choice((5.0, 60.0)), self.start)

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
        other.device = self.device
        other.old = self.old
        other.skew_s = self.skew_s
        return other

    def hold_cache(self) -> None:
        """Let another process take the lock of the cache, until it is let go.

        It gets none while a group of segments is being put in.
        """
        if self.alive and self._holder is None and not self.replica.cache.in_group:
            self.replica.cache.connection.execute("PRAGMA busy_timeout = 0")
            self._holder = open_writer(self.file.path, KEY)
            self._holder.execute("BEGIN IMMEDIATE")

    def let_go(self) -> None:
        """Let the other process end."""
        if self._holder is not None:
            holder, self._holder = self._holder, None
            if holder.in_transaction:
                holder.execute("ROLLBACK")
            holder.close()

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
            with self._build():
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
        message = message_of(event)
        if self.world.plan.tears(message, Tear.UNREAD):
            self.kill(1.0)
            return
        try:
            with self._build():
                effects = self.engine.step(event)
        except SimulatedCrash as crash:
            self._crashed(crash)
            return
        self.books.look()
        if not isinstance(event, Woke):
            self.say(summary(event))
        if self.world.plan.tears(message, Tear.READ):
            self.kill(1.0)
        for effect in effects:
            if incarnation == self.incarnation:
                self._carry_out(effect)
                if self.world.plan.tears(message_of(effect), Tear.SENT):
                    self.kill(1.0)

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
        match effect:
            case OpenStream() as opening:
                self.count("wait for an event" if opening.wait else "listen")
                self._streams[opening.number] = LiveLine(self, opening)
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
            case Announce() | TellPresence():
                # Only for a screen, and none is here. Nobody here says where they are either: it is never stored.
                pass
            case Wipe():
                self._wipe()
            case _:
                send(self, effect)

    def _woke(self, wake: int, incarnation: int) -> None:
        if wake == self._wake:
            self.hear(Woke(), incarnation)

    def _reported(self, status: Status) -> None:
        lost = status.line is Line.SIGN_IN and self.status.line is not Line.SIGN_IN
        self.status = status
        if lost:
            self._session_lost = True
            self._ask_for_password()

    def count(self, what: str) -> None:
        """Note a request."""
        self.requests.append(self.world.agenda.now_s)
        self.requests_made += 1
        self.say(f"> {what}")
