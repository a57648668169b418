"""The recommendations tracker of officers: the list, and one recommendation from draft to done."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from accounts.http import SignedInRequest
from audit.log import entries_for
from committees.minutes.action_papers import next_meeting
from committees.permissions import committee_to_run, committees_run_by
from committees.views.form_pages import Crumbs, allow, done, form_response
from committees.views.meetings import form_page
from committees.views.places import agenda_url, attempt
from council.models import Council
from scrutiny.lib.explained import ExplainedDate
from workprogramme import tracking
from workprogramme.forms.tracker import (
    DRAFTS,
    LISTS,
    AgreeForm,
    KnownStepForm,
    NewRecommendationForm,
    ProgressForm,
    RecommendationForm,
    ResponseForm,
    SendForm,
    StepForm,
    TrackerFilter,
    WithdrawForm,
)
from workprogramme.models import Recommendation, Topic
from workprogramme.models.recommendations import RecommendationQuerySet
from workprogramme.models.topics import TopicQuerySet
from workprogramme.outcomes import became_of
from workprogramme.permissions import recommendation_to_run, recommendations_run_by
from workprogramme.tracker_paper import put_on_agenda

PER_PAGE = 25
RELATED = ("committee", "sending")


def list_page(
    request: HttpRequest, found: RecommendationQuerySet, lists: dict[str, str], first: str
) -> dict[str, Any]:
    """What a list shows: officers' and the public's differ in what they are made of and which comes first."""
    shown = request.GET.get("list", first)
    shown = shown if shown in lists else first
    data = {name: str(value).replace("\0", "") for name, value in request.GET.items()}
    form, today = TrackerFilter(data), timezone.localdate()
    rows = form.apply(found.select_related(*RELATED).prefetch_related("responses"), shown, today)
    page = Paginator(rows, PER_PAGE).get_page(request.GET.get("page"))
    for each in page.object_list:
        each.overdue = each.is_overdue(today)  # type: ignore[attr-defined]
        each.became = became_of(each, today)  # type: ignore[attr-defined]
    return {
        "form": form,
        "page": page,
        "shown": shown,
        "shown_name": lists[shown],
        "lists": lists.items(),
        "overdue": found.overdue(today).count(),
    }


def about(recommendation: Recommendation) -> dict[str, Any]:
    """One of them with its responses, steps and history."""
    today, sending = timezone.localdate(), recommendation.sending
    recommendation.overdue = recommendation.is_overdue(today)  # type: ignore[attr-defined]
    steps = list(recommendation.steps.select_related("owner"))
    for step in steps:
        step.overdue = step.is_overdue(today)  # type: ignore[attr-defined]
    return {
        "recommendation": recommendation,
        "due": ExplainedDate.from_json(sending.due_told) if sending and sending.due_told else None,
        "became": became_of(recommendation, today),
        "responses": recommendation.responses.all(),
        "steps": steps,
        "progress": recommendation.progress_reports.select_related("by"),
    }


def topics_from(recommendation: Recommendation) -> TopicQuerySet:
    """Of the work programme, that follow it up."""
    found = Topic.objects.filter(origins__recommendation=recommendation)
    return found.select_related("committee", "meeting").order_by("pk")


def crumbs_of(recommendation: Recommendation) -> Crumbs:
    page = reverse("workspace:recommendation", args=[recommendation.pk])
    return [("Recommendations", reverse("workspace:recommendations")), (recommendation.reference, page)]


@login_required
@require_safe
def recommendations(request: SignedInRequest) -> HttpResponse:
    allow(request.user.is_officer)
    committees = list(committees_run_by(request.user))
    context = list_page(request, recommendations_run_by(request.user), LISTS | DRAFTS, first="open")
    context |= {"committees": committees, "breadcrumbs": [("Recommendations", "")]}
    return render(request, "workprogramme/tracker/list.html", context)


@login_required
@require_safe
def recommendation(request: SignedInRequest, pk: int) -> HttpResponse:
    shown = recommendation_to_run(request.user, pk)
    context = about(shown) | {
        "topics": topics_from(shown),
        "history": entries_for(shown)[:50],
        "breadcrumbs": [*crumbs_of(shown)[:1], (shown.reference, "")],
    }
    return render(request, "workprogramme/tracker/recommendation.html", context)


@login_required
@form_page
def add(request: SignedInRequest, slug: str) -> HttpResponse:
    committee = committee_to_run(request.user, slug)
    initial = {name: request.GET.get(name) for name in NewRecommendationForm.ORIGINS}
    data = request.POST if request.method == "POST" else None
    form = NewRecommendationForm(data, committee=committee, initial=initial)
    made: list[Recommendation] = []
    if done(
        form,
        lambda: made.append(tracking.draft(committee, source=form.source, by=request.user, **form.words)),
    ):
        messages.success(request, f"{made[0].reference} is drafted.")
        return redirect("workspace:recommendation", made[0].pk)
    crumbs = [("Recommendations", reverse("workspace:recommendations"))]
    return form_response(request, form, "Add a recommendation", crumbs, caption=committee.name)


@login_required
@form_page
def edit(request: SignedInRequest, pk: int) -> HttpResponse:
    shown = recommendation_to_run(request.user, pk)
    data = request.POST if request.method == "POST" else None
    form = RecommendationForm(data, instance=Recommendation.objects.get(pk=pk))
    if form.is_valid() and form.save_with(
        lambda: tracking.edit(shown, version=form.opened_on, by=request.user, **form.values)
    ):
        messages.success(request, "The recommendation is changed.")
        return redirect("workspace:recommendation", pk)
    return form_response(request, form, "Change the recommendation", crumbs_of(shown))


def _step(
    request: SignedInRequest,
    shown: Recommendation,
    form: forms.Form,
    heading: str,
    said: str,
    verb: Callable[[], object],
    **words: Any,
) -> HttpResponse:
    """A page with one form and one verb, that leads back to the recommendation."""
    if request.method == "POST" and done(form, verb):
        messages.success(request, said)
        return redirect("workspace:recommendation", shown.pk)
    words = {"caption": shown.reference} | words
    return form_response(request, form, heading, crumbs_of(shown), **words)


def _given(request: SignedInRequest) -> Any:
    return request.POST if request.method == "POST" else None


@login_required
@form_page
def agree(request: SignedInRequest, pk: int) -> HttpResponse:
    shown = recommendation_to_run(request.user, pk)
    form = AgreeForm(_given(request), initial={"on": shown.meeting.date if shown.meeting else None})
    said = "It is the committee’s. Publish it when you are ready, and send it with its notice."
    return _step(
        request, shown, form, "The committee has agreed it", said,
        lambda: tracking.agree(shown, by=request.user, **form.cleaned_data),
    )  # fmt: skip


@login_required
@form_page
def send(request: SignedInRequest, pk: int) -> HttpResponse:
    shown = recommendation_to_run(request.user, pk)
    today = timezone.localdate()
    initial = {"notice": notice_for(shown), "report_received_on": today, "notice_received_on": today}
    form = SendForm(_given(request), recommendation=shown, initial=initial)

    def verb() -> object:
        values = dict(form.cleaned_data)
        together = values.pop("together", [])
        return tracking.send([shown, *together], by=request.user, **values)

    return _step(
        request, shown, form, f"Send it to {shown.addressee}", "It is sent, and its clock runs.", verb,
        intro="Send the notice by your usual way, then record it here. What you record is kept as it is.",
    )  # fmt: skip


def notice_for(recommendation: Recommendation) -> str:
    council, name = Council.objects.get().name, recommendation.committee.name
    if recommendation.addressee_kind == "partner":
        return (
            f"The {name} of {council} has made the recommendation that comes with this notice. Under section 9FF"
            " of the Local Government Act 2000 you have to have regard to it. Please tell us what you will do."
        )
    return (
        f"The {name} of {council} gives notice under section 9FE of the Local Government Act 2000. You are required"
        " to consider the report and recommendations that come with this notice; to respond, saying what action,"
        " if any, you propose to take; and to publish the response if the report was published. You must do so"
        " within two months beginning with the day you received the report or, if later, this notice."
    )


@login_required
@form_page
def respond(request: SignedInRequest, pk: int) -> HttpResponse:
    shown = recommendation_to_run(request.user, pk)
    form = ResponseForm(_given(request), initial={"given_by": shown.addressee, "version": shown.version})
    return _step(
        request, shown, form, "Record the response", "The response is recorded.",
        lambda: tracking.respond(shown, by=request.user, **form.cleaned_data),
    )  # fmt: skip


@login_required
@form_page
def progress(request: SignedInRequest, pk: int) -> HttpResponse:
    shown = recommendation_to_run(request.user, pk)
    form = ProgressForm(_given(request), initial={"version": shown.version, "light": shown.light})
    if form.is_valid() and form.save_with(
        lambda: tracking.report_progress(shown, version=form.opened_on, by=request.user, **form.values)
    ):
        messages.success(request, "How it goes is recorded.")
        return redirect("workspace:recommendation", pk)
    return form_response(request, form, "How does it go?", crumbs_of(shown), caption=shown.reference)


@login_required
@form_page
def withdraw(request: SignedInRequest, pk: int) -> HttpResponse:
    shown = recommendation_to_run(request.user, pk)
    form = WithdrawForm(_given(request))
    return _step(
        request, shown, form, "Withdraw it", "It is withdrawn, and stays on record.",
        lambda: tracking.withdraw(shown, by=request.user, **form.cleaned_data),
    )  # fmt: skip


@login_required
@require_POST
def publish(request: SignedInRequest, pk: int) -> HttpResponse:
    shown = recommendation_to_run(request.user, pk)
    attempt(request, "Everybody can read it now.", lambda: tracking.publish(shown, by=request.user))
    return redirect("workspace:recommendation", pk)


@login_required
@form_page
def step_add(request: SignedInRequest, pk: int) -> HttpResponse:
    shown = recommendation_to_run(request.user, pk)
    form = StepForm(_given(request))
    return _step(
        request, shown, form, "Add a step", "The step is added.",
        lambda: tracking.save_step(shown, by=request.user, **form.cleaned_data),
    )  # fmt: skip


@login_required
@form_page
def step(request: SignedInRequest, pk: int, step: int) -> HttpResponse:
    shown = recommendation_to_run(request.user, pk)
    found = get_object_or_404(shown.steps, pk=step)
    names = ("text", "owner", "owner_name", "due_on", "done_on", "version")
    form = KnownStepForm(_given(request), initial={name: getattr(found, name) for name in names})
    if form.is_valid() and form.save_with(
        lambda: tracking.save_step(shown, found, version=form.opened_on, by=request.user, **form.values)
    ):
        messages.success(request, "The step is changed.")
        return redirect("workspace:recommendation", pk)
    return form_response(request, form, "Change the step", crumbs_of(shown), caption=shown.reference)


@login_required
@require_POST
def put(request: SignedInRequest, slug: str) -> HttpResponse:
    """Onto the agenda of the next meeting, as it stands now."""
    committee = committee_to_run(request.user, slug)
    meeting = next_meeting(committee)
    if meeting is None:
        messages.error(request, "The committee has no meeting to come. Add one first.")
        return redirect("workspace:recommendations")
    said = f"The tracker is on the agenda of {meeting.date:%-d %B %Y}, as it stands now."
    if attempt(request, said, lambda: put_on_agenda(committee, meeting, by=request.user)):
        return redirect(agenda_url(meeting))
    return redirect("workspace:recommendations")
