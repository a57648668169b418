"""Pages are kept in memory, as on a public server."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.test import override_settings

from committees.views.caching import pages


@pytest.fixture(scope="module", autouse=True)
def _pages_are_kept() -> Iterator[None]:
    """Nothing of one reader may come to another that way. From before anybody crawls."""
    with override_settings(KEPT_PAGES_BYTES=32 * 1024 * 1024):
        yield
    pages.forget()
