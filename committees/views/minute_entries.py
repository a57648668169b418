"""Writing the minute of one item: its words, which are kept while they are typed, its resolutions, corrections."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.views.decorators.http import require_POST

from accounts.http import SignedInRequest
from committees.agenda import ChangedMeanwhile
from committees.forms.minutes import CorrectForm, EntryForm, ExtractForm, ResolutionForm
from committees.minutes import correcting, drafting, extracts
from committees.minutes.wording import html, pages_of
from committees.models import AgendaItem, Meeting, Minutes, Resolution
from committees.permissions import item_to_run, meetings_run_by

from .form_pages import done, form_response
from .meetings import form_page
from .minutes import minutes_crumbs
from .places import attempt, with_status

MOST_TO_PREVIEW = 200_000


def entry_url(item: AgendaItem) -> str:
    return reverse("workspace:minutes", args=[item.meeting.reference]) + f"#item-{item.pk}"


@login_required
@form_page
def minute(request: SignedInRequest, pk: int) -> HttpResponse:
    """The text of one item on a page of its own; it needs no script."""
    item = item_to_run(request.user, pk)
    form = EntryForm(request.POST or None, instance=drafting.entry_of(item), item=item)

    def save() -> object:
        return drafting.save_entry(item, version=form.opened_on, by=request.user, **form.values)

    if request.method == "POST" and form.is_valid() and form.save_with(save):
        return redirect(entry_url(item))
    context = {
        "form": form,
        "item": item,
        "heading": item.title,
        "caption": f"Minutes of {item.meeting.date:%-d %B %Y}",
        "cancel_url": entry_url(item),
        "breadcrumbs": [*minutes_crumbs(item.meeting), (item.title, "")],
        "pages": pages_of(item.meeting).get(item.pk),
    }
    return with_status(render(request, "committees/minutes/entry.html", context), form)


@login_required
@require_POST
def minute_draft(request: SignedInRequest, pk: int) -> HttpResponse:
    """What is typed, kept. When somebody else has saved meanwhile both texts come back, and nothing is lost."""
    item = item_to_run(request.user, pk)
    form = EntryForm(request.POST, instance=drafting.entry_of(item), item=item)
    if not form.is_valid():
        return JsonResponse({"errors": form.errors}, status=400)
    sent = {name: value for name, value in form.values.items() if name in request.POST}
    try:
        entry = drafting.save_entry(item, version=form.opened_on, by=request.user, **sent)
    except ChangedMeanwhile as other:
        return _both_texts(request, item, form, sent, other)
    except ValidationError as refusal:
        return JsonResponse({"errors": {"text": refusal.messages}}, status=400)
    return JsonResponse({"saved": True, "version": entry.version})


def _both_texts(
    request: SignedInRequest, item: AgendaItem, form: EntryForm, sent: dict[str, Any], other: ChangedMeanwhile
) -> HttpResponse:
    rows = [
        {
            "name": name,
            "label": str(form[name].label),
            "mine": mine.replace("\r\n", "\n"),
            "theirs": getattr(other.current, name),
        }
        for name, mine in sent.items()
    ]
    rows = [row for row in rows if row["mine"] != row["theirs"]]
    if not rows:  # both typed the same
        return JsonResponse({"saved": True, "version": other.version})
    shown = {"who": other.who, "when": other.when, "rows": rows}
    address = reverse("workspace:minute", args=[item.pk])
    side_by_side = render_to_string("committees/minutes/conflict.html", {"conflict": shown}, request)
    answer = {"version": other.version, "who": other.who, "texts": rows, "html": side_by_side, "url": address}
    return JsonResponse(answer, status=409)


@login_required
@require_POST
def preview(request: SignedInRequest, pk: int) -> HttpResponse:
    """How Markdown will be printed: the same safe HTML that the minutes are made from."""
    item_to_run(request.user, pk)
    text = request.POST.get("text", "")[:MOST_TO_PREVIEW]
    return HttpResponse(html(text) or "<p>Nothing to show yet.</p>")


@login_required
@form_page
def resolution_add(request: SignedInRequest, pk: int) -> HttpResponse:
    item = item_to_run(request.user, pk)
    form = ResolutionForm(request.POST or None, item=item)

    def add() -> object:
        return drafting.add_resolution(item, by=request.user, **form.values)

    if request.method == "POST" and form.is_valid() and form.save_with(add):
        return redirect(entry_url(item))
    return _form(request, form, item, "Add a resolution")


@login_required
@form_page
def resolution(request: SignedInRequest, pk: int) -> HttpResponse:
    found = resolution_to_run(request, pk)
    item = found.entry.item
    form = ResolutionForm(request.POST or None, instance=resolution_to_run(request, pk), item=item)

    def save() -> object:
        return drafting.edit_resolution(found, version=form.opened_on, by=request.user, **form.values)

    if request.method == "POST" and form.is_valid() and form.save_with(save):
        return redirect(entry_url(item))
    return _form(request, form, item, "Change the resolution")


def resolution_to_run(request: SignedInRequest, pk: int) -> Resolution:
    found = Resolution.objects.select_related("entry__item__meeting__committee")
    return get_object_or_404(found, pk=pk, entry__item__meeting__in=meetings_run_by(request.user))


@login_required
@require_POST
def resolution_move(request: SignedInRequest, pk: int) -> HttpResponse:
    found = resolution_to_run(request, pk)
    up = request.POST.get("direction") == "up"
    attempt(request, "", lambda: drafting.move_resolution(found, up=up, by=request.user))
    return redirect(entry_url(found.entry.item))


@login_required
@require_POST
def resolution_remove(request: SignedInRequest, pk: int) -> HttpResponse:
    found = resolution_to_run(request, pk)
    attempt(
        request, "The resolution is taken out.", lambda: drafting.remove_resolution(found, by=request.user)
    )
    return redirect(entry_url(found.entry.item))


@login_required
@form_page
def correct(request: SignedInRequest, pk: int) -> HttpResponse:
    """A correction of checked minutes, kept with the words before and after."""
    item = item_to_run(request.user, pk)
    entry = drafting.entry_of(item)
    form = CorrectForm(request.POST or None, entry=entry)
    if entry.pk and done(form, lambda: correcting.correct(entry, by=request.user, **form.cleaned_data)):
        return redirect(entry_url(item))
    return _form(request, form, item, "Record a correction")


@login_required
@form_page
def extract(request: SignedInRequest, pk: int) -> HttpResponse:
    """The minutes of this item as a paper for another meeting."""
    item = item_to_run(request.user, pk)
    minutes = get_object_or_404(Minutes.objects.select_related("meeting__committee"), meeting=item.meeting_id)
    form = ExtractForm(request.POST or None, items=_items_to_come(request, item.meeting))

    def put() -> object:
        chosen = form.cleaned_data
        return extracts.put_extract_on(
            item, minutes=minutes, onto=chosen["onto"], label=chosen["label"], by=request.user
        )

    if done(form, put):
        onto = form.cleaned_data["onto"]
        return redirect(reverse("workspace:meeting", args=[onto.meeting.reference]) + f"#item-{onto.pk}")
    return _form(request, form, item, "Put an extract onto another agenda")


def _items_to_come(request: SignedInRequest, meeting: Meeting) -> Any:
    coming = meetings_run_by(request.user).filter(state=Meeting.State.PLANNED).upcoming()  # type: ignore[attr-defined]
    items = AgendaItem.objects.filter(meeting__in=coming, state=AgendaItem.State.ON_AGENDA)
    return items.exclude(meeting=meeting).select_related("meeting").order_by("meeting__start", "order")


def _form(request: SignedInRequest, form: Any, item: AgendaItem, heading: str) -> HttpResponse:
    places = [*minutes_crumbs(item.meeting)[:-1], ("Minutes", entry_url(item))]
    return form_response(
        request, form, heading, places, template="committees/minutes/form.html", caption=item.title, item=item
    )
