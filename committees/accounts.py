"""Who may sign in and what for. Every request reads the account anew, so a change holds from the next click."""

from __future__ import annotations

import logging
from collections.abc import Iterable
from typing import Any

from allauth.account import app_settings as allauth_settings
from allauth.account.models import EmailAddress
from allauth.account.utils import user_pk_to_url_str
from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.mail import send_mail
from django.db import IntegrityError, transaction
from django.template.loader import render_to_string
from django.urls import reverse

from accounts.models import Role, User
from audit.log import record
from council.models import Council, Person

from .alerts import tell_of_new_powers
from .models import Committee, OfficerScope

log = logging.getLogger(__name__)
DAY = 24 * 60 * 60


class MailNotSent(Exception):
    """Everything else is done; only the mail server did not take the mail."""


class CannotChangeAccount(ValidationError):
    """The change was refused; the message says why, and nothing has changed."""


@transaction.atomic
def create_account(
    *,
    email: str,
    name: str,
    roles: Iterable[str],
    by: User | None,
    person: Person | None = None,
    committees: Iterable[Committee] = (),
    tell: bool = True,
) -> User:
    """An account without a password; the mail has the link to set one. `by` is None at the first set-up only."""
    try:
        with transaction.atomic():
            account = User.objects.create_user(email, name=name, roles=list(roles), person=person)
    except IntegrityError:  # another administrator was quicker by a moment
        raise CannotChangeAccount("Somebody has just made an account like this.") from None
    _set_committees(account, committees)
    record("create account", account, by=by, roles=account.roles, committees=_codes(account))
    tell_of_new_powers(account, account.roles, _codes(account), by=by)
    if tell:
        send_link(account, by=by)
    return account


@transaction.atomic
def edit_account(
    account: User,
    *,
    email: str,
    name: str,
    roles: Iterable[str],
    person: Person | None,
    committees: Iterable[Committee],
    by: User,
) -> User:
    account = _lock(account, by)
    before: dict[str, Any] = {"roles": account.roles, "email": account.email, "committees": _codes(account)}
    if account == by and set(roles) != set(account.roles):
        raise CannotChangeAccount({"roles": "You cannot change your own roles. Ask another administrator."})
    account.email, account.name = email.strip().lower(), name
    account.roles, account.person = list(roles), person
    account.full_clean()
    account.save(update_fields=["email", "name", "roles", "person"])
    if account.email != before["email"]:
        # The old address could otherwise still sign in, and have the password sent to it.
        EmailAddress.objects.filter(user=account).delete()
    _set_committees(account, committees)
    gained = sorted(set(_codes(account)) - set(before["committees"]))
    if account == by and gained:
        raise CannotChangeAccount(
            {"committees": "You cannot give yourself a committee. Ask another administrator."}
        )
    tell_of_new_powers(account, set(account.roles) - set(before["roles"]), gained, by=by)
    after = {"roles": account.roles, "email": account.email, "committees": _codes(account)}
    record("edit account", account, by=by, before=before, after=after)
    return account


@transaction.atomic
def switch_off(account: User, *, by: User) -> User:
    """Signs the person out everywhere at their next click. What they did stays under their name."""
    account = _lock(account, by)
    if account == by:
        raise CannotChangeAccount("You cannot switch off your own account. Ask another administrator.")
    return _switch(account, False, by)


@transaction.atomic
def switch_on(account: User, *, by: User) -> User:
    return _switch(_lock(account, by), True, by)


def _switch(account: User, on: bool, by: User) -> User:
    if account.is_active != on:
        account.is_active = on
        account.sign_ins_ended += not on  # Switched on again, nobody is still signed in from before.
        account.save(update_fields=["is_active", "sign_ins_ended"])
        record("switch account on" if on else "switch account off", account, by=by)
    return account


@transaction.atomic
def send_link(account: User, *, by: User | None) -> None:
    """Mail the link with which the person sets a password of their own."""
    if not account.is_active:
        raise CannotChangeAccount("The account is switched off. Switch it on first.")
    record("send password link", account, by=by)
    transaction.on_commit(lambda: _mail(account.pk))


def _mail(pk: int) -> None:
    account = User.objects.get(pk=pk)
    council = Council.objects.first()
    context = {
        "account": account,
        "council": council.name if council else "Your council",
        "link": password_link(account),
        "days": settings.PASSWORD_RESET_TIMEOUT // DAY,
        "again": settings.SITE_URL + reverse("account_reset_password"),
    }
    body = render_to_string("emails/set_password.txt", context)
    try:
        send_mail("Set your password for Scrutiny", body, None, [account.email])
    except OSError as problem:  # smtplib's own errors are OSErrors too
        log.exception("The password link for account %s could not be sent", pk)
        raise MailNotSent from problem


def password_link(account: User) -> str:
    """Works once and for a few days. The address is the site's own, whatever host a request came in by."""
    token = allauth_settings.PASSWORD_RESET_TOKEN_GENERATOR().make_token(account)
    path = reverse("account_reset_password_from_key", args=[user_pk_to_url_str(account), token])
    return settings.SITE_URL + path


@transaction.atomic
def set_officers(committee: Committee, officers: Iterable[User], *, by: User) -> None:
    """Which democratic services officers run the committee. The monitoring officer runs them all anyway."""
    committee = Committee.objects.select_for_update(of=("self",)).get(pk=committee.pk)
    chosen = {officer.pk for officer in officers}
    scopes = OfficerScope.objects.filter(committee=committee)
    before = set(scopes.values_list("user", flat=True))
    scopes.exclude(user__in=chosen).delete()
    OfficerScope.objects.bulk_create(
        [OfficerScope(committee=committee, user_id=pk) for pk in sorted(chosen - before)],
        ignore_conflicts=True,  # the same choice made on the account's page meanwhile
    )
    added, taken = sorted(chosen - before), sorted(before - chosen)
    if by.pk in added:
        raise CannotChangeAccount({"officers": "You cannot give yourself a committee. Ask somebody else."})
    for officer in User.objects.filter(pk__in=added):
        tell_of_new_powers(officer, [], [committee.code], by=by)
    record("set officers", committee, by=by, added=added, removed=taken)


def _set_committees(account: User, committees: Iterable[Committee]) -> None:
    """Only a democratic services officer has committees in scope."""
    chosen = set(committees) if Role.DEMOCRATIC_SERVICES in account.roles else set()
    before = {scope.committee for scope in account.scopes.select_related("committee")}
    account.scopes.filter(committee__in=before - chosen).delete()
    OfficerScope.objects.bulk_create(
        [
            OfficerScope(user=account, committee=committee)
            for committee in sorted(chosen - before, key=lambda each: each.pk)
        ],
        ignore_conflicts=True,  # the same choice made on the committee's page meanwhile
    )


def _codes(account: User) -> list[str]:
    return sorted(account.scopes.values_list("committee__code", flat=True))


def _lock(account: User, by: User) -> User:
    """Both accounts, always in the same order: two administrators cannot switch each other off at once."""
    rows = {
        row.pk: row
        for row in User.objects.select_for_update().filter(pk__in=[account.pk, by.pk]).order_by("pk")
    }
    if not rows[by.pk].has_role(Role.ADMINISTRATOR):
        raise CannotChangeAccount("You are no longer an administrator, so nothing has changed.")
    return rows[account.pk]
