"""The large print edition of each published one: asked for when it is published, made by a worker soon after.

Pages that we make are drawn again in 18 point from what they were made from then; papers are as they came, and
the first page says so. Its page numbers are those of the standard edition: see `sheet_names`.
"""

from __future__ import annotations

import hashlib
import logging
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta
from functools import partial
from typing import Any

from celery import current_app
from django.core.files.base import ContentFile
from django.db import transaction
from django.utils import timezone
from kombu.exceptions import OperationalError

from accounts.models import User
from audit.log import record
from council.models import Council
from packs.parts import Marks, OutlineEntry, Part
from packs.splice import assemble
from packs.text import page_texts

from .contents import FRONT, Contents
from .drawing import Drawing, count_pages
from .handouts import exempt_pages, numbers, parts_of, stored
from .models import Edition, LargePrint, Meeting, PaperVersion
from .page_spans import Span, in_words, printed
from .sheet_names import sheet_names

logger = logging.getLogger(__name__)

MOST_ATTEMPTS = 3
UNHEARD_AFTER = timedelta(seconds=30)
ABOUT = "large-print"
MARKS = Marks(named_size=1.8)


def ask_for(editions: Iterable[Edition], contents: Contents) -> None:
    """Called with the publication, while the agenda still is what was published."""
    ours = {part.key: part for part in contents.all_parts if part.version is None}
    for edition in editions:
        recipe = {
            row["key"]: {"template": ours[row["key"]].template, "data": ours[row["key"]].data}
            for row in parts_of(edition)
            if row["key"] in ours
        }
        wanted = LargePrint.objects.create(edition=edition, recipe={"parts": recipe})
        transaction.on_commit(partial(ring, wanted.pk))


def ring(pk: int) -> bool:
    """Tell the workers. False when the message broker cannot be reached: it waits for the next round."""
    try:
        current_app.send_task("committees.tasks.make_large_print", args=[pk], queue="packs", retry=False)
    except OperationalError as error:
        logger.warning("Large print %s waits: the message broker cannot be reached (%s)", pk, error)
        return False
    return True


def requeue_waiting() -> int:
    """Ring again for those that nobody has made; how many workers were told."""
    waiting = LargePrint.objects.filter(
        state=LargePrint.State.WAITING, requested_at__lt=timezone.now() - UNHEARD_AFTER
    )
    return sum(ring(pk) for pk in waiting.order_by("pk").values_list("pk", flat=True)[:10])


def has_failed(meeting: Meeting) -> bool:
    return LargePrint.objects.filter(
        edition__publication__meeting=meeting, state=LargePrint.State.FAILED
    ).exists()


@transaction.atomic
def try_again(meeting: Meeting, *, by: User) -> int:
    """Ask once more for what could not be made; how many."""
    failed = LargePrint.objects.select_for_update(of=("self",)).filter(
        edition__publication__meeting=meeting, state=LargePrint.State.FAILED
    )
    for wanted in failed:
        wanted.state, wanted.attempts = LargePrint.State.WAITING, 0
        wanted.save(update_fields=["state", "attempts"])
        transaction.on_commit(partial(ring, wanted.pk))
    if failed:
        record("ask for large print again", meeting, by=by, editions=len(failed))
    return len(failed)


def make(pk: int) -> None:
    """Make it if it is still to be made and nobody else is making it. A worker that dies leaves it to the next."""
    with transaction.atomic():
        wanted = LargePrint.objects.select_for_update(skip_locked=True).filter(pk=pk).first()
        if wanted is None or wanted.state != LargePrint.State.WAITING:
            return
        wanted.attempts += 1
        wanted.save(update_fields=["attempts"])
    with transaction.atomic():
        held = LargePrint.objects.select_for_update(skip_locked=True, of=("self",)).select_related(
            "edition__publication__meeting__committee"
        )
        wanted = held.filter(pk=pk, state=LargePrint.State.WAITING).first()
        if wanted is not None:
            _make(wanted)


def _make(wanted: LargePrint) -> None:
    try:
        with transaction.atomic():
            _store(wanted, _Sheets(wanted).put_together())
    except Exception:
        logger.exception("Large print %s could not be made", wanted.pk)
        if wanted.attempts >= MOST_ATTEMPTS:
            wanted.state = LargePrint.State.FAILED
            wanted.save(update_fields=["state"])


@dataclass(frozen=True)
class Made:
    pdf: bytes
    pages: int
    exempt: list[int]


def _store(wanted: LargePrint, made: Made) -> None:
    wanted.recipe["exempt_pages"] = made.exempt
    wanted.file.save(f"{wanted.edition_id}-large-print.pdf", ContentFile(made.pdf), save=False)
    wanted.sha256, wanted.size = hashlib.sha256(made.pdf).hexdigest(), len(made.pdf)
    wanted.pages, wanted.made_at, wanted.state = made.pages, timezone.now(), LargePrint.State.MADE
    wanted.save(update_fields=["recipe", "file", "sha256", "size", "pages", "made_at", "state"])


