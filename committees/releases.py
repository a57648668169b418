"""A paper that was kept back becomes public later. One person proposes it, another looks and confirms."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from accounts.models import User
from audit.log import record

from .contents.parts import Contents
from .models import PaperVersion, Release, SafetyCheck
from .models.paper import Classification
from .models.publication import EditionKind
from .papers import copy_as, current_version, rename_for
from .safety import check_all


class CannotRelease(ValidationError):
    """Nothing was released; the message says why."""


def propose_release(version: PaperVersion, *, reason: str, by: User) -> Release:
    """Ask for a published exempt paper to be made public, once it was looked through for what nobody can see."""
    release = _propose(version, reason, by)
    # Looking through takes seconds: nothing is locked meanwhile, and nothing is public before it is done.
    agenda = Contents(version.paper.item.meeting).agenda(EditionKind.PUBLIC)
    check_all([release.version], agenda=agenda)
    return release


@transaction.atomic
def _propose(version: PaperVersion, reason: str, by: User) -> Release:
    version = PaperVersion.objects.select_for_update(of=("self",)).get(pk=version.pk)
    if not reason.strip():
        raise CannotRelease({"reason": "Say why the public interest no longer keeps it back."})
    if version.classification == Classification.CONFIDENTIAL:
        raise CannotRelease(
            "A confidential paper cannot be released. The law, not the council, keeps it back."
        )
    if version.published_at is None or not version.current:
        raise CannotRelease("Only the current version of a published paper can be released.")
    release = Release(version=version, reason=reason.strip(), proposed_by=by)
    release.full_clean()
    release.save()
    record("propose release", version.paper, by=by, number=version.number, reason=release.reason)
    return release


@transaction.atomic
def confirm_release(release: Release, *, by: User) -> Release:
    """Somebody else has looked at it too: a public copy comes out at once, the exempt file stays as it was."""
    release = _waiting(release)
    if release.proposed_by_id == by.pk:
        raise CannotRelease("Somebody else must confirm what you proposed.")
    version = release.version
    if not version.current or version.classification == Classification.CONFIDENTIAL:
        raise CannotRelease("The paper has been replaced or classified anew, so nothing was released.")
    looked = SafetyCheck.objects.filter(version=version).first()
    if looked is None:
        raise CannotRelease("The paper has not been looked through. Withdraw the proposal and make it again.")
    if looked.holds:
        raise CannotRelease(
            "The file holds something that readers cannot see and could still get at. Upload a clean public version."
        )
    release.becomes = _public_copy(version, by)
    release.confirmed_by, release.confirmed_at = by, timezone.now()
    release.save(update_fields=["becomes", "confirmed_by", "confirmed_at"])
    numbers: dict[str, Any] = {"number": version.number, "becomes": release.becomes.number}
    record("confirm release", version.paper, by=by, proposed_by=release.proposed_by_id, **numbers)
    return release


@transaction.atomic
def withdraw_release(release: Release, *, by: User) -> Release:
    release = _waiting(release)
    release.withdrawn_at = timezone.now()
    release.save(update_fields=["withdrawn_at"])
    record("withdraw release", release.version.paper, by=by, number=release.version.number)
    return release


def _public_copy(version: PaperVersion, by: User) -> PaperVersion:
    """The same pages in a file of their own, which is public from this moment."""
    if current_version(version.paper, public=True) is not None:
        raise CannotRelease("This paper already has a public version. Replace that one instead.")
    copy = copy_as(version, Classification.PUBLIC, by)
    copy.published_at = copy.released_at = copy.classified_at = timezone.now()
    copy.classified_by = by
    copy.save(update_fields=["published_at", "released_at", "classified_at", "classified_by"])
    rename_for(version.paper, Classification.PUBLIC, crosses=True)
    return copy


def _waiting(release: Release) -> Release:
    release = (
        Release.objects.select_for_update(of=("self",)).select_related("version__paper").get(pk=release.pk)
    )
    if release.confirmed_at is not None or release.withdrawn_at is not None:
        raise CannotRelease("This release has been settled already.")
    return release
