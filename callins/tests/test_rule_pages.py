"""The pages of the call-in rules, as an administrator and as an officer see them."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from callins.models import RuleSet

from .made import at, decision, rule_set

GROUP = "workspace:rule_set_group"


@pytest.fixture
def rules(cast):
    return rule_set("central-bedfordshire", date(2017, 1, 1))


@pytest.fixture
def head(client, cast):
    client.force_login(cast.monitoring_officer)
    return client


def window(**changes):
    given = {"anchor": "publication", "days": "8", "unit": "calendar", "cut_off": "midday", "roll": "none"}
    return given | {"version": "1"} | changes


def test_a_preset_is_loaded_from_a_day_and_listed(head):
    url = reverse("workspace:rule_set_load")
    assert b"Royal Borough of Greenwich (Not dated)" in head.get(url).content
    day = {"valid_from_day": "1", "valid_from_month": "4", "valid_from_year": "2027"}
    done = head.post(url, {"preset": "greenwich", "note": "Adopted", **day}, follow=True)
    assert b"The rules are loaded" in done.content
    assert b"To come" in done.content
    loaded = RuleSet.objects.get()
    assert (loaded.preset, loaded.valid_from) == ("greenwich", date(2027, 4, 1))
    again = head.post(url, {"preset": "greenwich", **day})
    assert b"already rules that begin on 1 April 2027" in again.content


def test_every_group_is_shown_in_words_with_an_example(head, rules):
    page = head.get(reverse("workspace:rule_set", args=[rules.pk])).content.decode()
    assert "A ward member; how many: 1" not in page
    assert "Three non-executive members" in page
    assert "midday" in page
    assert "The eighth day is counted in calendar days" in page
    assert "Call-in ends" in page
    assert "Nobody has to" in page


def test_the_example_is_worked_out_and_nothing_is_saved(head, rules):
    url = reverse(GROUP, args=[rules.pk, "window"])
    page = head.post(url, window(days="3", cut_off="", preview="1")).content.decode()
    last = timezone.localdate() + timedelta(days=3)
    assert f"At the end of {last:%A} {last.day} {last:%B %Y}" in page
    assert "3 calendar days from the day the decision was published" in page
    assert RuleSet.objects.get().parsed.window.days == 8


def test_a_group_is_saved_and_what_contradicts_is_said(head, rules):
    url = reverse(GROUP, args=[rules.pk, "window"])
    both = head.post(url, window(weekday="friday")).content.decode()
    assert "Give either a number of days or a weekday of the following week" in both
    assert head.post(url, window(days="5", unit="working")).status_code == 302
    saved = RuleSet.objects.get()
    assert (saved.parsed.window.days, saved.parsed.window.unit, saved.version) == (5, "working", 2)
    stale = head.post(url, window(days="6")).content.decode()
    assert "has changed these rules meanwhile" in stale


def test_rows_are_added_changed_and_taken_out(head, rules):
    url = reverse(GROUP, args=[rules.pk, "triggers"])
    page = head.get(url).content.decode()
    assert 'name="routes-4-name"' in page
    usual = {"minimum_groups": "0", "cooptees": "never", "only": "any", "suspensive": "on"}
    names = ["A ward member", "", "", "", "Fifty electors"]
    data = {"must_attend": "none", "version": "1"}
    for n, name in enumerate(names):
        row = usual | {
            "name": name,
            "pool": "electors" if n else "ward_member",
            "minimum": "50" if n else "1",
        }
        data |= {f"routes-{n}-{key}": value for key, value in row.items()}
    assert head.post(url, data).status_code == 302
    routes = RuleSet.objects.get().parsed.triggers.routes
    assert [(route.name, route.minimum) for route in routes] == [("A ward member", 1), ("Fifty electors", 50)]


def test_rules_in_use_stay_and_a_new_version_begins_as_a_copy(head, rules, cast):
    decision(rules, at("2024-10-04 10:00"), cast.committee.contact)
    shown = reverse("workspace:rule_set", args=[rules.pk])
    page = head.get(shown).content.decode()
    assert "so they stay as they are" in page
    assert reverse(GROUP, args=[rules.pk, "window"]) not in page
    refused = head.post(reverse(GROUP, args=[rules.pk, "window"]), window(days="5"))
    assert b"Make a new version from a day to come" in refused.content
    day = {
        "valid_from_day": "20",
        "valid_from_month": "5",
        "valid_from_year": "2027",
        "note": "Council, 14 May",
    }
    copied = head.post(reverse("workspace:rule_set_copy", args=[rules.pk]), day, follow=True)
    assert b"begins as a copy" in copied.content
    assert RuleSet.objects.first().rules == rules.rules


def test_officers_read_the_rules_and_members_do_not_come_here(client, cast, rules):
    shown, change = reverse("workspace:rule_set", args=[rules.pk]), reverse(GROUP, args=[rules.pk, "scope"])
    client.force_login(cast.officer)
    assert client.get(shown).status_code == 200
    assert client.get(change).status_code == 404
    client.force_login(cast.member)
    assert client.get(shown).status_code == 404
    client.force_login(cast.administrator)
    assert client.get(change).status_code == 200
    assert client.get(reverse(GROUP, args=[rules.pk, "nonsense"])).status_code == 404


def test_the_list_asks_as_often_for_three_versions_as_for_one(head, rules):
    def queries():
        with CaptureQueriesContext(connection) as asked:
            assert head.get(reverse("workspace:rule_sets")).status_code == 200
        return len(asked)

    queries()  # the first page of a test fills the caches of Django itself
    once = queries()
    rule_set("greenwich", date(2018, 1, 1))
    rule_set("harrow", date(2019, 1, 1))
    assert queries() == once <= 15