class _Sheets:
    def __init__(self, wanted: LargePrint) -> None:
        self.edition = wanted.edition
        self.agenda: dict[str, Any] = self.edition.agenda
        self.recipe: dict[str, Any] = wanted.recipe["parts"]
        self.rows = parts_of(self.edition)
        self.drawing = Drawing(Council.objects.get())
        self.versions = _versions(row["key"] for row in self.rows)
        self.texts = page_texts(stored(self.edition))
        self.labels = numbers(self.edition)
        self.names: dict[str, list[str]] = {}

    def put_together(self) -> Made:
        parts = [self._part(row) for row in self.rows]
        about = Part(ABOUT, self._about(), "About this large print edition", f"{ABOUT}:")
        self.names[ABOUT] = [f"L{number}" for number in range(1, count_pages(about.pdf) + 1)]
        whole = assemble(
            [about, *parts],
            title=f"Large print: {self.agenda['committee']['name']}, {self.agenda['meeting']['date_words']}",
            outline=self._outline(),
            kept={row["key"]: int(printed.sub(r"\2", row["from"])) for row in self.rows},
            marks=MARKS,
            names=self.names,
        )
        return Made(whole.pdf, whole.pages, self._exempt(whole.ranges))

    def _part(self, row: dict[str, Any]) -> Part:
        key, large = row["key"], self._large(row)
        if large is None:
            pdf = _as_published(self.versions[key], row["sha256"])
            return Part(key, pdf, row["title"], row["from"].rstrip("0123456789"))
        self.names[key] = self._sheet_names(row, large)
        # Its numbers are never seen: the sheets go by their names.
        return Part(key, large, row["title"], f"{key}:")

    def _large(self, row: dict[str, Any]) -> bytes | None:
        """A page we make in 18 point; None for a paper."""
        if row["key"] == FRONT:
            template = "supplement" if self.agenda.get("supplement") else "front"
            return self.drawing.draw(template, self.agenda, large=True)
        if row["key"] in self.versions:
            return None
        made = self.recipe[row["key"]]
        return self.drawing.draw(made["template"], made["data"], large=True)

    def _sheet_names(self, row: dict[str, Any], large: bytes) -> list[str]:
        first = self.labels.index(row["from"])
        standard = slice(first, first + row["pages"])
        words = [_words(text, label) for text, label in zip(self.texts, self.labels, strict=True)]
        return sheet_names(
            self.labels[standard], words[standard], [len(t.split()) for t in page_texts(large)]
        )

    def _about(self) -> bytes:
        as_they_came = [row for row in self.rows if row["key"] not in self.names]
        rows = [
            {"title": row["title"], "pages": in_words([Span(row["from"], row["to"])])} for row in as_they_came
        ]
        example = self.labels[0]
        return self.drawing.draw(
            "large_print",
            {
                **{name: self.agenda[name] for name in ("council", "committee", "meeting", "contact")},
                "restricted": self.agenda["restricted"],
                "what": self.edition.publication.title,
                "as_they_came": rows,
                "example": example,
            },
            large=True,
        )

    def _outline(self) -> list[OutlineEntry]:
        entries = [OutlineEntry("About this large print edition", ABOUT)]
        return [*entries, *(OutlineEntry(row["title"], row["key"]) for row in self.rows)]

    def _exempt(self, ranges: dict[str, Any]) -> list[int]:
        """The sheets of parts that hold exempt pages; the first page lists what those are called."""
        exempt = {self.labels[index] for index in exempt_pages(self.edition)}
        found = list(range(ranges[ABOUT].pages)) if exempt else []
        for row in self.rows:
            if row["from"] in exempt:
                span = ranges[row["key"]]
                found += range(span.first_index, span.last_index + 1)
        return found


def _versions(keys: Iterable[str]) -> dict[str, PaperVersion]:
    pks = [int(key.removeprefix("paper-")) for key in keys if key.startswith("paper-")]
    return {f"paper-{version.pk}": version for version in PaperVersion.objects.filter(pk__in=pks)}


def _as_published(version: PaperVersion, sha256: str) -> bytes:
    with version.pdf.open("rb") as file:
        pdf: bytes = file.read()
    if hashlib.sha256(pdf).hexdigest() != sha256:
        raise ValueError(f"The file of {version} is not the one that was published.")
    return pdf


def _words(text: str, label: str) -> int:
    """How many words stand on a standard page, without its stamp."""
    return max(0, len(text.split()) - len(f"Page {label}".split()))
