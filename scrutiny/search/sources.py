"""Everything that can be found, and how it is read: each subject gives its rows, none when it is not published."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from html import unescape
from typing import Any

from django.db.models import QuerySet
from django.urls import NoReverseMatch, reverse
from django.utils import timezone
from django.utils.html import strip_tags
from django.utils.text import Truncator

from callins.call_in_gates import public_call_ins
from callins.models import CallIn, Decision, PlannedDecision
from committees.models import Committee, Meeting, Membership, MinutesEdition
from council.models import Person
from scrutiny.lib.clock import time_words
from workprogramme.models import Recommendation, Review, Topic
from workprogramme.scoping import NAMES, approved, approved_lines

from .models import Kind
from .packs import Pack
from .rows import Row, joined

for_machines = re.compile(r"^[a-z0-9_:.+T-]*$")


def address(name: str, *args: Any, instead: str = "") -> str:
    """Pages that this installation does not have lead to the one that is there."""
    try:
        return reverse(name, args=args)
    except NoReverseMatch:
        return instead


def pack_rows(pk: int) -> Iterator[Row]:
    for meeting in Meeting.objects.filter(pk=pk).select_related("committee"):
        yield from Pack(meeting).rows()


def meeting_rows(pk: int) -> Iterator[Row]:
    for meeting in Meeting.objects.public().filter(pk=pk).select_related("committee"):
        yield Row(
            "meeting",
            Kind.MEETING,
            meeting.date,
            f"{meeting.committee.name}, {meeting.date:%-d %B %Y}",
            joined(
                f"{meeting.date:%A}, {time_words(meeting.local_start.time())}",
                meeting.venue,
                f"Cancelled: {meeting.cancellation_notice}" if meeting.is_cancelled else "",
            ),
            place=meeting.get_absolute_url(),
            committee_id=meeting.committee_id,
            meeting_id=meeting.pk,
        )


def committee_rows(pk: int) -> Iterator[Row]:
    for committee in Committee.objects.filter(pk=pk):
        yield Row(
            "committee",
            Kind.COMMITTEE,
            committee.ended_on or timezone.localdate(),
            committee.name,
            joined(committee.code, committee.remit),
            place=committee.get_absolute_url(),
            committee_id=committee.pk,
        )


def person_rows(pk: int) -> Iterator[Row]:
    today = timezone.localdate()
    found = Person.objects.filter(pk=pk, kind=Person.Kind.COUNCILLOR, terms__isnull=False).distinct()
    for person in found:
        term = person.terms.select_related("ward", "group").order_by("-start").first()
        seats = Membership.objects.on(today).filter(person=person).select_related("committee")
        yield Row(
            "person",
            Kind.PERSON,
            term.start if term else today,
            person.printed_name,
            joined(
                person.full_name,
                str(term.ward or "") if term else "",
                str(term.group or "") if term else "",
                *(f"{seat.get_role_display()} of {seat.committee.name}" for seat in seats),
            ),
            place=address("committees:councillor", pk, instead="/"),
        )


def decision_rows(pk: int) -> Iterator[Row]:
    for decision in Decision.objects.published().filter(pk=pk).select_related("report"):
        report = getattr(decision, "report", None)
        said = [decision.reference, decision.decision_maker, decision.decision, decision.reasons]
        said += [decision.purpose, decision.alternatives]
        # The record of a private decision is published, the report it was made on is not.
        if report and not decision.is_private:
            said += [report.summary, report.recommendation, report.body, report.conclusions]
        yield Row(
            "decision",
            Kind.DECISION,
            decision.made_on,
            decision.title,
            joined(*said),
            place=decision.get_absolute_url(),
            committee_id=decision.committee_id,
        )


def plan_rows(pk: int) -> Iterator[Row]:
    for planned in PlannedDecision.objects.published().filter(pk=pk):
        yield Row(
            "plan",
            Kind.PLAN,
            planned.due or timezone.localdate(planned.published_at),
            planned.title,
            joined(planned.reference, planned.decision_maker, planned.matter, planned.consultation),
            place=planned.get_absolute_url(),
        )


def call_in_rows(pk: int) -> Iterator[Row]:
    for call_in in public_call_ins().filter(pk=pk).select_related("decision").prefetch_related("grounds"):
        decision = call_in.decision
        said = [call_in.reference, decision.reference, call_in.lead_name]
        # What was decided in private is not told by way of what was said against it.
        if not decision.is_private:
            grounds = [joined(ground.text, ground.particulars) for ground in call_in.grounds.all()]
            said += [call_in.reasons, call_in.alternative, *grounds, call_in.closing_words]
        yield Row(
            "call_in",
            Kind.CALL_IN,
            timezone.localdate(call_in.received_at),
            f"Call-in of {decision.title}",
            joined(*said),
            place=address("callins:call_in", call_in.reference, instead="/"),
            committee_id=decision.committee_id,
        )


def topic_rows(pk: int) -> Iterator[Row]:
    topics = Topic.objects.public().filter(pk=pk).select_related("committee", "meeting")
    for topic in topics.prefetch_related("steps"):
        steps = [step.text for step in topic.steps.all()]
        yield Row(
            "topic",
            Kind.TOPIC,
            topic.first or timezone.localdate(topic.added_at),
            topic.title,
            joined(topic.focus, topic.outcome, *steps, topic.result, topic.dropped_reason),
            place=address(
                "workprogramme:topic",
                topic.committee.slug,
                topic.pk,
                instead=topic.committee.get_absolute_url(),
            ),
            committee_id=topic.committee_id,
        )


def recommendation_rows(pk: int) -> Iterator[Row]:
    """What the public monitor tells of it, under its first words."""
    found = Recommendation.objects.published().filter(pk=pk).prefetch_related("responses", "steps")
    for each in found:
        answers = [joined(one.given_by, one.reason, one.action) for one in each.responses.all()]
        steps = [step.text for step in each.steps.all()]
        yield Row(
            "recommendation",
            Kind.RECOMMENDATION,
            each.made_on or timezone.localdate(each.published_at),
            f"{each.reference}: {Truncator(each.text).chars(120)}",
            joined(each.text, each.addressee, *answers, each.progress, *steps, each.withdrawn_reason),
            place=each.get_absolute_url(),
            committee_id=each.committee_id,
        )


def review_rows(pk: int) -> Iterator[Row]:
    """The scope that was approved, the evidence that is public, and the report once it is the committee's."""
    for review in Review.objects.published().filter(pk=pk).select_related("kind"):
        scope, lines = approved(review), approved_lines(review)
        said = [getattr(scope, name) for name in NAMES] if scope else []
        for each in review.evidence.filter(is_public=True):
            line = each.line if each.line in lines else ""
            said.append(joined(each.title, each.source, line, each.summary, each.correction))
        if review.reported_on:
            said.append(review.report)
        yield Row(
            "review",
            Kind.REVIEW,
            review.reported_on or review.started_on or timezone.localdate(review.published_at),
            review.title,
            joined(
                review.kind.name,
                *said,
                *(each.reason for each in review.extensions.all()),
                review.ended_reason,
            ),
            place=review.get_absolute_url(),
            committee_id=review.committee_id,
        )


