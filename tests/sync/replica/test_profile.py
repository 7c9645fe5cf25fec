"""Profiles: who has worked on this computer, and that one process holds each."""

from __future__ import annotations

import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest
from msgspec.structs import replace

from domain.ids import SpaceId
from sync.errors import CacheUnwritable, ProfileInUse
from sync.replica.profile import Profile, ProfileCard, profile_of, set_cache_aside
from tests.support.franchise import named

CARD = ProfileCard(
    server_url="https://help.example.org",
    user_id=named("ana"),
    account="ana@example.org",
    user_name="Ana",
    space_id=SpaceId(named("space")),
    device=named("device"),
    used_at="2026-11-22T12:00:00.000000Z",
)


def test_each_server_and_user_has_a_folder_of_its_own(tmp_path: Path) -> None:
    same = profile_of(tmp_path, replace(CARD, server_url=CARD.server_url + "/", used_at=""))
    assert same.folder == profile_of(tmp_path, CARD).folder
    others = [replace(CARD, server_url="https://other.example.org"), replace(CARD, user_id=named("alex"))]
    assert len({profile_of(tmp_path, card).folder for card in [CARD, *others]}) == 3


def test_a_second_holder_is_refused_and_the_profile_is_free_again_after_the_first(tmp_path: Path) -> None:
    profile = profile_of(tmp_path, CARD)
    with profile.locked():
        with pytest.raises(ProfileInUse), profile.locked():
            pass
    with profile.locked():
        pass


def test_a_killed_process_leaves_no_lock(tmp_path: Path) -> None:
    code = (
        "import sys; from pathlib import Path; from sync.replica.profile import Profile;"
        f"lock = Profile(Path({str(tmp_path)!r}), None).locked(); lock.__enter__(); print('held', flush=True);"
        "sys.stdin.read()"
    )
    with subprocess.Popen(
        [sys.executable, "-c", code],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        cwd=Path(__file__).parents[3],
    ) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == b"held\n"
        profile = Profile(tmp_path, CARD)
        with pytest.raises(ProfileInUse), profile.locked():
            pass
        process.kill()
        process.wait()
        with profile.locked():
            pass


def test_wiping_leaves_nothing_of_the_cache(tmp_path: Path) -> None:
    profile = profile_of(tmp_path, CARD)
    profile.save()
    for suffix in ("", "-wal", "-shm", ".key-check"):
        profile.cache_path.with_name(profile.cache_path.name + suffix).write_text("x")
    (profile.folder / "files").mkdir()
    (profile.folder / "files" / "sealed").write_text("x")
    profile.wipe()
    assert [place.name for place in profile.folder.iterdir()] == ["profile.json"]


def test_a_place_that_cannot_be_written_is_called_so(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(CacheUnwritable):
        profile_of(tmp_path / "file", CARD).save()
    with pytest.raises(CacheUnwritable), profile_of(tmp_path / "file", CARD).locked():
        pass


def test_files_go_aside_with_their_cache_and_are_wiped_with_it(tmp_path: Path) -> None:
    profile = profile_of(tmp_path, CARD)
    profile.save()
    profile.cache_path.write_text("x")
    (profile.folder / "files").mkdir()
    (profile.folder / "files" / "sealed").write_text("x")
    aside = set_cache_aside(profile.folder, datetime(2026, 11, 22, tzinfo=UTC))
    assert aside is not None
    [files] = profile.folder.glob("files*")
    assert files.name.removeprefix("files") == aside.name.removeprefix("cache.db")
    assert (files / "sealed").read_text() == "x"
    profile.wipe()
    assert [place.name for place in profile.folder.iterdir()] == ["profile.json"]
