"""Reports on the patterns of three counties: set up, written and read in the pack, all through the pages."""

from __future__ import annotations

import io
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime

import pikepdf
import pytest
from django.core.files.storage import default_storage
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from committees import building, papers
from committees.agenda import ChangedMeanwhile, save_report
from committees.conversions import convert
from committees.exempt_part import save_exempt_part
from committees.models import AgendaItem, Build, Conversion, Report, ReportTemplate
from committees.preflight import check
from committees.report_setup import take_preset
from committees.report_templates import YES, presets
from packs.tests import office_files
from packs.text import page_texts
from packs.twin import twin_pages
from scrutiny.tests import cast as people

from .samples import upload

START = datetime(2019, 4, 11, 10, 15, tzinfo=people.LONDON)
SECTIONS = """## Commissioning process

Officers begin eighteen months before a contract ends.

They ask who needs the service.

## Monitoring of contracts

Meetings are held *monthly*.
"""
OPTIONS = [
    ("Do nothing", "Nothing to pay\nNobody moves", "The duty is not met"),
    ("Buy it", "Providers are ready", "It takes longer"),
]


@pytest.fixture
def item(cast):
    return people.item(people.meeting(cast.committee, START), "Commissioned services", 1, kind="report")


@pytest.fixture
def officer(client, cast):
    client.force_login(cast.officer)
    return client


def settle(client, cast, name):
    """An administrator takes a pattern, and the committee's officer chooses it."""
    client.force_login(cast.administrator)
    client.post(reverse("workspace:report_template_take", args=[name]))
    template = ReportTemplate.objects.get()
    client.force_login(cast.officer)
    page = reverse("workspace:committee_edit", args=[cast.committee.slug])
    form = client.get(page).context["form"]
    values = {field: form[field].value() for field in form.fields if form[field].value() is not None}
    client.post(page, values | {"report_template": template.pk, "start_time": "10:15am"})
    cast.committee.refresh_from_db()
    assert cast.committee.report_template == template
    return template


def typed(client, item, **words):
    """Everything on the page as it stands, with some of it changed."""
    form = client.get(reverse("workspace:report", args=[item.pk])).context["form"]
    data = {name: form[name].value() or "" for name in form.fields}
    for table in form.tables.values():
        data |= {
            f"{table.prefix}-{name}": table.management_form[name].value()
            for name in ("TOTAL_FORMS", "INITIAL_FORMS")
        }
        for row in table.forms:
            data |= {row.add_prefix(name): row[name].value() or "" for name in row.fields}
    return data | words


def save(client, item, **words):
    return client.post(reverse("workspace:report", args=[item.pk]), typed(client, item, **words))


def every_part(client, item):
    """Something of its own for each part that can be written."""
    form = client.get(reverse("workspace:report", args=[item.pk])).context["form"]
    texts = {
        part.field: f"About {part.heading.lower()}."
        for part in form.pattern.written
        if part.kind in ("line", "lines", "text", "report_of")
    }
    return texts | {
        "recommendations": "Notes the arrangements\nAsks for a report in a year",
        "body": SECTIONS,
    }


def pack_of(item, cast):
    """The PDF of each edition."""
    build = Build.objects.create(meeting=item.meeting, requested_by=cast.officer)
    building.run(build.pk)
    build.refresh_from_db()
    assert build.state == Build.State.BUILT, build.error
    return {kind: default_storage.open(made["file"]).read() for kind, made in build.result.items()}


def words_of(pdf):
    return " ".join(" ".join(page_texts(pdf)).split())


def findings(item):
    return {each.code: each for each in check(item.meeting, None, today=timezone.localdate(START))}


def test_a_report_with_implications_and_a_register_of_contracts(client, cast, item):
    """The pattern of Rutland: each of its sections, six implications, and a spreadsheet as its appendix."""
    settle(client, cast, "rutland")
    save(client, item)
    about = findings(item)[f"report-parts-{item.pk}"]
    assert "“Financial implications”" in about.message
    assert "“Strategic aim”" in about.message
    key = {"answer_key_decision": "no", "answer_consultation": "Families were **asked**."}
    saved = save(client, item, **every_part(client, item) | key)
    assert saved.status_code == 302
    sent = {"papers": [upload("Appendix A - Contract register.xlsx", office_files.xlsx())]}
    client.post(reverse("workspace:paper_add", args=[item.pk]), sent | {"classification": "public"})
    convert(Conversion.objects.get().pk)
    assert f"report-parts-{item.pk}" not in findings(item)

    pdf = pack_of(item, cast)["public"]
    words = words_of(pdf)
    report = Report.objects.get()
    headings = [part.heading for part in presets()[2].pattern.parts if part.is_section]
    headings[2:3] = ["Commissioning process", "Monitoring of contracts"]
    placed = [words.index(f"{number}. {heading}") for number, heading in enumerate(headings, start=1)]
    assert placed == sorted(placed)
    assert len(headings) == 15
    for said in (
        "Strategic aim About strategic aim.", "Key decision No", "Exempt information No",
        "Decision recommendations That the Committee: 1. Notes the arrangements",
        "3.2 They ask who needs the service.", "5.1 Families were asked.", "7.1 About financial implications.",
        "12.1 About health and wellbeing implications.", "Appendix A Contract register", "Plover 2",
        f"{report.reference}",
    ):  # fmt: skip
        assert said in words, said
    with pikepdf.open(io.BytesIO(pdf)) as document:
        assert bool(document.Root.MarkInfo.Marked)


