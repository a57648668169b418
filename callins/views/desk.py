"""The officers' desk: every call-in, and all that is known of one with its next step."""

from __future__ import annotations

import io
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.files.base import File
from django.core.paginator import Paginator
from django.db.models import Prefetch, Q, QuerySet, prefetch_related_objects
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from accounts.http import SignedInRequest
from audit.log import entries_for
from callins.call_in_gates import call_in_to_run, call_ins_to_run
from callins.forms.call_in import RecordForm
from callins.models import CallIn, Hearing, InformalMeeting, State
from callins.models.callin import LIVE
from callins.next_steps import hearing_ahead, informal_meeting, next_step, other_steps
from callins.permissions import decision_to_run, require_officer
from callins.recording import record_form
from callins.rejections import committee_of
from callins.reports import notification
from callins.rules import Rules
from callins.submissions import check, rules_of
from callins.timeline import timeline
from committees.drawing import Drawing
from committees.files import file_name, serve_pdf
from committees.models import Committee, Meeting, PaperVersion
from committees.views.form_pages import done, form_response
from committees.views.meetings import form_page
from council.calendar_in_force import calendar_in_force
from council.models import Council
from scrutiny.lib.working_days import Calendar

PER_PAGE = 25
HEARINGS = Prefetch("hearings", Hearing.objects.select_related("meeting", "committee", "item"))
PARTS = (
    "signatures",
    "grounds",
    "undertakings__addenda",
    HEARINGS,
    "outcomes",
    "reconsiderations",
    "council_referrals",
)
NOTE_PARTS = ("informal_meeting__attendees", "informal_meeting__addenda")
LISTS = {"open": "Open", "settled": "Settled", "all": "All"}


@login_required
@require_safe
def call_ins(request: SignedInRequest) -> HttpResponse:
    require_officer(request.user)
    shown = request.GET.get("list", "open")
    shown = shown if shown in LISTS else "open"
    asked = request.GET.get("q", "").replace("\0", "").strip()
    found = listed(call_ins_to_run(request.user), shown, asked)
    page = Paginator(found, PER_PAGE).get_page(request.GET.get("page"))
    rules: dict[int | None, Rules] = {}
    calendar = calendar_in_force()
    for call_in in page.object_list:
        decision = call_in.decision
        if decision.rule_set_id not in rules:
            rules[decision.rule_set_id] = rules_of(decision)
        call_in.next = next_step(call_in, rules[decision.rule_set_id], calendar)  # type: ignore[attr-defined]
    context = {"page": page, "shown": shown, "lists": LISTS.items(), "asked": asked}
    return render(request, "callins/call_ins/desk.html", context)


def listed(rows: QuerySet[CallIn], shown: str, asked: str) -> QuerySet[CallIn]:
    rows = rows.select_related("decision__rule_set", "informal_meeting").prefetch_related(HEARINGS)
    rows = rows.order_by("-received_at", "-pk")
    if shown != "all":
        is_open = Q(state__in=sorted({*LIVE, "draft"}))
        rows = rows.filter(is_open if shown == "open" else ~is_open)
    for word in asked.split():
        rows = rows.filter(
            Q(reference__icontains=word)
            | Q(decision__title__icontains=word)
            | Q(decision__reference__icontains=word)
            | Q(lead_name__icontains=word)
        )
    return rows


@login_required
@require_safe
def call_in(request: SignedInRequest, reference: str) -> HttpResponse:
    shown = call_in_to_run(request.user, reference)
    context = about(shown) | {
        "breadcrumbs": [("Call-ins", reverse("workspace:call_ins")), (shown.reference, "")],
        "history": entries_for(shown)[:50],
    }
    return render(request, "callins/call_ins/call_in.html", context)


