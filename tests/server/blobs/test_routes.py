"""Files over HTTP: brought by their author alone, given to whoever sees their message, never by hash alone."""

from __future__ import annotations

import hashlib
import os
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
import requests

from domain.ids import RecordId
from domain.records import Attachment
from domain.words import Audience
from server.app import Parts
from server.blobs import checking
from sync.protocol.blobs import CHUNK_BYTES, DIGEST_HEADER, BlobState, Upload, content_digest
from sync.protocol.codec import decode
from sync.protocol.push import Refusal
from tests.support.server import Served
from tests.support.server import served as run_served
from tests.support.world import PEOPLE

TIMEOUT_S = 30
FILE = bytes(range(256)) * (CHUNK_BYTES // 256 + 4_000)
"""Two chunks."""


@pytest.fixture
def served(tmp_path: Path) -> Iterator[Served]:
    """A running server whose files may have 8 MiB."""
    with run_served(tmp_path, file_mb_most=8) as running:
        yield running


def announce(
    served: Served, content: bytes = FILE, *, ticket: str = "till", author: str = "simon",
    audience: Audience = Audience.PUBLIC, size_bytes: int | None = None,
) -> Attachment:  # fmt: skip
    """A file of a message that has arrived; its bytes have not."""
    world = served.world
    name = "ticket.reply" if audience is Audience.PUBLIC else "ticket.note"
    file_id = world.new_id()
    file = {
        "id": file_id,
        "name": "café.png",
        "media_type": "image/png",
        "size_bytes": len(content) if size_bytes is None else size_bytes,
        "sha256": hashlib.sha256(content).hexdigest(),
    }
    args = {"ticket_id": world.ids[ticket], "message_id": world.new_id(), "body": "Look", "files": [file]}
    assert not world.client(author).does(name, **args).code
    found: Attachment = world.get(Attachment, file_id)
    return found


def url(served: Served, file_id: str, *parts: object) -> str:
    return "/".join(str(part) for part in (f"{served.url}/sync/v1/blobs/{file_id}", *parts))


def upload(served: Served, file: Attachment, who: str = "simon") -> Upload:
    answer = requests.get(url(served, file.id, "upload"), headers=served.headers(who), timeout=TIMEOUT_S)
    assert answer.status_code == 200, answer.text
    return decode(answer.content, Upload)


def put(served: Served, file: Attachment, n: int, data: bytes, who: str = "simon", digest: str = "") -> str:
    """Bring a chunk; return the refusal's code, empty if it was kept."""
    headers = served.headers(who) | {DIGEST_HEADER: digest or content_digest(data)}
    answer = requests.put(url(served, file.id, "upload", n), data=data, headers=headers, timeout=TIMEOUT_S)
    return "" if answer.status_code == 204 else decode(answer.content, Refusal).code


def finish(served: Served, file: Attachment, who: str = "simon") -> requests.Response:
    return requests.post(url(served, file.id, "upload"), headers=served.headers(who), timeout=TIMEOUT_S)


def bring(served: Served, file: Attachment, content: bytes = FILE, who: str = "simon") -> None:
    for n in range(-(-len(content) // CHUNK_BYTES)):
        assert put(served, file, n, content[n * CHUNK_BYTES : (n + 1) * CHUNK_BYTES], who) == ""
    assert finish(served, file, who).status_code == 200


def fetch(served: Served, file_id: str, who: str, **headers: str) -> requests.Response:
    return requests.get(url(served, file_id), headers=served.headers(who, **headers), timeout=TIMEOUT_S)


def code(answer: requests.Response) -> str:
    return decode(answer.content, Refusal).code


def state(served: Served, file: Attachment) -> tuple[str, str]:
    found = served.world.get(Attachment, file.id)
    return str(found.state), found.refusal


def test_a_file_comes_in_chunks_goes_on_where_it_stopped_and_is_seen_to_be_ready(served: Served) -> None:
    file = announce(served)
    assert upload(served, file) == Upload(state=BlobState.ARRIVING)
    assert put(served, file, 1, FILE[CHUNK_BYTES:]) == ""
    assert upload(served, file).chunks == (1,)
    assert code(finish(served, file)) == "not_ready"
    assert code(fetch(served, file.id, "ana")) == "not_ready"

    assert put(served, file, 0, FILE[:CHUNK_BYTES]) == ""
    assert decode(finish(served, file).content, Upload).state is BlobState.READY

    assert state(served, file) == ("ready", "")
    given = fetch(served, file.id, "ana")
    assert given.content == FILE
    assert given.headers["content-disposition"] == "attachment; filename*=UTF-8''caf%C3%A9.png"
    assert given.headers["content-type"] == "application/octet-stream"
    assert given.headers["x-content-type-options"] == "nosniff"


def test_finishing_again_and_bringing_again_change_nothing(served: Served) -> None:
    file = announce(served)
    bring(served, file)
    seq = served.world.put()
    bring(served, file)
    assert upload(served, file) == Upload(state=BlobState.READY)
    assert served.world.put() == seq


def test_a_part_is_given_by_its_range(served: Served) -> None:
    file = announce(served)
    bring(served, file)
    part = fetch(served, file.id, "ana", range=f"bytes={CHUNK_BYTES - 2}-{CHUNK_BYTES + 1}")
    assert part.status_code == 206
    assert part.content == FILE[CHUNK_BYTES - 2 : CHUNK_BYTES + 2]
    assert part.headers["content-range"] == f"bytes {CHUNK_BYTES - 2}-{CHUNK_BYTES + 1}/{len(FILE)}"
    beyond = fetch(served, file.id, "ana", range=f"bytes={len(FILE)}-")
    assert beyond.status_code == 416


def test_a_chunk_with_a_flipped_bit_is_refused(served: Served) -> None:
    file = announce(served)
    chunk = bytearray(FILE[CHUNK_BYTES:])
    digest = content_digest(bytes(chunk))
    chunk[7] ^= 1
    assert put(served, file, 1, bytes(chunk), digest=digest) == "hash_mismatch"
    assert upload(served, file).chunks == ()


def test_a_file_with_a_flipped_bit_is_given_up_whole_and_can_be_brought_anew(served: Served) -> None:
    file = announce(served)
    altered = bytearray(FILE)
    altered[5] ^= 1
    assert put(served, file, 0, bytes(altered[:CHUNK_BYTES])) == ""
    assert put(served, file, 1, FILE[CHUNK_BYTES:]) == ""
    assert code(finish(served, file)) == "hash_mismatch"
    assert state(served, file) == ("arriving", "")
    assert upload(served, file).chunks == ()
    bring(served, file)
    assert fetch(served, file.id, "ana").content == FILE


def test_a_chunk_of_another_size_or_number_is_refused(served: Served) -> None:
    file = announce(served)
    assert put(served, file, 0, FILE[:-1][:CHUNK_BYTES][:-1]) == "malformed"
    assert put(served, file, 2, b"x") == "malformed"
    assert put(served, file, 1, FILE[CHUNK_BYTES:] + b"x") == "malformed"
    assert put(served, file, 1, b"x" * (CHUNK_BYTES + 1)) == "too_large"
    answer = requests.put(
        url(served, file.id, "upload", "-1"), data=b"x", headers=served.headers("simon"), timeout=TIMEOUT_S
    )
    assert code(answer) == "malformed"
    answer = requests.put(
        url(served, file.id, "upload", 0), data=b"x", headers=served.headers("simon"), timeout=TIMEOUT_S
    )
    assert code(answer) == "malformed", "without a digest"
    assert upload(served, file).chunks == ()


def test_only_who_sees_the_message_gets_the_file_and_only_its_author_brings_it(served: Served) -> None:
    public, note = announce(served), announce(served, audience=Audience.INTERNAL, author="ana", content=b"secret")
    for who in PEOPLE:
        if who not in {"simon"}:
            assert put(served, public, 1, FILE[CHUNK_BYTES:], who) in {"forbidden", "not_found"}
            assert code(finish(served, public, who)) in {"forbidden", "not_found"}
    bring(served, public)
    bring(served, note, b"secret", "ana")
    readers = {who for who in PEOPLE if fetch(served, public.id, who).status_code == 200}
    assert readers == {"simon", "olga", "lars", "ana", "tina", "ada"}
    inside = {who for who in PEOPLE if fetch(served, note.id, who).status_code == 200}
    assert inside == {"lars", "ana", "tina", "ada"}
    for who in set(PEOPLE) - inside:
        assert code(fetch(served, note.id, who)) == "not_found"
    assert code(fetch(served, note.sha256, "ada")) == "not_found", "a hash opens nothing"


def test_whoever_loses_the_scope_loses_the_file(served: Served) -> None:
    world = served.world
    file = announce(served)
    bring(served, file)
    assert fetch(served, file.id, "ana").status_code == 200
    world.client("ana").does("ticket.set_team", ticket_id=world.ids["till"], team_id=world.ids["stock"])
    assert code(fetch(served, file.id, "ana")) == "not_found"
    assert fetch(served, file.id, "bruno").status_code == 200


def test_the_same_file_twice_is_kept_once_and_need_not_be_brought_again_by_whoever_sees_it(served: Served) -> None:
    first, second = announce(served), announce(served)
    bring(served, first)
    assert upload(served, second) == Upload(state=BlobState.READY)
    assert state(served, second) == ("ready", "")
    assert fetch(served, second.id, "ana").content == FILE
    kept = [place for place in (served.data_path / "files").rglob("*") if place.is_file()]
    assert [place.name for place in kept] == [first.sha256]


def test_knowing_the_hash_of_what_others_sent_opens_nothing(served: Served) -> None:
    theirs = announce(served, ticket="boxes late", author="nadia")
    bring(served, theirs, who="nadia")
    mine = announce(served)
    assert upload(served, mine) == Upload(state=BlobState.ARRIVING)
    assert code(finish(served, mine)) == "not_ready"
    assert code(fetch(served, mine.id, "simon")) == "not_ready"


def test_a_file_beyond_the_limit_is_refused_and_everybody_who_sees_its_message_learns_why(served: Served) -> None:
    file = announce(served, size_bytes=9 * 1024 * 1024)
    answer = requests.get(url(served, file.id, "upload"), headers=served.headers("simon"), timeout=TIMEOUT_S)
    assert answer.status_code == 413
    assert decode(answer.content, Refusal).limit_bytes == 8 * 1024 * 1024
    assert state(served, file) == ("refused", "too_large")
    again = {"ticket_id": file.ticket_id, "attachment_id": file.id}
    assert not served.world.client("simon").does("ticket.attach_again", **again).code
    assert state(served, file) == ("arriving", "")
    assert put(served, file, 0, b"x") == "too_large"
    assert state(served, file) == ("refused", "too_large")


def test_a_long_comparison_is_answered_with_ask_again(served: Served, monkeypatch: pytest.MonkeyPatch) -> None:
    file = announce(served)
    parts: Parts = served.app.state.parts
    monkeypatch.setattr(parts.blobs, "_checker", checking.Checker(wait_s=0.0))
    for n in (0, 1):
        assert put(served, file, n, FILE[n * CHUNK_BYTES : (n + 1) * CHUNK_BYTES]) == ""
    answers = [finish(served, file)]
    while answers[-1].status_code == 202:
        assert decode(answers[-1].content, Upload).state is BlobState.CHECKING
        time.sleep(0.05)
        answers.append(finish(served, file))
    assert len(answers) > 1
    assert decode(answers[-1].content, Upload).state is BlobState.READY
    assert fetch(served, file.id, "ana").content == FILE
    parts.blobs.close()


def leave(served: Served, attachment_id: RecordId) -> None:
    """Let nothing come for an upload in four days."""
    place = served.data_path / "files" / served.world.space_id / "uploads" / attachment_id
    place.mkdir(parents=True, exist_ok=True)
    long_ago = (datetime.now(UTC) - timedelta(days=4)).timestamp()
    os.utime(place, (long_ago, long_ago))


def test_abandoned_uploads_are_given_up_and_others_are_not(served: Served) -> None:
    abandoned, fresh = announce(served), announce(served, content=FILE[:100])
    for file, data in ((abandoned, FILE[CHUNK_BYTES:]), (fresh, FILE[:100])):
        assert put(served, file, 1 if file is abandoned else 0, data) == ""
    leave(served, abandoned.id)
    parts: Parts = served.app.state.parts
    assert parts.blobs.collect_abandoned(datetime.now(UTC)) == 1
    # Everybody who sees it learns that nothing comes; its author goes on all the same.
    assert state(served, abandoned) == ("refused", "abandoned")
    assert state(served, fresh) == ("arriving", "")
    assert upload(served, abandoned).chunks == ()
    assert state(served, abandoned) == ("arriving", "")
    assert upload(served, fresh).chunks == (0,)
    bring(served, abandoned)


def test_what_has_arrived_or_is_gone_is_not_called_abandoned_when_its_rest_is_collected(served: Served) -> None:
    here, gone, too_large = announce(served), served.world.new_id(), announce(served, size_bytes=9 * 1024 * 1024)
    bring(served, here)
    assert put(served, too_large, 0, b"x") == "too_large"
    for attachment_id in (here.id, gone, too_large.id):
        leave(served, attachment_id)
    parts: Parts = served.app.state.parts
    assert parts.blobs.collect_abandoned(datetime.now(UTC)) == 3
    assert parts.blobs.collect_abandoned(datetime.now(UTC)) == 0
    assert state(served, here) == ("ready", "")
    assert state(served, too_large) == ("refused", "too_large")
    assert fetch(served, here.id, "ana").content == FILE


def test_ids_that_are_none_find_nothing(served: Served) -> None:
    for wrong in ("x", served.world.new_id(), "..%2F..%2Fetc", RecordId("0" * 64)):
        assert code(fetch(served, wrong, "ada")) == "not_found"
