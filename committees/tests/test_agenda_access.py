"""Nobody but the officers who run the committee finds any page of the agenda builder."""

from datetime import datetime

import pytest
from django.urls import reverse

from committees.models import PaperVersion
from scrutiny.tests import cast as people

START = datetime(2019, 4, 11, 10, 15, tzinfo=people.LONDON)
OF_ITEM = ["item", "report", "item_defer", "item_withdraw", "paper_add", "paper_expect"]
OF_ITEM_BY_POST = ["item_move", "item_restore"]
OF_PAPER = ["paper", "paper_edit", "paper_replace", "paper_classify"]
OF_PAPER_BY_POST = ["paper_state", "paper_move", "paper_remove", "paper_restore"]
STRANGERS = ["other_officer", "administrator", "chair", "member", "non_voting_cooptee", "other_councillor"]


@pytest.fixture
def addresses(cast):
    meeting = people.meeting(cast.committee, START)
    item = people.item(meeting, "Ferries", 1)
    paper = item.papers.create(order=1, title="Fares")
    version = PaperVersion.objects.create(
        paper=paper, number=1, pdf="x.pdf", sha256="0", pages=3, size=9, uploaded_by=cast.officer
    )
    gets = [reverse("workspace:meeting", args=[meeting.reference])]
    gets += [reverse("workspace:item_add", args=[meeting.reference])]
    gets += [reverse(f"workspace:{name}", args=[item.pk]) for name in OF_ITEM]
    gets += [reverse(f"workspace:{name}", args=[paper.pk]) for name in OF_PAPER]
    posts = [reverse("workspace:agenda_order", args=[meeting.reference])]
    posts += [reverse(f"workspace:{name}", args=[item.pk]) for name in OF_ITEM_BY_POST]
    posts += [reverse(f"workspace:{name}", args=[paper.pk]) for name in OF_PAPER_BY_POST]
    return gets, posts, reverse("workspace:paper_file", args=[version.pk])


@pytest.mark.parametrize("who", STRANGERS)
def test_others_find_nothing(client, cast, addresses, who):
    gets, posts, file = addresses
    forms = [url for url in gets if "/items/" in url]
    client.force_login(getattr(cast, who))

    answers = {url: client.get(url).status_code for url in [*gets, file]}
    answers |= {url: client.post(url).status_code for url in posts + forms}

    assert set(answers.values()) == {404}, answers


def test_a_visitor_is_asked_to_sign_in_whatever_the_address(client, addresses):
    gets, posts, file = addresses

    for url in [*gets, file, reverse("workspace:item", args=[987654])]:
        assert client.get(url).url == f"{reverse('account_login')}?next={url}"
    for url in posts:
        assert client.post(url).url.startswith(reverse("account_login"))


@pytest.mark.parametrize("who", ["officer", "monitoring_officer"])
def test_officers_who_run_the_committee_find_every_page(client, cast, addresses, who):
    gets, _, _ = addresses
    client.force_login(getattr(cast, who))

    answers = {url: client.get(url).status_code for url in gets}

    assert set(answers.values()) == {200}, answers
