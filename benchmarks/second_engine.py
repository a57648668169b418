"""What HTML_CodeSniffer and the W3C's validator find on every page, and what is cut at 400 % zoom. Run by night.

    mkdir /tmp/engines && cd /tmp/engines && npm install html_codesniffer@2.5.1 vnu-jar@26.9.27
    ENGINES=/tmp/engines python3 run.py test benchmarks/second_engine.py -n0 -s [-k 'search or meeting']

It needs Node to fetch them and a Java to run the validator. Each page of the census is opened as it is, with nothing
in it, and, where it has a form, with errors; at three widths, and at 320 pixels, which is what 1280 are at 400 %.
axe-core looks at the same pages in the tests of every day.
"""

from __future__ import annotations

import json
import os
import subprocess
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, Response

from scrutiny.tests import axe
from scrutiny.tests.browser.test_axe_everywhere import (
    FORMS,
    ON_THE_FIRST_DAY,
    PAGES,
    SEND_EMPTY,
    Site,
    Watched,
    first_day,
    open_as,
    site,
    transactional_db,
    world,
)
from scrutiny.tests.census import Entry
from scrutiny.tests.world import World

__all__ = ["first_day", "site", "transactional_db", "world"]

ENGINES = Path(os.environ.get("ENGINES", "/tmp/engines")) / "node_modules"
ZOOMED = 320
# The second engine's errors; its warnings ask a person to look, on every page, at what it cannot see.
SNIFF = """() => new Promise((done) => HTMLCS.process("WCAG2AA", document, () => done(
  HTMLCS.getMessages().filter((each) => each.type === HTMLCS.ERROR
      && !(each.element.closest && each.element.closest(".annotationLayer, .textLayer")))
    .map((each) => `${each.code.split(".").slice(3).join(".")}: ${each.msg} `
      + `[${(each.element.outerHTML || "").slice(0, 160)}]`))))"""
# Text that somebody who enlarges the page can neither see nor scroll to.
CUT = """() => [...document.querySelectorAll("body *")].filter((box) => {
  const style = getComputedStyle(box), text = box.innerText && box.innerText.trim();
  const hides = ["hidden", "clip"].includes(style.overflowX) || style.textOverflow === "ellipsis";
  return text && hides && box.clientWidth > 1 && box.scrollWidth > box.clientWidth + 1
    && !box.closest(".govuk-visually-hidden, .pdfViewer");
}).map((box) => `is cut at 400 %: ${box.outerHTML.slice(0, 160)}`)"""


@dataclass
class Report:
    """Findings by what they say, each with the pages it is on; and what the server sent, for the validator."""

    folder: Path
    found: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    sent: dict[str, str] = field(default_factory=dict)
    looks: int = 0

    def add(self, where: str, findings: list[str]) -> None:
        self.looks += 1
        for each in findings:
            self.found[each].append(where)

    def keep(self, where: str, response: Response | None) -> None:
        if response is None or "html" not in response.headers.get("content-type", ""):
            return
        path = self.folder / f"{len(self.sent)}.html"
        path.write_bytes(response.body())
        self.sent[path.name] = where

    def validate(self) -> None:
        jar = next(ENGINES.glob("vnu-jar/build/dist/vnu.jar"))
        command = ["java", "-Xss2m", "-jar", str(jar), "--errors-only", "--format", "json", str(self.folder)]
        made = subprocess.run(command, check=False, capture_output=True, text=True)
        for message in json.loads(made.stderr)["messages"]:
            where = self.sent[Path(message["url"]).name]
            self.add(where, [f"HTML: {message['message']} [{message.get('extract', '').strip()[:160]}]"])

    def show(self) -> None:
        print(f"\n{self.looks} looks at {len(self.sent)} pages as they were sent: {len(self.found)} findings")
        for words, places in sorted(self.found.items()):
            print(f"\n{words}\n    {len(places)} times: {', '.join(sorted(set(places))[:6])}")


@pytest.fixture(scope="module")
def report(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Report]:
    made = Report(tmp_path_factory.mktemp("sent"))
    yield made
    made.validate()
    made.show()


def look(page: Page, where: str, report: Report) -> None:
    for width in axe.WIDTHS:
        page.set_viewport_size({"width": width, "height": 900})
        if not page.evaluate("'HTMLCS' in window"):
            page.evaluate((ENGINES / "html_codesniffer/build/HTMLCS.js").read_text() + "\nundefined;")
        report.add(f"{where} at {width}", page.evaluate(SNIFF))
    page.set_viewport_size({"width": ZOOMED, "height": 256})
    wider = axe.overflow(page)
    beyond = [f"{wider} pixels wider than the screen at 400 %"] if wider > 0 else []
    report.add(f"{where} zoomed", [*beyond, *page.evaluate(CUT)])


def watched(tab: Watched) -> list[Any]:
    """The answers to what the tab opens from now on."""
    answers: list[Any] = []
    tab.page.on("response", lambda got: answers.append(got) if got.request.is_navigation_request() else None)
    return answers


class TestOnTheFirstDay:
    @pytest.mark.parametrize("entry", ON_THE_FIRST_DAY, ids=str)
    def test_page(self, site: Site, first_day: Watched, report: Report, entry: Entry) -> None:
        tab = site.tab("anonymous", None) if entry.who == {"anonymous"} else first_day
        answers = watched(tab)
        tab.open(site.server.url + entry.address(), entry.status)
        report.keep(f"{entry} on the first day", answers[-1])
        look(tab.page, f"{entry} on the first day", report)


@pytest.mark.parametrize("entry", PAGES, ids=str)
def test_page(site: Site, world: World, report: Report, entry: Entry) -> None:
    tab = open_as(site, world, entry)
    answers = watched(tab)
    tab.page.reload()
    report.keep(str(entry), answers[-1])
    look(tab.page, str(entry), report)


@pytest.mark.parametrize("entry", FORMS, ids=str)
def test_form_with_errors(site: Site, world: World, report: Report, entry: Entry) -> None:
    tab = open_as(site, world, entry)
    answers = watched(tab)
    with tab.page.expect_navigation():
        tab.page.evaluate(SEND_EMPTY, dict(entry.wrong or {}))
    report.keep(f"{entry} with errors", answers[-1])
    look(tab.page, f"{entry} with errors", report)
