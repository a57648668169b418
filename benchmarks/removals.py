"""The permission checks of the product, each as a change of the source that takes it out.

What is found: every part of an and, of a `Q & Q`, of a `Q(one, two)` and of a filter in the files that hold the rules;
every early refusal there (a guard that returns nothing, or raises Http404); every gate of a view (`login_required`,
`allow(...)`, `require_officer(...)`, a guard that raises Http404, a filter of what is looked up to what the
visitor runs); and, in the verbs, every refusal that looks at who it is that does it.
"""

from __future__ import annotations

import ast
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

PROJECT = Path(__file__).resolve().parents[1]
RULES = [
    "committees/permissions",
    "callins/permissions.py",
    "callins/call_in_gates.py",
    "reminders/gates.py",
    "scrutiny/search/door.py",
    "workprogramme/permissions.py",
]
VIEWS = [
    "committees/views",
    "callins/views",
    "council/views.py",
    "reminders/views",
    "scrutiny/search/views.py",
    "scrutiny/views.py",
    "workprogramme/views",
]
VERBS = [
    "accounts",
    "callins",
    "committees",
    "committees/attendance",
    "committees/minutes",
    "committees/sittings",
    "reminders",
    "workprogramme",
]
GATES = ("allow", "require_officer", "require_reader_of_rules", "require_mailbox")
OF_THE_VISITOR = ("_run_by(", "request.user", "visible_to(")
# Names that say who does something.
WHO = {"by", "made_by_id", "proposed_by_id", "agreed_by_id"}

# Taken out, these change nothing that anybody could see, with the reason. They are counted apart.
SAID_TWICE: dict[tuple[str, str], str] = {}


@cache
def source_of(file: str) -> bytes:
    """As it was when first asked for: nobody who goes on working on the files disturbs a long run."""
    return (PROJECT / file).read_bytes()


@dataclass(frozen=True)
class Removal:
    """One change of one file: what stands from `start` to `end` becomes `instead`."""

    file: str
    function: str
    line: int
    what: str
    start: int
    end: int
    instead: str
    # Which of several alike in one function.
    nth: int = 1

    def __str__(self) -> str:
        return f"{self.file}:{self.line} {self.function}: {self.what}"

    @property
    def changes_nothing(self) -> bool:
        return (f"{self.file} {self.function}", self.what) in SAID_TWICE

    @property
    def name(self) -> str:
        """Stays the same while the file around it changes."""
        again = f" ({self.nth})" if self.nth > 1 else ""
        return f"{self.file} {self.function} {self.what} -> {self.instead}{again}"

    @property
    def is_condition(self) -> bool:
        return self.instead in ("True", "False")

    @property
    def is_sign_in(self) -> bool:
        return self.what == "login_required"

    def changed(self) -> bytes:
        source = source_of(self.file)
        return source[: self.start] + self.instead.encode() + source[self.end :]


