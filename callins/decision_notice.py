"""The notice of a decision as paper: the record, its dates, and the report that it was made on."""

from __future__ import annotations

from typing import Any

from council.models import Council, Person
from scrutiny.lib.cut_off import local_day
from scrutiny.lib.explained import long_date
from scrutiny.lib.markdown_text import markdown_html

from .models import Decision, DecisionReport
from .standing import closing, why_not

RECORD = (
    ("Decision", "decision"),
    ("Purpose", "purpose"),
    ("Reasons", "reasons"),
    ("Alternatives considered and rejected", "alternatives"),
    ("Delegations", "delegations"),
    ("Conflicts of interest", "conflicts"),
    ("Dispensations", "dispensations"),
)
BEFORE_OPTIONS = (("Summary", "summary"),)
AFTER_OPTIONS = (
    ("Financial implications", "financial"),
    ("Legal implications", "legal"),
    ("Equalities implications", "equalities"),
    ("Other implications", "other"),
    ("Conclusions", "conclusions"),
)


def decision_notice(decision: Decision) -> dict[str, Any]:
    """All that the notice prints, as it stands now. What is held once, like the recommendation, is in here once."""
    report = getattr(decision, "report", None)
    return {
        "council": {"name": Council.objects.get().name},
        "reference": decision.reference,
        "title": decision.title,
        "facts": [row for row in facts(decision) if row[1]],
        "sections": sections(decision, RECORD),
        "report": report_data(report) if report and report.has_words else None,
    }


def facts(decision: Decision) -> list[tuple[str, str]]:
    wards = "All" if decision.all_wards else ", ".join(str(ward) for ward in decision.wards.all())
    key = ". ".join(["Yes" if decision.is_key else "No", *(why.rstrip(".") for why in decision.why_key)])
    first, effect = decision.first_published_at, decision.effective_at
    return [
        ("Decision maker", decision.decision_maker),
        ("Date of decision", long_date(decision.made_on)),
        ("Decided at the meeting of", long_date(decision.meeting_date) if decision.meeting_date else ""),
        ("Published", long_date(local_day(first)) if first else "Not published yet"),
        ("Key decision", key),
        ("Subject to call-in", called_in_by(decision)),
        ("Effective from", long_date(local_day(effect)) if effect else ""),
        (f"{Council.objects.get().ward_word}s affected", wards or "None named"),
        ("Private", decision.private_reason if decision.is_private else ""),
        ("Contact", person(decision.contact)),
    ]


def called_in_by(decision: Decision) -> str:
    if not decision.is_published:
        return ""
    if decision.call_in_until is None:
        return f"No. {why_not(decision)}"
    return f"Yes, until {closing(decision)}"


def sections(holder: Decision | DecisionReport, names: tuple[tuple[str, str], ...]) -> list[tuple[str, str]]:
    """Heading and words of each field that says something."""
    words = [(heading, getattr(holder, name)) for heading, name in names]
    return [(heading, prose(text)) for heading, text in words if text.strip()]


def report_data(report: DecisionReport) -> dict[str, Any]:
    contacts = [("Report author", report.author), ("Director", report.director)]
    return {
        "facts": [
            ("From", report.report_from),
            ("To", report.report_to),
            ("Past pathway", "\n".join(report.past_list)),
            ("Future pathway", "\n".join(report.future_list)),
        ],
        "recommendation": prose(report.recommendation) if report.recommendation.strip() else "",
        "before": sections(report, BEFORE_OPTIONS),
        "body": prose(report.body) if report.body.strip() else "",
        "options": [
            {
                "option": each.option,
                "advantages": each.advantage_list,
                "risks": each.risk_list,
                "recommended": each.is_recommended,
            }
            for each in report.options.all()
        ],
        "after": sections(report, AFTER_OPTIONS),
        "background": report.background_document_list,
        "contacts": [(words, person(who)) for words, who in contacts if who],
    }


def prose(text: str) -> str:
    """As the page of the decision shows it."""
    return str(markdown_html(text, top=3, breaks=True))


def person(who: Person | None) -> str:
    return ", ".join(part for part in (str(who), who.post, who.phone, who.email) if part) if who else ""
