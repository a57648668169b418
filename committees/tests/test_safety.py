"""Before a paper becomes public it is looked through, and what is found takes two people to publish."""

from __future__ import annotations

import io
import json

import pytest
from django.urls import reverse
from django.utils import timezone
from PIL import Image

from audit.models import Entry
from committees import building
from committees.models import Build, Meeting, Paper, SafetyCheck
from committees.models.paper import Classification
from committees.papers import upload
from committees.publishing import CannotPublish, publish
from committees.safety import CannotAgree, agree, take_back
from packs.tests.redactions import LINES, SECRET, drawing, paper, patch, without_name
from scrutiny.tests.cast import Cast, item, meeting
from scrutiny.tests.world import coming

pytestmark = [pytest.mark.django_db, pytest.mark.trust]

BAD = paper(drawing() + patch())
GOOD = paper(without_name())


@pytest.fixture
def held(cast: Cast) -> Meeting:
    return meeting(cast.committee, coming(40))


def add(
    cast: Cast, to: object, data: bytes, classification: str = Classification.PUBLIC, name: str = "Wall.pdf"
) -> Paper:
    return upload(to, data, name=name, classification=classification, paragraphs=["3"], by=cast.officer)


def built(cast: Cast, of: Meeting) -> Build:
    build = Build.objects.create(meeting=of, requested_by=cast.officer)
    building.run(build.pk)
    build.refresh_from_db()
    assert build.state == Build.State.BUILT, build.error
    return build


def second_officer(cast: Cast):
    return cast.monitoring_officer


def test_a_clean_paper_is_looked_through_and_published(cast: Cast, held: Meeting):
    added = add(cast, item(held, "Harbour wall", 1), GOOD)
    publish(built(cast, held), by=cast.officer)
    assert SafetyCheck.objects.get(version__paper=added).leaks == []


def test_what_is_found_stops_publishing_until_somebody_else_agrees(cast: Cast, held: Meeting):
    added = add(cast, item(held, "Harbour wall", 1), BAD)
    build = built(cast, held)
    with pytest.raises(CannotPublish, match="cannot see"):
        publish(build, by=cast.officer)

    check = SafetyCheck.objects.get(version__paper=added)
    agree(check, seen=check.key, reason="The name is public already.", by=cast.officer)
    with pytest.raises(CannotPublish, match="cannot see"):
        publish(build, by=cast.officer)

    agree(check, seen=check.key, reason="The name is public already.", by=second_officer(cast))
    publication = publish(build, by=cast.officer)
    (override,) = [row for row in publication.overrides if row["code"].startswith("concealed")]
    assert override["reason"] == f"{second_officer(cast)}: The name is public already."
    assert SECRET not in json.dumps(publication.overrides)
    lines = Entry.objects.filter(verb="agree to findings")
    assert [line.detail["findings"] for line in lines] == [["covered"], ["covered"]]
    assert SECRET not in json.dumps([line.detail for line in Entry.objects.all()])


def test_an_agreement_is_for_the_file_that_was_looked_at(cast: Cast, held: Meeting):
    added = add(cast, item(held, "Harbour wall", 1), BAD)
    built(cast, held)
    check = SafetyCheck.objects.get(version__paper=added)
    with pytest.raises(CannotAgree, match="looked through again"):
        agree(check, seen="another", reason="Yes.", by=cast.officer)
    with pytest.raises(CannotAgree, match="Say why"):
        agree(check, seen=check.key, reason=" ", by=cast.officer)
    agree(check, seen=check.key, reason="Yes.", by=cast.officer)
    built(cast, held)
    check.refresh_from_db()
    assert check.agreed_by == cast.officer, "building again finds the same, so it still stands"
    take_back(check, by=cast.officer)
    check.refresh_from_db()
    assert check.agreed_by is None


def test_a_pack_whose_papers_were_never_looked_through_is_not_published(cast: Cast, held: Meeting):
    add(cast, item(held, "Harbour wall", 1), GOOD)
    build = built(cast, held)
    SafetyCheck.objects.all().delete()
    with pytest.raises(CannotPublish, match="has not been looked through"):
        publish(build, by=cast.officer)


def test_a_passage_of_the_exempt_appendix_in_the_public_report_is_found(cast: Cast, held: Meeting):
    wall = item(held, "Harbour wall", 1)
    secret = (
        "Kestrel Marine Limited offered to rebuild the north wall for 412900",
        "pounds within eleven months of the order",
    )
    add(cast, wall, paper(drawing(secret)), Classification.EXEMPT, "Tenders.pdf")
    added = add(cast, wall, paper(drawing((*LINES[:2], *secret))))
    built(cast, held)
    (leak,) = SafetyCheck.objects.get(version__paper=added).leaks
    assert (leak.kind, leak.page, leak.still_there) == ("shared", 1, True)
    assert leak.box is not None


def test_the_officer_sees_it_on_the_page_and_agrees(cast: Cast, held: Meeting, client):
    added = add(cast, item(held, "Harbour wall", 1), BAD)
    build = built(cast, held)
    version = added.versions.get()
    page = reverse("workspace:paper_hidden", args=[version.pk])
    client.force_login(second_officer(cast))

    preflight = reverse("workspace:preflight", args=[held.reference])
    assert page in client.get(preflight).content.decode()
    shown = client.get(page).content.decode()
    assert SECRET in shown
    picture = client.get(reverse("workspace:paper_hidden_page", args=[version.pk, 1]))
    with Image.open(io.BytesIO(picture.content)) as image:
        colours = image.convert("RGB").getcolors(image.width * image.height)
    reds = sum(count for count, (red, green, blue) in colours if red > 180 and green < 90 and blue < 70)
    assert reds > 500
    assert client.get(reverse("workspace:paper_hidden_page", args=[version.pk, 2])).status_code == 404

    key = SafetyCheck.objects.get(version=version).key
    assert "Say why" in client.post(page, {"seen": key, "reason": ""}).content.decode()
    assert client.post(page, {"seen": key, "reason": "It is a street name."}).status_code == 302
    assert "somebody else has to publish" in client.get(preflight).content.decode()
    client.force_login(cast.officer)
    assert "It is a street name." in client.get(preflight).content.decode()
    client.post(preflight, {"build": build.pk})
    assert held.publications.get().overrides[0]["reason"].endswith("It is a street name.")


def test_nobody_else_sees_what_was_found(cast: Cast, held: Meeting, client):
    added = add(cast, item(held, "Harbour wall", 1), BAD)
    built(cast, held)
    version = added.versions.get()
    for user in (cast.member, cast.other_officer, cast.administrator):
        client.force_login(user)
        for name, arguments in (("paper_hidden", [version.pk]), ("paper_hidden_page", [version.pk, 1])):
            assert client.get(reverse(f"workspace:{name}", args=arguments)).status_code == 404
    assert timezone.now() > SafetyCheck.objects.get().checked_at
