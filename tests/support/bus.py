"""A session bus of a test's own, and on it a small notification server that receives notices and answers them."""

from __future__ import annotations

import subprocess
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

import pytest
from dbus_fast import Message, MessageType
from dbus_fast.aio.message_bus import MessageBus

from desktop.background.async_loop import AsyncLoop

NAME, PLACE = "org.freedesktop.Notifications", "/org/freedesktop/Notifications"
SOON_S = 30.0
INTROSPECTION = """<node><interface name="org.freedesktop.Notifications">
<method name="Notify"><arg type="s" direction="in"/><arg type="u" direction="in"/><arg type="s" direction="in"/>
<arg type="s" direction="in"/><arg type="s" direction="in"/><arg type="as" direction="in"/>
<arg type="a{sv}" direction="in"/><arg type="i" direction="in"/><arg type="u" direction="out"/></method>
<method name="CloseNotification"><arg type="u" direction="in"/></method>
<method name="GetCapabilities"><arg type="as" direction="out"/></method>
<method name="GetServerInformation"><arg type="s" direction="out"/><arg type="s" direction="out"/>
<arg type="s" direction="out"/><arg type="s" direction="out"/></method>
<signal name="NotificationClosed"><arg type="u"/><arg type="u"/></signal>
<signal name="ActionInvoked"><arg type="u"/><arg type="s"/></signal>
<signal name="NotificationReplied"><arg type="u"/><arg type="s"/></signal>
</interface></node>"""
CLOSED_BY_CALL = 3


@contextmanager
def session_bus(monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """A bus that is nobody else's; its address is in the environment for as long."""
    daemon = subprocess.Popen(
        ["dbus-daemon", "--session", "--nofork", "--nopidfile", "--print-address"], stdout=subprocess.PIPE, text=True
    )
    assert daemon.stdout is not None
    address = daemon.stdout.readline().strip()
    monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", address)
    try:
        yield address
    finally:
        daemon.terminate()
        daemon.wait()
        daemon.stdout.close()


@dataclass
class Standing:
    """A notice as the server got it."""

    number: int
    app: str
    title: str
    body: str
    actions: list[str]
    hints: dict[str, Any]
    sender: str


@dataclass
class NotificationServer:
    """What a desktop does with notices: shows them, and tells what somebody did with one.

    Attributes:
        shown: every notice, in their order, those that were taken back among them.
        closed: the numbers of those that were taken back.
    """

    address: str
    capabilities: tuple[str, ...] = ("actions", "body", "inline-reply")
    shown: list[Standing] = field(default_factory=list)
    closed: list[int] = field(default_factory=list)

    def __post_init__(self) -> None:
        self._changed = threading.Condition()
        self._loop = AsyncLoop("notification-server")
        self._bus: MessageBus = self._loop.submit(self._join).result(SOON_S)

    async def _join(self) -> MessageBus:
        bus = await MessageBus(bus_address=self.address).connect()
        bus.add_message_handler(self._on_message)
        await bus.request_name(NAME)
        return bus

    @property
    def standing(self) -> list[Standing]:
        """The notices that are on the screen now."""
        with self._changed:
            return [one for one in self.shown if one.number not in self.closed]

    def _on_message(self, message: Message) -> Message | None:
        if message.message_type is not MessageType.METHOD_CALL or message.path != PLACE:
            return None
        answers: dict[str, Callable[[list[Any]], tuple[str, list[Any]]]] = {
            "Introspect": lambda _: ("s", [INTROSPECTION]),
            "GetCapabilities": lambda _: ("as", [list(self.capabilities)]),
            "GetServerInformation": lambda _: ("ssss", ["tests", "Mostrador", "1", "1.2"]),
            "Notify": lambda body: self._notify(body, str(message.sender)),
            "CloseNotification": self._close,
        }
        answer = answers.get(str(message.member))
        if answer is None:
            return None
        signature, body = answer(message.body)
        return Message.new_method_return(message, signature, body)

    def _notify(self, body: list[Any], sender: str) -> tuple[str, list[Any]]:
        app, _, _, title, text, actions, hints, _ = body
        with self._changed:
            number = len(self.shown) + 1
            self.shown.append(Standing(number, app, title, text, actions, hints, sender))
            self._changed.notify_all()
        return "u", [number]

    def _close(self, body: list[Any]) -> tuple[str, list[Any]]:
        with self._changed:
            self.closed.append(body[0])
            self._changed.notify_all()
        self._send("NotificationClosed", "uu", [body[0], CLOSED_BY_CALL])
        return "", []

    def _send(self, member: str, signature: str, body: list[Any]) -> None:
        _ = self._bus.send(Message.new_signal(PLACE, NAME, member, signature, body))

    def press(self, notice: Standing, action: str = "default") -> None:
        """Click the notice, or one of its buttons."""
        self._later(notice, "ActionInvoked", action)

    def reply(self, notice: Standing, text: str) -> None:
        """Type an answer into the notice and send it."""
        self._later(notice, "NotificationReplied", text)

    def _later(self, notice: Standing, member: str, said: str) -> None:
        async def send() -> None:
            # A person takes longer than whoever shows a notice takes to hear its number.
            ping = Message(destination=notice.sender, path="/", interface="org.freedesktop.DBus.Peer", member="Ping")
            await self._bus.call(ping)
            self._send(member, "us", [notice.number, said])

        self._loop.submit(send).result(SOON_S)

    def wait_for(self, count: int) -> Standing:
        """Wait until so many notices came since the beginning, and return the last of them."""
        with self._changed:
            if not self._changed.wait_for(lambda: len(self.shown) >= count, SOON_S):
                raise AssertionError(f"{len(self.shown)} notices came, {count} were waited for: {self.shown}")
            return self.shown[count - 1]

    def close(self) -> None:
        """Leave the bus."""

        async def leave() -> None:
            self._bus.disconnect()
            await self._bus.wait_for_disconnect()  # type: ignore[no-untyped-call]

        self._loop.submit(leave).result(SOON_S)
        self._loop.close()
