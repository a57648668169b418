"""How much one uploaded file may cost us, and the refusal it gets when it is too much or no good."""

from __future__ import annotations

from dataclasses import dataclass

MEGABYTE = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Limits:
    max_bytes: int = 100 * MEGABYTE
    max_pages: int = 3000
    seconds: int = 60
    memory_bytes: int = 2048 * MEGABYTE
    # What one compressed stream may unpack to. A small file that unpacks to gigabytes is an attack.
    stream_bytes: int = 200 * MEGABYTE


DEFAULT = Limits()


class Refused(Exception):
    """A file we cannot take. `reason` is one plain sentence for the person who uploaded it."""

    def __init__(self, code: str, reason: str) -> None:
        super().__init__(reason)
        self.code = code
        self.reason = reason
