"""Mails that tell people of something at once: who has been given a role, who has broken the glass.

They carry names and committees. A reason may quote what is in a paper, so it stands on the page they lead to.
"""

from __future__ import annotations

import logging
from collections.abc import Iterable

from django.conf import settings
from django.core.mail import send_mail
from django.db import transaction
from django.urls import reverse

from accounts.models import Role, User

log = logging.getLogger(__name__)


def monitoring_officers(*, but: User | None = None) -> list[User]:
    found = User.objects.filter(is_active=True, roles__contains=[Role.MONITORING_OFFICER])
    return list(found.exclude(pk=but.pk) if but else found)


def alert(people: Iterable[User], subject: str, body: str, *, link: str = "") -> None:
    """One mail for each, when the change is in the database. A mail server that is down stops nothing."""
    write_to({person.email for person in people}, subject, body, link=link)


def write_to(addresses: Iterable[str], subject: str, body: str, *, link: str = "") -> None:
    """The same to people who have no account."""
    addresses = sorted(set(addresses))
    where = f"\n\n{settings.SITE_URL}{link}" if link else ""
    words = f"{body}{where}\n\nScrutiny\n"
    transaction.on_commit(lambda: _send(addresses, subject, words))


def _send(addresses: list[str], subject: str, words: str) -> None:
    for address in addresses:
        try:
            send_mail(subject, words, None, [address])
        except OSError:  # smtplib's own errors are OSErrors too
            log.exception("An alert could not be sent")


def tell_of_new_powers(
    account: User, roles: Iterable[str], committees: Iterable[str], *, by: User | None
) -> None:
    """An administrator reads no exempt paper, and cannot quietly make an account that does."""
    gained = [*(Role(role).label for role in sorted(roles)), *(f"officer of {code}" for code in committees)]
    if not gained:
        return
    who = by.name if by else "The first set-up"
    body = f"{who} gave {account.name} ({account.email}) more in Scrutiny: {', '.join(gained)}."
    question = "If this is not right, speak to the administrator and to democratic services at once."
    alert(
        monitoring_officers(but=by),
        f"Scrutiny: {account.name} was given a role",
        f"{body}\n\n{question}",
        link=reverse("workspace:people"),
    )
