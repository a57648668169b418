"""Uploaded exempt pages say that they are, over whatever their authors wrote; the pages we make say so themselves."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from packs.parts import Assembled
from packs.watermark import marked

from .contents.words import listed
from .models import PaperVersion
from .models.paper import Classification


def mark_exempt(made: Assembled, versions: Mapping[str, PaperVersion]) -> Assembled:
    """A line at the head of every page of these papers that is in the exempt series. Screen readers skip it."""
    lines = {
        index: marking(versions[key])
        for key, span in made.ranges.items()
        if key in versions and span.first_label.startswith("E")
        for index in range(span.first_index, span.last_index + 1)
    }
    return replace(made, pdf=marked(made.pdf, lines)) if lines else made


def marking(version: PaperVersion) -> str:
    if version.classification == Classification.CONFIDENTIAL:
        return "Confidential: not for publication"
    codes = version.paragraphs
    if not codes:
        return "Exempt: not for publication"
    plural = "" if len(codes) == 1 else "s"
    return f"Exempt under paragraph{plural} {listed(codes)} of Schedule 12A: not for publication"
