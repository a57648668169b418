"""Papers that another part of the product writes onto an agenda item: a snapshot of how things stand.

`template` names one of the pack's templates; `data` is JSON, all that the template knows of the subject.
"""

from __future__ import annotations

import hashlib
import json
from typing import Any

from django.db import transaction

from accounts.models import User
from audit.log import record
from council.models import Council

from .agenda import CannotChange, add_item, open_meeting, require_on_agenda
from .drawing import Drawing, count_pages
from .models import AgendaItem, Meeting, Paper, PaperVersion
from .models.committee import Section
from .models.paper import Classification
from .papers import add_version, next_place, open_paper, touch
from .texts import words_of

Data = dict[str, Any]


@transaction.atomic
def put_generated(
    meeting: Meeting, *, title: str, kind: str, template: str, data: Data, label: str = "Appendix A", by: User
) -> Paper:
    """A public paper under the item of that title, which is made if need be. Done again, it is a new version.

    Raises CannotChange where an officer has put that item into the exempt part: nothing of it becomes public then.
    """
    drawn = draw(template, data)
    # Two officers who do it at once make one item: the second waits here, and finds the first one's.
    open_meeting(meeting.pk)
    there = list(meeting.items.on_agenda().filter(title=title))
    if any(item.is_exempt for item in there):
        raise CannotChange(
            f"“{title}” is in the exempt part of the agenda. Write the new version there yourself."
        )
    item = there[0] if there else add_item(meeting, title=title, kind=kind, section=Section.PUBLIC, by=by)
    return keep_generated(item, title=title, template=template, data=data, label=label, drawn=drawn, by=by)


@transaction.atomic
def keep_generated(
    item: AgendaItem,
    *,
    title: str,
    template: str,
    data: Data,
    label: str = "Appendix A",
    drawn: Data | None = None,
    by: User,
) -> Paper:
    """The public paper of that template under an item: a new version of it, or the first one."""
    there = item.papers.filter(removed_at=None, versions__current=True, versions__template=template).first()
    if there:
        renew_generated(there, template=template, data=data, drawn=drawn, by=by)
        return there
    return attach_generated(
        item,
        title=title,
        label=label,
        template=template,
        data=data,
        classification=Classification.PUBLIC,
        drawn=drawn,
        by=by,
    )


def attach_generated(
    item: AgendaItem,
    *,
    title: str,
    label: str,
    template: str,
    data: Data,
    classification: str,
    drawn: Data | None = None,
    by: User,
) -> Paper:
    """A new paper under the item. `drawn` is for who has drawn it already, before locking anything."""
    drawn = drawn or draw(template, data)
    with transaction.atomic():
        item = require_on_agenda(item)
        paper = Paper.objects.create(item=item, order=next_place(item), label=label, title=title)
        version = add_version(paper, **drawn, classification=classification, uploaded_by=by)
        record("attach generated paper", paper, by=by, item=item.pk, template=template, pages=version.pages)
    return paper


def renew_generated(
    paper: Paper, *, template: str, data: Data, drawn: Data | None = None, by: User
) -> PaperVersion:
    """A new version of the paper, unless it would say the same. The version before it stays."""
    drawn = drawn or draw(template, data)
    with transaction.atomic():
        paper = open_paper(paper)
        old = paper.versions.get(current=True, template=template)
        if old.sha256 == drawn["sha256"]:
            return old
        # What was decided about the paper stays; only what it says is new.
        kept = {name: getattr(old, name) for name in ("paragraphs", "public_interest", "ground")}
        new = add_version(paper, **drawn, **kept, classification=old.classification, uploaded_by=by)
        touch(paper)
        record("renew generated paper", paper, by=by, number=new.number, template=template, pages=new.pages)
    return new


def draw(template: str, data: Data) -> Data:
    """What a version is made of. Drawing takes a moment, so it comes before anything is locked."""
    pdf = Drawing(Council.objects.get()).draw(template, data)
    key = json.dumps([template, data], sort_keys=True, ensure_ascii=False)
    return {
        "pdf": pdf,
        "words": words_of(pdf),
        "template": template,
        "data": data,
        "sha256": hashlib.sha256(key.encode()).hexdigest(),
        "pages": count_pages(pdf),
    }
