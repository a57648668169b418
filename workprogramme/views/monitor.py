"""The public monitor: what became of what scrutiny asked for."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from callins.call_in_gates import public_call_ins
from committees.permissions import can_run
from workprogramme.forms.tracker import LISTS
from workprogramme.models import Recommendation

from .tracker import about, list_page


@require_safe
def recommendations(request: HttpRequest) -> HttpResponse:
    context = list_page(request, Recommendation.objects.published(), LISTS)
    context["breadcrumbs"] = [("Recommendations", "")]
    return render(request, "workprogramme/public/recommendations.html", context)


@require_safe
def recommendation(request: HttpRequest, pk: int) -> HttpResponse:
    related = ("committee", "sending", "meeting", "call_in", "topic__committee")
    shown = get_object_or_404(Recommendation.objects.published().select_related(*related), pk=pk)
    call_in = shown.call_in
    context = about(shown) | {
        "call_in": call_in if call_in and public_call_ins().filter(pk=call_in.pk).exists() else None,
        "runs_it": can_run(request.user, shown.committee),
        "breadcrumbs": [
            ("Recommendations", reverse("workprogramme:recommendations")),
            (shown.reference, ""),
        ],
    }
    return render(request, "workprogramme/public/recommendation.html", context)
