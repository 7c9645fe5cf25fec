"""Compiles resources/i18n/*.ts for the bundle: python -m desktop.i18n.release."""

from desktop.i18n.tools import FOLDER, compile_ts

if __name__ == "__main__":
    for source in sorted(FOLDER.glob("*.ts")):
        compile_ts(source, source.with_suffix(".qm"))
        print(f"{source.stem}.qm")
