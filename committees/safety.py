"""The last look at what the public will get: what is in a public paper that nobody can see?

A paper is looked through when a pack with it is built. What the public copy still holds needs the agreement of
somebody other than the officer who publishes; what stayed behind when the file was rewritten is only told.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Sequence
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from accounts.models import User
from audit.log import record
from packs import leaks
from packs.leaks import Kind, Leak
from packs.leaks.shared import left_in, passages
from packs.limits import Refused
from packs.text import page_texts

from .contents import Contents
from .models import PaperVersion, SafetyCheck
from .models.paper import Classification
from .models.publication import EditionKind

WHAT = {
    Kind.COVERED: "Words that are covered by a shape or a picture",
    Kind.INVISIBLE: "Words that are there and cannot be seen",
    Kind.OFF_PAGE: "Words or pictures outside the page",
    Kind.PICTURE: "A picture with a patch over part of it",
    Kind.LAYER: "Layers that are switched off",
    Kind.ATTACHMENT: "Another file packed inside",
    Kind.FORM: "Form fields",
    Kind.COMMENT: "Comments or notes",
    Kind.MARKED: "A passage marked for redaction that was never taken out",
    Kind.METADATA: "A description of the file: author, keywords or the like",
    Kind.REVISION: "An earlier version of the file",
    Kind.TRACKED: "Tracked changes that nobody has accepted or rejected",
    Kind.HIDDEN: "Hidden sheets, rows, columns, slides or words",
    Kind.SHARED: "A passage that otherwise stands only in an exempt paper of this item",
    Kind.NAMED: "Something that was taken out in one place and still stands in another",
    Kind.UNREDACTED: "Nothing was taken out: the words are those of the exempt version",
    Kind.UNREADABLE: "The file could not be looked through",
}


Data = dict[str, Any]


class CannotAgree(ValidationError):
    """The agreement was refused; the message says why and nothing has changed."""


def look_over(contents: Contents) -> None:
    """Look through every uploaded paper of the public edition that has not been looked through as it is now."""
    parts = [part.version for part in contents.parts(EditionKind.PUBLIC)]
    public = [version for version in parts if version and not version.template]
    check_all(public, agenda=contents.agenda(EditionKind.PUBLIC))


def check_all(public: Sequence[PaperVersion], *, agenda: Data) -> None:
    """What is concealed in each, kept; an agreement to the very same findings stands."""
    kept = {row.version_id: row.key for row in SafetyCheck.objects.filter(version__in=public)}
    comparisons = [Comparison(version, public, agenda) for version in public]
    waiting = [one for one in comparisons if kept.get(one.version.pk) != one.key]
    files = [(_bytes(one.version.pdf), _upload(one.version)) for one in waiting]
    for one, (pdf, _upload_bytes), looked in zip(waiting, files, leaks.look_through_all(files), strict=True):
        found = leaks.placed(pdf, [*looked.leaks, *one.shared(looked.texts)])
        _keep(one, [leak.as_json() for leak in found])


@transaction.atomic
def _keep(compared: Comparison, found: list[dict[str, Any]]) -> None:
    made, _new = SafetyCheck.objects.select_for_update().get_or_create(
        version=compared.version, defaults={"key": "", "checked_at": timezone.now()}
    )
    if made.findings != found:
        made.agreed_by, made.agreed_at, made.reason = None, None, ""
    made.key, made.checked_at, made.findings = compared.key, timezone.now(), found
    made.save()


class Comparison:
    """One public version, the exempt papers of its item, and what is public beside it."""

    def __init__(self, version: PaperVersion, public: Sequence[PaperVersion], agenda: Data) -> None:
        self.version = version
        self.exempt = list(
            PaperVersion.objects.current()
            .filter(paper__item=version.paper.item_id)
            .exclude(classification=Classification.PUBLIC)
            .exclude(pk=version.pk)
            .order_by("pk")
        )
        self.others = [other for other in public if other.pk != version.pk] if self.exempt else []
        self.agenda = agenda if self.exempt else {}

    @property
    def key(self) -> str:
        compared = [[each.pk, each.pdf.name] for each in (*self.exempt, *self.others)]
        parts = [leaks.VERSION, self.version.pk, self.version.pdf.name, compared, self.agenda]
        return hashlib.sha256(json.dumps(parts, sort_keys=True, default=str).encode()).hexdigest()

    def shared(self, texts: Sequence[str]) -> list[Leak]:
        if not self.exempt:
            return []
        elsewhere = [*_words_of(self.agenda), *(" ".join(_texts(other)) for other in self.others)]
        paper = self.version.paper_id
        foreign = [_texts(each) for each in self.exempt if each.paper_id != paper]
        found = list(passages(texts, foreign, elsewhere))
        for twin in [each for each in self.exempt if each.paper_id == paper]:
            found += left_in(texts, _texts(twin), elsewhere)
        return found


def _upload(version: PaperVersion) -> bytes:
    return _bytes(version.original) if version.original else b""


def _bytes(file: Any) -> bytes:
    with file.open("rb") as opened:
        return bytes(opened.read())


def _texts(version: PaperVersion) -> list[str]:
    try:
        return page_texts(_bytes(version.pdf))
    except Refused:
        return []


def _words_of(agenda: object) -> Iterable[str]:
    """Every text of the public agenda."""
    if isinstance(agenda, str):
        yield agenda
    elif isinstance(agenda, dict):
        for value in agenda.values():
            yield from _words_of(value)
    elif isinstance(agenda, list):
        for value in agenda:
            yield from _words_of(value)


@transaction.atomic
def agree(check: SafetyCheck, *, seen: str, reason: str, by: User) -> SafetyCheck:
    """Say that the file may be published with what was found. Whoever says so cannot then publish it.

    `seen` is the key of the check that was looked at.
    """
    check = SafetyCheck.objects.select_for_update(of=("self",)).get(pk=check.pk)
    if check.key != seen:
        raise CannotAgree(
            "The paper has been looked through again since you opened this page. Look at it first."
        )
    if not check.holds:
        raise CannotAgree("Nothing was found that anybody needs to agree to.")
    if not reason.strip():
        raise CannotAgree("Say why the paper may be published as it is.")
    check.agreed_by, check.agreed_at, check.reason = by, timezone.now(), reason.strip()
    check.save(update_fields=["agreed_by", "agreed_at", "reason"])
    record("agree to findings", check.version.paper, by=by, **_told(check))
    return check


@transaction.atomic
def take_back(check: SafetyCheck, *, by: User) -> SafetyCheck:
    """The agreement no longer stands; what was published in the meantime stays."""
    check = SafetyCheck.objects.select_for_update(of=("self",)).get(pk=check.pk)
    if check.agreed_by_id is None:
        return check
    check.agreed_by, check.agreed_at, check.reason = None, None, ""
    check.save(update_fields=["agreed_by", "agreed_at", "reason"])
    record("take back agreement to findings", check.version.paper, by=by, **_told(check))
    return check


def _told(check: SafetyCheck) -> dict[str, Any]:
    """Kinds only: the words may be what was to stay secret."""
    return {"number": check.version.number, "findings": sorted({str(leak.kind) for leak in check.holds})}
