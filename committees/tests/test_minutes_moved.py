"""Agendas that change around minutes: items that become exempt when they are minuted, papers that came late."""

from __future__ import annotations

import json

import pytest
from django.utils import timezone

from committees.access import keep_from
from committees.meetings import create_meeting
from committees.minutes import action_papers, actions, drafting
from committees.minutes.material import material_of
from committees.minutes.wording import described, pages_of
from committees.models import Edition, Meeting, Minutes, Publication
from committees.models.publication import EditionKind
from committees.permissions import may_read_exempt
from committees.tests.minuted import exempt_meeting
from scrutiny.tests.cast import Cast
from scrutiny.tests.world import coming

pytestmark = pytest.mark.django_db
SECRET = "KITTIWAKE"


@pytest.fixture
def held(cast: Cast) -> Meeting:
    return exempt_meeting(cast)


def test_what_was_minuted_before_an_item_became_exempt_is_exempt_with_it(cast: Cast, held: Meeting) -> None:
    moved = held.items.on_agenda().first()
    assert moved is not None
    by = cast.officer
    entry = drafting.entry_of(moved)
    drafting.save_entry(moved, version=entry.version, text=f"Of {SECRET}.", by=by)
    drafting.add_resolution(moved, kind="agreed", text=f"{SECRET} be sold", by=by)
    actions.add_action(moved, text=f"Tell {SECRET}", owner_post="Head of Land", due_on=held.date, by=by)
    moved.section, moved.paragraphs = "exempt", ["3"]
    moved.save(update_fields=["section", "paragraphs"])
    minutes = Minutes.objects.get(meeting=held)
    public, exempt = described(minutes), described(minutes, exempt=True)
    assert SECRET not in json.dumps(public)
    told = next(each for each in exempt["entries"] if each["key"] == f"item-{moved.pk}")
    assert SECRET in told["text_html"]
    assert SECRET in told["resolutions"][0]["after"]
    assert SECRET in told["actions"][0]["text"]
    assert moved.pk in material_of(minutes).exempt_items
    later = create_meeting(cast.committee, start=coming(30), by=by)
    keep_from(moved, person=cast.member.person, reason="An interest", by=by)
    assert not may_read_exempt(cast.member, held, held.date)
    put_on = action_papers.put_on_agenda(cast.committee, later, by=by)
    assert [paper.versions.get().is_public for paper in put_on.papers.all()] == [False]


def test_a_page_that_came_late_is_cited_in_its_supplement(cast: Cast, held: Meeting) -> None:
    item = held.items.on_agenda()[0]
    bare = {"section": "public", "from": "", "to": "", "link": "", "note": "", "reference": ""}
    row = {"key": f"item-{item.pk}", "number": 1, "title": "Bus services", **bare}
    late = {"key": "paper-9", "of": 9, "title": "Costs", "from": "12", "to": "14"}
    for number, kind, papers in ((1, "agenda", []), (2, "supplement", [late])):
        publication = Publication.objects.create(
            meeting=held,
            number=number,
            kind=kind,
            supplement=number - 1 or None,
            published_at=timezone.now(),
            published_by=cast.officer,
            reason="" if number == 1 else "It came late.",
        )
        agenda = {"items": [{**row, "papers": papers}], "exempt": {}, "supplement": number - 1 or None}
        for edition in EditionKind:
            Edition.objects.create(
                publication=publication, kind=edition, file="x.pdf", size=1, pages=14, agenda=agenda
            )
    cited = pages_of(held)[item.pk]
    assert cited["words"] == "pages 12 to 14"
    assert cited["url"].endswith(f"/meetings/{held.reference}/packs/2/public/read/#page=12")
