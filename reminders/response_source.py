"""Responses that are owed to scrutiny. One notice is one deadline, however many recommendations went with it."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date

from django.urls import reverse

from workprogramme.models import Addressee, Recommendation
from workprogramme.models.recommendations import Sending as Notice

from .audiences import monitoring_officers, of_committees
from .kind import OF_A_COMMITTEE
from .models import Audience
from .promises import Deadline, People

NAMES = {
    Addressee.EXECUTIVE: "Response of the executive",
    Addressee.COUNCIL: "Response of the council",
    Addressee.PARTNER: "Response of a partner body",
}
# More than that many references would make a subject of a mail that nobody can read.
MOST_NAMED = 3


class ResponseSource:
    subject_type = "notice"

    def subjects(self, since: date) -> Iterable[int]:
        owed = Notice.objects.filter(due_on__gte=since, recommendations__state=Recommendation.State.SENT)
        return owed.order_by("pk").values_list("pk", flat=True).distinct()

    def deadlines(self, ids: Collection[int]) -> Mapping[int, list[Deadline]]:
        """Met when nothing that went with the notice still waits: answered, or withdrawn."""
        notices = Notice.objects.filter(pk__in=ids, due_on__isnull=False).select_related("committee")
        sent = _sent_with(ids)
        return {each.pk: [_deadline(each, sent[each.pk])] for each in notices if each.pk in sent}

    def people(self, ids: Collection[int]) -> Mapping[int, People]:
        """Members hear of it where they can read it: once it is on the public monitor."""
        committees = dict(Notice.objects.filter(pk__in=ids).values_list("pk", "committee_id"))
        everywhere, of_each = monitoring_officers(), of_committees(set(committees.values()))
        sent, found = _sent_with(ids), dict[int, People]()
        for pk, committee in committees.items():
            readers = OF_A_COMMITTEE if pk in sent and _is_public(sent[pk]) else ()
            named = {audience: of_each[committee][audience] for audience in (Audience.OFFICERS, *readers)}
            found[pk] = {**named, Audience.MONITORING_OFFICER: everywhere}
        return found

    def calendar_file(self, subject_id: int) -> bytes | None:
        return None


def _sent_with(ids: Collection[int]) -> dict[int, list[Recommendation]]:
    """Those that wait come first: the link leads to one of them."""
    found: dict[int, list[Recommendation]] = {}
    for row in Recommendation.objects.filter(sending__in=ids).order_by("pk"):
        assert row.sending_id is not None
        found.setdefault(row.sending_id, []).append(row)
    return {pk: sorted(rows, key=lambda row: (not _waits(row), row.pk)) for pk, rows in found.items()}


def _waits(recommendation: Recommendation) -> bool:
    return recommendation.state == Recommendation.State.SENT


def _is_public(sent: Sequence[Recommendation]) -> bool:
    return all(row.published_at is not None for row in sent)


def _deadline(notice: Notice, sent: Sequence[Recommendation]) -> Deadline:
    assert notice.due_on is not None
    first, addressee = sent[0], Addressee(notice.addressee_kind)
    page = (
        first.get_absolute_url() if _is_public(sent) else reverse("workspace:recommendation", args=[first.pk])
    )
    return Deadline(
        kind="executive_response",
        subject_type="notice",
        subject_id=notice.pk,
        part="",
        name=NAMES[addressee],
        about=f"{notice.committee.name}, {_references(sent)}",
        path=page,
        committee_id=notice.committee_id,
        due_on=notice.due_on,
        due_at=None,
        # A partner is asked; section 9FE obliges the authority alone.
        statutory=addressee != Addressee.PARTNER,
        done=not any(map(_waits, sent)),
    )


def _references(sent: Sequence[Recommendation]) -> str:
    """Of what still waits, otherwise of all: ENV/R04/26, ENV/R05/26 and 2 more. Never their words."""
    given = [row.reference for row in sent if _waits(row)] or [row.reference for row in sent]
    if len(given) > MOST_NAMED:
        return f"{', '.join(given[:MOST_NAMED])} and {len(given) - MOST_NAMED} more"
    return " and ".join(filter(None, [", ".join(given[:-1]), given[-1]]))
