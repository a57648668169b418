"""The council's own words: what it is called, how it looks, its standing texts, groups and wards."""

from __future__ import annotations

import hashlib
from typing import Any

from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.db import IntegrityError, models, transaction
from django.db.models import ProtectedError
from django.urls import reverse

from accounts.models import Role, User
from audit.log import record
from council.colours import ENOUGH, contrast
from council.logo import BadLogo, kind_of_logo
from council.models import Council, Group, StandingText, Ward

from .agenda import ChangedMeanwhile
from .alerts import alert, monitoring_officers

EDITABLE = [
    "name",
    "short_name",
    "address",
    "website",
    "contact_email",
    "contact_phone",
    "alternative_formats",
    "brand_colour",
    "brand_text_colour",
    "chair_word",
    "vice_chair_word",
    "ward_word",
    "cooptees_heading",
    "monitoring_officer_access",
    "emergency_hours",
    "voting_cooptees_read",
    "grant_days",
    "review_months",
    "substitutes_from_same_group",
    "decision_pattern",
    "decision_reset",
    "decision_first",
]
WHO_READS = {"monitoring_officer_access", "emergency_hours", "voting_cooptees_read"}


class CannotChangeCouncil(ValidationError):
    """The change was refused; the message says why, and nothing has changed."""


@transaction.atomic
def save_council(*, version: int, by: User, **details: Any) -> Council:
    """Change the council, or make it the first time; `version` is the one the editor saw, 0 when there was none."""
    council = Council.objects.select_for_update().first()
    if council is None:
        return _first_council(by, details)
    if version != council.version:
        raise ChangedMeanwhile(council)
    changed = [name for name in EDITABLE if name in details and getattr(council, name) != details[name]]
    for name in changed:
        setattr(council, name, details[name])
    if {"brand_colour", "brand_text_colour"} & set(changed):
        _require_readable(council)
    if WHO_READS & set(changed):
        _who_reads_has_changed(by)
    council.version += 1
    council.full_clean()
    council.save(update_fields=[*changed, "version"])
    record("edit council", council, by=by, fields=changed)
    return council


def _who_reads_has_changed(by: User) -> None:
    if by.has_role(Role.MONITORING_OFFICER):
        raise CannotChangeCouncil("You cannot change your own access. Ask an administrator.")
    alert(
        monitoring_officers(but=by),
        "Scrutiny: who reads exempt papers was changed",
        f"{by.name} changed the council’s rules about who reads exempt papers.",
        link=reverse("workspace:council_edit", args=["access"]),
    )


def _first_council(by: User, details: dict[str, Any]) -> Council:
    council = Council(pk=1, **details)
    _require_readable(council)
    council.full_clean()
    try:
        with transaction.atomic():
            council.save(force_insert=True)
    except IntegrityError:  # somebody else was quicker by a moment
        raise ChangedMeanwhile(Council.objects.get()) from None
    record("set up council", council, by=by)
    return council


def _require_readable(council: Council) -> None:
    ratio = contrast(council.brand_colour, council.brand_text_colour)
    if ratio < ENOUGH:
        raise CannotChangeCouncil(
            {
                "brand_text_colour": f"Words in this colour cannot be read on the other: the contrast is {ratio:.1f}, "
                f"and must be at least {ENOUGH}. Choose a darker and a lighter colour."
            }
        )


@transaction.atomic
def set_logo(content: bytes, *, by: User) -> Council:
    council = _lock()
    try:
        kind = kind_of_logo(content)
    except BadLogo as problem:
        raise CannotChangeCouncil({"logo": str(problem)}) from problem
    sha256 = hashlib.sha256(content).hexdigest()
    council.logo.save(f"logo-{sha256[:12]}.{kind}", ContentFile(content), save=False)
    _save_logo(council)
    record("set logo", council, by=by, sha256=sha256, size=len(content))
    return council


@transaction.atomic
def remove_logo(*, by: User) -> Council:
    """The file itself stays, so that an edit gone wrong is no loss."""
    council = _lock()
    council.logo = ""
    _save_logo(council)
    record("remove logo", council, by=by)
    return council


def _save_logo(council: Council) -> None:
    council.version += 1
    council.save(update_fields=["logo", "version"])


def _lock() -> Council:
    council = Council.objects.select_for_update().first()
    if council is None:
        raise CannotChangeCouncil("Enter the council’s name first.")
    return council


@transaction.atomic
def save_text(use: str, *, body: str, by: User) -> StandingText:
    """The one text of a use other than information."""
    _lock()
    text = StandingText.objects.filter(use=use).first() or StandingText(use=use)
    text.body = body
    text.full_clean()
    text.save()
    record("edit standing text", text, by=by, use=use)
    return text


@transaction.atomic
def add_information(*, title: str, body: str, by: User) -> StandingText:
    """A block of information, printed after those there are."""
    _lock()
    last = _information().aggregate(last=models.Max("order"))["last"] or 0
    text = StandingText(use=StandingText.Use.INFORMATION, title=title, body=body, order=last + 1)
    text.full_clean()
    text.save()
    record("add information", text, by=by)
    return text


@transaction.atomic
def edit_information(text: StandingText, *, title: str, body: str, by: User) -> StandingText:
    _lock()
    text = _information().select_for_update().get(pk=text.pk)
    text.title, text.body = title, body
    text.full_clean()
    text.save(update_fields=["title", "body"])
    record("edit information", text, by=by)
    return text


@transaction.atomic
def move_information(text: StandingText, direction: str, *, by: User) -> bool:
    """One place up or down. False when it is already at that end."""
    _lock()
    texts = list(_information())
    place = texts.index(text)
    wanted = place - 1 if direction == "up" else place + 1
    if not 0 <= wanted < len(texts):
        return False
    texts[place], texts[wanted] = texts[wanted], texts[place]
    for order, each in enumerate(texts, start=1):
        if each.order != order:
            each.order = order
            each.save(update_fields=["order"])
    record("move information", text, by=by, direction=direction)
    return True


@transaction.atomic
def delete_information(text: StandingText, *, by: User) -> None:
    """Packs already published keep it."""
    _lock()
    record("delete information", text, by=by)
    text.delete()


def _information() -> models.QuerySet[StandingText]:
    return StandingText.objects.filter(use=StandingText.Use.INFORMATION)


@transaction.atomic
def save_place(place: Group | Ward, *, by: User) -> Group | Ward:
    """A political group or a ward, new or with another name."""
    is_new = place.pk is None
    if not is_new:
        type(place).objects.select_for_update().get(pk=place.pk)
    place.full_clean()
    place.save()
    record(f"{'add' if is_new else 'rename'} {place._meta.verbose_name}", place, by=by)
    return place


@transaction.atomic
def delete_place(place: Group | Ward, *, by: User) -> None:
    """Only one that no term of office names, past ones included."""
    place = type(place).objects.select_for_update().get(pk=place.pk)
    record(f"delete {place._meta.verbose_name}", place, by=by)
    try:
        place.delete()
    except ProtectedError:
        raise CannotChangeCouncil(
            f"{place} cannot be deleted, because somebody holds or held office for it. You can rename it."
        ) from None
