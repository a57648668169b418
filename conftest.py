"""Shared by every test: the browser, and the cast (scrutiny/tests/cast.py)."""

from __future__ import annotations

import os
import shutil
from collections.abc import Generator, Iterator
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import Phase, settings
from pytest_django.plugin import DjangoDbBlocker, blocking_manager_key

if TYPE_CHECKING:
    from scrutiny.tests.cast import Cast
    from scrutiny.tests.figures import Figure

# A property is about what is true, not how fast: a busy machine must not fail it.
settings.register_profile("scrutiny", deadline=None)
# HYPOTHESIS_PROFILE=nightly draws many more examples where a test has the time for it.
settings.register_profile("nightly", deadline=None, max_examples=10_000)
# For looking whether anything is wrong at all, not for the smallest example of it.
settings.register_profile("no_shrinking", deadline=None, phases=[Phase.generate])
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "scrutiny"))


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


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """Send everybody home before the database is dropped.

    Playwright's event loop gives its tests connections of their own, which nobody closes.
    """
    from django.db import connection

    yield
    with django_db_blocker.unblock(), connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
            " WHERE datname = current_database() AND pid <> pg_backend_pid()"
        )


@pytest.hookimpl(wrapper=True)
def pytest_runtest_teardown(
    item: pytest.Item, nextitem: pytest.Item | None
) -> Generator[None, object, object]:
    """A test that commits empties the database behind it, so what migrations load is put back for the next."""
    from django.db import connections

    from scrutiny.tests.cast import restore_reference_data

    result = yield
    if nextitem is None:
        return result
    marker = item.get_closest_marker("django_db")
    commits = bool(marker and marker.kwargs.get("transaction"))
    if commits or "transactional_db" in getattr(item, "fixturenames", ()):
        with item.config.stash[blocking_manager_key].unblock():
            restore_reference_data()
            connections.close_all()
    return result


@pytest.fixture
def cast(db: None) -> Cast:
    from scrutiny.tests.cast import make_cast

    return make_cast()


@pytest.fixture(scope="session")
def figure() -> Figure:
    """Tells docs/trust.md what a test counted: figure("gate.caught", 40, "Bad files caught", of=40)."""
    from scrutiny.tests.figures import report

    return report
