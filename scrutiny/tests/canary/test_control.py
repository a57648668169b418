"""A scanner that finds nothing proves nothing: this one has to find every leak made on purpose."""

from __future__ import annotations

import pytest

from scrutiny.tests.figures import Figure
from scrutiny.tests.matrix import Visitor

from . import side_channels
from .crawling import Crawl
from .leaks import PLANTED, WORDS
from .readings import tokens_in
from .tokens import Tokens

pytestmark = [pytest.mark.trust, pytest.mark.urls("scrutiny.tests.canary.leaks")]


def test_every_leak_made_on_purpose_is_found(
    db: None, caplog: pytest.LogCaptureFixture, figure: Figure
) -> None:
    crawl = Crawl(Visitor()).begin(["/"])
    found = (
        set(crawl.found)
        | side_channels.in_mail()
        | side_channels.in_log(caplog.messages)
        | side_channels.in_cache()
    )

    assert len(WORDS) >= 50
    assert [place for word, place in PLANTED.places.items() if word not in found] == []
    figure("canary.control", len(WORDS), "Leaks made on purpose that the same search found", of=len(WORDS))


def test_what_was_not_planted_is_not_found() -> None:
    word = Tokens(seed=1).new("nowhere")
    assert tokens_in(f"<p>{word[:-1]}</p>; <p>{word[1:]}</p>".encode()) == set()
