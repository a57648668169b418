"""The figures of a municipal year, counted from what everybody may read and from nothing else."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from django.db.models import Count, F, Q, QuerySet
from django.utils import timezone

from callins.call_in_gates import public_call_ins
from callins.models.callin import State as CallInState
from committees.models import Attendance, Committee, Meeting

from .models import Recommendation, Review, Topic
from .years import first_day, last_day

Data = dict[str, Any]
WIDE = 400  # of the longest bar


def counted(year: int, today: date) -> dict[str, Data]:
    """The table of each heading, by its key."""
    committees = list(Committee.objects.order_by("name"))
    return {
        "meetings": _meetings(year, committees),
        "attendance": _attendance(year, committees),
        "topics": _topics(year, committees),
        "call_ins": _call_ins(year),
        "recommendations": _recommendations(year, committees, today),
        "reviews": _reviews(year),
    }


def table(first: str, columns: Iterable[str], rows: Iterable[tuple[str, list[int]]], **more: Any) -> Data:
    """Rows of numbers with their bars, all drawn to one scale. What is nothing but noughts is left out."""
    columns = list(columns)
    kept = [(label, numbers) for label, numbers in rows if any(numbers)]
    longest = max((sum(numbers) for _label, numbers in kept), default=0)
    return {
        "first": first,
        "columns": columns,
        "rows": [
            {
                "label": label,
                "numbers": numbers,
                "bar": _bar(numbers, longest),
                "words": f"{label}: "
                + ", ".join(
                    f"{number} {column.lower()}" for number, column in zip(numbers, columns, strict=True)
                ),
            }
            for label, numbers in kept
        ],
        "total": [sum(column) for column in zip(*(numbers for _label, numbers in kept), strict=True)],
        **more,
    }


def _bar(numbers: list[int], longest: int) -> list[Data]:
    parts, x = [], 0
    for place, number in enumerate(numbers, start=1):
        width = round(WIDE * number / longest)
        if width:
            parts.append({"part": place, "x": x, "width": width})
        x += width
    return parts


def _within(year: int) -> tuple[datetime, datetime]:
    first, after = first_day(year), first_day(year + 1)
    return tuple(  # type: ignore[return-value]
        timezone.make_aware(datetime(day.year, day.month, day.day)) for day in (first, after)
    )


def _by_committee(
    rows: QuerySet[Any], committees: list[Committee], **numbers: Q
) -> Iterable[tuple[str, list[int]]]:
    """One count to a condition, for each committee, in one query."""
    counts = {name: Count("pk", filter=condition) for name, condition in numbers.items()}
    found = {row["of"]: row for row in rows.values(of=_committee(rows)).annotate(**counts).order_by()}
    for committee in committees:
        row = found.get(committee.pk)
        yield committee.name, [row[name] for name in numbers] if row else [0] * len(numbers)


def _committee(rows: QuerySet[Any]) -> Any:
    return F("meeting__committee" if rows.model is Attendance else "committee")


def _meetings(year: int, committees: list[Committee]) -> Data:
    start, end = _within(year)
    found = Meeting.objects.filter(
        kind=Meeting.Kind.PUBLIC, start__gte=start, start__lt=min(end, timezone.now())
    )
    held = Q(state=Meeting.State.PLANNED)
    cancelled = Q(state=Meeting.State.CANCELLED)
    rows = _by_committee(found, committees, held=held, cancelled=cancelled)
    return table("Committee", ["Held in public", "Cancelled"], rows)


def _attendance(year: int, committees: list[Committee]) -> Data:
    start, end = _within(year)
    found = Attendance.objects.filter(
        is_expected=True,
        meeting__kind=Meeting.Kind.PUBLIC,
        meeting__state=Meeting.State.PLANNED,
        meeting__sitting__closed_at__isnull=False,
        meeting__start__gte=start,
        meeting__start__lt=end,
    )
    there, remote = Q(state=Attendance.State.PRESENT), Q(mode=Attendance.Mode.REMOTE)
    rows = list(_by_committee(found, committees, present=there & ~remote, remote=there & remote, away=~there))
    places = sum(sum(numbers) for _label, numbers in rows)
    came = sum(numbers[0] + numbers[1] for _label, numbers in rows)
    said = f"Members took {came} of {places} places, {round(100 * came / places)}%." if places else ""
    return table("Committee", ["In person", "Remote", "Not there"], rows, said=said)


def _topics(year: int, committees: list[Committee]) -> Data:
    found = Topic.objects.filter(year=year).public()
    complete, planned = Q(state=Topic.State.COMPLETE), Q(state=Topic.State.PLANNED)
    rows = _by_committee(found, committees, complete=complete, planned=planned, other=~complete & ~planned)
    return table("Committee", ["Complete", "Still planned", "Dropped or carried forward"], rows)


def _call_ins(year: int) -> Data:
    start, end = _within(year)
    found = public_call_ins().filter(received_at__gte=start, received_at__lt=end)
    numbers = dict(found.values_list("state").annotate(number=Count("pk")).order_by())
    rows = [(str(state.label), [numbers.get(state.value, 0)]) for state in CallInState]
    return table("Outcome", ["Call-ins"], rows)


def _recommendations(year: int, committees: list[Committee], today: date) -> Data:
    made = Q(made_on__gte=first_day(year), made_on__lte=last_day(year))
    found = Recommendation.objects.published().filter(made)
    State = Recommendation.State
    # By its state: one that was withdrawn keeps the answer it had.
    done, accepted = Q(state=State.COMPLETE), Q(state=State.UNDER_WAY)
    rejected = Q(state=State.REJECTED)
    rows = list(
        _by_committee(
            found, committees, done=done, accepted=accepted, rejected=rejected,
            waiting=~done & ~accepted & ~rejected,
        )
    )  # fmt: skip
    total = sum(sum(numbers) for _label, numbers in rows)
    answered = sum(numbers[0] + numbers[1] for _label, numbers in rows)
    overdue = found.overdue(today).count()
    said = (
        f"Recommendations made: {total}. Accepted: {answered}. Responses overdue: {overdue}." if total else ""
    )
    columns = ["Accepted and carried out", "Accepted, under way", "Rejected", "Waiting or withdrawn"]
    return table("Committee", columns, rows, said=said)


def _reviews(year: int) -> Data:
    """Those that began or ended in the year, by name: each is public already."""
    first, last = first_day(year), last_day(year)
    found = Review.objects.published().filter(
        Q(started_on__range=(first, last))
        | Q(reported_on__range=(first, last))
        | Q(ended_on__range=(first, last))
    )
    listed = [
        {
            "title": review.title,
            "kind": review.kind.name,
            "committee": review.committee.name,
            "state": _state_then(review, last),
        }
        for review in found.select_related("kind", "committee").order_by("started_on", "pk")
    ]
    return {"listed": listed}


def _state_then(review: Review, last: date) -> str:
    """How it stood at the end of the year."""
    if review.reported_on and review.reported_on <= last:
        return str(Review.State.REPORTED.label)
    if review.ended_on and review.ended_on <= last:
        return str(Review.State.ENDED.label)
    return str(Review.State.UNDER_WAY.label)
