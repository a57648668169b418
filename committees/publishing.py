"""Publishing a pack. What is published is frozen; publishing again adds to it and gives a reason."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from accounts.models import User
from audit.log import record
from packs.leaks import is_one_revision

from .contents import TEMPLATE_VERSION, Contents, Published, Supplement, content_key, left_out
from .findings import Finding, Weight
from .large_print import ask_for as ask_for_large_print
from .meeting_dates import mark_met
from .models import (
    AgendaItem,
    Build,
    ConsolidatedEdition,
    Edition,
    Meeting,
    Paper,
    PaperVersion,
    Publication,
    TimetableStep,
)
from .models.publication import EditionKind, PublicationKind
from .preflight import check
from .preflight_supplement import versions_in
from .telling_members import tell_members


class CannotPublish(ValidationError):
    """Publishing was refused; the message says why and nothing has changed."""


@transaction.atomic
def publish(
    build: Build,
    *,
    by: User,
    reason: str = "",
    overrides: Mapping[str, str] | None = None,
    at: datetime | None = None,
) -> Publication:
    """Freeze both editions of a build.

    `overrides` maps the code of a preflight finding to the reason for going on in spite of it.
    Raises CannotPublish, which says what to put right; nothing has changed then.
    """
    at = at or timezone.now()
    meeting = Meeting.objects.select_for_update(of=("self",)).get(pk=build.meeting_id)
    build = Build.objects.select_for_update().get(pk=build.pk)
    findings = check(meeting, build, today=timezone.localdate(at), by=by)
    accepted = _accepted(findings, overrides or {})
    publication = _new_publication(meeting, build, reason)
    publication.published_at, publication.published_by = at, by
    publication.overrides = accepted
    publication.save()
    editions = [_freeze(publication, kind, build) for kind in EditionKind]
    ask_for_large_print(editions, Contents(meeting))
    if publication.kind == PublicationKind.SUPPLEMENT:
        _mark_published(versions_in(build), at)
    else:
        _mark_papers(meeting, at)
        mark_met(meeting, TimetableStep.Kind.AGENDA_PUBLICATION, at)
    told: dict[str, Any] = {"told": tell_members(publication)} if publication.supplement else {}
    record(
        "publish supplement" if publication.supplement else "publish agenda",
        meeting,
        by=by,
        number=publication.number,
        **told,
        editions={edition.kind: edition.sha256 for edition in editions},
        overrides=[override["code"] for override in accepted],
    )
    return publication


def _new_publication(meeting: Meeting, build: Build, reason: str) -> Publication:
    """Not saved yet. Raises CannotPublish when it says nothing new, or not why it comes now."""
    number = _next_number(meeting, build, reason)
    publication = Publication(meeting=meeting, number=number, content_key=build.content_key)
    if build.kind == PublicationKind.SUPPLEMENT:
        contents, published = Contents(meeting), Published(meeting)
        supplement = Supplement(contents, published, build.lateness)
        publication.kind, publication.supplement = PublicationKind.SUPPLEMENT, supplement.number
        publication.reason = supplement.reason()
        publication.short_notice_reason = build.lateness.get("urgency", "")
        if left_out(contents, published):
            # Something has changed that stays unpublished, so the agenda goes on counting as changed.
            publication.content_key = ""
        return publication
    publication.kind = PublicationKind.AGENDA if number == 1 else PublicationKind.CORRECTION
    publication.reason = reason if number > 1 else ""
    publication.short_notice_reason = meeting.short_notice_reason
    return publication


def _accepted(findings: list[Finding], overrides: Mapping[str, str]) -> list[dict[str, str]]:
    """The findings that were overridden, each with its reason; refuses while anything is left open.

    Those that a second person has agreed to are kept with that person's name and reason.
    """
    for finding in findings:
        if finding.weight is Weight.STOPS:
            raise CannotPublish(finding.message)
    questions = [finding for finding in findings if finding.weight is Weight.NEEDS_REASON]
    for finding in questions:
        if not overrides.get(finding.code, "").strip():
            raise CannotPublish(f"Give a reason: {finding.message}")
    return [
        {"code": finding.code, "message": finding.message, "reason": overrides[finding.code].strip()}
        for finding in questions
    ] + [
        {"code": finding.code, "message": finding.message, "reason": finding.agreed}
        for finding in findings
        if finding.agreed
    ]


def _next_number(meeting: Meeting, build: Build, reason: str) -> int:
    last = meeting.publications.order_by("-number").first()
    if last is None:
        return 1
    if last.content_key == build.content_key:
        raise CannotPublish("This pack has already been published.")
    if build.kind == PublicationKind.SUPPLEMENT:
        return last.number + 1
    if not reason.strip():
        raise CannotPublish("Say why the pack is published again.")
    return last.number + 1


def _freeze(publication: Publication, kind: EditionKind, build: Build) -> Edition:
    built = build.result[kind.value]
    edition = Edition.objects.create(
        publication=publication,
        kind=kind,
        file=_copied(built, f"{build.pk}-{kind.value}.pdf"),
        sha256=built["sha256"],
        size=built["size"],
        pages=built["pages"],
        template_version=TEMPLATE_VERSION,
        agenda=built["agenda"],
        # A pack built before manifests were kept has none.
        manifest=built.get("manifest", {}),
    )
    whole = build.result.get(f"consolidated-{kind.value}")
    if whole:
        ConsolidatedEdition.objects.create(
            edition=edition,
            file=_copied(whole, f"{build.pk}-{kind.value}-consolidated.pdf"),
            **{name: whole[name] for name in ("sha256", "size", "pages", "agenda", "manifest")},
        )
    return edition


def _copied(built: dict[str, Any], name: str) -> ContentFile[bytes]:
    """The built file under a name of its own; not a byte may have changed on the way."""
    with default_storage.open(built["file"], "rb") as file:
        content = file.read()
    if hashlib.sha256(content).hexdigest() != built["sha256"]:
        raise CannotPublish("The built file is damaged. Build the pack again.")
    if not is_one_revision(content):
        raise CannotPublish("The built file holds more than one version of itself. Build the pack again.")
    return ContentFile(content, name=name)


def _mark_published(versions: list[int], at: datetime) -> None:
    """The papers of a supplement, and no others that may have come since it was built."""
    PaperVersion.objects.filter(pk__in=versions, published_at=None).update(published_at=at)
    Paper.objects.filter(versions__in=versions).update(state=Paper.State.PUBLISHED)


def _mark_papers(meeting: Meeting, at: datetime) -> None:
    on_agenda = Q(item__meeting=meeting, item__state=AgendaItem.State.ON_AGENDA, removed_at=None)
    papers = Paper.objects.filter(on_agenda).exclude(state__in=Paper.State.without_file())
    PaperVersion.objects.filter(paper__in=papers, current=True, published_at=None).update(published_at=at)
    papers.update(state=Paper.State.PUBLISHED)


def unpublished_changes(meeting: Meeting, last: Publication | None = None) -> bool:
    """Whether the agenda has changed since it was last published; `last` is that publication, where it is at hand."""
    last = last or meeting.publications.order_by("-number").first()
    return last is not None and last.content_key != content_key(meeting)


@transaction.atomic
def give_short_notice_reason(meeting: Meeting, reason: str, *, by: User) -> None:
    """Record why the agenda is published with less than five clear days; the agenda prints it."""
    meeting = Meeting.objects.select_for_update(of=("self",)).get(pk=meeting.pk)
    meeting.short_notice_reason = reason.strip()
    meeting.version += 1
    meeting.save(update_fields=["short_notice_reason", "version"])
    verb = "give short notice reason" if meeting.short_notice_reason else "remove short notice reason"
    record(verb, meeting, by=by)
