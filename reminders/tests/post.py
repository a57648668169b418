"""A post office in memory for tests that need to see, refuse or interrupt every mail."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from datetime import datetime
from email import message_from_bytes, policy
from email.message import EmailMessage

from reminders.dispatch import Dispatcher
from reminders.planning import ask_for_sweep, plan_what_changed
from reminders.sending import look_round
from reminders.transports import Mail


class Post:
    """Takes every mail, however often it comes, so that a copy is seen. `before` may raise instead."""

    def __init__(self, can_be_asked: bool = True) -> None:
        self.can_be_asked = can_be_asked
        self.mails: list[tuple[datetime | None, Mail]] = []
        self.before: Callable[[Mail], None] = lambda mail: None
        self.after: Callable[[Mail], None] = lambda mail: None
        self.now: datetime | None = None

    def send(self, mail: Mail) -> None:
        self.before(mail)
        self.mails.append((self.now, mail))
        self.after(mail)

    def taken(self, message_id: str) -> bool:
        return any(mail.message_id == message_id for _, mail in self.mails)

    def close(self) -> None:
        pass

    @property
    def copies(self) -> int:
        return sum(number - 1 for number in Counter(mail.message_id for _, mail in self.mails).values())

    def read(self) -> list[EmailMessage]:
        return [message_from_bytes(mail.content, policy=policy.default) for _, mail in self.mails]

    def subjects(self) -> list[str]:
        return [mail["subject"] for mail in self.read()]


def plan_at(now: datetime) -> None:
    look_round(now)
    ask_for_sweep(now)
    assert not plan_what_changed(now)


def round_at(now: datetime, post: Post, seconds: float = 60) -> int:
    """What a tick does, at a moment of the test's own."""
    plan_at(now)
    post.now = now
    return Dispatcher(post, lambda: now).drain(seconds)
