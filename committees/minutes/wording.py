"""Minutes as plain data: what the printed pages, the web page and the Word file are all made from.

The public minutes are put together from public words alone, and the exempt minutes are a document of their own.
"""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils import timezone

from committees.contents import Published
from committees.contents.reading import in_order
from committees.contents.words import date_words
from committees.models import Action, AgendaItem, Meeting, MinuteEntry, Minutes, Resolution
from committees.models.committee import ItemKind
from committees.models.publication import EditionKind
from committees.page_spans import in_words, spans_of
from scrutiny.lib.explained import long_date
from scrutiny.lib.markdown_text import markdown_html

from .material import Material, is_kept_back, material_of
from .record import Record, clock

Data = dict[str, Any]
ROMAN = ("i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii", "xiii", "xiv", "xv")
LEADS = {
    Resolution.Kind.AGREED: ("It was ", "agreed", " that"),
    Resolution.Kind.RECOMMENDED: ("It was ", "recommended", " that"),
    Resolution.Kind.NOTED: ("The Committee ", "noted", ""),
}


def heading(meeting: Meeting, *, extract: bool = False) -> str:
    """Minutes of the meeting of the Example Committee, held at 10.15am in Committee Room 1 on Thursday, 14 …"""
    day = timezone.localtime(meeting.start)
    what = "Extract of the minutes" if extract else "Minutes"
    return (
        f"{what} of the meeting of the {meeting.committee.name}, held at {clock(meeting.start)} in"
        f" {meeting.venue} on {day:%A}, {day:%-d %B %Y}"
    )


def described(
    minutes: Minutes,
    *,
    exempt: bool = False,
    approved_in: Meeting | None = None,
    material: Material | None = None,
) -> Data:
    """The whole of the public minutes, or of the exempt ones; `material` where it is at hand."""
    material = material or material_of(minutes)
    meeting, council, record = minutes.meeting, material.council, material.record
    pages = pages_of(meeting) if not exempt else {}
    items = [
        _item(number, item, material.entries.get(item.pk), record, exempt=exempt, pages=pages.get(item.pk))
        for number, item in enumerate(material.items, start=1)
    ]
    if exempt:
        items = [item for item in items if item.pop("has_exempt")]
    approved_in = approved_in or minutes.approved_in
    return {
        "council": {"name": council.name},
        "committee": {"name": meeting.committee.name, "code": meeting.committee.code},
        "meeting": {"reference": meeting.reference, "date_words": date_words(meeting.date)},
        "heading": heading(meeting),
        "exempt_part": exempt,
        "stage": "approved" if approved_in else "draft",
        "approved": long_date(approved_in.date) if approved_in else "",
        "present": record.present(),
        "officers": [*record.officers(), *_lines(minutes.officers_present)],
        "others": _lines(minutes.others_present),
        "opening_html": "" if exempt else html(minutes.opening),
        "entries": items,
        "corrections": _corrections(material, exempt=exempt),
        "closing": "" if exempt else record.closing(),
        "chair_word": council.chair_word,
        "paragraphs": paragraphs_of(material) if exempt else [],
    }


def html(text: str) -> str:
    return str(markdown_html(text, top=3, breaks=True)) if text.strip() else ""


def _lines(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if line.strip()]


def _item(
    number: int,
    item: AgendaItem,
    entry: MinuteEntry | None,
    record: Record,
    *,
    exempt: bool,
    pages: Data | None,
) -> Data:
    """One item on one side. Of an exempt item the public side has the title, the paragraphs and the summary."""
    found = [*entry.resolutions.all()] if entry else []
    resolutions = [each for each in found if is_kept_back(each, item) is exempt]
    actions = [each for each in item.actions.all() if is_kept_back(each, item) is exempt] if entry else []
    said = _words_of(item, entry, exempt=exempt)
    title = item.restricted_title if exempt and item.restricted_title else item.title
    data = {
        "key": f"item-{item.pk}",
        "number": number,
        "title": title,
        "exempt": item.is_exempt,
        "paragraphs": in_order(set(item.paragraphs)) if item.is_exempt else [],
        "exclusion": "" if exempt else record.exclusion(item),
        "recorded": _recorded(item, record, exempt=exempt) or _silence(item, entry, record, exempt=exempt),
        "joined": record.joined(item) if _tells_all(item, exempt) else [],
        **said,
        "resolutions": [resolved(each) for each in resolutions],
        "actions": [asked(each) for each in actions],
        "after": record.after(item, exempt=exempt) if _tells_all(item, exempt) else [],
        "adjourned": [] if exempt else record.adjourned(item),
        "pages": pages,
    }
    if exempt:
        data["has_exempt"] = bool(said["text_html"] or resolutions or actions)
    return data


