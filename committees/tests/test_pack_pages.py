"""The pack as its readers get it: every number, link and bookmark true, and nothing exempt in the public one."""

from __future__ import annotations

import re

import pytest

from committees.contents import Contents
from committees.making import make
from committees.models.publication import EditionKind
from committees.tests.pack_reading import ReadPack, everything_in, read
from committees.tests.pack_scene import CANARY, make_scene
from packs.check import problems

pytestmark = pytest.mark.django_db

PUBLIC, MEMBERS = EditionKind.PUBLIC, EditionKind.MEMBERS


@pytest.fixture
def scene(cast):
    return make_scene(cast)


@pytest.fixture
def made(scene):
    return make(Contents(scene.meeting), list(EditionKind))


def entries(agenda):
    """Every item and paper of an agenda that has pages."""
    return [entry for item in agenda["items"] for entry in [item, *item["papers"]] if entry["from"]]


def test_papers_are_on_the_pages_the_index_says(scene, made):
    pack, agenda = read(made[MEMBERS].pdf), made[MEMBERS].agenda
    found = {paper["key"]: paper for item in agenda["items"] for paper in item["papers"]}

    words = {"minutes": "MARSH", "extract": "HERON", "slides": "OTTER", "register": "TEASEL"}
    words |= {"prices": f"{CANARY}PRICE", "bids": f"{CANARY}BID"}
    for name, word in words.items():
        paper = found[f"paper-{scene.papers[name].pk}"]
        pages = pack.pages_with(word)
        assert (paper["from"], paper["to"]) == (pages[0], pages[-1])
        assert len(pages) == scene.papers[name].pages


def test_items_span_cover_sheet_and_papers(scene, made):
    pack, items = read(made[MEMBERS].pdf), made[MEMBERS].agenda["items"]
    membership, minutes, questions, gangs, contracts, private = items

    assert [item["number"] for item in items] == [1, 2, 3, 4, 5, 6]
    assert "Quorum" in pack.texts[pack.labels.index(membership["from"])]
    assert [minutes["from"], minutes["to"]] == [pack.pages_with("MARSH")[0], pack.pages_with("MARSH")[-1]]
    assert (questions["from"], questions["to"]) == ("", "")
    assert "PAF/09/19" in pack.texts[pack.labels.index(gangs["from"])]
    assert gangs["to"] == pack.pages_with("OTTER")[-1]
    assert "PAF/10/19" in pack.texts[pack.labels.index(contracts["from"])]
    assert contracts["to"] == pack.pages_with("TEASEL")[-1]
    assert private["from"] == "E3"
    assert private["to"] == "E6"


def test_stamps_labels_and_agenda_agree(made):
    for edition in made.values():
        pack = read(edition.pdf)
        assert pack.stamps() == pack.labels
        assert len(pack.labels) == edition.pages == edition.agenda["pages"]


def test_the_engines_own_check_finds_nothing(made):
    assert [problems(edition.pdf) for edition in made.values()] == [[], []]


def test_public_pages_come_first_and_are_the_same_in_both_editions(made):
    public, members = read(made[PUBLIC].pdf), read(made[MEMBERS].pdf)
    front = made[PUBLIC].front_pages

    assert public.labels == [str(n) for n in range(1, len(public.labels) + 1)]
    assert members.labels == [*public.labels, "E1", "E2", "E3", "E4", "E5", "E6"]
    assert members.texts[front : len(public.texts)] == public.texts[front:]


@pytest.mark.parametrize("kind", [PUBLIC, MEMBERS])
def test_index_prints_the_true_ranges_and_links_to_them(made, kind):
    pack, agenda = read(made[kind].pdf), made[kind].agenda
    front = made[kind].front_pages
    printed = re.sub(r"\s+", " ", " ".join(pack.texts[:front]))
    targets = sorted(page for index in range(front) for page in pack.links.get(index, []))

    for entry in entries(agenda):
        assert re.search(rf"\b{entry['from']} ?- ?{entry['to']}\b", printed)
    assert targets == sorted(pack.labels.index(entry["from"]) for entry in entries(agenda))


@pytest.mark.parametrize("kind", [PUBLIC, MEMBERS])
def test_bookmarks_land_on_their_items_and_papers(made, kind):
    pack, agenda = read(made[kind].pdf), made[kind].agenda
    wanted = [(0, "Agenda", 0)]
    for item in agenda["items"]:
        if item["link"]:
            wanted.append((0, f"{item['number']}. {item['title']}", pack.labels.index(item["from"])))
        for paper in item["papers"]:
            if paper["from"]:
                name = f"{paper['label']}: {paper['title']}" if paper["label"] else paper["title"]
                name += " (exempt)" if paper["exempt"] else ""
                wanted.append((1, name, pack.labels.index(paper["from"])))

    assert pack.bookmarks == wanted


def test_public_edition_has_no_exempt_byte(made):
    assert CANARY.encode() in everything_in(made[MEMBERS].pdf)

    whole = everything_in(made[PUBLIC].pdf)

    assert CANARY.encode() not in whole
    assert CANARY.encode("utf-16-be") not in whole
    assert CANARY not in repr(made[PUBLIC].agenda)


def test_public_edition_says_what_is_kept_back_and_why(made):
    front = re.sub(r"\s+", " ", " ".join(read(made[PUBLIC].pdf).texts[: made[PUBLIC].front_pages]))

    assert "Contract Award" in front
    assert "It would reveal what bidders offered." in front
    assert "Exempt under paragraph 3 of Part 1 of Schedule 12A" in front
    assert "Contract prices (exempt under paragraph 3, not published)" in front
    assert "These items fall under paragraph 3 of Schedule 12A." in front
    assert "Scoping document" in front
    assert "To follow" in front


def test_withdrawn_business_is_left_out(made):
    pack = read(made[MEMBERS].pdf)
    assert not [text for text in pack.texts if "GHOST" in text or "Withdrawn Business" in text]


def test_same_input_gives_the_same_bytes(scene, made):
    again = make(Contents(scene.meeting), list(EditionKind))
    assert [again[kind].sha256 for kind in EditionKind] == [made[kind].sha256 for kind in EditionKind]


def test_public_edition_made_alone_is_the_same(scene, made):
    alone = make(Contents(scene.meeting), [PUBLIC])
    assert alone[PUBLIC].sha256 == made[PUBLIC].sha256


def test_shorter_front_is_filled_up(scene, monkeypatch):
    """Long restricted titles may push the members' front onto another page; public numbers must not move."""
    scene.meeting.items.filter(pk=scene.private.pk).update(restricted_title="Long words " * 18)
    for order in range(20):
        scene.meeting.items.create(
            order=order + 2,
            section="exempt",
            title="Award",
            restricted_title="A title so long that it runs over several lines of the index " * 3,
            paragraphs=["3"],
        )

    made = make(Contents(scene.meeting), list(EditionKind))
    public, members = read(made[PUBLIC].pdf), read(made[MEMBERS].pdf)

    assert "left blank" in public.texts[made[PUBLIC].front_pages - 1]
    assert public.pages_with("MARSH") == members.pages_with("MARSH")
    assert ReadPack.stamps(public) == public.labels
