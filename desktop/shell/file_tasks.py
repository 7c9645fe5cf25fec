"""Files on their way, as tasks that go on in the background."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QObject

from desktop.background.tasks import Task, Tasks
from desktop.shell.files.desk import FileDesk

PREFIX = "file:"


class FileTasks(QObject):
    """Tells `tasks` of every file that comes or goes, and stops one that nobody waits for any more."""

    def __init__(self, files: FileDesk, tasks: Tasks) -> None:
        super().__init__(files)
        self._files, self._tasks = files, tasks
        files.changed.connect(self._on_changed)

    def _on_changed(self, file_id: str) -> None:
        moving = self._files.moving(file_id)
        if moving is None:
            self._tasks.end(PREFIX + file_id)
            return
        sentence = self.tr("Sending {0}") if moving.outgoing else self.tr("Fetching {0}")
        name = self._files.name_of(file_id)
        self._tasks.put(
            Task(
                PREFIX + file_id,
                "paperclip",
                lambda: sentence.format(name),
                moving.percent,
                100,
                "%",
                None if moving.outgoing else partial(self._files.give_up, file_id),
            )
        )
