"""Notices through desktop-notifier: the session bus on Linux, WinRT on Windows, the notification centre on macOS."""

from __future__ import annotations

import asyncio
import logging
from typing import TYPE_CHECKING, Any

from desktop.background.async_loop import AsyncLoop
from desktop.background.bridge import Bridge
from desktop.system.notices import Notice, Opened, Replied

if TYPE_CHECKING:
    from desktop_notifier import DesktopNotifier, Notification

log = logging.getLogger("mostrador.notices")

APP_NAME = "Mostrador"
ICON_NAME = "mostrador"


class SystemNotifier:
    """A `Notifier`. The library lives on a loop of its own; a system without notifications is asked once, then left.

    Import this module late: the loop and the library cost a tenth of a second, which no start pays for.
    """

    def __init__(self, opened: Opened, replied: Replied) -> None:
        """Makes it; `opened` and `replied` are called in the thread that makes it."""
        self._opened, self._replied = opened, replied
        self._bridge = Bridge()
        self._loop = AsyncLoop("notices")
        self._library: DesktopNotifier | None = None
        self._absent = False
        self._shown: dict[str, str] = {}
        """Key of a notice to the library's word for it; on the loop's thread only."""
        self._turn = asyncio.Lock()
        """What is taken back may be on its way out still: one call after the other."""

    def show(self, notice: Notice) -> None:
        """Show it, in place of the one of the same key."""
        self._loop.submit(lambda: self._show(notice))

    def withdraw(self, key: str) -> None:
        """Take it back."""
        self._loop.submit(lambda: self._withdraw(key))

    def withdraw_all(self) -> None:
        """Take back whatever still stands there."""
        self._loop.submit(self._withdraw_all)

    def close(self) -> None:
        """Take everything back and stop."""
        self._bridge.close()
        try:
            self._loop.submit(self._leave).result(1.0)
        except Exception as error:  # noqa: BLE001 - the bus may have gone before us: what it says changes nothing
            log.info("the bus ended without a farewell: %r", error)
        self._loop.close()

    # On the loop's thread.

    async def _show(self, notice: Notice) -> None:
        async with self._turn:
            library = await self._ready()
            if library is None:
                return
            await self._clear(notice.key)
            made = self._made(notice)
            self._shown[notice.key] = made.identifier
            await library.send_notification(made)

    async def _ready(self) -> DesktopNotifier | None:
        """The library, if this system shows notifications."""
        if self._library is None and not self._absent:
            from desktop_notifier import DesktopNotifier, Icon

            library = DesktopNotifier(app_name=APP_NAME, app_icon=Icon(name=ICON_NAME))
            try:
                await library.get_capabilities()
            except Exception as error:  # noqa: BLE001 - whatever the bus says: without it there are no notifications
                self._absent = True
                log.info("this system shows no notifications: %r", error)
            else:
                self._library = library
        return self._library

    def _made(self, notice: Notice) -> Notification:
        from desktop_notifier import Button, Notification, ReplyField

        key = notice.key
        field = None
        if notice.reply_label:
            field = ReplyField(
                title=notice.reply_label,
                button_title=notice.send_label,
                on_replied=lambda text: self._tell(key, text),
            )
        return Notification(
            title=notice.title,
            message=notice.body,
            buttons=(Button(title=notice.open_label, on_pressed=lambda: self._tell(key), identifier="open"),),
            reply_field=field,
            on_clicked=lambda: self._tell(key),
            on_dismissed=lambda: self._forget(key),
            thread=key,
        )

    def _tell(self, key: str, text: str | None = None) -> None:
        self._forget(key)
        if text is None:
            self._bridge.post(lambda: self._opened(key))
        elif text.strip():
            self._bridge.post(lambda: self._replied(key, text))

    def _forget(self, key: str) -> None:
        self._shown.pop(key, None)

    async def _withdraw(self, key: str) -> None:
        async with self._turn:
            await self._clear(key)

    async def _clear(self, key: str) -> None:
        identifier = self._shown.pop(key, None)
        if identifier is not None and self._library is not None:
            standing: list[Any] = await self._library.get_current_notifications()
            if identifier in standing:
                await self._library.clear(identifier)

    async def _withdraw_all(self) -> None:
        for key in list(self._shown):
            await self._withdraw(key)

    async def _leave(self) -> None:
        await self._withdraw_all()
        bus = getattr(getattr(self._library, "_backend", None), "bus", None)
        if bus is not None:
            # The library has no word for it: left open, the bus' socket would outlive the loop.
            bus.disconnect()
            await bus.wait_for_disconnect()
