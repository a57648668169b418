"""The last look before publishing, and the publishing itself."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from accounts.http import SignedInRequest
from committees.building import request_build
from committees.forms.publishing import PublishForm, ShortNoticeForm
from committees.meeting_dates import agenda_deadline
from committees.models import Build, Meeting
from committees.models.publication import PublicationKind
from committees.permissions import meeting_to_run
from committees.preflight import Finding, Weight, check
from committees.publishing import CannotPublish, give_short_notice_reason, publish
from council.calendar_in_force import calendar_in_force


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def preflight(request: SignedInRequest, reference: str) -> HttpResponse:
    meeting = meeting_to_run(request.user, reference)
    build = meeting.builds.order_by("-pk").first()
    findings = check(meeting, build, today=timezone.localdate(), by=request.user)
    supplement = build is not None and build.kind == PublicationKind.SUPPLEMENT
    again = meeting.publications.exists() and not supplement
    looked_at = {"build": build.pk if build else None}
    form = PublishForm(request.POST or None, findings=findings, again=again, initial=looked_at)
    if (
        request.method == "POST"
        and build is not None
        and form.is_valid()
        and _published(request, build, form)
    ):
        done = f"{'The supplement' if supplement else 'The agenda pack'} is published."
        messages.success(request, done)
        return redirect("committees:meeting", meeting.reference)
    return _show(request, meeting, build, findings, form)


def _published(request: SignedInRequest, build: Build, form: PublishForm) -> bool:
    """Publish the pack the officer looked at, or put on the form why not."""
    if form.cleaned_data["build"] != build.pk:
        form.add_error(
            None, "The pack has been built again since you looked at it. Look at the new one first."
        )
        typed = request.POST.copy()
        typed["build"] = str(build.pk)
        form.data = typed
        return False
    reason = form.cleaned_data.get("reason", "")
    try:
        publish(build, by=request.user, reason=reason, overrides=form.overrides)
    except CannotPublish as refusal:
        form.add_error(None, refusal)
        return False
    return True


def _show(
    request: SignedInRequest,
    meeting: Meeting,
    build: Build | None,
    findings: list[Finding],
    form: PublishForm,
) -> HttpResponse:
    stopped = any(finding.weight is Weight.STOPS for finding in findings)
    context = {
        "meeting": meeting,
        "build": build,
        "form": form,
        "stops": [finding for finding in findings if finding.weight is Weight.STOPS],
        "questions": [finding for finding in findings if finding.weight is Weight.NEEDS_REASON],
        "notes": [finding for finding in findings if finding.weight is Weight.NOTE],
        "can_publish": not stopped,
        "deadline": agenda_deadline(meeting, calendar_in_force()),
        "short_notice": any(finding.code == "short_notice" for finding in findings),
        "short_notice_over": any(finding.code == "short_notice_over" for finding in findings),
        "short_notice_form": ShortNoticeForm(
            initial={"short_notice_reason": meeting.short_notice_reason}, prefix="notice"
        ),
        "last": meeting.publications.order_by("-number").first(),
    }
    return render(request, "committees/publishing/preflight.html", context)


@login_required
@require_POST
def short_notice(request: SignedInRequest, reference: str) -> HttpResponse:
    """Keep the reason for short notice and build the pack that prints it."""
    meeting = meeting_to_run(request.user, reference)
    form = ShortNoticeForm(request.POST, prefix="notice")
    if "remove" in request.POST:
        give_short_notice_reason(meeting, "", by=request.user)
        return redirect("workspace:build", request_build(meeting, by=request.user).pk)
    if not form.is_valid():
        messages.error(request, "Say why the agenda is published late. Nothing has changed.")
        return redirect("workspace:preflight", meeting.reference)
    give_short_notice_reason(meeting, form.cleaned_data["short_notice_reason"], by=request.user)
    build = request_build(meeting, by=request.user)
    return redirect("workspace:build", build.pk)
