"""The officers' pages of a meeting's minutes: how far they have got, and each step from draft to signature."""

from __future__ import annotations

import io
from collections.abc import Callable
from typing import Any

from django.contrib.auth.decorators import login_required
from django.core.files.base import File
from django.db.models import QuerySet
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from accounts.http import SignedInRequest
from audit.log import record_reading
from committees.files import file_name, serve_pdf
from committees.forms.minutes import ApproveForm, CheckForm, FrontForm, PutOnForm, SignForm
from committees.minutes import drafting, editions, next_agenda, workflow
from committees.minutes.material import Material, material_of
from committees.minutes.progress import timing
from committees.minutes.wording import described, pages_of
from committees.models import AgendaItem, Meeting, Minutes
from committees.permissions import meeting_to_run, minutes_to_check

from .form_pages import done, form_response
from .meetings import form_page
from .places import attempt, crumbs, with_status

Crumbs = list[tuple[str, str]]


def minutes_to_run(request: SignedInRequest, reference: str) -> Minutes:
    """The gate to minutes that have been begun."""
    meeting = meeting_to_run(request.user, reference)
    minutes = (
        Minutes.objects.select_related("approved_in", "agenda_item__meeting").filter(meeting=meeting).first()
    )
    if minutes is None:
        raise Http404
    minutes.meeting = meeting
    return minutes


def minutes_crumbs(meeting: Meeting) -> Crumbs:
    return [*crumbs(meeting), ("Minutes", reverse("workspace:minutes", args=[meeting.reference]))]


def back_to(meeting: Meeting) -> HttpResponse:
    return redirect("workspace:minutes", meeting.reference)


@login_required
@require_safe
def minutes(request: SignedInRequest, reference: str) -> HttpResponse:
    meeting = meeting_to_run(request.user, reference)
    found = (
        Minutes.objects.select_related("approved_in", "agenda_item__meeting").filter(meeting=meeting).first()
    )
    material = Material(meeting, found)
    context: dict[str, Any] = {
        "meeting": meeting,
        "minutes": found,
        "timing": timing(material.due, found),
        "breadcrumbs": [*crumbs(meeting), ("Minutes", "")],
        "items": material.items,
    }
    if found:
        found.meeting = meeting
        context |= _progress(found, material)
    return render(request, "committees/minutes/minutes.html", context)


def _progress(found: Minutes, material: Material) -> dict[str, Any]:
    """What is published, whether that is still right, and what can be done next."""
    published = list(found.editions.order_by("-number", "is_exempt"))
    return {
        "can": {step: workflow.can(found, step) for step in workflow.TRANSITIONS},
        "changed": found.published_at is not None and editions.is_behind(found, material, published),
        "editions": published,
        "exempt": len(material.sides) > 1,
        "corrections": found.corrections.select_related("entry__item", "made_by"),
        "later": next_agenda.later_meetings(found) if found.may_be_corrected else [],
    }


def items_of(meeting: Meeting) -> QuerySet[AgendaItem]:
    return (
        meeting.items.on_agenda()
        .select_related("report", "minute")
        .prefetch_related("minute__resolutions", "actions__owner")
    )


@login_required
@require_POST
def begin(request: SignedInRequest, reference: str) -> HttpResponse:
    meeting = meeting_to_run(request.user, reference)
    attempt(
        request, "The minutes have an entry for every item.", lambda: drafting.begin(meeting, by=request.user)
    )
    return back_to(meeting)


@login_required
@require_safe
def write(request: SignedInRequest, reference: str) -> HttpResponse:
    """Every item on one page, so that a lost connection is in nobody's way."""
    minutes = minutes_to_run(request, reference)
    if not minutes.may_be_written:
        return back_to(minutes.meeting)
    context = {
        "meeting": minutes.meeting,
        "items": items_of(minutes.meeting),
        "cited": pages_of(minutes.meeting),
        "breadcrumbs": [*minutes_crumbs(minutes.meeting), ("Write", "")],
    }
    return render(request, "committees/minutes/write.html", context)


@login_required
@form_page
def front(request: SignedInRequest, reference: str) -> HttpResponse:
    minutes = minutes_to_run(request, reference)
    form = FrontForm(request.POST or None, instance=minutes_to_run(request, reference))

    def save() -> Minutes:
        return drafting.save_front(minutes, version=form.opened_on, by=request.user, **form.values)

    if request.method == "POST" and form.is_valid() and form.save_with(save):
        return back_to(minutes.meeting)
    heading = "Who was there, and the opening"
    response = form_response(
        request, form, heading, minutes_crumbs(minutes.meeting), template="committees/minutes/form.html"
    )
    return with_status(response, form)


@login_required
@require_POST
def publish(request: SignedInRequest, reference: str) -> HttpResponse:
    minutes = minutes_to_run(request, reference)
    said = "The draft minutes are published. Everybody can read them."
    attempt(request, said, lambda: workflow.publish_draft(minutes, by=request.user))
    return back_to(minutes.meeting)


