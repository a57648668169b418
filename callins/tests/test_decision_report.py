"""The report to the decision maker, field by field as Kent's, and the papers with a decision."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pypdfium2
import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from audit.models import Entry
from callins.decisions import publish_decision
from callins.models import Decision, ExecutivePaper, PaperReader
from callins.papers import keep_paper, remove_paper
from callins.permissions import can_read, papers_visible_to
from callins.readers import open_to
from callins.tests.executive import KENT, OPTIONS, RESTRICTED, clean, made, moment, published, rule_set
from committees.models import AccessRequest
from committees.tests.samples import pdf, upload
from scrutiny.tests.cast import Cast


@pytest.fixture(autouse=True)
def media(settings, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    settings.MEDIA_ROOT = tmp_path


def typed_report(decision: Decision) -> dict[str, object]:
    rows: dict[str, object] = {"options-TOTAL_FORMS": 5, "options-INITIAL_FORMS": 0}
    for number, option in enumerate(OPTIONS):
        rows |= {f"options-{number}-{name}": value for name, value in option.items()}
    return KENT | rows | {"version": decision.report.version, "author": decision.contact.pk}


def test_the_report_fits_field_by_field(client: Client, cast: Cast) -> None:
    rule_set()
    decision = made(cast, "A service to buy", is_key=True, key_reason="It costs over £1m in two divisions.")
    client.force_login(cast.officer)
    response = client.post(f"/workspace/decisions/{decision.slug}/report/", typed_report(decision))
    assert response.status_code == 302
    publish_decision(decision, by=cast.officer)

    page = Client().get(decision.get_absolute_url()).content.decode()

    assert [name for name, words in KENT.items() if words.split("\n")[0].strip("# ") not in page] == []
    for option in OPTIONS:
        for words in f"{option['option']}\n{option['advantages']}\n{option['risks']}".split("\n"):
            assert words in page
    assert page.count("Recommended") == 1
    assert page.count("begin a tender") == 2, "the recommendation is held once and printed twice"
    assert decision.contact.phone in page
    assert "It costs over £1m in two divisions." in page


def test_the_notice_prints_the_recommendation_twice(client: Client, cast: Cast) -> None:
    rule_set()
    decision = made(cast, "A service to buy", is_key=True, key_reason="It costs over £1m in two divisions.")
    client.force_login(cast.officer)
    client.post(f"/workspace/decisions/{decision.slug}/report/", typed_report(decision))
    assert Decision.objects.get().report.recommendation.count("begin a tender") == 1

    response = client.get(f"/workspace/decisions/{decision.slug}/notice/")
    document = pypdfium2.PdfDocument(b"".join(response.streaming_content))  # type: ignore[attr-defined]
    pages = [document[number].get_textpage().get_text_range() for number in range(len(document))]
    words = " ".join(" ".join(pages).split())

    assert words.count("begin a tender") == 2
    for printed in (
        "Past pathway Children’s Cabinet Committee, 16 November 2017",
        "Do nothing",
        "Others suffer",
    ):
        assert printed in words
    assert words.count("Recommended") == 1


def test_a_scrutiny_member_asks_for_a_private_paper_and_reads_it(client: Client, cast: Cast) -> None:
    rule_set()
    decision = made(cast, made_on=timezone.localdate())
    paper = kept(decision, cast, f"Bid of {RESTRICTED}.pdf", "exempt")
    publish_decision(decision, by=cast.officer)
    address = reverse("callins:paper", args=[decision.slug, paper.pk])
    member, officer = Client(), Client()
    member.force_login(cast.member)
    officer.force_login(cast.officer)
    link = f"{reverse('papers:ask')}?decision={decision.reference.replace('/', '%2F')}"
    assert "Ask to read what is not published" not in client.get(decision.get_absolute_url()).content.decode()
    assert link.replace("%2F", "/") in member.get(decision.get_absolute_url()).content.decode()

    page = member.get(link).content.decode()
    assert f"The private papers of decision {decision.reference}" in page
    asked = {"committee": cast.committee.pk, "document": "The bid", "relevance": decision.reference}
    member.post(reverse("papers:ask"), asked)
    request = AccessRequest.objects.get()
    readers = reverse("workspace:decision_paper_readers", args=[decision.slug, paper.pk])
    assert "The bid" in officer.get(readers).content.decode()
    today = timezone.localdate()
    until = {"until_day": today.day, "until_month": today.month, "until_year": today.year}
    given = {
        "user": cast.member.pk,
        "basis": "scrutiny",
        "reason": "The call-in",
        "request": request.pk,
    } | until

    assert member.get(address).status_code == 404
    assert "can read it now" in officer.post(readers, given, follow=True).content.decode()
    request.refresh_from_db()
    assert (request.state, request.decided_by) == ("granted", cast.officer)
    assert member.get(address).status_code == 200
    assert "You may read it" in member.get(decision.get_absolute_url()).content.decode()
    other = Client()
    other.force_login(cast.other_councillor)
    assert other.get(address).status_code == 404
    assert can_read(cast.member, paper)
    with time_machine.travel(timezone.now() + timedelta(days=2)):
        assert not can_read(cast.member, paper)

    taken_back(officer, member, decision, paper)


def taken_back(officer: Client, member: Client, decision: Decision, paper: ExecutivePaper) -> None:
    address = reverse("callins:paper", args=[decision.slug, paper.pk])
    assert member.get(address).status_code == 200
    close = reverse(
        "workspace:decision_paper_close", args=[decision.slug, paper.pk, PaperReader.objects.get().pk]
    )
    officer.post(close)
    assert member.get(address).status_code == 404


@pytest.mark.parametrize(
    ("paragraphs", "allowed"), [(["3"], True), (["3", "6"], True), (["1"], False), ([], False)]
)
def test_regulation_16_opens_only_two_kinds_of_exempt_papers(cast: Cast, paragraphs, allowed) -> None:  # type: ignore[no-untyped-def]
    paper = kept(made(cast), cast, "Bid.pdf", "exempt")
    paper.paragraphs = paragraphs
    paper.save(update_fields=["paragraphs"])
    given = {"basis": "member", "reason": "To see", "until": timezone.localdate(), "by": cast.officer}
    if allowed:
        open_to(paper, cast.member, **given)
    else:
        with pytest.raises(ValidationError, match="Regulation 16"):
            open_to(paper, cast.member, **given)


def test_only_one_option_is_recommended(client: Client, cast: Cast) -> None:
    decision = made(cast)
    client.force_login(cast.officer)
    fields = typed_report(decision) | {"options-0-is_recommended": "on"}
    page = client.post(f"/workspace/decisions/{decision.slug}/report/", fields).content.decode()
    assert "Recommend one option only" in page
    assert not decision.report.options.exists()


def test_a_published_decision_keeps_its_report(client: Client, cast: Cast) -> None:
    rule_set()
    decision = published(cast, timezone.now())
    client.force_login(cast.officer)
    page = client.post(
        f"/workspace/decisions/{decision.slug}/report/", typed_report(decision)
    ).content.decode()
    assert "the report it was made on stays as it was" in page


def kept(decision: Decision, cast: Cast, name: str, classification: str) -> ExecutivePaper:
    data = pdf()
    given = {"classification": classification, "paragraphs": ["3"]}
    return keep_paper(decision, data, clean(data), name=name, by=cast.officer, **given)  # type: ignore[arg-type]


def test_papers_go_out_by_one_door(client: Client, cast: Cast) -> None:
    rule_set()
    with time_machine.travel(moment(timezone.localdate()), tick=False):
        decision = made(cast, made_on=timezone.localdate())
    public, exempt, gone = (
        kept(decision, cast, "Appendix 1 Costs.pdf", "public"),
        kept(decision, cast, f"Bid of {RESTRICTED}.pdf", "exempt"),
        kept(decision, cast, "Old.pdf", "public"),
    )
    remove_paper(gone, by=cast.officer)

    def answers(who: Client) -> list[int]:
        address = f"/decisions/{decision.slug}/papers/"
        return [who.get(f"{address}{paper.pk}/").status_code for paper in (public, exempt, gone)]

    member, officer = Client(), Client()
    member.force_login(cast.member)
    officer.force_login(cast.officer)
    assert answers(client) == answers(member) == [404, 404, 404]
    publish_decision(decision, by=cast.officer)
    assert answers(client) == answers(member) == [200, 404, 404]
    assert answers(officer) == [200, 200, 200]
    page = client.get(decision.get_absolute_url()).content.decode()
    assert "Not for publication: Schedule 12A, paragraph 3" in page
    assert RESTRICTED not in page
    assert Entry.objects.filter(verb="read decision paper", actor=cast.officer).count() == 2
    for user in (cast.member, cast.officer, cast.administrator):
        visible = set(papers_visible_to(user))
        assert [
            paper for paper in (public, exempt, gone) if can_read(user, paper) != (paper in visible)
        ] == []


def test_an_upload_is_taken_in_and_a_broken_one_refused(client: Client, cast: Cast) -> None:
    decision = made(cast)
    client.force_login(cast.officer)
    address = f"/workspace/decisions/{decision.slug}/papers/add/"
    page = client.post(address, {"papers": [upload("a.pdf", b"nothing")], "classification": "public"})
    assert "a.pdf:" in page.content.decode()
    client.post(address, {"papers": [upload("Appendix 1 Costs.pdf")], "classification": "public"})
    assert decision.papers.get().title == "Costs"
