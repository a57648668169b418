"""The public monitor: what became of what scrutiny asked for."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from callins.call_in_gates import public_call_ins
from committees.permissions import can_run
from workprogramme.forms.tracker import LISTS
from workprogramme.models import Recommendation
from workprogramme.outcomes import figures

from .tracker import about, list_page, topics_from


@require_safe
def recommendations(request: HttpRequest) -> HttpResponse:
    published = Recommendation.objects.published()
    context = list_page(request, published, LISTS, first="all")
    context |= {"figures": figures(published, timezone.localdate()), "breadcrumbs": [("Recommendations", "")]}
    return render(request, "workprogramme/public/recommendations.html", context)


@require_safe
def recommendation(request: HttpRequest, pk: int) -> HttpResponse:
    related = ("committee", "sending", "meeting", "review", "call_in", "topic__committee")
    shown = get_object_or_404(Recommendation.objects.published().select_related(*related), pk=pk)
    call_in = shown.call_in
    context = about(shown) | {
        "call_in": call_in if call_in and public_call_ins().filter(pk=call_in.pk).exists() else None,
        "topics": topics_from(shown).filter(is_public=True),
        "runs_it": can_run(request.user, shown.committee),
        "breadcrumbs": [
            ("Recommendations", reverse("workprogramme:recommendations")),
            (shown.reference, ""),
        ],
    }
    return render(request, "workprogramme/public/recommendation.html", context)
