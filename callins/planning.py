"""Keeping the forward plan: entering a decision to come, publishing its notice, putting it off, taking it back."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from audit.log import record
from committees.agenda import CannotChange, ChangedMeanwhile
from council.models import Ward
from scrutiny.lib.followers import Followers

from .models import GeneralException, PlannedDecision, PrivateMeetingNotice, Slip, SpecialUrgency
from .numbering import give_reference

EDITABLE = (
    "title",
    "restricted_title",
    "matter",
    "decision_maker",
    "maker_kind",
    "maker_person",
    "maker_members",
    "is_key",
    "key_spending",
    "key_wards",
    "key_reason",
    "is_education",
    "all_wards",
    "documents",
    "more_documents",
    "copies_from",
    "consultees",
    "consultation",
    "contact",
    "is_private",
    "paragraphs",
    "private_reason",
)
# Told when the public can first read an entry, and when it is put off or brought forward.
notice_published: Followers[[PlannedDecision, User]] = Followers()
decision_slipped: Followers[[PlannedDecision, Slip, User]] = Followers()
AnyNotice = GeneralException | SpecialUrgency | PrivateMeetingNotice


@transaction.atomic
def plan_decision(
    *, by: User, reference: str = "", wards: Iterable[Ward] = (), **details: Any
) -> PlannedDecision:
    """An entry of the forward plan, for officers only until its notice is published."""
    reference, slug = give_reference(reference, timezone.localdate())
    planned = PlannedDecision(reference=reference, slug=slug, **details)
    planned.full_clean()
    planned.save()
    planned.wards.set(wards)
    record("plan decision", planned, by=by, name=reference, when=planned.when, key=planned.is_key)
    return planned


def _open(planned: PlannedDecision) -> PlannedDecision:
    planned = PlannedDecision.objects.select_for_update(of=("self",)).get(pk=planned.pk)
    if planned.state != PlannedDecision.State.PLANNED:
        raise CannotChange(f"This entry is {planned.get_state_display().lower()}, so nothing has changed.")
    return planned


@transaction.atomic
def edit_plan(
    planned: PlannedDecision, *, version: int, by: User, wards: Iterable[Ward] | None = None, **details: Any
) -> PlannedDecision:
    """Change everything but the day: that is `slip`. Raises ChangedMeanwhile when there is a newer version."""
    planned = _open(planned)
    if planned.version != version:
        raise ChangedMeanwhile(planned)
    changed = [name for name in EDITABLE if name in details and getattr(planned, name) != details[name]]
    for name in changed:
        setattr(planned, name, details[name])
    planned.version += 1
    planned.full_clean()
    planned.save(update_fields=[*changed, "version"])
    if wards is not None:
        planned.wards.set(wards)
    record("edit planned decision", planned, by=by, name=planned.reference, fields=changed)
    return planned


@transaction.atomic
def publish_notice(planned: PlannedDecision, *, by: User, at: datetime | None = None) -> PlannedDecision:
    """Put the entry on the public forward plan. The day of the first publication is the day of notice."""
    planned = _open(planned)
    if planned.published_at is not None:
        raise CannotChange("This entry has been published already. What you change in it is public at once.")
    planned.published_at = at or timezone.now()
    planned.version += 1
    planned.save(update_fields=["published_at", "version"])
    record("publish planned decision", planned, by=by, name=planned.reference)
    notice_published.tell(planned, by)
    return planned


@transaction.atomic
def slip(
    planned: PlannedDecision, *, due: date | None, period: str = "", reason: str, by: User
) -> PlannedDecision:
    """Put the decision off, or bring it forward. The day that was planned before stays on record."""
    planned = _open(planned)
    if (due, period) == (planned.due, planned.period):
        raise CannotChange("That is when it is planned already.")
    if due is None and not period:
        raise CannotChange("Give a day, or a period in words.")
    slipped = Slip.objects.create(
        planned=planned,
        from_due=planned.due,
        from_period=planned.period,
        to_due=due,
        to_period=period,
        reason=reason,
        by=by,
    )
    before = planned.when
    planned.due, planned.period = due, period
    planned.version += 1
    planned.save(update_fields=["due", "period", "version"])
    record("slip planned decision", planned, by=by, name=planned.reference, before=before, after=planned.when)
    decision_slipped.tell(planned, slipped, by)
    return planned


@transaction.atomic
def withdraw_plan(planned: PlannedDecision, *, reason: str, by: User) -> PlannedDecision:
    """Say that the decision will not be taken. The entry stays, with the reason."""
    planned = _open(planned)
    planned.state = PlannedDecision.State.WITHDRAWN
    planned.withdrawn_at, planned.withdrawn_reason = timezone.now(), reason
    planned.version += 1
    planned.save(update_fields=["state", "withdrawn_at", "withdrawn_reason", "version"])
    record("withdraw planned decision", planned, by=by, name=planned.reference, reason=reason)
    return planned


@transaction.atomic
def record_notice(notice: AnyNotice, *, by: User) -> AnyNotice:
    """Keep a late-key-decision, special-urgency or private-meeting notice, with who agreed or was told."""
    planned = PlannedDecision.objects.select_for_update(of=("self",)).get(pk=notice.planned_id)
    if planned.state == PlannedDecision.State.WITHDRAWN:
        raise CannotChange("This entry is withdrawn, so nothing has changed.")
    notice.recorded_by = by
    notice.full_clean()
    notice.save()
    record(f"record {notice._meta.verbose_name}", notice, by=by, planned=planned.reference)
    return notice


@transaction.atomic
def take_back_notice(notice: AnyNotice, *, reason: str, by: User) -> AnyNotice:
    """A notice that was recorded wrongly no longer counts. It stays on record, with the reason."""
    notice = type(notice)._default_manager.select_for_update(of=("self",)).get(pk=notice.pk)
    if notice.taken_back_at is not None:
        raise CannotChange("This notice has been taken back already.")
    notice.taken_back_at, notice.taken_back_reason = timezone.now(), reason
    notice.save(update_fields=["taken_back_at", "taken_back_reason"])
    record(f"take back {notice._meta.verbose_name}", notice, by=by, reason=reason)
    return notice