@login_required
@form_page
def check(request: SignedInRequest, reference: str) -> HttpResponse:
    """For whoever presides over the committee, and for the officer who has it from them."""
    minutes = minutes_to_check(request.user, reference)
    own = "" if request.user.is_officer else str(request.user.person or "")
    form = CheckForm(request.POST or None, initial={"chair": own or chair_of(minutes.meeting)})
    said = own or form.data.get("chair", "")
    if done(form, lambda: workflow.check(minutes, chair=said, by=request.user)):
        return redirect("committees:minutes", reference) if own else back_to(minutes.meeting)
    page = reverse("committees:minutes", args=[reference])
    places: Crumbs = [(f"{minutes.meeting}", page)] if own else minutes_crumbs(minutes.meeting)
    return form_response(
        request,
        form,
        "Check the draft minutes",
        places,
        template="committees/minutes/check.html",
        minutes=minutes,
        edition=editions.newest(minutes),
        submit_label="The draft is right",
    )


def chair_of(meeting: Meeting) -> str:
    """Who presided, or the chair of the day."""
    sitting = getattr(meeting, "sitting", None)
    if sitting is not None and sitting.presiding is not None:
        return str(sitting.presiding.name_as_printed)
    seat = (
        meeting.committee.memberships.on(meeting.date).filter(role="chair").select_related("person").first()
    )
    return seat.person.printed_name if seat else ""


@login_required
@require_POST
def reopen(request: SignedInRequest, reference: str) -> HttpResponse:
    minutes = minutes_to_run(request, reference)
    said = "The draft can be changed again. Publish it and have it checked when it is right."
    attempt(request, said, lambda: workflow.reopen(minutes, by=request.user))
    return back_to(minutes.meeting)


@login_required
@form_page
def put_on(request: SignedInRequest, reference: str) -> HttpResponse:
    minutes = minutes_to_run(request, reference)
    later = Meeting.objects.filter(pk__in=[each.pk for each in next_agenda.later_meetings(minutes)])
    form = PutOnForm(request.POST or None, meetings=later.order_by("start"))
    heading = "Put the minutes onto an agenda"
    return _step(
        request,
        minutes,
        form,
        heading,
        lambda: next_agenda.put_on(minutes, form.cleaned_data["meeting"], by=request.user),
    )


@login_required
@form_page
def approve(request: SignedInRequest, reference: str) -> HttpResponse:
    minutes = minutes_to_run(request, reference)
    of = minutes.meeting
    later = Meeting.objects.filter(committee=of.committee_id, kind=of.kind, start__gt=of.start)
    form = ApproveForm(request.POST or None, meetings=later.filter(state="planned").order_by("start"))
    other = Meeting.objects.filter(pk=_number(request.POST.get("meeting", ""))).first()
    if other is not None and other.committee_id != of.committee_id:
        # Said in full instead of “not one of the choices”.
        form.fields["meeting"].queryset = Meeting.objects.filter(pk=other.pk)  # type: ignore[attr-defined]
    return _step(
        request,
        minutes,
        form,
        "Approve the minutes",
        lambda: workflow.approve(minutes, form.cleaned_data["meeting"], by=request.user),
    )


def _number(typed: str) -> int:
    return int(typed) if typed.isascii() and typed.isdecimal() and len(typed) < 19 else 0


@login_required
@form_page
def sign(request: SignedInRequest, reference: str) -> HttpResponse:
    minutes = minutes_to_run(request, reference)
    name = chair_of(minutes.approved_in) if minutes.approved_in else ""
    form = SignForm(request.POST or None, initial={"name": name})
    return _step(
        request,
        minutes,
        form,
        "Record the signature",
        lambda: workflow.sign(minutes, name=form.cleaned_data["name"], by=request.user),
    )


def _step(
    request: SignedInRequest, minutes: Minutes, form: Any, heading: str, verb: Callable[[], object]
) -> HttpResponse:
    if done(form, verb):
        return back_to(minutes.meeting)
    return form_response(
        request, form, heading, minutes_crumbs(minutes.meeting), template="committees/minutes/form.html"
    )


@login_required
@require_safe
def draft_file(request: SignedInRequest, reference: str, side: str) -> HttpResponseBase:
    """The minutes as they would be printed now, for the officer's eyes."""
    minutes = minutes_to_run(request, reference)
    exempt = side == "exempt"
    material = material_of(minutes)
    if side not in ("public", "exempt") or exempt not in material.sides:
        raise Http404
    if exempt:
        record_reading("read exempt minutes", minutes, by=request.user)
    data = described(minutes, exempt=exempt, material=material)
    pdf = File(io.BytesIO(editions.draw(data)), name="minutes.pdf")
    name = file_name("draft minutes", reference, "exempt" if exempt else "")
    return serve_pdf(request, pdf, name=name, restricted=True)
