"""Files as they were uploaded, for the officers who run the committee and for nobody else."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_POST, require_safe

from accounts.http import SignedInRequest
from audit.log import record
from committees import unconverted as unconverted_files
from committees.conversions import try_again
from committees.files import serve_original
from committees.models import PaperVersion
from committees.permissions import paper_to_run

from .places import attempt


@login_required
@require_safe
def original(request: SignedInRequest, pk: int) -> HttpResponseBase:
    version = get_object_or_404(PaperVersion.objects.select_related("paper__item"), pk=pk)
    paper_to_run(request.user, version.paper_id)
    if not version.original:
        raise Http404
    if version.is_restricted:
        record("read original", version.paper, by=request.user, number=version.number)
    return serve_original(version.original.open("rb"), name=version.original_name)


@login_required
@require_safe
def unconverted(request: SignedInRequest, pk: int) -> HttpResponseBase:
    paper = paper_to_run(request.user, pk)
    if not paper.unconverted:
        raise Http404
    record("read unconverted file", paper, by=request.user)
    return serve_original(paper.unconverted.open("rb"), name=paper.unconverted_name)


@login_required
@require_POST
def leave_out(request: SignedInRequest, pk: int) -> HttpResponse:
    paper = paper_to_run(request.user, pk)
    done = "The file is left out. The agenda goes on without it."
    attempt(request, done, lambda: unconverted_files.leave_out(paper, by=request.user))
    return redirect("workspace:paper", paper.pk)


@login_required
@require_POST
def convert_again(request: SignedInRequest, pk: int) -> HttpResponse:
    paper = paper_to_run(request.user, pk)
    attempt(
        request, "The file is being made into pages once more.", lambda: try_again(paper, by=request.user)
    )
    return redirect("workspace:paper", paper.pk)
