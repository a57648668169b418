"""Members of a committee are told at once that papers have come after the agenda, and readers see that they were."""

from __future__ import annotations

from django.urls import reverse

from accounts.models import User
from audit.log import entries_for

from .alerts import alert
from .models import Meeting, Membership, Publication, Substitution


def tell_members(publication: Publication) -> int:
    """How many were told. The mail says that something came and where it is, never what it is about."""
    meeting = publication.meeting
    seats = Membership.objects.on(meeting.date).filter(committee=meeting.committee_id)
    places = Substitution.objects.standing().filter(meeting=meeting)
    people = {*seats.values_list("person", flat=True), *places.values_list("person", flat=True)}
    accounts = list(User.objects.filter(person__in=people, is_active=True))
    alert(
        accounts,
        f"Scrutiny: {publication.title}, {meeting.committee.name}, {meeting.date:%-d %B %Y}",
        f"{publication.title} to the agenda of {meeting.committee.name} on {meeting.date:%A %-d %B %Y} is "
        "published. It is marked as new among your papers.",
        link=reverse("papers:my_pack", args=[meeting.reference]),
    )
    return len(accounts)


def told_of(meeting: Meeting) -> dict[int, int]:
    """How many members were told of each supplement, by the number of its publication."""
    lines = entries_for(meeting).filter(verb="publish supplement", detail__told__gt=0)
    return {line.detail["number"]: line.detail["told"] for line in lines}
