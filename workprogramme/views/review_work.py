"""What is done in a review: who carries it, what they hear, and the report they draft."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_POST

from accounts.http import SignedInRequest
from committees.minutes.action_papers import next_meeting
from committees.views.form_pages import done, form_response
from committees.views.meetings import form_page
from committees.views.places import agenda_url, attempt
from workprogramme import evidence as log
from workprogramme import review_members, reviewing, scoping
from workprogramme.forms.reviews import (
    AgreeReportForm,
    CorrectionForm,
    EvidenceForm,
    ReportForm,
    ReviewMemberForm,
)
from workprogramme.models import Evidence, Review
from workprogramme.permissions import review_to_run
from workprogramme.review_report import put_on_agenda

from .reviews import crumbs_of


def _given(request: SignedInRequest) -> Any:
    return request.POST if request.method == "POST" else None


@login_required
@form_page
def member_add(request: SignedInRequest, pk: int) -> HttpResponse:
    shown = review_to_run(request.user, pk)
    form = ReviewMemberForm(_given(request), review=shown)
    if done(form, lambda: review_members.add_member(shown, by=request.user, **form.cleaned_data)):
        messages.success(request, f"{form.cleaned_data['person']} is on the review.")
        return redirect("workspace:review", pk)
    return form_response(
        request, form, "Add a member or volunteer", crumbs_of(shown), caption=shown.title,
        intro="Members come from the committee. Others volunteer, mostly as witnesses; now and then one is co-opted.",
    )  # fmt: skip


@login_required
@require_POST
def member_remove(request: SignedInRequest, pk: int, member: int) -> HttpResponse:
    shown = review_to_run(request.user, pk)
    found = get_object_or_404(shown.members.select_related("review", "person"), pk=member)
    said = f"{found} has left the review, and stays on record."
    attempt(request, said, lambda: review_members.remove_member(found, by=request.user))
    return redirect("workspace:review", pk)


@login_required
@form_page
def evidence_add(request: SignedInRequest, pk: int) -> HttpResponse:
    shown = review_to_run(request.user, pk)
    form = EvidenceForm(_given(request), lines=shown.scopings.order_by("-number")[0].lines)
    if done(form, lambda: log.log_evidence(shown, by=request.user, **form.cleaned_data)):
        messages.success(request, "It is in the log.")
        return redirect("workspace:review", pk)
    return form_response(request, form, "Log evidence", crumbs_of(shown), caption=shown.title)


@login_required
@form_page
def evidence(request: SignedInRequest, pk: int, evidence: int) -> HttpResponse:
    """Correct an entry. What it said before is shown below the form and stays."""
    shown = review_to_run(request.user, pk)
    found = get_object_or_404(Evidence.objects.select_related("review"), review=shown, pk=evidence)
    initial = {name: getattr(found, name) for name in (*log.FIELDS, "version")}
    lines = [*shown.scopings.order_by("-number")[0].lines, *([found.line] if found.line else [])]
    form = CorrectionForm(_given(request), lines=list(dict.fromkeys(lines)), initial=initial)
    if form.is_valid() and form.save_with(
        lambda: log.correct_evidence(found, version=form.opened_on, by=request.user, **form.values)
    ):
        messages.success(request, "The log is corrected. What it said before stays in its history.")
        return redirect("workspace:review", pk)
    return form_response(
        request, form, "Correct the evidence log", crumbs_of(shown), caption=found.title,
        template="workprogramme/reviews/evidence.html", before=log.before(found),
    )  # fmt: skip


@login_required
@form_page
def report(request: SignedInRequest, pk: int) -> HttpResponse:
    """The draft, written over as often as it takes."""
    shown = review_to_run(request.user, pk)
    form = ReportForm(_given(request), instance=Review.objects.get(pk=pk))
    if form.is_valid() and form.save_with(
        lambda: reviewing.write_report(shown, version=form.opened_on, by=request.user, **form.values)
    ):
        messages.success(request, "The draft is saved. Only officers see it until it is on an agenda.")
        return redirect("workspace:review", pk)
    return form_response(
        request, form, "Write the report", crumbs_of(shown), caption=shown.title,
        intro="Its recommendations are not typed here: they stand in the tracker, and the paper prints them.",
    )  # fmt: skip


@login_required
@form_page
def reported(request: SignedInRequest, pk: int) -> HttpResponse:
    shown = review_to_run(request.user, pk)
    drafts = shown.recommendations.filter(state="draft").count()
    form = AgreeReportForm(_given(request), drafts=drafts, initial={"version": shown.version})
    if form.is_valid() and form.save_with(
        lambda: reviewing.report(shown, version=form.opened_on, by=request.user, **form.values)
    ):
        messages.success(
            request, "The report is the committee’s. Send its recommendations with the notice next."
        )
        return redirect("workspace:review", pk)
    heading = "The committee has agreed the report"
    return form_response(request, form, heading, crumbs_of(shown), caption=shown.title)


@login_required
@require_POST
def put(request: SignedInRequest, pk: int, paper: str) -> HttpResponse:
    """The scoping document or the report onto the next agenda, as it stands now."""
    shown = review_to_run(request.user, pk)
    verb, name = PAPERS[paper]
    meeting = next_meeting(shown.committee)
    if meeting is None:
        messages.error(request, "The committee has no meeting to come. Add one first.")
        return redirect("workspace:review", pk)
    said = f"{name} is on the agenda of {meeting.date:%-d %B %Y}, as it stands now."
    if attempt(request, said, lambda: verb(shown, meeting, by=request.user)):
        return redirect(agenda_url(meeting))
    return redirect("workspace:review", pk)


PAPERS = {
    "scope": (scoping.put_on_agenda, "The scoping document"),
    "report": (put_on_agenda, "The report"),
}
