"""The clocks of call-ins that are not settled, under the rules in force when their decision was published."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from django.db.models import Prefetch

from callins.clocks import hearing_deadline, informal_deadline, validity_deadline
from callins.models import CallIn, Hearing, Signature, State
from callins.next_steps import hearing_ahead, informal_meeting
from callins.rules import Rules
from callins.submissions import rules_of
from committees.models import MeetingDate
from committees.timetable import agenda_publication_deadline
from council.calendar_in_force import calendar_in_force
from scrutiny.lib.cut_off import local_day
from scrutiny.lib.explained import DateProblem, ExplainedDate
from scrutiny.lib.working_days import Calendar

from .audiences import of_people
from .executive_sources import people_of_decisions
from .kind import OF_A_COMMITTEE
from .models import Audience
from .promises import Deadline, People

AGENDAS = Prefetch(
    "meeting__dates", MeetingDate.objects.filter(kind="agenda_publication"), to_attr="agenda_dates"
)
HEARINGS = Prefetch("hearings", Hearing.objects.select_related("meeting").prefetch_related(AGENDAS))
PARTS = (HEARINGS, "reconsiderations", "council_referrals")
TO_BE_HEARD = frozenset({State.ACCEPTED, State.INFORMAL, State.ARRANGED})
NOT_HEARD_YET = TO_BE_HEARD | {State.RECEIVED, State.DEFECTIVE}


class CallInSource:
    subject_type = "call_in"

    def subjects(self, since: date) -> Iterable[int]:
        return CallIn.objects.live().order_by("pk").values_list("pk", flat=True)

    def deadlines(self, ids: Collection[int]) -> Mapping[int, list[Deadline]]:
        rows = (
            CallIn.objects.live().filter(pk__in=ids).select_related("decision__rule_set", "informal_meeting")
        )
        calendar, rules_read = calendar_in_force(), dict[int | None, Rules]()
        found = {}
        for row in rows.prefetch_related(*PARTS):
            rules = rules_read.setdefault(row.decision.rule_set_id, rules_of(row.decision))
            found[row.pk] = list(_Clocks(row, rules, calendar).deadlines())
        return found

    def people(self, ids: Collection[int]) -> Mapping[int, People]:
        """Nobody but officers and those who signed hears of a call-in before it is found valid."""
        rows = list(CallIn.objects.filter(pk__in=ids).select_related("decision"))
        of_decisions = people_of_decisions({row.pk: row.decision for row in rows})
        standing = Signature.objects.standing().filter(call_in__in=ids)
        signed: list[tuple[int, int | None]] = [
            *standing.values_list("call_in_id", "person_id"),
            *((row.pk, row.lead_id) for row in rows),
        ]
        known = of_people([person for _, person in signed])
        for row in rows:
            theirs = of_decisions[row.pk]
            if row.accepted_at is None:
                for audience in (*OF_A_COMMITTEE, Audience.DECISION_MAKER):
                    theirs[audience] = []
            mine = sorted({person for pk, person in signed if pk == row.pk and person is not None})
            theirs[Audience.SIGNATORIES] = [recipient for person in mine for recipient in known[person]]
        return of_decisions

    def calendar_file(self, subject_id: int) -> bytes | None:
        return None


@dataclass(frozen=True, slots=True)
class _Clocks:
    call_in: CallIn
    rules: Rules
    calendar: Calendar

    def deadlines(self) -> Iterator[Deadline]:
        yield from self._checks()
        yield from self._hearing()
        yield from self._after_hearing()

    def _checks(self) -> Iterator[Deadline]:
        call_in, received = self.call_in, self._received
        if call_in.accepted_at is None:
            by = _counted(lambda: validity_deadline(self.rules, self.calendar, received_on=received))
            waits = call_in.stage != State.RECEIVED
            yield from self._deadline("call_in_validity", "Finding on a call-in", by, is_done=waits)
        if call_in.stage == State.DEFECTIVE:
            yield from self._deadline("call_in_cure", "Call-in to be put right", call_in.cure_by)
        if call_in.stage in NOT_HEARD_YET:
            by = _counted(lambda: informal_deadline(self.rules, self.calendar, received_on=received))
            called = informal_meeting(call_in) is not None
            yield from self._deadline("call_in_informal", "Informal meeting", by, is_done=called)

    def _hearing(self) -> Iterator[Deadline]:
        """A hearing that is arranged in time is no worry; its papers may be, until they are on the agenda."""
        call_in, ahead = self.call_in, hearing_ahead(self.call_in)
        if call_in.stage not in NOT_HEARD_YET:
            return
        by = _counted(self._heard_by)
        in_time = ahead is not None and (by is None or ahead.meeting.date <= by)
        yield from self._deadline("call_in_hearing", "Hearing of the call-in", by, is_done=in_time)
        if ahead is not None:
            name, agenda = "Papers on the agenda of the hearing", _agenda_of(ahead)
            is_done = ahead.item_id is not None or bool(ahead.short_notice_reason)
        else:
            name, is_done = "Agenda for a hearing in time", False
            agenda = _counted(lambda: agenda_publication_deadline(by, self.calendar)) if by else None
        yield from self._deadline("call_in_agenda", name, agenda, is_done=is_done, statutory=True)

    def _after_hearing(self) -> Iterator[Deadline]:
        for back in self.call_in.reconsiderations.all():
            name, part = "Reconsideration of the decision", f"{back.number}"
            is_done = back.decided_at is not None
            yield from self._deadline("reconsideration", name, back.due_on, part=part, is_done=is_done)
        for referral in self.call_in.council_referrals.all():
            name, part = "Decision before full council", f"{referral.number}"
            is_done = referral.considered_at is not None
            yield from self._deadline("council_referral", name, referral.due_on, part=part, is_done=is_done)

    def _deadline(
        self,
        kind: str,
        name: str,
        by: date | None,
        *,
        part: str = "",
        is_done: bool = False,
        statutory: bool = False,
    ) -> Iterator[Deadline]:
        decision = self.call_in.decision
        if by is None:
            return
        yield Deadline(
            kind=kind,
            subject_type="call_in",
            subject_id=self.call_in.pk,
            part=part,
            name=name,
            about=f"Call-in {self.call_in.reference} of {decision.reference}: {decision.title}",
            path=decision.get_absolute_url(),
            committee_id=decision.committee_id,
            due_on=by,
            due_at=None,
            statutory=statutory,
            done=is_done,
        )

    def _heard_by(self) -> ExplainedDate | None:
        received = self.call_in.received_at
        assert received is not None, "a live call-in has been received"
        facts, accepted = self.call_in.decision.facts(), self.call_in.accepted_at
        return hearing_deadline(facts, self.rules, self.calendar, received=received, accepted=accepted)

    @property
    def _received(self) -> date:
        assert self.call_in.received_at is not None, "a live call-in has been received"
        return local_day(self.call_in.received_at)


def _counted(reckon: Callable[[], ExplainedDate | None]) -> date | None:
    """What the rules leave open has no day, and what cannot be counted must not stop everybody else's reminders."""
    try:
        found = reckon()
    except DateProblem:
        return None
    return found.date if found else None


def _agenda_of(hearing: Hearing) -> date | None:
    return next((each.due_on for each in hearing.meeting.agenda_dates), None)  # type: ignore[attr-defined]
