"""Hundreds of words that stand in exempt material alone, and everybody who must never be told one of them.

Each person opens all they can find and guesses the rest. Whoever is entitled finds the words, which shows that
they are there to be found.
"""

from __future__ import annotations

import logging
import os
from collections.abc import Iterator
from operator import attrgetter
from typing import Any

import pytest
from django.db import transaction
from django.db.models import Model
from django.test import TestCase

from scrutiny.search.indexing import freshen
from scrutiny.tests.access_world import PERSONAS
from scrutiny.tests.census import CENSUS, Entry, Kind
from scrutiny.tests.census.entry import OFFICERS as EVERY_OFFICER
from scrutiny.tests.figures import FOLDER, Figure
from scrutiny.tests.matrix import visitor
from scrutiny.tests.world import World, make_world

from . import searching, side_channels
from .business import EXECUTIVE
from .crawling import Crawl
from .fields import EITHER_WAY, WITHOUT_A_WORD, fields, holds_a_word, name_of
from .planting import DRAFT, PUBLISHED, Planted, plant

pytestmark = pytest.mark.trust

TRUST = bool(os.environ.get(FOLDER))
# Entitled to nothing that is exempt in these meetings ...
OUTSIDERS = ["anonymous", "other_councillor"]
# ... and these, who differ from them by less, where the figures are wanted.
if TRUST:
    OUTSIDERS += [
        "other_officer",
        "administrator",
        "ex_member",
        "non_voting_cooptee",
        "substitute",
        "given_access",
        "asked_for_it",
        "voting_cooptee",
        "invited",
        "report_author",
        "integration_token",
        "role_removed",
    ]
# Entitled once it is published, to nothing before; and entitled to all.
INSIDERS = ["member", "chair", "kept_away"] if TRUST else ["member"]
ENTITLED = ["officer", "monitoring_officer"] if TRUST else ["officer"]
# Of how many things of each kind they open the pages. Where nothing is said, and where the figures are wanted: of all.
OF_EACH = {} if TRUST else {"other_councillor": 2, "member": 2, "officer": 2}
STARTS = ["/", "/workspace/", "/committees/", "/meetings/", "/sitemap.xml", "/robots.txt", "/admin/", "/api/"]


class Listener(logging.Handler):
    def __init__(self) -> None:
        super().__init__(logging.INFO)
        self.lines: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.lines.append(logging.Formatter("%(name)s %(message)s").format(record))


@pytest.fixture(scope="module")
def log() -> Iterator[Listener]:
    listener, root = Listener(), logging.getLogger()
    root.addHandler(listener)
    yield listener
    root.removeHandler(listener)


