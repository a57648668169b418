"""Hundreds of words that stand in exempt material alone, and everybody who must never be told one of them.

Each person opens all they can find and guesses the rest. Whoever is entitled finds the words, which shows that
they are there to be found.
"""

from __future__ import annotations

import logging
import os
from collections.abc import Iterator
from typing import Any

import pytest
from django.db import transaction
from django.test import Client, TestCase

from scrutiny.search.indexing import freshen
from scrutiny.tests.access_world import PERSONAS, lose_role
from scrutiny.tests.census import CENSUS, Entry, Kind
from scrutiny.tests.figures import FOLDER, Figure
from scrutiny.tests.world import World, make_world, signed_in

from . import searching, side_channels
from .crawling import Crawl
from .planting import DRAFT, PUBLISHED, Planted, plant

pytestmark = pytest.mark.trust

# Entitled to nothing that is exempt in these two meetings. Every run crawls as these ...
OUTSIDERS = [
    "anonymous",
    "other_councillor",
    "other_officer",
    "administrator",
]
# ... and as these, who differ from them by less, only when the figures are wanted: it takes minutes.
if os.environ.get(FOLDER):
    OUTSIDERS += [
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
INSIDERS = ["member"] + (["chair", "kept_away"] if os.environ.get(FOLDER) else [])
ENTITLED = ["officer"] + (["monitoring_officer"] if os.environ.get(FOLDER) else [])
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
    """Every address of the product, of every row of the two meetings."""
    made = {"/meetings/" + planted.draft.reference + "/"}
    for entry in CENSUS:
        if entry.kind is not Kind.ELSEWHERE:
            made |= {entry.address(world)} | set(guessed(entry, world, planted))
    made |= {f"{page}{more}" for page in searching.exempt_pages(planted) for more in ("", "image/")}
    return sorted(made)


def guessed(entry: Entry, world: World, planted: Planted) -> Iterator[str]:
    roots = [(path, *path.split(".", 1)) for path in entry.args.split() if not path.startswith("=")]
    for path, root, *rest in roots:
        for thing in planted.like(world.get("scene.meeting" if path == "scene.meeting.reference" else root)):
            value = str(getattr(thing, rest[-1].split(".")[-1])) if rest else str(thing)
            args = " ".join(f"={value}" if given == path else given for given in entry.args.split())
            yield Entry(entry.name, entry.kind, args=args, query=entry.query).address(world)


@pytest.fixture(scope="module")
def crawls(world: World, planted: Planted, guesses: list[str]) -> dict[str, Crawl]:
    made = {}
    for who in [*OUTSIDERS, *INSIDERS, *ENTITLED]:
        made[who] = Crawl(browser(world, who)).begin([*STARTS, *guesses])
    return made


def browser(world: World, who: str) -> Client:
    if who == "anonymous":
        return Client()
    if who == "integration_token":
        return Client(headers={"Authorization": "Bearer 4f9d2c"})
    account = getattr(world.access, who, None) or getattr(world.cast, who)
    client = signed_in(account)
    if who == "role_removed":
        lose_role(account)
    return client


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
    assert told(crawls[who], set(planted.tokens.places), planted) == []


@pytest.mark.parametrize("who", INSIDERS)
def test_members_are_told_nothing_before_it_is_published(
    crawls: dict[str, Crawl], planted: Planted, who: str
) -> None:
    assert told(crawls[who], planted.tokens.at(DRAFT), planted) == []


@pytest.mark.parametrize("who", [*OUTSIDERS, *INSIDERS])
def test_search_counts_and_suggests_nothing_of_what_somebody_may_not_read(
    world: World, planted: Planted, who: str
) -> None:
    words = planted.tokens.at(DRAFT) if who in INSIDERS else set(planted.tokens.places)
    assert searching.found(searching.account(world, who), words) == []
    assert searching.suggested(words) == []


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
    assert len(set(crawls["officer"].found) & planted.tokens.at(DRAFT)) > 100
    assert len(set(crawls["member"].found) & planted.tokens.at(PUBLISHED)) > 20
    figure("canary.words", len(planted.tokens), "Words planted in exempt material")
    figure("canary.answers", sum(crawl.answers for crawl in crawls.values()), "Answers read")
    assert set(OUTSIDERS + INSIDERS + ENTITLED) >= set(PERSONAS) or not os.environ.get(FOLDER)
    figure("canary.people", len(OUTSIDERS), "Kinds of visitor who must be told none of them")
    figure("canary.insiders", len(INSIDERS), "… and who must be told none before publication")
    figure("canary.hits", 0, "Words told to somebody who is not entitled")
