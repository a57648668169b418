"""A supplement after publication, from the late upload to the reader: what it carries, numbers and keeps secret."""

from __future__ import annotations

import hashlib
import re
from datetime import datetime

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import DatabaseError, transaction
from django.test import Client

from committees import building
from committees.models import Build, ConsolidatedEdition, Edition, Paper, Publication
from committees.publishing import CannotPublish, publish, unpublished_changes
from committees.tests.pack_reading import everything_in, read
from committees.tests.pack_scene import A4, CANARY, Scene, make_scene, paper, pdf
from packs.check import problems
from scrutiny.tests.cast import LONDON, Cast

pytestmark = pytest.mark.django_db

IN_TIME = datetime(2019, 4, 3, 16, 0, tzinfo=LONDON)
LATE = datetime(2019, 4, 8, 11, 0, tzinfo=LONDON)
WAITED = "The police sent their figures on Monday."
URGENT = "The contract runs out before the next meeting."


@pytest.fixture(autouse=True)
def clock():
    with time_machine.travel(IN_TIME, tick=False) as traveller:
        yield traveller


@pytest.fixture
def officer(client: Client, cast: Cast) -> Client:
    client.force_login(cast.officer)
    return client


@pytest.fixture
def scene(cast: Cast) -> Scene:
    """With a public edition of 35 pages and exempt pages E1 to E6."""
    made = make_scene(cast)
    made.papers["filler"] = paper(made.gangs, "Survey", "PLOVER", [(A4, 0)] * 18, label="Appendix 4")
    return made


def at(scene: Scene, page: str) -> str:
    return f"/workspace/meetings/{scene.meeting.reference}/{page}/"


def run_newest(scene: Scene) -> Build:
    build = scene.meeting.builds.order_by("-pk").first()
    building.run(build.pk)
    build.refresh_from_db()
    assert build.state == Build.State.BUILT, build.error
    return build


def publish_it(officer: Client, scene: Scene, **said: str) -> Publication:
    page = officer.get(at(scene, "publish"))
    form = page.context["form"]
    assert page.context["can_publish"], [finding.message for finding in page.context["stops"]]
    reasons = dict.fromkeys(form.fields, "The chairman has agreed.") | {"build": form.initial["build"]}
    response = officer.post(at(scene, "publish"), reasons | said)
    assert response.status_code == 302, response.content.decode()
    return scene.meeting.publications.order_by("-number").first()


def publish_agenda(officer: Client, scene: Scene) -> Publication:
    officer.post(at(scene, "build"))
    run_newest(scene)
    return publish_it(officer, scene)


def upload_late_papers(officer: Client, scene: Scene) -> None:
    """One that the agenda said was to follow, and an exempt one that nobody expected."""
    awaited = Paper.objects.get(title="Scoping document")
    scoping = SimpleUploadedFile("Scoping document.pdf", pdf("BITTERN", [(A4, 0)] * 5))
    added = officer.post(f"/workspace/papers/{awaited.pk}/replace/?side=public", {"file": scoping})
    bid = SimpleUploadedFile("Late bid.pdf", pdf(f"{CANARY}LATE", [(A4, 0)] * 2))
    exempt = {"papers": bid, "classification": "exempt", "paragraphs": ["3"]}
    uploaded = officer.post(f"/workspace/items/{scene.contracts.pk}/papers/add/", exempt)
    assert [each.get("Location", "").split("#")[0] for each in (added, uploaded)] == [
        f"/workspace/papers/{awaited.pk}/",
        f"/workspace/meetings/{scene.meeting.reference}/",
    ]


def ask_for_supplement(officer: Client, scene: Scene) -> Build:
    said = {f"item-{scene.gangs.pk}": WAITED, f"item-{scene.contracts.pk}": "The bidder was late."}
    response = officer.post(at(scene, "supplement"), said | {"urgency": URGENT})
    assert "/builds/" in response.get("Location", ""), response.content.decode()
    return run_newest(scene)


@pytest.fixture
def first(officer: Client, scene: Scene) -> Publication:
    return publish_agenda(officer, scene)


@pytest.fixture
def supplement(officer: Client, scene: Scene, first: Publication, clock) -> Publication:
    clock.move_to(LATE)
    # Nobody stays signed in for five days.
    officer.force_login(scene.cast.officer)
    upload_late_papers(officer, scene)
    ask_for_supplement(officer, scene)
    return publish_it(officer, scene)


def edition(publication: Publication, kind: str) -> Edition:
    return publication.editions.get(kind=kind)


def content(of: Edition | ConsolidatedEdition) -> bytes:
    with of.file.open("rb") as file:
        return file.read()


