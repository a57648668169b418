"""Recommendations over HTTP: from draft to done, the two months, and what is seen of an overdue response."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.test import Client
from django.utils import timezone

from audit.models import Entry
from committees.models import PaperVersion
from scrutiny.lib.explained import long_date
from scrutiny.tests.cast import Cast
from workprogramme import tracking
from workprogramme.models import Recommendation, TrackerSettings
from workprogramme.tracker_paper import snapshot

from .programme import meeting, topic
from .tracked import agreed, drafted, sent

MOST = 15


def boxes(name: str, day: date) -> dict[str, int]:
    return {f"{name}_day": day.day, f"{name}_month": day.month, f"{name}_year": day.year}


def officer(cast: Cast) -> Client:
    client = Client()
    client.force_login(cast.officer)
    return client


def send_through_the_page(cast: Cast, shown: Recommendation, report: date, notice: date, **more: Any) -> str:
    client, page = officer(cast), f"/workspace/recommendations/{shown.pk}/"
    data = {
        "notice": "Please respond",
        **boxes("report_received_on", report),
        **boxes("notice_received_on", notice),
    }
    assert client.post(f"{page}send/", data | more).status_code == 302
    return client.get(page).content.decode()


@pytest.mark.parametrize(
    ("report", "notice", "due"),
    [
        ("2023-12-31", "2023-12-31", "2024-02-29"),
        ("2024-12-31", "2024-12-31", "2025-02-28"),
        ("2023-12-30", "2023-12-30", "2024-02-29"),
        ("2023-12-29", "2023-12-29", "2024-02-28"),
        ("2024-01-30", "2024-01-30", "2024-03-29"),
        ("2025-03-01", "2025-03-01", "2025-04-30"),
        ("2024-04-01", "2024-04-11", "2024-06-10"),
    ],
)
def test_two_months_begin_with_the_later_receipt_and_say_why(
    cast: Cast, report: str, notice: str, due: str
) -> None:
    shown, last = agreed(cast, topic(cast)), date.fromisoformat(due)
    page = send_through_the_page(cast, shown, date.fromisoformat(report), date.fromisoformat(notice))
    shown.refresh_from_db()
    assert shown.due_on == last
    assert long_date(last) in page
    assert "section 9FE" in page
    assert "beginning with the day the report was received, or the notice if that came later" in page
    assert f"{long_date(date.fromisoformat(max(report, notice)))}: day 1" in page


def test_a_stricter_promise_counts_and_a_longer_one_does_not(cast: Cast) -> None:
    received = date(2024, 1, 30)
    kept = TrackerSettings.objects.create(pk=1, response_days=28)
    assert sent(cast, topic(cast), received).due_on == date(2024, 2, 27)
    kept.response_days = 90
    kept.save()
    assert sent(cast, topic(cast), received).due_on == date(2024, 3, 29)


def test_a_partner_has_the_day_it_is_asked_for_or_none(cast: Cast) -> None:
    about, day = topic(cast), timezone.localdate()
    asked = agreed(cast, about, addressee_kind="partner", addressee="Harbour Trust")
    page = send_through_the_page(cast, asked, day, day, **boxes("asked_by", day + timedelta(days=30)))
    asked.refresh_from_db()
    assert asked.due_on == day + timedelta(days=30)
    assert "Why this date" not in page
    other = agreed(cast, about, addressee_kind="partner", addressee="Harbour Trust")
    assert "Response due" not in send_through_the_page(cast, other, day, day)


def test_from_draft_to_complete_through_the_pages(cast: Cast) -> None:
    client, about, today = officer(cast), topic(cast), timezone.localdate()
    start = f"/workspace/committees/{cast.committee.slug}/recommendations/add/"
    words = {"text": "Mend the road", "addressee_kind": "executive", "addressee": "Cabinet Member"}
    assert "Say where it comes from" in client.post(start, words).content.decode()
    page = client.post(start, {**words, "topic": about.pk}).headers["Location"]
    made = Recommendation.objects.get()
    assert made.reference == f"PAF/R01/{today:%y}"
    public = Client()
    assert public.get(made.get_absolute_url()).status_code == 404
    client.post(f"{page}publish/")
    assert public.get(made.get_absolute_url()).status_code == 404
    client.post(f"{page}agree/", boxes("on", today))
    client.post(f"{page}publish/")
    assert "Mend the road" in public.get(made.get_absolute_url()).content.decode()
    edited = client.post(f"{page}edit/", {**words, "text": "Mend it", "version": made.version + 2})
    assert "The committee has agreed these words" in edited.content.decode()
    send_through_the_page(cast, made, today, today)
    refused = client.post(
        f"{page}response/", {"answer": "in_part", "given_by": "Cabinet", **boxes("on", today)}
    )
    assert "Enter the reason that was given" in refused.content.decode()
    reply = {"answer": "in_part", "reason": "No money", "action": "Half of it", "given_by": "Cabinet"}
    client.post(f"{page}response/", {**reply, **boxes("on", today)})
    due = boxes("due_on", today - timedelta(days=1))
    client.post(f"{page}steps/add/", {"text": "Plan it", "owner_name": "Roads team", **due})
    seen = public.get(made.get_absolute_url()).content.decode()
    for words_shown in ("Accepted in part", "No money", "Half of it", "Plan it", "Roads team", "Overdue"):
        assert words_shown in seen
    made.refresh_from_db()
    for light in ("red", "green", "complete"):
        client.post(f"{page}progress/", {"light": light, "words": f"It is {light}", "version": made.version})
        made.refresh_from_db()
        assert made.light == light
    assert (made.state, made.completed_on) == ("complete", today)
    assert "Red: not on track" in public.get(made.get_absolute_url()).content.decode()
    verbs = set(
        Entry.objects.filter(subject_type="workprogramme.recommendation").values_list("verb", flat=True)
    )
    assert {"draft recommendation", "send recommendation", "record response", "report progress"} <= verbs


def test_a_rejection_needs_its_reason_and_can_be_thought_over(cast: Cast) -> None:
    made = sent(cast, topic(cast), timezone.localdate())
    given: dict[str, Any] = {"given_by": "Cabinet", "on": timezone.localdate(), "by": cast.officer}
    with pytest.raises(ValidationError):
        tracking.respond(made, answer="rejected", **given)
    tracking.respond(made, answer="rejected", reason="No money", **given)
    tracking.respond(made, answer="accepted", action="We found some", **given)
    made.refresh_from_db()
    assert (made.state, made.answer, made.responses.count()) == ("under_way", "accepted", 2)


def test_the_database_ties_states_to_dates(cast: Cast) -> None:
    made = drafted(cast, topic(cast))
    for wrong in ({"state": "made"}, {"state": "sent", "made_on": "2024-01-01"}, {"light": "red"}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Recommendation.objects.filter(pk=made.pk).update(**wrong)


def test_an_overdue_response_is_on_the_dashboard_the_monitor_and_the_paper(cast: Cast) -> None:
    late = sent(cast, topic(cast), date(2024, 1, 30))
    sent(cast, topic(cast), timezone.localdate())
    agreed(cast, topic(cast), text="Not yet public")
    coming = meeting(cast, 30)
    client = officer(cast)
    dashboard = client.get("/workspace/").content.decode()
    assert "Overdue since Friday 29 March 2024" in dashboard
    monitor = Client().get("/recommendations/").content.decode()
    assert "Response overdue" in monitor
    assert "A response was due by 29 March 2024. None has come." in monitor
    assert monitor.index(late.reference) < monitor.index("PAF/R02/")
    assert "Not yet public" not in monitor
    put = client.post(f"/workspace/committees/{cast.committee.slug}/recommendations/agenda/")
    assert coming.reference in put.headers["Location"]
    version = PaperVersion.objects.get(template="recommendations", current=True)
    words = " ".join(" ".join(version.page_texts.values_list("text", flat=True)).split())
    assert "Response overdue" in words
    assert "It was received on Tuesday 30 January 2024." in words
    assert late.reference in words
    assert "Not yet public" not in words
    rows = snapshot(cast.committee, timezone.localdate())["recommendations"]
    assert [row["overdue"] for row in rows] == [True, False]
