"""Breaking the glass: the monitoring officer opens a committee's papers, and others are told at once."""

from __future__ import annotations

from datetime import timedelta

from django.core.exceptions import ValidationError
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from accounts.models import Role, User
from audit.log import record
from council.models import Council

from .alerts import alert, monitoring_officers
from .models import Committee, EmergencyAccess


class CannotOpen(ValidationError):
    """The glass stays whole; the message says why."""


@transaction.atomic
def break_glass(committee: Committee, *, reason: str, by: User) -> EmergencyAccess:
    """Open everything of one committee for as many hours as the council allows."""
    if not by.has_role(Role.MONITORING_OFFICER):
        raise CannotOpen("Only the monitoring officer can open a committee’s papers.")
    if not reason.strip():
        raise CannotOpen({"reason": "Say why you need to read the committee’s papers now."})
    council = Council.objects.get()
    committee = Committee.objects.select_for_update(of=("self",)).get(pk=committee.pk)
    until = timezone.now() + timedelta(hours=council.emergency_hours)
    opened = EmergencyAccess.objects.create(user=by, committee=committee, reason=reason.strip(), until=until)
    record("break glass", committee, by=by, reason=opened.reason, until=until.isoformat())
    ends = timezone.localtime(until)
    alert(
        [*monitoring_officers(but=by), *User.objects.filter(is_active=True, scopes__committee=committee)],
        f"Scrutiny: {by.name} opened the papers of {committee.code}",
        f"{by.name} opened the exempt and confidential papers of the {committee.name}.\n\n"
        f"It ends on {ends:%-d %B %Y at %H:%M}. What they open is recorded. The reason is on the page below.",
        link=reverse("workspace:emergency"),
    )
    return opened


@transaction.atomic
def close(opened: EmergencyAccess, *, by: User) -> EmergencyAccess:
    opened = EmergencyAccess.objects.select_for_update(of=("self",)).get(pk=opened.pk)
    if opened.closed_at is None:
        opened.closed_at = timezone.now()
        opened.save(update_fields=["closed_at"])
        record("close emergency access", opened.committee, by=by)
    return opened
