"""Papers under an agenda item, and their versions. Nothing here deletes a file: versions are only superseded.

A paper has at most one current public and one current restricted version. They are separate files, always.
Titles are public. A file name may not be, so it names a restricted paper only in its restricted title.
"""

from __future__ import annotations

import hashlib
import re
from pathlib import PurePath
from typing import Any
from uuid import uuid4

from django.core.files.base import ContentFile
from django.db import models, transaction
from django.utils import timezone

from accounts.models import User
from audit.log import record
from packs.intake import Ingested, take_in
from scrutiny.lib.ordering import moved, write_order

from .agenda import CannotChange, ChangedMeanwhile, require_on_agenda
from .classification import decide, decided
from .models import AgendaItem, Paper, PaperVersion
from .models.paper import Classification
from .texts import keep_texts, texts_of, words_of
from .upload_report import findings_of

DETAIL_FIELDS = ("label", "title", "restricted_title")
UNNAMED = {
    Classification.EXEMPT: "Exempt paper",
    Classification.CONFIDENTIAL: "Confidential paper",
}
# A number or a letter, not a word: labels are public, and “Annex Kerr” may name somebody.
label_first = re.compile(
    r"^(appendix|annexe?|schedule)\s+(\d{1,3}[a-z]?|[a-z]\d{0,2}|[ivx]{2,4})\b[\s:.,–-]*", re.IGNORECASE
)


def names_from(file_name: str) -> tuple[str, str]:
    """Label and title that a file name suggests: “Appendix 1 - Costs.pdf” is Appendix 1, Costs."""
    words = re.sub(r"[_\s]+", " ", clean_name(file_name).rsplit(".", 1)[0]).strip() or "Paper"
    match = label_first.match(words)
    if not match:
        return "", words[:1].upper() + words[1:]
    label, rest = f"{match[1].capitalize()} {match[2].upper()}", words[match.end() :].strip()
    return label, (rest[:1].upper() + rest[1:]) or label


def clean_name(file_name: str) -> str:
    """The last part of the name a browser sent, without what cannot be printed."""
    name = PurePath(file_name.replace("\\", "/")).name
    return "".join(letter for letter in name if letter.isprintable())[:200]


def open_paper(paper: Paper, *, removed: bool = False) -> Paper:
    item = require_on_agenda(AgendaItem.objects.get(pk=paper.item_id))
    paper = Paper.objects.select_for_update(of=("self",)).get(pk=paper.pk)
    if paper.item_id != item.pk or (paper.removed_at is not None) != removed:
        raise CannotChange(f"“{paper}” has been moved or removed, so nothing has changed.")
    paper.item = item
    return paper


def next_place(item: AgendaItem) -> int:
    return (item.papers.aggregate(last=models.Max("order"))["last"] or 0) + 1


def touch(paper: Paper, *fields: str) -> None:
    paper.version += 1
    paper.save(update_fields=[*fields, "version"])


@transaction.atomic
def expect_paper(
    item: AgendaItem, *, title: str, label: str = "", state: str = Paper.State.EXPECTED, by: User
) -> Paper:
    """A row for a paper that is not there yet: expected, or printed on the agenda as to follow."""
    item = require_on_agenda(item)
    paper = Paper.objects.create(item=item, order=next_place(item), label=label, title=title, state=state)
    record("expect paper", paper, by=by, item=item.pk, state=state)
    return paper


def upload(
    item: AgendaItem,
    data: bytes,
    *,
    name: str,
    classification: str = Classification.EXEMPT,
    paragraphs: list[str] | None = None,
    by: User,
) -> Paper:
    """A new paper from an uploaded file. Raises packs.intake.Refused for one that cannot be taken."""
    # Cleaning takes seconds: it is done before anything is locked.
    clean = take_in(data)
    words = words_of(clean.pdf)
    with transaction.atomic():
        item = require_on_agenda(item)
        paper = new_paper(item, name, classification)
        _store_upload(paper, data, clean, words, name, classification, paragraphs or [], by)
        record("upload paper", paper, by=by, item=item.pk, classification=classification, pages=clean.pages)
    return paper


def new_paper(item: AgendaItem, name: str, classification: str, **fields: Any) -> Paper:
    """The row of a paper that has just come, named after its file where the public may know that name."""
    label, title = names_from(name)
    public = classification == Classification.PUBLIC
    return Paper.objects.create(
        item=item,
        order=next_place(item),
        label=label[:40],
        title=title[:200] if public else UNNAMED[Classification(classification)],
        restricted_title="" if public else title[:200],
        **fields,
    )


