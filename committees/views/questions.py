"""The register of questions and representations from the public. For the officers of the committee only."""

from __future__ import annotations

from collections.abc import Callable

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from accounts.http import SignedInRequest
from committees import questions as verbs
from committees.forms.before import AnswerForm, NewQuestionForm, QuestionForm, RefuseForm
from committees.models import Meeting, PublicQuestion
from committees.permissions import meeting_to_run, meetings_run_by

from .form_pages import Crumbs, allow, done, form_response
from .meetings import form_page
from .places import attempt, crumbs


def register_crumbs(meeting: Meeting) -> Crumbs:
    return [*crumbs(meeting), ("Public questions", reverse("workspace:questions", args=[meeting.reference]))]


def question_to_run(request: SignedInRequest, pk: int) -> PublicQuestion:
    found = PublicQuestion.objects.select_related("meeting__committee", "item")
    return get_object_or_404(found, pk=pk, meeting__in=meetings_run_by(request.user))


@login_required
@require_safe
def register(request: SignedInRequest, reference: str) -> HttpResponse:
    meeting = meeting_to_run(request.user, reference)
    dates = list(meeting.dates.all())
    context = {
        "meeting": meeting,
        "questions": meeting.public_questions.select_related("item", "asker"),
        "deadlines": [(kind.label, verbs.deadline_of(kind, dates)) for kind in PublicQuestion.Kind],
        "breadcrumbs": [*crumbs(meeting), ("Public questions", "")],
    }
    return render(request, "committees/sitting/questions.html", context)


@login_required
@form_page
def add(request: SignedInRequest, reference: str) -> HttpResponse:
    meeting = meeting_to_run(request.user, reference)
    form = NewQuestionForm(
        request.POST if request.method == "POST" else None,
        instance=PublicQuestion(meeting=meeting),
        meeting=meeting,
    )

    def verb() -> object:
        late = form.cleaned_data["late_reason"]
        return verbs.register(
            meeting,
            asker=form.asker,
            received_at=form.moment,
            late_reason=late,
            by=request.user,
            **form.values,
        )

    if done(form, verb):
        messages.success(request, "It is on the register.")
        return redirect("workspace:questions", meeting.reference)
    return form_response(
        request,
        form,
        "Register a question or representation",
        register_crumbs(meeting),
        intro="Who asked is kept apart from the question, for officers only, and is never published.",
        submit_label="Register",
    )


@login_required
@require_safe
def question(request: SignedInRequest, pk: int) -> HttpResponse:
    found = question_to_run(request, pk)
    context = {
        "question": found,
        "asker": getattr(found, "asker", None),
        "late": verbs.is_late(found.kind, found.received_at, found.meeting.dates.all()),
        "breadcrumbs": [*register_crumbs(found.meeting), (str(found), "")],
    }
    return render(request, "committees/sitting/question.html", context)


def question_crumbs(found: PublicQuestion) -> Crumbs:
    return [*register_crumbs(found.meeting), (str(found), reverse("workspace:question", args=[found.pk]))]


@login_required
@form_page
def edit(request: SignedInRequest, pk: int) -> HttpResponse:
    found = question_to_run(request, pk)
    form = QuestionForm(
        request.POST if request.method == "POST" else None,
        instance=question_to_run(request, pk),
        meeting=found.meeting,
    )
    if form.is_valid() and form.save_with(
        lambda: verbs.edit(found, version=form.opened_on, asker=form.asker, by=request.user, **form.values)
    ):
        messages.success(request, "The question is saved.")
        return redirect("workspace:question", pk)
    return form_response(request, form, "Change the question", question_crumbs(found), submit_label="Save")


@login_required
@form_page
def answer(request: SignedInRequest, pk: int) -> HttpResponse:
    found = question_to_run(request, pk)
    form = AnswerForm(
        request.POST if request.method == "POST" else None, instance=question_to_run(request, pk)
    )
    if form.is_valid() and form.save_with(
        lambda: verbs.answer(found, text=form.cleaned_data["answer"], version=form.opened_on, by=request.user)
    ):
        messages.success(request, "The answer is saved.")
        return redirect("workspace:question", pk)
    return form_response(
        request,
        form,
        "Answer",
        question_crumbs(found),
        caption=found.text[:120],
        submit_label="Save the answer",
    )


@login_required
@form_page
def refuse(request: SignedInRequest, pk: int) -> HttpResponse:
    found = question_to_run(request, pk)
    form = RefuseForm(request.POST if request.method == "POST" else None)
    if done(form, lambda: verbs.refuse(found, by=request.user, **form.cleaned_data)):
        messages.success(request, "It is not taken.")
        return redirect("workspace:question", pk)
    return form_response(
        request, form, "Do not take it", question_crumbs(found), submit_label="Do not take it"
    )


STEPS: dict[str, tuple[Callable[..., object], str]] = {
    "accept": (verbs.accept, "It is accepted."),
    "withdraw": (verbs.withdraw, "It is withdrawn."),
    "publish": (verbs.publish, "It is on the public page of the meeting."),
    "take-back": (verbs.take_back, "It is on the public page no longer."),
    "forget": (verbs.forget_asker, "The personal details are deleted."),
}


@login_required
@require_POST
def step(request: SignedInRequest, pk: int, verb: str) -> HttpResponse:
    found = question_to_run(request, pk)
    allow(verb in STEPS)
    act, words = STEPS[verb]
    late = request.POST.get("late_reason", "").replace("\0", "")
    more = {"late_reason": late} if verb == "accept" and late else {}
    attempt(request, words, lambda: act(found, by=request.user, **more))
    return redirect("workspace:question", pk)
