"""Papers under an item: uploading, replacing, classifying, and looking at them."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile, File
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from accounts.http import SignedInRequest
from accounts.models import User
from audit.log import record_reading
from committees import handouts
from committees.conversions import can_try_again, replace_or_convert, upload_or_convert
from committees.copies import copy_of_paper
from committees.files import file_name, serve_pdf
from committees.forms.papers import ClassifyForm, ExpectForm, PaperForm, ReplaceForm, UploadForm
from committees.models import AgendaItem, Paper, PaperVersion
from committees.papers import (
    classify,
    edit_paper,
    expect_paper,
    move_paper,
    remove_paper,
    restore_paper,
    set_state,
)
from committees.permissions import item_to_run, paper_to_run, visible_to
from committees.uploads import Received, read, receive
from packs.intake import Refused

from .agenda import form_methods
from .places import agenda_url, attempt, crumbs, with_status


@login_required
@form_methods
def paper_add(request: SignedInRequest, pk: int) -> HttpResponse:
    item = item_to_run(request.user, pk)
    form = UploadForm(request.POST or None, request.FILES or None)
    received = Received()
    if request.method == "POST" and form.is_valid():
        received = receive(
            form.cleaned_data["papers"], lambda data, name: _upload(request, item, form, data, name)
        )
        for refused in received.refused:
            form.add_error("papers", f"{refused.name}: {refused.reason}")
    if request.accepts("text/html") or not form.is_bound:
        return _after_upload(request, item, form, received)
    errors = [text for texts in form.errors.values() for text in texts]
    return JsonResponse({"accepted": received.accepted, "errors": errors}, status=422 if errors else 200)


def _upload(request: SignedInRequest, item: AgendaItem, form: UploadForm, data: bytes, name: str) -> Paper:
    return upload_or_convert(
        item,
        data,
        name=name,
        classification=form.cleaned_data["classification"],
        paragraphs=form.cleaned_data["paragraphs"],
        by=request.user,
    )


def _after_upload(
    request: SignedInRequest, item: AgendaItem, form: UploadForm, received: Received
) -> HttpResponse:
    if received.accepted:
        messages.success(request, received.in_words)
        if form.is_valid():
            return redirect(agenda_url(item.meeting, item))
    context = {
        "form": form,
        "item": item,
        "received": received,
        "heading": "Add papers",
        "caption": item.title,
        "submit_label": "Upload",
        "cancel_url": agenda_url(item.meeting, item),
        "breadcrumbs": crumbs(item.meeting),
    }
    return render(request, "committees/agenda/paper_add.html", context)


@login_required
@form_methods
def paper_expect(request: SignedInRequest, pk: int) -> HttpResponse:
    item = item_to_run(request.user, pk)
    form = ExpectForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        attempt(request, "", lambda: expect_paper(item, by=request.user, **form.cleaned_data))
        return redirect(agenda_url(item.meeting, item))
    return _form(
        request, form, item, heading="Add a paper that is not here yet", submit_label="Add the paper"
    )


def _form(
    request: SignedInRequest, form: Any, item: AgendaItem, *, template: str = "form", **words: Any
) -> HttpResponse:
    context = {
        "form": form,
        "caption": item.title,
        "cancel_url": agenda_url(item.meeting, item),
        "breadcrumbs": crumbs(item.meeting),
        **words,
    }
    return render(request, f"committees/agenda/{template}.html", context)


@login_required
@require_safe
def paper(request: SignedInRequest, pk: int) -> HttpResponse:
    paper = paper_to_run(request.user, pk)
    versions = list(paper.versions.select_related("uploaded_by", "safety"))
    current = [version for version in versions if version.current]
    sides = {version.is_public for version in current}
    context = {
        "paper": paper,
        "item": paper.item,
        "current": current,
        "older": [version for version in versions if not version.current],
        "can_convert_again": bool(paper.problem) and can_try_again(paper),
        "can_add_public": sides == {False},
        "can_add_restricted": sides == {True},
        "editable": not paper.item.meeting.is_cancelled and paper.item.state == AgendaItem.State.ON_AGENDA,
        "breadcrumbs": [*crumbs(paper.item.meeting), (str(paper), "")],
    }
    return render(request, "committees/agenda/paper.html", context)


@login_required
@form_methods
def paper_edit(request: SignedInRequest, pk: int) -> HttpResponse:
    paper = paper_to_run(request.user, pk)
    words = {"heading": "Label and titles", "caption": str(paper), "cancel_url": _url(paper)}
    form = PaperForm(request.POST or None, instance=paper)

    def save() -> Paper:
        return edit_paper(paper, version=form.opened_on, by=request.user, **form.values)

    if request.method == "POST" and form.is_valid() and form.save_with(save):
        return redirect("workspace:paper", paper.pk)
    return with_status(_form(request, form, paper.item, **words), form)


def _url(paper: Paper) -> str:
    return reverse("workspace:paper", args=[paper.pk])


@login_required
@form_methods
def paper_replace(request: SignedInRequest, pk: int) -> HttpResponse:
    paper = paper_to_run(request.user, pk)
    public = request.GET.get("side") == "public"
    form = ReplaceForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        file = form.cleaned_data["file"]
        try:
            replace_or_convert(paper, read(file), name=file.name, public=public, by=request.user)
        except Refused as refused:
            form.add_error("file", f"{file.name}: {refused.reason}")
        except ValidationError as refusal:
            form.add_error(None, refusal)
        else:
            return redirect("workspace:paper", paper.pk)
    words = {
        "heading": _heading_of_a_side(paper, public),
        "caption": str(paper),
        "cancel_url": _url(paper),
        "submit_label": "Upload",
    }
    return _form(request, form, paper.item, **words)


def _heading_of_a_side(paper: Paper, public: bool) -> str:
    sides = {version.is_public for version in paper.versions.filter(current=True)}
    if public in sides:
        return "Replace the file"
    if not sides:
        return "Add the public file" if public else "Add the file"
    return "Add the public version" if public else "Add the exempt version"


@login_required
@form_methods
def paper_classify(request: SignedInRequest, pk: int) -> HttpResponse:
    paper = paper_to_run(request.user, pk)
    version = _version_to_classify(paper, request.GET.get("side", ""))
    initial = {
        "classification": version.classification,
        "paragraphs": version.paragraphs,
        "public_interest": version.public_interest,
        "ground": version.ground,
        "open_to_councillors": version.open_to_councillors,
        "review_on": version.review_on,
        "version": paper.version,
    }
    form = ClassifyForm(request.POST or None, initial=initial, named=version.paragraphs)

    def save() -> PaperVersion:
        return classify(version, seen=form.opened_on, by=request.user, **form.values)

    if request.method == "POST" and form.is_valid() and form.save_with(save):
        return redirect("workspace:paper", paper.pk)
    words = {"heading": "Change who may read it", "caption": str(paper), "cancel_url": _url(paper)}
    return with_status(_form(request, form, paper.item, template="classify", **words), form)


def _version_to_classify(paper: Paper, side: str) -> PaperVersion:
    current = {version.is_public: version for version in paper.versions.filter(current=True)}
    version = current.get(side == "public") or next(iter(current.values()), None)
    if version is None:
        raise Http404
    return version


@login_required
@require_POST
def paper_state(request: SignedInRequest, pk: int) -> HttpResponse:
    paper = paper_to_run(request.user, pk)
    state = request.POST.get("state", "")
    if state not in Paper.State.values:
        raise Http404
    attempt(request, "", lambda: set_state(paper, state, by=request.user))
    return redirect(agenda_url(paper.item.meeting, paper.item) if "agenda" in request.POST else _url(paper))


@login_required
@require_POST
def paper_move(request: SignedInRequest, pk: int) -> HttpResponse:
    paper = paper_to_run(request.user, pk)
    up = request.POST.get("direction") == "up"
    attempt(request, "", lambda: move_paper(paper, up=up, by=request.user))
    return redirect(agenda_url(paper.item.meeting, paper.item))


@login_required
@require_POST
def paper_remove(request: SignedInRequest, pk: int) -> HttpResponse:
    paper = paper_to_run(request.user, pk)
    done = f"“{paper}” is removed. You can restore it below its item."
    attempt(request, done, lambda: remove_paper(paper, by=request.user))
    return redirect(agenda_url(paper.item.meeting, paper.item))


@login_required
@require_POST
def paper_restore(request: SignedInRequest, pk: int) -> HttpResponse:
    paper = paper_to_run(request.user, pk)
    attempt(request, f"“{paper}” is back.", lambda: restore_paper(paper, by=request.user))
    return redirect(agenda_url(paper.item.meeting, paper.item))


def version_to_read(request: HttpRequest, pk: int) -> PaperVersion:
    """The gate to one version's file: to those who may not read it, it does not exist."""
    found = visible_to(request.user, timezone.localdate()).filter(pk=pk)
    version = found.select_related("paper__item__meeting__committee").first()
    if version is None:
        raise Http404
    return version


