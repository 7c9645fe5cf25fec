"""What nobody foresaw, in a thread that must go on."""

from __future__ import annotations

import threading


def report_bug(error: Exception) -> None:
    """Report an error as one that ends its thread would be: it goes to the log, with where it came from."""
    report = (type(error), error, error.__traceback__, threading.current_thread())
    threading.excepthook(threading.ExceptHookArgs(report))
