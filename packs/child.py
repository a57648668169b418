"""The other end of `sandbox`: reads one question, answers it, ends. Run as `python -m packs.child`."""

from __future__ import annotations

import importlib
import logging
import os
import sys

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
}

logger = logging.getLogger(__name__)


def main() -> int:
    die_with_parent(int(sys.argv[3]))
    cut_off_network()
    restrain(memory_bytes=int(sys.argv[1]), seconds=int(sys.argv[2]))
    # A library that prints must not print into our answer.
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    question, blobs = unpack(sys.stdin.buffer.read())
    try:
        reader = importlib.import_module(READERS[question["verb"]])
        answer: bytes = reader.answer(blobs[0], question["options"])
    except Refused as refusal:
        answer = pack({"refused": refusal.code, "reason": refusal.reason}, [])
    except MemoryError:
        answer = pack({"refused": "too_large", "reason": TOO_MUCH}, [])
    except Exception:  # whatever a crafted file provokes is a refusal, not a fault of ours
        logger.exception("The file could not be read")
        answer = pack({"refused": "unreadable", "reason": CRASHED}, [])
    answers.write(answer)
    answers.close()
    return 0


if __name__ == "__main__":
    sys.exit(main())
