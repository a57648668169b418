"""The last look at a file before the public may have it: what is in it that nobody can see?

The public copy has been rewritten by ingest: one revision, no attached files, no forms, no scripts. Here it is
looked through all the same, as if somebody else had made it, and so is the upload, for what the officer should know.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from packs.leaks.finding import Kind, Leak
from packs.limits import MEGABYTE, Limits, Refused
from packs.sandbox import pack, run

__all__ = [
    "LIMITS",
    "VERSION",
    "Kind",
    "Leak",
    "Looked",
    "is_one_revision",
    "look_through",
    "look_through_all",
    "placed",
]

# Raise it when the same file gives other findings: everything is looked through again then.
VERSION = 1
ENDS = re.compile(rb"startxref\s+\d+\s+%%EOF")
TOGETHER = 20 * MEGABYTE
# Every page is drawn twice.
LIMITS = Limits(seconds=300, memory_bytes=2048 * MEGABYTE)


@dataclass(frozen=True, slots=True)
class Looked:
    leaks: tuple[Leak, ...]
    texts: tuple[str, ...]


def look_through(pdf: bytes, upload: bytes = b"", *, limits: Limits = LIMITS) -> Looked:
    """What is concealed in the public copy `pdf`, and what was in the `upload` it was made from.

    Runs in a child process. A file that cannot be looked through is itself a finding: nothing is called safe
    because looking failed.
    """
    return look_through_all([(pdf, upload)], limits=limits)[0]


def look_through_all(files: Sequence[tuple[bytes, bytes]], *, limits: Limits = LIMITS) -> list[Looked]:
    """The same for several files, small ones together: starting a process costs more than most of them."""
    if not files:
        return []
    try:
        if len(files) > 1 and sum(len(pdf) + len(upload) for pdf, upload in files) > TOGETHER:
            raise Refused("too_large", "")
        blobs = [blob for file in files for blob in file]
        header, _blobs = run("leaks", pack({}, blobs), limits=limits)
    except Refused as refusal:
        if len(files) > 1:
            # One by one, so that a file nobody can read says nothing of the others.
            return [look_through(pdf, upload, limits=limits) for pdf, upload in files]
        return [Looked((Leak(Kind.UNREADABLE, words=refusal.reason),), ())]
    return [_looked(row) for row in header["files"]]


def _looked(row: dict[str, Any]) -> Looked:
    leaks = tuple(Leak.from_json(leak) for leak in row["leaks"])
    texts = tuple(str(text) for text in row["texts"])
    return Looked(tuple(_settled(leak, texts) for leak in leaks), texts)


def is_one_revision(pdf: bytes) -> bool:
    """Whether a file ends once: what is saved over an earlier version has an end for each."""
    return len(ENDS.findall(pdf)) == 1


def placed(pdf: bytes, leaks: list[Leak], *, limits: Limits = LIMITS) -> list[Leak]:
    """The same findings, each with the box on its page where its words stand."""
    wanted = [(leak.page, leak.words.rstrip("…")) for leak in leaks if leak.page and not leak.box]
    if not wanted:
        return leaks
    try:
        header, _blobs = run("leaks", pdf, {"find": wanted}, limits=limits)
    except Refused:
        return leaks
    boxes = iter(header["boxes"])
    return [_with_box(leak, next(boxes)) if leak.page and not leak.box else leak for leak in leaks]


def _with_box(leak: Leak, box: list[float] | None) -> Leak:
    return replace(leak, box=(box[0], box[1], box[2], box[3])) if box else leak


def _settled(leak: Leak, texts: tuple[str, ...]) -> Leak:
    """What was hidden in an office file is still there when its words came through onto the pages."""
    if leak.kind not in (Kind.HIDDEN, Kind.COMMENT) or leak.still_there:
        return leak
    words = leak.words.rstrip("…").split()
    pages = f" {' '.join(' '.join(texts).split())} "
    runs = [" ".join(words[at : at + 4]) for at in range(max(len(words) - 3, 1))]
    through = sum(f" {run_of} " in pages for run_of in runs)
    return replace(leak, still_there=bool(words) and through * 5 >= len(runs) * 4)
