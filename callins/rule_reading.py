"""Reading rules from plain data (a TOML file, or JSON from the database) and writing them back.

Every mistake is reported, not only the first, and each with the path of the setting and what would be right.
"""

from __future__ import annotations

import types
from dataclasses import MISSING, fields, is_dataclass
from datetime import time
from difflib import get_close_matches
from functools import cache
from typing import Any, Literal, NamedTuple, Union, get_args, get_origin, get_type_hints

from callins.rules import MEMBERS_POOLS, Rules


class Problem(NamedTuple):
    path: str
    message: str

    def __str__(self) -> str:
        return f"{self.path}: {self.message}"


class BadRules(ValueError):
    """The rules cannot be used. `problems` says everything that is wrong with them."""

    def __init__(self, problems: list[Problem]) -> None:
        super().__init__("\n".join(map(str, problems)))
        self.problems = problems


def read_rules(data: dict[str, Any]) -> Rules:
    """The rules, or BadRules with all that is wrong."""
    problems: list[Problem] = []
    rules = _read_dataclass(Rules, data, "", problems)
    if not problems:
        assert isinstance(rules, Rules)
        problems = contradictions(rules)
    if problems:
        raise BadRules(problems)
    assert isinstance(rules, Rules)
    return rules


def write_rules(rules: Any) -> Any:
    """Plain data that JSON can hold and `read_rules` reads back."""
    if is_dataclass(rules):
        return {each.name: write_rules(getattr(rules, each.name)) for each in fields(rules)}
    if isinstance(rules, tuple):
        return [write_rules(each) for each in rules]
    return f"{rules:%H:%M}" if isinstance(rules, time) else rules


def contradictions(rules: Rules) -> list[Problem]:
    """Settings that are right one by one and wrong together."""
    found = [
        *_of_the_window(rules),
        *_of_the_routes(rules),
        *_of_the_content(rules),
        *_of_the_outcomes(rules),
    ]
    for maker in rules.scope.key_only:
        if maker not in rules.scope.makers:
            found.append(Problem("scope.key_only", f"“{maker}” is not among the makers"))
    return found


def _of_the_window(rules: Rules) -> list[Problem]:
    window = rules.window
    found = []
    if (window.days is None) == (window.weekday is None):
        found.append(Problem("window", "give either a number of days or a weekday of the following week"))
    if window.count_anchor_day and window.unit.startswith("clear_"):
        found.append(Problem("window.count_anchor_day", "a clear day is a whole day after the event"))
    if window.count_anchor_day and window.weekday:
        found.append(Problem("window.count_anchor_day", "a fixed weekday is not counted from a day"))
    return found


def _of_the_routes(rules: Rules) -> list[Problem]:
    found = []
    routes = rules.triggers.routes
    if not routes:
        found.append(Problem("triggers.routes", "give at least one way to call a decision in"))
    for number, route in enumerate(routes):
        path = f"triggers.routes[{number}]"
        if route.minimum < 1:
            found.append(Problem(f"{path}.minimum", "at least one signature is needed"))
        if route.minimum_groups > route.minimum:
            found.append(Problem(f"{path}.minimum_groups", "more political groups than signatures"))
        if route.pool not in MEMBERS_POOLS and (route.minimum_groups or route.chair_included):
            found.append(Problem(path, "residents have no political group and no chair"))
    names = [route.name for route in routes]
    found += [
        Problem("triggers.routes", f"two routes are called “{name}”")
        for name in sorted(set(names))
        if names.count(name) > 1
    ]
    return found


def _of_the_content(rules: Rules) -> list[Problem]:
    content = rules.content
    codes = [ground.code for ground in content.grounds]
    found = [
        Problem("content.grounds", f"two grounds are called “{code}”")
        for code in sorted(set(codes))
        if codes.count(code) > 1
    ]
    if content.minimum_grounds > len(codes):
        found.append(Problem("content.minimum_grounds", "more than there are grounds to choose from"))
    return found


