"""What goes into which edition, and when the content counts as changed."""

from __future__ import annotations

import json

import pytest

from committees.contents import Contents, content_key, describe
from committees.contents.words import listed
from committees.models import AgendaItem, Meeting, Membership, Paper, PaperVersion
from committees.models.publication import EditionKind
from committees.tests.pack_scene import A4, CANARY, make_scene, paper
from council.models import Council

pytestmark = pytest.mark.django_db

PUBLIC, MEMBERS = EditionKind.PUBLIC, EditionKind.MEMBERS


@pytest.fixture
def scene(cast):
    return make_scene(cast)


def fresh(scene):
    return Meeting.objects.get(pk=scene.meeting.pk)


def titles(meeting, kind):
    return [item["title"] for item in describe(meeting, kind)["items"]]


def test_items_are_in_order_without_withdrawn_ones(scene):
    assert titles(scene.meeting, PUBLIC) == [
        "Membership and Apologies",
        "Minutes",
        "Questions from the Public",
        "County Lines",
        "Care Contracts",
        "Contract Award",
    ]


def test_members_read_the_restricted_title(scene):
    assert titles(scene.meeting, MEMBERS)[-1] == f"Award to {CANARY} Limited"


def test_public_agenda_is_public_words_only(scene):
    words = json.dumps(describe(scene.meeting, PUBLIC))
    assert CANARY not in words
    assert "PAF/11/19" not in words


def test_exempt_item_shows_paragraphs_and_no_papers_to_the_public(scene):
    private = describe(scene.meeting, PUBLIC)["items"][-1]

    assert private["paragraphs"] == ["3"]
    assert private["exempt_reason"] == "It would reveal what bidders offered."
    assert private["papers"] == []
    assert private["note"] == ""


def test_exempt_paper_of_a_public_item_is_named_and_withheld(scene):
    register, prices = describe(scene.meeting, PUBLIC)["items"][4]["papers"]

    assert (register["title"], register["withheld"]) == ("Contract register", False)
    assert (prices["title"], prices["withheld"], prices["paragraphs"]) == ("Contract prices", True, ["3"])


def test_public_parts_are_the_same_in_both_editions(scene):
    contents = Contents(scene.meeting)
    public, members = contents.parts(PUBLIC), contents.parts(MEMBERS)

    assert members[: len(public)] == public
    assert all(part.exempt for part in members[len(public) :])
    assert [part.series for part in members[len(public) :]] == ["E", "E", "E"]


def test_both_versions_of_a_paper_have_their_place(scene):
    """A public version with the prices blacked out beside the exempt one."""
    version = paper(scene.contracts, "Redacted", "REDACT", [(A4, 0)])
    Paper.objects.filter(pk=version.paper_id).delete()
    exempt = scene.papers["prices"]
    public = PaperVersion(
        paper=exempt.paper, number=2, classification="public", sha256="0" * 64, pages=1, size=1,
        uploaded_by=exempt.uploaded_by, pdf=version.pdf.name,
    )  # fmt: skip
    public.save()

    keys = [part.key for part in Contents(scene.meeting).parts(PUBLIC)]

    assert f"paper-{public.pk}" in keys
    assert f"paper-{exempt.pk}" not in keys


def test_note_names_the_report_once(scene):
    scene.meeting.items.filter(pk=scene.gangs.pk).update(note="To discuss report PAF/09/19 in full")

    gangs, contracts = describe(scene.meeting, PUBLIC)["items"][3:5]

    assert gangs["note"] == "To discuss report PAF/09/19 in full"
    assert contracts["note"] == "To consider report PAF/10/19"


def test_membership_is_that_of_the_day_in_the_councils_words(scene):
    Council.objects.update(chair_word="Chairperson")
    printed = describe(scene.meeting, PUBLIC)["membership"]

    assert printed["members"] == [
        {"name": "Councillor C Chairwell", "role": "Chairperson"},
        {"name": "Councillor M Membury", "role": ""},
    ]
    assert [row["name"] for row in printed["cooptees"]] == ["Nora Novote"]


def test_pre_meeting_is_announced(scene):
    said = describe(scene.meeting, PUBLIC)["meeting"]["pre_meeting"]
    assert said["title"] == "Private pre-meeting for PAF Members Only"
    assert said["words"].startswith("Committee members will meet in private at 9:30am in Committee Room 6")


def test_key_stays_while_nothing_changes(scene):
    assert content_key(fresh(scene)) == content_key(fresh(scene))


@pytest.mark.parametrize(
    "change",
    [
        lambda scene: AgendaItem.objects.filter(pk=scene.gangs.pk).update(title="County lines and gangs"),
        lambda scene: AgendaItem.objects.filter(pk=scene.private.pk).update(restricted_title="Another"),
        lambda scene: AgendaItem.objects.filter(pk=scene.gangs.pk).update(order=9),
        lambda scene: PaperVersion.objects.filter(pk=scene.papers["prices"].pk).update(sha256="1" * 64),
        lambda scene: Paper.objects.filter(pk=scene.papers["slides"].paper_id).update(title="Slides again"),
        lambda scene: Meeting.objects.filter(pk=scene.meeting.pk).update(short_notice_reason="Snow"),
        lambda scene: Membership.objects.filter(role="chair").update(role="member"),
        lambda scene: scene.private.report.__class__.objects.filter(pk=scene.private.report.pk).update(
            body="x"
        ),
    ],
)
def test_key_changes_with_what_is_printed(scene, change):
    before = content_key(fresh(scene))
    change(scene)
    assert content_key(fresh(scene)) != before


@pytest.mark.parametrize("more", [0, 3])
def test_queries_do_not_grow_with_the_agenda(scene, more, django_assert_max_num_queries):
    for order in range(more):
        paper(scene.gangs, f"More {order}", f"MORE{order}", [(A4, 0)])
    with django_assert_max_num_queries(11):
        content_key(scene.meeting)


@pytest.mark.parametrize(("words", "said"), [([], ""), (["1"], "1"), (["1", "3"], "1 and 3")])
def test_listed(words, said):
    assert listed(words) == said
