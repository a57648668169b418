"""Who carries a review: members of its committee, and volunteers from others, who help as witnesses."""

from __future__ import annotations

from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from accounts.models import User
from audit.log import record
from committees.agenda import CannotChange
from committees.models import Membership
from council.models import Person

from .models import Review, ReviewMember
from .reviewing import name_of, open_review_to_change

Role = ReviewMember.Role
OF_THE_COMMITTEE = (Role.LEAD, Role.MEMBER)


@transaction.atomic
def add_member(review: Review, *, person: Person, role: str, by: User) -> ReviewMember:
    """Somebody who has left may come back: their line is taken up again."""
    review = open_review_to_change(review)
    today = timezone.localdate()
    why_not = cannot_join(review, person, role, today)
    if why_not:
        raise ValidationError({"role" if person_fits(person, today) else "person": why_not})
    left = review.members.select_for_update().filter(person=person, left_on__isnull=False).first()
    member = left or ReviewMember(review=review, person=person, joined_on=today)
    member.role, member.left_on = role, None
    member.full_clean()
    member.save()
    record("add member of review", review, by=by, name=name_of(review), person=str(person), role=role)
    return member


@transaction.atomic
def remove_member(member: ReviewMember, *, by: User) -> ReviewMember:
    """They stay on record with the day on which they left."""
    review = open_review_to_change(member.review)
    member = ReviewMember.objects.select_for_update(of=("self",)).select_related("person").get(pk=member.pk)
    if member.left_on:
        raise CannotChange(f"{member} has left the review already.")
    member.left_on = timezone.localdate()
    member.save(update_fields=["left_on"])
    record("remove member of review", review, by=by, name=name_of(review), person=str(member))
    return member


def person_fits(person: Person, day: date) -> bool:
    """No member of the executive may scrutinise (section 9FA)."""
    return not person.executive_seats.on(day).exists()


def cannot_join(review: Review, person: Person, role: str, day: date) -> str:
    """Why somebody cannot carry a review in that role, or nothing."""
    if not person_fits(person, day):
        return f"{person} is a member of the executive, who cannot take part in scrutiny."
    sits = Membership.objects.on(day).filter(committee=review.committee_id, person=person).exists()
    if role in OF_THE_COMMITTEE and not sits:
        return f"{person} is not on the committee. Choose volunteer or co-opted."
    if role not in OF_THE_COMMITTEE and sits:
        return f"{person} is on the committee, so is a member of the review."
    return ""