def test_a_report_with_options_prints_its_recommendations_twice_and_holds_them_once(client, cast, item):
    """The pattern of Kent: from and to, its path, a table of options, contacts."""
    settle(client, cast, "kent")
    save(client, item)
    rows = {
        f"answer_options_appraisal-{row}-c{column}": cell
        for row, cells in enumerate(OPTIONS)
        for column, cell in enumerate(cells)
    }
    given = (
        every_part(client, item)
        | rows
        | {
            "answer_key_decision": YES,
            "answer_key_decision_reason": "It affects more than two divisions",
            "answer_past_pathway_of_report": "Cabinet Committee, 16 November\nCorporate Board",
            "answer_future_pathway_of_report": "Cabinet Member decision",
            "recommendations_lead": "The Cabinet Member is asked to:",
            "wards": "All",
            "answer_contact_details-0-c0": "Report author",
            "answer_contact_details-0-c1": "Wilma Ashdown",
        }
    )
    assert save(client, item, **given).status_code == 302
    report = Report.objects.get()
    assert report.answers["options_appraisal"] == [list(row) for row in OPTIONS]

    pdf = pack_of(item, cast)["public"]
    words = words_of(pdf)

    twice = "The Cabinet Member is asked to: A. Notes the arrangements B. Asks for a report in a year"
    assert words.count(twice) == 2
    assert words.index("13. Recommendation(s)") > words.index("12. Conclusions")
    for said in (
        "To About to.", "Key decision Yes. It affects more than two divisions", "Classification Unrestricted",
        "Past pathway of report Cabinet Committee, 16 November Corporate Board", "Electoral division All",
        "Option Advantages Risks", "Do nothing", "Nobody moves", "It takes longer", "Wilma Ashdown",
    ):  # fmt: skip
        assert said in words, said
    web = "".join(page.html for page in twin_pages(pdf, 1, 2))
    assert "4. Options appraisal</h3>" in web
    assert "Advantages</th>" in web


def test_a_short_report_has_no_numbers_and_an_exempt_part_is_a_paper_of_its_own(client, cast, item):
    """The pattern of Essex; and what must not be published goes through the door of exempt papers."""
    settle(client, cast, "essex")
    save(client, item, **every_part(client, item))
    page = reverse("workspace:report_exempt", args=[item.pk])
    client.post(page, {"text": "Quokkaprice is too dear", "version": "0"})
    paper = item.papers.get()
    version = paper.versions.get()
    assert (version.classification, paper.title) == ("exempt", "Exempt part of the report")
    classify = reverse("workspace:paper_classify", args=[paper.pk])
    assert f"no-paragraph-{paper.pk}" in findings(item)
    version.paragraphs = ["3"]
    version.save()
    client.post(page, {"text": "Quokkaprice is **far** too dear", "version": str(paper.version)})
    assert paper.versions.get(current=True).paragraphs == ["3"], classify
    late = client.post(page, {"text": "Mine", "version": str(paper.version)})
    assert late.status_code == 409
    assert "Quokkaprice is **far**" in late.content.decode()

    made = pack_of(item, cast)
    made_public = paper.versions.get(current=True)
    papers.classify(made_public, "public", by=cast.officer)
    client.post(page, {"text": "Quokkasecond", "version": "0"})
    assert [each.classification for each in item.papers.last().versions.all()] == ["exempt"]
    assert item.papers.count() == 2, "what was made public is left alone"
    public, members = words_of(made["public"]), words_of(made["members"])

    assert "Quokkaprice" not in public
    assert "Quokkaprice is far too dear" in members
    assert "Exempt part of the report (exempt under paragraph 3, not for publication)" in public
    assert "Commissioning process" in public
    assert "1. Purpose" not in public
    assert "Action required i. Notes the arrangements" in public


@pytest.mark.django_db(transaction=True)
def test_two_who_write_the_exempt_part_at_once_make_one(cast, item):
    words = {"title": "Services", "enquiries_to": cast.committee.contact}
    report = save_report(item, version=0, by=cast.officer, **words)

    def write(text, version):
        try:
            save_exempt_part(report, text=text, version=version, by=cast.officer)
        except ChangedMeanwhile:
            return "told"
        finally:
            connection.close()
        return "saved"

    for version in (0, 1):
        with ThreadPoolExecutor(2) as officers:
            said = list(officers.map(write, [f"Mine {version}", f"Theirs {version}"], [version] * 2))
        assert sorted(said) == ["saved", "told"]
        assert item.papers.get().versions.count() == version + 1


def test_a_report_in_a_file_is_a_heading_with_its_recommendations(officer, cast, item):
    settle(officer, cast, "rutland")
    given = {
        "text_in": "file",
        "recommendations": "Note it",
        "report_of": "Director",
        "answer_strategic_aim": "Aim",
    }
    save(officer, item, **given, answer_key_decision="no", answer_cabinet_member_s_responsible="A. Member")
    assert f"report-parts-{item.pk}" not in findings(item)
    assert f"report-file-{item.pk}" in findings(item)


