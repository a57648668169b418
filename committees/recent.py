"""What was made for a reader a moment ago, in the memory of this process and nowhere else.

A PDF viewer asks for one file in many pieces; without this every piece would make the whole file anew.
"""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable


class Recent:
    """The files made last, as many as fit. Forgotten when others need the room and when the process ends."""

    def __init__(self, most_bytes: int) -> None:
        self.most_bytes = most_bytes
        self._files: OrderedDict[Hashable, bytes] = OrderedDict()
        self._lock = threading.Lock()

    def get(self, key: Hashable, make: Callable[[], bytes]) -> bytes:
        found = self.find(key)
        if found is None:
            found = make()
            self.keep(key, found)
        return found

    def find(self, key: Hashable) -> bytes | None:
        with self._lock:
            if key in self._files:
                self._files.move_to_end(key)
            return self._files.get(key)

    def forget(self) -> None:
        with self._lock:
            self._files.clear()

    def keep(self, key: Hashable, made: bytes) -> None:
        with self._lock:
            self._files[key] = made
            while sum(map(len, self._files.values())) > self.most_bytes and len(self._files) > 1:
                self._files.popitem(last=False)
