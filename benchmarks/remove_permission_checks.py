"""Take out each permission check in turn and see whether a test notices.

    python3 run.py test -p benchmarks.remove_permission_checks
        [--only WORDS] [--seconds N] [--book FILE] [--again] [--keep-figures] [FILES OF TESTS]

One process for all of them, because a council for the tests takes longer to make than to try. File by file, the
tests first run on the product as it is: that shows that they hold, and to which checks each gives something to
refuse (benchmarks/passing.py). Then each check that nothing has noticed the loss of so far is taken out, by giving
its function other code, and the tests to which it mattered run until one fails. What fails must hold again when the
check is back. Everything found goes into a book, so that a run that was stopped goes on where it was.
"""

from __future__ import annotations

import ast
import time
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from itertools import groupby
from pathlib import Path
from types import CodeType

import pytest
from _pytest.runner import runtestprotocol

from benchmarks.book import Book
from benchmarks.passing import Passing, code_in, compiled, function_of, module_of, sign_in
from benchmarks.removals import PROJECT, Removal, removals

# The table first, which goes through every page, then the tests of rules and of refusals, then all the others.
TABLE = "scrutiny/tests/test_matrix.py"
FIRST = [
    TABLE,
    "scrutiny/tests/test_reading_rule.py",
    "committees/tests/test_permissions.py",
    "committees/tests/test_access.py",
]
FILES = ["accounts", "audit", "callins", "committees", "council", "reminders", "scrutiny", "workprogramme"]
# Browsers and real transactions empty the database that the others share.
APART = {"page", "live_server", "transactional_db"}
FEW = (
    ("anonymous", "other_councillor", "officer", "other_officer", "administrator", "member"),
    ("GET", "POST"),
)


def pytest_addoption(parser: pytest.Parser) -> None:
    group = parser.getgroup("removal of permission checks")
    group.addoption("--only", default="", help="only removals with these words")
    group.addoption("--seconds", type=float, default=1e9, help="stop after so many seconds; the book goes on")
    group.addoption(
        "--book", type=Path, default=PROJECT / "var" / "removals", help="folder of what was found"
    )
    group.addoption("--keep-figures", action="store_true", help="write docs/figures for docs/trust.md")
    group.addoption("--again", action="store_true", help="try the ones that survived once more")


@pytest.hookimpl(tryfirst=True)
def pytest_configure(config: pytest.Config) -> None:
    if config.args_source is not pytest.Config.ArgsSource.ARGS:
        config.args = FILES


@pytest.hookimpl(tryfirst=True)
def pytest_runtestloop(session: pytest.Session) -> bool:
    Trial(session).run()
    return True


def file_of(item: pytest.Item) -> str:
    return item.nodeid.partition("::")[0]


def is_apart(item: pytest.Item) -> bool:
    marker = item.get_closest_marker("django_db")
    commits = bool(marker and marker.kwargs.get("transaction"))
    return commits or bool(APART & set(getattr(item, "fixturenames", ())))


class Trial:
    def __init__(self, session: pytest.Session) -> None:
        self.session, self.config = session, session.config
        self.until = time.monotonic() + self.config.getoption("--seconds")
        self.terminal = session.config.pluginmanager.get_plugin("terminalreporter")
        self.removals = [each for each in removals() if not each.changes_nothing]
        self.passing = Passing(self.removals)
        self.book = Book(self.config.getoption("--book"), again=self.config.getoption("--again"))

    def run(self) -> None:
        for name, items, quick in self._turns():
            wanted = self._wanted(name)
            if wanted and time.monotonic() < self.until:
                with fewer_knocks() if quick else nullcontext():
                    Turn(self, name, items, wanted).run()
        self._say()

    def _turns(self) -> Iterator[tuple[str, list[pytest.Item], bool]]:
        """Files of tests in the order they are asked. What fails with fewer knocks at the table fails with all."""
        items = sorted((item for item in self.session.items if not is_apart(item)), key=self._place)
        files = {name: list(of) for name, of in groupby(items, key=file_of)}
        for name, of in files.items():
            yield name, of, name == TABLE
        if TABLE in files:
            yield f"{TABLE} with everybody", files[TABLE], False

    def _place(self, item: pytest.Item) -> tuple[int, str]:
        name = file_of(item)
        return (FIRST.index(name) if name in FIRST else len(FIRST)), name

    def _wanted(self, turn: str) -> list[Removal]:
        only = self.config.getoption("--only")
        return [each for each in self.removals if only in str(each) and self.book.wants(each, turn)]

    def say(self, *words: object, sep: str = " ") -> None:
        """Past what pytest keeps of the tests' own words."""
        self.terminal.write_line(sep.join(map(str, words)), flush=True)

    def _say(self) -> None:
        noticed = [each for each in self.removals if self.book.noticed_by(each)]
        tried = [each for each in self.removals if self.book.noticed_by(each) or self._finished(each)]
        survivors = [each for each in tried if each not in noticed]
        self.say(f"{len(noticed)} of {len(tried)} removals were noticed; {len(self.removals)} in all.")
        self.say(*survivors, sep="\n")
        if self.config.getoption("--keep-figures"):
            keep_figures(self.removals, tried, noticed)
        self.session.testsfailed = len(survivors)

    def _finished(self, removal: Removal) -> bool:
        return not any(self.book.wants(removal, name) for name, _, _ in self._turns())


