"""The demo council: loaded once for this module, with the pack of April 2019 read page by page."""

from __future__ import annotations

import io
import re
from datetime import UTC, date, datetime

import pikepdf
import pypdfium2
import pytest
import time_machine
from django.core.management import CommandError, call_command
from django.db import transaction

from accounts.models import User
from audit.log import entries_for
from committees.models import (
    AccessRequest,
    Committee,
    Denial,
    EmergencyAccess,
    Grant,
    Meeting,
    Membership,
    Minutes,
    PaperVersion,
    Release,
    SafetyCheck,
)
from committees.models.publication import EditionKind
from committees.permissions import may_read_exempt
from council.models import Council, Group, Person, Term
from reminders.models import Reminder
from reminders.transports import FileTransport
from scrutiny.demo import accounts, loading, older
from scrutiny.demo.diary import Pattern, can_meet, day_between, meeting_day
from scrutiny.demo.reminders import load_reminders
from scrutiny.demo.source import table

TODAY = date(2026, 11, 23)
# The shape of the meeting: each item's pages as the index prints them.
INDEX = ["4 - 4", "5 - 9", "", "10 - 24", "25 - 32", "33 - 35", "", "", ""]


@pytest.fixture(scope="module")
def loaded(django_db_setup, django_db_blocker):
    """Loaded outside any one test, with only the pack of April, and rolled back after the last."""
    with django_db_blocker.unblock(), transaction.atomic():
        loading.load(today=TODAY, packs=0)
        yield
        transaction.set_rollback(True)


@pytest.fixture
def demo(loaded, db):
    """What a test changes is undone before the next one."""


@pytest.fixture
def april(demo):
    return Meeting.objects.get(reference="PAF-2019-04-11")


@pytest.fixture
def public_pack(april):
    return april.publications.get(number=1).editions.get(kind=EditionKind.PUBLIC)


def text_of(pdf: bytes) -> list[str]:
    with pypdfium2.PdfDocument(pdf) as document:
        return [" ".join(page.get_textpage().get_text_bounded().split()) for page in document]


def test_every_list_of_reminders_has_something(demo, tmp_path):
    with time_machine.travel(datetime(2026, 11, 23, 10, tzinfo=UTC), tick=False):
        load_reminders(TODAY, accounts.demo_officer(), FileTransport(tmp_path))
    states = set(Reminder.objects.values_list("state", flat=True))
    assert states >= {"planned", "sent", "failed", "held", "cancelled"}
    sent = Reminder.objects.filter(state="sent")
    assert len({row.message_id for row in sent}) == len(list(FileTransport(tmp_path).mails()))
    assert "No such mailbox" in Reminder.objects.filter(state="failed")[0].last_error


def test_the_council_has_its_people(demo):
    councillors = Term.objects.filter(end=None).count()

    assert Council.objects.get().name == "Wessexmere County Council"
    assert (Committee.objects.count(), Group.objects.count(), councillors) == (4, 5, 60)
    assert Person.objects.filter(kind=Person.Kind.COOPTEE).count() == 8


def test_nobody_of_the_cabinet_sits_on_a_committee(demo):
    cabinet = [name.split(" ", 1)[1] for name in table("people.toml")["cabinet"]]

    assert not Membership.objects.filter(person__family_name__in=cabinet, end=None).exists()


def test_members_of_2019_are_as_many_as_the_pack_prints(april):
    seats = Membership.objects.on(april.date).filter(committee=april.committee)

    assert seats.exclude(role__in=Membership.Role.cooptees()).count() == 14
    assert seats.filter(role=Membership.Role.CHAIR).count() == 1
    assert seats.filter(role=Membership.Role.VICE_CHAIR).count() == 2
    assert seats.filter(role__in=Membership.Role.cooptees()).count() == 3
    assert april.committee.quorum == 4


