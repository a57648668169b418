"""Councillors: who they are, where they sit, and how to reach them."""

from __future__ import annotations

from django.db.models import Prefetch
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from committees.forms.councillors import CouncillorFilter
from committees.models import Meeting, Membership
from council.models import GroupLeader, Person, Term

from .caching import for_everybody


@require_safe
@for_everybody
def councillors(request: HttpRequest) -> HttpResponse:
    today = timezone.localdate()
    form = CouncillorFilter(request.GET or None)
    terms = Term.objects.filter(start__lte=today).select_related("ward", "group").order_by("-start")
    seats = Membership.objects.on(today).select_related("committee").order_by("committee__name")
    leads = GroupLeader.objects.on(today).select_related("group")
    people = (
        form.apply(Person.objects.filter(kind=Person.Kind.COUNCILLOR), today)
        .prefetch_related(
            Prefetch("terms", terms, to_attr="terms_served"),
            Prefetch("memberships", seats, to_attr="seats"),
            Prefetch("group_roles", leads, to_attr="leads"),
        )
        .order_by("family_name", "given_name")
    )
    return render(request, "public/councillors.html", {"form": form, "people": people})


@require_safe
@for_everybody
def councillor(request: HttpRequest, pk: int) -> HttpResponse:
    """Somebody who has left keeps a page: their name stands in what was published."""
    today = timezone.localdate()
    people = Person.objects.filter(kind=Person.Kind.COUNCILLOR, terms__isnull=False).distinct()
    shown = get_object_or_404(people, pk=pk)
    terms = list(shown.terms.select_related("ward", "group").order_by("-start"))
    seats = shown.memberships.select_related("committee").order_by("committee__name", "-start")
    now = [seat for seat in seats if seat.start <= today and (seat.end is None or seat.end >= today)]
    committees = [seat.committee_id for seat in now]
    context = {
        "person": shown,
        "terms": terms,
        "term": next((term for term in terms if term.start <= today), terms[0]),
        "in_office": any(term.start <= today and (term.end is None or term.end >= today) for term in terms),
        "seats": now,
        "leads": GroupLeader.objects.on(today).filter(person=shown).select_related("group").first(),
        "former": [seat for seat in seats if seat.end is not None and seat.end < today],
        "to_come": Meeting.objects.public()
        .upcoming()
        .filter(committee__in=committees)
        .select_related("committee")[:5],
    }
    return render(request, "public/councillor.html", context)
