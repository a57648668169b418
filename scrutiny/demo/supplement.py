"""Two papers that came after the agenda of April 2019 was out, one of them exempt, and the supplement with them."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

from accounts.models import User
from committees import building
from committees.models import Build, Meeting, Publication
from committees.models.publication import PublicationKind
from committees.publishing import publish

from . import documents
from .papers import attach
from .publishing import NotBuilt
from .source import table, text


def publish_april_supplement(meeting: Meeting, *, by: User) -> Publication:
    facts = table("pack/meeting.toml")["supplement"]
    reasons = {}
    for row in facts["papers"]:
        item = meeting.items.get(title=row["item"])
        body = documents.headed(
            "", documents.from_markdown(text(f"pack/{row['make']}.md")), label=row["label"]
        )
        attach(
            item,
            documents.document(row["title"], body),
            title=row["title"],
            label=row["label"],
            exempt=row.get("exempt", False),
            paragraphs=row.get("paragraphs", ()),
            public_interest=row.get("public_interest", ""),
            by=by,
        )
        reasons[f"item-{item.pk}"] = row["why_late"]
    build = Build.objects.create(
        meeting=meeting,
        requested_by=by,
        kind=PublicationKind.SUPPLEMENT,
        lateness={"reasons": reasons, "urgency": facts["urgency"]},
    )
    building.run(build.pk)
    build.refresh_from_db()
    if build.state != Build.State.BUILT:
        raise NotBuilt(f"{meeting}: {build.error}")
    published: datetime = facts["published"]
    return publish(build, by=by, at=published.replace(tzinfo=ZoneInfo("Europe/London")))