def test_the_pack_of_april_has_its_shape(april, public_pack):
    items = public_pack.agenda["items"]

    assert public_pack.pages == 35
    assert [f"{item['from']} - {item['to']}" if item["from"] else "" for item in items] == INDEX
    assert [item["number"] for item in items] == list(range(1, 10))
    assert [item["reference"] for item in items if item["reference"]] == [
        "PAF/09/19",
        "PAF/10/19",
        "PAF/11/19",
    ]
    assert [item["section"] for item in items] == ["public"] * 8 + ["exempt"]
    assert public_pack.agenda["meeting"]["pre_meeting"]["audience"] == "PAF Members Only"
    assert f"{april.local_start:%H:%M}" == "10:15"


def test_every_page_of_april_is_where_the_index_says(public_pack):
    pages = text_of(public_pack.file.read())
    begins = {
        4: "Membership, Apologies",
        5: "Minutes of the meeting of the People and Families",
        10: "PAF/09/19",
        13: "Extract of the Minutes",
        16: "Keeping Young People Safe",
        23: "DRAFT 1",
        25: "PAF/10/19",
        27: "Extract of the Minutes",
        30: "further information",
        33: "PAF/11/19",
        34: "Work programme",
    }

    assert {number: words in pages[number - 1] for number, words in begins.items()} == dict.fromkeys(
        begins, True
    )
    assert [re.findall(r"Page (\d+)", page)[-1] for page in pages] == [str(number) for number in range(1, 36)]
    assert "Quorum: 4" in pages[3]


def test_the_late_papers_of_april_go_on_with_the_numbers(april):
    supplement = april.publications.get(number=2)
    pages = {
        edition.kind: [(part["from"], part["to"]) for part in edition.manifest["parts"]]
        for edition in supplement.editions.all()
    }

    assert pages["public"] == [("36", "36"), ("37", "37")]
    assert pages["members"] == [("36", "36"), ("37", "37"), ("E1", "E1")]
    assert "Fees for residential care" in str(
        supplement.editions.get(kind=EditionKind.PUBLIC).agenda["items"]
    )
    assert "Saltmarsh" not in " ".join(
        text_of(supplement.editions.get(kind=EditionKind.PUBLIC).consolidated.file.read())
    )


def test_the_slides_of_april_are_landscape(public_pack):
    with pikepdf.open(io.BytesIO(public_pack.file.read())) as pdf:
        slides = [page.mediabox for page in pdf.pages[15:22]]

    assert [float(box[2]) > float(box[3]) for box in slides] == [True] * 7


def test_an_agenda_is_in_progress(demo):
    meeting = Meeting.objects.get(committee__code="PAF", start__date=date(2026, 12, 3))
    states = set(meeting.items.values_list("papers__state", flat=True))
    bare = PaperVersion.objects.filter(paper__item__meeting=meeting, classification="exempt", paragraphs=[])

    assert {"expected", "to_follow", "cleared", "draft"} <= states
    assert bare.count() == 1
    assert not meeting.publications.exists()


def test_every_public_meeting_keeps_to_its_pattern(demo):
    extra = Meeting.objects.get(committee__code="PAF", start__date=date(2026, 12, 3))
    rows = {
        row["code"]: Pattern(row["week"], row["weekday"]) for row in table("committees.toml")["committees"]
    }
    meetings = Meeting.objects.public().filter(start__year__gt=2019).exclude(pk=extra.pk)
    expected = {m.pk: meeting_day(m.date.year, m.date.month, rows[m.committee.code]) for m in meetings}

    assert {meeting.pk: meeting.date for meeting in meetings} == expected
    assert all(can_meet(day) for day in expected.values())


def test_older_packs_are_published_afterwards(demo):
    newest = older.waiting(TODAY).first()

    more = older.publish_one_more(TODAY)

    editions = newest.publications.get().editions
    assert more
    assert newest.reference == "PES-2026-11-17"
    assert editions.get(kind=EditionKind.MEMBERS).pages > editions.get(kind=EditionKind.PUBLIC).pages


def test_exempt_papers_are_for_members_and_officers(april):
    who = {name.split()[-1]: User.objects.get(name=name) for name, _email, _shows in accounts.demo_people()}
    readers = {name for name, user in who.items() if may_read_exempt(user, april, TODAY)}

    # A co-opted member with a vote reads the items they vote on, and none of these is about education.
    assert readers == {"Fennimore", "Marlowe", "Amberley", "Culverhouse"}