def words(text: str) -> str:
    return re.sub(r"\s+", " ", text)


def test_a_supplement_from_the_upload_to_the_reader(
    officer: Client, scene: Scene, first: Publication, supplement: Publication
) -> None:
    kept = [content(edition(first, kind)) for kind in ("public", "members")]
    public, members = (content(edition(supplement, kind)) for kind in ("public", "members"))
    whole = {kind: edition(supplement, kind).consolidated for kind in ("public", "members")}

    assert edition(first, "public").pages == 35
    for before, kind in zip(kept, ("public", "members"), strict=True):
        assert hashlib.sha256(before).hexdigest() == edition(first, kind).sha256
    _it_goes_on_with_the_numbers(public, members)
    _its_front_page_says_what_and_why(public, members)
    _nothing_exempt_is_public([public, content(whole["public"])], members)
    _everything_in_one_pack(scene, kept, whole)
    assert [problems(pack) for pack in (*kept, public, members)] == [[]] * 4
    assert [problems(content(each)) for each in whole.values()] == [[], []]


def _it_goes_on_with_the_numbers(public: bytes, members: bytes) -> None:
    assert read(public).labels == ["36", "37", "38", "39", "40", "41"]
    pack = read(members)
    assert pack.labels == ["36", "37", "38", "39", "40", "41", "E7", "E8"]
    assert pack.stamps() == pack.labels
    assert pack.pages_with("BITTERN") == ["37", "38", "39", "40", "41"]
    assert pack.pages_with(f"{CANARY}LATE") == ["E7", "E8"]


def _its_front_page_says_what_and_why(public: bytes, members: bytes) -> None:
    for pack in (public, members):
        front = words(read(pack).texts[0])
        assert "Supplement 1" in front
        assert "late papers" in front
        assert "People and Families Scrutiny Committee" in front
        assert "Scoping document" in front
        assert "37 - 41" in front
        assert WAITED in front
        assert URGENT in front
        assert "adds to the agenda published on 3 April 2019" in front
    assert "E7 - E8" in read(members).texts[0]
    assert "exempt under paragraph 3, not published" in words(read(public).texts[0])


def _nothing_exempt_is_public(public: list[bytes], members: bytes) -> None:
    assert CANARY.encode() in everything_in(members)
    for pack in public:
        found = everything_in(pack)
        assert CANARY.encode() not in found
        assert CANARY.encode("utf-16-be") not in found
    rows = [
        *Edition.objects.filter(kind="public"),
        *ConsolidatedEdition.objects.filter(edition__kind="public"),
    ]
    assert CANARY not in repr([(row.agenda, row.manifest) for row in rows])


def _everything_in_one_pack(scene: Scene, kept: list[bytes], whole: dict[str, ConsolidatedEdition]) -> None:
    public, members = (read(content(whole[kind])) for kind in ("public", "members"))
    index = words(" ".join(members.texts[: members.labels.index("1")]))
    late = next(item for item in whole["members"].agenda["items"] if item["key"] == f"item-{scene.gangs.pk}")

    assert members.labels[members.labels.index("1") :] == [
        *map(str, range(1, 42)),
        *(f"E{number}" for number in range(1, 9)),
    ]
    assert [label for label in public.labels if label[0] not in "CE"] == list(map(str, range(1, 42)))
    assert members.labels[0] == "C1"
    assert members.stamps() == members.labels
    assert "Appendix 3: Scoping document Supplement 1" in index
    assert {"37 - 41", "E7 - E8"} <= set(re.findall(r"E?\d+ - E?\d+", index))
    assert ["37", "Scoping document"] in [[paper["from"], paper["title"]] for paper in late["papers"]]
    before = read(kept[1])
    for label in ("4", "35", "E6"):
        assert members.texts[members.labels.index(label)] == before.texts[before.labels.index(label)]
    targets = {page for pages in members.links.values() for page in pages}
    assert {members.labels.index(label) for label in ("37", "E7")} <= targets
    assert "Appendix 3: Scoping document" in [title for _level, title, page in members.bookmarks]


def test_who_reads_a_supplement_and_how(scene: Scene, supplement: Publication, cast: Cast) -> None:
    _the_public_page_shows_late_papers_where_they_belong(scene, cast)
    for who in (None, "other_councillor", "ex_member", "administrator", "other_officer"):
        _nobody_else_opens_the_members_editions(scene, cast, who)
    _members_get_the_whole_with_their_name_over_exempt_pages(scene, cast)
    _what_is_published_stays_as_it_is(supplement)
    assert Paper.objects.get(title="Scoping document").state == Paper.State.PUBLISHED
    assert not unpublished_changes(scene.meeting)


