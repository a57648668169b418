"""What takes more than a tap at a meeting, each on its own page: votes, declarations, exclusion, urgent business."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect

from accounts.http import SignedInRequest
from committees.forms.sitting import (
    AdjournForm,
    CountForm,
    DeclareForm,
    ExcludeForm,
    GuestForm,
    NamedVoteForm,
    UrgentForm,
    UrgentItemForm,
)
from committees.models import AgendaItem, Declaration, Meeting, UrgentBusiness
from committees.permissions import item_to_run, meeting_to_run
from committees.sittings import attending, declaring, excluding, sitting, urgent, votes

from .form_pages import Crumbs, done, form_response
from .meetings import form_page
from .places import crumbs
from .sitting import screen_url, sitting_to_run


def screen_crumbs(meeting: Meeting, item: AgendaItem | None = None) -> Crumbs:
    return [*crumbs(meeting), ("Meeting screen", screen_url(meeting, item))]


def posted(request: SignedInRequest) -> object:
    return request.POST if request.method == "POST" else None


@login_required
@form_page
def vote_add(request: SignedInRequest, pk: int) -> HttpResponse:
    item = item_to_run(request.user, pk)
    form = CountForm(posted(request), meeting=item.meeting)
    if done(form, lambda: votes.put_to_the_vote(item, by=request.user, **form.values)):
        messages.success(request, "The vote is recorded.")
        return redirect(screen_url(item.meeting, item))
    return form_response(
        request,
        form,
        "Record a vote",
        screen_crumbs(item.meeting, item),
        caption=item.title,
        submit_label="Record the vote",
    )


@login_required
@form_page
def named_vote_add(request: SignedInRequest, pk: int) -> HttpResponse:
    item = item_to_run(request.user, pk)
    form = NamedVoteForm(posted(request), meeting=item.meeting)
    if done(form, lambda: votes.take_named_vote(item, by=request.user, **form.values)):
        messages.success(request, "The named vote is recorded.")
        return redirect(screen_url(item.meeting, item))
    return form_response(
        request,
        form,
        "Record a named vote",
        screen_crumbs(item.meeting, item),
        caption=item.title,
        intro="Only members in the room vote. Leave everybody else at “Did not vote”.",
        submit_label="Record the named vote",
    )


@login_required
@form_page
def declare(request: SignedInRequest, pk: int) -> HttpResponse:
    item = item_to_run(request.user, pk)
    form = DeclareForm(posted(request), meeting=item.meeting)

    made: list[Declaration] = []

    def verb() -> None:
        given = dict(form.cleaned_data)
        made.append(declaring.declare(item, given.pop("attendance"), by=request.user, **given))

    if done(form, verb):
        kept = " It keeps them from the item’s exempt papers." if made[0].denials.exists() else ""
        messages.success(request, f"The declaration is recorded.{kept}")
        return redirect(screen_url(item.meeting, item))
    return form_response(
        request,
        form,
        "Record a declaration of interest",
        screen_crumbs(item.meeting, item),
        caption=item.title,
        submit_label="Record the declaration",
    )


@login_required
@form_page
def exclude(request: SignedInRequest, reference: str) -> HttpResponse:
    held = sitting_to_run(request, reference)
    form = ExcludeForm(posted(request), meeting=held.meeting)
    if done(form, lambda: excluding.exclude_the_public(held, by=request.user, **form.cleaned_data)):
        messages.success(request, "The resolution to exclude the public is recorded.")
        return redirect(screen_url(held.meeting))
    return form_response(
        request,
        form,
        "Exclude the press and public",
        screen_crumbs(held.meeting),
        intro="The minutes print the resolution with its items and paragraphs.",
        submit_label="Record the resolution",
    )


@login_required
@form_page
def adjourn(request: SignedInRequest, reference: str) -> HttpResponse:
    held = sitting_to_run(request, reference)
    form = AdjournForm(posted(request), meeting=held.meeting, initial={"item": held.current_item_id})
    if done(form, lambda: sitting.adjourn(held, by=request.user, **form.values)):
        messages.success(request, "The adjournment is recorded.")
        return redirect(screen_url(held.meeting))
    return form_response(
        request,
        form,
        "Adjourn the meeting",
        screen_crumbs(held.meeting),
        submit_label="Record the adjournment",
    )


@login_required
@form_page
def urgent_item_add(request: SignedInRequest, reference: str) -> HttpResponse:
    held = sitting_to_run(request, reference)
    form = UrgentItemForm(posted(request), meeting=held.meeting)
    if done(form, lambda: urgent.raise_urgent_item(held, by=request.user, **form.values)):
        messages.success(request, "The urgent item is on the agenda.")
        return redirect(screen_url(held.meeting))
    return form_response(
        request,
        form,
        "Add an urgent item",
        screen_crumbs(held.meeting),
        intro="An item without five clear days’ notice is taken only if whoever presides is of the opinion that "
        "special circumstances make it urgent (Local Government Act 1972, section 100B(4)(b)).",
        submit_label="Add the urgent item",
    )


@login_required
@form_page
def urgent_edit(request: SignedInRequest, pk: int) -> HttpResponse:
    item = item_to_run(request.user, pk)
    found = UrgentBusiness.objects.filter(item=item).first()
    initial = {"circumstances": found.circumstances, "agreed_by": found.agreed_by_id} if found else {}
    version = found.version if found else 0
    form = UrgentForm(posted(request), meeting=item.meeting, initial={**initial, "version": version})
    if form.is_valid() and form.save_with(
        lambda: urgent.take_as_urgent(item, version=form.opened_on, by=request.user, **form.values)
    ):
        messages.success(request, "The special circumstances are recorded.")
        return redirect(screen_url(item.meeting, item))
    return form_response(
        request,
        form,
        "Special circumstances",
        screen_crumbs(item.meeting, item),
        caption=item.title,
        submit_label="Save",
    )


@login_required
@form_page
def guest_add(request: SignedInRequest, reference: str) -> HttpResponse:
    meeting = meeting_to_run(request.user, reference)
    form = GuestForm(posted(request), meeting=meeting)
    if done(form, lambda: attending.add_guest(meeting, by=request.user, **form.cleaned_data)):
        messages.success(request, "They are on the list.")
        return redirect(screen_url(meeting))
    return form_response(
        request,
        form,
        "Add somebody who attends",
        screen_crumbs(meeting),
        intro="Officers, witnesses and other councillors. Members and co-opted members are on the list already.",
        submit_label="Add",
    )
