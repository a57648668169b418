"""Members' rights to the executive's private papers: regulations 16 and 17 of the 2012 Regulations.

Whether a right exists is an officer's judgement; what the officer decides is kept here, and `callins.permissions`
opens the paper by it.
"""

from __future__ import annotations

from datetime import date, timedelta

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from accounts.models import User
from audit.log import record
from committees.agenda import CannotChange
from committees.models import AccessRequest
from committees.requests import grant_request
from council.models import Council, Person

from .models import ExecutivePaper, PaperReader

# Regulation 16: what discloses exempt information is open to every member only under these paragraphs.
OPEN_TO_MEMBERS = frozenset({"3", "6"})
MEMBERS = (Person.Kind.COUNCILLOR, Person.Kind.COOPTEE)


def usual_end(today: date) -> date:
    """As long as access lasts when nobody says otherwise."""
    return today + timedelta(days=Council.objects.get().grant_days)


@transaction.atomic
def open_to(
    paper: ExecutivePaper,
    user: User,
    *,
    basis: str,
    reason: str,
    until: date,
    request: AccessRequest | None = None,
    by: User,
) -> PaperReader:
    """Let one member read one paper until a day; the request it answers, if there is one, is granted with it."""
    paper = ExecutivePaper.objects.select_for_update(of=("self",)).select_related("decision").get(pk=paper.pk)
    if paper.removed_at is not None:
        raise CannotChange("This paper has been taken away.")
    if user == by:
        raise CannotChange("You cannot open a paper to yourself.")
    if until < timezone.localdate():
        raise ValidationError({"until": "The last day must be today or later"})
    if basis == PaperReader.Basis.MEMBER and not open_to_members(paper):
        raise ValidationError(
            {
                "basis": "Regulation 16 does not open this paper: it is confidential, or exempt under a paragraph other"
                " than 3 or 6. A scrutiny member may need it under regulation 17"
            }
        )
    now = timezone.now()
    paper.readers.filter(user=user, taken_back_at=None).update(taken_back_at=now)
    reader = PaperReader.objects.create(
        paper=paper, user=user, basis=basis, reason=reason.strip(), until=until, request=request, given_by=by
    )
    if request is not None:
        if request.made_by_id != user.pk:
            raise ValidationError({"request": "That request was made by somebody else"})
        grant_request(request, by=by, reasons=f"You can read {paper.decision.reference}, {paper.title}.")
    record("open decision paper", paper, by=by, to=user.name, basis=basis, until=until.isoformat())
    return reader


def open_to_members(paper: ExecutivePaper) -> bool:
    if paper.is_public:
        return True
    return bool(paper.paragraphs) and set(paper.paragraphs) <= OPEN_TO_MEMBERS


@transaction.atomic
def close_to(reader: PaperReader, *, by: User) -> PaperReader:
    reader = PaperReader.objects.select_for_update(of=("self",)).get(pk=reader.pk)
    if reader.taken_back_at is not None:
        raise CannotChange("This has been taken back already.")
    reader.taken_back_at = timezone.now()
    reader.save(update_fields=["taken_back_at"])
    record("close decision paper", reader.paper, by=by, to=reader.user.name)
    return reader
