"""Where a meeting can be watched, and from which moment of the recording each item is dealt with."""

from __future__ import annotations

from collections.abc import Mapping
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

from django.db import transaction

from accounts.models import User
from audit.log import entries_for, record

from .models import AgendaItem, Meeting, Sitting, Webcast
from .models.committee import Section

# They take the second in the address itself; others in the fragment that the W3C has given to media.
IN_THE_QUERY = ("youtube.com", "youtu.be")


@transaction.atomic
def save_webcast(meeting: Meeting, *, url: str, marks: Mapping[str, int], by: User) -> Webcast:
    """Marks are of items taken in public, by their key; those of others are left out."""
    known = {f"item-{item.pk}" for item in items_to_watch(meeting)}
    kept = {key: seconds for key, seconds in marks.items() if key in known}
    webcast, _ = Webcast.objects.update_or_create(meeting=meeting, defaults={"url": url, "marks": kept})
    record("give webcast", meeting, by=by, url=url, marks=len(kept))
    return webcast


@transaction.atomic
def remove_webcast(meeting: Meeting, *, by: User) -> None:
    deleted, _ = Webcast.objects.filter(meeting=meeting).delete()
    if deleted:
        record("remove webcast", meeting, by=by)


def items_to_watch(meeting: Meeting) -> list[AgendaItem]:
    """What is taken in private is not shown."""
    return list(meeting.items.on_agenda().filter(section=Section.PUBLIC).order_by("order", "pk"))


def moments_recorded(meeting: Meeting) -> dict[str, int]:
    """When the clerk went to each item on the meeting screen, counted from the opening: a first guess at the marks."""
    sitting = Sitting.objects.filter(meeting=meeting).first()
    if sitting is None:
        return {}
    taken = entries_for(meeting).filter(verb="take item", at__gte=sitting.opened_at).order_by("-at")
    return {
        f"item-{entry.detail['item']}": int((entry.at - sitting.opened_at).total_seconds())
        for entry in taken
        if "item" in entry.detail
    }


def address_at(webcast: Webcast, seconds: int) -> str:
    """The address that begins to play there."""
    parts = urlsplit(webcast.url)
    host = parts.hostname or ""
    if any(host == name or host.endswith(f".{name}") for name in IN_THE_QUERY):
        asked = [(name, value) for name, value in parse_qsl(parts.query) if name not in ("t", "start")]
        return urlunsplit(parts._replace(query=urlencode([*asked, ("t", f"{seconds}s")])))
    return urlunsplit(parts._replace(fragment=f"t={seconds}"))
