"""A driven client as its parent holds it: a process that does what it is told, and can be killed like any other."""

from __future__ import annotations

import os
import queue
import subprocess
import sys
import threading
from collections.abc import Mapping
from pathlib import Path

import msgspec

from demo.drive.orders import Answer, AnyOrder, Choose, Click, Drop, Grab, Press, Quit, Read, Resize, See, Type

LOG_LINES = 6
ANSWER_GRACE_S = 30.0
"""What a client may take beyond an order's own time: starting, on a machine that is busy."""


class StepFailed(Exception):
    """The screen did not get where it should; the message says what stood there."""


class ClientGone(StepFailed):
    """The client has ended or answers no more; the message ends with the last lines of its log."""


class DrivenClient:
    """The real client in a process of its own, without a screen, told what to do line by line.

    Args:
        home: Its data folder; keep it to start again where it was.
        arguments: What `mostrador` takes.
        log_path: Where its standard error goes.
        environment: Further variables (scale, language of the system).
    """

    def __init__(
        self, home: Path, arguments: list[str], log_path: Path, environment: Mapping[str, str] | None = None
    ) -> None:
        log_path.parent.mkdir(parents=True, exist_ok=True)
        self._log = log_path.open("ab")
        variables = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "MOSTRADOR_HOME": str(home), **(environment or {})}
        self.process = subprocess.Popen(
            [sys.executable, "-m", "demo.drive.client", *arguments],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=self._log,
            env=variables,
        )
        self._answers: queue.Queue[Answer | None] = queue.Queue()
        self._reader = threading.Thread(target=self._read_answers, name="answers", daemon=True)
        self._reader.start()
        self.longest_stall_ms = 0.0

    def tell(self, order: AnyOrder) -> str:
        """Carry out an order and return what was read.

        Raises:
            StepFailed: The screen did not get there in time, or the client is gone.
        """
        if self.process.stdin is None:
            raise ClientGone("the client takes no orders")
        try:
            self.process.stdin.write(msgspec.json.encode(order) + b"\n")
            self.process.stdin.flush()
            answer = self._answers.get(timeout=order.within_s + ANSWER_GRACE_S)
        except (BrokenPipeError, queue.Empty) as error:
            raise self._gone(f"the client does not answer: {type(order).__name__} {order.name}") from error
        if answer is None:
            raise self._gone(f"the client ended: {type(order).__name__} {order.name}")
        self.longest_stall_ms = max(self.longest_stall_ms, answer.longest_stall_ms)
        if not answer.ok:
            raise StepFailed(answer.text)
        return answer.text

    def _gone(self, what: str) -> ClientGone:
        lines = Path(self._log.name).read_text("utf-8", "replace").splitlines()
        return ClientGone("\n".join([what, *lines[-LOG_LINES:]]))

    def click(self, name: str, text: str = "") -> None:
        """Click a widget, or the row of a list that contains `text`."""
        self.tell(Click(name=name, text=text))

    def type(self, name: str, text: str, *, clear: bool = False) -> None:
        """Type into a field."""
        self.tell(Type(name=name, text=text, clear=clear, within_s=10 + len(text) / 20))

    def press(self, keys: str, name: str = "") -> None:
        """Press keys."""
        self.tell(Press(keys=keys, name=name))

    def choose(self, text: str, name: str = "") -> None:
        """Choose from an open menu or from a box."""
        self.tell(Choose(text=text, name=name))

    def drop(self, name: str, path: Path) -> None:
        """Drop a file on a widget."""
        self.tell(Drop(name=name, path=str(path)))

    def see(self, text: str, name: str = "", *, within_s: float = 15.0) -> None:
        """Wait until the text stands there."""
        self.tell(See(text=text, name=name, within_s=within_s))

    def see_gone(self, text: str, name: str = "", *, within_s: float = 15.0) -> None:
        """Wait until the text stands there no more."""
        self.tell(See(text=text, name=name, gone=True, within_s=within_s))

    def read(self, name: str = "") -> str:
        """Return what stands there."""
        return self.tell(Read(name=name))

    def grab(self, path: Path, name: str = "") -> None:
        """Take a picture of the main window, or of another one by its name."""
        self.tell(Grab(path=str(path), name=name))

    def resize(self, width: int, height: int) -> None:
        """Give the window a size."""
        self.tell(Resize(width=width, height=height))

    def kill(self) -> None:
        """End the client as a power cut would."""
        self.process.kill()
        self._collect()

    def close(self) -> None:
        """Close its window and wait; kill it if it does not end."""
        if self.process.poll() is None:
            try:
                self.tell(Quit())
                self.process.wait(15)
            except (StepFailed, subprocess.TimeoutExpired):
                self.process.kill()
        self._collect()

    def _collect(self) -> None:
        self.process.wait(15)
        self._reader.join(5)
        for pipe in (self.process.stdin, self.process.stdout, self._log):
            if pipe is not None:
                try:
                    pipe.close()
                except BrokenPipeError:
                    continue

    def _read_answers(self) -> None:
        stdout = self.process.stdout
        if stdout is not None:
            decoder = msgspec.json.Decoder(Answer)
            for line in stdout:
                self._answers.put(decoder.decode(line))
        self._answers.put(None)
