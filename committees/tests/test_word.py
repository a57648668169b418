"""Minutes and agendas as Word files, opened again and read."""

from __future__ import annotations

import io

import pytest
from docx import Document
from docx.document import Document as WordFile

from committees.minutes import actions, drafting
from committees.models import Meeting
from committees.tests.minuted import DAY, exempt_meeting, february
from scrutiny.tests.cast import Cast
from scrutiny.tests.world import signed_in

pytestmark = pytest.mark.django_db
SECRET = "KITTIWAKE"


@pytest.fixture
def held(cast: Cast) -> Meeting:
    held = february(cast)
    drafting.begin(held, by=cast.officer)
    fourth = held.items.get(order=4)
    text = "### Oversight\n\n- Gangs had **moved**.\n- See [the survey](https://example.org/survey)."
    drafting.save_entry(fourth, version=1, by=cast.officer, text=text, clerk_note="More work was needed.")
    parts = ["a draft be sent", "the work go on", "the paper frame it"]
    drafting.add_resolution(fourth, kind="agreed", parts=parts, by=cast.officer)
    actions.add_action(fourth, text="Send it", owner_post="Head of Youth", due_on=DAY, by=cast.officer)
    return held


def opened(cast: Cast, address: str) -> WordFile:
    answer = signed_in(cast.officer).get(address)
    assert answer.status_code == 200
    assert answer["Content-Disposition"].endswith('.docx"')
    return Document(io.BytesIO(answer.content))


def test_minutes_in_house_style(cast: Cast, held: Meeting) -> None:
    word = opened(cast, f"/workspace/meetings/{held.reference}/minutes/word/public/")
    lines = [paragraph.text for paragraph in word.paragraphs]
    assert lines[0].startswith(
        "Minutes of the meeting of the People and Families Scrutiny Committee, held at 10.15am"
    )
    headings = [each.text for each in word.paragraphs if each.style and each.style.name == "Heading 2"]
    assert headings[:5] == [
        "Present",
        "1. Membership, Apologies, Substitutions and Declarations of Interest",
        "2. Minutes",
        "3. Questions from the Public",
        "4. Young people and the harbour",
    ]
    assert "Oversight" in [
        each.text for each in word.paragraphs if each.style and each.style.name == "Heading 3"
    ]
    bullets = [each.text for each in word.paragraphs if each.style and each.style.name == "List Bullet"]
    assert bullets == ["Gangs had moved.", "See the survey (https://example.org/survey)."]
    agreed = next(each for each in word.paragraphs if each.text.startswith("It was agreed"))
    assert [run.text for run in agreed.runs if run.bold] == ["agreed"]
    assert "(ii) the work go on;" in lines
    assert "[Clerk’s note: More work was needed.]" in lines
    assert "The meeting then adjourned at 11.45am and reconvened ten minutes later." in lines
    assert "There being no further business the meeting closed at 12.55pm." in lines
    assert [cell.text for cell in word.tables[0].rows[1].cells] == [
        "Send it",
        "Head of Youth",
        "14 February 2019",
    ]
    assert word.core_properties.author == "Wessexmere County Council"
    assert word.sections[0].header.paragraphs[0].text == "Wessexmere County Council"


def test_each_numbered_list_begins_at_one(cast: Cast, held: Meeting) -> None:
    fourth = held.items.get(order=4)
    text = "1. First\n2. Second\n\nThen:\n\n1. Again first\n    1. Within\n2. Again second"
    drafting.save_entry(fourth, version=fourth.minute.version, by=cast.officer, text=text)
    word = opened(cast, f"/workspace/meetings/{held.reference}/minutes/word/public/")
    listed = [each for each in word.paragraphs if each.style and each.style.name.startswith("List Number")]
    counts = [each._p.pPr.numPr.numId.val for each in listed]
    assert [each.text.strip() for each in listed] == [
        "First",
        "Second",
        "Again first",
        "Within",
        "Again second",
    ]
    assert counts[0] == counts[1] != counts[2] == counts[4] != counts[3]
    numbering = word.part.numbering_part.element
    starts = [numbering.num_having_numId(count).lvlOverride_lst[0].startOverride.val for count in counts]
    assert starts == [1, 1, 1, 1, 1]


def test_public_minutes_hold_no_exempt_word(cast: Cast) -> None:
    held = exempt_meeting(cast)
    drafting.begin(held, by=cast.officer)
    exempt = held.items.get(order=2)
    drafting.save_entry(exempt, version=1, by=cast.officer, exempt_text=f"The bid of {SECRET}.")
    address = f"/workspace/meetings/{held.reference}/minutes/word/"
    public = opened(cast, f"{address}public/")
    assert not any(SECRET in each.text for each in public.paragraphs)
    assert any(SECRET in each.text for each in opened(cast, f"{address}exempt/").paragraphs)
    assert signed_in(cast.member).get(f"{address}exempt/").status_code == 404


def test_an_agenda_in_house_style(cast: Cast, held: Meeting) -> None:
    word = opened(cast, f"/workspace/meetings/{held.reference}/agenda/word/")
    assert word.paragraphs[0].text == "People and Families Scrutiny Committee"
    rows = [[cell.text for cell in row.cells] for row in word.tables[0].rows]
    assert rows[0] == ["Item", "Business", "Pages"]
    assert [row[0] for row in rows[1:]] == [str(number) for number in range(1, 9)]