def _of_the_outcomes(rules: Rules) -> list[Problem]:
    kinds = [rule.kind for rule in rules.outcomes.enabled]
    found = [
        Problem("outcomes.enabled", f"“{kind}” is there twice")
        for kind in sorted(set(kinds))
        if kinds.count(kind) > 1
    ]
    if not {"no_further_action", "comments_only", "refer_back", "refer_to_council"} & set(kinds):
        found.append(Problem("outcomes.enabled", "give at least one way for the hearing to end"))
    if rules.hearing.days is None and rules.hearing.if_missed == "takes_effect":
        found.append(Problem("hearing.if_missed", "without a number of days no time can be missed"))
    fit = {"refer_back": "on_reconsideration", "refer_to_council": "by_council", "adjourn": "stays_held"}
    for rule in rules.outcomes.enabled:
        wanted = fit.get(rule.kind)
        if rules.effect.suspensive and wanted and rule.effect not in (wanted, "at_once"):
            found.append(Problem("outcomes.enabled", f"“{rule.kind}” takes effect “{wanted}” or “at_once”"))
        if not wanted and rule.effect in fit.values():
            found.append(Problem("outcomes.enabled", f"“{rule.kind}” cannot take effect “{rule.effect}”"))
        if rule.effect == "expiry" and rules.hearing.days is None:
            found.append(Problem("outcomes.enabled", "“expiry” needs a time in which to hear the call-in"))
    return found


def _read_dataclass(kind: type, data: Any, path: str, problems: list[Problem]) -> Any:
    if not isinstance(data, dict):
        problems.append(Problem(path or "file", "give settings here, each with a name"))
        return None
    hints, known = _hints(kind), {each.name: each for each in fields(kind)}
    for name in data:
        if name not in known:
            close = get_close_matches(str(name), known, 1)
            problems.append(
                Problem(
                    _join(path, str(name)),
                    "there is no such setting" + (f"; did you mean {close[0]}?" if close else ""),
                )
            )
    values = {}
    for name, each in known.items():
        if name in data:
            values[name] = _read(hints[name], data[name], _join(path, name), problems)
        elif each.default is MISSING:
            problems.append(Problem(_join(path, name), f"missing ({each.metadata['label'].lower()})"))
    return None if problems else kind(**values)


@cache
def _hints(kind: type) -> dict[str, Any]:
    """Working types out of their names is slow, and rules are read on every page about a call-in."""
    return get_type_hints(kind)


def _read(kind: Any, value: Any, path: str, problems: list[Problem]) -> Any:
    origin = get_origin(kind)
    if origin in (Union, types.UnionType):
        (inner,) = (each for each in get_args(kind) if each is not type(None))
        return None if value is None else _read(inner, value, path, problems)
    if origin is tuple:
        if not isinstance(value, list | tuple):
            problems.append(Problem(path, "give a list, in square brackets"))
            return ()
        inner = get_args(kind)[0]
        return tuple(_read(inner, each, f"{path}[{n}]", problems) for n, each in enumerate(value))
    if origin is Literal:
        return _read_choice(get_args(kind), value, path, problems)
    if is_dataclass(kind):
        assert isinstance(kind, type)
        return _read_dataclass(kind, value, path, problems)
    return _read_plain(kind, value, path, problems)


def _read_choice(choices: tuple[Any, ...], value: Any, path: str, problems: list[Problem]) -> Any:
    if value not in choices:
        problems.append(Problem(path, f"“{value}” is not one of {', '.join(map(str, choices))}"))
    return value


def _read_plain(kind: Any, value: Any, path: str, problems: list[Problem]) -> Any:
    if kind is time:
        return _read_time(value, path, problems)
    if kind is bool and not isinstance(value, bool):
        problems.append(Problem(path, "give true or false"))
    elif kind is int and (isinstance(value, bool) or not isinstance(value, int) or value < 0):
        problems.append(Problem(path, "give a whole number, 0 or more"))
    elif kind is int and path.endswith("days") and not 0 < value <= 366:
        problems.append(Problem(path, "give a number of days from 1 to 366"))
    elif kind is str and not isinstance(value, str):
        problems.append(Problem(path, "give words, in quotation marks"))
    elif kind is str and path in ("council", "source", "vintage") and not value.strip():
        problems.append(Problem(path, "must not be empty"))
    return value


def _read_time(value: Any, path: str, problems: list[Problem]) -> time | None:
    if isinstance(value, time):
        return value
    try:
        return time.fromisoformat(value)
    except (TypeError, ValueError):
        problems.append(Problem(path, f'“{value}” is not a time of day; write it like "17:00"'))
        return None


def _join(path: str, name: str) -> str:
    return f"{path}.{name}" if path else name
