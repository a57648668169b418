"""The actions of a committee as a paper for its next meeting, as they stand at that moment."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from audit.log import record
from committees.access import keep_away_as_from
from committees.agenda import CannotChange, add_item
from committees.generated_papers import attach_generated
from committees.models import Action, AgendaItem, Committee, Meeting, PaperVersion
from committees.models.committee import ItemKind
from committees.models.paper import Classification
from committees.papers import classify, remove_paper, upload
from council.models import Council
from packs.limits import Refused
from scrutiny.lib.explained import long_date

TITLE = "Actions from earlier meetings"
TEMPLATE = "actions"


def next_meeting(committee: Committee) -> Meeting | None:
    planned = committee.meetings.public().filter(state=Meeting.State.PLANNED)
    return planned.upcoming().first()


def snapshot(committee: Committee, actions: Sequence[Action], *, exempt: bool) -> dict[str, Any]:
    today = timezone.localdate()
    return {
        "council": {"name": Council.objects.get().name},
        "committee": {"name": committee.name, "code": committee.code},
        "title": TITLE,
        "exempt_part": exempt,
        "as_at": long_date(today),
        "actions": [
            {
                "text": each.text,
                "owner": each.owner_name,
                "due": long_date(each.due_on),
                "from": long_date(each.meeting.date),
                "item": each.item.title if each.item else "",
                "state": "Overdue" if each.is_overdue(today) else each.get_state_display(),
                "replies": [
                    {
                        "name": reply.name,
                        "date": long_date(timezone.localdate(reply.made_at)),
                        "text": reply.text,
                    }
                    for reply in each.replies.all()
                ],
            }
            for each in actions
        ],
    }


def put_on_agenda(committee: Committee, meeting: Meeting, *, by: User) -> AgendaItem:
    """Every action that is not settled, with its replies. Documents sent with them come as exempt papers to check."""
    if meeting.committee_id != committee.pk:
        raise CannotChange("Choose a meeting of this committee.")
    found = committee.actions.unsettled().filter(meeting__start__lt=meeting.start)
    actions = list(found.select_related("meeting", "item", "owner").prefetch_related("replies__files"))
    if not actions:
        raise CannotChange("The committee has no open actions.")
    with transaction.atomic():
        item = meeting.items.on_agenda().filter(title=TITLE).first()
        item = item or add_item(meeting, title=TITLE, kind=ItemKind.OTHER, by=by)
        for paper in item.papers.filter(removed_at=None, versions__template=TEMPLATE).distinct():
            remove_paper(paper, by=by)
        for exempt in (False, True):
            listed = [each for each in actions if _is_kept_back(each) is exempt]
            if listed:
                _attach(committee, item, listed, exempt=exempt, by=by)
        record("put actions on agenda", committee, by=by, meeting=meeting.reference, actions=len(actions))
    _bring_documents(actions, item, by=by)
    return item


def _is_kept_back(action: Action) -> bool:
    return action.is_exempt or (action.item is not None and action.item.is_exempt)


def _bring_documents(actions: Sequence[Action], item: AgendaItem, *, by: User) -> None:
    """Documents sent with answers, as exempt papers that an officer looks through first."""
    there = set(PaperVersion.objects.filter(paper__item=item).values_list("sha256", flat=True))
    files = [file for action in actions for reply in action.replies.all() for file in reply.files.all()]
    for file in files:
        if file.sha256 in there:
            continue
        with file.original.open("rb") as original:
            data = original.read()
        try:
            upload(item, data, name=file.original_name, by=by)
        except Refused as refusal:
            raise CannotChange(
                f"The actions are on the agenda, but not “{file.original_name}”: {refusal.reason}"
            ) from refusal


def _attach(
    committee: Committee, item: AgendaItem, actions: Sequence[Action], *, exempt: bool, by: User
) -> None:
    paper = attach_generated(
        item,
        title=f"{'Exempt actions' if exempt else 'Actions'} at {timezone.localdate():%-d %B %Y}",
        label="",
        template=TEMPLATE,
        data=snapshot(committee, actions, exempt=exempt),
        classification=Classification.EXEMPT if exempt else Classification.PUBLIC,
        by=by,
    )
    if exempt:
        codes = sorted({code for each in actions if each.item for code in each.item.paragraphs})
        if codes:
            classify(paper.versions.get(), Classification.EXEMPT, paragraphs=codes, by=by)
        keep_away_as_from({each.item_id for each in actions if each.item_id}, item, by=by)
