"""Runs axe-core (vendor/axe.min.js, MPL 2.0) on a page in the browser.

Axe finds only part of what is wrong with a page, and finds nothing on an error page: so the helpers
insist on the status first, and the pictures still have to be looked at.
"""

from __future__ import annotations

import os
from functools import cache
from pathlib import Path
from typing import Any

SOURCE = Path(__file__).parent / "vendor" / "axe.min.js"
WIDTHS = (375, 820, 1280)
# Between phone and desktop a tablet has the parts of both, so axe looks there only when it is asked to; that no
# page is wider than the screen is seen at every width.
LOOKED_INTO = WIDTHS if os.environ.get("EVERY_WIDTH") else (375, 1280)
# Of a page that was looked into already, in another state.
AGAIN = WIDTHS if os.environ.get("EVERY_WIDTH") else (375,)
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa", "best-practice"]

# Links on the drawn pages of a PDF are as small as the page is; the contents beside it lead to the same places.
DRAWN = [".annotationLayer"]


@cache
def source() -> str:
    return SOURCE.read_text() + "\nundefined;"


def violations(page: Any) -> list[str]:
    """What axe holds against the page as it stands, one line for each element."""
    page.wait_for_load_state()
    # evaluate() is not held back by the page's content security policy, an injected script would be.
    if not page.evaluate("'axe' in window"):
        page.evaluate(source())
    # What passed is told in short, which on a long page saves most of the time. No rule that is asked for looks
    # into style sheets or films, so they need not be fetched again for axe.
    options = {"runOnly": RULES, "resultTypes": ["violations"], "preload": False}
    result = page.evaluate("([context, options]) => axe.run(context, options)", [{"exclude": DRAWN}, options])
    return [
        f"{rule['id']} ({rule['impact']}) at {' '.join(map(str, node['target']))}: {rule['help']}"
        for rule in result["violations"]
        for node in rule["nodes"]
    ]


def overflow(page: Any) -> int:
    """How many pixels the page is wider than the screen; anything above 0 scrolls sideways."""
    width: int = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    return width


def assert_accessible(page: Any, url: str, status: int = 200, widths: tuple[int, ...] = WIDTHS) -> None:
    """Open the page at each width and hold axe's findings and sideways scrolling against it."""
    for width in widths:
        page.set_viewport_size({"width": width, "height": 900})
        response = page.goto(url)
        got = response.status if response else None
        assert got == status, f"{url} gave {got}"
        check_as_it_stands(page, f"{url} at {width}px")


def check_as_it_stands(page: Any, where: str = "") -> None:
    """The same checks on a page already open: after a form came back with errors, for instance."""
    found = violations(page)
    assert not found, f"axe on {where or page.url}:\n" + "\n".join(found)
    assert_not_wider(page, where)


def assert_not_wider(page: Any, where: str = "") -> None:
    wider = overflow(page)
    assert wider <= 0, f"{where or page.url} is {wider}px wider than the screen"


def assert_accessible_at_all_widths(
    page: Any, where: str = "", looked_into: tuple[int, ...] = LOOKED_INTO
) -> None:
    """check_as_it_stands at phone, tablet and desktop width without loading the page again."""
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 900})
        check = check_as_it_stands if width in looked_into else assert_not_wider
        check(page, f"{where or page.url} at {width}px")