def replace(paper: Paper, data: bytes, *, name: str, public: bool, by: User) -> PaperVersion:
    """A new version on the public or on the restricted side; the one it replaces is kept."""
    clean = take_in(data)
    words = words_of(clean.pdf)
    with transaction.atomic():
        paper = open_paper(paper)
        old = current_version(paper, public=public)
        given = Classification.PUBLIC if public else Classification.EXEMPT
        version = put_in_place(
            paper,
            data,
            clean,
            words,
            name=name,
            classification=Classification(old.classification) if old else given,
            paragraphs=old.paragraphs if old else [],
            by=by,
        )
        record("replace paper", paper, by=by, number=version.number, classification=version.classification)
    return version


def put_in_place(
    paper: Paper,
    data: bytes,
    clean: Ingested,
    words: list[str],
    *,
    name: str,
    classification: Classification,
    paragraphs: list[str],
    by: User,
) -> PaperVersion:
    """The version that is now the current one of its side. Called with the paper locked."""
    public = classification == Classification.PUBLIC
    old = current_version(paper, public=public)
    version = _store_upload(paper, data, clean, words, name, classification, paragraphs, by)
    if old is not None:
        version.public_interest, version.ground = old.public_interest, old.ground
        version.save(update_fields=["public_interest", "ground"])
    if public and paper.title in UNNAMED.values():
        paper.label, paper.title = paper.label or names_from(name)[0], names_from(name)[1][:200]
    paper.state = Paper.State.DRAFT
    touch(paper, "state", "label", "title", *forget_problem(paper))
    return version


def forget_problem(paper: Paper) -> list[str]:
    """Of a file that could not be converted; the fields to save. Its history and the stored file stay."""
    paper.problem = paper.unconverted_name = ""
    paper.unconverted = ""
    return ["problem", "unconverted", "unconverted_name"]


def current_version(paper: Paper, *, public: bool) -> PaperVersion | None:
    side = models.Q(classification=Classification.PUBLIC)
    return paper.versions.filter(side if public else ~side, current=True).first()


def _store_upload(
    paper: Paper,
    data: bytes,
    clean: Ingested,
    words: list[str],
    name: str,
    classification: str,
    paragraphs: list[str],
    by: User,
) -> PaperVersion:
    return add_version(
        paper,
        clean.pdf,
        words,
        classification=classification,
        paragraphs=paragraphs,
        original=ContentFile(data, name=f"{uuid4().hex}.original"),
        original_name=clean_name(name),
        sha256=hashlib.sha256(data).hexdigest(),
        pages=clean.pages,
        findings=findings_of(clean, words),
        uploaded_by=by,
    )


def add_version(
    paper: Paper, pdf: bytes, words: list[str], *, classification: str, **fields: Any
) -> PaperVersion:
    """Store a file as the current one of its side. File names in storage say nothing about what they hold."""
    old = current_version(paper, public=classification == Classification.PUBLIC)
    if old is not None:
        old.current = False
        old.save(update_fields=["current"])
    last = paper.versions.aggregate(last=models.Max("number"))["last"] or 0
    version = PaperVersion.objects.create(
        paper=paper,
        number=last + 1,
        classification=classification,
        pdf=ContentFile(pdf, name=f"{uuid4().hex}.pdf"),
        size=len(pdf),
        **decided(classification, fields["uploaded_by"]),
        **fields,
    )
    keep_texts(version, words)
    return version


@transaction.atomic
def edit_paper(paper: Paper, *, version: int, by: User, **fields: str) -> Paper:
    """Save label and titles over what the officer saw. Raises ChangedMeanwhile when there is a newer version."""
    paper = open_paper(paper)
    if paper.version != version:
        raise ChangedMeanwhile(paper)
    changed = sorted(
        name for name in DETAIL_FIELDS if name in fields and getattr(paper, name) != fields[name]
    )
    for name in changed:
        setattr(paper, name, fields[name])
    if changed:
        touch(paper, *changed)
        record("edit paper", paper, by=by, fields=changed)
    return paper


