"""A page of a pack by its printed number: read as a web page, heard, printed, found by a search."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from committees import handouts
from committees.copies import line
from committees.models import FormerReference, Meeting
from committees.permissions import can_read_edition, visible_to
from committees.twin import Leaf, leaf_of, own_picture, picture, shown_pages

from .caching import for_everybody
from .opening import kept_private, opened


@require_safe
def page(request: HttpRequest, reference: str, page: str) -> HttpResponseBase:
    """What is exempt is never compared with what somebody has kept before it is asked who they are."""
    return (_page if page.upper().startswith("E") else for_everybody(_page))(request, reference, page)


def _page(request: HttpRequest, reference: str, page: str) -> HttpResponse:
    meeting = _meeting(reference)
    if meeting is None:
        former = get_object_or_404(
            FormerReference.objects.select_related("meeting"), reference__iexact=reference
        )
        return redirect("committees:twin", former.meeting.reference, page, permanent=True)
    leaf = leaf_of(meeting, page)
    if leaf is None:
        raise Http404
    if not can_read_edition(request.user, leaf.edition, timezone.localdate()):
        return _paper_alone(request, leaf)
    copy = opened(request, leaf.edition, pages=leaf.part.key if leaf.is_ours else leaf.label)
    context = {"meeting": meeting, "leaf": leaf, "pages": shown_pages(leaf), **_neighbours(leaf)}
    context["copy"] = line(copy) if copy else ""
    return kept_private(render(request, "public/twin.html", context), leaf.edition)


@require_safe
def image(request: HttpRequest, reference: str, page: str) -> HttpResponse:
    """The page as it is printed. An exempt one carries the reader's name, like every copy of it."""
    meeting = _meeting(reference)
    leaf = leaf_of(meeting, page) if meeting else None
    if leaf is None or not can_read_edition(request.user, leaf.edition, timezone.localdate()):
        raise Http404
    copy = opened(request, leaf.edition, pages=leaf.label)
    if not leaf.is_exempt:
        response = HttpResponse(picture(leaf), content_type="image/webp")
        response["Cache-Control"] = "public, max-age=86400"
        return response
    index = leaf.order.index(leaf.label)
    pdf = handouts.some(leaf.edition, copy, [index], f"Page {leaf.label}")
    return kept_private(HttpResponse(own_picture(pdf), content_type="image/webp"), leaf.edition)


def _meeting(reference: str) -> Meeting | None:
    return Meeting.objects.select_related("committee").filter(reference__iexact=reference).first()


def _paper_alone(request: HttpRequest, leaf: Leaf) -> HttpResponseRedirect:
    """Somebody who may read this paper and not the whole pack is led to the paper; anybody else to nothing."""
    version = leaf.version
    if version is None or not visible_to(request.user, timezone.localdate()).filter(pk=version.pk).exists():
        raise Http404
    address = reverse("papers:paper", args=[version.pk])
    response = HttpResponseRedirect(f"{address}#page={leaf.number_in_part}")
    response["Cache-Control"] = "private, no-store"
    return response


def _neighbours(leaf: Leaf) -> dict[str, Any]:
    reference = leaf.published.all[0].meeting.reference

    def address(label: str) -> str:
        return reverse("committees:twin", args=[reference, label]) + f"#p{label}" if label else ""

    publication = leaf.edition.publication
    arguments = [reference, publication.number, leaf.edition.kind]
    return {
        "before": leaf.before,
        "before_url": address(leaf.before),
        "after": leaf.after,
        "after_url": address(leaf.after),
        "read_url": f"{reverse('committees:read', args=arguments)}#page={leaf.label}",
        "file_url": reverse(
            "committees:page_range", args=[*arguments, f"{leaf.labels[0]}-{leaf.labels[-1]}"]
        ),
    }
