from datetime import datetime

import pytest
from django.urls import reverse

from committees.models import PaperVersion, Report
from scrutiny.tests import cast as people

START = datetime(2019, 4, 11, 10, 15, tzinfo=people.LONDON)


@pytest.fixture
def meeting(cast):
    return people.meeting(cast.committee, START)


def full_item(meeting, cast, number, **fields):
    item = people.item(meeting, f"Item {number}", number, kind="report", **fields)
    Report.objects.create(
        item=item, reference=f"PAF/{number:02}/19", title="A report", enquiries_to=cast.committee.contact
    )
    for place in (1, 2):
        paper = item.papers.create(order=place, label=f"Appendix {place}", title="Costs")
        PaperVersion.objects.create(
            paper=paper, number=1, pdf="x.pdf", sha256="0", pages=3, size=9, uploaded_by=cast.officer
        )
    item.papers.create(order=3, title="Old costs", removed_at=START)
    return item


def page_of(client, meeting):
    return client.get(reverse("workspace:meeting", args=[meeting.reference])).content.decode()


def test_the_agenda_shows_numbers_papers_and_what_is_missing(client, cast, meeting):
    client.force_login(cast.officer)
    full_item(meeting, cast, 1)
    people.item(meeting, "Property", 2, section="exempt", restricted_title="Sale of Quay House")
    people.item(meeting, "A bare report", 3, kind="report")

    page = page_of(client, meeting)

    assert page.index("Item 1") < page.index("A bare report") < page.index("Property")
    for words in (
        "PAF/01/19",
        "Appendix 1: Costs",
        "3 pages",
        "No public interest statement",
        "No cover sheet and no papers yet",
        "Sale of Quay House",
        "1 removed paper",
        "6 things missing",
    ):
        assert words in page


def test_an_empty_agenda_says_what_to_do(client, cast, meeting):
    client.force_login(cast.officer)

    assert "The agenda has no items yet" in page_of(client, meeting)