def _recorded(item: AgendaItem, record: Record, *, exempt: bool) -> list[str]:
    """Of an exempt item the public reads who declared an interest, and nothing of what it is about."""
    if _tells_all(item, exempt):
        return record.before(item, exempt=exempt)
    return [] if exempt else record.declared(item, whole=False)


def _silence(item: AgendaItem, entry: MinuteEntry | None, record: Record, *, exempt: bool) -> list[str]:
    """That nobody asked anything is said too, once the meeting is over and the officer has not said otherwise."""
    over = record.sitting is not None and record.sitting.closed_at is not None
    said = entry is not None and (entry.text or entry.considered or entry.resolutions.all())
    if exempt or item.kind != ItemKind.PUBLIC_QUESTIONS or said or not over:
        return []
    return ["There were no questions from the public."]


def _tells_all(item: AgendaItem, exempt: bool) -> bool:
    """What is recorded under an item belongs to the side that the item is on."""
    return item.is_exempt is exempt


def _words_of(item: AgendaItem, entry: MinuteEntry | None, *, exempt: bool) -> Data:
    empty = {"considered_html": "", "text_html": "", "clerk_note": "", "summary_html": ""}
    if entry is None:
        return empty
    if exempt and item.is_exempt:
        # An item that was public when it was minuted: nothing of what was written is lost, or public any more.
        said = [entry.considered, entry.text, entry.clerk_note, entry.exempt_text]
        return empty | {"text_html": html("\n\n".join(filter(None, said)))}
    if exempt:
        return empty | {"text_html": html(entry.exempt_text)}
    if item.is_exempt:
        return empty | {"summary_html": html(entry.public_summary)}
    return {
        "considered_html": html(entry.considered),
        "text_html": html(entry.text),
        "clerk_note": entry.clerk_note.strip(),
        "summary_html": html(entry.public_summary),
    }


def resolved(resolution: Resolution) -> Data:
    """The words before, in bold and after; a part is numbered (i), (ii), (iii)."""
    before, bold, after = LEADS[Resolution.Kind(resolution.kind)]
    text = resolution.text.strip()
    rest = f"{after} {text}".rstrip() if text else after
    last = len(resolution.parts)
    parts = [
        {"number": f"({roman(place)})", "text": part.rstrip(".;") + ("." if place == last else ";")}
        for place, part in enumerate(resolution.parts, start=1)
    ]
    if parts:
        rest = rest.rstrip(".:") + ":"
    elif not rest.endswith("."):
        rest += "."
    return {"before": before, "bold": bold, "after": rest, "parts": parts}


def roman(place: int) -> str:
    return ROMAN[place - 1] if place <= len(ROMAN) else str(place)


def asked(action: Action) -> Data:
    return {"text": action.text, "owner": action.owner_name, "due": f"{action.due_on:%-d %B %Y}"}


def _corrections(material: Material, *, exempt: bool) -> list[Data]:
    numbers = {item.pk: number for number, item in enumerate(material.items, start=1)}
    return [
        {
            "number": numbers.get(each.entry.item_id, ""),
            "before": each.before,
            "after": each.after,
            "reason": each.reason,
        }
        for each in material.corrections
        if is_kept_back(each, each.entry.item) is exempt
    ]


def paragraphs_of(material: Material) -> list[str]:
    """The paragraphs of Schedule 12A that the exempt minutes are kept back under."""
    cited = {code for item in material.items if item.pk in material.exempt_items for code in item.paragraphs}
    cited |= {code for each in material.held.exclusions for code in each.paragraphs}
    return in_order(cited)


def pages_of(meeting: Meeting) -> dict[int, Data]:
    """Where each item's papers are published, in words and as an address anybody can open."""
    published = Published(meeting)
    if published.pack is None:
        return {}
    found: dict[int, Data] = {}
    for item in published.agenda(EditionKind.PUBLIC)["items"]:
        spans = spans_of(item)
        if spans and item.get("key"):
            # A page that came late is in its supplement, not in the pack.
            carrier = next(each for each in [item, *item["papers"]] if each.get("from"))
            address = reverse(
                "committees:read", args=[meeting.reference, carrier["pack"], EditionKind.PUBLIC]
            )
            url = f"{settings.SITE_URL}{address}#page={spans[0].first}"
            found[int(item["key"].removeprefix("item-"))] = {"words": in_words(spans), "url": url}
    return found