def test_two_officers_in_one_report_are_told_and_a_draft_is_kept(officer, cast, item):
    settle(officer, cast, "rutland")
    save(officer, item)
    mine = typed(officer, item, answer_consultation="Mine")
    draft = reverse("workspace:report_draft", args=[item.pk])
    first = officer.post(draft, typed(officer, item, answer_consultation="Theirs"))
    assert first.json() == {"saved": True, "version": 2}
    second = officer.post(draft, mine)
    assert second.status_code == 409
    assert [(each["name"], each["mine"], each["theirs"]) for each in second.json()["texts"]] == [
        ("answer_consultation", "Mine", "Theirs")
    ]
    both = officer.post(reverse("workspace:report", args=[item.pk]), mine)
    assert both.status_code == 409
    assert "Theirs" in both.content.decode()
    assert officer.post(draft, mine | {"version": "2", "title": ""}).status_code == 400


def edited(client, template, **changes):
    page = reverse("workspace:report_template", args=[template.pk])
    form = client.get(page).context["form"]
    data = {name: form[name].value() or "" for name in form.fields if form[name].value()}
    data |= {
        f"parts-{name}": form.parts.management_form[name].value() for name in ("TOTAL_FORMS", "INITIAL_FORMS")
    }
    for row in form.parts.forms:
        data |= {row.add_prefix(name): row[name].value() for name in row.fields if row[name].value()}
    return client.post(page, data | changes)


def test_a_changed_template_is_for_new_reports(client, cast, item):
    template = settle(client, cast, "rutland")
    save(client, item)
    client.force_login(cast.administrator)
    new = {
        "parts-23-heading": "Climate implications",
        "parts-23-place": "implications",
        "parts-23-place_in_order": "155",
    }
    assert edited(client, template, **new, **{"parts-0-heading": ""}).status_code == 302
    assert [each.number for each in template.editions.all()] == [2, 1]
    assert edited(client, template).status_code == 302
    assert template.editions.count() == 2, "nothing changed, so there is no third"
    stale = edited(client, template, version="1", name="Mine")
    assert stale.status_code == 409
    wrong = edited(client, template, **{"parts-2-kind": "table"})
    assert "a table needs between 1 and 6 columns" in wrong.content.decode()

    client.force_login(cast.officer)
    headings = [
        part.heading
        for part in client.get(reverse("workspace:report", args=[item.pk])).context["form"].pattern.parts
    ]
    assert "Climate implications" not in headings
    assert headings[0] == "Report of"
    page = reverse("workspace:report_template_choose", args=[item.pk])
    client.post(page, {"template": template.pk, "version": "1"})
    headings = [
        part.heading
        for part in client.get(reverse("workspace:report", args=[item.pk])).context["form"].pattern.parts
    ]
    assert headings[0] == "Strategic aim"
    assert headings[headings.index("Climate implications") + 1] == "Legal and governance considerations"
    client.post(page, {"template": "", "version": "2"})
    assert Report.objects.get().template is None


def test_pages_ask_the_database_as_often_for_three_templates_as_for_one(client, cast, item):
    template = settle(client, cast, "rutland")
    save(client, item)
    pages = {
        cast.administrator: reverse("workspace:report_templates"),
        cast.officer: reverse("workspace:meeting", args=[item.meeting.reference]),
    }

    def asked():
        counts = []
        for user, page in pages.items():
            client.force_login(user)
            with CaptureQueriesContext(connection) as queries:
                assert client.get(page).status_code == 200
            counts.append(len(queries))
        return counts

    once = asked()
    for number, preset in enumerate(presets()[:2], start=2):
        take_preset(preset, by=cast.administrator)
        another = people.item(item.meeting, f"Item {number}", number, kind="report")
        save_report(another, version=0, title="x", enquiries_to=cast.committee.contact, by=cast.officer)
    assert Report.objects.filter(template__template=template).count() == 3
    assert asked() == once
    assert max(once) <= 15, once


def test_an_answer_of_another_kind_is_no_answer(officer, cast, item):
    """A part keeps its key when its kind changes, and what it held before is not printed as something else."""
    settle(officer, cast, "kent")
    save(officer, item)
    wrong = {"key_decision": "Yes, it is", "options_appraisal": "Some options", "introduction": [["x"]]}
    Report.objects.update(answers=wrong)
    assert officer.get(reverse("workspace:report", args=[item.pk])).status_code == 200
    assert "“Key decision”" in findings(item)[f"report-parts-{item.pk}"].message
    assert (
        "data-keeps-draft-briefly"
        not in officer.get(reverse("workspace:report", args=[item.pk])).content.decode()
    )
    AgendaItem.objects.update(section="exempt")
    page = officer.get(reverse("workspace:report", args=[item.pk])).content.decode()
    assert page.count("data-keeps-draft-briefly") > 30
    assert officer.get(reverse("workspace:report_exempt", args=[item.pk])).status_code == 404