@login_required
@require_safe
def paper_file(request: SignedInRequest, pk: int) -> HttpResponseBase:
    return serve_version(request, version_to_read(request, pk))


@require_safe
def published_paper(request: HttpRequest, pk: int) -> HttpResponseBase:
    """One published paper by itself, for members and for the public; drafts are opened in the workspace."""
    version = version_to_read(request, pk)
    if version.published_at is None:
        raise Http404
    return serve_version(request, version)


def serve_version(request: HttpRequest, version: PaperVersion) -> HttpResponseBase:
    """One version's safe PDF. A restricted one is the reader's own copy, and each reading is recorded."""
    meeting = version.paper.item.meeting
    restricted = version.is_restricted or version.published_at is None
    if version.is_restricted:
        assert isinstance(request.user, User)
        copy = copy_of_paper(version, by=request.user)
        door = {"number": version.number, "sha256": version.sha256, "copy": copy.number}
        record_reading("read paper", version.paper, by=request.user, **door)
        file: File[bytes] = ContentFile(handouts.paper(copy))
    else:
        file = version.pdf.open("rb")
    words = [meeting.committee.code, f"{meeting.date:%-d %B %Y}", str(version.paper), f"v{version.number}"]
    return serve_pdf(
        request,
        file,
        name=file_name(*words),
        restricted=restricted,
        download="download" in request.GET,
    )
