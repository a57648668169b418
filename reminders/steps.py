"""What an officer may do with a reminder in each state, and what the pages say about it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from accounts.models import User

from . import desk
from .models import Reminder

State = Reminder.State


@dataclass(frozen=True, slots=True)
class Step:
    name: str
    label: str
    button: str
    meaning: str
    said: str
    reason: bool
    states: frozenset[str]
    act: Callable[[Reminder, str, User], Reminder]


STEPS = {
    step.name: step
    for step in [
        Step(
            "send-now",
            "Send this reminder now",
            "Send now",
            "It goes out within a minute, whatever the hour, if its deadline still stands.",
            "It goes out within a minute.",
            False,
            frozenset({State.PLANNED, State.HELD, State.FAILED}),
            lambda row, reason, by: desk.send_now(row, by=by),
        ),
        Step(
            "hold",
            "Hold this reminder back",
            "Hold back",
            "It stays here and does not go out until somebody lets it go.",
            "The reminder is held back.",
            True,
            frozenset({State.PLANNED}),
            lambda row, reason, by: desk.hold(row, reason=reason, by=by),
        ),
        Step(
            "let-go",
            "Let this reminder go out",
            "Let it go",
            "It goes back into the plan and out at its own time.",
            "The reminder is back in the plan.",
            False,
            frozenset({State.HELD}),
            lambda row, reason, by: desk.release(row, by=by),
        ),
        Step(
            "cancel",
            "Cancel this reminder",
            "Cancel the reminder",
            "It never goes out, whatever is planned later.",
            "The reminder is cancelled.",
            True,
            frozenset({State.PLANNED, State.HELD, State.FAILED}),
            lambda row, reason, by: desk.cancel(row, reason=reason, by=by),
        ),
        Step(
            "resend",
            "Send this reminder again",
            "Send again",
            "A mail of its own goes out within a minute. This one stays in the list as it is.",
            "It goes out again within a minute. This is the new one.",
            True,
            frozenset({State.SENT, State.COLLAPSED, State.CANCELLED, State.FAILED}),
            lambda row, reason, by: desk.resend(row, reason=reason, by=by),
        ),
    ]
}


def steps_for(reminder: Reminder) -> list[Step]:
    return [step for step in STEPS.values() if reminder.state in step.states]
