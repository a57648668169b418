"""How an app below lets apps above act on what it does, without knowing them.

An app above joins in its AppConfig.ready. What it does happens in the same transaction, or nothing happens.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Generic, ParamSpec

P = ParamSpec("P")


class Followers(Generic[P]):
    def __init__(self) -> None:
        self._functions: list[Callable[P, object]] = []

    def join(self, function: Callable[P, object]) -> None:
        """Joining twice is joining once: an app may be made ready again in one process."""
        if function not in self._functions:
            self._functions.append(function)

    def tell(self, *args: P.args, **kwargs: P.kwargs) -> None:
        for function in self._functions:
            function(*args, **kwargs)
