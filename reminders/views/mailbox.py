"""The demo's mailbox: what would have been sent, to be read on the screen. Only where mail goes into files."""

from __future__ import annotations

from dataclasses import dataclass
from email.message import EmailMessage

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from accounts.http import SignedInRequest
from committees.views.form_pages import allow
from reminders.gates import RELATED, reminder_to_run, reminders_to_run, require_officer
from reminders.models import Reminder
from reminders.transports import FileTransport, transport

PER_PAGE = 25


@dataclass(frozen=True, slots=True)
class Letter:
    """A mail as a page shows it."""

    subject: str
    sender: str
    recipient: str
    text: str
    attachments: list[str]


def mailbox_in_use() -> FileTransport | None:
    chosen = transport()
    return chosen if isinstance(chosen, FileTransport) else None


def require_mailbox() -> FileTransport:
    chosen = mailbox_in_use()
    if chosen is None:
        raise Http404
    return chosen


@login_required
@require_safe
def mailbox(request: SignedInRequest) -> HttpResponse:
    """One line for each reminder that went out; those of a daily list lead to the same mail."""
    require_officer(request.user)
    require_mailbox()
    page = Paginator(sent(request), PER_PAGE).get_page(request.GET.get("page"))
    crumbs = [("Reminders", reverse("reminders:reminders")), ("Demo mailbox", "")]
    return render(request, "reminders/mailbox.html", {"page": page, "breadcrumbs": crumbs})


@login_required
@require_safe
def mail(request: SignedInRequest, pk: int) -> HttpResponse:
    require_officer(request.user)
    box = require_mailbox()
    shown = reminder_to_run(request.user, pk)
    allow(sent(request).filter(pk=pk).exists())
    try:
        letter = read(box.read(shown.message_id.strip("<>").partition("@")[0]))
    except FileNotFoundError:
        raise Http404 from None
    crumbs = [("Reminders", reverse("reminders:reminders")), ("Demo mailbox", reverse("reminders:mailbox"))]
    context = {"letter": letter, "reminder": shown, "breadcrumbs": [*crumbs, (letter.subject, "")]}
    return render(request, "reminders/mail.html", context)


def sent(request: SignedInRequest) -> QuerySet[Reminder]:
    """A daily list that also holds what another committee's officers look after is not theirs to read."""
    mine = reminders_to_run(request.user)
    others = Reminder.objects.exclude(message_id="").exclude(pk__in=mine.values("pk")).values("message_id")
    rows = mine.filter(state=Reminder.State.SENT).exclude(message_id__in=others)
    return rows.select_related(*RELATED).order_by("-sent_at", "-pk")


def read(found: EmailMessage) -> Letter:
    """The plain text; the address at which its reader alone can stop these mails is left out."""
    body = found.get_body(("plain",))
    lines = (body.get_content() if body else "").splitlines()
    secret = "/reminders/stop/"
    return Letter(
        subject=str(found["subject"]),
        sender=str(found["from"]),
        recipient=str(found["to"]),
        text="\n".join("(a link for the reader alone)" if secret in line else line for line in lines),
        attachments=[part.get_filename() or "A file" for part in found.iter_attachments()],
    )
