"""Councillors call decisions in on a tablet; one is withdrawn after talking, another is heard and referred back."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import pytest
from django.conf import settings
from django.test import Client
from django.utils import timezone
from playwright.sync_api import Browser, Page, expect

from accounts.models import User
from callins.models import CallIn, Decision
from callins.rules import Informal
from callins.tests.executive import published, rule_set
from scrutiny.tests.axe import assert_accessible_at_all_widths
from scrutiny.tests.cast import Cast, meeting

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

TABLET = {"width": 820, "height": 1180}


class Desk:
    """One tab, in which one person after another is signed in."""

    def __init__(self, page: Page, site: str) -> None:
        self.page, self.site = page, site

    def become(self, who: User, path: str) -> None:
        client = Client()
        client.force_login(who)
        value = client.cookies[settings.SESSION_COOKIE_NAME].value
        self.page.context.clear_cookies()
        self.page.context.add_cookies(
            [{"name": settings.SESSION_COOKIE_NAME, "value": value, "url": self.site}]
        )
        self.page.goto(self.site + path)

    def press(self, button: str, said: str) -> None:
        self.page.get_by_role("button", name=button, exact=True).click()
        expect(self.page.get_by_text(said).first).to_be_visible()

    def follow(self, link: str, heading: str) -> None:
        self.page.get_by_role("link", name=link, exact=True).or_(
            self.page.get_by_role("button", name=link, exact=True)
        ).first.click()
        expect(self.page.get_by_role("heading", level=1)).to_contain_text(heading)

    def day(self, group: str, day: datetime) -> None:
        box = self.page.get_by_role("group", name=group)
        for part, value in (("Day", day.day), ("Month", day.month), ("Year", day.year)):
            box.get_by_label(part, exact=True).fill(str(value))


@pytest.fixture
def desk(browser: Browser, live_server: Any) -> Any:
    context = browser.new_context(viewport=TABLET, has_touch=True)  # type: ignore[arg-type]
    yield Desk(context.new_page(), live_server.url)
    context.close()


def call_in(desk: Desk, cast: Cast, decision: Decision) -> CallIn:
    """A councillor starts it, three colleagues sign, and it is sent."""
    page = desk.page
    desk.become(cast.member, f"/decisions/{decision.slug}/")
    desk.follow("Call in this decision", "Call in this decision")
    desk.press("Start a call-in", "left to send it")
    made = CallIn.objects.get(decision=decision)
    desk.follow("Write the reasons", "Reasons for the call-in")
    page.get_by_label("Reasons for the call-in").fill("Those who use it were not asked.")
    desk.press("Save", "What you wrote is saved")
    desk.follow("Ask colleagues to sign", "Ask colleagues to sign")
    colleagues = (cast.chair, cast.other_councillor, cast.non_voting_cooptee)
    for who in colleagues:
        assert who.person
        page.get_by_label(who.person.printed_name).check()
    desk.press("Ask them to sign", "They are asked")
    mine = f"/my/call-ins/{made.reference}/"
    for who in colleagues:
        desk.become(who, mine)
        desk.press("Sign this call-in", "You have signed")
    desk.become(cast.member, mine)
    desk.press("Send the call-in", "Your call-in is sent and received")
    return made


def find_valid(desk: Desk, cast: Cast, made: CallIn) -> None:
    desk.become(cast.officer, f"/workspace/call-ins/{made.reference}/")
    expect(desk.page.get_by_text("The decision must not be carried out")).to_be_visible()
    assert_accessible_at_all_widths(desk.page, "the desk")
    desk.follow("Decide whether it is valid", "Is the call-in valid?")
    desk.page.get_by_label("Yes, it is valid").check()
    desk.press("Save", "Your finding is saved.")


def test_a_call_in_is_withdrawn_and_another_is_heard(desk: Desk, cast: Cast) -> None:
    rule_set(informal=Informal(held=True))
    now = timezone.localtime()
    talked, heard = (published(cast, now - timedelta(minutes=5), name) for name in ("Ferry", "Library"))
    sitting = meeting(cast.committee, now + timedelta(days=12))

    made = call_in(desk, cast, talked)
    find_valid(desk, cast, made)
    withdrawn_after_talking(desk, now)
    talked.refresh_from_db()
    assert talked.effective_at is not None

    made = call_in(desk, cast, heard)
    find_valid(desk, cast, made)
    desk.follow("Arrange the hearing", "Arrange the hearing")
    desk.page.get_by_label(cast.committee.name).check()
    desk.press("Save", "The hearing is arranged.")
    desk.follow("Put the papers on the agenda", "Put the papers on the agenda")
    desk.press("Put them on the agenda", "The report and its appendices are on the agenda.")
    type(sitting).objects.filter(pk=sitting.pk).update(start=now - timedelta(minutes=1))
    desk.page.reload()
    desk.follow("Record the outcome", "Record the outcome")
    desk.page.get_by_label("Referred back to the decision maker").check()
    desk.page.get_by_label("The resolution, with its reasons").fill("Ask those who use it.")
    desk.press("Save", "The outcome is recorded.")
    expect(desk.page.get_by_text("Referred back to the decision maker").first).to_be_visible()
    heard.refresh_from_db()
    assert heard.state == Decision.State.CALLED_IN
    assert heard.effective_at is None


def withdrawn_after_talking(desk: Desk, now: datetime) -> None:
    page = desk.page
    desk.follow("Call the informal meeting", "Call the informal meeting")
    desk.day("Day", now)
    page.get_by_label("Time", exact=True).fill(f"{now:%H:%M}")
    page.get_by_label("Place").fill("Room 4")
    desk.press("Save", "The informal meeting is called.")
    desk.follow("Write the note of the informal meeting", "Note of the informal meeting")
    page.get_by_label("Members who attended").fill("Councillor M Membury")
    page.get_by_label("Discussion").fill("What those who use it need.")
    desk.press("Save", "The note is saved.")
    desk.follow("Record an undertaking", "Record an undertaking")
    page.get_by_label("What is offered").fill("A review after six months")
    desk.press("Save", "The undertaking is recorded.")
    desk.follow("Record that it is withdrawn", "Record that it is withdrawn")
    page.get_by_label("Why it is withdrawn").fill("The offer is accepted.")
    desk.press("Record the withdrawal", "The call-in is withdrawn.")
    expect(page.get_by_text("A review after six months")).to_be_visible()
