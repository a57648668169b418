"""The engine against a model of it: clocks that change, outages, crashes, deadlines that move while mail is queued.

Every mail is judged by the model at the moment it leaves; after every round the model says what must have left.
SCRUTINY_EXAMPLES=350 makes it a long run: then at least 1,000 moves and cancellations, and every change of the
clocks from 2026 to 2030. What it went through is printed (pytest -s).
"""

from __future__ import annotations

import os
import sys
from collections import Counter
from datetime import UTC, date, datetime, time, timedelta

import pytest
from django.db import transaction
from django.db.models import Min
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test

from committees.models import Meeting, MeetingDate
from reminders.claiming import lease
from reminders.dispatch import Dispatcher
from reminders.models import Reminder, ReminderLine, ReminderRule, Sending
from reminders.promises import LONDON
from reminders.reconciling import reconcile
from reminders.tests.post import Post, plan_at
from reminders.transports import Mail
from reminders.wording import default_texts
from scrutiny.tests import cast as people
from scrutiny.tests.cast import Cast

EXAMPLES = int(os.environ.get("SCRUTINY_EXAMPLES", "10"))
LONG_RUN = 350
CHANGES_OF_THE_CLOCKS = [
    *(date(2026, 10, 25), date(2027, 3, 28), date(2027, 10, 31), date(2028, 3, 26), date(2028, 10, 29)),
    *(date(2029, 3, 25), date(2029, 10, 28), date(2030, 3, 31), date(2030, 10, 27), date(2026, 3, 29)),
]
# Days before or after the deadline, by the calendar, and times of day: two of them on the nights in question.
LINES = {"-2c": (-2, time(9)), "-1c": (-1, time(1, 30)), "0c": (0, time(8)), "+1c": (1, time(2, 30))}
NAMES = ["Statutory one", "Local one"]


class Killed(BaseException):
    """What SIGKILL is to a process: nothing after it runs."""


def wall(day: date, at: time) -> datetime:
    """Independent of the engine: a time that the clocks skip is an hour later, of two the first."""
    naive = datetime.combine(day, at)
    for offset in (1, 0):
        moment = naive.replace(tzinfo=UTC) - timedelta(hours=offset)
        if moment.astimezone(LONDON).replace(tzinfo=None) == naive:
            return moment
    return naive.replace(tzinfo=UTC)


