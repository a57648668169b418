"""The other end of `press`: draws one page after the other until its parent is gone."""

from __future__ import annotations

import logging
import os
import resource
import sys
from pathlib import Path
from typing import BinaryIO

from packs.isolation import cut_off_network, die_with_parent
from packs.limits import MEGABYTE
from packs.press import SIZE
from packs.sandbox import pack, unpack

# Fonts of a document are put into files for as long as it is drawn.
LARGEST_FILE = 64 * MEGABYTE

logger = logging.getLogger(__name__)


def main() -> int:
    die_with_parent(int(sys.argv[2]))
    cut_off_network()
    memory = int(sys.argv[1])
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_FSIZE, (LARGEST_FILE, LARGEST_FILE))
    # A library that prints must not print into our answer.
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    while question := _read(sys.stdin.buffer):
        answer = _drawn(question)
        answers.write(SIZE.pack(len(answer)) + answer)
        answers.flush()
    return 0


def _read(questions: BinaryIO) -> bytes:
    """The next question; nothing when there will be none."""
    head = questions.read(SIZE.size)
    return questions.read(SIZE.unpack(head)[0]) if len(head) == SIZE.size else b""


def _drawn(question: bytes) -> bytes:
    # Only now: it must not be loaded before the limits hold.
    from packs.render import render  # noqa: PLC0415

    options, blobs = unpack(question)
    try:
        root = Path(options["static_root"])
        pdf = render(blobs[0].decode(), static_root=root, stylesheets=options["stylesheets"])
    except Exception as error:
        logger.exception("The page could not be drawn")
        return pack({"error": f"The page cannot be drawn: {type(error).__name__}."}, [])
    return pack({}, [pdf])


if __name__ == "__main__":
    sys.exit(main())
