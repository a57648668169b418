"""Which entries somebody may find. There is no other way to them for anything that answers a reader."""

from __future__ import annotations

from datetime import date

from django.db.models import Exists, OuterRef, Q, QuerySet

from committees.models import Meeting
from committees.permissions import Visitor, versions_visible_to
from committees.permissions.items import restricted_items_visible_to

from .models import Due, Entry


def entries_visible_to(user: Visitor, day: date) -> QuerySet[Entry]:
    """Asked anew by every search: what is in the index says to what words belong, never who may read them.

    What is waiting to be indexed anew is not found at all.
    """
    public_meeting = Q(meeting=None) | Q(meeting__kind=Meeting.Kind.PUBLIC)
    published_words = Q(version=None, is_restricted=False) & public_meeting
    in_versions = Q(version__in=versions_visible_to(user, day), is_restricted=False)
    of_items = Q(is_restricted=True, item__in=restricted_items_visible_to(user, day))
    waiting = Due.objects.filter(subject_type=OuterRef("subject_type"), subject_id=OuterRef("subject_id"))
    return Entry.objects.filter(published_words | in_versions | of_items).exclude(Exists(waiting))
