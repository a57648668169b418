"""The programme out to a file and in from one, looked at row by row before anything happens."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from accounts.http import SignedInRequest
from committees.permissions import committee_to_run
from committees.views.form_pages import done, form_response
from committees.views.meetings import form_page
from committees.views.places import attempt
from workprogramme import tracker_exchange
from workprogramme.exchange import COLUMNS, WORDS, carry_out, look_at, rows_of
from workprogramme.forms.settings import ImportForm
from workprogramme.models import ProgrammeImport, Topic
from workprogramme.spreadsheets import TYPES, NotATable, read, write
from workprogramme.years import year_words

from .programme import crumbs_to, programme_url, this_year, year_asked_for


@login_required
@require_safe
def export(request: SignedInRequest, slug: str, kind: str) -> HttpResponse:
    """All that is planned, private topics too: it is for those who keep the programme."""
    committee, year = committee_to_run(request.user, slug), year_asked_for(request)
    topics = Topic.objects.of(committee, year).live().with_all().in_order()
    return as_file(
        kind,
        COLUMNS,
        rows_of(topics),
        title=f"{committee.code} {year_words(year)}",
        name=f"work-programme-{committee.code}-{year}",
    )


def as_file(
    kind: str, columns: Sequence[str], rows: Iterable[Sequence[str]], *, title: str, name: str
) -> HttpResponse:
    """A table of what officers keep: for nobody's cache."""
    if kind not in TYPES:
        raise Http404
    response = HttpResponse(write(kind, columns, rows, title=title), content_type=TYPES[kind])
    response["Content-Disposition"] = f'attachment; filename="{name}.{kind}"'
    response["Cache-Control"] = "private, no-store"
    return response


@login_required
@form_page
def take_in(request: SignedInRequest, slug: str) -> HttpResponse:
    committee, year = committee_to_run(request.user, slug), year_asked_for(request)
    form = ImportForm(request.POST or None, request.FILES or None)
    looked: list[ProgrammeImport] = []

    def look() -> None:
        file = form.cleaned_data["file"]
        try:
            rows = read(file.read(), file.name)
        except NotATable as problem:
            raise ValidationError({"file": str(problem)}) from problem
        looked.append(look_at(committee, year, rows, file_name=file.name, by=request.user))

    if request.method == "POST" and done(form, look):
        return redirect("workspace:programme_import", looked[0].pk)
    return form_response(
        request,
        form,
        "Take topics in from a file",
        crumbs_to(committee, year),
        caption=f"{committee.name}, {year_words(year)}",
        submit_label="Look at the rows",
        form_action=request.get_full_path(),
    )


@login_required
@form_page
def looked_at(request: SignedInRequest, pk: int) -> HttpResponse:
    """What each row would do, or did."""
    shown = get_object_or_404(ProgrammeImport.objects.select_related("committee"), pk=pk)
    committee = committee_to_run(request.user, shown.committee.slug)
    about = about_file(shown)
    if request.method == "POST":
        if attempt(request, "", lambda: about["carry_out"](shown, by=request.user)):
            messages.success(request, "The file is taken in.")
        return redirect("workspace:programme_import", pk)
    rows = [
        {
            "number": number,
            "title": row.get(about["column"], ""),
            "label": about["words"][fate["fate"]],
            **fate,
        }
        for number, (row, fate) in enumerate(zip(shown.rows, shown.fates, strict=True), start=2)
    ]
    context = {
        "shown": shown,
        "committee": committee,
        "rows": rows,
        "to_do": sum(row["fate"] in ("new", "changed") for row in rows),
        "refused": sum(row["fate"] == "refused" for row in rows),
        "breadcrumbs": [*about["crumbs"], ("File", "")],
        **about,
    }
    return render(request, "workprogramme/workspace/import.html", context)


def about_file(shown: ProgrammeImport) -> dict[str, Any]:
    """What differs between a file of topics and one of recommendations."""
    if shown.of == ProgrammeImport.Of.TRACKER:
        page = reverse("workspace:recommendations")
        return {
            "carry_out": tracker_exchange.carry_out,
            "words": tracker_exchange.WORDS,
            "column": "Recommendation",
            "whole": "tracker",
            "back": page,
            "crumbs": [("Recommendations", page)],
        }
    year = shown.year or this_year()
    return {
        "carry_out": carry_out,
        "words": WORDS,
        "column": "Issue or topic",
        "whole": "programme",
        "back": programme_url(shown.committee, year),
        "crumbs": crumbs_to(shown.committee, year),
    }
