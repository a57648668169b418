"""Which tests give a permission check something to refuse, so that only those are run when it is taken out.

Each function that holds checks is given code that does the same and tells about it. Of a condition it is told
whether taking it out would have made a difference there and then; of anything else, that it was passed.
"""

from __future__ import annotations

import ast
import builtins
import importlib
import inspect
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from types import CodeType, FunctionType
from typing import Any

from benchmarks.removals import PROJECT, Removal, source_of

Key = tuple[str, str]
# Values of which it is known whether they hold without asking the database.
PLAIN = (bool, type(None), int, str)


def module_of(file: str) -> Any:
    return importlib.import_module(file.removesuffix(".py").removesuffix("/__init__").replace("/", "."))


def function_of(file: str, name: str) -> FunctionType:
    function = inspect.unwrap(getattr(module_of(file), name))
    assert isinstance(function, FunctionType)
    return function


def code_in(module: CodeType, name: str) -> CodeType:
    """The code of one function of a module's."""
    return next(part for part in module.co_consts if isinstance(part, CodeType) and part.co_qualname == name)


def compiled(tree: ast.Module, file: str) -> CodeType:
    return compile(tree, str(PROJECT / file), "exec", dont_inherit=True)


def sign_in(view: Callable[..., Any]) -> Any:
    """Where login_required keeps what it asks of a visitor."""
    layer: Any = view
    while layer is not None:
        names = layer.__code__.co_freevars
        if "test_func" in names:
            return layer.__closure__[names.index("test_func")]
        layer = getattr(layer, "__wrapped__", None)
    raise LookupError(f"{view} has no login_required")


def is_passed(removal: Removal) -> bool:
    """Of these it is only known that something ran into them."""
    return not removal.is_condition and not removal.is_sign_in


class Passing:
    """Tells which of these removals would have mattered while something ran."""

    def __init__(self, removals: Iterable[Removal]) -> None:
        self.mattered: set[Removal] = set()
        self.all = list(removals)
        self.numbers = {each: number for number, each in enumerate(self.all)}
        files: dict[str, list[Removal]] = defaultdict(list)
        for each in self.all:
            files[each.file].append(each)
        self.codes: dict[Key, CodeType] = {}
        for file, of in files.items():
            module = self._telling(file, of)
            self.codes |= {(file, each.function): code_in(module, each.function) for each in of}
        # Where each login_required keeps its question, and what it asks.
        self.doors = {
            each: sign_in(getattr(module_of(each.file), each.function))
            for each in self.all
            if each.is_sign_in
        }

    def _telling(self, file: str, of: list[Removal]) -> CodeType:
        """The module with a word to us around each condition, and one where each function begins."""
        tree = ast.parse(self._marked(source_of(file), of))
        for function in tree.body:
            if isinstance(function, ast.FunctionDef):
                passed = [
                    self.numbers[each] for each in of if each.function == function.name and is_passed(each)
                ]
                function.body.insert(0, ast.parse(f"__passed__({passed})").body[0])
        return compiled(ast.fix_missing_locations(tree), file)

    def _marked(self, source: bytes, of: list[Removal]) -> bytes:
        """A word around each condition. Where several begin or end together the shorter stands inside."""
        marks = []
        for each in of:
            if each.is_condition:
                begins = f"__judged__({self.numbers[each]}, (".encode()
                marks += [(each.start, 1, -each.end, begins), (each.end, 0, -each.start, b"))")]
        parts, done = [], 0
        for place, _, _, words in sorted(marks):
            parts += [source[done:place], words]
            done = place
        return b"".join([*parts, source[done:]])

    def _judged(self, number: int, value: Any) -> Any:
        each = self.all[number]
        if not isinstance(value, PLAIN) or bool(value) != (each.instead == "True"):
            self.mattered.add(each)
        return value

    def _passed(self, numbers: list[int]) -> None:
        self.mattered.update(self.all[number] for number in numbers)

    @contextmanager
    def told(self) -> Iterator[set[Removal]]:
        self.mattered = set()
        builtins.__dict__.update(__judged__=self._judged, __passed__=self._passed)
        functions = {key: function_of(*key) for key in self.codes}
        before = {key: function.__code__ for key, function in functions.items()}
        asked = {each: door.cell_contents for each, door in self.doors.items()}
        for key, function in functions.items():
            function.__code__ = self.codes[key]
        for each, door in self.doors.items():
            door.cell_contents = self._asking(each, asked[each])
        try:
            yield self.mattered
        finally:
            for each, door in self.doors.items():
                door.cell_contents = asked[each]
            for key, function in functions.items():
                function.__code__ = before[key]

    def _asking(self, each: Removal, ask: Callable[[Any], bool]) -> Callable[[Any], bool]:
        def whether(user: Any) -> bool:
            answer = ask(user)
            if not answer:
                self.mattered.add(each)
            return answer

        return whether
