"""Figures for docs/trust.md: a test says what it counted, and `run.py test --trust` writes the page.

A test asks for the fixture `figure` and calls it once for each thing it counted:

    figure("gate.caught", caught, "Badly redacted files caught", of=40)

The word before the dot is the section of the page (launcher/trust.py lists them). In an ordinary run nothing is
kept. A script that takes too long for the tests keeps its figures in docs/figures, with `keep` below.
"""

from __future__ import annotations

import json
import os
import re
from collections.abc import Callable
from pathlib import Path

FOLDER = "SCRUTINY_FIGURES"
STORED = Path(__file__).resolve().parents[2] / "docs" / "figures"
name = re.compile(r"[a-z]+\.[a-z_]+")

Figure = Callable[..., None]


def keep(
    folder: Path, key: str, value: float | str, says: str, *, of: float | None = None, note: str = ""
) -> None:
    """One figure in a file of its own: tests that run side by side need not wait for each other."""
    if not name.fullmatch(key):
        raise ValueError(f"{key} is not a section and a name, like gate.caught")
    folder.mkdir(parents=True, exist_ok=True)
    row = {"key": key, "value": value, "of": of, "says": says, "note": note}
    (folder / f"{key}.json").write_text(json.dumps(row, indent=1, ensure_ascii=False) + "\n")


def report(key: str, value: float | str, says: str, *, of: float | None = None, note: str = "") -> None:
    """What the fixture `figure` gives to a test."""
    folder = os.environ.get(FOLDER)
    if folder:
        keep(Path(folder), key, value, says, of=of, note=note)
