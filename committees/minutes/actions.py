"""Actions: what somebody was asked to do, what they answer, and when the committee is content with it."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any
from uuid import uuid4

from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.db import transaction
from django.utils import timezone

from accounts.models import User
from audit.log import record
from committees.agenda import CannotChange, ChangedMeanwhile
from committees.models import Action, ActionReply, AgendaItem, Meeting, Minutes, ReplyFile, TimetableStep
from committees.papers import clean_name
from council.models import Person
from packs.intake import take_in

from .drafting import entry_to_write

ACTION_FIELDS = ("text", "owner", "owner_post", "due_on", "is_exempt")
USUAL_DAYS = 28
State = Action.State


def usual_due(meeting: Meeting) -> date:
    """When the committee's timetable follows its actions up, or four weeks after the meeting."""
    row = meeting.dates.filter(kind=TimetableStep.Kind.ACTION_FOLLOW_UP).first()
    return row.due_on if row else meeting.date + timedelta(days=USUAL_DAYS)


@transaction.atomic
def add_action(
    item: AgendaItem,
    *,
    text: str,
    due_on: date | None,
    owner: Person | None = None,
    owner_post: str = "",
    is_exempt: bool = False,
    by: User,
) -> Action:
    """Ask a person or a post to do something by a day. What is asked under an exempt item is exempt."""
    entry_to_write(item)
    action = Action(
        committee=item.meeting.committee,
        meeting=item.meeting,
        item=item,
        text=text.strip(),
        owner=owner,
        owner_post=owner_post.strip(),
        is_exempt=is_exempt or item.is_exempt,
    )
    action.due_on = due_on  # type: ignore[assignment]
    _refuse_unclear(action)
    action.save()
    record("add action", action, by=by, name=_named(action), item=item.pk, due_on=action.due_on.isoformat())
    return action


def _refuse_unclear(action: Action) -> None:
    wrong = {}
    if not action.text:
        wrong["text"] = "Say what is to be done."
    if action.owner is None and not action.owner_post:
        wrong["owner"] = "Say who is to do it: a person or a post."
    if not action.due_on:
        wrong["due_on"] = "Say by when it is to be done."
    elif action.due_on < action.meeting.date:
        wrong["due_on"] = "The due date must be on or after the day of the meeting."
    if wrong:
        raise ValidationError(wrong)


def _named(action: Action) -> str:
    """For the audit book, without its words: they may be exempt."""
    return f"Action {action.pk} of {action.meeting.reference}"


def _held(action: Action) -> Action:
    held = Action.objects.select_for_update(of=("self",)).select_related(
        "meeting__committee", "item", "owner"
    )
    return held.get(pk=action.pk)


@transaction.atomic
def edit_action(action: Action, *, version: int, by: User, **fields: Any) -> Action:
    """Change an action. Once its minutes are approved only who does it and by when can change."""
    action = _held(action)
    if action.version != version:
        raise ChangedMeanwhile(action)
    minutes = Minutes.objects.select_for_update(of=("self",)).filter(meeting=action.meeting_id).first()
    values = {name: value for name, value in fields.items() if getattr(action, name) != value}
    if minutes is not None and not minutes.may_be_written:
        if minutes.may_be_corrected:
            raise CannotChange("The chair has checked the minutes. Change this when they are approved.")
        if set(values) & {"text", "is_exempt"}:
            raise CannotChange("The minutes are approved. Only the owner and the due date can change.")
    unknown = set(values) - set(ACTION_FIELDS)
    assert not unknown, f"Not a field of an action: {unknown}"
    for name, value in values.items():
        setattr(action, name, value.strip() if isinstance(value, str) else value)
    action.is_exempt = action.is_exempt or (action.item is not None and action.item.is_exempt)
    _refuse_unclear(action)
    action.version += 1
    action.save(update_fields=[*ACTION_FIELDS, "version"])
    record("edit action", action, by=by, name=_named(action), fields=sorted(values))
    return action


def reply(action: Action, *, text: str, files: Sequence[tuple[str, bytes]] = (), by: User) -> ActionReply:
    """Answer an action, with documents. Raises packs.intake.Refused for a file that cannot be taken."""
    if not text.strip():
        raise ValidationError({"text": "Write what has been done."})
    # Cleaning takes seconds: it is done before anything is locked.
    cleaned = [(name, data, take_in(data)) for name, data in files]
    with transaction.atomic():
        action = _held(action)
        if action.state in State.settled():
            raise CannotChange("This action is settled. Open it again before you answer it.")
        said = ActionReply.objects.create(
            action=action,
            text=text.strip(),
            name=by.person.printed_name if by.person else by.name,
            made_by=by,
        )
        for name, data, clean in cleaned:
            ReplyFile.objects.create(
                reply=said,
                original=ContentFile(data, name=f"{uuid4().hex}.original"),
                original_name=clean_name(name),
                pdf=ContentFile(clean.pdf, name=f"{uuid4().hex}.pdf"),
                sha256=hashlib.sha256(data).hexdigest(),
                pages=clean.pages,
                size=len(clean.pdf),
            )
        _move(action, State.ANSWERED)
        record("answer action", action, by=by, name=_named(action), reply=said.pk, files=len(cleaned))
    return said


@transaction.atomic
def settle(action: Action, *, state: str, reason: str = "", by: User) -> Action:
    """Close an action that is done, or drop one that is no longer needed, with the reason."""
    action = _held(action)
    if state not in State.settled():
        raise CannotChange("An action is settled by closing or by dropping it.")
    if action.state in State.settled():
        raise CannotChange("This action is settled already.")
    if state == State.DROPPED and not reason.strip():
        raise ValidationError({"reason": "Say why it is no longer needed."})
    _move(action, State(state), reason=reason)
    record("settle action", action, by=by, name=_named(action), state=state)
    return action


@transaction.atomic
def open_again(action: Action, *, by: User) -> Action:
    action = _held(action)
    if action.state == State.OPEN:
        raise CannotChange("This action is open already.")
    _move(action, State.OPEN)
    record("open action again", action, by=by, name=_named(action))
    return action


def _move(action: Action, state: Action.State, *, reason: str = "") -> None:
    action.state, action.state_reason = state, reason.strip()
    action.settled_at = timezone.now() if state in State.settled() else None
    action.version += 1
    action.save(update_fields=["state", "state_reason", "settled_at", "version"])
