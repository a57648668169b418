"""Somebody who opens every address they can find, guesses the rest, and keeps all that was said to them."""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from html import unescape
from urllib.parse import urldefrag, urljoin, urlsplit

from django.urls import Resolver404, resolve

from scrutiny.tests.matrix import Visitor, token

from .readings import tokens_in

LEADS_ON = re.compile(
    rb"""(?<![\w-])(?:href|src|action)\s*=\s*["']([^"'<>]+)["']|<(?:loc|id|link)>([^<]+)<|["']((?:/|\?)[^"'\s<>]*)["']"""
)
WAYS = 8
ELSEWHERE = ("/accounts/logout/", "/static/")
# Bodies that many people get are read once.
_read: dict[bytes, set[str]] = {}


@dataclass
class Crawl:
    """What one person was told: `found` has each planted word with the addresses it came from."""

    visitor: Visitor
    # Of each kind of page, how many are opened of the things it can be about; all of them when nothing is said.
    of_each: int = 0
    answers: int = 0
    found: dict[str, set[str]] = field(default_factory=dict)
    failed: set[str] = field(default_factory=set)
    opened: set[str] = field(default_factory=set)
    passed_by: set[str] = field(default_factory=set)
    asked: Counter[str] = field(default_factory=Counter)

    def begin(self, addresses: Iterable[str]) -> Crawl:
        waiting = list(addresses)
        while waiting:
            address = waiting.pop()
            if address not in self.opened and not address.startswith(ELSEWHERE) and self._is_new(address):
                self.opened.add(address)
                waiting += self._open(address)
        return self

    def _is_new(self, address: str) -> bool:
        """Every path, and of the many ways of asking one page something else the first few."""
        path = address.partition("?")[0]
        if path in self.passed_by:
            return False
        self.asked[path] += 1
        if self.asked[path] > 1 or not self.of_each:
            return self.asked[path] <= (self.of_each or WAYS)
        kind = kind_of_page(path)
        self.asked[kind] += 1
        if self.asked[kind] > self.of_each:
            self.passed_by.add(path)
        return path not in self.passed_by

    def _open(self, address: str) -> list[str]:
        response, body = self.visitor.ask("GET", address)
        headings = f"{response.headers}\n{response.cookies}".encode()
        self.answers += 1
        if response.status_code >= 500:
            self.failed.add(address)
        for word in read(body) | read(headings):
            self.found.setdefault(word, set()).add(address)
        on = [response.headers["Location"]] if "Location" in response.headers else []
        if response.headers.get("Content-Type", "").startswith(
            ("text/", "application/json", "application/atom")
        ):
            on += [
                unescape(next(filter(None, match)).decode("utf-8", "replace"))
                for match in LEADS_ON.findall(body)
            ]
        return [place for lead in on if (place := local(address, lead))]


def kind_of_page(path: str) -> str:
    try:
        return resolve(path).view_name
    except Resolver404:
        return "nowhere"


def read(body: bytes) -> set[str]:
    """Without the token against forged requests, which makes every page with a form a different one."""
    plain = token.sub(b"", body)
    key = hashlib.sha256(plain).digest()
    if key not in _read:
        _read[key] = tokens_in(plain)
    return _read[key]


def local(here: str, lead: str) -> str:
    """The address on this site that something leads to, without its place on the page; empty for any other."""
    try:
        target = urlsplit(urljoin(f"http://testserver{here}", urldefrag(lead.strip())[0]))
    except ValueError:
        return ""
    if target.scheme != "http" or target.hostname not in ("testserver", "localhost"):
        return ""
    return target.path + (f"?{target.query}" if target.query else "")
