"""The officers' desk of reminders: what goes out when, to whom and why, and what became of it."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from accounts.http import SignedInRequest
from audit.log import entries_for
from committees.models import Meeting
from committees.permissions import meetings_run_by
from committees.views.form_pages import allow, done, form_response
from committees.views.meetings import form_page
from reminders import sending
from reminders.forms.desk import LISTS, ReasonForm, ReminderFilter, WithoutReasonForm
from reminders.gates import (
    RELATED,
    committees_reminded,
    is_monitoring_officer,
    reminder_to_run,
    reminders_to_run,
    require_officer,
)
from reminders.mails import preview
from reminders.models import Reminder, Sending
from reminders.steps import STEPS, steps_for

from .mailbox import mailbox_in_use

PER_PAGE = 25


@login_required
@require_safe
def reminders(request: SignedInRequest) -> HttpResponse:
    require_officer(request.user)
    form = ReminderFilter(request.GET or None, committees=committees_reminded(request.user))
    rows = form.apply(reminders_to_run(request.user).select_related(*RELATED))
    context = {
        "form": form,
        "shown": form.shown,
        "lists": [(name, label, form.link_to(name)) for name, label in LISTS.items()],
        "page": Paginator(rows, PER_PAGE).get_page(request.GET.get("page")),
        "subject": _subject_of(request, form.about),
        "sending": Sending.objects.first(),
        "may_hold_all": is_monitoring_officer(request.user),
        "mailbox": mailbox_in_use(),
    }
    return render(request, "reminders/desk.html", context)


def _subject_of(request: SignedInRequest, asked: tuple[str, int] | None) -> Meeting | str | None:
    """What it is whose reminders are shown, when it is theirs to know."""
    if asked is None:
        return None
    if asked[0] == "meeting":
        return meetings_run_by(request.user).select_related("committee").filter(pk=asked[1]).first()
    rows = reminders_to_run(request.user).filter(subject_type=asked[0], subject_id=asked[1])
    return rows.order_by("-pk").values_list("about", flat=True).first()


@login_required
@require_safe
def of_meeting(request: SignedInRequest, pk: int) -> HttpResponse:
    """From a meeting's dates to its reminders."""
    allow(meetings_run_by(request.user).filter(pk=pk).exists())
    return redirect(f"{reverse('reminders:reminders')}?list=all&subject=meeting:{pk}")


@login_required
@require_safe
def reminder(request: SignedInRequest, pk: int) -> HttpResponse:
    shown = reminder_to_run(request.user, pk)
    context = {
        "reminder": shown,
        "steps": steps_for(shown),
        "to_come": Reminder.State.to_come(),
        "tries": shown.tries.all(),
        "mail": preview(shown, shown.sent_at or max(timezone.now(), shown.not_before)),
        "history": entries_for(shown)[:50],
        "breadcrumbs": [("Reminders", reverse("reminders:reminders")), (shown.deadline_name, "")],
    }
    return render(request, "reminders/reminder.html", context)


@login_required
@form_page
def step(request: SignedInRequest, pk: int, name: str) -> HttpResponse:
    """One of the things that an officer does with a reminder; most want a reason."""
    shown, chosen = reminder_to_run(request.user, pk), STEPS.get(name)
    if chosen is None:
        raise Http404
    kind = ReasonForm if chosen.reason else WithoutReasonForm
    form = kind(request.POST if request.method == "POST" else None)
    made: list[Reminder] = []

    def act() -> None:
        made.append(chosen.act(shown, form.cleaned_data.get("reason", ""), request.user))

    if done(form, act):
        messages.success(request, chosen.said)
        return redirect("reminders:reminder", made[0].pk)
    here = reverse("reminders:reminder", args=[pk])
    crumbs = [("Reminders", reverse("reminders:reminders")), (shown.deadline_name, here)]
    words: dict[str, Any] = {"submit_label": chosen.button, "intro": chosen.meaning}
    words["caption"] = f"{shown.deadline_name}, {shown.about}"
    return form_response(request, form, chosen.label, crumbs, **words)


@login_required
@require_POST
def switch(request: SignedInRequest) -> HttpResponse:
    """Hold everything, or let it go out again."""
    allow(is_monitoring_officer(request.user))
    if request.POST.get("do") == "hold":
        sending.hold(because=f"Held by {request.user.name}", by=request.user)
        messages.success(request, "No reminders go out until they are let go again.")
    else:
        sending.release(by=request.user)
        messages.success(request, "Reminders go out again.")
    return redirect("reminders:reminders")
