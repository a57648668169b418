"""Thousands of spoilt PDFs through ingest: how many are taken, refused, or bring the reader down.

    python -m benchmarks.fuzz_ingest [--files 10000] [--seed 1] [--workers 2] [--log FILE] [--warm]

Every file is made from a sound one by changing bytes, cutting, doubling and swapping pieces or numbers. What is
taken must make a sound pack; anything but a pack or a plain refusal is printed with its number, by which
`--only NUMBER --keep FILE` makes it again. With `--log` each outcome is written down when it is known, and a run
that was broken off goes on where it stopped. Begin a new log when the reader has changed. `--warm` has the same reader
run under the same limits in a process forked from one that has the libraries loaded, which takes a tenth of the time.
"""

from __future__ import annotations

import argparse
import functools
import json
import os
import random
import re
import select
import signal
import time
from collections import Counter
from collections.abc import Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import asdict, dataclass
from pathlib import Path

from pikepdf import ObjectStreamMode

from benchmarks import material
from packs.check import problems
from packs.child import answer
from packs.ingest import DEFAULT, Refused, ingest
from packs.parts import Part
from packs.sandbox import CRASHED, TOO_LONG, answered, restrain
from packs.splice import assemble
from packs.tests import papers
from packs.tests import test_tagged_drawings as drawings
from packs.tests.test_ingest_repairs import REMOVED

PIECES = (
    b"null",
    b"-1",
    b"99 0 R",
    b"1 0 R",
    b"<<",
    b">>",
    b"[",
    b"]",
    b"endobj",
    b"stream",
    b"q",
    b"(",
    b"9" * 30,
)
SLOW = 20.0


@dataclass(frozen=True)
class Outcome:
    number: int
    kind: str
    seconds: float
    said: str = ""


@functools.cache
def sound_files() -> list[bytes]:
    plain = ObjectStreamMode.disable
    spoilt = [papers.paper(2, change, object_stream_mode=plain) for _name, change, _sentence in REMOVED]
    tagged = papers.tagged(["H1", "P", "L", "L"], ["H2", "Figure", "P"])
    inside = [drawings.with_drawing(drawings.by_another_drawing), drawings.filled_in(in_structure=True)]
    return [
        *spoilt,
        *inside,
        tagged,
        papers.paper(4, object_stream_mode=plain),
        papers.paper(4),
        material.scan(1, 2),
    ]


def spoil(number: int, seed: int) -> bytes:
    chance = random.Random(f"{seed}/{number}")
    data = bytearray(chance.choice(sound_files()))
    for _turn in range(chance.choice((1, 1, 2, 4, 12))):
        at = chance.randrange(len(data))
        match chance.randrange(6):
            case 0:
                data[at] = chance.randrange(256)
            case 1:
                del data[at : at + chance.choice((1, 8, 200))]
            case 2:
                data[at:at] = data[at : at + chance.choice((8, 200))]
            case 3:
                data[at:at] = chance.choice(PIECES)
            case 4:
                numbers = list(re.finditer(rb"\d+", data))
                if numbers:
                    found = chance.choice(numbers)
                    data[slice(*found.span())] = b"%d" % chance.choice((0, 1, 3, 65536, 2**31, 10**12))
            case _:
                data[at : at + 40] = chance.randbytes(40)
        data = data or bytearray(b"%PDF-")
    return bytes(data)


def from_warm_reader(data: bytes) -> bytes:
    """What `ingest` does, but for starting Python and loading the libraries."""
    import packs.reading  # noqa: F401, PLC0415 - so that the forked process has it

    ours, its = os.pipe()
    child = os.fork()
    if child == 0:
        restrain(DEFAULT.memory_bytes, DEFAULT.seconds)
        with open(its, "wb") as answers:
            answers.write(answer({"verb": "ingest", "options": {"limits": asdict(DEFAULT)}}, [data]))
        os._exit(0)
    os.close(its)
    said, ended = b"", time.monotonic() + DEFAULT.seconds
    with open(ours, "rb", buffering=0) as pipe:
        while select.select([pipe], [], [], max(0, ended - time.monotonic()))[0]:
            more = pipe.read(1 << 20)
            said += more
            if not more:
                break
        else:
            os.kill(child, signal.SIGKILL)
    status = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    if status == -signal.SIGKILL:
        raise Refused("timeout", TOO_LONG)
    _header, blobs = answered(status, said)
    return blobs[0]


def judge(number: int, seed: int, warm: bool = False) -> Outcome:
    data = spoil(number, seed)
    start = time.perf_counter()
    try:
        pdf = from_warm_reader(data) if warm else ingest(data).pdf
    except Refused as refusal:
        kind = "READER STOPPED" if refusal.reason == CRASHED else f"refused: {refusal.code}"
        return Outcome(number, kind, time.perf_counter() - start, refusal.reason)
    except Exception as error:
        return Outcome(number, "NOT CAUGHT", time.perf_counter() - start, repr(error))
    seconds = time.perf_counter() - start
    try:
        wrong = problems(assemble([Part("a", pdf, "A")], title="T").pdf)
    except Exception as error:
        return Outcome(number, "NO PACK FROM IT", seconds, repr(error))
    return Outcome(number, "UNSOUND PACK" if wrong else "taken", seconds, "; ".join(wrong))


def judged(numbers: Iterable[int], seed: int, workers: int, warm: bool) -> Iterator[Outcome]:
    """Each outcome as soon as it is known. The workers are processes, so that making packs takes turns with nobody."""
    with ProcessPoolExecutor(workers) as pool:
        yield from pool.map(functools.partial(judge, seed=seed, warm=warm), numbers, chunksize=5)


def remembered(log: Path | None) -> list[Outcome]:
    """What an earlier run has found; a line that it could not finish does not count."""
    found = []
    if log is not None and log.exists():
        for line in log.read_text().splitlines(keepends=True):
            if line.endswith("\n"):
                found.append(Outcome(**json.loads(line)))
    return found


def table(outcomes: list[Outcome]) -> None:
    print(f"{'outcome':32}{'files':>8}{'share':>8}{'slowest':>10}")
    for kind, count in Counter(outcome.kind for outcome in outcomes).most_common():
        slowest = max(outcome.seconds for outcome in outcomes if outcome.kind == kind)
        print(f"{kind:32}{count:8}{count / len(outcomes):8.1%}{slowest:8.2f} s")
    for outcome in outcomes:
        if outcome.kind.isupper() or outcome.seconds > SLOW:
            print(f"  number {outcome.number}: {outcome.kind}, {outcome.seconds:.1f} s. {outcome.said[:200]}")


def options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--files", type=int, default=10_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--workers", type=int, default=os.cpu_count() or 1)
    parser.add_argument("--log", type=Path)
    parser.add_argument("--warm", action="store_true")
    parser.add_argument("--only", type=int)
    parser.add_argument("--keep", type=Path)
    return parser.parse_args()


def main() -> None:
    asked = options()
    if asked.only is not None:
        if asked.keep:
            asked.keep.write_bytes(spoil(asked.only, asked.seed))
        table([judge(asked.only, asked.seed, asked.warm)])
        return
    outcomes = remembered(asked.log)
    known = {outcome.number for outcome in outcomes}
    with open(asked.log or os.devnull, "a") as log:
        waiting = (number for number in range(asked.files) if number not in known)
        for outcome in judged(waiting, asked.seed, asked.workers, asked.warm):
            outcomes.append(outcome)
            print(json.dumps(asdict(outcome)), file=log, flush=True)
    table(outcomes)


if __name__ == "__main__":
    main()