class Turn:
    """One file of tests, on every removal that nothing has noticed yet."""

    def __init__(self, trial: Trial, name: str, items: list[pytest.Item], wanted: list[Removal]) -> None:
        self.trial, self.name, self.items, self.wanted = trial, name, items, wanted
        self.book, self.said = trial.book, ""
        self.noticed: dict[Removal, pytest.Item] = {}

    def run(self) -> None:
        begun = time.monotonic()
        looked = all(self._look(item) for item in self.items)
        if looked:
            for each in self.wanted:
                if self._has_time():
                    self._try(each)
        self._take_back()
        found, all_of_them = len(self.noticed), len(self.wanted)
        took = time.monotonic() - begun
        self.trial.say(f"{self.name}: noticed {found} of {all_of_them} in {took:.0f} s")

    def _has_time(self) -> bool:
        return time.monotonic() < self.trial.until

    def _look(self, item: pytest.Item) -> bool:
        """To which checks a test gives something to refuse, unless that is in the book."""
        if self.book.has_looked(self.name, item.nodeid, self.wanted):
            return True
        if not self._has_time():
            return False
        begun = time.monotonic()
        with self.trial.passing.told() as mattered:
            failed = self._fails(item)
        if failed:
            self.trial.say(f"Fails before anything is taken out: {item.nodeid}", self.said[-800:])
        self.book.write_look(
            self.name,
            item.nodeid,
            self.trial.removals,
            set() if failed else mattered,
            time.monotonic() - begun,
        )
        return True

    def _fails(self, item: pytest.Item) -> bool:
        """What the next test needs too is kept, so the next one must be another of this file."""
        following = next((other for other in self.items if other is not item), None)
        reports = runtestprotocol(item, log=False, nextitem=following)
        self.said = "".join(str(report.longrepr) for report in reports if report.failed)
        return any(report.failed for report in reports)

    def _try(self, removal: Removal) -> None:
        chosen = self.book.tests_of(self.name, removal)
        among = {item.nodeid: item for item in self.items}
        with taken_out(removal):
            for nodeid in chosen:
                if nodeid in among and self._fails(among[nodeid]):
                    self.noticed[removal] = among[nodeid]
                    self.book.write(removal, self.name, nodeid)
                    return
        self.book.write(removal, self.name, "")

    def _take_back(self) -> None:
        """What failed without a check counts when it holds with it: nothing else may have broken meanwhile."""
        broken = {item for item in set(self.noticed.values()) if self._fails(item)}
        for item in broken:
            self.trial.say(f"Fails with everything in place: {item.nodeid}", self.said[-800:])
        for removal, item in self.noticed.items():
            if item in broken:
                self.book.take_back(removal)


def keep_figures(everything: list[Removal], tried: list[Removal], noticed: list[Removal]) -> None:
    # Not at the top: it would settle which settings are used before the tests could.
    from scrutiny.tests.figures import STORED, keep  # noqa: PLC0415

    keep(STORED, "mutation.checks", len(tried), "Permission checks taken out", of=len(everything))
    keep(STORED, "mutation.noticed", len(noticed), "… of those, noticed by a test", of=len(tried))


@contextmanager
def fewer_knocks() -> Iterator[None]:
    """The table tried with some of its people and methods only."""
    from scrutiny.tests import test_matrix as table  # noqa: PLC0415

    everything = table.PERSONAS, table.METHODS
    table.PERSONAS, table.METHODS = FEW
    try:
        yield
    finally:
        table.PERSONAS, table.METHODS = everything


@contextmanager
def taken_out(removal: Removal) -> Iterator[None]:
    """The function has other code meanwhile, wherever it was imported to."""
    if removal.is_sign_in:
        cell = sign_in(getattr(module_of(removal.file), removal.function))
        before, cell.cell_contents = cell.cell_contents, lambda user: True
        try:
            yield
        finally:
            cell.cell_contents = before
        return
    function = function_of(removal.file, removal.function)
    before_code, function.__code__ = function.__code__, code_of(removal)
    try:
        yield
    finally:
        function.__code__ = before_code


def code_of(removal: Removal) -> CodeType:
    return code_in(compiled(ast.parse(removal.changed()), removal.file), removal.function)
