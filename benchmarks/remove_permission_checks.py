"""Take out each permission check in turn, in a copy of the tree, and see whether a test notices.

    python3 run.py test --help            # how the tests get their servers
    nice python -m benchmarks.remove_permission_checks --list
    nice python -m benchmarks.remove_permission_checks [--only WORDS] [--rule-only] [--keep-figures]

Needs DATABASE_URL of a PostgreSQL server it may make test databases on. What it takes out: every part of an
and/or in committees/permissions, every early refusal there (a guard that returns nothing, or raises Http404), every
`allow(...)`, and every gate of a view (`login_required`, a filter of what is looked up to what the visitor runs).
"""

from __future__ import annotations

import argparse
import ast
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from scrutiny.tests.figures import STORED, keep

PROJECT = Path(__file__).resolve().parents[1]
RULES = ["committees/permissions"]
VIEWS = ["committees/views"]
LEFT_BEHIND = shutil.ignore_patterns(".git", ".venv", "var", "__pycache__", "node_modules")
RULE_TESTS = [
    "scrutiny/tests/test_reading_rule.py",
    "committees/tests/test_permissions.py",
    "committees/tests/test_access.py",
]
ALL_TESTS = [*RULE_TESTS, "scrutiny/tests/test_matrix.py"]


@dataclass(frozen=True)
class Removal:
    """One change of one file: what stands from `start` to `end` becomes `instead`."""

    file: str
    line: int
    what: str
    start: int
    end: int
    instead: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line} {self.what}"


def files(folders: list[str]) -> Iterator[Path]:
    for folder in folders:
        yield from sorted((PROJECT / folder).rglob("*.py"))


class Finder(ast.NodeVisitor):
    def __init__(self, path: Path, *, views: bool) -> None:
        self.source, self.views = path.read_text(), views
        self.file = str(path.relative_to(PROJECT))
        self.starts = [0]
        for line in self.source.encode().splitlines(keepends=True):
            self.starts.append(self.starts[-1] + len(line))
        self.found: list[Removal] = []

    def at(self, line: int, column: int) -> int:
        return self.starts[line - 1] + column

    def take_out(self, node: ast.expr | ast.stmt, instead: str, what: str) -> None:
        assert node.end_lineno is not None
        assert node.end_col_offset is not None
        start, end = self.at(node.lineno, node.col_offset), self.at(node.end_lineno, node.end_col_offset)
        self.found.append(Removal(self.file, node.lineno, what, start, end, instead))

    def text(self, node: ast.AST) -> str:
        return (ast.get_source_segment(self.source, node) or "").replace("\n", " ")[:70]

    def visit_BoolOp(self, node: ast.BoolOp) -> None:
        """`a and b` without a is b: the condition that was asked for is no longer."""
        if isinstance(node.op, ast.And) and not self.views:
            for value in node.values:
                self.take_out(value, "True", f"and-part: {self.text(value)}")
        self.generic_visit(node)

    def visit_BinOp(self, node: ast.BinOp) -> None:
        """`Q & Q` on a rule: one side is dropped."""
        if isinstance(node.op, ast.BitAnd) and not self.views:
            for kept, lost in ((node.left, node.right), (node.right, node.left)):
                self.take_out(node, f"({self.raw(kept)})", f"&-part: {self.text(lost)}")
        self.generic_visit(node)

    def raw(self, node: ast.AST) -> str:
        return ast.get_source_segment(self.source, node) or ""

    def visit_If(self, node: ast.If) -> None:
        """A guard that refuses: a return of nothing, or an exception."""
        last = node.body[-1]
        raises = isinstance(last, ast.Raise) and "Http404" in self.raw(last)
        empty = isinstance(last, ast.Return) and any(
            word in self.raw(last) for word in (".none()", "False", "pk__in=[]")
        )
        bare = isinstance(last, ast.Return) and last.value is None
        if raises or (not self.views and (empty or bare)):
            for test in node.test.values if isinstance(node.test, ast.BoolOp) else [node.test]:
                neutral = (
                    "True"
                    if isinstance(node.test, ast.BoolOp) and isinstance(node.test.op, ast.And)
                    else "False"
                )
                self.take_out(test, neutral, f"guard: {self.text(test)}")
        self.generic_visit(node)

    def visit_Call(self, node: ast.Call) -> None:
        name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
        if self.views and name == "allow":
            self.take_out(node, "None", f"allow: {self.text(node)}")
        if name == "exclude" and not self.views:
            assert isinstance(node.func, ast.Attribute)
            self.take_out(node, self.raw(node.func.value), f"exclude: {self.text(node)[-60:]}")
        if name in ("filter", "get_object_or_404", "exclude"):
            self.look_at_arguments(node)
        self.generic_visit(node)

    def look_at_arguments(self, node: ast.Call) -> None:
        for keyword in node.keywords:
            said = self.raw(keyword.value)
            gates = self.views and any(word in said for word in ("_run_by(", "request.user", "visible_to("))
            if gates or (not self.views and keyword.arg):
                self.drop(node, keyword, f"filter: {keyword.arg}={said[:50]}")

    def drop(self, call: ast.Call, keyword: ast.keyword, what: str) -> None:
        """Take a keyword out of a call together with its comma."""
        assert keyword.end_lineno is not None
        assert keyword.end_col_offset is not None
        start, end = (
            self.at(keyword.lineno, keyword.col_offset),
            self.at(keyword.end_lineno, keyword.end_col_offset),
        )
        source = self.source.encode()
        while source[end : end + 1] in (b",", b" ", b"\n"):
            end += 1
        self.found.append(Removal(self.file, keyword.lineno, what, start, end, ""))

    def visit_FunctionDef(self, node: ast.FunctionDef) -> None:
        for decorator in node.decorator_list:
            if self.views and self.raw(decorator) == "login_required":
                start, end = self.at(decorator.lineno, 0), self.at(decorator.lineno + 1, 0)
                what = f"login_required of {node.name}"
                self.found.append(Removal(self.file, decorator.lineno, what, start, end, ""))
        self.generic_visit(node)


