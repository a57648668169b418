"""The people of the matrix, and what makes each of them different: seats, places, access, denials, requests.

`add_access` adds them to a world (scrutiny/tests/world.py); PERSONAS names the eighteen kinds of visitor.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db import connection
from django.utils import timezone

from accounts.models import Role, User
from committees.access import appoint_substitute, give_access, keep_from, name_author
from committees.emergency import break_glass
from committees.formats import ask_for_format
from committees.models import (
    AccessRequest,
    AgendaItem,
    Authorship,
    Denial,
    EmergencyAccess,
    FormatRequest,
    Grant,
    Membership,
    OfficerScope,
    PaperVersion,
    Release,
    Substitution,
)
from committees.releases import propose_release
from committees.requests import ask, grant_request
from council.models import Council, Group, Person, Ward
from scrutiny.tests.cast import Cast, councillor, person, seat, user

if TYPE_CHECKING:
    from committees.tests.pack_scene import Scene

PERSONAS = (
    "anonymous",
    "member",
    "substitute",
    "ex_member",
    "other_councillor",
    "given_access",
    "asked_for_it",
    "kept_away",
    "voting_cooptee",
    "non_voting_cooptee",
    "invited",
    "report_author",
    "officer",
    "other_officer",
    "monitoring_officer",
    "administrator",
    "integration_token",
    "role_removed",
)


@dataclass
class Access:
    """The people that the cast has not, and one of every record of access."""

    substitute: User
    given_access: User
    asked_for_it: User
    kept_away: User
    voting_cooptee: User
    invited: User
    report_author: User
    role_removed: User
    grant: Grant
    denial: Denial
    authorship: Authorship
    place: Substitution
    request: AccessRequest
    answered: AccessRequest
    emergency: EmergencyAccess
    release: Release
    prices: PaperVersion
    register: PaperVersion
    released: PaperVersion
    format_request: FormatRequest


def random_keys() -> None:
    """Every table begins to count somewhere else, so that nothing is found by its number being 1."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(setval(format('%I.%I', schemaname, sequencename)::regclass,"
            " 1000 + (random() * 1000000)::int)) FROM pg_sequences WHERE schemaname = 'public'"
        )


def add_access(cast: Cast, scene: Scene, draft_item: AgendaItem) -> Access:
    Council.objects.update(monitoring_officer_access=Council.MonitoringOfficerAccess.BREAK_GLASS)
    group, ward = Group.objects.first(), Ward.objects.first()
    assert group is not None
    assert ward is not None
    away = councillor("Kay", "Keptaway", group, ward)
    stand_in = councillor("Sid", "Substitute", group, ward)
    given = councillor("Gita", "Given", group, ward)
    asker = councillor("Asa", "Asker", group, ward)
    voter = user("Vera Voter", who=person(Person.Kind.COOPTEE, "Vera", "Voter", "Vera Voter"))
    author = user("Rex Author", Role.REPORT_AUTHOR)
    seat(cast.committee, away)
    seat(cast.committee, voter, Membership.Role.VOTING_COOPTEE)
    seat(cast.other_committee, asker)
    emergency = break_glass(cast.committee, reason="A leak is looked into.", by=cast.monitoring_officer)
    prices, by = scene.papers["prices"], cast.officer
    assert cast.member.person is not None
    assert stand_in.person is not None
    return Access(
        substitute=stand_in,
        given_access=given,
        asked_for_it=asker,
        kept_away=away,
        voting_cooptee=voter,
        invited=invited(scene, by),
        report_author=author,
        role_removed=somebody_whose_role_goes(cast),
        grant=give_access(scene.contracts, given, paper=prices.paper, reason="To advise on prices", by=by),
        denial=keep_from(scene.private, user=away, reason="She owns shares.", by=by),
        authorship=name_author(draft_item, author, by=by),
        place=appoint_substitute(scene.meeting, stand_in.person, in_place_of=cast.member.person, by=by),
        answered=grant_request(ask_for_prices(cast, asker), item=scene.contracts, by=by),
        request=ask_for_prices(cast, asker),
        emergency=emergency,
        release=propose_release(prices, reason="The contract has ended.", by=by),
        prices=prices,
        register=scene.papers["register"],
        released=released(scene),
        format_request=in_large_print(scene),
    )


def ask_for_prices(cast: Cast, asker: User) -> AccessRequest:
    return ask(
        cast.other_committee, document="The prices of 2019", relevance="The review of contracts", by=asker
    )


def in_large_print(scene: Scene) -> FormatRequest:
    asked = {"document": "The report on county lines", "format": "large_print", "page": "10"}
    return ask_for_format(meeting=scene.meeting, name="Rhea Resident", email="rhea@home.example", **asked)


def invited(scene: Scene, by: User) -> User:
    guest = user("Ines Invited", who=person(Person.Kind.OFFICER, "Ines", "Invited", "Ines Invited"))
    give_access(
        scene.private, guest, basis=Grant.Basis.INVITATION, reason="She answers questions on it.", by=by
    )
    return guest


def somebody_whose_role_goes(cast: Cast) -> User:
    """An officer of the committee; signed in first, then without the role (`lose_role`)."""
    leaver = user("Rolf Removed", Role.DEMOCRATIC_SERVICES)
    OfficerScope.objects.create(user=leaver, committee=cast.committee)
    return leaver


def lose_role(leaver: User) -> None:
    leaver.roles = []
    leaver.save(update_fields=["roles"])


def released(scene: Scene) -> PaperVersion:
    """A public copy of a paper under an exempt item, as a release leaves it."""
    version = scene.papers["bids"]
    copy = PaperVersion.objects.get(pk=version.pk)
    copy.pk = None
    copy.number, copy.current, copy.classification = 9, False, "public"
    copy.released_at = copy.published_at = timezone.now()
    copy.save()
    return copy