@pytest.fixture(scope="module")
def db(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    with django_db_blocker.unblock(), transaction.atomic():
        yield
        transaction.set_rollback(True)


@pytest.fixture(scope="module")
def world(db: None, log: Listener) -> World:
    return make_world()


@pytest.fixture(scope="module")
def planted(world: World) -> Planted:
    with TestCase.captureOnCommitCallbacks(execute=True):
        planted = plant(world.cast)
    freshen(5_000)
    return planted


@pytest.fixture(scope="module")
def guesses(world: World, planted: Planted) -> list[str]:
    """Every address of the product; last, where a crawl begins, those of every row that was planted."""
    entries = [entry for entry in CENSUS if entry.kind is not Kind.ELSEWHERE]
    others = {entry.address(world) for entry in entries}
    own = {address for entry in entries for address in guessed(entry, world, planted)}
    own |= {f"{page}{more}" for page in searching.exempt_pages(planted) for more in ("", "image/")}
    own.add(f"/meetings/{planted.draft.reference}/")
    return [*sorted(others - own), *sorted(own)]


def guessed(entry: Entry, world: World, planted: Planted) -> Iterator[str]:
    for path in entry.args.split():
        root, attribute = thing_at(path, world)
        for thing in planted.like(root):
            value = str(attrgetter(attribute)(thing)) if attribute else str(thing)
            args = " ".join(f"={value}" if given == path else given for given in entry.args.split())
            yield Entry(entry.name, entry.kind, args=args, query=entry.query).address(world)


def thing_at(path: str, world: World) -> tuple[object, str]:
    """The row that a part of an address belongs to, and what of it stands there: `draft` and `reference`."""
    parts = [] if path.startswith("=") else path.split(".")
    for end in range(len(parts), 0, -1):
        thing = world.get(".".join(parts[:end]))
        if isinstance(thing, Model):
            return thing, ".".join(parts[end:])
    return None, ""


@pytest.fixture(scope="module")
def crawls(world: World, planted: Planted, guesses: list[str]) -> dict[str, Crawl]:
    """Those entitled first: what is kept of their visit must not be told to those who come after them."""
    made = {}
    for who in [*ENTITLED, *INSIDERS, *OUTSIDERS]:
        made[who] = Crawl(visitor(world, who), of_each=OF_EACH.get(who, 0)).begin([*STARTS, *guesses])
    return made


def forbidden(who: str, planted: Planted) -> set[str]:
    """The words that somebody must not be told."""
    if who in INSIDERS:
        return planted.tokens.at(DRAFT, EXECUTIVE)
    business_of_all_officers = planted.tokens.at(EXECUTIVE) if who in EVERY_OFFICER else set()
    return set(planted.tokens.places) - business_of_all_officers


def told(crawl: Crawl, words: set[str], planted: Planted) -> list[str]:
    return [
        f"{planted.tokens.places[word]}: {sorted(places)[:3]}"
        for word, places in crawl.found.items()
        if word in words
    ]


@pytest.mark.parametrize("who", OUTSIDERS)
def test_whoever_is_not_entitled_is_told_nothing(
    crawls: dict[str, Crawl], planted: Planted, who: str
) -> None:
    assert told(crawls[who], forbidden(who, planted), planted) == []


@pytest.mark.parametrize("who", INSIDERS)
def test_members_are_told_nothing_before_it_is_published(
    crawls: dict[str, Crawl], planted: Planted, who: str
) -> None:
    assert told(crawls[who], forbidden(who, planted), planted) == []


@pytest.mark.parametrize("who", [*OUTSIDERS, *INSIDERS])
def test_search_counts_and_suggests_nothing_of_what_somebody_may_not_read(
    world: World, planted: Planted, who: str
) -> None:
    words = forbidden(who, planted)
    assert searching.found(searching.account(world, who), words) == []
    assert searching.suggested(words) == []


def test_every_field_that_holds_words_has_a_planted_one_or_can_hold_nothing_exempt(planted: Planted) -> None:
    """A new field fails here until somebody plants a word in it, or says in fields.py why it needs none."""
    empty = {name_of(field) for field in fields() if not holds_a_word(field)}
    assert empty - WITHOUT_A_WORD == set()
    assert WITHOUT_A_WORD - empty - EITHER_WAY == set()


def test_no_page_fails(crawls: dict[str, Crawl]) -> None:
    assert {who: sorted(crawl.failed)[:3] for who, crawl in crawls.items() if crawl.failed} == {}


def test_search_finds_them_for_the_entitled(world: World, planted: Planted) -> None:
    words = planted.tokens.at(PUBLISHED)
    assert searching.found(world.cast.officer, words)
    assert searching.found(world.cast.member, words)


def test_mail_log_broker_cache_and_names_of_files_hold_nothing(
    crawls: dict[str, Crawl], planted: Planted, log: Listener
) -> None:
    words = set(planted.tokens.places)
    found = {
        "mail": side_channels.in_mail() & words,
        "log": side_channels.in_log(log.lines) & words,
        "broker": side_channels.in_broker() & words,
        "cache": side_channels.in_cache() & words,
        "names of files": side_channels.in_names_of_files() & words,
    }
    assert {where: sorted(told) for where, told in found.items() if told} == {}


def test_the_words_are_there_to_be_found(crawls: dict[str, Crawl], planted: Planted, figure: Figure) -> None:
    assert len(planted.tokens) >= 300
    least = (100, 30, 20) if TRUST else (15, 2, 15)
    read = {
        "officer, drafts": len(set(crawls["officer"].found) & planted.tokens.at(DRAFT)),
        "officer, executive": len(set(crawls["officer"].found) & planted.tokens.at(EXECUTIVE)),
        "member, published": len(set(crawls["member"].found) & planted.tokens.at(PUBLISHED)),
    }
    assert all(number > enough for number, enough in zip(read.values(), least, strict=True)), read
    figure("canary.words", len(planted.tokens), "Words planted in exempt material")
    figure("canary.answers", sum(crawl.answers for crawl in crawls.values()), "Answers read")
    assert set(OUTSIDERS + INSIDERS + ENTITLED) >= set(PERSONAS) or not TRUST
    figure("canary.people", len(OUTSIDERS), "Kinds of visitor who must be told none of them")
    figure("canary.insiders", len(INSIDERS), "… and who must be told none before publication")
    figure("canary.hits", 0, "Words told to somebody who is not entitled")
