"""Which dictionary is taken, wherever systems and office programs keep theirs."""

from __future__ import annotations

from pathlib import Path

from desktop.shell.spelling.dictionaries import find, folders


def put(folder: Path, *names: str) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    for name in names:
        (folder / f"{name}.dic").write_text("0\n", encoding="utf-8")
        (folder / f"{name}.aff").write_text("SET UTF-8\n", encoding="utf-8")
    return folder


def test_the_systems_own_country_goes_before_what_most_people_write(tmp_path: Path) -> None:
    place = put(tmp_path, "es_AR", "es_ES", "es_MX", "en_GB", "en-US", "est")
    assert find("es", "es_AR", [place]) == tmp_path / "es_AR"
    assert find("es", "en_US", [place]) == tmp_path / "es_ES"
    assert find("en", "es_AR", [place]) == tmp_path / "en-US"


def test_any_dictionary_of_the_language_is_better_than_none_but_another_language_is_not(tmp_path: Path) -> None:
    assert find("es", "", [put(tmp_path, "es_CU")]) == tmp_path / "es_CU"
    assert find("en", "", [tmp_path]) is None
    assert find("es", "", [tmp_path / "nowhere"]) is None


def test_words_without_their_rules_are_no_dictionary(tmp_path: Path) -> None:
    (tmp_path / "en_US.dic").write_text("0\n", encoding="utf-8")
    assert find("en", "", [tmp_path]) is None


def test_what_the_user_names_goes_first_and_each_system_has_its_places(tmp_path: Path) -> None:
    first = put(tmp_path / "mine", "en_US")
    assert next(iter(folders({"DICPATH": str(first), "HOME": str(tmp_path)}, "linux"))) == first
    assert tmp_path / "Library/Spelling" in folders({"HOME": str(tmp_path)}, "darwin")
    office = put(tmp_path / "LibreOffice" / "share" / "extensions" / "dict-es", "es_ES")
    assert office in folders({"PROGRAMFILES": str(tmp_path)}, "win32")
