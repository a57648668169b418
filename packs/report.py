"""What ingest tells the officer about a file, each sentence once."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(slots=True)
class Report:
    removed: dict[str, None] = field(default_factory=dict)
    repaired: dict[str, None] = field(default_factory=dict)
    warnings: dict[str, None] = field(default_factory=dict)

    def remove(self, sentence: str) -> None:
        self.removed[sentence] = None

    def repair(self, sentence: str) -> None:
        self.repaired[sentence] = None

    def warn(self, sentence: str) -> None:
        self.warnings[sentence] = None
