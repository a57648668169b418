"""Two meetings full of planted words: one whose pack is published, and one that only its officers may see.

Everything goes in the way an officer puts it in, so that whatever the product makes of it is there as well:
copies, pictures, histories, audit entries, mails.
"""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from datetime import time

from django.utils import timezone

from accounts.models import User
from committees import building, large_print
from committees.agenda import add_item, save_report, withdraw_item
from committees.formats import ask_for_format
from committees.meetings import create_meeting
from committees.models import (
    Action,
    AgendaItem,
    Build,
    LargePrint,
    Meeting,
    Paper,
    PaperVersion,
    Publication,
    Resolution,
    SafetyCheck,
)
from committees.models.committee import ItemKind, Section
from committees.papers import classify, edit_paper, remove_paper, replace, upload
from committees.preflight import check
from committees.publishing import publish
from committees.tests.pack_scene import A4, pdf
from committees.unconverted import upload_or_keep
from packs.leaks import Kind, Leak
from packs.limits import Refused
from scrutiny.tests.cast import Cast
from scrutiny.tests.world import coming

from .business import BUSINESS, OFFICERS, plant_business
from .entrusting import entrust
from .files import full_docx, full_pdf
from .minuting import minute, publish_minutes
from .tokens import Tokens

DRAFT, PUBLISHED = "draft", "published"
# Nothing else is made of these after the planted ones.
LATEST = 3


@dataclass
class Planted:
    tokens: Tokens
    draft: Meeting
    published: Meeting
    publication: Publication
    build: Build
    minuted: list[Meeting]

    def like(self, thing: object) -> list[object]:
        """Rows of the same kind in these meetings, or planted with them, for addresses that are guessed."""
        of = [self.draft, self.published, *self.minuted]
        rows: dict[type, object] = {
            Meeting: of,
            AgendaItem: AgendaItem.objects.filter(meeting__in=of),
            Paper: Paper.objects.filter(item__meeting__in=of),
            PaperVersion: PaperVersion.objects.filter(paper__item__meeting__in=of),
            Build: [self.build],
            Resolution: Resolution.objects.filter(entry__item__meeting__in=of),
            Action: Action.objects.filter(meeting__in=of),
        }
        for model in BUSINESS:
            rows[model] = model._default_manager.order_by("-pk")[:LATEST]
        return list(rows.get(type(thing), []))  # type: ignore[call-overload]


def plant(cast: Cast) -> Planted:
    tokens = Tokens()
    draft = create_meeting(cast.committee, start=coming(33), by=cast.officer)
    fill(draft, tokens, DRAFT, cast.officer)
    asked_for(draft, tokens)
    leftovers(draft, tokens, cast.officer)
    of = create_meeting(cast.committee, start=coming(12, time(14, 0)), by=cast.officer)
    fill(of, tokens, PUBLISHED, cast.officer)
    build = Build.objects.create(meeting=of, requested_by=cast.officer)
    building.run(build.pk)
    build.refresh_from_db()
    found = check(of, build, today=timezone.localdate())
    reasons = {finding.code: "The chairman has agreed." for finding in found}
    publication = publish(build, by=cast.officer, overrides=reasons)
    for wanted in LargePrint.objects.filter(made_at=None):
        large_print.make(wanted.pk)
    look_through(of, tokens, cast)
    entrust(draft, of, cast, tokens)
    plant_business(cast, tokens)
    return Planted(tokens, draft, of, publication, build, minutes(cast, tokens))


def minutes(cast: Cast, tokens: Tokens) -> list[Meeting]:
    being_written = minute(cast, tokens, DRAFT, days_ago=9)
    published = minute(cast, tokens, PUBLISHED, days_ago=16)
    publish_minutes(published, cast)
    return [being_written, published]