class Finder(ast.NodeVisitor):
    def __init__(self, path: Path, kind: str) -> None:
        self.source, self.kind = path.read_text(), kind
        self.file = str(path.relative_to(PROJECT))
        self.encoded = self.source.encode()
        self.starts = [0]
        for line in self.encoded.splitlines(keepends=True):
            self.starts.append(self.starts[-1] + len(line))
        self.within: list[str] = []
        self.found: list[Removal] = []

    def search(self) -> list[Removal]:
        self.visit(ast.parse(self.source))
        return self.found

    def span(self, node: ast.expr | ast.stmt | ast.keyword) -> tuple[int, int]:
        assert node.end_lineno is not None
        assert node.end_col_offset is not None
        start = self.starts[node.lineno - 1] + node.col_offset
        return start, self.starts[node.end_lineno - 1] + node.end_col_offset

    def note(self, line: int, what: str, span: tuple[int, int], instead: str) -> None:
        if self.within:
            name = self.within[0]
            self.found.append(Removal(self.file, name, line, what, *span, instead))

    def raw(self, node: ast.AST) -> str:
        return ast.get_source_segment(self.source, node) or ""

    def text(self, node: ast.AST) -> str:
        return " ".join(self.raw(node).split())[:70]

    def visit_ClassDef(self, node: ast.ClassDef) -> None:
        """Methods of classes that hold rules belong to models and forms, and no gate is one."""

    def visit_FunctionDef(self, node: ast.FunctionDef) -> None:
        self.within.append(node.name)
        for decorator in node.decorator_list:
            if self.kind == "view" and self.raw(decorator) == "login_required":
                self.note(decorator.lineno, "login_required", (0, 0), "")
        self.generic_visit(node)
        self.within.pop()

    def visit_BoolOp(self, node: ast.BoolOp) -> None:
        """`a and b` without a is b: the condition that was asked for is no longer."""
        if self.kind == "rule" and isinstance(node.op, ast.And):
            for value in node.values:
                self.note(value.lineno, f"and-part: {self.text(value)}", self.span(value), "True")
        self.generic_visit(node)

    def visit_BinOp(self, node: ast.BinOp) -> None:
        """`Q & Q` on a rule: one side is dropped. `roles & {...}` is an intersection and no condition of its own."""
        sets = isinstance(node.right, ast.Set) or isinstance(node.left, ast.Set)
        if self.kind == "rule" and isinstance(node.op, ast.BitAnd) and not sets:
            for kept, lost in ((node.left, node.right), (node.right, node.left)):
                self.note(node.lineno, f"&-part: {self.text(lost)}", self.span(node), f"({self.raw(kept)})")
        self.generic_visit(node)

    def visit_IfExp(self, node: ast.IfExp) -> None:
        if self.kind == "rule":
            self.note(node.lineno, f"if-else: {self.text(node.test)}", self.span(node.test), "True")
        self.generic_visit(node)

    def visit_If(self, node: ast.If) -> None:
        if self._refuses(node):
            either = node.test.values if isinstance(node.test, ast.BoolOp) else [node.test]
            both = isinstance(node.test, ast.BoolOp) and isinstance(node.test.op, ast.And)
            for part in either:
                if not (both and self.kind == "rule"):  # The parts of an and are dropped where it is met.
                    neutral = "True" if both else "False"
                    self.note(part.lineno, f"guard: {self.text(part)}", self.span(part), neutral)
            if both:
                self.note(node.lineno, f"guard: {self.text(node.test)}", self.span(node.test), "False")
        self.generic_visit(node)

    def _refuses(self, node: ast.If) -> bool:
        last = node.body[-1]
        if self.kind == "verb":
            return isinstance(last, ast.Raise) and bool(WHO & self._names(node.test))
        if isinstance(last, ast.Raise):
            return "Http404" in self.raw(last)
        if self.kind == "view" or not isinstance(last, ast.Return):
            return False
        return last.value is None or any(word in self.raw(last) for word in (".none()", "False", "pk__in=[]"))

    def _names(self, node: ast.AST) -> set[str]:
        parts = list(ast.walk(node))
        return {part.id for part in parts if isinstance(part, ast.Name)} | {
            part.attr for part in parts if isinstance(part, ast.Attribute)
        }

    def visit_Call(self, node: ast.Call) -> None:
        name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
        if self.kind == "view" and name in GATES:
            self.note(node.lineno, f"gate: {self.text(node)}", self.span(node), "None")
        if self.kind == "rule" and name in GATES:
            self.note(node.lineno, f"gate: {self.text(node)}", self.span(node), "None")
        if self.kind == "rule" and name == "exclude" and isinstance(node.func, ast.Attribute):
            self.note(
                node.lineno, f"exclude: {self.text(node)[-60:]}", self.span(node), self.raw(node.func.value)
            )
        if self.kind == "rule" and name == "Q":
            self._look_at_parts(node)
        if self.kind != "verb" and name in ("filter", "get_object_or_404"):
            self._look_at_arguments(node)
        self.generic_visit(node)

    def _look_at_parts(self, node: ast.Call) -> None:
        """`Q(one, two)` asks for both."""
        parts = [*node.args, *node.keywords]
        for part in parts if len(parts) > 1 else []:
            self.note(part.lineno, f"Q-part: {self.text(part)}", self._with_comma(part), "")

    def _look_at_arguments(self, node: ast.Call) -> None:
        for keyword in node.keywords:
            said = self.raw(keyword.value)
            gates = any(word in said for word in OF_THE_VISITOR)
            if gates or (self.kind == "rule" and keyword.arg):
                what = f"filter: {keyword.arg}={said[:50]}"
                self.note(keyword.lineno, what, self._with_comma(keyword), "")

    def _with_comma(self, part: ast.expr | ast.keyword) -> tuple[int, int]:
        start, end = self.span(part)
        while self.encoded[end : end + 1] in (b",", b" ", b"\n"):
            end += 1
        return start, end


def removals() -> list[Removal]:
    found: dict[tuple[str, int, int, str], Removal] = {}
    for places, kind in ((RULES, "rule"), (VIEWS, "view"), (VERBS, "verb")):
        for path in files(places, deep=kind != "verb"):
            for each in Finder(path, kind).search():
                if _is_python(each):
                    found.setdefault((each.file, each.start, each.end, each.instead + each.function), each)
    return list(
        counted(sorted(found.values(), key=lambda each: (each.file, each.line, each.start, each.what)))
    )


def counted(found: list[Removal]) -> Iterator[Removal]:
    """Several that read the same in one function get numbers."""
    seen: Counter[str] = Counter()
    for each in found:
        seen[each.name] += 1
        yield replace(each, nth=seen[each.name])


def files(places: list[str], *, deep: bool) -> Iterator[Path]:
    for place in places:
        path = PROJECT / place
        yield from [path] if path.is_file() else sorted(path.rglob("*.py") if deep else path.glob("*.py"))


def _is_python(removal: Removal) -> bool:
    """What is not would be caught by anything. One word for a condition always is."""
    if removal.is_condition or removal.is_sign_in:
        return True
    try:
        ast.parse(removal.changed())
    except SyntaxError:
        return False
    return True