@transaction.atomic
def classify(
    version: PaperVersion,
    classification: str,
    *,
    seen: int | None = None,
    paragraphs: list[str] | None = None,
    by: User,
    **statement: Any,
) -> PaperVersion:
    """Say who may read a version. One that was published keeps its class: the file is copied to a new version.

    `seen` is the version of the paper that the officer saw; ChangedMeanwhile is raised when there is a newer one.
    `statement` is what else `classification.decide` takes: the public interest, a ground, a day to look again.
    """
    paper = open_paper(version.paper)
    version = PaperVersion.objects.select_for_update(of=("self",)).get(pk=version.pk)
    if not version.current:
        raise CannotChange("This version has been replaced, so nothing has changed.")
    if seen is not None and seen != paper.version:
        raise ChangedMeanwhile(version, paper)
    before = version.classification
    becomes_public = classification == Classification.PUBLIC
    crosses = version.is_public != becomes_public
    if crosses and current_version(paper, public=becomes_public) is not None:
        side = "public" if becomes_public else "exempt or confidential"
        raise CannotChange(f"This paper already has a version that is {side}. Replace that one instead.")
    if crosses and version.published_at is not None:
        version = copy_as(version, classification, by)
    decide(version, classification, paragraphs=paragraphs or [], by=by, **statement)
    rename_for(paper, Classification(classification), crosses=crosses)
    record("classify paper", paper, by=by, number=version.number, before=before, after=classification)
    return version


def copy_as(version: PaperVersion, classification: str, by: User) -> PaperVersion:
    """The same pages as a version of their own, so that what was published stays as it was."""
    with version.pdf.open("rb") as file:
        pdf = file.read()
    original = None
    if version.original:
        with version.original.open("rb") as file:
            original = ContentFile(file.read(), name=f"{uuid4().hex}.original")
    version.current = False
    version.save(update_fields=["current"])
    kept = ("original_name", "template", "data", "sha256", "pages", "findings")
    return add_version(
        version.paper,
        pdf,
        texts_of(version),
        classification=classification,
        original=original or "",
        uploaded_by=by,
        **{name: getattr(version, name) for name in kept},
    )


def rename_for(paper: Paper, given: Classification, *, crosses: bool) -> None:
    """A paper that has just become public may be called by its file name after all; until then it may not."""
    fields = ["title", "restricted_title"]
    becomes_public = given == Classification.PUBLIC
    if crosses and becomes_public and paper.title in UNNAMED.values() and paper.restricted_title:
        paper.title, paper.restricted_title = paper.restricted_title, ""
    elif crosses and not becomes_public and not paper.restricted_title and paper.state != "published":
        paper.title, paper.restricted_title = UNNAMED[given], paper.title
    else:
        fields = []
    touch(paper, *fields)


@transaction.atomic
def set_state(paper: Paper, state: str, *, by: User) -> Paper:
    """Say where a paper stands: cleared or draft once it has a file, expected or to follow before."""
    paper = open_paper(paper)
    has_file = paper.versions.filter(current=True).exists()
    allowed = [Paper.State.DRAFT, Paper.State.CLEARED] if has_file else Paper.State.without_file()
    if state not in allowed:
        raise CannotChange(f"“{paper}” cannot become {Paper.State(state).label.lower()} now.")
    paper.state = state
    touch(paper, "state")
    record("set paper state", paper, by=by, state=state)
    return paper


@transaction.atomic
def move_paper(paper: Paper, *, up: bool, by: User) -> bool:
    """One place up or down under its item; False when it is already at the end."""
    paper = open_paper(paper)
    rows = list(paper.item.papers.filter(removed_at=None).order_by("order", "pk"))
    order = moved(rows, paper, up=up)
    if order is None:
        return False
    write_order(order)
    record("move paper", paper, by=by, place=order.index(paper) + 1)
    return True


@transaction.atomic
def remove_paper(paper: Paper, *, by: User) -> Paper:
    """Take a paper off the agenda. It can be restored, and its versions stay."""
    paper = open_paper(paper)
    paper.removed_at = timezone.now()
    touch(paper, "removed_at")
    record("remove paper", paper, by=by)
    return paper


@transaction.atomic
def restore_paper(paper: Paper, *, by: User) -> Paper:
    paper = open_paper(paper, removed=True)
    paper.removed_at, paper.order = None, next_place(paper.item)
    touch(paper, "removed_at", "order")
    record("restore paper", paper, by=by)
    return paper
