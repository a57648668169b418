"""Writes the minutes of the demo's meetings from what was on their agendas."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from random import Random

from django.utils import timezone
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from committees.models import Committee, Meeting, Membership, Report
from council.models import Council

from .documents import document, from_markdown, headed
from .plan import Business, Subject

ROMAN = ("(i)", "(ii)", "(iii)", "(iv)")
QUESTIONS = (
    "No member of the public had registered to speak.",
    "One member of the public asked about the item on {subject}. The Chairman replied, and promised a fuller answer "
    "in writing.",
    "There were no questions from the public.",
)


def clock(start: datetime) -> str:
    """Like 10.15am."""
    local = timezone.localtime(start)
    return f"{local:%-I.%M%p}".lower().replace(".00", "")


def heading(committee: Committee, start: datetime, venue: str) -> str:
    day = timezone.localtime(start)
    return f"Minutes of the meeting of the {committee.name}, held at {clock(start)} in {venue} on {day:%A %-d %B %Y}"


def minutes_title(meeting: Meeting) -> str:
    return f"Minutes of the meeting held on {meeting.date:%-d %B %Y}"


def present_and_absent(
    committee: Committee, day: date, absent: Sequence[str]
) -> tuple[SafeString, list[Membership]]:
    """The list at the head of the minutes, and the memberships of those who sent apologies."""
    words = _role_words()
    everybody = list(Membership.objects.on(day).filter(committee=committee).in_printed_order())
    there = [seat for seat in everybody if seat.person.family_name not in absent]
    councillors = [
        f"{seat.person.printed_name}{words.get(seat.role, '')}" for seat in there if not seat.is_cooptee
    ]
    others = [seat.person.printed_name for seat in there if seat.is_cooptee]
    officer = committee.report_contact or committee.contact
    blocks = [("Present", councillors), ("Non-elected members", others), ("Officer", [_with_post(officer)])]
    shown = format_html_join(
        "",
        '<h3>{}</h3><p class="{}">{}</p>',
        (
            (
                title,
                "columns" if len(names) > 3 else "",
                format_html_join("", "{}<br>", ((n,) for n in names)),
            )
            for title, names in blocks
            if names
        ),
    )
    return shown, [seat for seat in everybody if seat.person.family_name in absent]


def _with_post(person: object) -> str:
    return f"{person}, {getattr(person, 'post', '')}"


def _role_words() -> dict[str, str]:
    council = Council.objects.get()
    return {
        Membership.Role.CHAIR: f" ({council.chair_word})",
        Membership.Role.VICE_CHAIR: f" ({council.vice_chair_word})",
    }


def minutes_pdf(business: Business) -> bytes:
    meeting = business.meeting
    reports = Report.objects.filter(item__meeting=meeting)
    references = dict(reports.values_list("item__title", "reference"))
    chance = Random(meeting.reference)
    seats = Membership.objects.on(meeting.date).filter(committee=meeting.committee)
    names = [seat.person.family_name for seat in seats.filter(role=Membership.Role.MEMBER)]
    absent = chance.sample(names, k=min(len(names), chance.choice((1, 2, 2, 3))))
    present, away = present_and_absent(meeting.committee, meeting.date, absent)
    apologies = " and ".join(seat.person.printed_name for seat in away)
    body = format_html("{}{}", present, from_markdown(_narrative(business, references, apologies, chance)))
    title = heading(meeting.committee, meeting.start, meeting.venue)
    return document(minutes_title(meeting), headed(title, body))


def _narrative(business: Business, references: dict[str, str], apologies: str, chance: Random) -> str:
    first = business.subjects[0].title.split(":")[0].lower()
    parts = [
        ("Membership, Apologies, Substitutions and Declarations of Interest",
         f"Apologies had been received from {apologies}. No interests were declared."),
        ("Minutes", "The minutes of the last meeting were approved as a correct record and signed by the Chairman."),
        ("Questions from the Public", chance.choice(QUESTIONS).format(subject=first)),
        *[(found.title, _discussion(found, references)) for found in business.subjects],
        ("Work Programme", "The Committee considered and noted its work programme."),
        *[(found.title, _in_private(found)) for found in business.exempt],
    ]  # fmt: skip
    numbered = [f"## {number}. {title}\n\n{words}" for number, (title, words) in enumerate(parts, start=1)]
    end = "There being no other business the meeting closed at " + chance.choice(
        ("12.05pm.", "12.40pm.", "1.10pm.")
    )
    return "\n\n".join([*numbered, end, '<div class="signature">Chairman</div>'])


def _discussion(found: Subject, references: dict[str, str]) -> str:
    reference = references.get(found.title, "")
    report = (
        f"report {reference} of the {found.report_of}" if reference else f"a report of the {found.report_of}"
    )
    points = "\n".join(f"- {point}" for point in found.discussion)
    agreed = "; ".join(
        f"{number} {words[0].lower()}{words[1:].rstrip('.')}"
        for number, words in zip(ROMAN, found.recommendations, strict=False)
    )
    return f"The Committee considered {report}. In discussion:\n\n{points}\n\nIt was **agreed** {agreed}."


def _in_private(found: Subject) -> str:
    return (
        "The press and the public were excluded from the meeting during this item under section 100A(4) of the Local "
        f"Government Act 1972. {' '.join(found.discussion)}"
    )
