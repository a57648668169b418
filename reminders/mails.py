"""From promises to a mail: plain text and HTML, one recipient, nothing that only some may read."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from email.utils import parseaddr
from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string
from django.utils import timezone

from scrutiny.lib.clock import time_words
from scrutiny.lib.explained import long_date

from .expectation import Situation
from .kinds import kind_of
from .links import unsubscribe_link
from .models import Reminder
from .promises import MOVED, Deadline, Recipient
from .sources import OwnMail, WritesItsMails, sources
from .transports import Mail
from .wording import MOVED_SUBJECT, MOVED_TEXT, Texts, fill, one_line

DIGEST_SUBJECT = "Your reminders for {day}"


def message_id_of(rows: Sequence[Reminder]) -> str:
    """Stable: the same promise is always sent under the same Message-ID, so that receivers can drop a copy."""
    first = min(row.reference for row in rows)
    return f"<{'list.' if rows[0].digest else ''}{first}@{host()}>"


def host() -> str:
    return urlsplit(settings.SITE_URL).hostname or "localhost"


@dataclass(frozen=True, slots=True)
class Entry:
    """What one reminder says."""

    subject: str
    paragraphs: list[str]
    link: str
    recipient: Recipient
    overdue: bool
    unsubscribe: str


def compose(
    rows: Sequence[Reminder], situation_of: Mapping[str, Situation], council: str, now: datetime
) -> Mail:
    """One mail with these reminders, all of one person. Situations, by type of subject, are as just read."""
    source = sources().get(rows[0].subject_type)
    if isinstance(source, WritesItsMails):
        return _own(rows[0], source.mail(rows[0].subject_id), situation_of[rows[0].subject_type])
    entries = [_entry(row, situation_of[row.subject_type], now) for row in rows]
    recipient, single = entries[0].recipient, not rows[0].digest
    day = timezone.localtime(now).date()
    subject = entries[0].subject if single else fill(DIGEST_SUBJECT, {"day": long_date(day)})
    context = {"entries": entries, "recipient": recipient, "council": council, "single": single}
    mail = EmailMultiAlternatives(
        one_line(subject),
        render_to_string("emails/reminder.txt", context),
        settings.DEFAULT_FROM_EMAIL,
        [recipient.address],
        headers=_headers(rows, entries),
    )
    mail.attach_alternative(render_to_string("emails/reminder.html", context), "text/html")
    calendar = situation_of[rows[0].subject_type].calendar_file(rows[0].subject_id) if single else None
    if calendar:
        mail.attach("meeting.ics", calendar.decode(), "text/calendar")
    sender = parseaddr(settings.DEFAULT_FROM_EMAIL)[1]
    return Mail(rows[0].message_id, sender, recipient.address, mail.message().as_bytes())


def _own(row: Reminder, written: OwnMail, situation: Situation) -> Mail:
    recipient = situation.recipient_of(row)
    if recipient is None:
        raise ValueError("A promise that no longer holds is never written.")
    headers = {"Message-ID": row.message_id, "Auto-Submitted": "auto-generated"}
    if written.stop_link:
        headers["List-Unsubscribe"] = f"<{written.stop_link}>"
        headers["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
    mail = EmailMultiAlternatives(
        one_line(written.subject),
        written.text,
        settings.DEFAULT_FROM_EMAIL,
        [recipient.address],
        headers=headers,
    )
    mail.attach_alternative(written.html, "text/html")
    sender = parseaddr(settings.DEFAULT_FROM_EMAIL)[1]
    return Mail(row.message_id, sender, recipient.address, mail.message().as_bytes())


def words_for(row_offset: str, deadline: Deadline, texts: Texts, now: datetime) -> tuple[str, str]:
    """Subject and text still in braces: of a move, of something to come, or of something overdue."""
    if now >= deadline.moment:
        return texts.overdue_subject, texts.overdue_text
    if row_offset.startswith(MOVED):
        return MOVED_SUBJECT, f"{MOVED_TEXT}\n\n{kind_of(deadline.kind).action}"
    return texts.subject, texts.text


def due_words(deadline: Deadline) -> str:
    if deadline.due_at is None:
        return f"on {long_date(deadline.due_on)}"
    return f"at {time_words(timezone.localtime(deadline.due_at).time())} on {long_date(deadline.due_on)}"


def preview(row: Reminder, now: datetime) -> Entry | None:
    """What it says at that moment, by the rules and the deadline as they stand; nothing when it no longer holds."""
    situation = Situation(row.subject_type, [row.subject_id])
    if situation.deadline_of(row) is None or situation.recipient_of(row) is None:
        return None
    return _entry(row, situation, now)


def _entry(row: Reminder, situation: Situation, now: datetime) -> Entry:
    deadline, recipient = situation.deadline_of(row), situation.recipient_of(row)
    if deadline is None or recipient is None:
        raise ValueError("A promise that no longer holds is never written.")
    values = {
        "deadline": deadline.name,
        "due": due_words(deadline),
        "about": deadline.about,
        "name": recipient.name,
        "link": settings.SITE_URL + deadline.path,
    }
    subject, text = words_for(row.offset, deadline, situation.rule(deadline).texts, now)
    lawful = not deadline.statutory and row.user_id is not None
    return Entry(
        subject=fill(subject, values),
        paragraphs=fill(text, values).split("\n\n"),
        link=values["link"],
        recipient=recipient,
        overdue=now >= deadline.moment,
        unsubscribe=unsubscribe_link(row.user_id, row.kind) if lawful and row.user_id else "",
    )


def _headers(rows: Sequence[Reminder], entries: Sequence[Entry]) -> dict[str, str]:
    headers = {"Message-ID": rows[0].message_id, "Auto-Submitted": "auto-generated"}
    if len(rows) == 1 and entries[0].unsubscribe:
        headers["List-Unsubscribe"] = f"<{entries[0].unsubscribe}>"
        headers["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
    return headers
