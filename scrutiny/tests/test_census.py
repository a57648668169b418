"""Every address of the product is in the census, and nothing else is."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from django.urls import URLPattern, URLResolver, get_resolver

from scrutiny.tests.census import CENSUS, NAMELESS, Kind


def patterns(under: URLResolver, namespace: str = "", path: str = "") -> Iterator[tuple[str, str]]:
    """The name and the path of each pattern; the name is empty when it has none."""
    for each in under.url_patterns:
        here = path + str(each.pattern)
        if isinstance(each, URLPattern):
            yield (namespace + each.name if each.name else "", here)
        else:
            inner = f"{namespace}{each.namespace}:" if each.namespace else namespace
            yield from patterns(each, inner, here)


def test_every_address_is_in_the_census() -> None:
    served = {name for name, _ in patterns(get_resolver()) if name}
    written_down = {entry.name for entry in CENSUS}

    missing, gone = sorted(served - written_down), sorted(written_down - served)
    assert not missing, f"Write these pages down in scrutiny/tests/census: {missing}"
    assert not gone, f"These are in the census but no longer served: {gone}"


def test_addresses_without_a_name_are_the_known_ones() -> None:
    assert {path for name, path in patterns(get_resolver()) if not name} == NAMELESS


def test_each_state_is_written_down_once() -> None:
    repeated = [entry for entry, times in Counter(map(str, CENSUS)).items() if times > 1]
    assert not repeated


def test_what_is_not_looked_at_has_a_reason() -> None:
    assert not [entry for entry in CENSUS if (entry.kind is Kind.ELSEWHERE) != bool(entry.reason)]
