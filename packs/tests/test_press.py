"""Our own pages are drawn in a process without network, within limits, that is replaced when it fails."""

from __future__ import annotations

import io
import os
import threading
from dataclasses import replace
from pathlib import Path

import pikepdf
import pytest

from packs.press import LIMITS, CannotDraw, Press
from packs.render import render
from packs.tests.papers import FONT_CSS, STATIC

pytestmark = pytest.mark.trust
PAGE = "<html lang=en><title>Agenda</title><body><h1>Agenda</h1><p>One item.</p>"


@pytest.fixture
def press():
    made = Press()
    yield made
    made.close()


def test_a_page_is_the_same_as_if_it_were_drawn_here(press: Press):
    page = press.render(PAGE, static_root=STATIC, stylesheets=[FONT_CSS])
    assert page == render(PAGE, static_root=STATIC, stylesheets=[FONT_CSS])
    first = press._child
    press.render(PAGE, static_root=STATIC)
    assert press._child is first, "one process draws both"


def test_it_has_no_network_no_secrets_and_limits(press: Press):
    press.render(PAGE, static_root=STATIC)
    child = Path("/proc", str(press._child.pid))
    surroundings = (child / "environ").read_bytes()
    assert b"SECRET_KEY" not in surroundings
    assert b"DATABASE_URL" not in surroundings
    assert os.readlink(child / "ns/net") != os.readlink("/proc/self/ns/net")
    limits = (child / "limits").read_text()
    assert f"Max address space         {LIMITS.memory_bytes}" in limits


def test_what_a_page_refers_to_outside_our_own_files_is_not_fetched(press: Press):
    asking = '<img src="http://127.0.0.1:9/x.png"><link rel=attachment href="file:///etc/hostname">'
    page = press.render(PAGE + asking, static_root=STATIC)
    with pikepdf.open(io.BytesIO(page)) as pdf:
        assert not pdf.attachments
        assert not [image for image in pdf.objects if isinstance(image, pikepdf.Stream) and "/Width" in image]


def test_a_page_that_takes_too_long_is_given_up_and_the_next_one_is_drawn():
    press = Press(replace(LIMITS, seconds=0))
    with pytest.raises(CannotDraw, match="too long"):
        press.render(PAGE, static_root=STATIC)
    assert press._child is None
    press.limits = LIMITS
    assert press.render(PAGE, static_root=STATIC).startswith(b"%PDF")
    press.close()


def test_a_process_that_ended_is_replaced(press: Press):
    # The kernel ends it together with the thread that started it.
    starting = threading.Thread(target=press.render, args=(PAGE,), kwargs={"static_root": STATIC})
    starting.start()
    starting.join()
    assert press.render(PAGE, static_root=STATIC).startswith(b"%PDF")
