"""The longlist as officers work on it."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from accounts.http import SignedInRequest
from committees.agenda import ChangedMeanwhile
from committees.models import Committee
from committees.permissions import committee_to_run
from committees.views.form_pages import Crumbs, allow, done, form_response
from committees.views.meetings import form_page
from committees.views.places import attempt
from workprogramme import longlist as verbs
from workprogramme.forms.longlist import AdoptForm, GiveForm, RefuseForm, ScoreForm, SuggestForm
from workprogramme.models import Criterion, ProgrammeSection, Suggestion, Topic
from workprogramme.permissions import suggestion_to_run, suggestions_run_by
from workprogramme.scores import with_scores
from workprogramme.years import year_words

from .programme import crumbs_to, this_year

PER_PAGE = 40
NEWER = (
    "{who} has changed this suggestion since you opened it, so your points are not saved yet. "
    "They are still in the boxes below. Look at the suggestion as it is now, then save again."
)
LISTS = {
    "waiting": "To decide",
    "shortlisted": "Shortlist",
    "adopted": "Adopted",
    "refused": "Refused",
}


def longlist_url(suggestion: Suggestion) -> str:
    if suggestion.committee is None:
        return reverse("workspace:suggestions")
    return reverse("workspace:longlist", args=[suggestion.committee.slug])


def crumbs_of(suggestion: Suggestion) -> Crumbs:
    first = crumbs_to(suggestion.committee) if suggestion.committee else []
    return [
        *first,
        ("Longlist", longlist_url(suggestion)),
        (suggestion.title, reverse("workspace:suggestion", args=[suggestion.pk])),
    ]


@login_required
@require_safe
def longlist(request: SignedInRequest, slug: str) -> HttpResponse:
    committee = committee_to_run(request.user, slug)
    crumbs = [*crumbs_to(committee), ("Longlist", "")]
    return _listed(request, committee, crumbs)


@login_required
@require_safe
def unplaced(request: SignedInRequest) -> HttpResponse:
    """Suggestions by people who did not know which committee to turn to."""
    allow(request.user.is_officer)
    return _listed(request, None, [("Suggestions to no committee", "")])


def _listed(request: SignedInRequest, committee: Committee | None, crumbs: Crumbs) -> HttpResponse:
    shown = request.GET.get("list", "waiting")
    shown = shown if shown in LISTS else "waiting"
    found = suggestions_run_by(request.user).filter(committee=committee)
    found = found.waiting() if shown == "waiting" else found.filter(state=shown)  # type: ignore[attr-defined]
    criteria = list(Criterion.objects.filter(retired_at=None))
    page = Paginator(with_scores(found, criteria), PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "committee": committee,
        "page": page,
        "criteria": criteria,
        "lists": LISTS,
        "shown": shown,
        "breadcrumbs": crumbs,
    }
    return render(request, "workprogramme/workspace/longlist.html", context)


@login_required
@form_page
def suggestion(request: SignedInRequest, pk: int) -> HttpResponse:
    """The suggestion, and its points to give."""
    shown = suggestion_to_run(request.user, pk)
    criteria = list(Criterion.objects.filter(retired_at=None))
    form = ScoreForm(request.POST if request.method == "POST" else None, suggestion=shown, criteria=criteria)
    status = 200
    try:
        if form.is_valid() and _save_points(request, shown, form):
            return redirect("workspace:suggestion", pk)
    except ChangedMeanwhile as changed:
        status = 409
        messages.error(request, NEWER.format(who=changed.who))
        typed = request.POST.copy()
        typed["version"] = str(changed.version)
        form = ScoreForm(typed, suggestion=shown, criteria=criteria)
    context = {
        "suggestion": with_scores(Suggestion.objects.filter(pk=pk), criteria).get(),
        "suggester": getattr(shown, "suggester", None),
        "form": form,
        "breadcrumbs": [*crumbs_of(shown)[:-1], (shown.title, "")],
    }
    return render(request, "workprogramme/workspace/suggestion.html", context, status=status)


def _save_points(request: SignedInRequest, shown: Suggestion, form: ScoreForm) -> bool:
    version = form.cleaned_data["version"] or 0

    def save() -> object:
        return verbs.score(shown, form.points, version=version, by=request.user)

    return attempt(request, "The points are saved.", save)


@login_required
@form_page
def add(request: SignedInRequest, slug: str) -> HttpResponse:
    committee = committee_to_run(request.user, slug)
    form = SuggestForm(request.POST if request.method == "POST" else None)
    del form.fields["committee"]
    given: dict[str, Any] = {"committee": committee, "source": Suggestion.Source.OFFICER, "by": request.user}
    if done(form, lambda: verbs.suggest(**form.cleaned_data, **given)):
        messages.success(request, "The suggestion is on the longlist.")
        return redirect("workspace:longlist", slug)
    crumbs = [*crumbs_to(committee), ("Longlist", reverse("workspace:longlist", args=[slug]))]
    return form_response(request, form, "Suggest a topic", crumbs, submit_label="Put it on the longlist")


@login_required
@require_POST
def shortlist(request: SignedInRequest, pk: int) -> HttpResponse:
    shown = suggestion_to_run(request.user, pk)
    listed = request.POST.get("listed") != "no"
    words = "It is on the shortlist." if listed else "It is off the shortlist."
    attempt(request, words, lambda: verbs.shortlist(shown, listed=listed, by=request.user))
    return redirect(longlist_url(shown))


@login_required
@form_page
def adopt(request: SignedInRequest, pk: int) -> HttpResponse:
    shown = suggestion_to_run(request.user, pk)
    years = [(year, year_words(year)) for year in sorted({shown.year, this_year(), this_year() + 1})]
    section = ProgrammeSection.objects.filter(kind=ProgrammeSection.Kind.TO_SCHEDULE, retired_at=None).first()
    initial = {"public_title": shown.title, "section": section, "year": shown.year}
    form = AdoptForm(request.POST if request.method == "POST" else None, years=years, initial=initial)
    made: list[Topic] = []
    if done(form, lambda: made.append(verbs.adopt(shown, by=request.user, **form.cleaned_data))):
        messages.success(request, f"“{made[0]}” is in the programme of {year_words(made[0].year)}.")
        return redirect(longlist_url(shown))
    words: dict[str, Any] = {"caption": shown.title, "submit_label": "Adopt it"}
    return form_response(request, form, "Adopt the suggestion", crumbs_of(shown), **words)


@login_required
@form_page
def refuse(request: SignedInRequest, pk: int) -> HttpResponse:
    shown = suggestion_to_run(request.user, pk)
    form = RefuseForm(
        request.POST if request.method == "POST" else None,
        initial={"public_title": "" if shown.source == Suggestion.Source.RESIDENT else shown.title},
    )
    if done(form, lambda: verbs.refuse(shown, by=request.user, **form.cleaned_data)):
        messages.success(request, "It is refused. The reason is published.")
        return redirect(longlist_url(shown))
    words: dict[str, Any] = {"caption": shown.title, "submit_label": "Refuse it"}
    return form_response(request, form, "Refuse the suggestion", crumbs_of(shown), **words)


@login_required
@form_page
def give(request: SignedInRequest, pk: int) -> HttpResponse:
    """Whoever runs the list may pass it on: to find the right committee is no power over that committee."""
    shown = suggestion_to_run(request.user, pk)
    others = Committee.objects.current().exclude(pk=shown.committee_id or 0)
    form = GiveForm(request.POST if request.method == "POST" else None, committees=others)
    back = longlist_url(shown)
    if done(form, lambda: verbs.give_to(shown, form.cleaned_data["committee"], by=request.user)):
        messages.success(request, "It is on their longlist now.")
        return redirect(back)
    words: dict[str, Any] = {"caption": shown.title, "submit_label": "Give it to them"}
    return form_response(request, form, "Give the suggestion to a committee", crumbs_of(shown), **words)


@login_required
@require_POST
def forget(request: SignedInRequest, pk: int) -> HttpResponse:
    shown = suggestion_to_run(request.user, pk)
    words = "Nothing is kept any more about who suggested it."
    attempt(request, words, lambda: verbs.forget_suggester(shown, by=request.user))
    return redirect("workspace:suggestion", pk)
