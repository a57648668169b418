"""Minutes for the tests that go through every page: one meeting’s are published, another’s being written."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from django.core.files.base import ContentFile
from django.utils import timezone

from committees.minutes import actions, drafting, workflow
from committees.models import (
    Action,
    ActionReply,
    AgendaItem,
    Attendance,
    Meeting,
    ReplyFile,
    Resolution,
)
from committees.models.committee import ItemKind, Section
from scrutiny.tests.cast import Cast, item, meeting


@dataclass
class Minuted:
    meeting: Meeting
    writing: Meeting
    item: AgendaItem
    exempt_item: AgendaItem
    resolution: Resolution
    action: Action
    exempt_action: Action
    file: ReplyFile


def minuted(cast: Cast, secret: str, draft: str) -> Minuted:
    """`secret` stands in the exempt minutes, `draft` in those that nobody has published."""
    now = timezone.now()
    held = meeting(cast.committee, now - timedelta(days=20))
    public = item(held, "Bus services", 1, kind=ItemKind.REPORT)
    exempt = item(held, "Land at Quay Street", 2, section=Section.EXEMPT, paragraphs=["3"])
    for who, capacity in ((cast.chair, "chair"), (cast.member, "member")):
        assert who.person is not None
        Attendance.objects.create(
            meeting=held,
            person=who.person,
            name_as_printed=who.person.printed_name,
            capacity=capacity,
            state="present",
            mode="in_person",
        )
    written = write(cast, public, exempt, secret)
    workflow.publish_draft(held.minutes, by=cast.officer)
    lately = meeting(cast.committee, now - timedelta(days=6))
    waiting = item(lately, "Libraries", 1)
    drafting.begin(lately, by=cast.officer)
    drafting.save_entry(waiting, version=1, by=cast.officer, text=f"Members asked about {draft}.")
    return Minuted(held, lately, public, exempt, *written)


def write(
    cast: Cast, public: AgendaItem, exempt: AgendaItem, secret: str
) -> tuple[Resolution, Action, Action, ReplyFile]:
    officer = cast.officer
    drafting.begin(public.meeting, by=officer)
    drafting.save_entry(public, version=1, by=officer, text="Members spoke of **buses**.")
    drafting.save_entry(
        exempt,
        version=1,
        by=officer,
        exempt_text=f"The bid of {secret}.",
        public_summary="A site was discussed.",
    )
    resolution = drafting.add_resolution(public, kind="agreed", text="the report be noted", by=officer)
    drafting.add_resolution(public, kind="noted", text="the figures", by=officer)
    drafting.add_resolution(exempt, kind="agreed", text=f"{secret} be told", by=officer)
    due = timezone.localdate() + timedelta(days=9)
    assert cast.member.person is not None
    action = actions.add_action(
        public, text="Send the figures", owner=cast.member.person, due_on=due, by=officer
    )
    kept = actions.add_action(
        exempt, text=f"Ask {secret}", owner_post="Head of Property", due_on=due, by=officer
    )
    reply = ActionReply.objects.create(
        action=action, text="Here they are.", name="Councillor M Membury", made_by=cast.member
    )
    file = ReplyFile.objects.create(
        reply=reply,
        original=ContentFile(b"figures", name="figures.original"),
        original_name="Figures.xlsx",
        pdf=ContentFile(b"%PDF-1.7 figures", name="figures.pdf"),
        sha256="0",
        pages=1,
        size=16,
    )
    return resolution, action, kept, file
