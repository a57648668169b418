"""Building a pack: ask for it, watch it being made, look it over."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.files.storage import default_storage
from django.http import FileResponse, Http404, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from accounts.http import SignedInRequest
from audit.log import record_reading
from committees.building import LOST_AFTER, cancel, request_build, retry
from committees.contents import content_key
from committees.files import file_name, serve_pdf
from committees.handouts import labels
from committees.models import Build, BuildPart, Meeting
from committees.models.publication import EditionKind
from committees.permissions import meeting_to_run, meetings_run_by
from committees.workers import workers_answer

from .places import attempt

# A worker that is there has claimed a build by then.
CLAIMED_BY = timedelta(seconds=2)
KINDS = {
    BuildPart.State.WAITING: "waiting",
    BuildPart.State.DONE: "done",
    BuildPart.State.FAILED: "failed",
}


def build_to_run(request: SignedInRequest, pk: int) -> Build:
    """The officers' gate to one build."""
    build = (
        Build.objects.select_related("meeting__committee", "meeting__contact", "requested_by")
        .filter(pk=pk, meeting__in=meetings_run_by(request.user))
        .first()
    )
    if build is None:
        raise Http404
    return build


@login_required
@require_POST
def build_start(request: SignedInRequest, reference: str) -> HttpResponse:
    meeting = meeting_to_run(request.user, reference)
    if meeting.kind != Meeting.Kind.PUBLIC:
        messages.error(request, "Only a public meeting has an agenda pack.")
        return redirect("workspace:meeting", meeting.reference)
    if not meeting.items.on_agenda().exists():
        messages.error(request, "Add an item to the agenda before you build the pack.")
        return redirect("workspace:meeting", meeting.reference)
    return redirect("workspace:build", request_build(meeting, by=request.user).pk)


@login_required
@require_POST
def build_retry(request: SignedInRequest, pk: int) -> HttpResponse:
    return redirect("workspace:build", retry(build_to_run(request, pk), by=request.user).pk)


@login_required
@require_POST
def build_cancel(request: SignedInRequest, pk: int) -> HttpResponse:
    stopped = build_to_run(request, pk)
    attempt(request, "The build is cancelled.", lambda: cancel(stopped, by=request.user))
    return redirect("workspace:build", stopped.pk)


@login_required
@require_safe
def build(request: SignedInRequest, pk: int) -> HttpResponse:
    shown = build_to_run(request, pk)
    newest = shown.meeting.builds.order_by("-pk").first()
    context = {
        "build": shown,
        "meeting": shown.meeting,
        "newer": newest if newest and newest.pk != shown.pk else None,
        "breadcrumbs": [
            (
                shown.meeting.committee.name,
                reverse("workspace:committee", args=[shown.meeting.committee.slug]),
            ),
            (f"{shown.meeting.date:%-d %B %Y}", reverse("workspace:meeting", args=[shown.meeting.reference])),
            (str(shown.get_kind_display()), ""),
        ],
    }
    if shown.state == Build.State.BUILT:
        context |= _preview(shown, request.GET.get("edition", ""))
        return render(request, "committees/building/built.html", context)
    return render(request, "committees/building/under_way.html", context | _progress(shown))


@login_required
@require_safe
def build_progress(request: SignedInRequest, pk: int) -> HttpResponse:
    """The part of the build page that changes; the page's script asks for it every second."""
    shown = build_to_run(request, pk)
    response = render(
        request,
        "committees/building/progress.html",
        {"build": shown, "meeting": shown.meeting} | _progress(shown),
    )
    response["Cache-Control"] = "no-store"
    return response


@login_required
@require_safe
def build_page(request: SignedInRequest, pk: int, kind: str, n: int) -> HttpResponseBase:
    """A small picture of one page, counted from 1."""
    shown = build_to_run(request, pk)
    pictures = _edition(shown, kind)["thumbnails"]
    if not 1 <= n <= len(pictures) or not default_storage.exists(pictures[n - 1]):
        raise Http404
    response = FileResponse(default_storage.open(pictures[n - 1], "rb"), content_type="image/webp")
    response["Cache-Control"] = "private, no-store"
    return response


@login_required
@require_safe
def build_file(request: SignedInRequest, pk: int, kind: str) -> HttpResponseBase:
    shown = build_to_run(request, pk)
    edition = _edition(shown, kind)
    if not default_storage.exists(edition["file"]):
        raise Http404
    if kind.endswith(EditionKind.MEMBERS):
        record_reading("open members' draft pack", shown.meeting, by=request.user, build=shown.pk)
    committee, day = shown.meeting.committee.code, f"{shown.meeting.date:%-d %B %Y}"
    return serve_pdf(
        request,
        default_storage.open(edition["file"], "rb"),
        name=file_name(committee, day, "draft pack", kind),
        restricted=True,
        download="download" in request.GET,
    )


def _edition(build: Build, kind: str) -> dict[str, Any]:
    edition = build.result.get(kind)
    if not isinstance(edition, dict):
        raise Http404
    return edition


def _progress(build: Build) -> dict[str, Any]:
    parts = list(build.parts.all())
    steps = [
        {
            "name": part.title,
            "state": part.state,
            "label": part.get_state_display(),
            "kind": KINDS.get(BuildPart.State(part.state), "working"),
            "detail": _pages(part.pages),
            "error": part.message,
        }
        for part in parts
    ]
    done = sum(part.state == BuildPart.State.DONE for part in parts)
    return {
        "steps": steps,
        "done": done,
        "finished": build.state not in Build.State.under_way(),
        "unattended": _unattended(build),
        "lost": build.state == Build.State.RUNNING and _older(build.heartbeat_at, LOST_AFTER),
    }


def _pages(count: int | None) -> str:
    if count is None:
        return ""
    return "1 page" if count == 1 else f"{count} pages"


def _older(moment: Any, age: timedelta) -> bool:
    return moment is not None and timezone.now() - moment > age


def _unattended(build: Build) -> bool:
    """Nobody has taken the build up, and nobody answers."""
    if build.state != Build.State.QUEUED or not _older(build.requested_at, CLAIMED_BY):
        return False
    return not workers_answer()


def _preview(build: Build, wanted: str) -> dict[str, Any]:
    """The pages of one edition beside its index."""
    kind = EditionKind.MEMBERS if wanted == EditionKind.MEMBERS else EditionKind.PUBLIC
    edition = build.result[kind]
    parts = edition.get("manifest", {}).get("parts", [])
    numbers = labels(parts) or [str(n) for n in range(1, edition["pages"] + 1)]
    return {
        "kind": kind,
        "edition": edition,
        "agenda": edition["agenda"],
        "editions": [(each, build.result[each]) for each in EditionKind],
        "pages": list(enumerate(numbers, start=1)),
        "whole_kind": f"consolidated-{kind}",
        "whole": build.result.get(f"consolidated-{kind}"),
        "stale": build.content_key != content_key(build.meeting),
    }
