"""The forward plan and the decisions: notices that the law wants, the call-in period, the day of effect."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from datetime import date, datetime, time

from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from callins.models import Decision, PlannedDecision
from callins.timetable import key_decision_notice, private_meeting_notice
from council.calendar_in_force import calendar_in_force
from scrutiny.lib.cut_off import local_day
from scrutiny.lib.explained import DateProblem
from scrutiny.lib.working_days import Calendar

from .audiences import democratic_services, monitoring_officers, of_committees, of_people
from .models import Audience
from .promises import Deadline, People, Recipient

NOTICES = ("general_exceptions", "special_urgencies", "private_notices")


class PlannedDecisionSource:
    subject_type = "planned_decision"

    def subjects(self, since: date) -> Iterable[int]:
        announced = PlannedDecision.objects.to_come().filter(due__gte=since)
        return announced.order_by("pk").values_list("pk", flat=True)

    def deadlines(self, ids: Collection[int]) -> Mapping[int, list[Deadline]]:
        rows = PlannedDecision.objects.to_come().filter(pk__in=ids, due__isnull=False)
        calendar = calendar_in_force()
        return {row.pk: list(_notices(row, calendar)) for row in rows.prefetch_related(*NOTICES)}

    def people(self, ids: Collection[int]) -> Mapping[int, People]:
        rows = list(PlannedDecision.objects.filter(pk__in=ids))
        known = of_people([pk for row in rows for pk in (row.contact_id, row.maker_person_id)])
        officers, everywhere = democratic_services(), monitoring_officers()
        return {
            row.pk: {
                Audience.OFFICERS: officers,
                Audience.MONITORING_OFFICER: everywhere,
                Audience.RESPONSIBLE: known[row.contact_id],
                Audience.DECISION_MAKER: known[row.maker_person_id],
            }
            for row in rows
        }

    def calendar_file(self, subject_id: int) -> bytes | None:
        return None


def _notices(planned: PlannedDecision, calendar: Calendar) -> Iterator[Deadline]:
    """One that cannot be counted, like a day beyond the known calendar, is nobody's deadline yet."""
    assert planned.due is not None
    given = timezone.localdate(planned.published_at) if planned.published_at else None
    exempted = any(
        not one.taken_back_at for one in [*planned.general_exceptions.all(), *planned.special_urgencies.all()]
    )
    try:
        if planned.is_key:
            by = key_decision_notice(planned.due, calendar).date
            in_time = given is not None and given <= by
            yield _notice(
                planned, "key_decision_notice", "", "Notice of a key decision", by, in_time or exempted
            )
        if planned.is_private:
            told = {one.stage for one in planned.private_notices.all() if not one.taken_back_at}
            first = private_meeting_notice(planned.due, calendar, stage="first").date
            further = private_meeting_notice(planned.due, calendar, stage="second").date
            kind, agreed = "private_meeting_notice", "urgent" in told
            name = "Notice of a private meeting"
            yield _notice(planned, kind, "first", name, first, agreed or "first" in told)
            name = "Further notice of a private meeting"
            yield _notice(planned, kind, "further", name, further, agreed or "further" in told)
    except DateProblem:
        return


def _notice(planned: PlannedDecision, kind: str, part: str, name: str, by: date, is_done: bool) -> Deadline:
    """Before it is announced even its title is for officers only."""
    public = planned.published_at is not None
    page = (
        planned.get_absolute_url() if public else reverse("workspace:planned_decision", args=[planned.slug])
    )
    return Deadline(
        kind=kind,
        subject_type="planned_decision",
        subject_id=planned.pk,
        part=part,
        name=name,
        about=f"{planned.reference}: {planned.title}" if public else planned.reference,
        path=page,
        committee_id=None,
        due_on=by,
        due_at=None,
        statutory=True,
        done=is_done,
    )


class DecisionSource:
    subject_type = "decision"

    def subjects(self, since: date) -> Iterable[int]:
        ahead = Q(call_in_until__date__gte=since) | Q(effective_at__date__gte=since)
        return Decision.objects.published().filter(ahead).order_by("pk").values_list("pk", flat=True)

    def deadlines(self, ids: Collection[int]) -> Mapping[int, list[Deadline]]:
        """A decision that is called in, withdrawn or replaced waits for nothing here."""
        standing = Decision.objects.published().filter(pk__in=ids, state=Decision.State.PUBLISHED)
        return {row.pk: list(_dates(row)) for row in standing}

    def people(self, ids: Collection[int]) -> Mapping[int, People]:
        return people_of_decisions({row.pk: row for row in Decision.objects.published().filter(pk__in=ids)})

    def calendar_file(self, subject_id: int) -> bytes | None:
        return None


def _dates(decision: Decision) -> Iterator[Deadline]:
    window = decision.call_in_explained
    if window is not None and decision.call_in_until is not None:
        yield _date(
            decision,
            "call_in_window",
            "End of the call-in period",
            window.date,
            decision.call_in_until if window.moment else None,
        )
    at, first = decision.effective_at, decision.first_published_at
    if at is not None and first is not None and local_day(at) > local_day(first):
        yield _date(decision, "decision_effect", "Decision takes effect", local_day(at), _time_of_day(at))


def _date(decision: Decision, kind: str, name: str, day: date, at: datetime | None) -> Deadline:
    return Deadline(
        kind=kind,
        subject_type="decision",
        subject_id=decision.pk,
        part="",
        name=name,
        about=f"{decision.reference}: {decision.title}",
        path=decision.get_absolute_url(),
        committee_id=decision.committee_id,
        due_on=day,
        due_at=at,
        statutory=False,
        done=False,
    )


def _time_of_day(at: datetime) -> datetime | None:
    """Midnight is the beginning of the day, not a time to be met."""
    return None if timezone.localtime(at).time() == time(0) else at


def people_of_decisions(decisions: Mapping[int, Decision]) -> dict[int, dict[str, list[Recipient]]]:
    """Who is what to each decision, by whatever key it comes under."""
    rows = decisions.values()
    of_each = of_committees({row.committee_id for row in rows if row.committee_id is not None})
    known = of_people([pk for row in rows for pk in (row.contact_id, row.maker_person_id)])
    officers, everywhere = democratic_services(), monitoring_officers()
    found: dict[int, dict[str, list[Recipient]]] = {}
    for key, row in decisions.items():
        of_committee = of_each[row.committee_id] if row.committee_id is not None else {}
        found[key] = {
            **of_committee,
            Audience.OFFICERS: of_committee.get(Audience.OFFICERS) or officers,
            Audience.MONITORING_OFFICER: everywhere,
            Audience.RESPONSIBLE: known[row.contact_id],
            Audience.DECISION_MAKER: known[row.maker_person_id],
        }
    return found
