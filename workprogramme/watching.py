"""The forward plan watch: a decision to come in a committee's remit is suggested, and again when it slips.

Only what the public can read of the forward plan is looked at, so a private title gets nowhere from here.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from callins.models import PlannedDecision, Slip
from callins.planning import decision_slipped, notice_published
from committees.models import Committee

from .longlist import suggest
from .models import ProgrammeSettings, Suggestion
from .years import year_of

MOST_IN_A_TITLE = 200


def join() -> None:
    notice_published.join(see_notice)
    decision_slipped.join(see_slip)


def see_notice(planned: PlannedDecision, by: User) -> None:
    for committee, word in watched_by(planned):
        raise_suggestion(planned, committee, word, by=by)


def see_slip(planned: PlannedDecision, slip: Slip, by: User) -> None:
    if planned.published_at is None:
        return
    for committee, word in watched_by(planned):
        raise_suggestion(planned, committee, word, slip=slip, by=by)


def all_settings() -> list[ProgrammeSettings]:
    return list(
        ProgrammeSettings.objects.filter(committee__ended_on=None)
        .exclude(watches="")
        .select_related("committee")
    )


def watched_by(
    planned: PlannedDecision, settings: Iterable[ProgrammeSettings] | None = None
) -> list[tuple[Committee, str]]:
    """The committees whose remit it falls into, each with the word that says so."""
    found = []
    for each in all_settings() if settings is None else settings:
        word = word_in(planned, each.watch_words)
        if word:
            found.append((each.committee, word))
    return found


def word_in(planned: PlannedDecision, words: Iterable[str]) -> str:
    """The first of the words that it holds, from where a word begins."""
    text = " ".join([planned.title, planned.matter, planned.decision_maker])
    return next((word for word in words if re.search(rf"\b{re.escape(word)}", text, re.IGNORECASE)), "")


@transaction.atomic
def raise_suggestion(
    planned: PlannedDecision, committee: Committee, word: str, *, slip: Slip | None = None, by: User | None
) -> Suggestion | None:
    """Once for each time that it is planned for. What still waits on the longlist is brought up to date."""
    Committee.objects.select_for_update(of=("self",)).get(pk=committee.pk)
    of_it = Suggestion.objects.filter(committee=committee, planned=planned)
    if of_it.filter(planned_when=planned.when).exists():
        return None
    why = f"{planned.reference}: {planned.decision_maker} will decide it, {planned.when}. It says “{word}”."
    if slip:
        why = f"{planned.reference} has moved from {slip.before} to {slip.after}. {slip.reason}"
    waiting = of_it.waiting().first()
    if waiting:
        waiting.planned_when, waiting.why = planned.when, why
        waiting.version += 1
        waiting.save(update_fields=["planned_when", "why", "version"])
        return waiting
    return suggest(
        title=planned.title[:MOST_IN_A_TITLE],
        why=why,
        source=Suggestion.Source.FORWARD_PLAN,
        committee=committee,
        year=year_of(planned.due or timezone.localdate()),
        planned=planned,
        planned_when=planned.when,
        by=by,
    )


@transaction.atomic
def look_through(committee: Committee, *, by: User) -> int:
    """Everything on the forward plan now, for words that were added since it was published."""
    settings = [each for each in all_settings() if each.committee_id == committee.pk]
    raised = 0
    for planned in PlannedDecision.objects.published().to_come():
        for each, word in watched_by(planned, settings):
            raised += raise_suggestion(planned, each, word, by=by) is not None
    return raised
