"""The rule about papers, as the database applies it to all of them at once.

What the public may read anybody may. Beyond that being kept from an item beats everything; then come the officers
who run the meeting and the authors of a report, who see drafts, and those who read what has been published: the
committee, substitutes, co-opted members, people given leave, and councillors where the law opens a paper to them.
`one_version` says the same of a single version; scrutiny/tests/test_reading_rule.py holds the two to one another.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet

from accounts.models import Role, User
from committees.models import (
    Action,
    AgendaItem,
    Authorship,
    Committee,
    Edition,
    Grant,
    Meeting,
    Membership,
    MinuteEntry,
    PaperVersion,
    Substitution,
)
from committees.models.committee import Section
from committees.models.paper import Classification
from committees.models.publication import EditionKind
from council.models import Council, Person

from .running import Visitor, can_run, denials_of, meetings_run_by


def is_member(user: Visitor, committee: Committee, day: date) -> bool:
    """On the committee that day, with or without a vote."""
    if not isinstance(user, User) or not user.is_active or user.person_id is None:
        return False
    return Membership.objects.on(day).filter(committee=committee, person=user.person_id).exists()


def public_versions() -> Q:
    """Nothing under an exempt item is public, whatever its own class, until two people have released it."""
    return Q(
        Q(paper__item__section=Section.PUBLIC) | Q(released_at__isnull=False),
        published_at__isnull=False,
        classification=Classification.PUBLIC,
        paper__item__meeting__kind=Meeting.Kind.PUBLIC,
    )


def kept_from(user: User) -> QuerySet[AgendaItem]:
    """The items that somebody is kept from, because of an interest or because they are its subject."""
    return AgendaItem.objects.filter(pk__in=denials_of(user).values("item"))


def has_a_seat(user: User, day: date) -> Q:
    """Items of meetings that somebody sits in: a member of the committee that day, or a member's substitute."""
    if user.person_id is None:
        return Q(pk__in=[])
    seats = Membership.objects.on(day).filter(person=user.person_id)
    full = seats.exclude(role__in=Membership.Role.cooptees())
    in_office = Person.objects.in_office(day).filter(pk=user.person_id)
    stands_in = Substitution.objects.standing().filter(person__in=in_office)
    return Q(meeting__committee__in=full.values("committee")) | Q(meeting__in=stands_in.values("meeting"))


def votes_on(user: User, day: date) -> Q:
    """Items that a co-opted member with a vote reads, which councils settle differently."""
    if user.person_id is None:
        return Q(pk__in=[])
    seats = Membership.objects.on(day).filter(person=user.person_id, role=Membership.Role.VOTING_COOPTEE)
    chosen = Council.objects.filter(voting_cooptees_read=Council.CoopteeAccess.EVERY_ITEM)
    nothing = Council.objects.filter(voting_cooptees_read=Council.CoopteeAccess.BY_GRANT)
    return Q(meeting__committee__in=seats.values("committee")) & (
        Q(Exists(chosen)) | Q(is_education=True) & ~Q(Exists(nothing))
    )


def items_read_whole(user: User, day: date, *, confidential: bool) -> QuerySet[AgendaItem]:
    """Items of which somebody reads every published paper; the confidential ones too, or all but those."""
    leave = Grant.objects.holding(day).filter(user=user, paper=None)
    if confidential:
        allowed = has_a_seat(user, day) | Q(pk__in=leave.filter(includes_confidential=True).values("item"))
    else:
        allowed = has_a_seat(user, day) | votes_on(user, day) | Q(pk__in=leave.values("item"))
    return AgendaItem.objects.filter(allowed).exclude(pk__in=kept_from(user))


def written_by(user: User) -> QuerySet[AgendaItem]:
    """Items whose report somebody writes; they lose sight of it with the role."""
    if not user.has_role(Role.REPORT_AUTHOR):
        return AgendaItem.objects.none()
    own = Authorship.objects.filter(user=user).values("item")
    return AgendaItem.objects.filter(pk__in=own).exclude(pk__in=kept_from(user))


def single_papers(user: User, day: date) -> Q:
    """Versions of the papers that somebody was given leave to read one by one."""
    leave = Grant.objects.holding(day).filter(user=user, paper__isnull=False)
    confidential = leave.filter(includes_confidential=True)
    return Q(paper__in=leave.values("paper")) & (
        ~Q(classification=Classification.CONFIDENTIAL) | Q(paper__in=confidential.values("paper"))
    )


