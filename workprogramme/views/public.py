"""What anybody can read of scrutiny's plans, and how anybody can suggest something."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.db.models import Count, Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from accounts.http import SignedInRequest
from accounts.models import User
from committees.models import Committee
from committees.permissions import can_run
from committees.views.form_pages import Crumbs, done, form_response
from committees.views.meetings import form_page
from workprogramme.forms.longlist import ResidentForm, SuggestForm
from workprogramme.longlist import suggest as suggest_topic
from workprogramme.models import ProgrammeSection, Suggestion, Topic
from workprogramme.years import year_words

from .programme import this_year, year_asked_for

PER_PAGE = 40
Source = Suggestion.Source


def committee_shown(slug: str) -> Committee:
    """`slug` may be anything typed."""
    committee = None if "\0" in slug else Committee.objects.filter(slug=slug).first()
    if committee is None:
        raise Http404
    return committee


@require_safe
def programmes(request: HttpRequest) -> HttpResponse:
    of_now = Q(topics__is_public=True, topics__state=Topic.State.PLANNED)
    committees = Committee.objects.current().annotate(planned=Count("topics", filter=of_now))
    return render(request, "workprogramme/public/programmes.html", {"committees": committees})


@require_safe
def programme(request: HttpRequest, slug: str) -> HttpResponse:
    committee, year = committee_shown(slug), year_asked_for(request)
    found = Topic.objects.of(committee, year).public()
    topics = list(found.standing().with_all().in_order())
    sections = [
        (section, [topic for topic in topics if topic.section_id == section.pk])
        for section in ProgrammeSection.objects.all()
    ]
    years = found.model.objects.filter(committee=committee, is_public=True).values_list("year", flat=True)
    context = {
        "committee": committee,
        "year": year,
        "year_words": year_words(year),
        "years": [(each, year_words(each)) for each in sorted({*years, this_year()}, reverse=True)],
        "sections": [(section, rows) for section, rows in sections if rows or not section.retired_at],
        "topics": topics,
        "ended": found.exclude(state__in=[Topic.State.PLANNED, Topic.State.COMPLETE]).select_related(
            "carried_to", "committee"
        ),
        "runs_it": can_run(request.user, committee),
    }
    return render(request, "workprogramme/public/programme.html", context)


@require_safe
def topic(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """One topic with where it comes from and how its time has moved."""
    committee = committee_shown(slug)
    found = Topic.objects.public().filter(committee=committee)
    shown = get_object_or_404(found.select_related("section", "meeting", "carried_to", "item"), pk=pk)
    earlier = []
    before = found.filter(carried_to=shown).first()
    while before:
        earlier.append(before)
        before = found.filter(carried_to=before).first()
    related = ("undertaking__call_in__decision", "planned", "decision", "suggestion", "recommendation")
    context = {
        "committee": committee,
        "topic": shown,
        "year_words": year_words(shown.year),
        "origins": shown.origins.select_related(*related),
        "slips": [slip for each in (shown, *earlier) for slip in each.slips.all()],
        "earlier": [(each, year_words(each.year)) for each in earlier],
        "runs_it": can_run(request.user, committee),
    }
    return render(request, "workprogramme/public/topic.html", context)


@require_safe
def suggestions(request: HttpRequest) -> HttpResponse:
    """What was taken up and what was not, with the reasons. Nobody's name and nobody's own words."""
    found = Suggestion.objects.published().select_related("committee", "topic__committee")
    page = Paginator(found.order_by("-decided_at", "-pk"), PER_PAGE).get_page(request.GET.get("page"))
    return render(request, "workprogramme/public/suggestions.html", {"page": page})


def suggester_crumbs() -> Crumbs:
    return [("Work programmes", reverse("workprogramme:programmes"))]


@form_page
def suggest(request: HttpRequest) -> HttpResponse:
    """Open to everybody. Who is signed in suggests as what they are, and needs not say who."""
    who = request.user if isinstance(request.user, User) else None
    data = request.POST if request.method == "POST" else None
    form = (SuggestForm if who else ResidentForm)(data, initial={"committee": request.GET.get("committee")})
    source = Source.RESIDENT if who is None else Source.OFFICER if who.is_officer else Source.MEMBER
    if done(form, lambda: suggest_topic(source=source, by=who, **form.cleaned_data)):
        messages.success(request, "Thank you. Officers and the committee will look at your suggestion.")
        return redirect("workprogramme:my_suggestions" if who else "workprogramme:suggestions")
    words: dict[str, Any] = {
        "submit_label": "Send the suggestion",
        "template": "workprogramme/public/suggest.html",
    }
    return form_response(request, form, "Suggest what scrutiny should look at", suggester_crumbs(), **words)


@login_required
@require_safe
def my_suggestions(request: SignedInRequest) -> HttpResponse:
    """One's own, with what became of them."""
    mine = Suggestion.objects.filter(made_by=request.user).select_related("committee", "topic__committee")
    page = Paginator(mine, PER_PAGE).get_page(request.GET.get("page"))
    return render(request, "workprogramme/public/my_suggestions.html", {"page": page})
