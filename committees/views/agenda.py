"""The agenda builder: a meeting's agenda, its items and the reports under them."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.http import SignedInRequest
from committees.agenda import (
    CannotChange,
    add_item,
    defer_item,
    edit_item,
    later_meetings,
    move_item,
    restore_item,
    set_order,
    withdraw_item,
)
from committees.forms.agenda import DeferForm, ItemForm, WithdrawForm
from committees.large_print import has_failed as large_print_failed
from committees.meeting_dates import agenda_deadline
from committees.models import AgendaItem, Build, Meeting
from committees.models.committee import Section
from committees.outline import outline
from committees.pending import pending
from committees.permissions import item_to_run, meeting_to_run
from council.calendar_in_force import calendar_in_force

from .places import agenda_url, attempt, crumbs, with_status

form_methods = require_http_methods(["GET", "HEAD", "POST"])


@login_required
@require_safe
def meeting(request: SignedInRequest, reference: str) -> HttpResponse:
    meeting = meeting_to_run(request.user, reference)
    waiting = pending(meeting)
    context = {
        "meeting": meeting,
        "outline": outline(meeting),
        "editable": not meeting.is_cancelled,
        "last": waiting.last,
        "changed": waiting.changed,
        "pending": waiting,
        "build": meeting.builds.order_by("-pk").first(),
        "large_print_failed": waiting.last is not None and large_print_failed(meeting),
        "under_way": Build.State.under_way(),
        "deadline": None if waiting.last else agenda_deadline(meeting, calendar_in_force()),
        "breadcrumbs": [*crumbs(meeting)[:-1], (f"{meeting.date:%-d %B %Y}", "")],
    }
    return render(request, "committees/agenda/meeting.html", context)


@login_required
@form_methods
def item_add(request: SignedInRequest, reference: str) -> HttpResponse:
    meeting = meeting_to_run(request.user, reference)
    section = Section.EXEMPT if request.GET.get("section") == Section.EXEMPT else Section.PUBLIC
    form = ItemForm(request.POST or None, initial={"section": section})
    if request.method == "POST" and form.is_valid():
        added: list[AgendaItem] = []
        if form.save_with(lambda: added.append(add_item(meeting, by=request.user, **form.values))):
            return redirect(agenda_url(meeting, added[0]))
    return _item_form(request, form, meeting, heading="Add an item", submit_label="Add the item")


@login_required
@form_methods
def item(request: SignedInRequest, pk: int) -> HttpResponse:
    item = item_to_run(request.user, pk)
    title = item.title
    form = ItemForm(request.POST or None, instance=item)

    def save() -> AgendaItem:
        return edit_item(item, version=form.opened_on, by=request.user, **form.values)

    if request.method == "POST" and form.is_valid() and form.save_with(save):
        return redirect(agenda_url(item.meeting, item))
    return _item_form(request, form, item.meeting, heading=title, item=item)


def _item_form(
    request: SignedInRequest,
    form: ItemForm,
    meeting: Meeting,
    *,
    item: AgendaItem | None = None,
    **words: str,
) -> HttpResponse:
    context = {
        "form": form,
        "meeting": meeting,
        "item": item,
        "cancel_url": agenda_url(meeting, item),
        "breadcrumbs": crumbs(meeting),
        **words,
    }
    return with_status(render(request, "committees/agenda/item_form.html", context), form)


@login_required
@require_POST
def item_move(request: SignedInRequest, pk: int) -> HttpResponse:
    item = item_to_run(request.user, pk)
    up = request.POST.get("direction") == "up"
    attempt(request, "", lambda: move_item(item, up=up, by=request.user))
    return redirect(agenda_url(item.meeting, item))


@login_required
@require_POST
def agenda_order(request: SignedInRequest, reference: str) -> HttpResponse:
    """The whole agenda as it was dragged; answers with the number each item has now."""
    meeting = meeting_to_run(request.user, reference)
    pks = [int(pk) for pk in request.POST.getlist("item") if pk.isdecimal() and len(pk) < 19]
    try:
        order = set_order(meeting, pks, by=request.user)
    except CannotChange as refusal:
        return JsonResponse({"error": refusal.messages[0]}, status=409)
    return JsonResponse({"numbers": {item.pk: number for number, item in enumerate(order, start=1)}})


@login_required
@form_methods
def item_defer(request: SignedInRequest, pk: int) -> HttpResponse:
    item = item_to_run(request.user, pk)
    meetings = later_meetings(item.meeting)
    form = DeferForm(request.POST or None, meetings=meetings)
    if request.method == "POST" and form.is_valid():
        to = form.cleaned_data["to"]
        attempt(
            request,
            f"“{item}” is deferred to {to.date:%-d %B %Y}. Its report and papers have moved with it.",
            lambda: defer_item(item, to, reason=form.cleaned_data["reason"], by=request.user),
        )
        return redirect(agenda_url(item.meeting))
    context = {
        "form": form,
        "item": item,
        "can_defer": meetings.exists(),
        "heading": "Defer to a later meeting",
        "caption": item.title,
        "submit_label": "Defer the item",
        "cancel_url": agenda_url(item.meeting, item),
        "breadcrumbs": crumbs(item.meeting),
    }
    return render(request, "committees/agenda/defer.html", context)


@login_required
@form_methods
def item_withdraw(request: SignedInRequest, pk: int) -> HttpResponse:
    item = item_to_run(request.user, pk)
    form = WithdrawForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        reason = form.cleaned_data["reason"]
        attempt(
            request,
            f"“{item}” is withdrawn. You can restore it at the end of this page.",
            lambda: withdraw_item(item, reason=reason, by=request.user),
        )
        return redirect(agenda_url(item.meeting))
    context = {
        "form": form,
        "heading": "Withdraw an item",
        "caption": item.title,
        "submit_label": "Withdraw the item",
        "submit_warning": True,
        "cancel_url": agenda_url(item.meeting, item),
        "breadcrumbs": crumbs(item.meeting),
    }
    return render(request, "committees/agenda/form.html", context)


@login_required
@require_POST
def item_restore(request: SignedInRequest, pk: int) -> HttpResponse:
    item = item_to_run(request.user, pk)
    attempt(request, f"“{item}” is back on the agenda.", lambda: restore_item(item, by=request.user))
    return redirect(agenda_url(item.meeting, item))
