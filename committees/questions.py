"""Questions and representations from the public: registered, accepted or not, answered, published.

Who asked stands in a row of its own that nothing published reads. Before words are published they are searched for the
name and the addresses of whoever asked.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Max
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from audit.log import record
from scrutiny.lib.clock import time_words

from .agenda import ChangedMeanwhile
from .alerts import alert, write_to
from .models import Asker, Meeting, MeetingDate, PublicQuestion, TimetableStep
from .models.committee import Section

Kind, State, Step = PublicQuestion.Kind, PublicQuestion.State, TimetableStep.Kind
STEPS = {
    Kind.QUESTION: (Step.PUBLIC_QUESTIONS,),
    Kind.WRITTEN: (Step.WRITTEN_QUESTIONS, Step.PUBLIC_QUESTIONS),
    Kind.REPRESENTATION: (Step.REPRESENTATIONS, Step.PUBLIC_QUESTIONS),
}
ASKER_FIELDS = ("name", "email", "phone", "address", "speaks_for")
SHORTEST_WORD = 3
MOST_FROM_ONE = 5


class CannotTake(ValidationError):
    """The change was refused; the message says why, and nothing has changed."""


def deadline_of(kind: str, dates: Iterable[MeetingDate]) -> MeetingDate | None:
    """By when something of this kind must be in: its own line of the timetable, or that of questions."""
    by_kind = {row.kind: row for row in dates}
    return next((by_kind[step] for step in STEPS[Kind(kind)] if step in by_kind), None)


def is_late(kind: str, received_at: datetime, dates: Iterable[MeetingDate]) -> bool:
    deadline = deadline_of(kind, dates)
    if deadline is None:
        return False
    if deadline.due_at is not None:
        return received_at > deadline.due_at
    return timezone.localtime(received_at).date() > deadline.due_on


def _open(meeting: Meeting) -> Meeting:
    meeting = Meeting.objects.select_for_update(of=("self",)).get(pk=meeting.pk)
    if meeting.is_cancelled or meeting.kind != Meeting.Kind.PUBLIC:
        raise CannotTake("Only a public meeting that takes place has questions from the public.")
    return meeting


@transaction.atomic
def register(
    meeting: Meeting,
    *,
    asker: dict[str, str],
    by: User,
    received_at: datetime,
    late_reason: str = "",
    **words: Any,
) -> PublicQuestion:
    """Write down what somebody sent. What is late needs a reason, or is refused later."""
    meeting = _open(meeting)
    _require_item_of(meeting, words)
    if received_at > timezone.now():
        raise CannotTake({"received_at": "That time has not come yet."})
    _require_in_time(meeting, words.get("kind", Kind.QUESTION), received_at, late_reason)
    question = PublicQuestion(
        meeting=meeting, received_at=received_at, late_reason=late_reason.strip(), **words
    )
    _add(question, asker)
    record("register public question", question, by=by, meeting=meeting.reference, kind=question.kind)
    return question


def _add(question: PublicQuestion, asker: dict[str, str]) -> None:
    last = question.meeting.public_questions.aggregate(last=Max("number"))["last"] or 0
    question.number = last + 1
    _require_nameless(question, asker)
    question.full_clean()
    question.save()
    Asker.objects.create(question=question, **asker)


@transaction.atomic
def hand_in(meeting: Meeting, *, asker: dict[str, str], **words: Any) -> PublicQuestion:
    """From the form that anybody has. What is late goes onto the register too, not taken, and says why."""
    meeting, now = _open(meeting), timezone.now()
    if meeting.start <= now:
        raise CannotTake("The meeting has begun, so nothing can be sent in for it any more.")
    _require_item_of(meeting, words)
    _require_few_from(meeting, asker["email"])
    question = PublicQuestion(meeting=meeting, received_at=now, handed_in=True, **words)
    if late := why_late(question.kind, now, list(meeting.dates.all())):
        question.state, question.state_reason = State.REFUSED, late
    _add(question, asker)
    record("hand in public question", question, by=None, meeting=meeting.reference, kind=question.kind)
    _send_receipt(question, asker["email"])
    return question


def _require_few_from(meeting: Meeting, email: str) -> None:
    sent = Asker.objects.filter(question__meeting=meeting, question__handed_in=True, email__iexact=email)
    if sent.count() >= MOST_FROM_ONE:
        raise CannotTake(
            {"email": f"{MOST_FROM_ONE} questions have come from this address already. Write to us instead."}
        )


def _send_receipt(question: PublicQuestion, email: str) -> None:
    """Without the words that were sent: nobody can have us mail theirs to somebody else. And tell the officers."""
    meeting = question.meeting
    what = f"{question.get_kind_display()}, number {question.number} on our register"
    about = f"the meeting of the {meeting.committee.name} on {meeting.date:%-d %B %Y}"
    then = question.state_reason or "An officer reads it and tells you whether it is taken at the meeting."
    ask = meeting.contact.email or meeting.contact.phone
    body = f"Thank you. We have what you sent for {about}: {what}.\n\n{then}\n\nIf you need to add anything: {ask}"
    write_to(
        [email], f"We have what you sent for {meeting.date:%-d %B %Y}", body, link=meeting.get_absolute_url()
    )
    officers = [
        scope.user for scope in meeting.committee.scopes.select_related("user") if scope.user.is_active
    ]
    told = f"Something was sent in by the public for {about}."
    alert(
        officers, "Scrutiny: a public question", told, link=reverse("workspace:question", args=[question.pk])
    )


def why_late(kind: str, received_at: datetime, dates: Iterable[MeetingDate]) -> str:
    """In a sentence for whoever sent it; nothing when it is in time."""
    dates = list(dates)
    deadline = deadline_of(kind, dates)
    if deadline is None or not is_late(kind, received_at, dates):
        return ""
    when = f"{deadline.due_on:%A %-d %B %Y}"
    if deadline.due_at is not None:
        when = f"{time_words(timezone.localtime(deadline.due_at).time())} on {when}"
    return f"It came after the deadline, {when}."


def _require_in_time(meeting: Meeting, kind: str, received_at: datetime, late_reason: str) -> None:
    late = why_late(kind, received_at, meeting.dates.all())
    if late and not late_reason.strip():
        raise CannotTake({"late_reason": f"{late} Say why it is taken all the same."})


def _require_item_of(meeting: Meeting, words: dict[str, Any]) -> None:
    item = words.get("item")
    if item is None:
        return
    if item.meeting_id != meeting.pk or item.section == Section.EXEMPT:
        raise CannotTake({"item": "Choose an item of the public part of this meeting."})


@transaction.atomic
def edit(
    question: PublicQuestion, *, version: int, by: User, asker: dict[str, str], **words: Any
) -> PublicQuestion:
    question = _lock(question)
    if question.version != version:
        raise ChangedMeanwhile(question)
    if question.is_published:
        raise CannotTake("It is published. Take it back before you change it.")
    _require_item_of(question.meeting, words)
    for name, value in words.items():
        setattr(question, name, value)
    _require_nameless(question, asker)
    question.version += 1
    question.full_clean()
    question.save(update_fields=[*words, "version"])
    Asker.objects.update_or_create(question=question, defaults=asker)
    record("edit public question", question, by=by, fields=sorted(words))
    return question


@transaction.atomic
def accept(question: PublicQuestion, *, by: User, late_reason: str = "") -> PublicQuestion:
    """What came late needs a reason, given when it was registered or now."""
    question = _lock(question)
    question.late_reason = late_reason.strip() or question.late_reason
    _require_in_time(question.meeting, question.kind, question.received_at, question.late_reason)
    question.save(update_fields=["late_reason"])
    return _decide(question, State.ACCEPTED, "", by)


@transaction.atomic
def refuse(question: PublicQuestion, *, reason: str, by: User) -> PublicQuestion:
    if not reason.strip():
        raise CannotTake({"reason": "Say why it is not taken: the person who sent it is told."})
    return _decide(question, State.REFUSED, reason, by)


@transaction.atomic
def withdraw(question: PublicQuestion, *, by: User) -> PublicQuestion:
    return _decide(question, State.WITHDRAWN, "", by)


def _decide(question: PublicQuestion, state: str, reason: str, by: User) -> PublicQuestion:
    question = _lock(question)
    if question.is_published:
        raise CannotTake("It is published. Take it back first.")
    question.state, question.state_reason = state, reason.strip()
    question.save(update_fields=["state", "state_reason"])
    record(f"public question {state}", question, by=by)
    return question


@transaction.atomic
def answer(question: PublicQuestion, *, text: str, version: int, by: User) -> PublicQuestion:
    """Write the answer down, or put it right. It is published by a step of its own."""
    question = _lock(question)
    if question.version != version:
        raise ChangedMeanwhile(question)
    if question.state != State.ACCEPTED:
        raise CannotTake("Accept the question before you answer it.")
    question.answer = text.strip()
    question.answered_at = timezone.now() if question.answer else None
    if question.is_published:
        _require_nameless(question, _asker_of(question))
    question.version += 1
    question.save(update_fields=["answer", "answered_at", "version"])
    record("answer public question", question, by=by)
    return question


@transaction.atomic
def publish(question: PublicQuestion, *, by: User) -> PublicQuestion:
    """Show the question and its answer on the public page of the meeting, without who asked."""
    question = _lock(question)
    if question.state != State.ACCEPTED:
        raise CannotTake("Only an accepted question is published.")
    if question.is_published:
        raise CannotTake("It is published already.")
    if not question.answer and question.kind != Kind.REPRESENTATION:
        raise CannotTake("Write the answer first.")
    _require_nameless(question, _asker_of(question))
    question.published_at = timezone.now()
    question.save(update_fields=["published_at"])
    record("publish public question", question, by=by)
    return question


@transaction.atomic
def take_back(question: PublicQuestion, *, by: User) -> PublicQuestion:
    question = _lock(question)
    question.published_at = None
    question.save(update_fields=["published_at"])
    record("take back public question", question, by=by)
    return question


@transaction.atomic
def forget_asker(question: PublicQuestion, *, by: User) -> None:
    """The personal details are needed no longer. The question and its answer stay."""
    question = _lock(question)
    gone, _ = Asker.objects.filter(question=question).delete()
    if not gone:
        raise CannotTake("The personal details are deleted already.")
    record("forget who asked", question, by=by)


def _lock(question: PublicQuestion) -> PublicQuestion:
    found = PublicQuestion.objects.select_for_update(of=("self",)).select_related("meeting", "item")
    return found.get(pk=question.pk)


def _asker_of(question: PublicQuestion) -> dict[str, str]:
    asker = Asker.objects.filter(question=question).first()
    return {name: getattr(asker, name) for name in ASKER_FIELDS} if asker else {}


def _require_nameless(question: PublicQuestion, asker: dict[str, str]) -> None:
    """Nothing that will be published may hold the name, address or number of whoever asked."""
    words = {"asked_as": question.asked_as, "text": question.text, "answer": question.answer}
    for field, text in words.items():
        if found := personal_words(text, asker):
            shown = field if field == "asked_as" or question.pk is None else None
            message = (
                f"It holds personal details of the person who asked (“{found}”), which are never published."
            )
            raise CannotTake({shown: message} if shown else message)


def personal_words(text: str, asker: dict[str, str]) -> str:
    """The first personal detail that stands in a text, or nothing.

    Of an address the lines with a number in them: a town is no secret. A family name counts as it is written, so
    that a person called Park does not keep every park out of a question.
    """
    name = asker.get("name", "").strip()
    street = [line for line in asker.get("address", "").splitlines() if any(map(str.isdigit, line))]
    details = [
        line.strip() for line in [asker.get("email", ""), name, *street] if len(line.strip()) > SHORTEST_WORD
    ]
    for detail in details:
        if detail.casefold() in text.casefold():
            return detail
    family = name.split()[-1] if name else ""
    if len(family) >= SHORTEST_WORD and re.search(rf"\b{re.escape(family)}\b", text):
        return family
    number = re.sub(r"\D", "", asker.get("phone", ""))
    return asker["phone"] if len(number) > SHORTEST_WORD and number in re.sub(r"[\s()-]", "", text) else ""
