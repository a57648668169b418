"""Files of rules: what is wrong with them in words, and putting them in force."""

from datetime import date
from pathlib import Path

import pytest
from django.core.exceptions import ValidationError
from django.core.management import CommandError, call_command

from callins.models import RuleSet
from callins.rule_files import preset_path, read_file
from callins.rule_reading import BadRules, read_rules, write_rules
from callins.rule_sets import add_rule_set, change_rule_set
from callins.rules import GROUPS

from .made import at, decision

BAD = """
council = "Somewhere"
source = ""
vintage = "2024"

[scope]
makers = ["cabinet", "mayor"]
key_only = ["officer"]

[window]
dayz = 5
unit = "workdays"
cut_off = "25:00"

[[triggers.routes]]
name = "Some"
pool = "any_member"
minimum = "five"
"""


def test_everything_wrong_is_said_at_once_with_its_path(tmp_path):
    path = tmp_path / "bad.toml"
    path.write_text(BAD)
    with pytest.raises(CommandError) as told:
        call_command("check_rule_set", str(path))
    assert str(told.value).splitlines() == [
        "bad.toml cannot be used:",
        "source: must not be empty",
        "scope.makers[1]: “mayor” is not one of cabinet, leader, cabinet_member, cabinet_committee, officer, area,"
        " joint, service_committee",
        "window.dayz: there is no such setting; did you mean days?",
        "window.unit: “workdays” is not one of working, clear_working, calendar, clear_calendar",
        'window.cut_off: “25:00” is not a time of day; write it like "17:00"',
        "triggers.routes[0].minimum: give a whole number, 0 or more",
        "outcomes: missing (outcomes)",
    ]
    path.write_text("council = ")
    with pytest.raises(CommandError, match="is not TOML"):
        call_command("check_rule_set", str(path))


@pytest.mark.parametrize(
    ("group", "settings", "said"),
    [
        ("window", {"weekday": "friday"}, "window: give either a number of days or a weekday"),
        (
            "window",
            {"unit": "clear_working", "count_anchor_day": True},
            "window.count_anchor_day: a clear day",
        ),
        ("scope", {"makers": ["cabinet"], "key_only": ["officer"]}, "scope.key_only: “officer” is not among"),
        ("triggers", {"routes": []}, "triggers.routes: give at least one way"),
        ("content", {"minimum_grounds": 2}, "content.minimum_grounds: more than there are"),
        ("hearing", {"days": None, "if_missed": "takes_effect"}, "hearing.if_missed: without a number"),
        ("outcomes", {"enabled": [{"kind": "withdrawn"}]}, "outcomes.enabled: give at least one way"),
        ("outcomes", {"enabled": [{"kind": "refer_back", "effect": "expiry"}]}, "“refer_back” takes effect"),
    ],
)
def test_settings_that_contradict_one_another(group, settings, said):
    data = write_rules(read_file(preset_path("east-sussex-2025")))
    data[group] |= settings
    with pytest.raises(BadRules) as told:
        read_rules(data)
    assert said in str(told.value)


def test_a_preset_is_put_in_force_from_a_day(cast, capsys):
    call_command("load_rule_set", "herefordshire", "--from", "2018-01-01")
    assert capsys.readouterr().out == "In force: Herefordshire Council, from 1 January 2018.\n"
    call_command("load_rule_set", "east-sussex-2025", "--from", "2025-04-01")
    assert RuleSet.objects.in_force(date(2017, 12, 31)) is None
    assert RuleSet.objects.in_force(date(2025, 3, 31)).preset == "herefordshire"
    assert RuleSet.objects.in_force(date(2025, 4, 1)).parsed.window.days == 4
    with pytest.raises(CommandError, match="already rules that begin on 1 April 2025"):
        call_command("load_rule_set", "essex-2017", "--from", "2025-04-01")
    with pytest.raises(CommandError, match="There is no preset called atlantis"):
        call_command("load_rule_set", "atlantis")


def test_rules_that_decisions_were_published_under_stay(cast):
    essex = read_file(preset_path("essex-2017"))
    rules = add_rule_set(essex, valid_from=date(2017, 1, 1), by=cast.monitoring_officer)
    changed = change_rule_set(rules, essex, version=1, note="Typed wrongly", by=cast.monitoring_officer)
    assert changed.version == 2
    decision(changed, at("2017-09-19 09:00"), cast.committee.contact)
    with pytest.raises(ValidationError, match="Make a new version"):
        change_rule_set(changed, essex, version=2, by=cast.monitoring_officer)
    with pytest.raises(ValidationError, match="published on or after that day"):
        add_rule_set(essex, valid_from=date(2017, 9, 19), by=cast.monitoring_officer)
    assert add_rule_set(essex, valid_from=date(2017, 9, 20), by=cast.monitoring_officer).pk


def test_the_documentation_has_every_setting_and_its_example_is_good(tmp_path):
    told = (Path(__file__).parents[2] / "docs" / "call-in-rule-sets.md").read_text()
    example = tmp_path / "example.toml"
    example.write_text(told.split("```toml\n")[1].split("```")[0])
    assert read_file(example).hearing.if_missed == "takes_effect"
    for group in GROUPS:
        assert f"`[{group}]`" in told
        for name in getattr(read_file(example), group).__dataclass_fields__:
            assert f"`{name}`" in told
