"""Actions: the list of a committee, one action, its answer, and what somebody was asked to do in person."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.db.models import Q, QuerySet
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from accounts.http import SignedInRequest
from audit.log import record_reading
from committees.agenda import CannotChange
from committees.files import file_name, serve_pdf
from committees.forms.minutes import ActionForm, ReplyForm, SettleForm
from committees.minutes import action_papers, actions
from committees.models import Action, AgendaItem, ReplyFile
from committees.permissions import (
    action_to_answer,
    action_to_run,
    actions_of,
    actions_run_by,
    committee_to_run,
    item_to_run,
)
from packs.limits import Refused

from .form_pages import Crumbs, done, form_response
from .meetings import form_page
from .minute_entries import entry_url
from .minutes import minutes_crumbs
from .places import attempt

PER_PAGE = 25
LISTS = {"open": "Open", "overdue": "Overdue", "answered": "Answered", "settled": "Settled", "all": "All"}
SORTS = {
    "due": ("due_on", "pk"),
    "owner": ("owner__family_name", "owner_post", "due_on"),
    "meeting": ("meeting__start", "pk"),
    "state": ("state", "due_on"),
}


def listed(actions: QuerySet[Action], which: str) -> QuerySet[Action]:
    today = timezone.localdate()
    lists = {
        "open": Q(state=Action.State.OPEN),
        "overdue": Q(state=Action.State.OPEN, due_on__lt=today),
        "answered": Q(state=Action.State.ANSWERED),
        "settled": Q(state__in=Action.State.settled()),
    }
    return actions.filter(lists.get(which, Q()))


def found(actions: QuerySet[Action], words: str) -> QuerySet[Action]:
    for word in words.split():
        actions = actions.filter(
            Q(text__icontains=word)
            | Q(owner_post__icontains=word)
            | Q(owner__printed_name__icontains=word)
            | Q(owner__post__icontains=word)
            | Q(item__title__icontains=word)
        )
    return actions


def ordered(actions: QuerySet[Action], sort: str) -> QuerySet[Action]:
    fields = SORTS.get(sort.removeprefix("-"), SORTS["due"])
    return actions.order_by(*(f"-{name}" if sort.startswith("-") else name for name in fields))


def _page_of(request: SignedInRequest, actions: QuerySet[Action], usual: str) -> dict[str, Any]:
    which = request.GET.get("list", usual)
    which = which if which in LISTS else usual
    asked = request.GET.get("q", "").replace("\0", "").strip()
    rows = ordered(found(listed(actions, which), asked), request.GET.get("sort", ""))
    rows = rows.select_related("committee", "meeting", "item", "owner")
    page = Paginator(rows, PER_PAGE).get_page(request.GET.get("page"))
    return {
        "page": page,
        "shown": which,
        "lists": LISTS.items(),
        "asked": asked,
        "today": timezone.localdate(),
    }


@login_required
@require_safe
def committee_actions(request: SignedInRequest, slug: str) -> HttpResponse:
    committee = committee_to_run(request.user, slug)
    context = _page_of(request, actions_run_by(request.user).filter(committee=committee), "open")
    context |= {
        "committee": committee,
        "next": action_papers.next_meeting(committee),
        "unsettled": committee.actions.unsettled().exists(),
        "breadcrumbs": [*_committee_crumbs(committee), ("Actions", "")],
    }
    return render(request, "committees/actions/actions.html", context)


def _committee_crumbs(committee: Any) -> Crumbs:
    return [
        ("Workspace", reverse("workspace:dashboard")),
        (committee.name, reverse("workspace:committee", args=[committee.slug])),
    ]


@login_required
@require_safe
def my_actions(request: SignedInRequest) -> HttpResponse:
    context = _page_of(request, actions_of(request.user), "all")
    return render(request, "committees/actions/mine.html", context)


@login_required
@require_POST
def put_on(request: SignedInRequest, slug: str) -> HttpResponse:
    """Every open action, with its answers, as a paper of the next meeting."""
    committee = committee_to_run(request.user, slug)
    meeting = action_papers.next_meeting(committee)
    if meeting is None:
        messages.error(request, "The committee has no meeting to come. Add one first.")
        return redirect("workspace:actions", slug)
    said = f"The actions are on the agenda of {meeting.date:%-d %B %Y}."
    item: list[AgendaItem] = []
    if attempt(
        request, said, lambda: item.append(action_papers.put_on_agenda(committee, meeting, by=request.user))
    ):
        return redirect(reverse("workspace:meeting", args=[meeting.reference]) + f"#item-{item[0].pk}")
    return redirect("workspace:actions", slug)


@login_required
@form_page
def action_add(request: SignedInRequest, pk: int) -> HttpResponse:
    item = item_to_run(request.user, pk)
    form = ActionForm(request.POST or None, item=item, initial={"due_on": actions.usual_due(item.meeting)})

    def add() -> object:
        return actions.add_action(item, by=request.user, **form.values)

    if request.method == "POST" and form.is_valid() and form.save_with(add):
        return redirect(entry_url(item))
    places = [*minutes_crumbs(item.meeting)[:-1], ("Minutes", entry_url(item))]
    return form_response(
        request, form, "Add an action", places, template="committees/minutes/form.html", caption=item.title
    )


@login_required
@form_page
def action_edit(request: SignedInRequest, pk: int) -> HttpResponse:
    action = action_to_run(request.user, pk)
    form = ActionForm(request.POST or None, instance=action_to_run(request.user, pk), item=action.item)

    def save() -> object:
        return actions.edit_action(action, version=form.opened_on, by=request.user, **form.values)

    if request.method == "POST" and form.is_valid() and form.save_with(save):
        return redirect("workspace:action", pk)
    return form_response(
        request, form, "Change the action", _action_crumbs(action), template="committees/minutes/form.html"
    )


def _action_crumbs(action: Action) -> Crumbs:
    return [
        *_committee_crumbs(action.committee),
        ("Actions", reverse("workspace:actions", args=[action.committee.slug])),
        ("Action", reverse("workspace:action", args=[action.pk])),
    ]


@login_required
@require_safe
def action(request: SignedInRequest, pk: int) -> HttpResponse:
    found = action_to_run(request.user, pk)
    context = {
        "action": found,
        "replies": found.replies.prefetch_related("files"),
        "overdue": found.is_overdue(timezone.localdate()),
        "runs_it": True,
        "breadcrumbs": [*_action_crumbs(found)[:-1], ("Action", "")],
    }
    return render(request, "committees/actions/action.html", context)


@login_required
@form_page
def answer(request: SignedInRequest, pk: int) -> HttpResponse:
    """The owner's own page, which an officer may use for them."""
    action = action_to_answer(request.user, pk)
    form = ReplyForm(request.POST or None, request.FILES or None)

    def send() -> object:
        files = [(each.name, each.read()) for each in form.cleaned_data["documents"]]
        try:
            return actions.reply(action, text=form.cleaned_data["text"], files=files, by=request.user)
        except Refused as refusal:
            raise CannotChange({"documents": refusal.reason}) from refusal

    if done(form, send):
        messages.success(request, "Your answer is with the committee’s officers.")
        return redirect("papers:action", pk)
    context = {
        "action": action,
        "replies": action.replies.prefetch_related("files"),
        "overdue": action.is_overdue(timezone.localdate()),
        "settled": action.state in Action.State.settled(),
        "template": "committees/actions/answer.html",
    }
    mine = [("Your actions", reverse("papers:actions"))]
    return form_response(request, form, "Answer an action", mine, submit_label="Send the answer", **context)


@login_required
@form_page
def settle(request: SignedInRequest, pk: int) -> HttpResponse:
    action = action_to_run(request.user, pk)
    form = SettleForm(request.POST or None)
    if done(form, lambda: actions.settle(action, by=request.user, **form.cleaned_data)):
        return redirect("workspace:action", pk)
    return form_response(
        request, form, "Settle the action", _action_crumbs(action), template="committees/minutes/form.html"
    )


@login_required
@require_POST
def open_again(request: SignedInRequest, pk: int) -> HttpResponse:
    action = action_to_run(request.user, pk)
    attempt(request, "The action is open again.", lambda: actions.open_again(action, by=request.user))
    return redirect("workspace:action", pk)


@login_required
@require_safe
def reply_file(request: SignedInRequest, pk: int) -> HttpResponseBase:
    """A document sent with an answer: for the owner and the officers."""
    file = get_object_or_404(ReplyFile.objects.select_related("reply__action"), pk=pk)
    action = action_to_answer(request.user, file.reply.action_id)
    record_reading("read document of an action", action, by=request.user, file=file.pk)
    name = file_name(file.original_name.rsplit(".", 1)[0])
    return serve_pdf(request, file.pdf.open("rb"), name=name, restricted=True)
