"""Mails that came back after a mail server had taken them. The report names the mail that it is about (RFC 3464)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from email import message_from_bytes, policy
from email.message import EmailMessage, Message

from django.db import transaction

from .models import Attempt, Reminder

ORIGINALS = ("message/rfc822", "text/rfc822-headers", "message/rfc822-headers")


@transaction.atomic
def note_bounce(content: bytes, now: datetime) -> int:
    """Turn the reminders of the mail that came back into failed ones. Gives how many; none for any other mail.

    A report of mere delay, or that it did arrive, changes nothing.
    """
    report = message_from_bytes(content, policy=policy.default)
    message_id, words = _about(report), _why(report)
    if not message_id or not words:
        return 0
    rows = Reminder.objects.select_for_update(of=("self",)).filter(
        message_id=message_id, state=Reminder.State.SENT
    )
    for row in rows:
        row.state, row.sent_at, row.handed_off_at = Reminder.State.FAILED, None, None
        row.why = row.last_error = f"It came back: {words}"[:240]
        row.save(update_fields=["state", "sent_at", "handed_off_at", "why", "last_error"])
        Attempt.objects.create(
            reminder=row,
            at=now,
            outcome=Attempt.Outcome.REFUSED,
            message_id=message_id,
            detail=row.last_error,
        )
    return len(rows)


def _about(report: EmailMessage) -> str:
    """The Message-ID of the mail that could not be delivered, from the copy in the report."""
    for part in report.walk():
        if part.get_content_type() not in ORIGINALS:
            continue
        inner = part.get_payload()
        original = inner[0] if isinstance(inner, list) else message_from_bytes(_bytes(part))
        return str(original.get("Message-ID", "")).strip() if isinstance(original, Message) else ""
    return ""


def _why(report: EmailMessage) -> str:
    """What the mail server said of the recipients that it gave up on."""
    said = [
        f"{block.get('Final-Recipient', '')} {block.get('Status', '')} {block.get('Diagnostic-Code', '')}"
        for block in _blocks(report)
        if str(block.get("Action", "")).strip().lower() == "failed"
    ]
    return "; ".join(" ".join(words.split()) for words in said)


def _blocks(report: EmailMessage) -> Iterator[Message]:
    for part in report.walk():
        if part.get_content_type() == "message/delivery-status":
            inner = part.get_payload()
            yield from (
                (block for block in inner if isinstance(block, Message)) if isinstance(inner, list) else ()
            )


def _bytes(part: Message) -> bytes:
    content = part.get_payload(decode=True)
    return content if isinstance(content, bytes) else b""
