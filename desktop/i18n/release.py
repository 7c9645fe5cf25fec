"""Compiles resources/i18n/*.ts for the bundle: python -m desktop.i18n.release."""

from desktop.i18n.tools import FOLDER, SPOKEN, compile_ts

if __name__ == "__main__":
    for spoken in SPOKEN:
        compile_ts(FOLDER / f"{spoken}.ts", FOLDER / f"{spoken}.qm")
        print(f"{spoken}.qm")
