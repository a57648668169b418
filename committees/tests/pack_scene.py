"""A meeting with everything a pack can hold, whose every page carries words of its own."""

from __future__ import annotations

import hashlib
import io
from dataclasses import dataclass
from datetime import datetime, time
from functools import lru_cache

import pikepdf
from django.core.files.base import ContentFile
from pikepdf import Array, Dictionary, Name, Stream

from committees.models import AgendaItem, Meeting, Paper, PaperVersion, Report
from committees.models.committee import ItemKind, Section
from council.models import StandingText
from packs.ingest import Ingested, ingest
from scrutiny.tests.cast import LONDON, Cast, item, meeting

# Found in any decoded byte of a public edition, one of these is a leak.
CANARY = "Zanzibarquokka"
A4, A3_LANDSCAPE, SLIP = (595, 842), (1191, 842), (298, 420)

Page = tuple[tuple[int, int], int]


@dataclass
class Scene:
    cast: Cast
    meeting: Meeting
    membership: AgendaItem
    gangs: AgendaItem
    contracts: AgendaItem
    private: AgendaItem
    papers: dict[str, PaperVersion]


def pdf(word: str, pages: list[Page], title: str = "") -> bytes:
    """Pages of any size and rotation, each with its own words: MARSH-1, MARSH-2 ..."""
    document = pikepdf.new()
    font = document.make_indirect(Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica))
    for number, (size, rotation) in enumerate(pages, start=1):
        text = f"BT /F1 14 Tf 40 {size[1] - 60} Td ({word}-{number}) Tj ET".encode()
        page = Dictionary(
            Type=Name.Page,
            MediaBox=Array([0, 0, *size]),
            Rotate=rotation,
            Resources=Dictionary(Font=Dictionary(F1=font)),
            Contents=Stream(document, text),
        )
        document.pages.append(pikepdf.Page(document.make_indirect(page)))
    if title:
        document.docinfo["/Title"] = title
    out = io.BytesIO()
    document.save(out, deterministic_id=True)
    return out.getvalue()


@lru_cache(maxsize=50)
def safe(upload: bytes) -> Ingested:
    """Each file once: reading an upload starts a process."""
    return ingest(upload)


def paper(
    under: AgendaItem,
    title: str,
    word: str,
    pages: list[Page],
    *,
    label: str = "",
    exempt: bool = False,
    restricted_title: str = "",
) -> PaperVersion:
    upload = pdf(word, pages, title=restricted_title or title)
    made = safe(upload)
    order = under.papers.count() + 1
    of = Paper.objects.create(
        item=under, order=order, label=label, title=title, restricted_title=restricted_title
    )
    version = PaperVersion(
        paper=of,
        number=1,
        classification="exempt" if exempt else "public",
        paragraphs=["3"] if exempt else [],
        public_interest=f"Because {CANARY} would be harmed" if exempt else "",
        original_name=f"{restricted_title or title}.pdf",
        sha256=hashlib.sha256(upload).hexdigest(),
        pages=made.pages,
        size=len(made.pdf),
        uploaded_by_id=under.meeting.committee.scopes.first().user_id,
    )
    version.pdf.save(f"{restricted_title or title}.pdf", ContentFile(made.pdf), save=False)
    version.save()
    return version


def report(under: AgendaItem, reference: str, **fields: str) -> Report:
    fields.setdefault("title", under.title)
    return Report.objects.create(
        item=under, reference=reference, enquiries_to=under.meeting.committee.contact, **fields
    )


def standing_texts() -> None:
    uses = StandingText.Use
    for use, title, body in [
        (uses.INFORMATION, "Coming to a meeting", "Anybody may come and *listen*."),
        (uses.INFORMATION, "Sound recording", "Meetings may be recorded."),
        (uses.EXEMPT_WARNING, "", "The public is likely to be asked to leave."),
        (uses.EXEMPT_REASON, "", "These items fall under paragraph {paragraphs} of Schedule 12A."),
        (uses.EXEMPT_RESOLUTION, "", "That the press and the public be excluded."),
    ]:
        StandingText.objects.create(use=use, title=title, body=body)


def make_scene(cast: Cast) -> Scene:
    standing_texts()
    of = meeting(
        cast.committee,
        datetime(2019, 4, 11, 10, 15, tzinfo=LONDON),
        pre_meeting_time=time(9, 30),
        pre_meeting_place="Committee Room 6",
        pre_meeting_audience="PAF Members Only",
    )
    membership = item(of, "Membership and Apologies", 1, kind=ItemKind.MEMBERSHIP)
    minutes = item(of, "Minutes", 2, kind=ItemKind.MINUTES, note="To approve the minutes.")
    item(
        of, "Questions from the Public", 3, kind=ItemKind.PUBLIC_QUESTIONS, note="Please register on arrival."
    )
    gangs = item(of, "County Lines", 4, kind=ItemKind.REPORT)
    contracts = item(of, "Care Contracts", 5, kind=ItemKind.REPORT)
    withdrawn = item(of, "Withdrawn Business", 6, state=AgendaItem.State.WITHDRAWN)
    private = item(
        of,
        "Contract Award",
        1,
        section=Section.EXEMPT,
        kind=ItemKind.REPORT,
        restricted_title=f"Award to {CANARY} Limited",
        paragraphs=["3"],
        exempt_reason="It would reveal what bidders offered.",
    )
    report(gangs, "PAF/09/19", purpose="(i) To consider\n(ii) To note", body="Background in **bold**.")
    report(contracts, "PAF/10/19", recommendations="Note the report\nAsk for more", body="# One\n\n### Two")
    report(private, "PAF/11/19", title=f"{CANARY} Limited", body=f"Pay {CANARY} five million.")
    papers = {
        "minutes": paper(minutes, "Minutes of the last meeting", "MARSH", [(A4, 0)] * 5),
        "extract": paper(gangs, "Minute extract", "HERON", [(A4, 0), (A3_LANDSCAPE, 0)], label="Appendix 1"),
        "slides": paper(
            gangs, "Slides", "OTTER", [(A3_LANDSCAPE, 90), (SLIP, 270), (A4, 180)], label="Appendix 2"
        ),
        "register": paper(contracts, "Contract register", "TEASEL", [(A4, 90)], label="Appendix 1"),
        "prices": paper(
            contracts,
            "Contract prices",
            f"{CANARY}PRICE",
            [(A4, 0), (A4, 0)],
            label="Appendix 2",
            exempt=True,
            restricted_title=f"Prices of {CANARY}",
        ),
        "bids": paper(
            private, f"Bids from {CANARY}", f"{CANARY}BID", [(A4, 0), (SLIP, 0), (A4, 90)], exempt=True
        ),
        "withdrawn": paper(withdrawn, "Old paper", "GHOST", [(A4, 0)]),
    }
    Paper.objects.create(
        item=gangs, order=9, label="Appendix 3", title="Scoping document", state=Paper.State.TO_FOLLOW
    )
    return Scene(cast, of, membership, gangs, contracts, private, papers)
