"""Who leads a political group, and who deputises: from a day to a day."""

from __future__ import annotations

from datetime import date

from django.db import transaction
from django.db.models import Q

from accounts.models import User
from audit.log import record
from council.models import Group, GroupLeader, Person

from .directory import CannotChangePerson


@transaction.atomic
def record_leader(
    person: Person, *, group: Group, role: str, start: date, end: date | None = None, by: User
) -> GroupLeader:
    """Somebody begins to lead, or to deputise in, the group they sit in."""
    leader = GroupLeader(person=person, group=group, role=role, start=start, end=end)
    _check_and_save(leader)
    record("record group leader", leader, by=by, person=person.pk, **_facts(leader))
    return leader


@transaction.atomic
def correct_leader(
    leader: GroupLeader, *, group: Group, role: str, start: date, end: date | None, by: User
) -> GroupLeader:
    """For what was typed wrongly, and to write down the last day."""
    leader = GroupLeader.objects.select_for_update(of=("self",)).select_related("person").get(pk=leader.pk)
    before = _facts(leader)
    leader.group, leader.role, leader.start, leader.end = group, role, start, end
    _check_and_save(leader)
    after = _facts(leader)
    record("correct group leader", leader, by=by, person=leader.person_id, before=before, after=after)
    return leader


def _facts(leader: GroupLeader) -> dict[str, str]:
    facts = {"group": leader.group, "role": leader.role, "start": leader.start, "end": leader.end}
    return {name: str(fact) for name, fact in facts.items() if fact}


def _check_and_save(leader: GroupLeader) -> None:
    # Of two officers who record a leader of one group at once, the second is told of the first.
    Group.objects.select_for_update().get(pk=leader.group_id)
    if leader.end and leader.end < leader.start:
        raise CannotChangePerson({"end": "The last day must be on or after the first day."})
    runs = Q(end=None) | Q(end__gte=leader.start)
    if not leader.person.terms.filter(runs, start__lte=leader.start, group=leader.group_id).exists():
        day = f"{leader.start:%-d %B %Y}"
        raise CannotChangePerson({"group": f"{leader.person} is not in {leader.group} on {day}."})
    leader.full_clean()
    leader.save()
