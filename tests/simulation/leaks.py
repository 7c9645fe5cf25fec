"""S8 on the way: nothing leaves the server for somebody who may not see it, not even to be taken back at once."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from domain.ids import RecordId
from sync.protocol.pull import Frame, Put
from tests.simulation.ran import Ran
from tests.simulation.trace import Violation

if TYPE_CHECKING:
    from tests.simulation.world import World


def check_page(world: World, user_id: RecordId, frames: Sequence[Frame], seq: int) -> None:
    """Hold the rows of a page that was read at `seq` against what its reader may see then.

    Raises:
        Violation: S8.
    """
    puts = [frame for frame in frames if isinstance(frame, Put)]
    if not puts:
        return
    world.ran[Ran.ROWS] += len(puts)
    seen = world.backend.truth.sight(user_id, {(put.e, put.id) for put in puts}, seq)
    for put in puts:
        key = (put.e, put.id)
        if key not in seen:
            raise Violation("S8", f"{user_id} is sent {key} at {seq}, which is not to be seen")
        if not seen[key].issuperset(put.s):
            raise Violation("S8", f"{user_id} is sent {key} at {seq} for scopes not theirs: {set(put.s) - seen[key]}")
