"""The people the council names: find them, add and change them, keep their terms of office."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from accounts.http import SignedInRequest
from committees.directory import add_person, add_term, correct_term, edit_person, end_term, seats_after
from committees.forms.directory import EndTermForm, PeopleFilter, PersonForm, TermForm
from committees.models import Membership
from committees.permissions import can_keep_people, committees_configured_by
from council.models import Person, Term

from .form_pages import Crumbs, allow, done, form_response
from .meetings import form_page

PEOPLE_PER_PAGE = 25


@login_required
@require_safe
def people(request: SignedInRequest) -> HttpResponse:
    allow(can_keep_people(request.user))
    form = PeopleFilter(request.GET or None)
    found = form.found(timezone.localdate())
    context = {
        "form": form,
        "page": Paginator(found, PEOPLE_PER_PAGE).get_page(request.GET.get("page")),
        "actions": [{"text": "Add a person", "url": reverse("workspace:person_add"), "primary": True}],
    }
    return render(request, "committees/setup/people.html", context)


def crumbs_to(person: Person | None = None) -> Crumbs:
    crumbs = [("People", reverse("workspace:people"))]
    if person:
        crumbs.append((person.full_name, reverse("workspace:person", args=[person.pk])))
    return crumbs


def person_to_keep(request: SignedInRequest, pk: int) -> Person:
    allow(can_keep_people(request.user))
    return get_object_or_404(Person, pk=pk)


@login_required
@require_safe
def person(request: SignedInRequest, pk: int) -> HttpResponse:
    shown = person_to_keep(request, pk)
    context = {
        "person": shown,
        "rows": facts_about(shown),
        "terms": terms_of(shown, timezone.localdate()),
        "leads": shown.group_roles.select_related("group").order_by("-start"),
        "seats": Membership.objects.filter(person=shown).select_related("committee").order_by("-start"),
        "linked": set(committees_configured_by(request.user).values_list("pk", flat=True)),
        "today": timezone.localdate(),
        "breadcrumbs": [*crumbs_to(), (shown.full_name, "")],
    }
    return render(request, "committees/setup/person.html", context)


def facts_about(person: Person) -> list[dict[str, str]]:
    facts = [
        ("Printed as", person.printed_name),
        ("Kind", person.get_kind_display()),
        ("Post", person.post),
        ("Organisation", person.organisation),
        ("Represents", person.represents),
        ("Email address", person.email),
        ("Telephone number", person.phone),
    ]
    return [{"key": key, "value": value} for key, value in facts]


def terms_of(person: Person, today: date) -> list[dict[str, Any]]:
    terms = person.terms.select_related("group", "ward")
    return [{"term": term, "can_end": term.end is None or term.end >= today} for term in terms]


@login_required
@form_page
def add(request: SignedInRequest) -> HttpResponse:
    allow(can_keep_people(request.user))
    form = PersonForm(request.POST if request.method == "POST" else None)
    made: list[Person] = []
    if done(form, lambda: made.append(add_person(by=request.user, **form.values))):
        who = made[0]
        term = " Add the term of office next." if who.kind == Person.Kind.COUNCILLOR else ""
        messages.success(request, f"{who} is added.{term}")
        return redirect("workspace:person", who.pk)
    return form_response(request, form, "Add a person", crumbs_to(), submit_label="Add the person")


@login_required
@form_page
def edit(request: SignedInRequest, pk: int) -> HttpResponse:
    shown = person_to_keep(request, pk)
    form = PersonForm(
        request.POST if request.method == "POST" else None, instance=person_to_keep(request, pk)
    )
    if form.is_valid() and form.save_with(
        lambda: edit_person(shown, version=form.opened_on, by=request.user, **form.values)
    ):
        messages.success(request, "The details are saved. What is published stays as it was printed.")
        return redirect("workspace:person", pk)
    return form_response(request, form, f"Change the details of {shown.full_name}", crumbs_to(shown))


@login_required
@form_page
def term_add(request: SignedInRequest, pk: int) -> HttpResponse:
    shown = person_to_keep(request, pk)
    allow(shown.kind == Person.Kind.COUNCILLOR)
    form = TermForm(request.POST if request.method == "POST" else None)
    if done(form, lambda: add_term(shown, by=request.user, **form.cleaned_data)):
        messages.success(request, f"The term of office of {shown} is added.")
        return redirect("workspace:person", pk)
    return form_response(
        request, form, "Add a term of office", crumbs_to(shown), caption=shown.full_name, submit_label="Add"
    )


def term_to_keep(request: SignedInRequest, pk: int) -> Term:
    allow(can_keep_people(request.user))
    return get_object_or_404(Term.objects.select_related("person"), pk=pk)


@login_required
@form_page
def term(request: SignedInRequest, pk: int) -> HttpResponse:
    shown = term_to_keep(request, pk)
    who = shown.person
    form = TermForm(request.POST if request.method == "POST" else None, term=shown)
    if done(form, lambda: correct_term(shown, by=request.user, **form.cleaned_data)):
        messages.success(request, "The term of office is corrected.")
        return redirect("workspace:person", who.pk)
    intro = "For what was typed wrongly. Somebody who changes group ends this term and begins another."
    return form_response(
        request, form, "Correct the term of office", crumbs_to(who), caption=who.full_name, intro=intro
    )


@login_required
@form_page
def term_end(request: SignedInRequest, pk: int) -> HttpResponse:
    term = term_to_keep(request, pk)
    who = term.person
    form = EndTermForm(request.POST if request.method == "POST" else None)
    if done(form, lambda: end_term(term, on=form.cleaned_data["on"], by=request.user)):
        messages.success(request, end_words(who, form.cleaned_data["on"]))
        return redirect("workspace:person", who.pk)
    return form_response(
        request, form, "End the term of office", crumbs_to(who), caption=who.full_name, submit_label="End it"
    )


def end_words(person: Person, day: date) -> str:
    seats = ", ".join(seat.committee.name for seat in seats_after(person, day))
    words = f"{person}’s last day in office is {day:%-d %B %Y}."
    return f"{words} End their seats too: {seats}." if seats else words
