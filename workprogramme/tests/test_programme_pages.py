"""The pages of the programme as officers, members and residents use them."""

from __future__ import annotations

from datetime import date

import pytest
import time_machine
from django.test import Client, override_settings

from callins.planning import publish_notice
from callins.tests.executive import planned
from committees.models import AgendaItem, PaperVersion
from scrutiny.tests.cast import Cast
from workprogramme import planning
from workprogramme.models import (
    Criterion,
    ProgrammeSection,
    ProgrammeSettings,
    Suggester,
    Suggestion,
    Topic,
    TopicOrigin,
)
from workprogramme.reports import put_on_agenda
from workprogramme.timing import When
from workprogramme.year_plan import year_plan

from .programme import meeting, section, suggestion, topic

COMMITTEE = "/workspace/committees/people-and-families-scrutiny-committee"
HOME = f"{COMMITTEE}/programme/"


@pytest.fixture(autouse=True)
def _in_2018():
    with time_machine.travel("2018-06-01 12:00", tick=False):
        yield


@pytest.fixture
def officer(client: Client, cast: Cast) -> Client:
    client.force_login(cast.officer)
    return client


def test_an_overfull_meeting_is_warned_of_on_the_plan(officer: Client, cast: Cast):
    ProgrammeSettings.objects.create(committee=cast.committee, meeting_capacity=1)
    at = meeting(cast, 2018, 7, 12)
    for title in ("Dues", "Ferries"):
        topic(cast, title, when=When(meeting=at))
    page = officer.get(HOME).content.decode()
    assert "The meeting of 12 July 2018 has 2 topics. 1 is what one meeting can do justice to." in page
    assert 'class="app-plan__meeting app-plan__meeting--overfull"' in page
    assert "Put it onto the agenda of 12 July" in page


def test_what_passed_without_a_word_is_asked_after(officer: Client, cast: Cast):
    topic(cast, when=When(starts=date(2018, 5, 20)))
    assert "Say what came of it, or move it." in officer.get(HOME).content.decode()


def test_the_drawing_has_bars_marks_and_words(cast: Cast):
    at = meeting(cast, 2019, 5, 9)
    made = [
        topic(cast, "Bar", when=When(starts=date(2018, 9, 1), ends=date(2018, 11, 30))),
        topic(cast, "Mark", when=When(meeting=at)),
        topic(cast, "Words", when=When(timing="Ongoing")),
    ]
    plan = year_plan(2018, made, [at], 3, date(2018, 6, 1))
    bar, mark, words = plan.bands[0].rows
    assert (bar.width > 150, mark.width, words.x, words.words) == (True, 0, None, "Ongoing")
    assert mark.x == plan.lines[0].x
    # The programme looks beyond its year, and the drawing with it.
    assert [month.label for month in plan.months][-2:] == ["Apr", "May"]


def test_a_topic_is_moved_changed_and_brought_to_an_end(officer: Client, cast: Cast):
    at = meeting(cast, 2018, 7, 12)
    made = topic(cast)
    page = f"/workspace/topics/{made.pk}/"
    assert officer.post(f"{page}move/", {"meeting": at.pk}).status_code == 302
    refused = officer.post(f"{page}move/", {"timing": "Later"})
    assert "Say why it moves" in refused.content.decode()
    both = officer.post(f"{page}move/", {"meeting": at.pk, "timing": "Later", "reason": "x"})
    assert "but not both" in both.content.decode()
    version = Topic.objects.get().version
    fields = {"title": "Dues", "section": section().pk, "steps": "(i) Ask\n2. Look\n", "is_public": "on"}
    stale = officer.post(f"{page}edit/", fields | {"version": version - 1})
    assert stale.status_code == 409
    assert officer.post(f"{page}edit/", fields | {"version": version}).status_code == 302
    assert [step.text for step in made.steps.all()] == ["Ask", "Look"]
    assert officer.post(f"{page}drop/", {"reason": "No powers."}).status_code == 302
    assert "No powers." in officer.get(page).content.decode()
    assert officer.post(f"{page}take-up/").status_code == 302
    assert officer.post(f"{page}carry/", {"reason": "No time."}).status_code == 302
    assert Topic.objects.get(year=2019).slips.get().reason == "No time."


