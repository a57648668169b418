"""Everybody knocks at every address in every way: who comes in, how the rest are refused, what stays unsaid.

Another kind of person is another row of PERSONAS, another page another row of the census. Words inside PDFs
are compressed; the tests of publishing read those.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from copy import deepcopy
from typing import Any

import pytest
from django.db import connection, transaction
from django.test import Client

from callins.tests.executive import RESTRICTED
from scrutiny.tests.census import ANONYMOUS, CENSUS, ENTITLED, RUN, SIGNED_IN, Entry, Kind
from scrutiny.tests.census.entry import OFFICERS
from scrutiny.tests.world import DRAFT, SECRETS, World, make_world, signed_in

PERSONAS = [
    "anonymous",
    "member",
    "other_councillor",
    "administrator",
    "other_officer",
    "monitoring_officer",
    "officer",
]
METHODS = ["GET", "HEAD", "POST"]
# What an address answers to those it takes in: a form may come back with errors, an action leads on.
TAKEN = {200, 302, 409}
ENTRIES = [entry for entry in CENSUS if entry.kind is not Kind.ELSEWHERE]


def behind_sign_in(entry: Entry) -> bool:
    public = ("committees:", "callins:", "council:", "home", "health")
    return not entry.name.startswith(public) and not entry.who & ANONYMOUS


def refusal(entry: Entry, who: str) -> set[int]:
    """To those who may not open it, it does not exist; whoever is not signed in is asked to first."""
    if who in entry.led_away or (entry.who == ANONYMOUS and who in SIGNED_IN):
        return {302}
    return {302} if who == "anonymous" and behind_sign_in(entry) else {404}


def expected(entry: Entry, who: str, method: str) -> set[int]:
    takes_post = entry.kind in (Kind.FORM, Kind.ACTION)
    takes_get = entry.kind is not Kind.ACTION
    wrong_way = not (takes_post if method == "POST" else takes_get)
    if who == "anonymous" and behind_sign_in(entry):
        return {302, 405} if wrong_way else {302}
    if wrong_way:
        return {405}
    if who not in entry.who:
        return refusal(entry, who)
    return TAKEN if method == "POST" else {entry.status}


def unsaid(who: str) -> tuple[str, ...]:
    """The words that a person must not be told, whatever they open."""
    if who not in OFFICERS:
        return (*unsaid_of_committees(who), RESTRICTED)
    return unsaid_of_committees(who)


def unsaid_of_committees(who: str) -> tuple[str, ...]:
    if who in RUN:
        return ()
    return (DRAFT,) if who in ENTITLED else SECRETS


@pytest.fixture(scope="module")
def db(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    """For all tests of this file together, in a transaction that is never committed."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield
        transaction.set_rollback(True)


@pytest.fixture(scope="module")
def world(db: None) -> World:
    return make_world()


@pytest.fixture(scope="module")
def clients(world: World) -> dict[str, Client]:
    made = {who: signed_in(getattr(world.cast, who)) for who in PERSONAS if who != "anonymous"}
    return made | {"anonymous": Client()}


@contextmanager
def writes() -> Iterator[list[str]]:
    """The statements that changed the database; sessions keep their own books."""
    seen: list[str] = []

    def note(execute: Callable[..., Any], sql: str, *rest: Any) -> Any:
        if sql.lstrip().upper().startswith(("INSERT", "UPDATE", "DELETE")) and "django_session" not in sql:
            seen.append(sql)
        return execute(sql, *rest)

    with connection.execute_wrapper(note):
        yield seen


def knock(client: Client, method: str, address: str, entry: Entry) -> tuple[int, str, list[str]]:
    """The status, everything that was said, and what was written; afterwards nothing has happened."""
    cookies = deepcopy(client.cookies)
    with transaction.atomic(), writes() as written:
        data = dict(entry.send) if method == "POST" else None
        response = getattr(client, method.lower())(address, data)
        body = b"".join(response.streaming_content) if response.streaming else response.content
        said = body.decode("utf-8", "replace") + str(response.headers)
        transaction.set_rollback(True)
    client.cookies = cookies  # Whoever signed out is signed in again.
    return response.status_code, said, written


@pytest.mark.parametrize("entry", ENTRIES, ids=str)
def test_who_may_open_it_and_who_may_not(world: World, clients: dict[str, Client], entry: Entry) -> None:
    address = entry.address(world)
    wrong = []
    for who in PERSONAS:
        for method in METHODS:
            status, said, written = knock(clients[who], method, address, entry)
            allowed = expected(entry, who, method)
            if status not in allowed:
                wrong.append(f"{method} as {who}: {status}, not {' or '.join(map(str, sorted(allowed)))}")
            if leaked := [word for word in unsaid(who) if word in said]:
                wrong.append(f"{method} as {who} is told {leaked}")
            if who not in entry.who and method != "HEAD" and any(word in said for word in SECRETS):
                wrong.append(f"{method} as {who} is refused and told a secret")
            if method != "POST" and written and not (entry.reads_are_recorded and who in entry.who):
                wrong.append(f"{method} as {who} wrote {written}")
            if who not in entry.who and written:
                wrong.append(f"{method} as {who} was refused and yet wrote {written}")
    assert not wrong, f"{address}\n" + "\n".join(wrong)


def test_the_secret_words_are_there_to_be_found(world: World, clients: dict[str, Client]) -> None:
    """Otherwise finding none of them would prove nothing."""
    told = [knock(clients["officer"], "GET", entry.address(world), entry)[1] for entry in ENTRIES]
    for word in SECRETS:
        assert sum(word in said for said in told) > 5
