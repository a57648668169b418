"""The officers' pages about meetings, through HTTP."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from committees.models import Committee, Meeting, Publication
from scrutiny.tests.cast import LONDON, Cast, item, meeting


def in_days(days: int) -> datetime:
    return (timezone.now().astimezone(LONDON) + timedelta(days=days)).replace(
        hour=10, minute=15, second=0, microsecond=0
    )


def when(start: datetime, **more: Any) -> dict[str, Any]:
    return {
        "date_day": start.day,
        "date_month": start.month,
        "date_year": start.year,
        "time": "10:15am",
        **more,
    }


def place(committee: Committee, **more: Any) -> dict[str, Any]:
    return {"venue": committee.venue, "contact": committee.contact_id, **more}


@pytest.fixture
def officer(client: Client, cast: Cast) -> Client:
    client.force_login(cast.officer)
    return client


@pytest.fixture
def coming(cast: Cast) -> Meeting:
    return meeting(cast.committee, in_days(60))


PAGES = ["meeting_edit", "meeting_reschedule", "meeting_cancel", "meeting_clone"]
OUTSIDERS = ["other_officer", "administrator", "chair", "member", "other_councillor"]


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize("who", OUTSIDERS)
def test_meeting_pages_do_not_exist_for_others(
    client: Client, cast: Cast, coming: Meeting, page: str, who: str
) -> None:
    client.force_login(getattr(cast, who))

    assert client.get(reverse(f"workspace:{page}", args=[coming.reference])).status_code == 404
    assert client.post(reverse(f"workspace:{page}", args=[coming.reference])).status_code == 404


@pytest.mark.parametrize("page", ["meetings", "meetings_calendar", "meeting_add", "dashboard"])
@pytest.mark.parametrize("who", ["chair", "member"])
def test_workspace_does_not_exist_for_members(client: Client, cast: Cast, page: str, who: str) -> None:
    client.force_login(getattr(cast, who))

    assert client.get(reverse(f"workspace:{page}")).status_code == 404


@pytest.mark.parametrize("page", ["meetings", "meetings_calendar", "meeting_add", "dashboard"])
def test_anonymous_is_asked_to_sign_in(client: Client, cast: Cast, page: str) -> None:
    response = client.get(reverse(f"workspace:{page}"))

    assert response.status_code == 302
    assert response.url.startswith("/accounts/login/")  # type: ignore[attr-defined]


def test_list_shows_meetings_of_ones_own_committees(officer: Client, cast: Cast, coming: Meeting) -> None:
    meeting(cast.other_committee, in_days(61))

    page = officer.get(reverse("workspace:meetings")).context["page"]

    assert [each.reference for each in page.object_list] == [coming.reference]


@pytest.mark.parametrize(
    ("query", "days"),
    [
        ("", [5, 60]),
        ("period=week", [5]),
        ("period=past", [-30]),
        ("period=all", [60, 5, -30]),
        ("period=all&sort=date", [-30, 5, 60]),
        ("state=cancelled&period=all", [5]),
        ("state=published&period=all", [-30]),
        ("kind=briefing", [60]),
        ("q=dragons", [60]),
        ("q=ENV", []),
    ],
)
def test_list_is_searched_filtered_and_sorted(
    officer: Client, cast: Cast, query: str, days: list[int]
) -> None:
    held = meeting(cast.committee, in_days(-30))
    Publication.objects.create(
        meeting=held, number=1, published_at=timezone.now(), published_by=cast.officer, content_key="k"
    )
    meeting(cast.committee, in_days(5), state="cancelled", cancelled_at=timezone.now())
    item(meeting(cast.committee, in_days(60), kind="briefing"), "Here be dragons", 1)

    page = officer.get(f"{reverse('workspace:meetings')}?{query}").context["page"]

    assert [each.date for each in page.object_list] == [in_days(day).date() for day in days]


def test_empty_list_says_what_to_do_next(officer: Client) -> None:
    response = officer.get(reverse("workspace:meetings"))

    assert "Make a meeting" in response.content.decode()


def test_meeting_is_made_from_the_committees_template(officer: Client, cast: Cast) -> None:
    start = in_days(30)
    url = f"{reverse('workspace:meeting_add')}?committee={cast.committee.slug}"

    form = officer.get(url).context["form"]
    response = officer.post(url, when(start, kind="public", **place(cast.committee)))

    assert form["venue"].value() == cast.committee.venue
    made = Meeting.objects.get()
    assert (made.reference, made.start) == (f"PAF-{start:%Y-%m-%d}", start)
    assert response.headers["Location"] == reverse("workspace:meeting", args=[made.reference])


def test_officer_of_one_committee_is_not_asked_which(officer: Client, cast: Cast) -> None:
    assert officer.get(reverse("workspace:meeting_add")).context["committee"] == cast.committee


def test_officer_of_several_committees_chooses_one(client: Client, cast: Cast) -> None:
    client.force_login(cast.monitoring_officer)

    response = client.get(reverse("workspace:meeting_add"))

    assert [each.code for each in response.context["committees"]] == ["ENV", "PAF"]


def test_meeting_of_another_committee_cannot_be_made(officer: Client, cast: Cast) -> None:
    url = f"{reverse('workspace:meeting_add')}?committee={cast.other_committee.slug}"

    assert officer.post(url, when(in_days(30), kind="public", **place(cast.committee))).status_code == 404
    assert Meeting.objects.count() == 0


def test_errors_keep_what_was_typed(officer: Client, cast: Cast) -> None:
    url = f"{reverse('workspace:meeting_add')}?committee={cast.committee.slug}"

    response = officer.post(
        url, {"date_day": "31", "date_month": "2", "date_year": "2027", "time": "soon", "venue": "The barn"}
    )

    content = response.content.decode()
    assert "<title>Error: Make a meeting" in content
    assert "Date must be a real date" in content
    assert "Enter a time, like 10:15am or 2pm" in content
    assert "The barn" in content


def test_second_officer_is_told_of_the_first(officer: Client, cast: Cast, coming: Meeting) -> None:
    url = reverse("workspace:meeting_edit", args=[coming.reference])
    officer.post(url, place(cast.committee, venue="Room 2", version=1))

    response = officer.post(url, place(cast.committee, venue="Room 3", version=1))

    content = response.content.decode()
    assert "Olive Officer changed this while you were editing it" in content
    assert "Room 2" in content
    assert "Room 3" in content
    coming.refresh_from_db()
    assert coming.venue == "Room 2"
    officer.post(
        url, place(cast.committee, venue="Room 3", version=response.context["form"]["version"].value())
    )
    coming.refresh_from_db()
    assert coming.venue == "Room 3"


def test_move_to_a_clear_date_needs_no_second_press(officer: Client, coming: Meeting) -> None:
    later = in_days(70)

    officer.post(reverse("workspace:meeting_reschedule", args=[coming.reference]), when(later))

    coming.refresh_from_db()
    assert (coming.reference, coming.start) == (f"PAF-{later:%Y-%m-%d}", later)


def test_move_of_a_published_meeting_is_confirmed_first(officer: Client, cast: Cast, coming: Meeting) -> None:
    Publication.objects.create(
        meeting=coming, number=1, published_at=timezone.now(), published_by=cast.officer, content_key="k"
    )
    url, later = reverse("workspace:meeting_reschedule", args=[coming.reference]), in_days(70)

    first = officer.post(url, when(later))
    coming.refresh_from_db()
    unmoved = coming.start
    officer.post(url, when(later, confirmed=first.context["form"]["confirmed"].value()))

    coming.refresh_from_db()
    assert "already published with the old date" in first.content.decode()
    assert (unmoved, coming.start) == (in_days(60), later)


def test_old_address_leads_to_the_moved_meeting(officer: Client, client: Client, coming: Meeting) -> None:
    officer.post(reverse("workspace:meeting_reschedule", args=[coming.reference]), when(in_days(70)))

    response = client.get(reverse("committees:meeting", args=[coming.reference]))

    coming.refresh_from_db()
    assert (response.status_code, response.headers["Location"]) == (301, coming.get_absolute_url())


def test_public_reads_why_a_meeting_is_cancelled(officer: Client, client: Client, coming: Meeting) -> None:
    officer.post(
        reverse("workspace:meeting_cancel", args=[coming.reference]), {"notice": "The hall is flooded."}
    )

    client.logout()
    page = client.get(reverse("committees:meeting", args=[coming.reference])).content.decode()

    assert "The hall is flooded." in page


def test_cancelling_needs_words_for_the_public(officer: Client, coming: Meeting) -> None:
    response = officer.post(reverse("workspace:meeting_cancel", args=[coming.reference]), {"notice": ""})

    coming.refresh_from_db()
    assert "Enter the notice that the public will read" in response.content.decode()
    assert not coming.is_cancelled


def test_clone_leads_to_the_new_meeting(officer: Client, coming: Meeting) -> None:
    item(coming, "A report", 1)
    start = in_days(90)

    response = officer.post(reverse("workspace:meeting_clone", args=[coming.reference]), when(start))

    made = Meeting.objects.get(reference=f"PAF-{start:%Y-%m-%d}")
    assert response.headers["Location"] == reverse("workspace:meeting", args=[made.reference])
    assert [each.title for each in made.items.all()] == ["A report"]


def test_calendar_shows_the_month_asked_for(officer: Client, cast: Cast) -> None:
    made = meeting(cast.committee, datetime(2027, 3, 11, 10, 15, tzinfo=LONDON))

    response = officer.get(f"{reverse('workspace:meetings_calendar')}?month=2027-03")

    content = response.content.decode()
    assert '<h1 class="govuk-heading-l">March 2027</h1>' in content
    assert "?month=2027-02" in content
    assert "?month=2027-04" in content
    assert made.reference in content
    assert "Good Friday" in content


@pytest.mark.parametrize("month", ["2027-13", "0000-01", "nonsense", "9999-12"])
def test_calendar_of_no_month_shows_this_one(officer: Client, month: str) -> None:
    response = officer.get(f"{reverse('workspace:meetings_calendar')}?month={month}")

    assert response.context["first"] == timezone.localdate().replace(day=1)


def test_looking_changes_nothing(officer: Client, cast: Cast, coming: Meeting) -> None:
    for page in PAGES:
        assert officer.get(reverse(f"workspace:{page}", args=[coming.reference])).status_code == 200

    coming.refresh_from_db()
    assert (coming.version, Meeting.objects.count()) == (1, 1)