def open_to_councillors(user: User, day: date) -> Q:
    """Exempt versions that section 100F opens to every councillor in office."""
    if user.person_id is None:
        return Q(pk__in=[])
    councillors = Person.objects.in_office(day).filter(pk=user.person_id, kind=Person.Kind.COUNCILLOR)
    return Q(Exists(councillors), open_to_councillors=True, classification=Classification.EXEMPT)


def visible_to(user: Visitor, day: date) -> QuerySet[PaperVersion]:
    """Every version that somebody may read on a day."""
    allowed = public_versions()
    if isinstance(user, User) and user.is_active:
        read = items_read_whole(user, day, confidential=False)
        read_all = items_read_whole(user, day, confidential=True)
        published = (
            Q(paper__item__in=read) & ~Q(classification=Classification.CONFIDENTIAL)
            | Q(paper__item__in=read_all)
            | (single_papers(user, day) | open_to_councillors(user, day))
            & ~Q(paper__item__in=kept_from(user))
        )
        allowed |= Q(paper__item__meeting__in=meetings_run_by(user))
        allowed |= Q(paper__item__in=written_by(user))
        allowed |= Q(published_at__isnull=False) & published
    return PaperVersion.objects.filter(allowed)


# Editions hold many papers, so they are for those who may read every one of them.


def may_read_exempt(user: Visitor, meeting: Meeting, day: date) -> bool:
    """Everything that a meeting keeps from the public: those who run it, sit in it, or may read each item."""
    return _reads_all(user, meeting, lambda: _restricted_items_now(meeting), day)


def can_read_edition(user: Visitor, edition: Edition, day: date) -> bool:
    """Somebody who may read a part of the members' edition gets the public one, and the papers one by one."""
    meeting = edition.publication.meeting
    if edition.kind == EditionKind.PUBLIC:
        return meeting.kind == Meeting.Kind.PUBLIC or can_run(user, meeting.committee)
    return _reads_all(user, meeting, lambda: restricted_items_of(edition), day)


def can_read_each(user: Visitor, editions: Sequence[Edition], day: date) -> bool:
    """Several editions of one meeting, each by itself. Whether somebody runs the meeting is asked once."""
    meeting = editions[0].publication.meeting
    if isinstance(user, User) and user.is_active and meetings_run_by(user).filter(pk=meeting.pk).exists():
        return True
    return all(can_read_edition(user, edition, day) for edition in editions)


def can_read_all_up_to(user: Visitor, edition: Edition, day: date, *, since: int = 1) -> bool:
    """Every edition of its kind from publication `since` to this one: a pack of them all holds what each holds."""
    numbers = (since, edition.publication.number)
    together = Edition.objects.select_related("publication__meeting__committee").filter(
        kind=edition.kind,
        publication__meeting=edition.publication.meeting_id,
        publication__number__range=numbers,
    )
    return all(can_read_edition(user, each, day) for each in together)


def meetings_read_by_seat(user: Visitor, meetings: Sequence[Meeting], day: date) -> set[int]:
    """Of many meetings at once those whose packs somebody reads whole because they sit there.

    For lists: it never says more than `can_read_edition`, which may open others to them, one by one.
    """
    if not isinstance(user, User) or not user.is_active or user.person_id is None:
        return set()
    seats = Membership.objects.on(day).filter(person=user.person_id)
    full = seats.exclude(role__in=Membership.Role.cooptees())
    in_office = Person.objects.in_office(day).filter(pk=user.person_id)
    stands_in = Substitution.objects.standing().filter(person__in=in_office)
    found = (
        Meeting.objects.filter(pk__in=[meeting.pk for meeting in meetings])
        .filter(Q(committee__in=full.values("committee")) | Q(pk__in=stands_in.values("meeting")))
        .exclude(pk__in=denials_of(user).values("item__meeting"))
    )
    return set(found.values_list("pk", flat=True))


def restricted_items_of(edition: Edition) -> dict[int, bool]:
    """The items of an edition that keep something from the public, and whether any of it is confidential."""
    public = edition.publication.editions.filter(kind=EditionKind.PUBLIC).first()
    titles = {item.get("key"): item["title"] for item in public.agenda["items"]} if public else {}
    return {
        int(item.get("key", "item-0").removeprefix("item-")): _holds_confidential(item)
        for item in edition.agenda["items"]
        if _is_restricted(item) or item["title"] != titles.get(item.get("key"))
    }


