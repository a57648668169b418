"""The tracker out to a file and in from one, looked at row by row before anything happens."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_safe

from accounts.http import SignedInRequest
from committees.permissions import committee_to_run
from committees.views.form_pages import done, form_response
from committees.views.meetings import form_page
from workprogramme.forms.settings import ImportForm
from workprogramme.models import ProgrammeImport, Recommendation
from workprogramme.spreadsheets import NotATable, read
from workprogramme.tracker_exchange import COLUMNS, look_at, rows_of

from .exchange import as_file


@login_required
@require_safe
def export(request: SignedInRequest, slug: str, kind: str) -> HttpResponse:
    """All of a committee's, drafts too: it is for those who keep the tracker."""
    committee = committee_to_run(request.user, slug)
    related = ("sending", "meeting", "review", "topic", "call_in")
    found = Recommendation.objects.filter(committee=committee).select_related(*related)
    rows = rows_of(found.prefetch_related("responses").order_by("pk"))
    return as_file(
        kind,
        COLUMNS,
        rows,
        title=f"{committee.code} recommendations",
        name=f"recommendations-{committee.code}",
    )


@login_required
@form_page
def take_in(request: SignedInRequest, slug: str) -> HttpResponse:
    committee = committee_to_run(request.user, slug)
    form = ImportForm(request.POST or None, request.FILES or None)
    looked: list[ProgrammeImport] = []

    def look() -> None:
        file = form.cleaned_data["file"]
        try:
            rows = read(file.read(), file.name)
        except NotATable as problem:
            raise ValidationError({"file": str(problem)}) from problem
        looked.append(look_at(committee, rows, file_name=file.name, by=request.user))

    if request.method == "POST" and done(form, look):
        return redirect("workspace:programme_import", looked[0].pk)
    crumbs = [("Recommendations", reverse("workspace:recommendations"))]
    return form_response(
        request, form, "Take recommendations in from a file", crumbs, caption=committee.name,
        submit_label="Look at the rows",
    )  # fmt: skip
