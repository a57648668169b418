"""A programme as its officers keep it: the year drawn, the same as a table, and what is done with all of it."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db.models import Count, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from accounts.http import SignedInRequest
from committees.models import Committee, Meeting
from committees.permissions import committee_to_run, committees_run_by
from committees.views.form_pages import Crumbs, allow, done, form_response
from committees.views.meetings import form_page
from committees.views.places import agenda_url
from workprogramme.forms.topics import CarryForm, PutForm, meetings_of
from workprogramme.models import ProgrammeSettings, Suggestion, Topic
from workprogramme.reports import put_on_agenda
from workprogramme.workflow import carry_all_forward
from workprogramme.year_plan import year_plan
from workprogramme.years import first_day, last_day, year_of, year_words


def crumbs_to(committee: Committee, year: int | None = None) -> Crumbs:
    crumbs = [
        (committee.name, reverse("workspace:committee", args=[committee.slug])),
        ("Work programme", programme_url(committee)),
    ]
    if year is not None and year != this_year():
        crumbs.append((year_words(year), programme_url(committee, year)))
    return crumbs


def programme_url(committee: Committee, year: int | None = None) -> str:
    page = reverse("workspace:programme", args=[committee.slug])
    return page if year is None or year == this_year() else f"{page}?year={year}"


def this_year() -> int:
    return year_of(timezone.localdate())


def year_asked_for(request: HttpRequest) -> int:
    """The year of the address, or this one. `request` may ask for anything."""
    asked = request.GET.get("year", "")
    return int(asked) if asked.isascii() and asked.isdecimal() and 1974 <= int(asked) <= 2200 else this_year()


@login_required
@require_safe
def programmes(request: SignedInRequest) -> HttpResponse:
    """The programmes somebody keeps."""
    allow(request.user.is_officer)
    live = Q(topics__state=Topic.State.PLANNED)
    waiting = Q(suggestions__state__in=[Suggestion.State.NEW, Suggestion.State.SHORTLISTED])
    committees = committees_run_by(request.user).annotate(
        planned=Count("topics", filter=live, distinct=True),
        waiting=Count("suggestions", filter=waiting, distinct=True),
    )
    unplaced = Suggestion.objects.waiting().filter(committee=None).count()
    context = {"committees": committees, "unplaced": unplaced}
    return render(request, "workprogramme/workspace/programmes.html", context)


@login_required
@require_safe
def programme(request: SignedInRequest, slug: str) -> HttpResponse:
    committee = committee_to_run(request.user, slug)
    year = year_asked_for(request)
    topics = list(Topic.objects.of(committee, year).standing().with_all().in_order())
    today = timezone.localdate()
    plan = year_plan(year, topics, meetings_in(committee, year), capacity_of(committee), today)
    context = {
        "committee": committee,
        "year": year,
        "year_words": year_words(year),
        "years": [(each, year_words(each)) for each in (year - 1, year + 1)],
        "plan": plan,
        "topics": topics,
        "others": Topic.objects.of(committee, year).exclude(pk__in=[topic.pk for topic in topics]),
        "next_meeting": meetings_of(committee, today).first(),
        "waiting": committee.suggestions.waiting().count(),
        "breadcrumbs": [*crumbs_to(committee)[:1], ("Work programme", "")],
    }
    return render(request, "workprogramme/workspace/programme.html", context)


def meetings_in(committee: Committee, year: int) -> list[Meeting]:
    """Public meetings that take place, to half a year after it: the drawing may look ahead."""
    return [
        each
        for each in meetings_of(committee, first_day(year)).filter(start__date__lte=last_day(year + 1))
        if each.date >= first_day(year)
    ]


def capacity_of(committee: Committee) -> int:
    settled = ProgrammeSettings.objects.filter(committee=committee).first() or ProgrammeSettings()
    return settled.meeting_capacity


@login_required
@form_page
def put(request: SignedInRequest, slug: str) -> HttpResponse:
    """Onto the agenda, as it stands now."""
    committee = committee_to_run(request.user, slug)
    meetings = meetings_of(committee, timezone.localdate())
    first = meetings.first()
    data = request.POST if request.method == "POST" else None
    form = PutForm(data, meetings=meetings, initial={"meeting": first.pk if first else None})
    if done(form, lambda: put_on_agenda(form.cleaned_data["meeting"], by=request.user)):
        meeting = form.cleaned_data["meeting"]
        messages.success(request, "The programme is on the agenda, as it stands now.")
        return redirect(agenda_url(meeting))
    words: dict[str, Any] = {
        "caption": committee.name,
        "submit_label": "Put it onto the agenda",
        "intro": "The table of topics that anybody may know of becomes a paper, as it stands now. What you change"
        " afterwards does not change the paper. Do it again for a new version.",
    }
    return form_response(request, form, "Put the programme onto an agenda", crumbs_to(committee), **words)


@login_required
@form_page
def carry(request: SignedInRequest, slug: str) -> HttpResponse:
    """What is not done goes into the next year, ticked one by one."""
    committee, year = committee_to_run(request.user, slug), year_asked_for(request)
    topics = Topic.objects.of(committee, year).live().select_related("meeting").in_order()
    data = request.POST if request.method == "POST" else None
    form = CarryForm(data, topics=topics, initial={"topics": list(topics)})
    if done(form, lambda: carry_all_forward(by=request.user, **form.cleaned_data)):
        messages.success(request, f"They are in the programme of {year_words(year + 1)}.")
        return redirect(programme_url(committee, year + 1))
    words: dict[str, Any] = {"caption": committee.name, "submit_label": "Carry them forward"}
    heading = f"Carry topics forward to {year_words(year + 1)}"
    return form_response(request, form, heading, crumbs_to(committee, year), **words)
