"""What the tour's people find in their mail, and the page that a link in it opens."""

from __future__ import annotations

import re
import time
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from pathlib import Path
from urllib.parse import urlencode

from demo.drive.handle import StepFailed
from demo.server_process import DIRECTLY

WITHIN_S = 30.0
LOOK_EVERY_S = 0.1
FORM_ID = re.compile(r'name="id" value="([^"]+)"')


def answer_from_mail(folder: Path, subject: str, body: str) -> None:
    """Open the link to answer in a mail of that subject, and send an answer from its page, as a browser does.

    Raises:
        StepFailed: There is no such mail in time, or its page is not what it should be.
    """
    url = _link(folder, subject)
    with DIRECTLY.open(url, timeout=WITHIN_S) as page:
        found = FORM_ID.search(page.read().decode())
    if found is None:
        raise StepFailed(f"the page behind the mail on {subject!r} asks nothing")
    form = urlencode({"id": found[1], "body": body}).encode()
    with DIRECTLY.open(url, data=form, timeout=WITHIN_S) as page:
        page.read()


def _link(folder: Path, subject: str) -> str:
    """Return the link in the latest mail of that subject that asks for an answer."""
    give_up_at = time.monotonic() + WITHIN_S
    while time.monotonic() < give_up_at:
        for file in sorted(folder.glob("*.eml"), key=lambda one: one.stat().st_mtime, reverse=True):
            letter = message_from_bytes(file.read_bytes(), _class=EmailMessage, policy=default)
            plain = letter.get_body(("plain",))
            found = re.search(r"http://\S+/answer/reply/\S+", str(plain.get_content())) if plain is not None else None
            if found is not None and subject in str(letter["Subject"]):
                return found[0]
        time.sleep(LOOK_EVERY_S)
    raise StepFailed(f"no mail on {subject!r} asks for an answer")
