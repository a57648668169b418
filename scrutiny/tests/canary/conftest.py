"""The crawl takes minutes, so it belongs to `run.py test --trust`; the control of what it would find runs always."""

from __future__ import annotations

import os
from collections.abc import Iterator

import pytest
from django.test import override_settings

from committees.views.caching import pages
from scrutiny.tests.figures import FOLDER

collect_ignore = [] if os.environ.get(FOLDER) else ["test_canary.py"]


@pytest.fixture(scope="module", autouse=True)
def _pages_are_kept() -> Iterator[None]:
    """As on a public server: nothing of one reader may come to another that way. Before anybody crawls."""
    with override_settings(KEPT_PAGES_BYTES=32 * 1024 * 1024):
        yield
    pages.forget()
