"""What a council's reports are made of: the fields of their heading and their sections, as data.

A template is read from TOML (the patterns that come with the product) or from the set-up pages, and kept as
JSON in an edition that never changes. A report keeps the edition it was written on.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field
from enum import StrEnum
from functools import lru_cache
from pathlib import Path
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models

PATTERNS = Path(__file__).parent / "report_patterns"
MOST_PARTS, LONGEST_HEADING, LONGEST_WORDS = 60, 120, 400


class Kind(models.TextChoices):
    """What a part holds. The first are written by officers, the others the product knows."""

    LINE = "line", "One line"
    LINES = "lines", "A list, one to a line"
    TEXT = "text", "Text"
    SECTIONS = "sections", "Text with sections of its own"
    YES_NO = "yes_no", "Yes or no, with the reason"
    TABLE = "table", "A table"
    REPORT_OF = "report_of", "Whose report it is"
    WARDS = "wards", "Wards or divisions affected"
    FORWARD_PLAN = "forward_plan_reference", "Forward plan reference"
    RECOMMENDATIONS = "recommendations", "The recommendations"
    BACKGROUND = "background_documents", "Background documents"
    COMMITTEE = "committee", "The committee"
    DATE = "date", "Date of the meeting"
    ENQUIRIES = "enquiries", "Contact officer"
    EXEMPT = "exempt", "Whether it holds exempt information"
    APPENDICES = "appendices", "The appendices"
    FIXED = "fixed", "Words that never change"


class Place(models.TextChoices):
    HEADING = "heading", "The table at the top"
    FRONT = "front", "Before the numbered sections"
    BODY = "body", "A section"
    IMPLICATIONS = "implications", "A section of implications"


class Style(models.TextChoices):
    NUMBERS = "numbers", "1. 2. 3."
    LETTERS = "letters", "A) B) C)"
    ROMAN = "roman", "(i) (ii) (iii)"


# Held on the report itself, once, wherever they are printed.
OWN = {Kind.REPORT_OF, Kind.WARDS, Kind.FORWARD_PLAN, Kind.RECOMMENDATIONS, Kind.BACKGROUND}
ANSWERED = {Kind.LINE, Kind.LINES, Kind.TEXT, Kind.SECTIONS, Kind.YES_NO, Kind.TABLE}
# These texts of a plain cover sheet keep their place when a report gets a template.
OWN_TEXTS = ("purpose", "body")
YES = "yes"


class Mode(StrEnum):
    """Where the text of a report stands."""

    HERE = "here"
    FILE = "file"


@dataclass(frozen=True, slots=True)
class Part:
    key: str
    heading: str
    kind: Kind
    place: Place
    required: bool = False
    help: str = ""
    words: str = ""
    columns: tuple[str, ...] = ()

    @property
    def field(self) -> str:
        """The field of a report that holds it; nothing for what the product knows."""
        if self.kind in OWN:
            return str(self.kind)
        if self.kind in ANSWERED:
            return self.key if self.key in OWN_TEXTS and self.is_text else f"answer_{self.key}"
        return ""

    @property
    def is_text(self) -> bool:
        return self.kind in (Kind.TEXT, Kind.SECTIONS)

    @property
    def is_section(self) -> bool:
        return self.place in (Place.BODY, Place.IMPLICATIONS)

    @property
    def is_written(self) -> bool:
        return bool(self.field)


@dataclass(frozen=True, slots=True)
class Pattern:
    """A template as it was read: what its reports hold, in order."""

    numbered: bool = True
    style: Style = Style.NUMBERS
    parts: tuple[Part, ...] = field(default=())

    def in_place(self, *places: Place) -> list[Part]:
        return [part for part in self.parts if part.place in places]

    @property
    def written(self) -> list[Part]:
        """Each part that somebody fills in, once, however often it is printed."""
        return list({part.field: part for part in reversed(self.parts) if part.is_written}.values())[::-1]

    def as_json(self) -> dict[str, Any]:
        return {
            "numbered": self.numbered,
            "style": str(self.style),
            "parts": [{**asdict(part), "columns": list(part.columns)} for part in self.parts],
        }


@dataclass(frozen=True, slots=True)
class Preset:
    """A pattern that comes with the product."""

    name: str
    title: str
    about: str
    pattern: Pattern


def read(data: Mapping[str, Any]) -> Pattern:
    """Raises ValidationError with everything that is wrong."""
    rows = data.get("parts", [])
    if not isinstance(rows, list) or not rows:
        raise ValidationError("A template needs at least one part.")
    if len(rows) > MOST_PARTS:
        raise ValidationError(f"A template has at most {MOST_PARTS} parts.")
    taken: set[str] = set()
    parts, wrong = [], []
    for row in rows:
        try:
            parts.append(_part(row, taken))
        except ValidationError as problem:
            wrong += problem.messages
    wrong += _twice(parts)
    if wrong:
        raise ValidationError(wrong)
    style = data.get("style", Style.NUMBERS)
    if style not in Style.values:
        raise ValidationError("Choose how recommendations are numbered.")
    return Pattern(bool(data.get("numbered", True)), Style(style), tuple(parts))


def _part(row: Any, taken: set[str]) -> Part:
    heading = str(row.get("heading", "")).strip()
    kind, place = str(row.get("kind", Kind.TEXT)), str(row.get("place", Place.BODY))
    named = f"“{heading}”"
    if not heading or len(heading) > LONGEST_HEADING:
        raise ValidationError(f"Each part needs a heading of at most {LONGEST_HEADING} letters.")
    if kind not in Kind.values or place not in Place.values:
        raise ValidationError(f"{named}: nothing of that kind can stand there.")
    words = str(row.get("words", "")).strip()
    columns = tuple(str(each).strip() for each in row.get("columns", []) if str(each).strip())
    if kind == Kind.TABLE and not 1 <= len(columns) <= 6:
        raise ValidationError(f"{named}: a table needs between 1 and 6 columns.")
    if kind == Kind.FIXED and not words:
        raise ValidationError(f"{named}: give the words that never change.")
    if len(words) > LONGEST_WORDS or len(str(row.get("help", ""))) > LONGEST_WORDS:
        raise ValidationError(f"{named}: use at most {LONGEST_WORDS} letters.")
    if place == Place.HEADING and kind in (Kind.TABLE, Kind.TEXT, Kind.SECTIONS, Kind.RECOMMENDATIONS):
        raise ValidationError(f"{named} is too long for the table at the top.")
    key = _key(str(row.get("key", "")) or heading, taken)
    return Part(
        key, heading, Kind(kind), Place(place), bool(row.get("required", False)),
        str(row.get("help", "")).strip(), words, columns,
    )  # fmt: skip


def _key(text: str, taken: set[str]) -> str:
    """By which an answer is found again, also when its heading changes later."""
    stem = re.sub(r"[^a-z0-9]+", "_", text.lower()).strip("_")[:40] or "part"
    key, number = stem, 2
    while key in taken:
        key, number = f"{stem}_{number}", number + 1
    taken.add(key)
    return key


def _twice(parts: Iterable[Part]) -> list[str]:
    """Recommendations are held once and may be printed twice; anything else stands in one place."""
    seen: set[str] = set()
    wrong = []
    for part in parts:
        alone = part.kind not in ANSWERED | {Kind.FIXED, Kind.RECOMMENDATIONS}
        if alone and part.kind in seen:
            wrong.append(f"“{part.heading}”: {part.kind.label.lower()} can stand in one place only.")
        seen.add(part.kind)
    return wrong


@lru_cache(maxsize=1)
def presets() -> tuple[Preset, ...]:
    found = []
    for path in sorted(PATTERNS.glob("*.toml")):
        data = tomllib.loads(path.read_text(encoding="utf-8"))
        found.append(Preset(path.stem, data["name"], data["about"], read(data)))
    return tuple(found)
