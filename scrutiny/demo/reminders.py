"""The demo's reminders: a fortnight that has been sent, one address that is gone, and what officers have decided."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.utils import timezone

from accounts.models import User
from committees.models import Committee
from reminders import desk
from reminders.dispatch import Dispatcher
from reminders.kinds import kind_of
from reminders.models import Reminder
from reminders.planning import plan_what_changed
from reminders.promises import Line
from reminders.rules import save_rule
from reminders.sending import look_round
from reminders.transports import Mail, Refused, Transport

LONDON = ZoneInfo("Europe/London")
FORTNIGHT = 14
SENT_AT = time(9, 5)
NINE = time(9)
State = Reminder.State


class OneMailboxIsGone:
    """The mail server refuses the first address that belongs to nobody who can sign in."""

    def __init__(self, post: Transport) -> None:
        self._post, self.can_be_asked = post, post.can_be_asked
        self._known = set(User.objects.values_list("email", flat=True))
        self.gone = ""

    def send(self, mail: Mail) -> None:
        if mail.recipient not in self._known:
            self.gone = self.gone or mail.recipient
        if mail.recipient == self.gone:
            raise Refused("550 5.1.1 No such mailbox")
        self._post.send(mail)

    def taken(self, message_id: str) -> bool:
        return self._post.taken(message_id)

    def close(self) -> None:
        self._post.close()


def load_reminders(today: date, by: User, post: Transport) -> None:
    """Day after day as the worker would have sent them."""
    look_round(at(today, -FORTNIGHT))
    load_rules(by)
    transport = OneMailboxIsGone(post)
    for days in range(-FORTNIGHT, 1):
        now = min(at(today, days), timezone.now())
        plan_what_changed(now)
        Dispatcher(transport, lambda moment=now: moment).drain(60)  # type: ignore[misc]
    decide(by)


def at(day: date, days: int) -> datetime:
    return datetime.combine(day + timedelta(days=days), SENT_AT, LONDON)


def load_rules(by: User) -> None:
    """The council hears of agendas a day earlier; one committee has its chair told of its drafts."""
    agenda, draft = kind_of("agenda_publication"), kind_of("draft_report")
    earlier = Line(4, "working", "before", NINE, ("officers",))
    save_rule(agenda.code, None, lines=[earlier, *agenda.lines[1:]], texts=agenda.texts, by=by)
    told = Line(2, "working", "after", NINE, ("authors", "officers", "chair"))
    committee = Committee.objects.get(code="PAF")
    save_rule(draft.code, committee, lines=[*draft.lines, told], texts=draft.texts, by=by)


def decide(by: User) -> None:
    coming = Reminder.objects.filter(state=State.PLANNED, statutory=False).order_by("not_before", "pk")
    reasons = [
        (desk.hold, "The chair is settling another day"),
        (desk.cancel, "Told by telephone"),
    ]
    for (decision, reason), row in zip(reasons, coming, strict=False):
        decision(row, reason=reason, by=by)
