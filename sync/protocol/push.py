"""Push: the client's mutations in order, and the server's word on each."""

from __future__ import annotations

from enum import StrEnum
from typing import Any

import msgspec

from domain.ids import RecordId

PUSH_MUTATIONS_MOST = 50
PUSH_BYTES_MOST = 256 * 1024
"""What a client puts into one request, unless a single mutation is larger."""
PUSH_BODY_BYTES_MOST = 2 * 1024 * 1024
"""What a server reads: the longest article there may be, in the widest letters, and then some."""


class MutationEnvelope(msgspec.Struct, frozen=True, kw_only=True):
    """One mutation on its way.

    Attributes:
        n: Its number within the client, without gaps, from 1.
        id: Its UUIDv7; `(client, n)` and `id` both identify it, so that a copied or restored cache is noticed.
        v: Version of its arguments.
        at: The author's clock at the gesture, fixed-width UTC text; only ever shown.
    """

    n: int
    id: RecordId
    name: str
    v: int
    at: str
    args: dict[str, Any]


class PushRequest(msgspec.Struct, frozen=True, kw_only=True):
    """At most `PUSH_MUTATIONS_MOST` mutations, ascending and without gaps.

    Attributes:
        seq: How far the client has come in this epoch; 0 if it does not say.
    """

    client: RecordId
    epoch: str
    schema: int
    mutations: tuple[MutationEnvelope, ...]
    seq: int = 0


class Outcome(StrEnum):
    """The server's word on one mutation."""

    OK = "ok"
    DUPLICATE = "duplicate"
    REJECTED = "rejected"
    PARKED = "parked"


class MutationResult(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """Outcome of one mutation.

    Attributes:
        id: Whose, as the request named it: a cache that was set back gives its numbers again. Empty from older servers.
        seq: Sequence of its effect; it stays pending until the cursor has passed it. 0 without effect.
        code: A `RejectCode` if rejected.
        current: The subject as the server has it, if the actor may see it.
    """

    n: int
    id: RecordId = RecordId("")
    outcome: Outcome
    seq: int = 0
    code: str = ""
    detail: dict[str, Any] = {}
    current: dict[str, Any] | None = None


class PushReply(msgspec.Struct, frozen=True, kw_only=True):
    """Results in order, possibly only of a prefix: what is missing is to be sent again.

    Attributes:
        client: Whose mutations they are about: an old answer that something in between repeats must not be taken for
            the word on another client's numbers.
    """

    client: RecordId
    epoch: str
    head: int
    last_n: int
    server_time: str
    results: tuple[MutationResult, ...]


class Refusal(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """Body of every answer that is not a success.

    Attributes:
        code: Machine-readable; see `RefusalCode`.
        message: One English sentence for a log; clients show their own words for `code`.
        expected: With `gap`: the number the server expects next.
        epoch: With `epoch_changed`: the server's epoch now.
        shared: With `epoch_changed`: the last sequence that the asker's history and the server's have in common; 0 if
            the server does not know the asker's.
        behind: With `upgrade_required`: which end is too old for the other (`Behind`). Empty from servers that do not
            say: those only ever refuse who is newer than they are.
        limit_bytes: With `too_large`: how large a body may be; 0 where something before the server has said it.
        retry_after_s: How long to leave the server alone, at least.
    """

    code: str
    message: str = ""
    expected: int = 0
    epoch: str = ""
    shared: int = 0
    behind: str = ""
    limit_bytes: int = 0
    retry_after_s: float = 0


class Behind(StrEnum):
    """Which of two ends that do not speak one language is to be updated."""

    CLIENT = "client"
    SERVER = "server"


class RefusalCode(StrEnum):
    """Why a request as a whole was refused."""

    GAP = "gap"
    CLIENT_REWOUND = "client_rewound"
    EPOCH_CHANGED = "epoch_changed"
    RECONCILE = "reconcile"
    UNAUTHORIZED = "unauthorized"
    FORBIDDEN = "forbidden"
    DEVICE_REVOKED = "device_revoked"
    BAD_CREDENTIALS = "bad_credentials"
    MALFORMED = "malformed"
    TOO_LARGE = "too_large"
    TOO_MANY_REQUESTS = "too_many_requests"
    UPGRADE_REQUIRED = "upgrade_required"
    NOT_FOUND = "not_found"
    METHOD_NOT_ALLOWED = "method_not_allowed"
    NOT_READY = "not_ready"
    """An attachment whose bytes have not arrived, or whose chunks are not all there."""
    HASH_MISMATCH = "hash_mismatch"
    """What came is not what was announced: nothing of it was kept."""
    NEW_PASSWORD_NEEDED = "new_password_needed"  # noqa: S105 - a code
    """The password is right, but was set by somebody else: choose another one."""
    WEAK_PASSWORD = "weak_password"  # noqa: S105 - a code
    UNVERIFIED = "unverified"
    """First somebody of the desk has to make sure who it is."""
    TOO_MANY_TRIES = "too_many_tries"
    """Whoever it is could not show it too often."""
    GONE_ON = "gone_on"
    """A conversation that goes on elsewhere."""
    UNAVAILABLE = "unavailable"
