"""The key on Wayland: asked for at the desktop's portal, which shows the user what it may be."""

from __future__ import annotations

import asyncio
import logging
import secrets
from typing import Any

from dbus_fast import Message, MessageType, Variant
from dbus_fast.aio.message_bus import MessageBus
from PySide6.QtCore import QCoreApplication

from desktop.background.async_loop import AsyncLoop
from desktop.background.bridge import Bridge
from desktop.system.shortcut import Pressed, Refused
from desktop.system.shortcut.chord import Chord, chord_of

log = logging.getLogger("mostrador.shortcut")

BUS, PLACE = "org.freedesktop.portal.Desktop", "/org/freedesktop/portal/desktop"
SHORTCUTS, REQUEST, SESSION = (
    "org.freedesktop.portal.GlobalShortcuts",
    "org.freedesktop.portal.Request",
    "org.freedesktop.portal.Session",
)
KEY_ID = "come-forward"
ANSWER_S = 120.0
"""The user may be asked."""


class PortalShortcut:
    """A `GlobalShortcut`; https://flatpak.github.io/xdg-desktop-portal/docs (GlobalShortcuts)."""

    def __init__(self, pressed: Pressed, refused: Refused) -> None:
        self._pressed, self._refused = pressed, refused
        self._bridge = Bridge()
        self._loop = AsyncLoop("shortcut")
        self._bus: MessageBus | None = None
        self._session = ""
        self._answers: dict[str, asyncio.Future[tuple[int, dict[str, Any]]]] = {}

    def bind(self, keys: str) -> None:
        """Ask for a key in place of the one before."""
        chord = chord_of(keys) if keys else None
        if keys and chord is None:
            self._refused(keys)
            return
        says = QCoreApplication.translate("shortcut", "Bring Mostrador forward and search")
        self._loop.submit(lambda: self._bind(keys, chord, says))

    def close(self) -> None:
        """Give the key back."""
        self._bridge.close()
        try:
            self._loop.submit(self._leave).result(1.0)
        except Exception as error:  # noqa: BLE001 - the bus may have gone before us: what it says changes nothing
            log.info("the bus ended without a farewell: %r", error)
        self._loop.close()

    # On the loop's thread.

    async def _bind(self, keys: str, chord: Chord | None, says: str) -> None:
        try:
            await self._end_session()
            if chord is not None:
                await self._begin_session(chord, says)
        except (OSError, RefusedByPortal, TimeoutError) as error:
            log.info("no key of the whole desktop: %r", error)
            self._bridge.post(lambda: self._refused(keys))

    async def _begin_session(self, chord: Chord, says: str) -> None:
        bus = await self._connected()
        token = f"mostrador_{secrets.token_hex(8)}"
        options = {"session_handle_token": Variant("s", token)}
        made = await self._ask(bus, "CreateSession", "a{sv}", [], options)
        self._session = str(made["session_handle"].value)
        key = [KEY_ID, {"description": Variant("s", says), "preferred_trigger": Variant("s", trigger(chord))}]
        await self._ask(bus, "BindShortcuts", "oa(sa{sv})sa{sv}", [self._session, [key], ""], {})

    async def _connected(self) -> MessageBus:
        if self._bus is None:
            bus = await MessageBus().connect()
            bus.add_message_handler(self._on_message)
            for interface in (SHORTCUTS, REQUEST):
                await bus.call(_match(f"type='signal',interface='{interface}'"))
            self._bus = bus
        return self._bus

    async def _ask(
        self, bus: MessageBus, member: str, signature: str, body: list[Any], options: dict[str, Variant]
    ) -> dict[str, Any]:
        """Make a request and wait for its answer, which comes as a signal of an object that we name."""
        token = f"mostrador_{secrets.token_hex(8)}"
        sender = str(bus.unique_name).removeprefix(":").replace(".", "_")
        place = f"{PLACE}/request/{sender}/{token}"
        answer: asyncio.Future[tuple[int, dict[str, Any]]] = asyncio.get_running_loop().create_future()
        self._answers[place] = answer
        options = {**options, "handle_token": Variant("s", token)}
        call = Message(
            destination=BUS, path=PLACE, interface=SHORTCUTS, member=member, signature=signature, body=[*body, options]
        )
        try:
            reply = await bus.call(call)
            if reply.message_type is MessageType.ERROR:
                raise RefusedByPortal(reply.error_name)
            code, results = await asyncio.wait_for(answer, ANSWER_S)
        finally:
            self._answers.pop(place, None)
        if code != 0:
            raise RefusedByPortal(f"{member}: {code}")
        return results

    def _on_message(self, message: Message) -> None:
        if message.message_type is not MessageType.SIGNAL:
            return
        if message.interface == REQUEST and message.member == "Response":
            answer = self._answers.get(message.path or "")
            if answer is not None and not answer.done():
                answer.set_result((message.body[0], message.body[1]))
        elif message.interface == SHORTCUTS and message.member == "Activated":
            session, key_id = message.body[0], message.body[1]
            if session == self._session and key_id == KEY_ID:
                self._bridge.post(self._pressed)

    async def _end_session(self) -> None:
        session, self._session = self._session, ""
        if self._bus is not None and session:
            await self._bus.call(Message(destination=BUS, path=session, interface=SESSION, member="Close"))

    async def _leave(self) -> None:
        await self._end_session()
        if self._bus is not None:
            self._bus.disconnect()
            await self._bus.wait_for_disconnect()  # type: ignore[no-untyped-call]


class RefusedByPortal(Exception):
    """The portal said no, or the user did."""


def trigger(chord: Chord) -> str:
    """A chord as the portal writes it: https://specifications.freedesktop.org/shortcuts-spec."""
    pairs = ((chord.ctrl, "CTRL"), (chord.alt, "ALT"), (chord.shift, "SHIFT"), (chord.meta, "LOGO"))
    return "+".join(
        [*(name for wanted, name in pairs if wanted), chord.key if len(chord.key) > 1 else chord.key.lower()]
    )


def _match(rule: str) -> Message:
    return Message(
        destination="org.freedesktop.DBus", path="/org/freedesktop/DBus", interface="org.freedesktop.DBus",
        member="AddMatch", signature="s", body=[rule],
    )  # fmt: skip