def _the_public_page_shows_late_papers_where_they_belong(scene: Scene, cast: Cast) -> None:
    anybody, member = Client(), Client()
    member.force_login(cast.member)
    address = scene.meeting.get_absolute_url()
    page, of_members = (words(each.get(address).content.decode()) for each in (anybody, member))

    assert f'href="{address}packs/2/public/read/#page=37"' in page
    assert "published in supplement 1, pages 37 to 41" in page
    assert "Scoping document (to follow)" not in re.sub(r"<[^>]+>", "", page)
    assert WAITED in page
    assert CANARY not in page
    assert f"{address}packs/2/members/" not in page
    assert f'href="{address}packs/2/members/read/#page=E7"' in of_members
    reader = anybody.get(f"{address}packs/2/public/read/").content.decode()
    assert 'data-page="36"' in reader
    assert "#page=2" in reader
    assert "Supplement 1" in reader
    file = anybody.get(f"{address}packs/2/public/?download=1")
    assert file["Content-Disposition"].endswith('filename="paf-11-april-2019-supplement-1-public.pdf"')
    one = anybody.get(f"{address}packs/2/public/consolidated/read/").content.decode()
    assert 'data-page="C1"' in one
    assert 'data-page="37"' in one


def _nobody_else_opens_the_members_editions(scene: Scene, cast: Cast, who: str | None) -> None:
    client = Client()
    if who:
        client.force_login(getattr(cast, who))
    pack = f"{scene.meeting.get_absolute_url()}packs/2"

    for address in ("members/", "members/read/", "members/consolidated/", "members/consolidated/read/"):
        assert client.get(f"{pack}/{address}").status_code == 404
    assert client.get(f"{pack}/public/consolidated/").status_code == 200
    if who:
        assert client.get(at(scene, "supplement")).status_code == 404


def _members_get_the_whole_with_their_name_over_exempt_pages(scene: Scene, cast: Cast) -> None:
    client = Client()
    client.force_login(cast.member)
    response = client.get(f"{scene.meeting.get_absolute_url()}packs/2/members/consolidated/")
    served = b"".join(response.streaming_content)
    texts = read(served)

    assert response["Cache-Control"] == "private, no-store"
    for label, marked in [("4", False), ("E1", True), ("E8", True)]:
        assert (cast.member.name in texts.texts[texts.labels.index(label)]) is marked
    assert problems(served) == []


def _what_is_published_stays_as_it_is(supplement: Publication) -> None:
    for change in (lambda rows: rows.update(pages=1), lambda rows: rows.delete()):
        with pytest.raises(DatabaseError), transaction.atomic():
            change(ConsolidatedEdition.objects.all())
    assert (supplement.kind, supplement.supplement, supplement.number) == ("supplement", 1, 2)
    assert supplement.reason == f"Item 4: {WAITED} Item 5: The bidder was late."
    assert supplement.short_notice_reason == URGENT


def test_the_agenda_page_offers_a_supplement_beside_a_correction(
    officer: Client, scene: Scene, first: Publication
) -> None:
    workspace = f"/workspace/meetings/{scene.meeting.reference}/"
    assert "Build a supplement" not in officer.get(workspace).content.decode()
    paper(scene.gangs, "Late map", "DUNLIN", [(A4, 0)])

    page = officer.get(workspace).content.decode()
    asked = words(officer.get(at(scene, "supplement")).content.decode())

    assert "Build a supplement" in page
    assert "Publish again (correction)" in page
    assert "1 late paper since" in page
    assert "Late map" in asked
    refused = officer.post(at(scene, "supplement"), {})
    assert "Say why it is late: item 4, County Lines" in refused.content.decode()
    assert scene.meeting.builds.count() == 1


def test_without_a_reason_for_the_short_notice_it_is_not_published(
    officer: Client, scene: Scene, first: Publication, clock
) -> None:
    """Built while there was time, published when there was not."""
    paper(scene.gangs, "Late map", "DUNLIN", [(A4, 0)])
    officer.post(at(scene, "supplement"), {f"item-{scene.gangs.pk}": WAITED})
    build = run_newest(scene)
    clock.move_to(LATE)

    with pytest.raises(CannotPublish, match="Five clear days"):
        publish(build, by=scene.cast.officer)
    assert scene.meeting.publications.count() == 1


