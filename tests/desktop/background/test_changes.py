"""Views ask a change whether it concerns them."""

from desktop.background.changes import Changes, ChangesHub


def test_a_change_names_its_records() -> None:
    changes = Changes.of("ticket", "t1", "t2")

    assert changes.touches("article", "ticket")
    assert not changes.touches("article")
    assert changes.touches_record("ticket", "t2")
    assert not changes.touches_record("ticket", "t3")


def test_several_changes_make_one() -> None:
    merged = Changes.merged([Changes.of("ticket", "t1"), Changes.of("ticket", "t2"), Changes.of("message", "m1")])

    assert merged.ids == {"ticket": {"t1", "t2"}, "message": {"m1"}}


def test_too_much_to_list_touches_all() -> None:
    assert Changes.merged([Changes.of("ticket", "t1"), Changes(everything=True)]).touches_record("article", "a1")


def test_nothing_changed_is_not_announced() -> None:
    hub = ChangesHub()
    told: list[object] = []
    hub.changes_committed.connect(lambda changes, _initiator: told.append(changes))

    hub.announce(Changes())
    hub.announce(Changes({"ticket": frozenset()}))

    assert told == []
