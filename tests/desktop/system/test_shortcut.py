"""The key of the whole desktop: pressed on a real X server, asked for at a portal on a real bus."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from dbus_fast import Message, MessageType, Variant
from dbus_fast.aio.message_bus import MessageBus
from pytestqt.qtbot import QtBot

from desktop.background.async_loop import AsyncLoop
from desktop.system.shortcut.chord import Chord, chord_of
from tests.support.bus import session_bus
from tests.support.display import press, x_display

WAIT_MS = 10_000
SOON_S = 10.0


@pytest.mark.parametrize(
    ("keys", "chord"),
    [
        ("Ctrl+Alt+M", Chord("M", False, True, True, False)),
        ("Meta+Shift+7", Chord("7", True, False, False, True)),
        ("F9", Chord("F9", False, False, False, False)),
        ("Ctrl+Space", Chord("space", False, True, False, False)),
        ("M", None),
        ("Shift+M", None),
        ("Ctrl+K, Ctrl+M", None),
        ("", None),
        ("nonsense", None),
    ],
)
def test_only_what_disturbs_nobody_can_be_a_key_of_the_whole_desktop(keys: str, chord: Chord | None) -> None:
    assert chord_of(keys) == chord


@pytest.fixture
def display(monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """A screen of this test's own."""
    with x_display(monkeypatch) as name:
        yield name


@pytest.mark.needs("x11")
def test_the_key_is_heard_with_and_without_num_lock_and_no_other_key_is(qtbot: QtBot, display: str) -> None:
    from desktop.system.shortcut.x11 import X11Shortcut

    heard: list[str] = []
    shortcut = X11Shortcut(lambda: heard.append("pressed"), heard.append)
    shortcut.bind("Ctrl+Alt+M")
    press(display, "ctrl+alt+n")
    press(display, "m")
    press(display, "ctrl+alt+m")
    qtbot.waitUntil(lambda: heard == ["pressed"], timeout=WAIT_MS)

    press(display, "Num_Lock")
    press(display, "ctrl+alt+m")
    qtbot.waitUntil(lambda: heard == ["pressed"] * 2, timeout=WAIT_MS)

    shortcut.bind("Ctrl+Alt+J")
    press(display, "ctrl+alt+m")
    press(display, "ctrl+alt+j")
    qtbot.waitUntil(lambda: heard == ["pressed"] * 3, timeout=WAIT_MS)
    shortcut.close()


@pytest.mark.needs("x11")
def test_a_key_that_another_program_has_is_refused_and_can_be_had_when_it_is_free(qtbot: QtBot, display: str) -> None:
    from desktop.system.shortcut.x11 import X11Shortcut

    heard: list[str] = []
    other = X11Shortcut(lambda: heard.append("other"), heard.append)
    other.bind("Ctrl+Alt+M")
    ours = X11Shortcut(lambda: heard.append("ours"), heard.append)

    ours.bind("Ctrl+Alt+M")
    assert heard == ["Ctrl+Alt+M"]

    other.close()
    ours.bind("Ctrl+Alt+M")
    press(display, "ctrl+alt+m")
    qtbot.waitUntil(lambda: heard == ["Ctrl+Alt+M", "ours"], timeout=WAIT_MS)
    ours.close()


PORTAL, PLACE = "org.freedesktop.portal.Desktop", "/org/freedesktop/portal/desktop"
SHORTCUTS, REQUEST = "org.freedesktop.portal.GlobalShortcuts", "org.freedesktop.portal.Request"


class Portal:
    """A portal whose user says yes, or no."""

    def __init__(self, address: str, *, says_yes: bool) -> None:
        self.says_yes = says_yes
        self.bound: list[tuple[str, str]] = []
        self.session = ""
        self._loop = AsyncLoop("portal")
        self._bus: MessageBus = self._loop.submit(lambda: self._join(address)).result(SOON_S)

    async def _join(self, address: str) -> MessageBus:
        bus = await MessageBus(bus_address=address).connect()
        bus.add_message_handler(self._on_message)
        await bus.request_name(PORTAL)
        return bus

    def _on_message(self, message: Message) -> Message | None:
        if message.message_type is not MessageType.METHOD_CALL:
            return None
        if message.member == "Close" and message.path == self.session:
            self.bound.clear()
            return Message.new_method_return(message)
        if message.interface != SHORTCUTS:
            return None
        options: dict[str, Variant] = message.body[-1]
        sender = str(message.sender).removeprefix(":").replace(".", "_")
        request = f"{PLACE}/request/{sender}/{options['handle_token'].value}"
        results: dict[str, Any] = {}
        if message.member == "CreateSession":
            self.session = f"{PLACE}/session/{sender}/{options['session_handle_token'].value}"
            results = {"session_handle": Variant("s", self.session)}
        elif self.says_yes:
            self.bound = [(key, str(about["preferred_trigger"].value)) for key, about in message.body[1]]
        code = 0 if self.says_yes else 1
        self._later(request, REQUEST, "Response", "ua{sv}", [code, results])
        return Message.new_method_return(message, "o", [request])

    def _later(self, path: str, interface: str, member: str, signature: str, body: list[Any]) -> None:
        signal = Message.new_signal(path, interface, member, signature, body)

        async def send() -> None:
            _ = self._bus.send(signal)

        self._loop.submit(send)

    def press(self, key: str) -> None:
        """The user presses a key that was bound."""
        self._later(PLACE, SHORTCUTS, "Activated", "osta{sv}", [self.session, key, 1, {}])

    def close(self) -> None:
        """Leave the bus."""

        async def leave() -> None:
            self._bus.disconnect()
            await self._bus.wait_for_disconnect()  # type: ignore[no-untyped-call]

        self._loop.submit(leave).result(SOON_S)
        self._loop.close()


@pytest.mark.needs("bus")
def test_the_portal_is_asked_and_its_key_heard(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    from desktop.system.shortcut.portal import PortalShortcut

    heard: list[str] = []
    with session_bus(monkeypatch) as address:
        portal = Portal(address, says_yes=True)
        shortcut = PortalShortcut(lambda: heard.append("pressed"), heard.append)
        shortcut.bind("Ctrl+Alt+M")
        qtbot.waitUntil(lambda: bool(portal.bound), timeout=WAIT_MS)
        [(key, trigger)] = portal.bound
        assert trigger == "CTRL+ALT+m"
        qtbot.wait(100)
        portal.press("another")
        portal.press(key)
        qtbot.waitUntil(lambda: heard == ["pressed"], timeout=WAIT_MS)
        shortcut.close()
        qtbot.waitUntil(lambda: portal.bound == [], timeout=WAIT_MS)
        portal.close()


@pytest.mark.needs("bus")
@pytest.mark.parametrize("portal_is_there", [True, False])
def test_a_portal_that_says_no_or_is_not_there_is_a_key_refused(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, portal_is_there: bool
) -> None:
    from desktop.system.shortcut.portal import PortalShortcut

    heard: list[str] = []
    with session_bus(monkeypatch) as address:
        portal = Portal(address, says_yes=False) if portal_is_there else None
        shortcut = PortalShortcut(lambda: heard.append("pressed"), heard.append)
        shortcut.bind("Ctrl+Alt+M")
        qtbot.waitUntil(lambda: heard == ["Ctrl+Alt+M"], timeout=WAIT_MS)
        shortcut.close()
        if portal is not None:
            portal.close()