def fill(meeting: Meeting, tokens: Tokens, place: str, by: User) -> None:
    """Two exempt items with reports and papers, and a public item under which one paper is exempt."""
    for number in (1, 2):
        item = exempt_item(meeting, tokens, f"{place} item {number}", by)
        exempt_paper(item, tokens, f"{place} item {number} paper", by)
    public = add_item(meeting, title="Bus services", kind=ItemKind.REPORT, section=Section.PUBLIC, by=by)
    exempt_paper(public, tokens, f"{place} exempt paper under a public item", by)
    plain = pdf("Times of the buses", [(A4, 0)])
    upload(public, plain, name="Appendix 1 Times.pdf", classification="public", by=by)


def exempt_item(meeting: Meeting, tokens: Tokens, place: str, by: User) -> AgendaItem:
    item = add_item(
        meeting,
        title="Land",
        restricted_title=f"Sale to {tokens.new(f'{place}, restricted title')}",
        kind=ItemKind.REPORT,
        section=Section.EXEMPT,
        paragraphs=["3"],
        by=by,
    )
    fields = (
        "title",
        "subtitle",
        "report_of",
        "purpose",
        "body",
        "recommendations",
        "wards",
        "background_documents",
    )
    words = {field: f"About {tokens.new(f'{place}, report {field}')}" for field in fields}
    save_report(item, version=1, enquiries_to=meeting.contact, by=by, **words)
    return item


def exempt_paper(item: AgendaItem, tokens: Tokens, place: str, by: User) -> Paper:
    """A paper in two versions, both exempt, with a title only for those who may read it."""
    name = tokens.new(f"{place} v1, file name")
    paper = upload(item, full_pdf(tokens, f"{place} v1"), name=f"{name}.pdf", paragraphs=["3"], by=by)
    other = tokens.new(f"{place} v2, file name")
    replace(paper, full_pdf(tokens, f"{place} v2"), name=f"{other}.pdf", public=False, by=by)
    paper.refresh_from_db()
    interest = f"It would harm {tokens.new(f'{place}, public interest')}"
    classify(paper.versions.get(current=True), "exempt", paragraphs=["3"], public_interest=interest, by=by)
    paper.refresh_from_db()
    title = f"Offer of {tokens.new(f'{place}, restricted title')}"
    edit_paper(paper, version=paper.version, title="Offers", label="", restricted_title=title, by=by)
    return paper


def look_through(of: Meeting, tokens: Tokens, cast: Cast) -> None:
    """What was found in a public paper quotes what should have been taken out of it; so may whoever agrees to it."""
    version = PaperVersion.objects.filter(paper__item__meeting=of, classification="public").first()
    assert version is not None
    found = Leak(Kind.COVERED, page=1, box=(0.1, 0.1, 0.5, 0.15), words=tokens.new(f"{OFFICERS}, finding"))
    SafetyCheck.objects.update_or_create(
        version=version,
        defaults={
            "key": "x",
            "checked_at": timezone.now(),
            "findings": [found.as_json()],
            "agreed_by": cast.monitoring_officer,
            "agreed_at": timezone.now(),
            "reason": f"{tokens.new(f'{OFFICERS}, reason of an agreement')} does not mind",
        },
    )


def asked_for(meeting: Meeting, tokens: Tokens) -> None:
    """Somebody writes too much when they ask for another format."""
    words = {field: tokens.new(f"draft, format request {field}") for field in ("document", "details", "name")}
    ask_for_format(meeting=meeting, format="audio", phone="01632 960009", **words)


def leftovers(meeting: Meeting, tokens: Tokens, by: User) -> None:
    """What is on no agenda any more or not yet: withdrawn, removed, expected, not converted."""
    withdrawn = exempt_item(meeting, tokens, "draft withdrawn item", by)
    withdraw_item(withdrawn, reason=f"{tokens.new('draft withdrawn item, reason')} drew back", by=by)
    item = exempt_item(meeting, tokens, "draft item with leftovers", by)
    remove_paper(exempt_paper(item, tokens, "draft removed paper", by), by=by)
    word_file = full_docx(tokens, "draft Word file")
    name = tokens.new("draft Word file, file name")
    with suppress(Refused):  # Where there is no office program it is kept as it came.
        upload_or_keep(item, word_file, name=f"{name}.docx", paragraphs=["3"], by=by)
