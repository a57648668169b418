"""What the person at the keyboard sees."""

import shutil
import sys
from pathlib import Path


class Problem(Exception):
    """Something the reader can put right. Shown as its text alone, without a traceback."""


def say(text: str) -> None:
    print(text, flush=True)


class ProgressLine:
    """One line that is rewritten in a terminal; in a log file only the first and the last text appear."""

    def __init__(self, text: str) -> None:
        self._rewritten = sys.stdout.isatty()
        self._width = 0
        self._write(text)

    def update(self, text: str) -> None:
        if self._rewritten:
            self._write(text)

    def finish(self, text: str) -> None:
        self._write(text)
        if self._rewritten:
            print(flush=True)

    def _write(self, text: str) -> None:
        if self._rewritten:
            text = text[: shutil.get_terminal_size().columns - 1]
            print("\r" + text.ljust(self._width), end="", flush=True)
            self._width = len(text)
        else:
            say(text)


def last_lines(log: Path, count: int = 15) -> str:
    if not log.exists():
        return ""
    return "\n".join(log.read_text(errors="replace").splitlines()[-count:])
