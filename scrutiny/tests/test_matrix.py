"""Everybody knocks at every address in every way: who comes in, how the rest are refused, what stays unsaid.

Eighteen kinds of visitor, seven methods, every row of the census; scrutiny/tests/matrix.csv says what each meets.
The objects are real ones of other people's committees, and their numbers are random. Words inside PDFs are
compressed; the canary and the tests of publishing read those.
"""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterator
from typing import Any

import pytest
from django.db import transaction

from callins.tests.executive import RESTRICTED
from scrutiny.tests.access_world import PERSONAS
from scrutiny.tests.census import CENSUS, RUN, Entry, Kind
from scrutiny.tests.census.entry import EVERYBODY, OFFICERS
from scrutiny.tests.figures import Figure
from scrutiny.tests.matrix import METHODS, Answer, Visitor, add_rows, key, nowhere, read_matrix, visitors
from scrutiny.tests.world import DRAFT, SECRETS, World, make_world

pytestmark = pytest.mark.trust
MATRIX = read_matrix()
# What an address answers to those it takes in: a form may come back with errors, an action leads on.
TAKEN = {200, 302, 409}
ENTRIES = [entry for entry in CENSUS if entry.kind is not Kind.ELSEWHERE]
# Their own pages list papers that they were given one by one, by the titles that only they may know.
GIVEN_SOME = {"given_access", "asked_for_it", "invited", "kept_away"}
# The supplement keeps back something of one item: the one a grant is for, and not the one that a member is kept from.
HOLDS_ONE_ITEM = "members’ supplement"
counted: Counter[str] = Counter()


def expected(entry: Entry, cell: str, method: str) -> set[int]:
    takes = {"GET", "HEAD"} if entry.kind is not Kind.ACTION else set()
    takes |= {"POST"} if entry.kind in (Kind.FORM, Kind.ACTION) else set()
    if method not in takes:
        # Who may not come in may be told so before the method is looked at.
        return {405} | others(entry, method) | {"no": {404}, "sign in": {302}, "away": {302}}.get(cell, set())
    if cell == "yes":
        return TAKEN if method == "POST" else {entry.status}
    return {404} if cell == "no" else {302}


def others(entry: Entry, method: str) -> set[int]:
    """allauth answers OPTIONS with what it takes, and shows some pages (a link that has run out) to any method."""
    if ":" in entry.name or not entry.name.startswith(("account", "mfa", "socialaccount")):
        return set()
    return {200, 302, 401} if method not in ("GET", "HEAD", "POST") else set()


def unsaid(who: str, entry: Entry) -> tuple[str, ...]:
    """The words that a person must not be told there."""
    executive = () if who in OFFICERS else (RESTRICTED,)
    if who in RUN:
        return executive
    granted = who in ("asked_for_it", "kept_away") and entry.state == HOLDS_ONE_ITEM
    told = (
        granted or who in ("member", "substitute") or (who in GIVEN_SOME and entry.name.startswith("papers:"))
    )
    return (*executive, DRAFT) if told else (*executive, *SECRETS)


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
def everybody(world: World) -> dict[str, Visitor]:
    return visitors(world)


def met(answer: Answer) -> str:
    """What a cell would say of an answer to GET, or to POST where nothing else is taken."""
    if answer.status == 404:
        return "no"
    if answer.status == 302 and "/accounts/login/" in answer.headers:
        return "sign in"
    return "away" if answer.status == 302 else "yes"


def look(everybody: dict[str, Visitor], entry: Entry, address: str) -> dict[str, str]:
    method = "POST" if entry.kind is Kind.ACTION else "GET"
    row = {who: met(everybody[who].knock(method, address, dict(entry.send))) for who in PERSONAS}
    if method == "POST":  # An action leads on.
        return {who: "yes" if cell == "away" else cell for who, cell in row.items()}
    return row


