"""Alerts as residents ask for them, confirm, change and stop them. No account, no cookie of theirs, no script."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from committees.models import Committee
from committees.views.caching import for_everybody
from council.models import Ward
from workprogramme.models import Topic

from . import following
from .forms import AddressForm, AskForm, OftenForm
from .links import MINE, STOP, alert_of, mine_link, subscriber_of
from .models import Alert, Often, Subscriber
from .things import thing_asked_for, thing_of

form_page = require_http_methods(["GET", "HEAD", "POST"])


@require_safe
@for_everybody
def choose(request: HttpRequest) -> HttpResponse:
    topics = Topic.objects.public().live().select_related("committee").order_by("committee__name", "title")
    context = {"committees": Committee.objects.current(), "wards": Ward.objects.all(), "topics": topics}
    return render(request, "alerts/choose.html", context)


@form_page
@never_cache
def ask(request: HttpRequest) -> HttpResponse:
    """The answer is the same whoever asks for whatever, so nobody learns from it who follows what."""
    thing = thing_asked_for(request.GET)
    if thing is None:
        return redirect("alerts:choose")
    form = AskForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        following.ask(form.cleaned_data["address"], thing, often=form.cleaned_data["often"])
        return redirect("alerts:asked")
    return page(request, "alerts/ask.html", form=form, thing=thing)


@require_safe
@never_cache
def asked(request: HttpRequest) -> HttpResponse:
    return page(request, "alerts/asked.html")


@form_page
@never_cache
def send_link(request: HttpRequest) -> HttpResponse:
    form = AddressForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        following.send_link(form.cleaned_data["address"])
        return redirect("alerts:asked")
    return page(request, "alerts/link.html", form=form)


@form_page
@never_cache
def confirm(request: HttpRequest, token: str) -> HttpResponse:
    """Looking confirms nothing: some programs open every link in a mail."""
    alert = alert_of(token)
    if alert is None:
        return page(request, "alerts/gone.html", status=404)
    if request.method == "POST":
        subscriber = following.confirm(alert)
        if subscriber is None:
            return page(request, "alerts/gone.html", status=404)
        messages.success(request, "The alert is set up. We write to you when there is something new.")
        return redirect(mine_link(subscriber))
    return page(request, "alerts/confirm.html", thing=thing_of(alert))


@form_page
@never_cache
def mine(request: HttpRequest, token: str) -> HttpResponse:
    subscriber = subscriber_of(token, MINE)
    if subscriber is None:
        return page(request, "alerts/gone.html", status=404)
    if request.method == "POST":
        return change(request, subscriber)
    alerts = subscriber.alerts.confirmed().select_related("committee", "topic__committee", "ward")
    shown = [(alert, thing_of(alert)) for alert in alerts]
    return page(request, "alerts/mine.html", shown=shown, often=Often.choices)


def change(request: HttpRequest, subscriber: Subscriber) -> HttpResponse:
    if "all" in request.POST:
        following.stop_all(subscriber)
        return page(request, "alerts/stopped.html")
    number = request.POST.get("alert", "")
    known = subscriber.alerts.confirmed()
    alert: Alert = get_object_or_404(known, pk=number if number.isdecimal() and len(number) < 19 else 0)
    form = OftenForm(request.POST)
    if "stop" in request.POST:
        following.stop(alert)
        if not Subscriber.objects.filter(pk=subscriber.pk).exists():
            return page(request, "alerts/stopped.html")
        messages.success(request, "The alert is stopped. We write to you about it no more.")
    elif form.is_valid():
        following.change(alert, often=form.cleaned_data["often"])
        messages.success(request, "How often we write to you is changed.")
    return redirect(mine_link(subscriber))


# A mail program that stops a list for its reader (RFC 8058) has no cookie; the signed address is the key.
@csrf_exempt
@form_page
@never_cache
def stop(request: HttpRequest, token: str) -> HttpResponse:
    subscriber = subscriber_of(token, STOP)
    if request.method == "POST":
        # Whoever stops twice is told the same.
        if subscriber is not None:
            following.stop_all(subscriber)
        return page(request, "alerts/stopped.html")
    if subscriber is None:
        return page(request, "alerts/gone.html", status=404)
    return page(request, "alerts/stop.html", mine=mine_link(subscriber))


def page(request: HttpRequest, template: str, status: int = 200, **context: Any) -> HttpResponse:
    response = render(request, template, context, status=status)
    response["X-Robots-Tag"] = "noindex"
    # The address of a page that is somebody's own must not travel on to another site. With no-referrer a browser
    # would also keep from us where a form came from, and Django would refuse it.
    response["Referrer-Policy"] = "same-origin"
    return response
