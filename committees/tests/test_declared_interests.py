"""An interest that takes a member out of an item takes its exempt papers from them too, until it is corrected."""

from __future__ import annotations

from datetime import timedelta
from types import SimpleNamespace

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from committees.access import give_access
from committees.agenda import defer_item
from committees.minutes import drafting
from committees.models import Declaration, Denial, InterestType, PaperVersion
from committees.models.committee import Section
from committees.papers import upload
from committees.permissions import can_read, may_read_exempt, visible_to
from committees.permissions.items import restricted_items_visible_to
from committees.sittings import attending, declaring, sitting
from committees.tests.samples import pdf
from scrutiny.tests.cast import Cast, item, meeting

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate()


@pytest.fixture
def scene(cast: Cast) -> SimpleNamespace:
    """A meeting being held, an exempt item with a paper, and a member who was even given leave to read it."""
    held = meeting(cast.committee, timezone.now() - timedelta(minutes=30))
    public = item(held, "School buses", 1)
    exempt = item(held, "Land", 2, section=Section.EXEMPT, paragraphs=["3"])
    paper = upload(exempt, pdf(), name="Bids.pdf", paragraphs=["3"], by=cast.officer)
    PaperVersion.objects.update(published_at=timezone.now())
    give_access(exempt, cast.member, reason="To prepare", by=cast.officer)
    opened = sitting.open_sitting(held, at=held.start, by=cast.officer)
    line = attending.mark(held.attendances.get(person=cast.member.person), "present", by=cast.officer)
    return SimpleNamespace(
        cast=cast,
        member=cast.member,
        meeting=held,
        sitting=opened,
        line=line,
        public=public,
        exempt=exempt,
        version=paper.versions.get(),
    )


def declare(scene: SimpleNamespace, about: str = "exempt", **given: str) -> Declaration:
    name = given.pop("type", "Disclosable pecuniary interest")
    return declaring.declare(
        getattr(scene, about),
        scene.line,
        type=InterestType.objects.get(name=name),
        **{"nature": "Owns GANNET Farm", "response": "left", "by": scene.cast.officer, **given},
    )


def reads_it(scene: SimpleNamespace) -> bool:
    """By every rule there is: they are never at odds."""
    answers = {
        can_read(scene.member, scene.version, TODAY),
        visible_to(scene.member, TODAY).filter(pk=scene.version.pk).exists(),
        restricted_items_visible_to(scene.member, TODAY).filter(pk=scene.exempt.pk).exists(),
        may_read_exempt(scene.member, scene.meeting, TODAY),
    }
    assert len(answers) == 1, answers
    return answers.pop()


def test_a_declared_interest_takes_the_papers_at_once_and_a_correction_gives_them_back(scene, client):
    assert reads_it(scene)
    made = declare(scene)
    assert not reads_it(scene), "a denial beats a seat and a grant"
    denial = made.denials.get()
    assert denial.reason.startswith("Disclosable pecuniary interest, declared at the meeting of")
    assert "GANNET" not in denial.reason
    screen = reverse("workspace:sitting", args=[scene.meeting.reference])
    client.force_login(scene.cast.officer)
    assert "Kept from its exempt papers" in client.get(f"{screen}?item={scene.exempt.pk}").content.decode()
    assert (
        denial.reason in client.get(reverse("workspace:item_access", args=[scene.exempt.pk])).content.decode()
    )

    client.post(reverse("workspace:sitting_strike", args=["declaration", made.pk]))
    assert reads_it(scene)
    assert (
        "Kept from its exempt papers" not in client.get(f"{screen}?item={scene.exempt.pk}").content.decode()
    )


def test_what_is_minuted_in_private_is_kept_from_them_as_well(scene, client: Client):
    drafting.save_entry(scene.exempt, version=0, exempt_text="The bid.", by=scene.cast.officer)
    declare(scene)
    assert not may_read_exempt(scene.member, scene.meeting, TODAY)


@pytest.mark.parametrize(
    ("name", "response"),
    [("Disclosable pecuniary interest", "dispensation"), ("Non-registerable interest", "stayed")],
)
def test_who_stays_keeps_the_papers(scene, name, response):
    declare(scene, type=name, response=response)
    assert reads_it(scene)


def test_a_council_may_settle_it_otherwise(scene):
    InterestType.objects.filter(name="Disclosable pecuniary interest").update(keeps_from_papers=False)
    InterestType.objects.filter(name="Council tax arrears").update(keeps_from_papers=True)
    declare(scene)
    assert reads_it(scene)
    declare(scene, type="Council tax arrears", response="did_not_vote")
    assert not reads_it(scene)


def test_an_interest_in_a_public_item_leaves_the_exempt_papers_of_others_open(scene):
    declare(scene, "public")
    assert reads_it(scene)


def test_two_interests_in_one_item_are_lifted_with_the_second(scene):
    first, second = declare(scene), declare(scene, type="Other registerable interest")
    declaring.strike_declaration(first, by=scene.cast.officer)
    assert not reads_it(scene)
    declaring.strike_declaration(second, by=scene.cast.officer)
    assert reads_it(scene)


def test_an_item_put_off_takes_the_interest_along_and_a_correction_lifts_it_there_too(scene):
    made = declare(scene)
    later = meeting(scene.cast.committee, timezone.now() + timedelta(days=28))
    defer_item(scene.exempt, later, by=scene.cast.officer)
    version = PaperVersion.objects.get(pk=scene.version.pk)
    assert not can_read(scene.member, version, TODAY)
    assert not visible_to(scene.member, TODAY).filter(pk=version.pk).exists()
    declaring.strike_declaration(made, by=scene.cast.officer)
    assert can_read(scene.member, version, TODAY)


def test_striking_a_declaration_lifts_nothing_that_an_officer_decided(scene):
    Denial.objects.create(
        item=scene.exempt, person=scene.member.person, reason="It is about them.", made_by=scene.cast.officer
    )
    made = declare(scene)
    declaring.strike_declaration(made, by=scene.cast.officer)
    assert not reads_it(scene)
