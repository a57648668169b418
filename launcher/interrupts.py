"""Ctrl-C and friends, noticed only where we wait, so that no child can be started and then lost."""

import signal
import time
from types import FrameType

_requested = False


class Interrupted(Exception):
    pass


def _remember(number: int, frame: FrameType | None) -> None:
    global _requested
    _requested = True


def watch() -> None:
    """From here on Ctrl-C, a closed terminal and `kill` are requests to stop in order."""
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, _remember)


def pause(seconds: float) -> None:
    if _requested:
        raise Interrupted
    time.sleep(seconds)
    if _requested:
        raise Interrupted
