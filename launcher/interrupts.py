"""Ctrl-C and friends, noticed only where we wait, so that no child can be started and then lost."""

import signal
import time
from types import FrameType

_requested = 0


class Interrupted(Exception):
    def __init__(self, number: int) -> None:
        super().__init__(signal.strsignal(number))
        self.signal = number


def _remember(number: int, frame: FrameType | None) -> None:
    global _requested
    _requested = number


def forget() -> None:
    global _requested
    _requested = 0


def watch() -> None:
    """From here on Ctrl-C, a closed terminal and `kill` are requests to stop in order."""
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, _remember)


def pause(seconds: float) -> None:
    """Sleeps, and is the one place that gives way to a request to stop; pause(0) only looks."""
    if _requested:
        raise Interrupted(_requested)
    time.sleep(seconds)
    if _requested:
        raise Interrupted(_requested)
