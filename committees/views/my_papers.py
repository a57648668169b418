"""Members' own pages: the packs of their meetings, one tap away, and what is new in them."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.db.models import Q, QuerySet
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from accounts.http import SignedInRequest
from accounts.models import User
from committees.changes import Changes
from committees.contents import edition_of
from committees.models import Action, Meeting, PaperVersion
from committees.models.paper import Classification
from committees.my_packs import MyPack, pack_of, packs_of
from committees.openings import note_opened
from committees.panels import own_panels_for
from committees.permissions import actions_of, visible_to

from .apologies import own

SHOWN = 5


@login_required
@require_safe
def my_papers(request: SignedInRequest) -> HttpResponse:
    own(request)
    to_come, held = packs_of(request.user, timezone.localdate())
    actions = actions_of(request.user).filter(state=Action.State.OPEN).select_related("committee")
    context = {
        "to_come": to_come,
        "held": held,
        "actions": actions.order_by("due_on", "pk")[:SHOWN],
        "panels": own_panels_for(request.user),
        "today": timezone.localdate(),
    }
    return render(request, "committees/mine/papers.html", context)


@login_required
@require_safe
def my_pack(request: SignedInRequest, reference: str) -> HttpResponse:
    """One meeting, item by item."""
    own(request)
    meeting = published_meeting(reference)
    if meeting.reference != reference:
        return redirect("papers:my_pack", meeting.reference)
    pack = pack_of(request.user, meeting, timezone.localdate())
    if not pack.current:
        raise Http404
    context = {
        "pack": pack,
        "meeting": pack.meeting,
        "agenda": pack.published.agenda(pack.kind),
        "changes": Changes(pack.meeting, pack.since, pack.kind) if pack.since else None,
        "exempt": [] if pack.is_restricted else single_papers(request.user, pack),
    }
    return render(request, "committees/mine/pack.html", context)


def published_meeting(reference: str) -> Meeting:
    """Also by the reference it had before it was moved, which mails may still lead to."""
    former = Meeting.objects.filter(former_references__reference=reference).values("pk")
    known = Meeting.objects.public().select_related("committee")
    return get_object_or_404(known, Q(reference=reference) | Q(pk__in=former))


def single_papers(user: User, pack: MyPack) -> QuerySet[PaperVersion]:
    """Of somebody who has the public pack: the exempt papers that they may read all the same, one by one."""
    readable = visible_to(user, timezone.localdate()).filter(
        paper__item__meeting=pack.meeting, published_at__isnull=False, current=True
    )
    restricted = readable.exclude(classification=Classification.PUBLIC)
    return restricted.select_related("paper__item").order_by("paper__item__order", "paper__order")


@login_required
@require_POST
def open_pack(request: SignedInRequest, reference: str, number: int) -> HttpResponse:
    """Note that somebody has it before them and lead there: one publication, or all up to it in one pack."""
    own(request)
    pack = pack_of(request.user, published_meeting(reference), timezone.localdate())
    wanted = [each for each in pack.current if each.number == number]
    if not wanted:
        raise Http404
    whole = "whole" in request.POST and pack.whole is not None and wanted[0] == pack.newest
    held = pack.current if whole else wanted
    note_opened([edition_of(each, pack.kind) for each in held], by=request.user)
    page = "committees:read_consolidated" if whole else "committees:read"
    return redirect(page, pack.meeting.reference, number, pack.kind)
