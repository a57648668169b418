"""The rule about papers is told twice, and the two never disagree.

`visible_to` asks the database for every version somebody may read; `can_read` looks at one version in Python. Each
world below is a user with terms, seats, places taken, grants, denials and a council with rules of its own, drawn
at random around the day that counts. 500 worlds in the ordinary run, 10,000 with HYPOTHESIS_PROFILE=nightly.
"""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from itertools import product
from typing import Any

import pytest
from django.db import transaction
from django.db.models import prefetch_related_objects
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from accounts.models import Role, User
from committees.models import (
    AgendaItem,
    Authorship,
    Committee,
    Denial,
    EmergencyAccess,
    Grant,
    Meeting,
    Membership,
    OfficerScope,
    Paper,
    PaperVersion,
    Substitution,
)
from committees.permissions import Ground, can_read, grounds_to_read, visible_to
from council.models import Council, Person, Term
from scrutiny.tests.cast import LONDON, Cast, make_cast
from scrutiny.tests.figures import STORED, Figure, keep

DAY = date(2026, 6, 15)
NEAR = [DAY - timedelta(days=1), DAY, DAY + timedelta(days=1)]
NIGHTLY = os.environ.get("HYPOTHESIS_PROFILE") == "nightly"
WORLDS = 10_000 if NIGHTLY else 500


CONDITIONS = [
    *product([0], ["public", "exempt", "confidential"], ["draft", "published"]),
    (0, "public", "released"),
    *product([0], ["exempt", "confidential"], ["open"]),
    *product([1], ["exempt", "confidential"], ["published"]),
]


@dataclass
class Stage:
    """What stays the same in every world: meetings with papers in every condition, and one user to look at them."""

    cast: Cast
    user: User
    committees: list[Committee]
    meetings: list[Meeting]
    items: list[AgendaItem]
    papers: list[Paper]
    versions: list[PaperVersion]


def add_papers(item: AgendaItem, by: User) -> list[Paper]:
    """One paper with a version in every condition, and a second one, which no grant of the first reaches."""
    papers = [Paper.objects.create(item=item, order=order, title="Paper") for order in (1, 2)]
    now = timezone.now()
    rows = [
        PaperVersion(
            paper=papers[place],
            number=number,
            classification=classification,
            published_at=None if condition == "draft" else now,
            open_to_councillors=condition == "open",
            released_at=now if condition == "released" else None,
            current=False,
            sha256="0" * 64,
            pages=1,
            size=1,
            pdf="nothing.pdf",
            uploaded_by=by,
        )
        for number, (place, classification, condition) in enumerate(CONDITIONS, start=1)
    ]
    PaperVersion.objects.bulk_create(rows)
    return papers


def make_stage() -> Stage:
    cast = make_cast()
    person = Person.objects.create(
        kind="councillor", given_name="Rae", family_name="Ader", printed_name="Councillor R Ader"
    )
    user = User.objects.create(email="rae@council.example", name="Rae Ader", person=person)
    committees = [cast.committee, cast.other_committee]
    starts = datetime.combine(DAY + timedelta(days=3), time(10), LONDON)
    meetings = [
        Meeting.objects.create(
            committee=on,
            reference=f"{on.code}-{kind}-{number}".lower(),
            kind=kind,
            start=starts,
            venue="Room 1",
            contact=on.contact,
        )
        for number, (on, kind) in enumerate(
            [(committees[0], "public"), (committees[0], "briefing"), (committees[1], "public")]
        )
    ]
    items: list[AgendaItem] = []
    papers: list[Paper] = []
    for meeting in meetings:
        for order, (section, education) in enumerate(
            [("public", False), ("exempt", False), ("exempt", True)]
        ):
            item = AgendaItem.objects.create(
                meeting=meeting, order=order, title="Item", section=section, is_education=education
            )
            items.append(item)
            papers += add_papers(item, cast.officer)
    return Stage(cast, user, committees, meetings, items, papers, share_items(items))


def share_items(items: list[AgendaItem]) -> list[PaperVersion]:
    """All versions, those of one item pointing to the same object, so that facts about it are read once a world."""
    versions = list(PaperVersion.objects.select_related("paper"))
    known = {item.pk: item for item in items}
    for version in versions:
        version.paper.item = known[version.paper.item_id]
    return versions


def read_facts(stage: Stage, user: User) -> None:
    """Forget the last world and read this one."""
    for seen in (*stage.items, *stage.meetings):
        seen.__dict__.pop("_prefetched_objects_cache", None)
    prefetch_related_objects(stage.items, "grants", "denials", "authorships")
    prefetch_related_objects(stage.meetings, "items__denials")
    prefetch_related_objects(
        [user], "scopes", "emergency_access", "person__memberships", "person__terms", "person__substitutions"
    )


