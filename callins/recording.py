"""Writing a call-in down: its words with its grounds, and a form that came on paper with all its signatures."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db import transaction

from accounts.models import User
from council.models import Person

from .making import choose_grounds, edit, sign, start
from .models import CallIn, Decision
from .workflow import receive


@transaction.atomic
def write(call_in: CallIn, *, version: int, grounds: dict[str, str], by: User, **fields: Any) -> CallIn:
    """Save the words and the grounds together. Raises ChangedMeanwhile when somebody saved a newer version."""
    call_in = edit(call_in, version=version, by=by, **fields)
    return choose_grounds(call_in, grounds, by=by)


@transaction.atomic
def record_form(
    decision: Decision,
    *,
    lead: Person | None,
    signers: Iterable[Person],
    grounds: dict[str, str],
    received_at: datetime,
    by: User,
    **fields: Any,
) -> CallIn:
    """A form that came on paper or by e-mail. Its time of receipt decides, not when it is written down."""
    call_in = start(decision, lead=lead, by=by, **fields)
    choose_grounds(call_in, grounds, by=by)
    for person in {person.pk: person for person in [*([lead] if lead else []), *signers]}.values():
        sign(call_in, person, by=by, at=received_at)
    return receive(call_in, received_at=received_at, by=by)