def wrong_with(entry: Entry, who: str, cell: str, method: str, answer: Answer) -> Iterator[str]:
    allowed = expected(entry, cell, method)
    if answer.status not in allowed:
        yield f"{answer.status}, not {' or '.join(map(str, sorted(allowed)))}"
    if leaked := [word for word in unsaid(who, entry) if word in answer.said]:
        yield f"is told {leaked}"
    if cell != "yes" and method != "HEAD" and any(word in answer.said for word in SECRETS):
        yield "is refused and told a secret"
    if cell != "yes" and answer.written:
        yield f"was refused and yet wrote {answer.written}"
    reads = method in ("GET", "HEAD") and entry.kind is not Kind.ACTION
    if reads and cell == "yes" and entry.reads_are_recorded and entry.name != "account_email":
        counted["readings"] += 1
        if answer.recorded != 1:
            yield f"wrote {answer.recorded} lines in the audit book, not one"
    elif method != "POST" and answer.written and not (entry.reads_are_recorded and cell == "yes"):
        yield f"wrote {answer.written}"


def looks_missing(visitor: Visitor, answer: Answer, entry: Entry, world: World) -> bool:
    """A thing that may not be seen and a thing that is not there give the same bytes."""
    elsewhere = nowhere(entry, world)
    if not elsewhere:
        return True
    counted["compared"] += 1
    missing = visitor.knock("GET", elsewhere)
    return missing.status == 404 and missing.plain == answer.plain


@pytest.mark.parametrize("entry", ENTRIES, ids=str)
def test_who_may_open_it_and_who_may_not(world: World, everybody: dict[str, Visitor], entry: Entry) -> None:
    address = entry.address(world)
    row = MATRIX.get(key(entry))
    if row is None:
        found = look(everybody, entry, address)
        if os.environ.get("SCRUTINY_WRITE_MATRIX"):
            add_rows({key(entry): found})
        pytest.fail(f"scrutiny/tests/matrix.csv has no row for it. Met now: {found}")
    wrong = []
    for who in PERSONAS:
        for method in METHODS:
            counted["cells"] += 1
            answer = everybody[who].knock(method, address, dict(entry.send))
            wrong += [
                f"{method} as {who}: {each}" for each in wrong_with(entry, who, row[who], method, answer)
            ]
            if (
                method == "GET"
                and answer.status == 404
                and not looks_missing(everybody[who], answer, entry, world)
            ):
                wrong.append(f"{method} as {who}: is refused otherwise than what does not exist")
    assert not wrong, f"{address}\n" + "\n".join(wrong)


def test_the_table_agrees_with_the_census() -> None:
    """Both were reviewed; the census knows seven of the eighteen."""
    differ = [
        f"{entry}: {who}"
        for entry in ENTRIES
        for who in EVERYBODY & set(PERSONAS)
        if key(entry) in MATRIX and (MATRIX[key(entry)][who] == "yes") != (who in entry.who)
    ]
    gone = set(MATRIX) - {key(entry) for entry in ENTRIES}
    assert not differ
    assert not gone, f"These rows are of pages that are gone: {sorted(gone)}"


def test_the_secret_words_are_there_to_be_found(
    world: World, everybody: dict[str, Visitor], figure: Figure
) -> None:
    """Otherwise finding none of them would prove nothing."""
    told: Counter[str] = Counter()
    for entry in ENTRIES:
        said = everybody["officer"].knock("GET", entry.address(world)).said
        told.update(word for word in SECRETS if word in said)
        if all(told[word] > 5 for word in SECRETS):
            break
    assert all(told[word] > 5 for word in SECRETS), told
    figure("matrix.personas", len(PERSONAS), "Kinds of visitor")
    figure("matrix.pages", len(ENTRIES), "Addresses and states of the product they knocked at")
    figure(
        "matrix.cells",
        counted["cells"],
        "Combinations of address, visitor and method, each as the table says",
    )
    figure(
        "matrix.missing", counted["compared"], "Refusals that gave the bytes of something that does not exist"
    )
    figure(
        "matrix.readings",
        counted["readings"],
        "Allowed readings that left exactly one line in the audit book",
    )