@pytest.fixture(scope="module")
def db(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    with django_db_blocker.unblock(), transaction.atomic():
        yield
        transaction.set_rollback(True)


@pytest.fixture(scope="module")
def stage(db: None) -> Stage:
    return make_stage()


def some(*choices: Any, most: int = 2) -> st.SearchStrategy[list[Any]]:
    return st.lists(st.sampled_from(choices), max_size=most, unique=True)


number = st.integers(min_value=0, max_value=8)
a_day = st.sampled_from(NEAR)
an_end = st.sampled_from([None, *NEAR])
WORLD = st.fixed_dictionaries(
    {
        "roles": some(*Role.values, most=2),
        "active": st.sampled_from([True, True, True, False]),
        "kind": st.sampled_from(["councillor", "councillor", "cooptee", "officer", ""]),
        "term": st.none() | st.tuples(a_day, an_end),
        "seats": st.lists(
            st.tuples(number, st.sampled_from(Membership.Role.values), a_day, an_end), max_size=2
        ),
        "places": st.lists(st.tuples(number, st.booleans()), max_size=2),
        "scopes": some(0, 1),
        "glass": st.lists(st.tuples(number, st.sampled_from([-1, 1]), st.booleans()), max_size=1),
        "authorships": some(*range(9), most=2),
        "grants": st.lists(
            st.tuples(number, st.sampled_from([None, 0, 1]), a_day, st.booleans(), st.booleans()), max_size=2
        ),
        "denials": st.lists(st.tuples(number, st.booleans(), st.booleans()), max_size=2),
        "standing": st.booleans(),
        "cooptees": st.sampled_from(Council.CoopteeAccess.values),
    }
)


def make_world(stage: Stage, world: dict[str, Any]) -> User:
    """Write a drawn world down around the user. What the database would refuse is left out."""
    by, user, person = stage.cast.officer, stage.user, stage.user.person
    assert person is not None
    Council.objects.update(
        monitoring_officer_access="standing" if world["standing"] else "break_glass",
        voting_cooptees_read=world["cooptees"],
    )
    linked = person if world["kind"] else None
    User.objects.filter(pk=user.pk).update(roles=world["roles"], is_active=world["active"], person=linked)
    Person.objects.filter(pk=person.pk).update(kind=world["kind"] or "councillor")
    if world["term"] and in_order(*world["term"]):
        Term.objects.create(person=person, start=world["term"][0], end=world["term"][1])
    for on, (place, role, start, end) in enumerate(world["seats"]):
        committee = stage.committees[(place + on) % 2]
        free = not Membership.objects.filter(person=person, committee=committee).exists()
        if free and role != "chair" and in_order(start, end):
            Membership.objects.create(committee=committee, person=person, role=role, start=start, end=end)
    other, now = stage.cast.member.person, timezone.now()
    assert other is not None
    for place, left in {place % 3: left for place, left in world["places"]}.items():
        Substitution.objects.create(
            meeting=stage.meetings[place],
            person=person,
            in_place_of=other,
            appointed_by=by,
            withdrawn_at=now if left else None,
        )
    for place in world["scopes"]:
        OfficerScope.objects.create(user=user, committee=stage.committees[place])
    for place, hours, closed in world["glass"]:
        EmergencyAccess.objects.create(
            user=user,
            committee=stage.committees[place % 2],
            reason="A leak",
            until=now + timedelta(hours=hours),
            closed_at=now if closed else None,
        )
    for place in world["authorships"]:
        Authorship.objects.create(item=stage.items[place], user=user, made_by=by)
    make_leave(stage, world, by)
    return User.objects.get(pk=user.pk)


def in_order(start: date, end: date | None) -> bool:
    return end is None or start <= end


def make_leave(stage: Stage, world: dict[str, Any], by: User) -> None:
    now, user = timezone.now(), stage.user
    for place, paper, expires, confidential, revoked in world["grants"]:
        Grant.objects.create(
            user=user,
            item=stage.items[place],
            paper=None if paper is None else stage.papers[place * 2 + paper],
            reason="Needs to know",
            expires_on=expires,
            includes_confidential=confidential,
            revoked_at=now if revoked else None,
            revoked_by=by if revoked else None,
            made_by=by,
        )
    for place, of_person, lifted in {place: (place, *rest) for place, *rest in world["denials"]}.values():
        Denial.objects.create(
            item=stage.items[place],
            person=user.person if of_person else None,
            user=None if of_person else user,
            reason="An interest",
            made_by=by,
            lifted_at=now if lifted else None,
        )


@pytest.mark.trust
def test_the_two_ways_of_telling_the_rule_agree(stage: Stage, figure: Figure) -> None:
    grounds: Counter[Ground] = Counter()
    compared = disagreements = 0

    @settings(max_examples=WORLDS, suppress_health_check=list(HealthCheck), database=None)
    @given(WORLD)
    def agree(world: dict[str, Any]) -> None:
        nonlocal compared, disagreements
        with transaction.atomic():
            user = make_world(stage, world)
            read_facts(stage, user)
            seen = set(visible_to(user, DAY).values_list("pk", flat=True))
            read = {version.pk for version in stage.versions if can_read(user, version, DAY)}
            compared += len(stage.versions)
            disagreements += len(seen ^ read)
            why = {
                version.pk: list(grounds_to_read(user, version, DAY))
                for version in stage.versions
                if version.pk in seen | read
            }
            grounds.update(ground for found in why.values() for ground in found)
            transaction.set_rollback(True)
        assert seen == read, {pk: (pk in seen, why[pk]) for pk in seen ^ read}

    agree()

    missing = set(Ground) - set(grounds)
    assert not missing, f"No world gave a reason of these kinds, so nothing was tested of them: {missing}"
    figure(
        "equivalence.worlds", WORLDS, "Random worlds in which the two ways of telling the rule were compared"
    )
    figure("equivalence.disagreements", disagreements, "Disagreements between them", of=compared)
    if NIGHTLY:
        says = "… and in a longer run, with no disagreement"
        keep(STORED, "equivalence.nightly", WORLDS, says)
