"""Reading PDF objects that may have any type at all, because a stranger wrote them."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from decimal import Decimal

from pikepdf import Array, Dictionary, Object, Stream

# Real files nest a handful of levels; these stop the ones that were made to hurt.
MAX_LEVELS = 60
MAX_ENTRIES = 200_000


def dictionary(holder: Object | None, key: str) -> Dictionary | None:
    """The dictionary under `key`, or None when there is none or it is something else."""
    if not isinstance(holder, (Dictionary, Stream)):
        return None
    value = holder.get(key)
    return value if isinstance(value, Dictionary) else None


def array(holder: Object | None, key: str) -> list[Object]:
    """The items under `key`: of an array, or a lone value as a list of one."""
    if not isinstance(holder, (Dictionary, Stream)):
        return []
    value = holder.get(key)
    if value is None:
        return []
    return list(value) if isinstance(value, Array) else [value]


def set_kids(element: Object, kids: Sequence[Object | int]) -> None:
    """Write the children of a structure element in the shortest form: most have one or none."""
    if len(kids) == 1:
        element["/K"] = kids[0]
    elif kids:
        element["/K"] = Array(kids)
    elif "/K" in element:
        del element["/K"]


def text(value: object) -> str:
    """A PDF text string or name as str; "" for anything else."""
    if isinstance(value, (Dictionary, Array, Stream)) or value is None:
        return ""
    try:
        return str(value)
    except (ValueError, UnicodeError):
        return ""


def number(value: object) -> float | None:
    if isinstance(value, bool) or not isinstance(value, (int, float, Decimal)):
        return None
    result = float(value)
    return result if math.isfinite(result) else None


def inherited(page: Object, key: str) -> object:
    """A page attribute, looked for on the page and then upwards through the page tree."""
    node: object = page
    for _level in range(MAX_LEVELS):
        if not isinstance(node, Dictionary):
            return None
        if key in node:
            return node.get(key)
        node = node.get("/Parent")
    return None


def tree_entries(root: Object | None, leaves: str) -> Iterator[tuple[object, Object]]:
    """The (key, value) pairs of a name tree (`/Names`) or number tree (`/Nums`), loops cut."""
    stack: list[object] = [root]
    seen: set[tuple[int, int]] = set()
    count = 0
    while stack and count < MAX_ENTRIES:
        node = stack.pop()
        if not isinstance(node, Dictionary):
            continue
        if node.is_indirect:
            if node.objgen in seen:
                continue
            seen.add(node.objgen)
        pairs = array(node, leaves)
        for key, value in zip(pairs[::2], pairs[1::2], strict=False):
            count += 1
            yield key, value
        stack.extend(reversed(array(node, "/Kids")))
