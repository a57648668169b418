"""What people were asked to do at a meeting. What it is stays on its page: it may come from an exempt item."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from datetime import date

from django.urls import reverse

from committees.models import Action
from committees.permissions import actions_of
from scrutiny.lib.explained import long_date

from .audiences import monitoring_officers, of_committees, of_person
from .models import Audience
from .promises import Deadline, People, Recipient


class ActionSource:
    subject_type = "action"

    def subjects(self, since: date) -> Iterable[int]:
        asked = Action.objects.open().filter(due_on__gte=since)
        return asked.order_by("pk").values_list("pk", flat=True)

    def deadlines(self, ids: Collection[int]) -> Mapping[int, list[Deadline]]:
        rows = Action.objects.filter(pk__in=ids).select_related("committee", "meeting")
        return {row.pk: [_deadline(row)] for row in rows}

    def people(self, ids: Collection[int]) -> Mapping[int, People]:
        rows = list(Action.objects.filter(pk__in=ids).select_related("owner__user__reminder_preference"))
        of_each, everywhere = of_committees({row.committee_id for row in rows}), monitoring_officers()
        return {
            row.pk: {
                **of_each[row.committee_id],
                Audience.MONITORING_OFFICER: everywhere,
                Audience.RESPONSIBLE: _owner(row),
            }
            for row in rows
        }

    def calendar_file(self, subject_id: int) -> bytes | None:
        return None


def _owner(action: Action) -> list[Recipient]:
    """A post has no address; somebody who is kept from the item hears nothing of it."""
    if action.owner is None:
        return []
    user, recipient = getattr(action.owner, "user", None), of_person(action.owner)
    if recipient is None or (user is not None and not actions_of(user).filter(pk=action.pk).exists()):
        return []
    return [recipient]


def _deadline(action: Action) -> Deadline:
    return Deadline(
        kind="action_due",
        subject_type="action",
        subject_id=action.pk,
        part="",
        name="Action from a meeting",
        about=f"{action.committee.name}, {long_date(action.meeting.date)}",
        path=reverse("papers:action", args=[action.pk]),
        committee_id=action.committee_id,
        due_on=action.due_on,
        due_at=None,
        statutory=False,
        done=action.state != Action.State.OPEN,
    )
