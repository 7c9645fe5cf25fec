"""S8 on the way: nothing leaves the server for somebody who may not see it, not even to be taken back at once."""

from __future__ import annotations

from collections.abc import Sequence, Set
from typing import TYPE_CHECKING

from domain.ids import RecordId, Scope
from sync.protocol.pull import Frame, Put
from sync.replica.segment_rows import read_segment
from tests.simulation.ran import Ran
from tests.simulation.trace import Violation
from tests.simulation.truth import Key

if TYPE_CHECKING:
    from tests.simulation.world import World


class Leaks:
    """Looks at all that leaves the server with records in it."""

    def __init__(self, world: World) -> None:
        self._world = world

    def page(self, user_id: RecordId, frames: Sequence[Frame], seq: int) -> None:
        """Hold the rows of a page that was read at `seq` against what its reader may see then.

        Raises:
            Violation: S8.
        """
        puts = [frame for frame in frames if isinstance(frame, Put)]
        seen = self._seen(user_id, {(put.e, put.id) for put in puts}, seq)
        for put in puts:
            key = (put.e, put.id)
            if not seen[key].issuperset(put.s):
                others = set(put.s) - seen[key]
                raise Violation("S8", f"{user_id} is sent {key} at {seq} for scopes not theirs: {others}")

    def segment(self, user_id: RecordId, packed: bytes, seq: int) -> None:
        """Hold the rows of a segment that is sent at `seq` against what its reader may see then.

        Raises:
            Violation: S8.
        """
        tables = read_segment("", packed).tables
        self._seen(user_id, {(table.kind, record_id) for table in tables for record_id in table.column("id")}, seq)

    def _seen(self, user_id: RecordId, keys: Set[Key], seq: int) -> dict[Key, frozenset[Scope]]:
        """Return through which scopes somebody sees records that are sent to them."""
        if not keys:
            return {}
        self._world.ran[Ran.ROWS] += len(keys)
        seen = self._world.backend.truth.sight(user_id, keys, seq)
        hidden = sorted(keys - seen.keys())
        if hidden:
            raise Violation("S8", f"{user_id} is sent {hidden[:3]} at {seq}, which are not to be seen")
        return seen
