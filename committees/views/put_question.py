"""Putting a question to a meeting, or making a representation: the form that anybody has."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache

from committees import questions as verbs
from committees.contents import Published, public_titles
from committees.forms.put_question import PutQuestionForm
from committees.models import AgendaItem, Meeting, MeetingDate, PublicQuestion
from committees.models.committee import Section

from .form_pages import done
from .meetings import form_page


@never_cache
@form_page
def put_question(request: HttpRequest, reference: str) -> HttpResponse:
    found = Meeting.objects.public().select_related("committee", "contact")
    meeting = get_object_or_404(found, reference__iexact=reference)
    context: dict[str, Any] = {"meeting": meeting, "deadlines": deadlines(list(meeting.dates.all()))}
    if not takes_questions(meeting):
        return render(request, "public/put_question.html", context)
    items, titles = published_items(meeting)
    form = PutQuestionForm(request.POST if request.method == "POST" else None, items=items, titles=titles)
    made: list[PublicQuestion] = []
    if done(form, lambda: made.append(verbs.hand_in(meeting, asker=form.asker, **form.words))):
        thank(request, made[0])
        return redirect(meeting)
    if form.is_bound:
        form.again()
    return render(request, "public/put_question.html", {**context, "form": form})


def takes_questions(meeting: Meeting) -> bool:
    return not meeting.is_cancelled and meeting.start > timezone.now()


def published_items(meeting: Meeting) -> tuple[QuerySet[AgendaItem], dict[int, str]]:
    """With their titles as published: of a draft agenda nobody outside knows an item, nor what it is called now."""
    titles = public_titles(Published(meeting))
    return meeting.items.on_agenda().filter(section=Section.PUBLIC, pk__in=titles), titles


def deadlines(dates: list[MeetingDate]) -> list[tuple[str, MeetingDate | None]]:
    return [(str(kind.label), verbs.deadline_of(kind, dates)) for kind in PublicQuestion.Kind]


def thank(request: HttpRequest, question: PublicQuestion) -> None:
    number = f"It is number {question.number} on our register, and a receipt is on its way to you by e-mail."
    if question.state == PublicQuestion.State.REFUSED:
        messages.warning(request, f"{question.state_reason} So it is not taken at the meeting. {number}")
    else:
        messages.success(request, f"Thank you. {number}")
