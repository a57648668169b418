"""An officer changes an offset, sees the plan change, holds one, sends one now, and reads it in the mailbox."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings as site
from django.test import Client
from django.utils import timezone
from playwright.sync_api import Page, expect

from committees.meetings import create_meeting
from reminders.models import Reminder
from reminders.planning import plan
from reminders.tick import tick
from scrutiny.tests.cast import Cast
from scrutiny.tests.world import coming

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_an_officer_looks_after_the_reminders(
    page: Page, client: Client, cast: Cast, live_server: Any, settings: Any, tmp_path: Path
) -> None:
    settings.EMAIL_FILE_PATH = str(tmp_path)
    meeting = create_meeting(cast.committee, start=coming(60), by=cast.officer)
    plan("meeting", [meeting.pk], timezone.now())
    client.force_login(cast.officer)
    session = client.cookies[site.SESSION_COOKIE_NAME].value
    page.context.add_cookies([{"name": site.SESSION_COOKIE_NAME, "value": session, "url": live_server.url}])

    page.goto(f"{live_server.url}/workspace/")
    page.get_by_role("link", name="Reminders", exact=True).click()
    arrived(page, r"/workspace/reminders/$", "Reminders")
    change_an_offset(page, cast)
    see_the_plan(page, live_server.url, "7 working days before the deadline")
    hold_one(page, live_server.url)
    assert Reminder.objects.get(state="held").why == "Wait for the chair"
    send_one_now(page, live_server.url)
    tick()
    assert Reminder.objects.get(state="sent").offset == "-1w"
    read_it(page, live_server.url)


def arrived(page: Page, address: str, heading: str) -> None:
    """The click before has led to the next page, and that is there."""
    page.wait_for_url(re.compile(address))
    expect(page.get_by_role("heading", name=heading, level=1)).to_be_visible()


def change_an_offset(page: Page, cast: Cast) -> None:
    page.get_by_role("button", name="Rules", exact=True).click()
    arrived(page, r"/rules/$", "Rules of reminders")
    page.get_by_role("link", name=cast.committee.name, exact=True).click()
    arrived(page, r"/rules/\?committee=", "Rules of reminders")
    page.get_by_role("link", name="Change agenda publication").click()
    arrived(page, r"/rules/agenda_publication/", "Agenda publication")
    page.get_by_label("How many days").first.fill("7")
    expect(page.locator("#example")).to_contain_text("7 working days before the deadline")
    page.get_by_role("button", name="Save", exact=True).click()
    arrived(page, r"/rules/\?committee=", "Rules of reminders")
    expect(page.get_by_text(re.compile(r"Saved\. \d+ planned reminders? changed"))).to_be_visible()


def see_the_plan(page: Page, address: str, line: str) -> None:
    page.goto(f"{address}/workspace/reminders/?kind=agenda_publication")
    expect(page.get_by_role("link", name=re.compile(line))).to_have_count(1)
    expect(page.get_by_role("link", name=re.compile("3 working days before the deadline"))).to_have_count(0)


def hold_one(page: Page, address: str) -> None:
    open_one(page, address, "7 working days before the deadline")
    page.get_by_role("button", name="Hold back").click()
    arrived(page, r"/hold/$", "Hold this reminder back")
    page.get_by_label("Reason").fill("Wait for the chair")
    page.get_by_role("button", name="Hold back").click()
    page.wait_for_url(re.compile(r"/reminders/\d+/$"))
    expect(page.get_by_text("The reminder is held back.")).to_be_visible()


def open_one(page: Page, address: str, line: str) -> None:
    page.goto(f"{address}/workspace/reminders/?kind=agenda_publication")
    page.get_by_role("link", name=re.compile(line)).click()
    arrived(page, r"/reminders/\d+/$", "Publish the agenda")


def send_one_now(page: Page, address: str) -> None:
    open_one(page, address, "1 working day before the deadline")
    page.get_by_role("button", name="Send now").click()
    arrived(page, r"/send-now/$", "Send this reminder now")
    page.get_by_role("button", name="Send now").click()
    page.wait_for_url(re.compile(r"/reminders/\d+/$"))
    expect(page.get_by_text("It goes out within a minute.", exact=True)).to_be_visible()


def read_it(page: Page, address: str) -> None:
    page.goto(f"{address}/workspace/reminders/mailbox/")
    page.get_by_role("link", name=re.compile("1 working day before the deadline")).click()
    page.wait_for_url(re.compile(r"/mailbox/\d+/$"))
    expect(page.get_by_role("heading", name=re.compile("Publish the agenda: due"), level=1)).to_be_visible()
    expect(page.get_by_text("Hello Olive Officer")).to_be_visible()
