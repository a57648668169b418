"""Take out each permission check in turn and see whether a test notices.

    python3 run.py test -p benchmarks.remove_permission_checks
        [--only WORDS] [--seconds N] [--book FILE] [--keep-figures] [FILES OF TESTS]

One process for all of them, because a council for the tests takes longer to make than to try. First every test runs
on the product as it is, to see that it holds and which functions it goes through. Then a check is taken out by
giving its function other code, and the tests that go through that function run until one of them fails. What was
found goes into a book, so that a run that was stopped can go on; nothing in it is tried again.
"""

from __future__ import annotations

import ast
import importlib
import inspect
import json
import sys
import time
from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import contextmanager, nullcontext
from pathlib import Path
from types import CodeType, FrameType, FunctionType
from typing import Any

import pytest
from _pytest.runner import runtestprotocol

from benchmarks.removals import PROJECT, Removal, removals

# Tests of rules and verbs first, which make what they need themselves; then the table, whose world is made once.
TABLE = "scrutiny/tests/test_matrix.py"
FILES = [
    "scrutiny/tests/test_reading_rule.py",
    "committees/tests/test_permissions.py",
    "committees/tests/test_access.py",
    "committees/tests/test_accounts_pages.py",
    "committees/tests/test_safety.py",
    "callins/tests/test_stages.py",
    "callins/tests/test_call_in_pages.py",
    TABLE,
]
FEW = (
    ("anonymous", "other_councillor", "officer", "other_officer", "administrator", "member"),
    ("GET", "POST"),
)
Name = tuple[str, str]


def pytest_addoption(parser: pytest.Parser) -> None:
    group = parser.getgroup("removal of permission checks")
    group.addoption("--only", default="", help="only removals with these words")
    group.addoption("--seconds", type=float, default=1e9, help="stop after so many seconds; the book goes on")
    group.addoption(
        "--book", type=Path, default=PROJECT / "var" / "removals.jsonl", help="what was found so far"
    )
    group.addoption("--keep-figures", action="store_true", help="write docs/figures for docs/trust.md")
    group.addoption("--again", action="store_true", help="try the ones that survived once more")


@pytest.hookimpl(tryfirst=True)
def pytest_configure(config: pytest.Config) -> None:
    if config.args_source is not pytest.Config.ArgsSource.ARGS:
        config.args = FILES


@pytest.hookimpl(tryfirst=True)
def pytest_runtestloop(session: pytest.Session) -> bool:
    Trial(session, Book(session.config.getoption("--book"))).run()
    return True


class Book:
    """What was found, one line for each removal."""

    def __init__(self, path: Path) -> None:
        self.path = path
        path.parent.mkdir(parents=True, exist_ok=True)
        lines = path.read_text().splitlines() if path.exists() else []
        self.found: dict[str, str] = dict(json.loads(line) for line in lines)

    def write(self, removal: Removal, noticed_by: str) -> None:
        self.found[named(removal)] = noticed_by
        with self.path.open("a") as book:
            book.write(json.dumps([named(removal), noticed_by]) + "\n")


def named(removal: Removal) -> str:
    """Stays the same while the file around it changes."""
    return f"{removal.file} {removal.function} {removal.what} -> {removal.instead}"


