"""What a replica does about differences from the server, and about those that something in between only repeats."""

from __future__ import annotations

from domain.records import Ticket
from tests.sync.replica import law
from tests.sync.replica.conftest import file_ticket
from tests.sync.replica.model import ModelClient, ModelServer, frames_of


def test_old_digests_that_come_again_while_what_differs_is_being_mended_are_no_rounds_in_vain(
    server: ModelServer, ana: ModelClient
) -> None:
    missed = file_ticket(server)
    ana.replica.begin_reconcile()
    ana.pull()
    old = frames_of(server.pull("ana", ana.replica.pull_request()))
    for _ in range(5):
        ana.replica.apply_page(old)
        while ana.replica.compare():
            pass
    # Not everything is fetched anew.
    assert ana.replica.cursor() == (server.epoch, server.seq)
    ana.catch_up()
    assert ana.replica.cache.record(Ticket, missed)
    assert law.records(law.shown(ana.replica)) == server.seen_by("ana")
