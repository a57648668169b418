"""Sees to it that nothing is left if the launcher itself is killed.

Every child is told by the kernel when the launcher dies, but a worker in the middle of a task finishes it
first, and may have started programs of its own. So a second process holds a pipe from the launcher: when that
closes, it gives the children a moment and then ends their whole process groups.
"""

import contextlib
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path

MOMENT_SECONDS = 2


class Guard:
    """The launcher's end of the pipe."""

    def __init__(self, keep_open: Sequence[int] = ()) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-I", __file__],
            stdin=subprocess.PIPE,
            text=True,
            start_new_session=True,
            pass_fds=tuple(keep_open),
        )

    def watch_group(self, leader: int) -> None:
        self._tell(f"watch {leader}")

    def forget_group(self, leader: int) -> None:
        self._tell(f"forget {leader}")

    def remove_at_the_end(self, folder: Path) -> None:
        self._tell(f"remove {folder}")

    def close(self) -> None:
        if self._process.stdin:
            with contextlib.suppress(BrokenPipeError):
                self._process.stdin.close()
        self._process.wait()

    def _tell(self, line: str) -> None:
        if self._process.stdin:
            with contextlib.suppress(BrokenPipeError):
                self._process.stdin.write(line + "\n")
                self._process.stdin.flush()


def stand_guard() -> None:
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, signal.SIG_IGN)
    groups: set[int] = set()
    folders: list[str] = []
    for line in sys.stdin:
        order, _, value = line.rstrip("\n").partition(" ")
        if order == "watch":
            groups.add(int(value))
        elif order == "forget":
            groups.discard(int(value))
        else:
            folders.append(value)
    _end(groups)
    for folder in folders:
        shutil.rmtree(folder, ignore_errors=True)


def _end(groups: set[int]) -> None:
    deadline = time.monotonic() + MOMENT_SECONDS
    while time.monotonic() < deadline and any(_signal(group, 0) for group in groups):
        time.sleep(0.05)
    for group in groups:
        _signal(group, signal.SIGKILL)


def _signal(group: int, number: int) -> bool:
    try:
        os.killpg(group, number)
    except ProcessLookupError:
        return False
    return True


if __name__ == "__main__":
    stand_guard()