def test_a_correction_after_a_supplement_gives_no_number_a_second_meaning(
    officer: Client, scene: Scene, first: Publication, supplement: Publication
) -> None:
    """The slides are replaced and an item gets another title; everything else stays on its pages."""
    slides = scene.papers["slides"].paper
    new = SimpleUploadedFile("Slides.pdf", pdf("WIGEON", [(A4, 0)] * 2))
    officer.post(f"/workspace/papers/{slides.pk}/replace/?side=public", {"file": new})
    scene.meeting.items.filter(kind="minutes").update(title="Minutes and matters arising")
    assert unpublished_changes(scene.meeting)
    assert not officer.get(at(scene, "supplement")).context["pending"].late
    officer.post(at(scene, "build"))
    run_newest(scene)

    corrected = publish_it(officer, scene, reason="Wrong slides.")
    pack = read(content(edition(corrected, "members")))
    earlier = [read(content(edition(each, "members"))) for each in (first, supplement)]

    assert (corrected.number, corrected.kind, corrected.supplement) == (3, "correction", None)
    assert problems(content(edition(corrected, "members"))) == []
    assert pack.stamps() == pack.labels
    assert pack.labels[0] == "42"
    assert "Minutes and matters arising" in words(pack.texts[0])
    for before in earlier:
        for label, text in zip(before.labels, before.texts, strict=True):
            if label in pack.labels:
                assert pack.texts[pack.labels.index(label)] == text
    gone = set(earlier[0].labels + earlier[1].labels) - set(pack.labels)
    assert {"1", "36", *earlier[0].pages_with("OTTER")} <= gone
    assert pack.pages_with("BITTERN") == ["37", "38", "39", "40", "41"]
    assert min(int(label) for label in pack.pages_with("WIGEON")) > 42
    assert not unpublished_changes(scene.meeting)
    assert "Minutes and matters arising" in Client().get(scene.meeting.get_absolute_url()).content.decode()
    shown = Client().get(scene.meeting.get_absolute_url()).content.decode()
    assert f"packs/3/public/read/#page={pack.pages_with('WIGEON')[0]}" in shown
    assert "consolidated" not in shown


def test_a_build_that_another_publication_has_overtaken_is_refused(
    officer: Client, scene: Scene, first: Publication
) -> None:
    """Or two publications would give out the same page numbers."""
    paper(scene.gangs, "Late map", "DUNLIN", [(A4, 0)])
    scene.meeting.items.filter(kind="minutes").update(title="Another title")
    officer.post(at(scene, "build"))
    correction = run_newest(scene)
    officer.post(at(scene, "supplement"), {f"item-{scene.gangs.pk}": WAITED})
    run_newest(scene)
    publish_it(officer, scene)

    with pytest.raises(CannotPublish, match="Supplement 1 has been published since"):
        publish(correction, by=scene.cast.officer, reason="Again.")
    assert [each.number for each in scene.meeting.publications.order_by("number")] == [1, 2]
    # The supplement left the new title out, so the agenda still counts as changed.
    assert unpublished_changes(scene.meeting)
    assert "Another title" not in Client().get(scene.meeting.get_absolute_url()).content.decode()


def test_an_urgent_item_comes_in_a_supplement_and_takes_no_other_items_number(
    officer: Client, scene: Scene, first: Publication, clock
) -> None:
    """Nobody knew of it when the agenda went out: the special circumstances stand on its front page."""
    numbers = {item["key"]: item["number"] for item in edition(first, "members").agenda["items"]}
    clock.move_to(LATE)
    officer.force_login(scene.cast.officer)
    officer.post(
        at(scene, "items/add"), {"title": "Flood at Mill Lane", "kind": "report", "section": "public"}
    )
    flood = scene.meeting.items.get(title="Flood at Mill Lane")
    paper(flood, "State of the road", "SHELDUCK", [(A4, 0)] * 2)
    said = {f"item-{flood.pk}": "The river rose on Sunday.", "urgency": "The road cannot wait until May."}
    officer.post(at(scene, "supplement"), said)
    run_newest(scene)
    supplement = publish_it(officer, scene)

    front = words(read(content(edition(supplement, "public"))).texts[0])
    whole = edition(supplement, "public").consolidated
    assert "Supplement 1: additional business" in front
    assert "7 Flood at Mill Lane" in front
    assert "The river rose on Sunday." in front
    assert "The road cannot wait until May." in front
    assert {item["key"]: item["number"] for item in whole.agenda["items"]} == numbers | {
        f"item-{flood.pk}": 7
    }
    titles = [item["title"] for item in whole.agenda["items"] if item["section"] == "public"]
    assert titles[-1] == "Flood at Mill Lane"
    assert read(content(whole)).pages_with("SHELDUCK") == ["37", "38"]
