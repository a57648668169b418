"""Data for every page template of a pack in several sizes: as it comes, far too much of everything, and nothing.

One set serves all templates, each of which takes what it knows. So a new template is tested without being named here.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

from committees.contents import TEMPLATE_VERSION
from scrutiny.lib.markdown_text import markdown_html

Data = dict[str, Any]
FOLDER = Path(__file__).resolve().parents[2] / "templates" / "packs" / TEMPLATE_VERSION
# "huge" takes too long to draw to be tried with every change: benchmarks/verapdf.py does.
SIZES = ("usual", "large", "empty")

AWKWARD = "Šimková & Włodarczyk’s “Tŷ Gwyn” <b>plan</b> – £1·5m, 20 °C, naïve café, ½ ≤ 3 × 10²"
LONG_WORD = "Llanfairpwllgwyngyll" * 8
TEXT = """## Where we are

The harbour wall was **built** in 1872. See [the survey](https://example.org/survey) and ask
[us](mailto:harbour@example.org).

#### A heading that skips a level

1. One
   - inside

     a paragraph of its own
2. Two

> Quoted words

| What | Cost |
| --- | --- |
| Stone | 40 |
| Labour | 60 |

---

`code` and *more*.
"""


def templates() -> list[str]:
    """The templates that are whole pages; the others are pieces of them."""
    return sorted(
        path.stem
        for path in FOLDER.glob("*.html")
        if re.match(r"\s*{% extends", path.read_text(encoding="utf-8"))
    )


def page_data(size: str) -> Data:
    if size == "empty":
        return _data(0, "", "")
    if size == "usual":
        return _data(2, "Harbour wall", "The wall was built in 1872.")
    if size == "large":
        return _data(7, f"{AWKWARD} {LONG_WORD}", TEXT)
    return _data(40, f"{AWKWARD} {LONG_WORD} " * 3, TEXT * 12)


def _data(many: int, words: str, text: str) -> Data:
    person = {"name": words, "post": words, "phone": words, "email": "harbour@example.org" if words else ""}
    html = str(markdown_html(text, top=3, breaks=True))
    rows = [{"name": f"{words} {number}", "role": words if number < 2 else ""} for number in range(many)]
    return {
        **_heading(words, text, person),
        "items": [_item(number, many, words) for number in range(1, many + 1)],
        "exempt": dict.fromkeys(("warning", "reason", "resolution"), text),
        "information": [{"title": words, "body_html": html} for _number in range(many // 2)],
        "membership": {"quorum": many, "members": rows, "cooptees_heading": words, "cooptees": rows},
        "blanks": list(range(min(many, 1))),
        "number": many,
        "title": words,
        "subtitle": words,
        "reference": words,
        "report_of": words,
        "enquiries": person,
        "wards": words,
        "ward_word": "Ward",
        "forward_plan_reference": words,
        "purpose_html": html,
        "body_html": html,
        "body_heading": words,
        "recommendations": [words] * many,
        "appendices": [
            {
                "label": words,
                "title": words,
                "to_follow": number % 2,
                "exempt": number % 3 == 0,
                "paragraphs": ["3"],
            }
            for number in range(many)
        ],
        "background_documents": [words] * many,
        "paragraphs": ["1", "2", "3"][:many],
        "pages": many,
        **_after_publication(many, words, text),
        **_after_the_meeting(many, words, html),
        **_programme(many, words),
        **_tracker(many, words),
        **_report(many, words, html),
    }


def _report(many: int, words: str, html: str) -> Data:
    """What only reports on a template and the annual report print."""
    block = {"heading": words, "number": "3", "html": html}
    row = {"label": words, "numbers": [many, 2], "bar": [{"part": 1, "x": 0, "width": 200}], "words": words}
    figures = {
        "first": words,
        "columns": [words, words],
        "rows": [row] * many,
        "total": [many, 2],
        "said": words,
    }
    listed = {"listed": [dict.fromkeys(("title", "kind", "committee", "state"), words)] * many}
    return {
        "style": "letters",
        "head_rows": [{"label": words, "lines": [words] * 2, "email": "a@example.org" if words else ""}]
        * many,
        "blocks": [
            block,
            block | {"lead": words, "recommendations": [words] * many},
            block | {"columns": [words] * 3, "rows": [[[words], [words] * 2, []]] * many},
            block | {"is_appendices": True},
            block | {"lines": [words] * many},
        ]
        if many
        else [],
        "annual_parts": [
            {"heading": words, "html": html, "figures": each} for each in (figures, listed, None) if many
        ],
    }


def _tracker(many: int, words: str) -> Data:
    names = (
        "text",
        "addressee",
        "made",
        "due",
        "state",
        "answer",
        "answered",
        "reason",
        "action",
        "progress",
    )
    row = dict.fromkeys(names, words)
    filled = {"heading": words, "rows": [{"label": words, "text": words}] * many}
    return {
        "standing": words,
        "change": words,
        "scoping_parts": [filled | {"heading": ""}, filled],
        "overdue": many // 2,
        "recommendations": [
            row | {"reference": f"PAF/R{number:02}/26", "overdue": number % 2 == 0, "steps": [words] * 2}
            for number in range(many)
        ],
    }


def _programme(many: int, words: str) -> Data:
    row = {
        "when": words,
        "title": words,
        "focus": words,
        "steps": [words] * 3,
        "witnesses": words,
        "lead": words,
    }
    return {
        "programme_year": "2018 to 2019",
        "as_at": words,
        "programme_columns": ["Date or timing", "Issue or topic", "Focus", "Approach"],
        "programme_sections": [
            {"heading": f"Part {number}", "when_empty": words, "rows": [row] * (number % 3 * many)}
            for number in range(min(many, 4))
        ],
    }


def _after_publication(many: int, words: str, text: str) -> Data:
    """What only supplements, corrected and consolidated packs print."""
    return {
        "name": words or "Supplement 1",
        "what": words,
        "follows": words,
        "replaces": words,
        "first": "36",
        "urgency": text,
        "made_of": [
            {
                "name": words,
                "key": f"item-{number}",
                "pages": [{"from": "1", "to": "35"}, {"from": "40", "to": "41"}],
                "exempt_pages": [{"from": "E1", "to": "E6"}],
            }
            for number in range(1, many + 1)
        ],
    }


def _after_the_meeting(many: int, words: str, html: str) -> Data:
    """What only minutes and the list of actions print."""
    rows = [
        {"text": words, "owner": words, "due": words, "from": words, "item": words, "state": words}
        | {"replies": [{"name": words, "date": words, "text": words}]}
        for _number in range(many)
    ]
    people = [{"name": words, "role": words if number % 2 else ""} for number in range(many)]
    entry = {
        "key": "item-1",
        "title": words,
        "exempt": False,
        "paragraphs": ["3"],
        "exclusion": words,
        "recorded": [words] * many,
        "joined": [words] * many,
        "considered_html": html,
        "text_html": html,
        "clerk_note": words,
        "summary_html": html,
        "resolutions": [
            {
                "before": "It was ",
                "bold": "agreed",
                "after": " that:",
                "parts": [{"number": "(i)", "text": words}],
            }
        ],
        "actions": rows,
        "after": [words],
        "adjourned": [words],
        "pages": {"words": "pages 10 to 24", "url": "https://example.org/read/#page=10"},
    }
    return {
        "heading": words,
        "stage": "draft",
        "approved": words,
        "present": [{"heading": words, "people": people}] if words else [],
        "officers": [words] * many,
        "others": [words] * many,
        "opening_html": html,
        "entries": [entry | {"number": number} for number in range(1, many + 1)],
        "closing": words,
        "corrections": [{"number": 1, "before": words, "after": words, "reason": words}] * min(many, 2),
        "chair_word": words,
        "as_at": words,
        "actions": rows,
    }


def _heading(words: str, text: str, person: Data) -> Data:
    meeting = {
        "reference": words,
        "start_iso": "2019-04-11T10:15:00+01:00",
        "date_words": "Thursday 11 April 2019" if words else "",
        "time_words": "10.15am" if words else "",
        "venue": words,
        "pre_meeting": {"title": words, "words": words} if words else None,
        "short_notice": text,
    }
    council = {"name": words, "short_name": words, "website": "", "alternative_formats": text}
    return {
        "council": council,
        "committee": {"name": words, "code": words, "quorum": 4},
        "meeting": meeting,
        "contact": person,
        "restricted": bool(words),
        "short_notice_statement": text,
        "exempt_part": bool(words),
    }


def _item(number: int, many: int, words: str) -> Data:
    exempt = number % 3 == 0
    return {
        "key": f"item-{number}",
        "number": number,
        "kind": "report",
        "section": "exempt" if exempt else "public",
        "title": words,
        "note": f"{words}\n\n{words}",
        "reference": words,
        "time_limit": 20,
        "exempt_reason": words if exempt else "",
        "paragraphs": ["3"] if exempt else [],
        "paragraph_texts": [words] if exempt else [],
        "from": f"{number}",
        "to": f"{number + 1}",
        "link": f"item-{number}",
        "supplement": number % 2,
        "why_late": words,
        "withheld": exempt,
        "papers": [_paper(number, place, words) for place in range(min(many, 4))],
    }


def _paper(number: int, place: int, words: str) -> Data:
    here = place % 2 == 0
    return {
        "key": f"paper-{number}-{place}",
        "of": place,
        "label": f"Appendix {place}",
        "title": words,
        "state": "here" if here else "to_follow",
        "exempt": place == 2,
        "confidential": False,
        "withheld": place == 2,
        "supplement": place % 2,
        "paragraphs": ["3"],
        "from": "7" if here else "",
        "to": "9" if here else "",
    }
