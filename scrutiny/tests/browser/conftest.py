"""A site, a worker and a browser, all real, on the test database."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator

import pytest
from django.conf import settings
from django.db import connection
from playwright.sync_api import Page

from scrutiny.tests.cast import PASSWORD


@pytest.fixture
def worker(transactional_db: None) -> Iterator[None]:
    """A Celery worker on the test's own database, broker and files."""
    database = connection.settings_dict
    environment = os.environ | {
        "DJANGO_SETTINGS_MODULE": "scrutiny.settings_test",
        "DATABASE_URL": f"postgresql://{database['USER']}@/{database['NAME']}?host={database['HOST']}",
        "MEDIA_ROOT": str(settings.MEDIA_ROOT),
    }
    command = [
        sys.executable,
        "-m",
        "celery",
        "-A",
        "scrutiny",
        "worker",
        "--pool",
        "solo",
        "-Q",
        "celery,packs",
    ]
    process = subprocess.Popen([*command, "--loglevel", "ERROR"], env=environment)
    yield
    process.terminate()
    process.wait(timeout=30)


def sign_in(page: Page, site: str, email: str, password: str = PASSWORD) -> None:
    page.goto(f"{site}/accounts/login/")
    page.get_by_label("Email address").fill(email)
    page.get_by_label("Password", exact=True).fill(password)
    page.get_by_role("button", name="Sign in").click()


def sign_out(page: Page) -> None:
    page.get_by_role("button", name="Sign out").click()
