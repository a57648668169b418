"""Drawing our own pages in a process of its own: no network, no secrets, limits on memory and time.

The HTML is ours, but words that people typed are in it, and WeasyPrint is large. Starting it takes longer than
drawing a page, so the process stays for the next page; it is replaced when it dies, hangs or has drawn many.
"""

from __future__ import annotations

import atexit
import contextlib
import os
import select
import signal
import struct
import subprocess
import sys
import threading
import time
from collections.abc import Sequence
from pathlib import Path

from packs.limits import MEGABYTE, Limits
from packs.sandbox import ROOT, pack, unpack

LIMITS = Limits(seconds=120, memory_bytes=2048 * MEGABYTE)
# A process that has drawn so many pages is replaced by a fresh one.
MOST_PAGES = 500
SIZE = struct.Struct(">Q")


class CannotDraw(Exception):
    """A page of ours could not be drawn within the limits."""


class Gone(Exception):
    """The process has ended without an answer."""


class Press:
    """One drawing process, started when it is first needed and used by one caller at a time."""

    def __init__(self, limits: Limits = LIMITS) -> None:
        self.limits = limits
        self._child: subprocess.Popen[bytes] | None = None
        self._owner = 0
        self._drawn = 0
        self._turn = threading.Lock()

    def render(self, html: str, *, static_root: Path, stylesheets: Sequence[str] = ()) -> bytes:
        """The same as `packs.render.render`, in the other process. Raises CannotDraw."""
        question = pack({"static_root": str(static_root), "stylesheets": list(stylesheets)}, [html.encode()])
        with self._turn:
            try:
                answer = self._ask(question)
            except Gone:
                # It is ended together with the thread that started it: that is no fault of this page.
                answer = self._ask_again(question)
        header, blobs = unpack(answer)
        if "error" in header:
            raise CannotDraw(header["error"])
        return blobs[0]

    def _ask_again(self, question: bytes) -> bytes:
        try:
            return self._ask(question)
        except Gone as error:
            raise CannotDraw("The page needs too much memory or cannot be drawn at all.") from error

    def _ask(self, question: bytes) -> bytes:
        child = self._ready()
        assert child.stdin is not None
        assert child.stdout is not None
        try:
            child.stdin.write(SIZE.pack(len(question)) + question)
            child.stdin.flush()
            deadline = time.monotonic() + self.limits.seconds
            (size,) = SIZE.unpack(self._read(child, SIZE.size, deadline))
            answer = self._read(child, size, deadline)
        except (OSError, Gone) as error:
            self.close()
            raise Gone from error
        except CannotDraw:
            self.close()
            raise
        self._drawn += 1
        return answer

    @staticmethod
    def _read(child: subprocess.Popen[bytes], size: int, deadline: float) -> bytes:
        assert child.stdout is not None
        found = bytearray()
        while len(found) < size:
            ready, _none, _none = select.select([child.stdout], [], [], max(deadline - time.monotonic(), 0))
            if not ready:
                raise CannotDraw("The page takes too long to draw.")
            piece = os.read(child.stdout.fileno(), min(size - len(found), MEGABYTE))
            if not piece:
                raise Gone
            found += piece
        return bytes(found)

    def _ready(self) -> subprocess.Popen[bytes]:
        if self._owner != os.getpid():
            # After a fork the process belongs to the other one.
            self._child = None
        if self._drawn >= MOST_PAGES:
            self.close()
        if self._child is None or self._child.poll() is not None:
            self.close()
            self._child, self._owner, self._drawn = self._start(), os.getpid(), 0
        return self._child

    def _start(self) -> subprocess.Popen[bytes]:
        numbers = (self.limits.memory_bytes, os.getpid())
        kept = {name: os.environ[name] for name in ("PATH", "LANG", "TMPDIR") if name in os.environ}
        return subprocess.Popen(
            [sys.executable, "-m", "packs.press_child", *map(str, numbers)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            cwd=ROOT,
            env={**kept, "PYTHONDONTWRITEBYTECODE": "1", "PYTHONNOUSERSITE": "1"},
            start_new_session=True,
        )

    def close(self) -> None:
        child, self._child = self._child, None
        if child is None or self._owner != os.getpid():
            return
        with contextlib.suppress(ProcessLookupError):
            os.killpg(child.pid, signal.SIGKILL)
        child.wait()
        for pipe in (child.stdin, child.stdout):
            if pipe is not None:
                with contextlib.suppress(OSError):
                    pipe.close()


press = Press()
atexit.register(press.close)
