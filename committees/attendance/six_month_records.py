"""What officers write down for the six-month rule: attendance elsewhere, and absences the council approved."""

from __future__ import annotations

from datetime import date

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from audit.log import record
from committees.models import ApprovedAbsence, OutsideAttendance
from committees.sittings.attending import CannotRecord
from council.models import Person


@transaction.atomic
def record_outside_attendance(person: Person, *, on: date, body: str, by: User) -> OutsideAttendance:
    """They attended a meeting that is not kept here, like one of the full council."""
    if on > timezone.localdate():
        raise CannotRecord({"on": "That day has not come yet."})
    found = OutsideAttendance(person=person, on=on, body=body.strip())
    found.full_clean()
    found.save()
    record("record outside attendance", person, by=by, on=on.isoformat())
    return found


@transaction.atomic
def record_approved_absence(
    person: Person, *, approved_on: date, until: date, by: User, reason: str = ""
) -> ApprovedAbsence:
    """The council approved the reason. The reason itself is for officers only, and not for the audit book."""
    if approved_on > timezone.localdate():
        raise CannotRecord({"approved_on": "That day has not come yet."})
    found = ApprovedAbsence(person=person, approved_on=approved_on, until=until, reason=reason.strip())
    found.full_clean()
    found.save()
    record("record approved absence", person, by=by, until=until.isoformat())
    return found
