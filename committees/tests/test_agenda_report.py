from datetime import date, datetime

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from audit.models import Entry
from committees.models import Committee, Report, ReportNumber
from committees.references import allocate, fill, municipal_year
from scrutiny.tests import cast as people

START = datetime(2019, 4, 11, 10, 15, tzinfo=people.LONDON)


@pytest.fixture
def meeting(cast):
    return people.meeting(cast.committee, START)


@pytest.fixture
def officer(client, cast):
    client.force_login(cast.officer)
    return client


def cover(cast, **changes):
    return {
        "title": "Ferry fares",
        "enquiries_to": cast.committee.contact_id,
        "recommendations": "To note the fares\n\nTo write to the operator",
        "version": "0",
        **changes,
    }


@pytest.mark.parametrize(
    ("pattern", "sequence", "day", "expected"),
    [
        ("{code}/{seq:02}/{yy}", 9, date(2019, 4, 11), "PAF/09/19"),
        ("{code}{seq}-{yyyy}-{mm}", 123, date(2019, 4, 11), "PAF123-2019-04"),
        ("{municipal}/{seq:03}", 7, date(2019, 4, 30), "2018-19/007"),
        ("{municipal}/{seq:03}", 7, date(2019, 5, 1), "2019-20/007"),
    ],
)
def test_a_pattern_is_filled_in(pattern, sequence, day, expected):
    assert fill(pattern, code="PAF", sequence=sequence, day=day) == expected


@pytest.mark.parametrize(
    "pattern", ["{seq:2}", "{code.__class__}{seq}", "{nothing}{seq}", "{seq", "{seq:099}"]
)
def test_a_pattern_that_cannot_be_used_is_refused(pattern):
    with pytest.raises(ValidationError, match="cannot be filled in"):
        fill(pattern, code="PAF", sequence=1, day=date(2019, 4, 11))


def test_a_pattern_without_the_sequence_gives_no_references(cast):
    Committee.objects.filter(pk=cast.committee.pk).update(report_pattern="{code}/{yy}")

    with pytest.raises(ValidationError, match="must hold"):
        allocate(cast.committee, date(2019, 4, 11))


@pytest.mark.parametrize(
    ("reset", "expected"),
    [
        ("never", ["1/18", "2/19", "3/19", "4/20"]),
        ("calendar", ["1/18", "1/19", "2/19", "1/20"]),
        ("municipal", ["1/18", "2/19", "1/19", "2/20"]),
    ],
)
def test_the_sequence_starts_again_when_the_committee_says(cast, reset, expected):
    Committee.objects.filter(pk=cast.committee.pk).update(report_reset=reset, report_pattern="{seq}/{yy}")
    days = [date(2018, 12, 6), date(2019, 4, 11), date(2019, 5, 9), date(2020, 1, 9)]

    assert [allocate(cast.committee, day) for day in days] == expected


def test_a_reference_once_used_is_passed_over(cast):
    ReportNumber.objects.create(
        committee=cast.other_committee, series="2019", sequence=1, reference="PAF/01/19"
    )

    assert allocate(cast.committee, date(2019, 4, 11)) == "PAF/02/19"


def test_municipal_years_are_written_in_full():
    assert municipal_year(date(2000, 4, 30)) == "1999-00"


def test_the_first_save_gives_the_report_its_reference(officer, cast, meeting):
    item = people.item(meeting, "Ferry fares", 1, kind="report")

    officer.post(reverse("workspace:report", args=[item.pk]), cover(cast))
    officer.post(reverse("workspace:report", args=[item.pk]), cover(cast, subtitle="2019", version="1"))

    report = Report.objects.get()
    assert (report.reference, report.subtitle, report.version) == ("PAF/01/19", "2019", 2)
    assert report.recommendation_list == ["To note the fares", "To write to the operator"]
    assert list(ReportNumber.objects.values_list("reference", flat=True)) == ["PAF/01/19"]
    assert [entry.subject_name for entry in Entry.objects.all()] == ["PAF/01/19", "PAF/01/19"]


def test_the_form_starts_from_the_item_and_the_committees_contact(officer, cast, meeting):
    item = people.item(meeting, "Ferry fares", 1, kind="report")

    page = officer.get(reverse("workspace:report", args=[item.pk])).content.decode()

    assert 'value="Ferry fares"' in page
    assert f'<option value="{cast.committee.report_contact_id}" selected>' in page
    assert "Divisions" in page


def test_a_withdrawn_reports_reference_is_not_given_out_again(officer, cast, meeting):
    first, second = (people.item(meeting, title, 1, kind="report") for title in ("One", "Two"))
    officer.post(reverse("workspace:report", args=[first.pk]), cover(cast))
    officer.post(reverse("workspace:item_withdraw", args=[first.pk]), {"reason": "Not ready"})

    officer.post(reverse("workspace:report", args=[second.pk]), cover(cast))

    assert second.report.reference == "PAF/02/19"


def test_two_first_saves_make_one_report_and_a_conflict(officer, cast, meeting):
    item = people.item(meeting, "Ferry fares", 1, kind="report")
    url = reverse("workspace:report", args=[item.pk])
    officer.post(url, cover(cast))

    response = officer.post(url, cover(cast, title="Bus fares", purpose="Mine"))

    page = response.content.decode()
    assert response.status_code == 409
    assert "Ferry fares" in page
    assert "Bus fares" in page
    assert "Mine" in page
    assert Report.objects.get().title == "Ferry fares"


def test_a_report_without_a_title_is_not_saved(officer, cast, meeting):
    item = people.item(meeting, "Ferry fares", 1, kind="report")

    response = officer.post(reverse("workspace:report", args=[item.pk]), cover(cast, title=""))

    assert "Enter the title of the report" in response.content.decode()
    assert not ReportNumber.objects.exists()