def test_everybody_can_sign_in(demo, client):
    password = accounts.demo_password()

    assert all(
        client.login(email=email, password=password) for _name, email, _shows in accounts.demo_people()
    )


def test_it_is_loaded_once(demo, settings, capsys):
    settings.DEMO = True
    before = Meeting.objects.count()

    call_command("load_demo")

    assert "Nothing was loaded" in capsys.readouterr().out
    assert Meeting.objects.count() == before


def test_it_refuses_to_load_where_no_demo_is(settings, db):
    settings.DEMO = False

    with pytest.raises(CommandError, match="not a demo"):
        call_command("load_demo")


def test_people_are_listed_with_their_password(demo, settings, capsys):
    settings.DEMO = True

    call_command("demo_people")

    listed = capsys.readouterr().out
    assert "hugh.fennimore@wessexmere.example" in listed
    assert accounts.demo_password() in listed


def test_people_are_listed_in_a_demo_only(settings):
    settings.DEMO = False

    with pytest.raises(CommandError, match="Only a demo"):
        call_command("demo_people")


@pytest.mark.parametrize(
    ("year", "month", "pattern", "expected"),
    [
        (2026, 12, Pattern(4, "Wednesday"), date(2026, 12, 23)),
        (2025, 12, Pattern(4, "Wednesday"), date(2025, 12, 17)),
        (2025, 1, Pattern(1, "Wednesday"), date(2025, 1, 8)),
        (2026, 4, Pattern(1, "Monday"), date(2026, 4, 13)),
    ],
)
def test_meeting_day_avoids_christmas_and_bank_holidays(year, month, pattern, expected):
    assert meeting_day(year, month, pattern) == expected


@pytest.mark.parametrize(
    ("first", "last", "expected"),
    [
        (date(2026, 12, 7), date(2026, 12, 13), date(2026, 12, 10)),
        (date(2026, 12, 1), date(2026, 12, 7), date(2026, 12, 3)),
        (date(2026, 8, 3), date(2026, 8, 9), date(2026, 9, 3)),
    ],
)
def test_day_between_takes_the_planned_day_or_an_extra_one(first, last, expected):
    assert day_between(first, last, [date(2026, 12, 10)], Pattern(2, "Thursday")) == expected


def test_the_last_meetings_are_minuted(demo: None) -> None:
    """Some signed and on the agenda of the meeting that approved them, some a draft, and some still to be written."""
    states = set(Minutes.objects.values_list("state", flat=True))
    assert {"writing", "published", "signed"} <= states
    signed = Minutes.objects.filter(state="signed").first()
    assert signed is not None
    assert signed.agenda_item is not None
    assert signed.agenda_item.meeting == signed.approved_in
    assert signed.meeting.attendances.present().count() > 4
    assert signed.entries.exclude(text="").exists()
    assert signed.meeting.actions.open().exists()


def test_attendance_is_recorded_for_every_meeting_held(demo: None) -> None:
    february = Meeting.objects.get(reference="PAF-2019-02-14")
    present = february.attendances.present()
    councillors = [line for line in present if line.is_member]
    assert len(councillors) == 11
    assert sum(line.is_member for line in february.attendances.all()) == 14
    assert february.attendances.filter(state="apologies").count() == 4
    past = Meeting.objects.public().filter(
        state=Meeting.State.PLANNED, start__date__lt=TODAY, start__year__gt=2019
    )
    assert past.exists()
    assert not past.filter(sitting=None).exists()


def test_what_is_kept_back_has_its_people(demo):
    assert {each.state for each in AccessRequest.objects.all()} == {"open", "granted", "refused"}
    assert Grant.objects.filter(revoked_at=None).count() >= 3
    assert (Denial.objects.count(), Release.objects.waiting().count()) == (1, 1)
    assert not EmergencyAccess.objects.open().exists()
    register = PaperVersion.objects.get(paper__title="Fees for residential care from October 2019")
    assert entries_for(register.paper).filter(verb="read paper").count() == 3
    found = SafetyCheck.objects.get(version__paper__title__startswith="Letter from")
    assert ["Halloran" in leak.words for leak in found.holds] == [True]