class Town(RuleBasedStateMachine):
    cast: Cast
    went_through: Counter[str] = Counter()

    def __init__(self) -> None:
        super().__init__()
        self._savepoint = transaction.savepoint()

    @initialize(change=st.sampled_from(CHANGES_OF_THE_CLOCKS), hour=st.integers(0, 23))
    def begin(self, change: date, hour: int) -> None:
        self.now = wall(change - timedelta(days=4), time(hour))
        self.started = self.now
        self.went_through[f"change of the clocks on {change}"] += 1
        self.post, self.orphans_until = Post(), self.now
        self.post.before = self.judge
        self.due = {name: change + timedelta(days=n) for n, name in enumerate(NAMES)}
        self.over: set[str] = set()
        self.meeting = people.meeting(self.cast.committee, self.now + timedelta(days=30))
        for name, day in self.due.items():
            authority = "statutory" if name == NAMES[0] else "local"
            MeetingDate.objects.create(
                meeting=self.meeting, kind="other", name=name, authority=authority, due_on=day, explanation={}
            )
        plan_at(self.now)

    @rule(minutes=st.one_of(st.integers(1, 180), st.integers(1, 72 * 60)))
    def time_passes(self, minutes: int) -> None:
        self.now += timedelta(minutes=minutes)

    @rule()
    def the_next_one_falls_due(self) -> None:
        waiting = Reminder.objects.filter(state=Reminder.State.PLANNED, not_before__gt=self.now)
        self.now = waiting.aggregate(next=Min("not_before"))["next"] or self.now

    @rule()
    def nothing_runs_for_three_days(self) -> None:
        self.went_through["outages of 72 hours"] += 1
        self.now += timedelta(hours=72)
        self.a_round()

    @rule(name=st.sampled_from(NAMES), days=st.integers(-3, 4))
    def moves(self, name: str, days: int) -> None:
        self.went_through["moves"] += days != 0
        self.due[name] += timedelta(days=days)
        MeetingDate.objects.filter(meeting=self.meeting, name=name).update(due_on=self.due[name])

    @rule(
        changes=st.lists(
            st.one_of(st.tuples(st.sampled_from(NAMES), st.integers(-3, 4)), st.booleans()), max_size=8
        )
    )
    def nobody_can_make_up_their_mind(self, changes: list[tuple[str, int] | bool]) -> None:
        """Moved, called off and on again while mail is queued, with a plan after each."""
        for change in changes:
            if isinstance(change, bool):
                self.is_cancelled_or_not(change)
            else:
                self.moves(*change)
            plan_at(self.now)

    @rule(name=st.sampled_from(NAMES), done=st.booleans())
    def is_done_or_not(self, name: str, done: bool) -> None:
        (self.over.add if done else self.over.discard)(name)
        MeetingDate.objects.filter(meeting=self.meeting, name=name).update(met_at=self.now if done else None)

    @rule(off=st.booleans())
    def is_cancelled_or_not(self, off: bool) -> None:
        self.went_through["cancellations"] += off and "meeting" not in self.over
        state = Meeting.State.CANCELLED if off else Meeting.State.PLANNED
        Meeting.objects.filter(pk=self.meeting.pk).update(state=state, cancelled_at=self.now if off else None)
        (self.over.add if off else self.over.discard)("meeting")

    @rule()
    def is_planned(self) -> None:
        plan_at(self.now)

    @rule()
    def a_round(self) -> None:
        plan_at(self.now)
        self._send()
        self._everything_due_has_gone()

    @rule()
    def is_sent_without_a_plan(self) -> None:
        self._send()

    @rule(mails=st.integers(0, 2), after=st.booleans())
    def a_round_is_killed(self, mails: int, after: bool) -> None:
        left = [mails]

        def kill(mail: Mail) -> None:
            if not after:
                self.judge(mail)
            if left[0] == 0:
                raise Killed
            left[0] -= 1

        plan_at(self.now)
        self.post.before, self.post.after = (self.judge, kill) if after else (kill, lambda mail: None)
        try:
            self._send()
        except Killed:
            self.went_through["kills"] += 1
            self.orphans_until = self.now + lease()
        self.post.before, self.post.after = self.judge, lambda mail: None

    @rule()
    def the_worker_comes_back(self) -> None:
        self.now += lease() + timedelta(seconds=1)
        self.a_round()

    @invariant()
    def no_mail_went_twice(self) -> None:
        assert self.post.copies == 0

    def teardown(self) -> None:
        try:
            if hasattr(self, "now"):
                self._the_end()
        finally:
            transaction.savepoint_rollback(self._savepoint)

    def _the_end(self) -> None:
        self.now += timedelta(days=2)
        for hour in range(0, 48, 8):
            self.now += timedelta(hours=hour)
            self.a_round()
        assert not reconcile(self.now)

    def _send(self) -> None:
        self.post.now = self.now
        Dispatcher(self.post, lambda: self.now).drain(60)

    def judge(self, mail: Mail) -> None:
        """Whether this mail may leave at this moment."""
        self.went_through["mails judged"] += 1
        row = Reminder.objects.get(message_id=mail.message_id)
        assert "meeting" not in self.over
        assert row.part not in self.over
        assert row.due_on == self.due[row.part]
        moment = self._moment(row.part)
        clock = self.now.astimezone(LONDON).time()
        pressing = self.now <= moment <= self.now + timedelta(hours=12)
        assert time(7) <= clock < time(19) or pressing
        if not row.offset.startswith("moved/"):
            assert row.offset == self._newest(row.part)
        overdue = b"Subject: Overdue" in mail.content
        assert overdue == (self.now >= moment)

    def _everything_due_has_gone(self) -> None:
        clock = self.now.astimezone(LONDON).time()
        if self.now <= self.orphans_until or "meeting" in self.over:
            return
        for name in NAMES:
            newest, moment = self._newest(name), self._moment(name)
            pressing = self.now <= moment <= self.now + timedelta(hours=12)
            if name in self.over or newest is None or not (time(7) <= clock < time(19) or pressing):
                continue
            due = self._instant(name, newest)
            too_late = name == NAMES[1] and self.now > max(due, moment) + timedelta(days=14)
            if moment < self.started or too_late:
                continue
            told = Reminder.objects.filter(part=name, due_on=self.due[name], state=Reminder.State.SENT)
            told = told.filter(offset=newest) | told.filter(offset__startswith="moved/", sent_at__gte=due)
            assert set(told.values_list("user", flat=True)) == {self.cast.officer.pk}, (name, newest)

    def _newest(self, name: str) -> str | None:
        past = [offset for offset in LINES if self._instant(name, offset) <= self.now]
        return max(past, key=lambda offset: self._instant(name, offset), default=None)

    def _instant(self, name: str, offset: str) -> datetime:
        days, at = LINES[offset]
        return wall(self.due[name] + timedelta(days=days), at)

    def _moment(self, name: str) -> datetime:
        return wall(self.due[name] + timedelta(days=1), time(0))


@pytest.mark.django_db
def test_the_engine_does_what_its_model_says(cast: Cast) -> None:
    Sending.objects.all().delete()
    texts = default_texts("Please see to it.")
    words = {name: getattr(texts, name) for name in texts.__slots__}
    own = ReminderRule.objects.create(kind="other", **words)
    for days, at in LINES.values():
        direction = "after" if days > 0 else "before"
        ReminderLine.objects.create(
            rule=own, number=abs(days), unit="calendar", direction=direction, at=at, to=["officers"]
        )
    Town.cast = cast
    Town.went_through.clear()
    run_state_machine_as_test(
        Town,
        settings=settings(
            max_examples=EXAMPLES,
            stateful_step_count=30,
            deadline=None,
            suppress_health_check=list(HealthCheck),
        ),
    )
    seen = Town.went_through
    sys.stdout.write("".join(f"{number:6} {what}\n" for what, number in sorted(seen.items())))
    if EXAMPLES >= LONG_RUN:
        assert seen["moves"] + seen["cancellations"] >= 1000
        assert sum(what.startswith("change of") for what in seen) == len(CHANGES_OF_THE_CLOCKS)
