"""The call-in of FP/902/07/17 through the pages, from the record of the decision to the pack that tells of it."""

from __future__ import annotations

import io

import pypdfium2
import pytest
import time_machine
from django.core.files.storage import default_storage
from django.test import Client
from django.urls import reverse

from callins.models import CallIn, Decision, Undertaking
from committees import building
from committees.models import AgendaItem, Build, ReportNumber
from scrutiny.tests import cast as people

from .made import at, councillors, rule_set
from .test_call_in_pages import day, go, look, step

OFFERS = ("To support a formal review after six months", "To support a cross-party review group")


@pytest.fixture(autouse=True)
def media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def meeting(cast):
    with time_machine.travel(at("2017-09-01 09:00")):
        found = people.meeting(cast.committee, at("2017-10-12 10:15"))
    # Eleven reports of the year came before.
    for number in range(1, 12):
        reference = f"PAF/{number:02}/17"
        ReportNumber.objects.create(
            committee=cast.committee, series="2017", sequence=number, reference=reference
        )
    return found


def recorded_and_published(cast) -> Decision:
    record = {
        "reference": "FP/902/07/17",
        "title": "Young Carers Service Re-Design",
        "decision": "That the service be re-designed.",
        "reasons": "To meet assessed need.",
        "maker_kind": "cabinet_member",
        "decision_maker": "Councillor R Example, Cabinet Member for Education",
        "is_key": "on",
        "key_reason": "It costs more than £500,000.",
        "in_framework": "on",
        "all_wards": "on",
        "committee": cast.committee.pk,
        "contact": cast.committee.contact.pk,
        **day("made_on", at("2017-09-19 00:00")),
    }
    go(cast.officer, "2017-09-19 09:00", "workspace:decision_add", **record)
    slug = Decision.objects.get().slug
    page = go(cast.officer, "2017-09-19 09:10", "workspace:decision_publish", slug)
    assert "the end of Friday 22 September 2017" in page
    return Decision.objects.get()


def received_on_paper(cast, decision: Decision) -> CallIn:
    lead, *others = councillors(4)
    form = {
        "method": "paper",
        "lead": lead.pk,
        "signers": [other.pk for other in others],
        "reasons": "Existing providers were **not** given the opportunity to submit bids.",
        "alternative": "",
        "received_time": "4:30pm",
        **day("received_on", at("2017-09-22 00:00")),
        **day("form_dated", at("2017-09-19 00:00")),
    }
    desk = go(cast.officer, "2017-09-22 16:45", "workspace:call_in_record", decision.slug, **form)
    assert "Every check is passed" in desk
    assert "The decision must not be carried out" in desk
    return CallIn.objects.get()


def talked_about(cast, call_in: CallIn) -> None:
    officer = cast.officer
    held = {"time": "3pm", "place": "Room C224/5", **day("day", at("2017-09-27 00:00"))}
    step(officer, "2017-09-25 09:00", call_in, "informal-meeting", invited="The Cabinet Member", **held)
    note = {
        "members": "Councillor R Example, Cabinet Member",
        "officers": "G Sample, Scrutiny Officer",
        "background": "The market was not ready:\n\n- none could bid\n- some had failed",
    }
    step(officer, "2017-09-27 17:00", call_in, "note", **held, **note)
    for text in OFFERS:
        offer = {"text": text, "given_by_name": "Councillor R Example"}
        given = day("given_on", at("2017-09-27 00:00"))
        step(officer, "2017-09-27 17:10", call_in, "undertaking", **offer, **given)
    step(officer, "2017-09-27 17:20", call_in, "agree-note")
    step(officer, "2017-09-28 10:00", call_in, "withdraw", words="The two offers are accepted.")
    added = {"text": "The call-in is withdrawn.", **day("dated", at("2017-09-28 00:00"))}
    step(officer, "2017-09-28 10:05", call_in, "add-to-note", **added)


def test_the_story_of_2017(cast, meeting):
    rule_set("essex-2017")
    decision = recorded_and_published(cast)
    call_in = received_on_paper(cast, decision)
    finding = {"finding": "valid", "judgement": "", "version": call_in.version}
    step(cast.officer, "2017-09-22 17:00", call_in, "judge", **finding)
    talked_about(cast, call_in)
    step(cast.officer, "2017-09-29 10:00", call_in, "report", meeting=meeting.pk)

    item = AgendaItem.objects.get(meeting=meeting)
    assert item.report.reference == "PAF/12/17"
    assert [str(paper) for paper in item.papers.all()] == [
        "Appendix A: Notification of call-in",
        "Appendix B: Note of the informal meeting",
    ]
    assert [each.text for each in Undertaking.objects.waiting()] == list(OFFERS)
    decision.refresh_from_db()
    assert decision.effective_at == at("2017-09-28 10:00")
    public = look(None, "2017-09-29 11:00", "callins:call_in", call_in.reference)
    for words in ("The two offers are accepted.", "<strong>not</strong> given", OFFERS[1]):
        assert words in public

    words = pack_of(cast, meeting)
    assert in_order(
        words, *REPORT, "Notification of call-in", *FORM, "Informal meeting on the call-in", *NOTE
    )
    assert "**" not in words


REPORT = (
    "PAF/12/17",
    "12 October 2017",
    "On Friday 22 September 2017 the decision FP/902/07/17",
    "was called in by Councillor U Orcharda with the support of Councillor U Orchardb,",
    "An informal meeting was held on Wednesday 27 September 2017",
    "are attached at Appendices A and B",
    OFFERS[0],
    "Withdrawn on Thursday 28 September 2017",
)
FORM = (
    "Young Carers Service Re-Design",
    "Tuesday 19 September 2017",
    "Last day of call-in period",
    "Friday 22 September 2017",
    "Last day to resolve the call-in",
    "Friday 6 October 2017",
    "were not given the opportunity",
    "Councillor U Orcharda",
    "Supported by",
    "Councillor U Orchardd",
    "Dated",
    "Tuesday 19 September 2017",
    "Notice received",
    "4:30pm on Friday 22 September 2017",
    "Wednesday 27 September 2017",
    "Withdrawn on Thursday 28 September 2017",
)
NOTE = (
    "Held at 3pm on Wednesday 27 September 2017, Room C224/5",
    "Members",
    "Officers",
    "none could bid",
    "Councillor R Example offered",
    *OFFERS,
    "[Added on Thursday 28 September 2017: The call-in is withdrawn.]",
)


def pack_of(cast, meeting) -> str:
    """The words of the public edition, built as an officer builds it."""
    with time_machine.travel(at("2017-10-02 09:00"), tick=False):
        officer = Client()
        officer.force_login(cast.officer)
        answer = officer.post(reverse("workspace:build_start", args=[meeting.reference]))
        assert answer.status_code == 302
        building.run(Build.objects.get().pk)
        build = Build.objects.get()
        assert build.state == Build.State.BUILT
    with default_storage.open(build.result["public"]["file"]) as file:
        document = pypdfium2.PdfDocument(io.BytesIO(file.read()))
    pages = [document[number].get_textpage().get_text_range() for number in range(len(document))]
    return " ".join(" ".join(pages).split())


def in_order(words: str, *expected: str) -> bool:
    place = 0
    for each in expected:
        found = words.find(each, place)
        assert found >= 0, f"“{each}” is not after “{words[max(0, place - 80) : place]}”"
        place = found + len(each)
    return True
