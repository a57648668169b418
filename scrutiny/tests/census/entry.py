"""What one address is: a row of the census, and the groups of people who may open it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum

from django.urls import reverse

from scrutiny.tests.world import World


class Kind(Enum):
    PAGE = "a page to read"
    FORM = "a page with a form, which the same address takes"
    ACTION = "takes POST and nothing else"
    FILE = "a file"
    FRAGMENT = "a part of a page, for scripts and machines"
    ELSEWHERE = "leads somewhere else or is switched off; the reason says why"


OFFICERS = frozenset({"officer", "other_officer", "monitoring_officer"})
RUN = frozenset({"officer", "monitoring_officer"})
SET_UP = RUN | {"administrator"}
ANY_OFFICE = OFFICERS | {"administrator"}
HEADS = frozenset({"administrator", "monitoring_officer"})
ENTITLED = RUN | {"member"}
SIGNED_IN = OFFICERS | {"administrator", "member", "other_councillor"}
EVERYBODY = SIGNED_IN | {"anonymous"}
ANONYMOUS = frozenset({"anonymous"})
NOBODY: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Entry:
    """One address in one state.

    `args` are paths into the World, what begins with = is meant as it stands. `wrong` is what makes the
    form invalid when everything else in it is left empty; None is for a form that cannot be wrong. `send` is
    what a POST needs to get as far as the gate. `reads_are_recorded`: the audit book keeps who opened it.
    `led_away` are people who are sent to a page of theirs instead.
    """

    name: str
    kind: Kind
    who: frozenset[str] = NOBODY
    args: str = ""
    state: str = "as it is"
    query: str = ""
    wrong: Mapping[str, str] | None = field(default_factory=dict)
    send: Mapping[str, str] = field(default_factory=dict)
    reads_are_recorded: bool = False
    led_away: frozenset[str] = NOBODY
    status: int = 200
    reason: str = ""

    def __str__(self) -> str:
        return f"{self.name}, {self.state}"

    def address(self, world: World | None = None) -> str:
        args = [world.get(path) for path in self.args.split()] if world else []
        return reverse(self.name, args=args) + self.query

    @property
    def is_html(self) -> bool:
        return self.kind in (Kind.PAGE, Kind.FORM)

    @property
    def needs_nothing(self) -> bool:
        """Whether it can be opened on an empty database."""
        return self.is_html and not self.args and self.state == "as it is"

    @property
    def seen_by(self) -> str:
        """Whose eyes the page is looked at with."""
        order = ["anonymous", "officer", "monitoring_officer", "administrator", "member", "other_officer"]
        return next(name for name in order if name in self.who)


def page(
    name: str,
    who: frozenset[str],
    args: str = "",
    state: str = "as it is",
    query: str = "",
    recorded: bool = False,
) -> Entry:
    return Entry(name, Kind.PAGE, who, args, state, query, reads_are_recorded=recorded)


def form(
    name: str,
    who: frozenset[str],
    args: str = "",
    wrong: Mapping[str, str] | None = {},
    state: str = "as it is",
    query: str = "",
) -> Entry:
    return Entry(name, Kind.FORM, who, args, state, query, wrong)


def action(name: str, who: frozenset[str], args: str = "", **send: str) -> Entry:
    return Entry(name, Kind.ACTION, who, args, send=send)


def file(name: str, who: frozenset[str], args: str, state: str = "as it is", recorded: bool = False) -> Entry:
    return Entry(name, Kind.FILE, who, args, state, reads_are_recorded=recorded)


def elsewhere(name: str, reason: str, args: str = "") -> Entry:
    return Entry(name, Kind.ELSEWHERE, args=args, reason=reason)


PUBLISHED = "scene.meeting.reference"
PACK = f"{PUBLISHED} =1"
SUPPLEMENT = f"{PUBLISHED} =2"
COMMITTEE = "cast.committee.slug"
