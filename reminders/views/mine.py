"""Everybody's own reminders: how they come, how they stop, and a calendar of what is due."""

from __future__ import annotations

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.http import SignedInRequest
from accounts.models import User
from committees.views.form_pages import done
from reminders.feeds import end_feed, feed_of, make_feed, reader_of
from reminders.forms.mine import PreferenceForm
from reminders.kinds import kind_of
from reminders.links import read_token
from reminders.models import CalendarFeed, Reminder
from reminders.preferences import choose, preference_of, switch_off

form_page = require_http_methods(["GET", "HEAD", "POST"])
NEXT = 10


@login_required
@form_page
def my_reminders(request: SignedInRequest) -> HttpResponse:
    form = PreferenceForm(preference_of(request.user), request.POST if request.method == "POST" else None)
    if done(form, lambda: choose(request.user, **form.choice, by=request.user)):
        messages.success(request, "Saved. It counts from the next reminder.")
        return redirect("reminders:my_reminders")
    return _page(request, form)


def _page(request: SignedInRequest, form: PreferenceForm, address: str = "") -> HttpResponse:
    coming = Reminder.objects.filter(user=request.user, state=Reminder.State.PLANNED)
    context = {
        "form": form,
        "coming": coming.order_by("not_before", "pk")[:NEXT],
        "feed": CalendarFeed.objects.filter(user=request.user).first(),
        "address": address,
    }
    return render(request, "reminders/mine.html", context)


@login_required
@never_cache
@require_POST
def my_feed(request: SignedInRequest) -> HttpResponse:
    """A new address, shown on this page and never again; or none any more."""
    if request.POST.get("do") == "end":
        end_feed(request.user, by=request.user)
        messages.success(request, "The calendar feed is switched off.")
        return redirect("reminders:my_reminders")
    token = make_feed(request.user, by=request.user)
    address = settings.SITE_URL + reverse("reminders:calendar_feed", args=[token])
    return _page(request, PreferenceForm(preference_of(request.user)), address)


@require_safe
@never_cache
def calendar_feed(request: HttpRequest, token: str) -> HttpResponse:
    """The address is the key: calendar programs cannot sign in."""
    reader = reader_of(token)
    if reader is None:
        raise Http404
    response = HttpResponse(feed_of(reader), content_type="text/calendar; charset=utf-8")
    response["Content-Disposition"] = 'inline; filename="scrutiny.ics"'
    response["X-Robots-Tag"] = "noindex"
    return response


# A mail program that stops a list for its reader (RFC 8058) has no cookie; the signed address is the key.
@csrf_exempt
@never_cache
@form_page
def unsubscribe(request: HttpRequest, token: str) -> HttpResponse:
    """Looking changes nothing: some programs open every link in a mail."""
    found = read_token(token)
    reader = User.objects.filter(pk=found[0], is_active=True).first() if found else None
    if found is None or reader is None:
        raise Http404
    kind = kind_of(found[1])
    stopped = request.method == "POST"
    if stopped:
        switch_off(reader, kind.code, by=reader)
    return render(request, "reminders/unsubscribe.html", {"kind": kind, "stopped": stopped})
