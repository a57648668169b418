"""The pack published again: what has not changed keeps its page numbers, what has changed gets new ones."""

from __future__ import annotations

from functools import cached_property

from django.utils import timezone

from committees.kept_parts import is_kept
from committees.models.publication import EditionKind, PublicationKind

from .agenda import Data
from .parts import Contents, PlannedPart
from .published import Published, PublishedPart


class Correction(Contents):
    kind = PublicationKind.CORRECTION

    def __init__(self, whole: Contents, published: Published) -> None:
        vars(self).update(vars(whole))
        self.whole = whole
        self.published = published
        self.follows = published.last_number
        self.start = published.next_numbers()
        self.kept, self.kept_pages = {}, {}
        known = published.ever()
        for part in self.all_parts:
            before = known.get(part.key)
            if before and _is_unchanged(part, before) and (part.version or is_kept(before.sha256)):
                self.kept[part.key] = before.first
                if part.version is None:
                    self.kept_pages[part.key] = before.sha256

    @cached_property
    def key(self) -> str:
        return self.whole.key

    def agenda(self, kind: EditionKind) -> Data:
        last = self.published.pack
        replaces = f"{timezone.localdate(last.published_at):%-d %B %Y}" if last else ""
        return {**super().agenda(kind), "kind": str(self.kind), "replaces": replaces}

    def parts(self, kind: EditionKind) -> list[PlannedPart]:
        """In the order of the numbers, so that every page is found where its number says."""
        return sorted(super().parts(kind), key=self._place)

    def _place(self, part: PlannedPart) -> tuple[bool, bool, int]:
        return part.exempt, part.key not in self.kept, self.kept.get(part.key, 0)


def _is_unchanged(part: PlannedPart, before: PublishedPart) -> bool:
    return part.series == before.series and part.source == before.source
