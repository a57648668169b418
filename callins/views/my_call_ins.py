"""Councillors' pages: starting a call-in, its words, asking colleagues, signing and sending."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.http import SignedInRequest
from callins import making, workflow
from callins.call_in_gates import can_call_in, decision_to_call_in, own_call_in, own_call_ins
from callins.clocks import not_open_to_call_in
from callins.forms.call_in import InviteForm, WordsForm
from callins.models import CallIn, State
from callins.recording import write
from callins.submissions import check, rules_of, window_of
from committees.views.form_pages import done, form_response
from committees.views.meetings import form_page
from committees.views.places import attempt
from council.calendar_in_force import calendar_in_force
from scrutiny.lib.clock import time_left

FORM = "callins/call_ins/form.html"


def mine(reference: str) -> str:
    return reverse("callins:my_call_in", args=[reference])


@login_required
@require_safe
def my_call_ins(request: SignedInRequest) -> HttpResponse:
    if not can_call_in(request.user):
        raise Http404
    rows = own_call_ins(request.user).select_related("decision").order_by("-started_at")
    asked = rows.filter(
        signatures__person=request.user.person_id, signatures__signed_at=None, signatures__withdrawn_at=None
    )
    return render(request, "callins/call_ins/mine.html", {"rows": rows, "asked": set(asked)})


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def start(request: SignedInRequest, slug: str) -> HttpResponse:
    decision = decision_to_call_in(request.user, slug)
    rules = rules_of(decision)
    already = own_call_ins(request.user).filter(decision=decision, state=State.DRAFT).first()
    closed = not_open_to_call_in(decision.facts(), rules)
    if request.method == "POST" and already:
        return redirect(mine(already.reference))
    if request.method == "POST" and not closed:
        made: list[CallIn] = []
        lead = request.user.person
        if attempt(request, "", lambda: made.append(making.start(decision, lead=lead, by=request.user))):
            return redirect(mine(made[0].reference))
    window = window_of(decision, rules, calendar_in_force())
    context = {
        "decision": decision,
        "rules": rules,
        "window": window,
        "is_open": window.in_time(timezone.now()),
        "closed": closed[0][1] if closed else "",
        "already": already,
        "breadcrumbs": [(decision.reference, decision.get_absolute_url()), ("Call in this decision", "")],
    }
    return render(request, "callins/call_ins/start.html", context)


@login_required
@require_safe
def my_call_in(request: SignedInRequest, reference: str) -> HttpResponse:
    shown = own_call_in(request.user, reference)
    rules, calendar = rules_of(shown.decision), calendar_in_force()
    window = window_of(shown.decision, rules, calendar)
    signatures = list(shown.signatures.filter(withdrawn_at=None).select_related("person"))
    context = {
        "call_in": shown,
        "decision": shown.decision,
        "rules": rules,
        "window": window,
        "left": time_left(timezone.now(), window.closes_at) if window.in_time(timezone.now()) else "",
        "checked": check(shown, rules, calendar),
        "signatures": signatures,
        "own": next((each for each in signatures if each.person_id == request.user.person_id), None),
        "leads": shown.lead_id == request.user.person_id,
        "can_change": shown.stage in making.OPEN_STATES,
        "grounds": shown.grounds.all(),
        "breadcrumbs": [("Your call-ins", reverse("callins:my_call_ins")), (shown.reference, "")],
    }
    return render(request, "callins/call_ins/my_call_in.html", context)


@login_required
@form_page
def words(request: SignedInRequest, reference: str) -> HttpResponse:
    shown = led_by(request, reference)
    data = request.POST if request.method == "POST" else None
    form = WordsForm(data, instance=led_by(request, reference), rules=rules_of(shown.decision))

    def save() -> None:
        write(shown, version=form.opened_on, grounds=form.grounds_given, by=request.user, **form.values)

    if form.is_valid() and form.save_with(save):
        messages.success(request, "What you wrote is saved. It is not sent yet.")
        return redirect(mine(reference))
    about: dict[str, Any] = {"caption": shown.decision.title, "template": FORM}
    return form_response(
        request, form, "Reasons for the call-in", [(shown.reference, mine(reference))], **about
    )


@login_required
@form_page
def invite(request: SignedInRequest, reference: str) -> HttpResponse:
    shown = led_by(request, reference)
    form = InviteForm(request.POST if request.method == "POST" else None, call_in=shown)
    if done(form, lambda: making.invite(shown, form.cleaned_data["people"], by=request.user)):
        messages.success(request, "They are asked. Each signs for themselves.")
        return redirect(mine(reference))
    about: dict[str, Any] = {
        "caption": shown.decision.title,
        "submit_label": "Ask them to sign",
        "template": FORM,
    }
    return form_response(
        request, form, "Ask colleagues to sign", [(shown.reference, mine(reference))], **about
    )


@login_required
@require_POST
def sign(request: SignedInRequest, reference: str) -> HttpResponse:
    shown, person = own_call_in(request.user, reference), request.user.person
    assert person is not None
    attempt(request, "You have signed.", lambda: making.sign(shown, person, by=request.user))
    return redirect(mine(reference))


@login_required
@require_POST
def take_back(request: SignedInRequest, reference: str) -> HttpResponse:
    shown, person = own_call_in(request.user, reference), request.user.person
    assert person is not None
    attempt(
        request,
        "Your signature is taken back.",
        lambda: making.take_back_signature(shown, person, by=request.user),
    )
    # Whoever was only asked to sign and says no has nothing more to see here.
    left = own_call_ins(request.user).filter(pk=shown.pk).exists()
    return redirect(mine(reference) if left else reverse("callins:my_call_ins"))


@login_required
@require_POST
def send(request: SignedInRequest, reference: str) -> HttpResponse:
    shown = led_by(request, reference)
    attempt(request, "Your call-in is sent and received.", lambda: workflow.send(shown, by=request.user))
    return redirect(mine(reference))


@login_required
@require_POST
def give_up(request: SignedInRequest, reference: str) -> HttpResponse:
    shown = led_by(request, reference)
    attempt(request, "You have given this call-in up.", lambda: workflow.give_up(shown, by=request.user))
    return redirect(mine(reference))


def led_by(request: SignedInRequest, reference: str) -> CallIn:
    """Only the lead writes, asks and sends."""
    shown = own_call_in(request.user, reference)
    if shown.lead_id != request.user.person_id:
        raise Http404
    return shown