def minutes_rows(pk: int) -> Iterator[Row]:
    """The newest minutes that everybody may read, all their words in one row."""
    editions = MinutesEdition.objects.public().filter(minutes__meeting=pk)
    newest = editions.select_related("minutes__meeting__committee").order_by("-number").first()
    if newest is not None:
        meeting = newest.minutes.meeting
        yield Row(
            "minutes",
            Kind.MINUTES,
            meeting.date,
            f"Minutes: {meeting.committee.name}, {meeting.date:%-d %B %Y}",
            joined(*words_of(newest.data)),
            place=address(
                "committees:minutes", meeting.reference, instead=f"{meeting.get_absolute_url()}#minutes"
            ),
            committee_id=meeting.committee_id,
            meeting_id=meeting.pk,
        )


def words_of(data: Any) -> Iterator[str]:
    """Every text in a piece of JSON, in its order; names and numbers that only the program reads left out."""
    if isinstance(data, str):
        yield "" if for_machines.match(data) else unescape(strip_tags(data))
    elif isinstance(data, dict | list):
        for each in data.values() if isinstance(data, dict) else data:
            yield from words_of(each)


SOURCES: dict[str, tuple[Callable[[int], Iterable[Row]], Callable[[], QuerySet[Any]]]] = {
    "pack": (pack_rows, lambda: Meeting.objects.filter(publications__isnull=False).distinct()),
    "meeting": (meeting_rows, Meeting.objects.public),
    "committee": (committee_rows, Committee.objects.all),
    "person": (person_rows, lambda: Person.objects.filter(kind=Person.Kind.COUNCILLOR)),
    "decision": (decision_rows, Decision.objects.published),
    "plan": (plan_rows, PlannedDecision.objects.published),
    "call_in": (call_in_rows, lambda: CallIn.objects.filter(accepted_at__isnull=False)),
    "topic": (topic_rows, Topic.objects.public),
    "review": (review_rows, Review.objects.published),
    "recommendation": (recommendation_rows, Recommendation.objects.published),
    "minutes": (minutes_rows, lambda: Meeting.objects.filter(minutes__editions__isnull=False).distinct()),
}