def removals() -> list[Removal]:
    found: list[Removal] = []
    for folders, views in ((RULES, False), (VIEWS, True)):
        for path in files(folders):
            finder = Finder(path, views=views)
            finder.visit(ast.parse(finder.source))
            found += finder.found
    return sorted(set(found), key=lambda each: (each.file, each.start, each.what))


def apply(removal: Removal, copy: Path) -> bool:
    """Whether the copy still is Python; what is not would be caught by anything."""
    source = (PROJECT / removal.file).read_bytes()
    changed = source[: removal.start] + removal.instead.encode() + source[removal.end :]
    try:
        ast.parse(changed)
    except SyntaxError:
        return False
    (copy / removal.file).write_bytes(changed)
    return True


def tests_for(file: str, *, rule_only: bool) -> list[str]:
    matrix = [] if rule_only else ALL_TESTS[-1:]
    return [*RULE_TESTS, *matrix] if file.startswith(RULES[0]) else ALL_TESTS[-1:]


def hold(tests: list[str], copy: Path) -> bool:
    command = [sys.executable, "-m", "pytest", "-p", "no:cacheprovider", "--reuse-db", "-q", "-x", *tests]
    environment = {**os.environ, "SECRET_KEY": "x" * 50, "DJANGO_ALLOW_ASYNC_UNSAFE": "true"}
    environment["HYPOTHESIS_PROFILE"] = "no_shrinking"
    done = subprocess.run(command, cwd=copy, env=environment, capture_output=True, text=True, check=False)
    return done.returncode == 0


def main() -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--list", action="store_true", help="say what would be taken out, and stop")
    parser.add_argument("--only", default="", help="only removals with these words")
    parser.add_argument("--rule-only", action="store_true", help="the rule about papers, without the matrix")
    parser.add_argument("--keep-figures", action="store_true", help="write docs/figures for docs/trust.md")
    asked = parser.parse_args()
    wanted = [each for each in removals() if asked.only in str(each)]
    if asked.list:
        print(*wanted, f"{len(wanted)} checks", sep="\n")
        return 0
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder) / "tree"
        shutil.copytree(PROJECT, copy, ignore=LEFT_BEHIND)
        survivors, tried = try_all(wanted, copy, rule_only=asked.rule_only)
    print(f"{tried - len(survivors)} of {tried} removals were noticed.", *survivors, sep="\n")
    if asked.keep_figures:
        keep(
            STORED, "mutation.noticed", tried - len(survivors), "Removed checks that a test noticed", of=tried
        )
    return bool(survivors)


def try_all(wanted: list[Removal], copy: Path, *, rule_only: bool) -> tuple[list[Removal], int]:
    for tests in {tuple(tests_for(each.file, rule_only=rule_only)) for each in wanted}:
        if not hold(list(tests), copy):
            sys.exit(f"The tests fail before anything is taken out, so they would notice nothing: {tests}")
    survivors: list[Removal] = []
    tried = 0
    for removal in wanted:
        if not apply(removal, copy):
            continue
        tried += 1
        if hold(tests_for(removal.file, rule_only=rule_only), copy):
            survivors.append(removal)
        print("noticed " if removal not in survivors else "SURVIVED", removal, flush=True)
        shutil.copyfile(PROJECT / removal.file, copy / removal.file)
    return survivors, tried


if __name__ == "__main__":
    sys.exit(main())
