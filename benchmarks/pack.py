"""The targets of the pack engine, as ratios measured in one run.

    python -m benchmarks.pack [--rounds 7]

Makes two packs of 31 files (mixed: tagged, untagged, wide, turned, scanned; and all tagged), builds them, and prints
each ratio beside its target. Seconds differ from machine to machine, ratios hardly. They are seconds of processor time,
of this process and those it starts, so that other work on the machine does not count; only the conversion of an
office file, which leaves processes behind, is measured by the clock. qpdf (where it is installed) and
pikepdf only copy pages: no page numbers, links, bookmarks or tags. They are given the files as they came in, which
is what somebody without this engine would join; and, as a second reading, our ready parts, which are smaller and
already in order. The targets are for the files as they came.
"""

from __future__ import annotations

import argparse
import io
import multiprocessing
import os
import random
import re
import resource
import shutil
import statistics
import subprocess
import tempfile
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pikepdf

from benchmarks import material
from benchmarks.shown import fetched
from packs import office
from packs.ingest import ingest
from packs.intake import take_in
from packs.parts import OutlineEntry, Part
from packs.render import draw, ready
from packs.splice import assemble
from packs.tests import office_files
from packs.watermark import watermarked

STATIC = Path(__file__).resolve().parent.parent / "static"
READER = "Copy of Councillor Ann O’Neill, 22 November 2026"
LONG = 3000
# As many of the reports of the pack on which the targets were set were Word and Excel files.
OFFICE_FILES = 11


def drawn(html: str) -> bytes:
    return draw(html, static_root=STATIC, stylesheets=[material.CSS])


def generated(html: str) -> bytes:
    return ready(drawn(html))


def build(uploads: list[bytes]) -> tuple[list[Part], list[bytes]]:
    """Every part made from nothing (generated ones rendered, uploads read), and the files it came from."""
    originals = [drawn(material.agenda())]
    parts = [Part("agenda", ready(originals[0]), "Agenda")]
    for number, upload in enumerate(uploads, start=1):
        originals += [drawn(material.cover(number)), upload]
        parts.append(Part(f"cover-{number}", ready(originals[-2]), f"Cover {number}"))
        read = take_in(upload).pdf if office.is_office(upload) else ingest(upload).pdf
        parts.append(Part(f"item-{number}", read, f"Item {number}"))
    return parts, originals


def splice(parts: list[Part]) -> bytes:
    outline = [OutlineEntry(part.title, part.key) for part in parts]
    return assemble(parts, title="Agenda reports pack", outline=outline).pdf


def change_one(parts: list[Part]) -> bytes:
    """One cover sheet and the agenda made again; everything else as it was."""
    changed = list(parts)
    changed[0] = Part("agenda", generated(material.agenda("Changed")), "Agenda")
    changed[1] = Part("cover-1", generated(material.cover(1, "Changed")), "Cover 1")
    return splice(changed)


def with_pikepdf(files: list[Path]) -> bytes:
    out = io.BytesIO()
    sources = [pikepdf.open(path) for path in files]
    with pikepdf.new() as pdf:
        for source in sources:
            pdf.pages.extend(source.pages)
        pdf.save(out, object_stream_mode=pikepdf.ObjectStreamMode.generate)
    for source in sources:
        source.close()
    return out.getvalue()


def with_qpdf(files: list[Path], target: Path) -> bytes:
    command = ["qpdf", "--empty", "--remove-unreferenced-resources=no", "--pages", *map(str, files), "--"]
    subprocess.run([*command, str(target)], check=True)
    return target.read_bytes()


def written(folder: str, name: str, files: list[bytes]) -> list[Path]:
    paths = [Path(folder, f"{name}-{index:02}.pdf") for index in range(len(files))]
    for path, data in zip(paths, files, strict=True):
        path.write_bytes(data)
    return paths


def worked() -> float:
    """Seconds of processor time up to now, with those of all child processes that have ended."""
    spent = os.times()
    return spent.user + spent.system + spent.children_user + spent.children_system


def timed(job: Callable[[], bytes], clock: Callable[[], float] = worked) -> tuple[float, int]:
    start = clock()
    size = len(job())
    return clock() - start, size


def measure(
    jobs: dict[str, Callable[[], bytes]], rounds: int, clock: Callable[[], float] = worked
) -> dict[str, tuple[float, int]]:
    """The median time of each job, the jobs taking turns so that a busy moment hits all alike."""
    times: dict[str, list[float]] = {name: [] for name in jobs}
    sizes: dict[str, int] = {}
    for _round in range(rounds):
        for name, job in jobs.items():
            seconds, sizes[name] = timed(job, clock)
            times[name].append(seconds)
    return {name: (statistics.median(times[name]), sizes[name]) for name in jobs}


def pages_of(pdf: bytes) -> int:
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        return len(opened.pages)


