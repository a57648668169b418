"""Planted words in why somebody may read a thing, may not, or asks to: reasons quote what they are about."""

from __future__ import annotations

from collections.abc import Callable

from committees.access import give_access, keep_from
from committees.emergency import break_glass, close
from committees.models import Meeting, PaperVersion
from committees.releases import propose_release
from committees.requests import ask, grant_request, refuse_request
from council.models import Group, Person, Ward
from scrutiny.tests.cast import Cast, councillor, person, seat, user

from .business import OFFICERS
from .tokens import Tokens


def entrust(draft: Meeting, published: Meeting, cast: Cast, tokens: Tokens) -> None:
    by = cast.officer

    def about(place: str) -> str:
        return f"It is about {tokens.new(f'{OFFICERS}, {place}')}"

    item = draft.items.filter(section="exempt").first()
    assert item is not None
    give_access(item, user("Gerda Given"), reason=about("reason of access"), by=by)
    shareholder = person(Person.Kind.COUNCILLOR, "Della", "Denied", "Councillor D Denied")
    keep_from(item, person=shareholder, reason=about("interest that keeps somebody away"), by=by)
    close(break_glass(cast.committee, reason=about("emergency"), by=cast.monitoring_officer), by=by)
    exempt = PaperVersion.objects.filter(
        paper__item__meeting=published, current=True, classification="exempt"
    ).first()
    assert exempt is not None
    propose_release(exempt, reason=about("reason of a release"), by=by)
    requests(cast, about)


def requests(cast: Cast, about: Callable[[str], str]) -> None:
    """Members see their own, so another member asks."""
    group, ward = Group.objects.first(), Ward.objects.first()
    assert group is not None
    assert ward is not None
    asker = councillor("Adela", "Askew", group, ward)
    seat(cast.committee, asker)
    for answered in ("refused", "granted"):
        words = {"document": about(f"document, {answered}"), "relevance": about(f"relevance, {answered}")}
        made = ask(cast.committee, by=asker, **words)
        reasons = about(f"reasons, {answered}")
        if answered == "refused":
            refuse_request(made, reasons=reasons, by=cast.officer)
        else:
            grant_request(made, reasons=reasons, by=cast.officer)
