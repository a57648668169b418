"""The accounts of people who sign in. For administrators; and which officers run a committee."""

from __future__ import annotations

from collections.abc import Callable

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.db.models import Prefetch
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from accounts.http import SignedInRequest
from accounts.models import User
from committees.accounts import (
    MailNotSent,
    create_account,
    edit_account,
    send_link,
    set_officers,
    switch_off,
    switch_on,
)
from committees.forms.accounts import AccountFilter, AccountForm, OfficersForm
from committees.models import OfficerScope
from committees.permissions import can_configure, can_keep_accounts, committee_to_configure

from .authority import crumbs_to
from .form_pages import Crumbs, allow, done, form_response
from .meetings import form_page

ACCOUNTS_PER_PAGE = 25
NOT_SENT = (
    "The mail could not be sent. Check the mail server, then send the link again from the account’s page."
)


@login_required
@require_safe
def accounts(request: SignedInRequest) -> HttpResponse:
    allow(can_keep_accounts(request.user))
    form = AccountFilter(request.GET or None)
    scopes = OfficerScope.objects.select_related("committee").order_by("committee__code")
    listed = form.found().prefetch_related(Prefetch("scopes", scopes))
    context = {
        "form": form,
        "page": Paginator(listed, ACCOUNTS_PER_PAGE).get_page(request.GET.get("page")),
        "breadcrumbs": [*crumbs_to(), ("Accounts", "")],
        "actions": [{"text": "Add an account", "url": reverse("workspace:account_add"), "primary": True}],
    }
    return render(request, "committees/setup/accounts.html", context)


def account_crumbs() -> Crumbs:
    return crumbs_to(("Accounts", "workspace:accounts"))


@login_required
@form_page
def add(request: SignedInRequest) -> HttpResponse:
    allow(can_keep_accounts(request.user))
    form = AccountForm(request.POST if request.method == "POST" else None)
    try:
        made = done(form, lambda: create_account(by=request.user, **form.cleaned_data))
    except MailNotSent:
        messages.warning(request, f"{form.cleaned_data['name']} has an account now. {NOT_SENT}")
        return redirect("workspace:accounts")
    if made:
        given = form.cleaned_data
        messages.success(request, f"{given['name']} has an account. A link was sent to {given['email']}.")
        return redirect("workspace:accounts")
    intro = "They are sent a link with which they set their password."
    return form_response(
        request, form, "Add an account", account_crumbs(), submit_label="Add the account", intro=intro
    )


@login_required
@form_page
def edit(request: SignedInRequest, pk: int) -> HttpResponse:
    allow(can_keep_accounts(request.user))
    account = get_object_or_404(User, pk=pk)
    form = AccountForm(request.POST if request.method == "POST" else None, account=account)
    if done(form, lambda: edit_account(account, by=request.user, **form.cleaned_data)):
        messages.success(request, "The account is saved. It holds from their next click.")
        return redirect("workspace:accounts")
    context = {"account": account, "own": account == request.user}
    template = "committees/setup/account.html"
    return form_response(request, form, account.name, account_crumbs(), template=template, **context)


@login_required
@require_POST
def switch(request: SignedInRequest, pk: int) -> HttpResponse:
    allow(can_keep_accounts(request.user))
    account = get_object_or_404(User, pk=pk)
    if request.POST.get("to") == "on":
        return told(request, account, "can sign in again", lambda: switch_on(account, by=request.user))
    return told(request, account, "can no longer sign in", lambda: switch_off(account, by=request.user))


@login_required
@require_POST
def link(request: SignedInRequest, pk: int) -> HttpResponse:
    allow(can_keep_accounts(request.user))
    account = get_object_or_404(User, pk=pk)
    return told(request, account, "is sent a new link", lambda: send_link(account, by=request.user))


def told(request: SignedInRequest, account: User, happened: str, verb: Callable[[], object]) -> HttpResponse:
    try:
        verb()
    except ValidationError as refusal:
        messages.error(request, refusal.messages[0])
    except MailNotSent:
        messages.error(request, NOT_SENT)
    else:
        messages.success(request, f"{account.name} {happened}.")
    return redirect("workspace:account", account.pk)


@login_required
@form_page
def committee_officers(request: SignedInRequest, slug: str) -> HttpResponse:
    allow(can_configure(request.user))
    committee = committee_to_configure(request.user, slug)
    form = OfficersForm(request.POST if request.method == "POST" else None, committee=committee)
    if done(form, lambda: set_officers(committee, form.cleaned_data["officers"], by=request.user)):
        messages.success(request, "The officers who run the committee are saved.")
        return redirect("workspace:committee", slug)
    crumbs = [
        ("Committees", reverse("workspace:committees")),
        (committee.name, reverse("workspace:committee", args=[slug])),
    ]
    return form_response(request, form, "Choose the officers", crumbs, caption=committee.name)