def repeated(parts: list[Part], pages: int) -> list[Part]:
    """The same papers again and again, under other keys, until there are enough pages."""
    times = -(-pages // pages_of(splice(parts)))
    return [replace(part, key=f"{part.key}-{turn}") for turn in range(times) for part in parts]


def row(name: str, ratio: float, target: str, *, percent: bool = False) -> None:
    print(f"{name:58}{f'{ratio:.1%}' if percent else f'{ratio:.2f}x':>9}   {target}")


def word_document(seed: int = 5) -> bytes:
    """A report of some 20 pages: headings and paragraphs."""
    chance = random.Random(seed)
    sections = (
        office_files.paragraph(f"Section {number}", "Heading1")
        + "".join(office_files.paragraph(material.prose(chance, 12)) for _paragraph in range(4))
        for number in range(1, 21)
    )
    return office_files.docx("".join(sections))


def one_office_file(uploads: list[bytes]) -> None:
    """One Word report replaced in a pack most of whose reports were Word files: converted, read, put together.

    Cold is the same pack from nothing: each Word file converted, each part drawn.
    """
    if not office.available():
        print("one office file replaced: LibreOffice is not installed here")
        return
    documents = [word_document(seed) for seed in range(OFFICE_FILES)]
    start = time.perf_counter()
    parts, _originals = build([*documents, *uploads[OFFICE_FILES:]])
    splice(parts)
    cold = time.perf_counter() - start
    new = word_document(OFFICE_FILES)
    old = next(part for part in parts if part.key.startswith("item-"))

    def replaced() -> bytes:
        changed = list(parts)
        changed[0] = Part("agenda", generated(material.agenda("Changed")), "Agenda")
        changed[parts.index(old)] = replace(old, pdf=take_in(new).pdf)
        return splice(changed)

    seconds, _size = measure({"office": replaced}, 3, time.perf_counter)["office"]
    name = f"one Word file of {pages_of(old.pdf)} pages of {OFFICE_FILES} replaced, share of cold"
    row(name, seconds / cold, "20%", percent=True)


def pages_shown(pack: bytes) -> None:
    pages = (1, 300)
    for number, count in zip(pages, fetched(pack, pages), strict=True):
        row(
            f"fetched to show page {number} in the browser, share of the pack",
            count / len(pack),
            "1.5%",
            percent=True,
        )


def compare(found: dict[str, tuple[float, int]], cold: float) -> None:
    ours, size = found["ours"]
    targets = {"qpdf, as they came": "1.2x", "pikepdf, as they came": "2.2x"}
    for name in found:
        if name.startswith(("qpdf", "pikepdf")):
            row(f"assembly against {name}", ours / found[name][0], targets.get(name, "(no target)"))
    for name in found:
        if name.startswith(("qpdf", "pikepdf")):
            row(f"size against {name}", size / found[name][1], "1.10x")
    row("one cover and the agenda changed, share of cold", found["one changed"][0] / cold, "6%", percent=True)
    copy, copied = found["copy"]
    row(f"a further person's copy against assembly, {copied - size} bytes more", copy / ours, "0.75x, 1 KB")


def one_pack(kind: str, uploads: list[bytes], rounds: int) -> list[Part]:
    start = worked()
    parts, originals = build(uploads)
    pack = splice(parts)
    cold = worked() - start
    print(
        f"\n{kind}: {len(parts)} files, {pages_of(pack)} pages, {len(pack) / 1e6:.1f} MB; cold {cold:.1f} s"
    )
    with tempfile.TemporaryDirectory() as folder:
        files = written(folder, "original", originals)
        cached = written(folder, "part", [part.pdf for part in parts])
        target = Path(folder, "out.pdf")
        jobs: dict[str, Callable[[], bytes]] = {"ours": lambda: splice(parts)}
        if shutil.which("qpdf"):
            jobs["qpdf, as they came"] = lambda: with_qpdf(files, target)
            jobs["qpdf, our ready parts"] = lambda: with_qpdf(cached, target)
        jobs["pikepdf, as they came"] = lambda: with_pikepdf(files)
        jobs["pikepdf, our ready parts"] = lambda: with_pikepdf(cached)
        jobs["one changed"] = lambda: change_one(parts)
        jobs["copy"] = lambda: watermarked(pack, READER)
        found = measure(jobs, rounds)
    for name, (seconds, length) in found.items():
        print(f"  {name:30}{seconds:9.3f} s{length / 1e6:8.2f} MB")
    compare(found, cold)
    one_office_file(uploads)
    pages_shown(pack)
    return parts


def long_pack(kind: str, parts: list[Part]) -> None:
    many = repeated(parts, LONG)
    found = measure({"short": lambda: splice(parts), "long": lambda: splice(many)}, 3)
    short, long = (
        found[name][0] / pages_of(splice(used)) for name, used in (("short", parts), ("long", many))
    )
    row(f"{kind}: {LONG}+ pages against {pages_of(splice(parts))}, per page", long / short, "1.5x")


def work(uploads: list[bytes], answer: multiprocessing.Queue[tuple[int, int]]) -> None:
    """What one worker does for a build: draw, read, put together, and a copy."""
    parts, _originals = build(uploads)
    watermarked(splice(parts), READER)
    children = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
    # Not its ru_maxrss: that begins with what the process that started it had used.
    own = re.search(r"VmHWM:\s+(\d+)", Path("/proc/self/status").read_text())
    answer.put((int(own[1]) if own else 0, children))


def peak_memory(kind: str, uploads: list[bytes]) -> None:
    context = multiprocessing.get_context("spawn")
    answer: multiprocessing.Queue[tuple[int, int]] = context.Queue()
    worker = context.Process(target=work, args=(uploads, answer))
    worker.start()
    own, children = answer.get()
    worker.join()
    print(
        f"{kind}: peak memory of a worker {own / 1024:.0f} MB, of its largest child {children / 1024:.0f} MB   400 MB"
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--rounds", type=int, default=7)
    rounds = max(5, parser.parse_args().rounds)
    print(f"{'':58}{'measured':>9}   at most")
    for kind, make in (("mixed", material.mixed), ("all tagged", material.all_tagged)):
        uploads = make(drawn)
        parts = one_pack(kind, uploads, rounds)
        long_pack(kind, parts)
        peak_memory(kind, uploads)


if __name__ == "__main__":
    main()