class Trial:
    def __init__(self, session: pytest.Session, book: Book) -> None:
        self.session, self.book, self.config = session, book, session.config
        self.until = time.monotonic() + self.config.getoption("--seconds")
        self.through: dict[Name, list[pytest.Item]] = defaultdict(list)
        self.takes: dict[pytest.Item, float] = {}
        self.broken: list[pytest.Item] = []
        self.said = ""
        self.terminal = session.config.pluginmanager.get_plugin("terminalreporter")

    def run(self) -> None:
        wanted = self._wanted()
        codes.update({each: code_of(each) for each in wanted if not each.is_sign_in})
        files = {str(PROJECT / each.file) for each in wanted}
        table = [item for item in self.session.items if item.nodeid.startswith(TABLE)]
        others = [item for item in self.session.items if item not in table]
        survived: list[Removal] = []
        for turn, items in enumerate((others, table)):
            self._look(items, files)
            print(
                f"{len(items)} tests looked at; {len(self.broken)} fail anyway and are left out.", flush=True
            )
            for each in wanted if turn == 0 else survived:
                # The table is the quicker one for a page, the other tests for a rule.
                if time.monotonic() < self.until and (turn == 1 or not self._is_page(each)):
                    self._try(each, items, last=turn == 1)
            survived = [each for each in wanted if named(each) not in self.book.found or self._survived(each)]
        self._say()

    def say(self, *words: object, sep: str = " ") -> None:
        """Past what pytest keeps of the tests' own words."""
        self.terminal.write_line(sep.join(map(str, words)), flush=True)

    def _is_page(self, removal: Removal) -> bool:
        return "/views" in removal.file

    def _survived(self, removal: Removal) -> bool:
        return not self.book.found[named(removal)]

    def _wanted(self) -> list[Removal]:
        again, only = self.config.getoption("--again"), self.config.getoption("--only")
        known = {key for key, noticed in self.book.found.items() if noticed or not again}
        return [
            each
            for each in removals()
            if only in str(each) and named(each) not in known and not each.changes_nothing
        ]

    def _look(self, items: list[pytest.Item], files: set[str]) -> None:
        for place, item in enumerate(items):
            following = items[place + 1] if place + 1 < len(items) else items[0]
            begun = time.monotonic()
            with fewer_knocks(), gone_through(files) as names:
                failed = self._fails(item, following)
            self.takes[item] = time.monotonic() - begun
            if failed:
                self.broken.append(item)
                self.say(f"Fails before anything is taken out: {item.nodeid}", self.said[-800:])
            else:
                for name in names:
                    self.through[name].append(item)

    def _fails(self, item: pytest.Item, following: pytest.Item) -> bool:
        """`following` must be another test: what it needs too is kept, and everything else put away."""
        reports = runtestprotocol(item, log=False, nextitem=following)
        self.said = "".join(str(report.longrepr) for report in reports if report.failed)
        return any(report.failed for report in reports)

    def _try(self, removal: Removal, items: list[pytest.Item], *, last: bool) -> None:
        among = set(items)
        chosen = [item for item in self.through[(removal.file, removal.function)] if item in among]
        chosen.sort(key=lambda item: self.takes[item])
        noticed = ""
        # Fewer knocks first: what fails with some of them fails with all.
        tries = [(item, True) for item in chosen] + [(item, False) for item in chosen if last]
        with taken_out(removal):
            for item, quick in tries:
                with fewer_knocks() if quick else nullcontext():
                    failed = self._fails(item, items[0] if item is not items[0] else items[1])
                if failed:
                    noticed = item.nodeid
                    break
        if noticed or last:
            self.book.write(removal, noticed)
            self.say("noticed " if noticed else f"SURVIVED {len(chosen)} tests:", removal)

    def _say(self) -> None:
        everything = [each for each in removals() if not each.changes_nothing]
        tried = [each for each in everything if named(each) in self.book.found]
        survivors = [each for each in tried if self._survived(each)]
        noticed = len(tried) - len(survivors)
        self.say(f"{noticed} of {len(tried)} removals were noticed; {len(everything)} in all.")
        self.say(*survivors, sep="\n")
        if self.config.getoption("--keep-figures"):
            keep_figures(everything, tried, survivors)
        self.session.testsfailed = len(survivors)


def keep_figures(everything: list[Removal], tried: list[Removal], survivors: list[Removal]) -> None:
    # Not at the top: it would settle which settings are used before the tests could.
    from scrutiny.tests.figures import STORED, keep  # noqa: PLC0415

    keep(STORED, "mutation.checks", len(tried), "Permission checks taken out", of=len(everything))
    noticed = len(tried) - len(survivors)
    keep(STORED, "mutation.noticed", noticed, "… of those, noticed by a test", of=len(tried))


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
def gone_through(files: set[str]) -> Iterator[set[Name]]:
    """The functions of these files that run meanwhile."""
    names: set[Name] = set()

    def note(frame: FrameType, event: str, _argument: object) -> None:
        code = frame.f_code
        if event == "call" and code.co_filename in files:
            relative = str(Path(code.co_filename).relative_to(PROJECT))
            names.add((relative, code.co_qualname.partition(".")[0]))

    sys.setprofile(note)
    try:
        yield names
    finally:
        sys.setprofile(None)


# Compiled before the first is tried, so that nobody who goes on working on the files disturbs a long run.
codes: dict[Removal, CodeType] = {}


@contextmanager
def taken_out(removal: Removal) -> Iterator[None]:
    """The function has other code meanwhile, wherever it was imported to."""
    module = importlib.import_module(
        removal.file.removesuffix(".py").removesuffix("/__init__").replace("/", ".")
    )
    found = getattr(module, removal.function)
    if removal.is_sign_in:
        cell = sign_in(found)
        before, cell.cell_contents = cell.cell_contents, lambda user: True
        try:
            yield
        finally:
            cell.cell_contents = before
        return
    function = inspect.unwrap(found)
    assert isinstance(function, FunctionType)
    before_code = function.__code__
    function.__code__ = codes[removal]
    try:
        yield
    finally:
        function.__code__ = before_code


def code_of(removal: Removal) -> CodeType:
    tree = ast.parse(removal.changed())
    module = compile(tree, str(PROJECT / removal.file), "exec", dont_inherit=True)
    return next(
        part
        for part in module.co_consts
        if isinstance(part, CodeType) and part.co_qualname == removal.function
    )


def sign_in(view: Callable[..., Any]) -> Any:
    """Where login_required keeps what it asks of a visitor."""
    layer: Any = view
    while layer is not None:
        names = layer.__code__.co_freevars
        if "test_func" in names:
            return layer.__closure__[names.index("test_func")]
        layer = getattr(layer, "__wrapped__", None)
    raise LookupError(f"{view} has no login_required")