def about(call_in: CallIn) -> dict[str, Any]:
    """All that the desk shows of one call-in."""
    rules, calendar = rules_of(call_in.decision), calendar_in_force()
    prefetch_related_objects([call_in], *NOTE_PARTS)
    parts = parts_of(call_in, rules, calendar)
    return parts | {
        "next": next_step(call_in, rules, calendar),
        "others": other_steps(call_in, rules),
        "unpublished": in_no_publication(call_in),
        "waits_for_meeting": waits_for_meeting(call_in, rules),
        "checked": check(call_in, rules, calendar) if call_in.received_at else None,
    }


def waits_for_meeting(call_in: CallIn, rules: Rules) -> Committee | None:
    """The committee to which a refusal is still to be reported by itself."""
    reports = call_in.stage == State.INVALID and rules.validation.report_rejection
    return committee_of(call_in) if reports and call_in.rejection_reported_at is None else None


def in_no_publication(call_in: CallIn) -> Meeting | None:
    """The meeting whose agenda is out without the papers of the hearing, which then need a supplement."""
    hearing = hearing_ahead(call_in)
    if hearing is None or hearing.item_id is None:
        return None
    late = PaperVersion.objects.filter(paper__item=hearing.item_id, published_at=None, paper__removed_at=None)
    return hearing.meeting if late.exists() and hearing.meeting.publications.exists() else None


def parts_of(call_in: CallIn, rules: Rules, calendar: Calendar) -> dict[str, Any]:
    """What was said and done, each table read once."""
    prefetch_related_objects([call_in], *PARTS)
    meeting = informal_meeting(call_in)
    return {
        "call_in": call_in,
        "decision": call_in.decision,
        "timeline": timeline(call_in, rules, calendar) if call_in.received_at else None,
        "signatures": [each for each in call_in.signatures.all() if each.signed_at and not each.withdrawn_at],
        "grounds": call_in.grounds.all(),
        "meeting": meeting,
        "note_parts": note_parts(meeting) if meeting else [],
        "attendees": meeting.attendees.all() if meeting else [],
        "addenda": meeting.addenda.all() if meeting else [],
        "undertakings": call_in.undertakings.all(),
        "hearings": call_in.hearings.all(),
        "outcomes": call_in.outcomes.all(),
        "reconsiderations": call_in.reconsiderations.all(),
        "referrals": call_in.council_referrals.all(),
    }


def note_parts(meeting: InformalMeeting) -> list[tuple[str, str]]:
    return [
        ("Background and rationale", meeting.background),
        ("Discussion", meeting.discussion),
        ("Conclusion", meeting.conclusion),
    ]


@login_required
@form_page
def record(request: SignedInRequest, slug: str) -> HttpResponse:
    """Copy a form that came on paper or by e-mail."""
    decision = decision_to_run(request.user, slug)
    crumbs = [("Decisions", reverse("workspace:decisions")), (decision.reference, decision_page(slug))]
    if decision.rule_set is None:
        messages.error(request, "The decision is not published, so it cannot be called in.")
        return redirect("workspace:decision", slug)
    form = RecordForm(request.POST if request.method == "POST" else None, rules=decision.rule_set.parsed)
    made: list[CallIn] = []

    def write() -> None:
        made.append(record_form(decision, grounds=form.grounds_given, by=request.user, **form.values))

    if done(form, write):
        messages.success(request, f"{made[0].reference} is recorded as received.")
        return redirect("workspace:call_in", made[0].reference)
    words = {"caption": decision.title, "submit_label": "Record the call-in"}
    return form_response(request, form, "Record a call-in form", crumbs, **words)


def decision_page(slug: str) -> str:
    return reverse("workspace:decision", args=[slug])


@login_required
@require_safe
def printed(request: SignedInRequest, reference: str) -> HttpResponseBase:
    """The Notification of Call-in as it stands now, as a PDF."""
    shown = call_in_to_run(request.user, reference)
    pdf = Drawing(Council.objects.get()).draw("call_in_notification", notification(shown))
    name = file_name("Notification of call-in", shown.reference)
    return serve_pdf(request, File(io.BytesIO(pdf)), name=name, restricted=True)
