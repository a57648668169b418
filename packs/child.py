"""The other end of `sandbox`: reads one question, answers it, ends. Run as `python -m packs.child`."""

from __future__ import annotations

import importlib
import logging
import os
import sys
from typing import Any

from packs.isolation import cut_off_network, die_with_parent
from packs.limits import Refused
from packs.sandbox import CRASHED, pack, restrain, unpack

TOO_MUCH = "The file needs too much memory to read. Open it, print it to a new PDF and upload that."

# Loaded only when asked for: the PDF libraries take longer to start than most files take to read.
READERS = {
    "ingest": "packs.reading",
    "thumbnails": "packs.pictures",
    "texts": "packs.words",
    "inspect": "packs.archives",
    "scans": "packs.scans",
    "leaks": "packs.leaks.reading",
    "twins": "packs.twins",
}

logger = logging.getLogger(__name__)


def main() -> int:
    die_with_parent(int(sys.argv[3]))
    cut_off_network()
    restrain(memory_bytes=int(sys.argv[1]), seconds=int(sys.argv[2]))
    # A library that prints must not print into our answer.
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    answers.write(answer(*unpack(sys.stdin.buffer.read())))
    answers.close()
    return 0


def answer(question: dict[str, Any], blobs: list[bytes]) -> bytes:
    """What the reader says, or a refusal, whatever happens to it."""
    try:
        reader = importlib.import_module(READERS[question["verb"]])
        said: bytes = reader.answer(blobs[0], question["options"])
    except Refused as refusal:
        return pack({"refused": refusal.code, "reason": refusal.reason}, [])
    except MemoryError:
        return pack({"refused": "too_large", "reason": TOO_MUCH}, [])
    except Exception:  # whatever a crafted file provokes is a refusal, not a fault of ours
        logger.exception("The file could not be read")
        return pack({"refused": "unreadable", "reason": CRASHED}, [])
    return said


if __name__ == "__main__":
    sys.exit(main())
