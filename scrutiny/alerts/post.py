"""Mails to residents as a source of the ledger of reminders, which promises each and sends it once."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from datetime import date, time, timedelta

from django.db.models import Exists, OuterRef
from django.template.loader import render_to_string
from django.urls import reverse

from council.models import Council
from reminders.kinds import Kind
from reminders.models import Reminder
from reminders.promises import Deadline, Line, People, Recipient
from reminders.sources import OwnMail

from .links import confirm_link, mine_link, stop_link
from .models import Alert, Issue, Subscriber
from .telling import Section, said
from .things import thing_of

READER = "subscriber"
AT_ONCE = (Line(0, "calendar", "before", time(0), (READER,)),)
KINDS = tuple(Kind(f"alert_{kind.value}", "E-mail alert", AT_ONCE, audiences=()) for kind in Issue.Kind)
# So long it is news; what comes in the night waits for the morning once that has passed.
FRESH = timedelta(hours=2)
SETTLED = (Reminder.State.SENT, Reminder.State.FAILED)


class PostSource:
    subject_type = "alert_mail"

    def subjects(self, since: date) -> Iterable[int]:
        """Those that have not gone out."""
        settled = Reminder.objects.filter(
            subject_type=self.subject_type, subject_id=OuterRef("pk"), state__in=SETTLED
        )
        mails = Issue.objects.filter(day__gte=since).exclude(Exists(settled))
        return mails.order_by("pk").values_list("pk", flat=True)

    def deadlines(self, ids: Collection[int]) -> Mapping[int, list[Deadline]]:
        mails = list(Issue.objects.filter(pk__in=ids))
        told = said(mails)
        return {mail.pk: [_deadline(mail, told.get(mail.pk, []))] for mail in mails}

    def people(self, ids: Collection[int]) -> Mapping[int, People]:
        """Somebody who has stopped is not there any more."""
        mails = Issue.objects.filter(pk__in=ids).select_related("subscriber")
        return {mail.pk: {READER: [_reader(mail.subscriber)]} for mail in mails}

    def calendar_file(self, subject_id: int) -> bytes | None:
        return None

    def mail(self, subject_id: int) -> OwnMail:
        mail = Issue.objects.select_related(
            "subscriber", "alert__committee", "alert__topic", "alert__ward"
        ).get(pk=subject_id)
        sections = said([mail]).get(mail.pk, [])
        stop = stop_link(mail.subscriber) if mail.kind != Issue.Kind.CONFIRM else ""
        context = {
            "kind": mail.kind,
            "council": Council.objects.values_list("name", flat=True).first() or "Scrutiny",
            "sections": sections,
            "thing": _asked_for(mail.alert) if mail.alert else "",
            "confirm": confirm_link(mail.alert) if mail.alert else "",
            "mine": mine_link(mail.subscriber),
            "stop": stop,
        }
        text = render_to_string("emails/alert.txt", context)
        return OwnMail(_subject(mail, sections), text, render_to_string("emails/alert.html", context), stop)


def _subject(mail: Issue, sections: list[Section]) -> str:
    match mail.kind:
        case Issue.Kind.CONFIRM:
            return "Confirm that you want e-mail alerts"
        case Issue.Kind.LINK:
            return "Your e-mail alerts"
    titles = list(dict.fromkeys(told.title for section in sections for told in section.told))
    more = f" and {len(titles) - 1} more" if len(titles) > 1 else ""
    return f"New: {titles[0][:120]}{more}" if titles else "New"


def _asked_for(alert: Alert) -> str:
    """Whoever typed the address may be a stranger to its owner: their own words do not go out in our name."""
    return "A search" if alert.about == Alert.About.SEARCH else thing_of(alert).name


def _reader(subscriber: Subscriber) -> Recipient:
    return Recipient(f"{READER}:{subscriber.pk}", "", subscriber.address)


def _deadline(mail: Issue, sections: list[Section]) -> Deadline:
    """The ledger is told no more than that there is a mail."""
    return Deadline(
        kind=f"alert_{mail.kind}",
        subject_type=PostSource.subject_type,
        subject_id=mail.pk,
        part="",
        name="E-mail alert",
        about="",
        path=reverse("feeds:follow"),
        committee_id=None,
        due_on=mail.day,
        due_at=mail.made_at + FRESH,
        statutory=False,
        done=mail.kind == Issue.Kind.NEWS and not sections,
        begins=mail.made_at,
    )
