"""What a window says once: the first steps to whoever is new, what is new to whoever has another version."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer

from desktop.features.help.bar import GuideBar, NewsBar
from desktop.features.help.news import releases
from desktop.settings.declared import GUIDE_SEEN, NEWS_SEEN
from desktop.shell.version import VERSION

if TYPE_CHECKING:
    from desktop.shell.window import MainWindow


def greet(window: MainWindow) -> None:
    """Says what has not been said in this profile. A newcomer has nothing to compare: for them nothing is new."""
    settings, current = window.work.settings, VERSION
    if not settings.get(GUIDE_SEEN):
        settings.set(NEWS_SEEN, current)
        show_guide(window)
        return
    news = next((release for release in releases(window.work.locale) if release.version == current), None)
    if settings.get(NEWS_SEEN) != current:
        settings.set(NEWS_SEEN, current)
        if news is not None:
            bar = NewsBar(window, window.work.theme, news.version, news.points)
            bar.all_wanted.connect(lambda: window.show_settings("help"))
            window.put_above(bar)


def follow_role(window: MainWindow) -> None:
    """The user's role became known: a guide that stands there speaks of what they will do."""
    for shown in window.findChildren(GuideBar):
        shown.serve(works=window.works)
        # What it points at has its place when the new navigation is laid out.
        QTimer.singleShot(0, shown, shown.point)


def show_guide(window: MainWindow) -> None:
    """Shows the first steps, also when they were seen."""
    for shown in window.findChildren(GuideBar):
        shown.leave()
    bar = GuideBar(window, window.work.theme, window.work.keys, works=window.works)
    # Seen means closed by hand: somebody whose program ended in between finds it again.
    bar.closed.connect(lambda: window.work.settings.set(GUIDE_SEEN, True))
    window.put_above(bar)
