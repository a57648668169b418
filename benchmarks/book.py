"""What was found about removals so far, on disk: what each test gives something to refuse, and what noticed."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from benchmarks.removals import Removal

TAKEN_BACK = "taken back"


class Book:
    """Two files of lines: `looks` (turn, test, seconds, checks) and `tries` (check, turn, test that noticed)."""

    def __init__(self, folder: Path, *, again: bool = False) -> None:
        self.folder = folder
        folder.mkdir(parents=True, exist_ok=True)
        self.again = again
        self.noticed: dict[str, str] = {}
        self.unnoticed: dict[str, set[str]] = defaultdict(set)
        self.looked: dict[tuple[str, str], dict[str, Any]] = {}
        # Each look names the list of checks that were there to be looked at.
        self.lists: dict[str, set[str]] = {}
        for name, turn, test in self._lines("tries"):
            self._note(name, turn, test, again=again)
        for line in self._lines("looks"):
            self._note_look(line)

    def _lines(self, name: str) -> Iterable[Any]:
        path = self.folder / f"{name}.jsonl"
        return [json.loads(line) for line in path.read_text().splitlines()] if path.exists() else []

    def _append(self, name: str, line: Any) -> None:
        with (self.folder / f"{name}.jsonl").open("a") as file:
            file.write(json.dumps(line) + "\n")

    def _note(self, name: str, turn: str, test: str, *, again: bool = False) -> None:
        if turn == TAKEN_BACK:
            self.noticed.pop(name, None)
        elif test:
            self.noticed[name] = test
        elif not again:
            self.unnoticed[name].add(turn)

    def _note_look(self, line: dict[str, Any]) -> None:
        if "all" in line:
            self.lists[line["list"]] = set(line["all"])
        else:
            self.looked[line["turn"], line["test"]] = {**line, "checks": set(line["checks"])}

    def write(self, removal: Removal, turn: str, test: str) -> None:
        self._note(removal.name, turn, test)
        self._append("tries", [removal.name, turn, test])

    def take_back(self, removal: Removal) -> None:
        self.write(removal, TAKEN_BACK, "")

    def write_look(
        self, turn: str, test: str, everything: list[Removal], checks: set[Removal], takes: float
    ) -> None:
        names = sorted(each.name for each in everything)
        known = next((key for key, of in self.lists.items() if of == set(names)), "")
        if not known:
            known = f"list {len(self.lists) + 1}"
            self._write_look({"list": known, "all": names})
        mattered = sorted(each.name for each in checks)
        self._write_look({"list": known, "turn": turn, "test": test, "takes": takes, "checks": mattered})

    def _write_look(self, line: dict[str, Any]) -> None:
        self._note_look(line)
        self._append("looks", line)

    def wants(self, removal: Removal, turn: str) -> bool:
        return removal.name not in self.noticed and turn not in self.unnoticed[removal.name]

    def noticed_by(self, removal: Removal) -> str:
        return self.noticed.get(removal.name, "")

    def has_looked(self, turn: str, test: str, wanted: Iterable[Removal]) -> bool:
        look = self.looked.get((turn, test))
        return look is not None and {each.name for each in wanted} <= self.lists[look["list"]]

    def tests_of(self, turn: str, removal: Removal) -> list[str]:
        """The quickest first."""
        looks = [
            look for (of, _), look in self.looked.items() if of == turn and removal.name in look["checks"]
        ]
        return [look["test"] for look in sorted(looks, key=lambda look: look["takes"])]
