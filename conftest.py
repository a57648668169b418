"""Shared by every test: the browser, and the cast (scrutiny/tests/cast.py)."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import settings

if TYPE_CHECKING:
    from scrutiny.tests.cast import Cast

# A property is about what is true, not how fast: a busy machine must not fail it.
settings.register_profile("scrutiny", deadline=None)
settings.load_profile("scrutiny")


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, Any]) -> dict[str, Any]:
    return {
        **browser_type_launch_args,
        "executable_path": shutil.which("chromium") or shutil.which("chromium-browser"),
        "args": [
            "--no-sandbox",
            "--disable-gpu",
            "--disable-background-networking",
            "--disable-component-update",
        ],
    }


@pytest.fixture
def cast(db: None) -> Cast:
    from scrutiny.tests.cast import make_cast

    return make_cast()
