"""Push: the client's mutations in order, and the server's word on each."""

from __future__ import annotations

from enum import StrEnum
from typing import Any

import msgspec

from domain.ids import RecordId

PUSH_MUTATIONS_MOST = 50
PUSH_BYTES_MOST = 256 * 1024


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
    """At most `PUSH_MUTATIONS_MOST` mutations, ascending and without gaps."""

    client: RecordId
    epoch: str
    schema: int
    mutations: tuple[MutationEnvelope, ...]


class Outcome(StrEnum):
    """The server's word on one mutation."""

    OK = "ok"
    DUPLICATE = "duplicate"
    REJECTED = "rejected"
    PARKED = "parked"


class MutationResult(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """Outcome of one mutation.

    Attributes:
        seq: Sequence of its effect; it stays pending until the cursor has passed it. 0 without effect.
        code: A `RejectCode` if rejected.
        current: The subject as the server has it, if the actor may see it.
    """

    n: int
    outcome: Outcome
    seq: int = 0
    code: str = ""
    detail: dict[str, Any] = {}
    current: dict[str, Any] | None = None


class PushReply(msgspec.Struct, frozen=True, kw_only=True):
    """Results in order, possibly only of a prefix: what is missing is to be sent again."""

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
        retry_after_s: How long to leave the server alone, at least.
    """

    code: str
    message: str = ""
    expected: int = 0
    epoch: str = ""
    retry_after_s: float = 0


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
    UNAVAILABLE = "unavailable"