def test_an_origin_is_added_and_taken_out(officer: Client, cast: Cast):
    entry = publish_notice(planned(cast, due=date(2018, 9, 1)), by=cast.officer)
    made = topic(cast)
    page = f"/workspace/topics/{made.pk}/"
    fields = {"kind": "forward_plan", "planned": entry.pk, "words": "Before it is decided"}
    assert officer.post(f"{page}origins/add/", fields).status_code == 302
    shown = officer.get(page).content.decode()
    assert entry.get_absolute_url() in shown
    assert officer.get(made.get_absolute_url()).content.decode().count(entry.reference) == 1
    origin = TopicOrigin.objects.get()
    assert officer.post(f"{page}origins/{origin.pk}/remove/").status_code == 302
    assert not TopicOrigin.objects.exists()


def test_the_paper_is_a_snapshot_and_a_new_version_when_asked_again(officer: Client, cast: Cast):
    at = meeting(cast, 2018, 7, 12)
    planning.add_item(at, kind="work_programme", title="Work programme", by=cast.officer)
    topic(cast, "Dues")
    topic(cast, "Sale to Gadwall Ltd", is_public=False)
    assert officer.post(f"{HOME}agenda/", {"meeting": at.pk}).status_code == 302
    first = PaperVersion.objects.get()
    assert "Gadwall" not in str(first.data)
    assert AgendaItem.objects.filter(kind="work_programme").count() == 1
    put_on_agenda(at, by=cast.officer)
    assert PaperVersion.objects.get() == first
    topic(cast, "Ferries")
    put_on_agenda(at, by=cast.officer)
    assert [(each.number, each.current) for each in PaperVersion.objects.order_by("number")] == [
        (1, False),
        (2, True),
    ]
    assert "Ferries" not in str(first.data)


def test_residents_suggest_and_nothing_of_them_is_published(client: Client, cast: Cast):
    fields = {"title": "My neighbour Gadwall", "why": "Gadwall", "name": "Rita", "email": "rita@example.org"}
    assert client.post("/work-programme/suggest/", fields).status_code == 302
    made = Suggestion.objects.get()
    assert (made.source, made.committee, made.made_by) == ("resident", None, None)
    assert Suggester.objects.get().email == "rita@example.org"
    client.force_login(cast.officer)
    assert "1 suggestion to no committee" in client.get("/workspace/programmes/").content.decode()
    page = f"/workspace/suggestions/{made.pk}/"
    assert client.post(f"{page}give/", {"committee": cast.committee.pk}).status_code == 302
    assert (
        client.post(f"{page}refuse/", {"public_title": "Care", "reason": "A single case."}).status_code == 302
    )
    client.logout()
    public = client.get("/work-programme/suggestions/").content.decode()
    assert "A single case." in public
    assert "Gadwall" not in public
    assert "Rita" not in public
    assert client.get(page).status_code == 302


@override_settings(RATE_LIMITS={"suggestions": (2, 2)})
def test_a_stranger_cannot_flood_the_longlist(client: Client, cast: Cast):
    answers = [client.post("/work-programme/suggest/", {"title": "Again"}).status_code for _ in range(4)]
    assert answers == [302, 302, 429, 429]
    assert client.get("/work-programme/suggest/").status_code == 200


def test_members_suggest_as_what_they_are_and_see_what_became_of_it(client: Client, cast: Cast):
    client.force_login(cast.member)
    form = client.get("/work-programme/suggest/").content.decode()
    assert "Your e-mail address" not in form
    client.post("/work-programme/suggest/", {"title": "Buses", "committee": cast.committee.pk})
    made = Suggestion.objects.get()
    assert (made.source, made.made_by, made.committee) == ("member", cast.member, cast.committee)
    assert "Being looked at" in client.get("/my/suggestions/").content.decode()


