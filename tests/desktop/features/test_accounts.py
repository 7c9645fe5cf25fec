"""Whoever signs in gets what is stored here back, or it is set aside whole: never is it thrown away."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from desktop.features.accounts import operations
from desktop.features.accounts.errors import KeyringLocked, PasswordChanged
from desktop.features.accounts.operations import Opened
from desktop.settings.places import HOME_VARIABLE
from desktop.shell.errors import AlreadyRunning
from desktop.shell.first_cache import make_cache
from desktop.shell.profile_files import ProfileLock, keys_folder, needs_password, profiles_folder, read_cards
from sync.errors import KeyPasswordWrong, NewPasswordNeeded, WrongPassword
from sync.keys.password_store import PasswordKeyStore
from sync.replica.connection import open_reader
from sync.replica.writer import Replica
from tests.support.counter import Office, Ring, office_of, ring_in_use
from tests.sync.replica.model import ModelServer


@dataclass
class Counter:
    """A computer at which Ana signs in."""

    office: Office
    opened: list[Opened] = field(default_factory=list)

    def sign_in(self, password: str = "secret", *, former: str = "", anew: bool = False) -> Opened:
        cards = read_cards(profiles_folder())
        found = operations.sign_in(self.office.url, "ana", password, cards, former=former, anew=anew)
        if not found.card.cache_path.exists():
            make_cache(found.card, found.key)
        return found

    @property
    def cache(self) -> Path:
        return read_cards(profiles_folder())[0].cache_path

    @property
    def kept(self) -> list[Path]:
        return sorted(place for place in self.cache.parent.glob("cache.db.kept-*") if place.suffix != ".key-check")


@pytest.fixture
def counter(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Counter]:
    """A computer without a keyring."""
    monkeypatch.setenv(HOME_VARIABLE, str(tmp_path))
    with office_of(ModelServer()) as office:
        yield Counter(office)


@pytest.fixture
def ring() -> Iterator[Ring]:
    """Gives it a keyring."""
    with ring_in_use() as made:
        yield made


def test_a_locked_keyring_is_named_and_the_cache_stays(counter: Counter, ring: Ring) -> None:
    before = counter.sign_in()
    stored = counter.cache.read_bytes()

    ring.locked = True
    with pytest.raises(KeyringLocked):
        counter.sign_in()
    with pytest.raises(KeyringLocked):
        operations.keyring_key(before.card)
    assert counter.cache.read_bytes() == stored

    ring.locked = False
    assert counter.sign_in().key == before.key


def test_a_key_that_is_kept_nowhere_sets_the_cache_aside_whole(counter: Counter, ring: Ring) -> None:
    before = counter.sign_in()
    stored = counter.cache.read_bytes()
    ring.kept.clear()

    after = counter.sign_in()

    assert after.key != before.key
    assert [place.read_bytes() for place in counter.kept] == [stored]
    open_reader(counter.kept[0], before.key).close()
    open_reader(counter.cache, after.key).close()


def test_what_a_window_has_open_is_not_set_aside(counter: Counter, ring: Ring) -> None:
    counter.sign_in()
    ring.kept.clear()
    lock = ProfileLock(counter.cache.parent)

    with pytest.raises(AlreadyRunning):
        counter.sign_in(anew=True)
    lock.release()
    assert not counter.kept


def test_a_new_password_opens_what_the_one_before_has_locked(counter: Counter) -> None:
    before = counter.sign_in()
    cards = read_cards(profiles_folder())
    counter.office.password = "fresh"

    with pytest.raises(PasswordChanged):
        operations.enter(before.card, "fresh", cards)
    with pytest.raises(KeyPasswordWrong):
        counter.sign_in("fresh", former="neither")
    assert counter.sign_in("fresh", former="secret").key == before.key

    assert operations.unlock(before.card, "fresh").key == before.key
    assert not counter.kept


def test_a_mistyped_password_is_not_taken_for_a_new_one(counter: Counter) -> None:
    card = counter.sign_in().card

    with pytest.raises(KeyPasswordWrong):
        operations.enter(card, "mistyped", [card])
    with pytest.raises(WrongPassword):
        counter.sign_in("mistyped")


def test_signing_in_again_wraps_the_key_by_the_new_password(counter: Counter) -> None:
    held = counter.sign_in()
    stored = counter.cache.read_bytes()
    counter.office.password = "fresh"
    lock = ProfileLock(held.card.folder)

    again = operations.sign_in(counter.office.url, "ana", "fresh", [held.card], held=held)

    lock.release()
    assert again.session is not None
    # A copy of this profile may have ended the session, and be signed in under the old one.
    assert again.card.device != held.card.device
    assert again.key == held.key == operations.unlock(held.card, "fresh").key
    assert counter.cache.read_bytes() == stored


def test_who_forgot_the_former_password_begins_anew_and_the_copy_keeps_its_key(counter: Counter) -> None:
    before = counter.sign_in()
    stored = counter.cache.read_bytes()
    counter.office.password = "fresh"

    after = counter.sign_in("fresh", anew=True)

    copy, wrapped = counter.kept
    assert copy.read_bytes() == stored
    assert operations.unlock(after.card, "fresh").key == after.key != before.key
    wrapped.rename(keys_folder() / f"{before.card.name}.key")
    assert PasswordKeyStore(keys_folder(), "secret").load(before.card.name) == before.key


RECOVERY = "5a" * 32


def test_whoever_lost_the_password_gets_back_what_waits_here(counter: Counter) -> None:
    counter.office.recovery = RECOVERY
    before = counter.sign_in()
    writer = Replica.open(before.card.cache_path, before.key, before.card.user_id)  # type: ignore[arg-type]
    writer.save_draft("reply:t1", "Not sent yet")
    writer.close()
    counter.office.password = "fresh"  # by a link: nobody remembers the old one

    after = operations.enter(before.card, "fresh", read_cards(profiles_folder()))

    assert after.key == before.key
    assert not counter.kept
    reader = open_reader(counter.cache, after.key)
    assert reader.execute("SELECT body FROM draft").fetchone() == ("Not sent yet",)
    reader.close()
    # From now on the new password opens it without a line, and the old one does not.
    assert operations.unlock(before.card, "fresh").key == before.key
    with pytest.raises(KeyPasswordWrong):
        operations.unlock(before.card, "secret")


def test_a_temporary_password_leads_to_one_of_ones_own_and_to_what_waits_here(counter: Counter) -> None:
    counter.office.recovery = RECOVERY
    before = counter.sign_in()
    cards = read_cards(profiles_folder())
    counter.office.password, counter.office.temporary = "given", True

    with pytest.raises(NewPasswordNeeded):
        operations.enter(before.card, "given", cards)
    after = operations.sign_in(counter.office.url, "ana", "given", cards, new_password="my own")

    assert after.key == before.key == operations.unlock(before.card, "my own").key
    with pytest.raises(WrongPassword):
        counter.sign_in("given")


def test_the_file_alone_opens_nothing(counter: Counter) -> None:
    counter.office.recovery = RECOVERY
    before = counter.sign_in()
    counter.office.password, counter.office.recovery = "fresh", "6b" * 32

    with pytest.raises(PasswordChanged):
        counter.sign_in("fresh")
    assert before.key not in (keys_folder() / f"{before.card.name}.recovery").read_bytes()
    assert counter.sign_in("fresh", former="secret").key == before.key

    counter.office.password = "fresher"
    assert counter.sign_in("fresher").key == before.key


def test_a_key_that_the_keyring_has_lost_comes_back_too(counter: Counter, ring: Ring) -> None:
    counter.office.recovery = RECOVERY
    before = counter.sign_in()
    ring.kept.clear()

    assert counter.sign_in().key == before.key
    assert not counter.kept
    assert ring.kept


def test_a_copy_that_was_set_aside_keeps_its_recovery(counter: Counter) -> None:
    counter.office.recovery = RECOVERY
    before = counter.sign_in()
    (keys_folder() / f"{before.card.name}.key").write_bytes(b"damaged")
    (keys_folder() / f"{before.card.name}.recovery").write_bytes(b"damaged")

    after = counter.sign_in(anew=True)

    assert after.key != before.key
    assert {place.suffix for place in counter.kept} >= {".key", ".recovery"}


def test_nothing_is_left_of_a_revoked_profile(counter: Counter, ring: Ring) -> None:
    counter.sign_in(anew=True)
    counter.office.recovery = RECOVERY
    card = counter.sign_in(anew=True).card
    assert counter.kept
    assert list(keys_folder().glob("*.recovery"))
    card.index_path.write_bytes(b"index")

    operations.wipe(card)

    assert sorted(place.name for place in card.folder.iterdir()) == ["lock", "profile.json"]
    assert not ring.kept
    assert not needs_password(card)
    assert not list(keys_folder().glob("*.recovery"))
