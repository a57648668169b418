"""The reviewed table of who may open what: matrix.csv, one row for each entry of the census.

A cell says what a visitor of that kind meets: yes (it opens), no (it does not exist for them), sign in (they are
asked to first), away (they are led to a page of theirs). A row is written by hand, or by
`SCRUTINY_WRITE_MATRIX=1 python3 run.py test scrutiny/tests/test_matrix.py`, which adds what it met for entries
that have none yet and changes no other: read what it wrote before you commit it.
"""

from __future__ import annotations

import csv
import os
import re
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import connection, transaction
from django.test import Client
from django.test.client import ClientHandler, RequestFactory

from accounts.sessions import SEEN, STARTED
from scrutiny.tests.access_world import PERSONAS, lose_role
from scrutiny.tests.census import Entry
from scrutiny.tests.figures import FOLDER
from scrutiny.tests.world import World, signed_in

FILE = Path(__file__).with_name("matrix.csv")
# HEAD goes the way of GET, and the others no page takes: they are tried where the figures are wanted.
RARE = ("HEAD", "DELETE", "PUT", "PATCH", "OPTIONS")
METHODS = ("GET", "POST", *(RARE if os.environ.get(FOLDER) else ()))
Key = tuple[str, str]
token = re.compile(rb'name="csrfmiddlewaretoken" value="[^"]*"')


def read_matrix() -> dict[Key, dict[str, str]]:
    with FILE.open(newline="") as file:
        return {(row.pop("page"), row.pop("state")): row for row in csv.DictReader(file)}


def add_rows(rows: dict[Key, dict[str, str]]) -> None:
    everything = read_matrix() | rows
    with FILE.open("w", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(["page", "state", *PERSONAS])
        for (page, state), row in sorted(everything.items()):
            writer.writerow([page, state, *(row[who] for who in PERSONAS)])


def key(entry: Entry) -> Key:
    return entry.name, entry.state


@dataclass
class Answer:
    status: int
    body: bytes
    headers: str
    written: list[str]

    @property
    def said(self) -> str:
        return self.body.decode("utf-8", "replace") + self.headers

    @property
    def recorded(self) -> int:
        return sum("audit_entry" in sql for sql in self.written)

    @property
    def plain(self) -> bytes:
        """Without the token against forged requests, which is different every time."""
        return token.sub(b"", self.body)


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


@dataclass
class Visitor:
    """Knocks at addresses. Django's own test client copies every template context, which takes most of its time."""

    cookie: str = ""
    header: str = ""
    handler: ClientHandler = field(default_factory=lambda: ClientHandler(enforce_csrf_checks=False))

    def ask(self, method: str, address: str, send: dict[str, str] | None = None) -> tuple[Any, bytes]:
        """The answer and all of its body."""
        if method == "POST":
            request = RequestFactory().post(address, send or {})
        else:
            request = RequestFactory().generic(method, address)
        request.environ["HTTP_COOKIE"] = self.cookie
        if self.header:
            request.environ["HTTP_AUTHORIZATION"] = self.header
        response: Any = self.handler(request.environ)
        return response, b"".join(response.streaming_content) if response.streaming else response.content

    def knock(self, method: str, address: str, send: dict[str, str] | None = None) -> Answer:
        """What happened; afterwards it has not happened."""
        with transaction.atomic(), writes() as written:
            response, body = self.ask(method, address, send)
            transaction.set_rollback(True)
        assert response.status_code < 500, f"{method} {address} failed: {body[:2000]!r}"
        return Answer(response.status_code, body, str(response.headers), written)


def visitors(world: World) -> dict[str, Visitor]:
    """One for each persona."""
    return {who: visitor(world, who) for who in PERSONAS}


def visitor(world: World, who: str) -> Visitor:
    """The one whose role goes signs in before."""
    if who == "anonymous":
        return Visitor()
    if who == "integration_token":
        return Visitor(header="Bearer 4f9d2c")
    account = getattr(world.access, who, None) or getattr(world.cast, who)
    cookie = seen_just_now(signed_in(account))
    if who == "role_removed":
        lose_role(account)
    return Visitor(cookie=f"{settings.SESSION_COOKIE_NAME}={cookie}")


def seen_just_now(client: Client) -> str:
    """A session that need not be written at each knock, only for that to be undone again."""
    session, now = client.session, int(time.time())
    session.update({STARTED: now, SEEN: now + settings.SESSION_IDLE_SECONDS})
    session.save()
    return client.cookies[settings.SESSION_COOKIE_NAME].value


def nowhere(entry: Entry, world: World) -> str:
    """The same address of something that does not exist, or nothing when the address names nothing."""
    paths = entry.args.split()
    named = [place for place, path in enumerate(paths) if not path.startswith("=")]
    if not named:
        return ""
    missing = "=987654321" if isinstance(world.get(paths[named[0]]), int) else "=no-such-thing"
    paths[named[0]] = missing
    return Entry(entry.name, entry.kind, args=" ".join(paths), query=entry.query).address(world)
