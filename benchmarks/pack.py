"""How long a pack takes, against tools that only copy pages.

    python benchmarks/pack.py [--rounds 7]

Makes 31 files of 300 and more mixed pages, builds the pack, and prints ratios measured in one interleaved run:
seconds differ from machine to machine, ratios hardly. qpdf (where it is installed) and pikepdf only copy pages: no
page numbers, bookmarks or tags. They are given the files as they came in, which is what somebody without this
engine would join, and also our ready parts, which are smaller and already in order, as the harder comparison.
"""

from __future__ import annotations

import argparse
import io
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

import pikepdf  # noqa: E402  (the repository has to be on the path first)

from benchmarks import material  # noqa: E402
from packs.ingest import ingest  # noqa: E402
from packs.parts import OutlineEntry, Part  # noqa: E402
from packs.render import draw, ready  # noqa: E402
from packs.splice import assemble  # noqa: E402

STATIC = ROOT / "static"


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
        parts.append(Part(f"item-{number}", ingest(upload).pdf, f"Item {number}"))
    return parts, originals


def written(folder: str, name: str, files: list[bytes]) -> list[Path]:
    paths = [Path(folder, f"{name}-{index:02}.pdf") for index in range(len(files))]
    for path, data in zip(paths, files, strict=True):
        path.write_bytes(data)
    return paths


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
            for page in source.pages:
                pdf.pages.append(page)
        pdf.save(out, object_stream_mode=pikepdf.ObjectStreamMode.generate)
    for source in sources:
        source.close()
    return out.getvalue()


def with_qpdf(files: list[Path], target: Path) -> bytes:
    command = ["qpdf", "--empty", "--remove-unreferenced-resources=no", "--pages", *map(str, files), "--"]
    subprocess.run([*command, str(target)], check=True)
    return target.read_bytes()


def timed(job: Callable[[], bytes]) -> tuple[float, int]:
    start = time.perf_counter()
    size = len(job())
    return time.perf_counter() - start, size


def measure(jobs: dict[str, Callable[[], bytes]], rounds: int) -> dict[str, tuple[float, int]]:
    """The median time of each job, the jobs taking turns so that a busy moment hits all alike."""
    times: dict[str, list[float]] = {name: [] for name in jobs}
    sizes: dict[str, int] = {}
    for _round in range(rounds):
        for name, job in jobs.items():
            seconds, sizes[name] = timed(job)
            times[name].append(seconds)
    return {name: (statistics.median(times[name]), sizes[name]) for name in jobs}


def report(found: dict[str, tuple[float, int]], cold: float, pages: int, files: int) -> None:
    ours, size = found["ours"]
    print(f"{files} files, {pages} pages, {size / 1e6:.1f} MB; built from nothing in {cold:.1f} s\n")
    print(f"{'':44}{'seconds':>9}{'MB':>8}")
    for name, (seconds, length) in found.items():
        print(f"{name:44}{seconds:9.3f}{length / 1e6:8.2f}")
    print()
    for name, (seconds, length) in found.items():
        if name.startswith(("qpdf", "pikepdf")):
            print(f"{'ours against ' + name:44}{ours / seconds:8.2f}x{size / length:7.2f}x")
    changed = found["one item changed"][0]
    print(f"{'one item changed, share of building anew':44}{changed / cold:9.1%}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--rounds", type=int, default=7)
    rounds = max(5, parser.parse_args().rounds)
    uploads = material.uploads(drawn)
    start = time.perf_counter()
    parts, originals = build(uploads)
    splice(parts)
    cold = time.perf_counter() - start
    with tempfile.TemporaryDirectory() as folder:
        files = written(folder, "original", originals)
        cached = written(folder, "part", [part.pdf for part in parts])
        target = Path(folder, "out.pdf")
        jobs: dict[str, Callable[[], bytes]] = {"ours": lambda: splice(parts)}
        if shutil.which("qpdf"):
            jobs["qpdf, the files as they came"] = lambda: with_qpdf(files, target)
            jobs["qpdf, our ready parts"] = lambda: with_qpdf(cached, target)
        jobs["pikepdf, the files as they came"] = lambda: with_pikepdf(files)
        jobs["pikepdf, our ready parts"] = lambda: with_pikepdf(cached)
        jobs["one item changed"] = lambda: change_one(parts)
        found = measure(jobs, rounds)
    pages = len(pikepdf.open(io.BytesIO(splice(parts))).pages)
    report(found, cold, pages, len(parts))


if __name__ == "__main__":
    main()