def _is_restricted(item: dict[str, Any]) -> bool:
    """An exempt item that has nothing under it, like a heading for urgent business, keeps nothing back."""
    holds_something = item["papers"] or item.get("reference", "-") or item.get("from", "-")
    if item["section"] == Section.EXEMPT and holds_something:
        return True
    return any(paper.get("exempt", True) for paper in item["papers"])


def _holds_confidential(item: dict[str, Any]) -> bool:
    """An edition that does not say is taken to hold some."""
    return any(paper.get("confidential", True) for paper in item["papers"])


def _reads_all(user: Visitor, meeting: Meeting, restricted: Callable[[], dict[int, bool]], day: date) -> bool:
    if not isinstance(user, User) or not user.is_active:
        return False
    if meetings_run_by(user).filter(pk=meeting.pk).exists():
        return True
    denied = set(denials_of(user).filter(item__meeting=meeting).values_list("item", flat=True))
    sits_there = _sits_in(user, meeting, day)
    if sits_there and not denied:
        return True
    kept_back = restricted()
    # Of an item that an old edition does not name, nobody can say that they are not kept from it.
    if denied and (0 in kept_back or denied & kept_back.keys()):
        return False
    if sits_there:
        return True
    if not kept_back:
        return _may_vote(user, meeting, day)
    return all(
        _reads_each(
            user, {pk for pk, secret in kept_back.items() if secret is confidential}, confidential, day
        )
        for confidential in (False, True)
    )


def _reads_each(user: User, items: set[int], confidential: bool, day: date) -> bool:
    read = items_read_whole(user, day, confidential=confidential).filter(pk__in=items)
    return not items or read.count() == len(items)


def _sits_in(user: User, meeting: Meeting, day: date) -> bool:
    """Also when the meeting has no item yet."""
    if user.person_id is None:
        return False
    seats = Membership.objects.on(day).filter(committee=meeting.committee, person=user.person_id)
    in_office = Person.objects.in_office(day).filter(pk=user.person_id)
    stands_in = Substitution.objects.standing().filter(meeting=meeting, person__in=in_office)
    return seats.exclude(role__in=Membership.Role.cooptees()).exists() or stands_in.exists()


def _may_vote(user: User, meeting: Meeting, day: date) -> bool:
    """Nothing is kept back, so the members' pack is also for co-opted members who vote."""
    seats = Membership.objects.on(day).filter(role=Membership.Role.VOTING_COOPTEE, person=user.person_id)
    return user.person_id is not None and seats.filter(committee=meeting.committee).exists()


def _restricted_items_now(meeting: Meeting) -> dict[int, bool]:
    kept_back = AgendaItem.objects.filter(_keeps_something_back(), meeting=meeting)
    confidential = kept_back.annotate(confidential=Exists(_confidential_versions()))
    return dict(confidential.values_list("pk", "confidential"))


def _keeps_something_back() -> Q:
    restricted = PaperVersion.objects.exclude(classification=Classification.PUBLIC)
    something = Q(report__isnull=False) | Q(papers__isnull=False)
    return (
        _is_minuted_in_private()
        | Q(section=Section.EXEMPT) & something
        | ~Q(restricted_title="")
        | Q(papers__in=restricted.values("paper"))
    )


def _is_minuted_in_private() -> Q:
    """Items about which the exempt minutes say something; of one in the exempt part that is all that is said."""
    in_private = Q(item__section=Section.EXEMPT)
    public_words = ~Q(considered="", text="", clerk_note="") | Q(resolutions__isnull=False)
    written = MinuteEntry.objects.filter(
        ~Q(exempt_text="") | Q(resolutions__is_exempt=True) | in_private & public_words
    )
    asked = Action.objects.filter(Q(is_exempt=True) | in_private)
    return Q(pk__in=written.values("item")) | Q(pk__in=asked.values("item"))


def _confidential_versions() -> QuerySet[PaperVersion]:
    return PaperVersion.objects.filter(
        paper__item=OuterRef("pk"), classification=Classification.CONFIDENTIAL, published_at__isnull=False
    )
