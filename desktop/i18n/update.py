"""Gathers the texts of the client into resources/i18n/*.ts: python -m desktop.i18n.update."""

from pathlib import Path

from desktop.i18n.tools import FOLDER, ROOT, SPOKEN, run


def sources() -> list[Path]:
    """Every file of the client that may hold a text."""
    return sorted((ROOT / "desktop").rglob("*.py"))


def gather(language: str, files: list[Path], target: Path) -> str:
    """Brings one language's file up to date; texts that are gone go. Returns what lupdate says."""
    only_plurals = ["-pluralonly"] if language == "en" else []
    options = ["-no-obsolete", "-locations", "none", "-source-language", "en", "-target-language", language]
    return run("lupdate", [*files, *options, *only_plurals, "-ts", target])


if __name__ == "__main__":
    FOLDER.mkdir(parents=True, exist_ok=True)
    for spoken in SPOKEN:
        print(gather(spoken, sources(), FOLDER / f"{spoken}.ts").strip())