def test_points_and_the_shortlist(officer: Client, cast: Cast):
    low, high = suggestion(cast, "Low"), suggestion(cast, "High")
    for made, points in ((low, 1), (high, 3)):
        fields = {f"criterion_{each.pk}": points for each in Criterion.objects.all()}
        answer = officer.post(f"/workspace/suggestions/{made.pk}/", fields | {"version": 1})
        assert answer.status_code == 302
    page = officer.get(f"{COMMITTEE}/longlist/").content.decode()
    assert page.index("High") < page.index("Low")
    assert "100%" in page
    officer.post(f"/workspace/suggestions/{high.pk}/shortlist/")
    shortlist = officer.get(f"{COMMITTEE}/longlist/?list=shortlisted").content.decode()
    assert "High" in shortlist
    assert "Low" not in shortlist


def test_the_second_officer_to_give_points_is_told_and_keeps_them(officer: Client, cast: Cast):
    made = suggestion(cast, "High")
    address = f"/workspace/suggestions/{made.pk}/"
    names = [f"criterion_{each.pk}" for each in Criterion.objects.all()]
    assert officer.post(address, dict.fromkeys(names, 3) | {"version": 1}).status_code == 302
    answer = officer.post(address, dict.fromkeys(names, 2) | {"version": 1})
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "your points are not saved yet" in page
    assert page.count('value="2"') == len(names) + 1  # what was typed, and the version it now stands on
    assert officer.post(address, dict.fromkeys(names, 2) | {"version": 2}).status_code == 302


def test_the_watch_matches_decisions_to_the_last_meeting_before_them(officer: Client, cast: Cast):
    assert (
        officer.post(
            f"{HOME}settings/", {"meeting_capacity": "1", "watches": "bus", "version": "0"}
        ).status_code
        == 302
    )
    for when in ((2018, 7, 12), (2018, 9, 13)):
        meeting(cast, *when)
    entry = publish_notice(planned(cast, due=date(2018, 9, 1)), by=cast.officer)
    late = When(starts=date(2018, 9, 13))
    topic(cast, "Bus stops", when=late, origins=[{"kind": "forward_plan", "planned": entry}])
    page = officer.get(f"{HOME}watch/").content.decode()
    assert "12 July 2018" in page
    assert "After the decision" in page
    assert "found by “bus”" in page
    answer = officer.post(f"{HOME}watch/look/", follow=True).content.decode()
    assert "No new suggestions" in answer


def test_the_council_words_its_own_parts_and_criteria(client: Client, cast: Cast):
    client.force_login(cast.administrator)
    made = section("review")
    fields = {"heading": "Panels", "kind": "review", "order": 3, "when_empty": "", "version": made.version}
    assert client.post(f"/workspace/programmes/setup/section/{made.pk}/", fields).status_code == 302
    add = {
        "name": "Cost",
        "question": "Does it save?",
        "most_points": 5,
        "weight": 1,
        "order": 9,
        "version": 0,
    }
    assert client.post("/workspace/programmes/setup/criterion/add/", add).status_code == 302
    assert ProgrammeSection.objects.get(pk=made.pk).heading == "Panels"
    assert Criterion.objects.filter(name="Cost").exists()
    assert client.post("/workspace/programmes/setup/nothing/add/", add).status_code == 404


def test_the_public_reads_what_is_public(client: Client, cast: Cast):
    made = planning.move(topic(cast, "Dues", steps=["Ask"]), When(timing="Spring"), by=cast.officer)
    hidden = topic(cast, "Sale to Gadwall Ltd", is_public=False)
    page = client.get("/committees/people-and-families-scrutiny-committee/work-programme/").content.decode()
    assert "Dues" in page
    assert "Gadwall" not in page
    one = client.get(made.get_absolute_url()).content.decode()
    assert "from <strong>TBC</strong> to <strong>Spring</strong>" in one
    assert client.get(hidden.get_absolute_url()).status_code == 404
    assert "work-programme" in client.get(cast.committee.get_absolute_url()).content.decode()


def test_what_is_left_goes_into_next_year_at_once(officer: Client, cast: Cast):
    pks = [topic(cast, title).pk for title in ("Dues", "Ferries")]
    assert officer.post(f"{HOME}carry/?year=2018", {"topics": pks}).status_code == 302
    assert Topic.objects.filter(year=2019).count() == 2
