"""Hundreds of words that stand in exempt material alone, and everybody who must never be told one of them.

Each person opens all they can find and guesses the rest. Whoever is entitled finds the words, which shows that
they are there to be found.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator
from typing import Any

import pytest
from django.db import transaction
from django.test import Client, TestCase

from scrutiny.tests.census import CENSUS, Entry, Kind
from scrutiny.tests.figures import Figure
from scrutiny.tests.world import World, make_world, signed_in

from . import side_channels
from .crawling import Crawl
from .planting import DRAFT, PUBLISHED, Planted, plant

pytestmark = pytest.mark.trust

# Entitled to nothing that is exempt; and entitled once it is published, to nothing before.
OUTSIDERS = [
    "anonymous",
    "other_councillor",
    "ex_member",
    "non_voting_cooptee",
    "other_officer",
    "administrator",
]
INSIDERS = ["member", "chair"]
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
        return plant(world.cast)


@pytest.fixture(scope="module")
def guesses(world: World, planted: Planted) -> list[str]:
    """Every address of the product, of every row of the two meetings."""
    made = {"/meetings/" + planted.draft.reference + "/"}
    for entry in CENSUS:
        if entry.kind is not Kind.ELSEWHERE:
            made |= {entry.address(world)} | set(guessed(entry, world, planted))
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
    for who in [*OUTSIDERS, *INSIDERS, "officer"]:
        client = Client() if who == "anonymous" else signed_in(getattr(world.cast, who))
        made[who] = Crawl(client).begin([*STARTS, *guesses])
    return made


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
    figure("canary.people", len(OUTSIDERS) + len(INSIDERS), "People who must not be told")
    figure("canary.hits", 0, "Words told to somebody who is not entitled")
