"""Tagged content inside drawings that a page calls by name (form XObjects).

The structure tree may point into such a drawing (`/Stm`). That is kept where it means one thing: the drawing is
drawn once, and not within something that is tagged itself. Where it is not, the marks inside it are taken out.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping

import pikepdf
from pikepdf import Name, Object, Pdf, Stream

from packs import content
from packs.content import Marks
from packs.objects import MAX_LEVELS, dictionary

ObjectId = tuple[int, int]
# Drawings that hold marks are few; a file with more calls than this was made to hurt.
MAX_CALLS = 10_000


class Forms:
    """Finds where the drawings that the structure points into are drawn. `wanted` are those drawings."""

    def __init__(self, pdf: Pdf, wanted: Mapping[ObjectId, Stream]) -> None:
        self.wanted = wanted
        # The page, counted from 0, on which each of them is drawn; and the drawings that lead there.
        self.page: dict[ObjectId, int] = {}
        self.through: dict[ObjectId, Stream] = {}
        # The marks that each one has, once it has been repaired.
        self.found: dict[ObjectId, set[int]] = {}
        self.spoilt: set[ObjectId] = set()
        self._leads: dict[ObjectId, frozenset[ObjectId]] = {}
        self._calls = 0
        if self.wanted:
            for index, page in enumerate(pdf.pages):
                self._visit(page, page.obj["/Resources"], index, MAX_LEVELS)

    def good(self) -> dict[ObjectId, int]:
        """The page of each drawing whose marks mean one thing."""
        return {form: page for form, page in self.page.items() if form not in self.spoilt}

    def calls(self) -> dict[ObjectId, None]:
        """Drawings that are not to be marked themselves, because what is tagged is inside them."""
        good = self.good().keys()
        return dict.fromkeys(number for number, form in self.through.items() if self.leads(form) & good)

    def _visit(self, drawn: pikepdf.Page | Stream, resources: Object | None, page: int, levels: int) -> None:
        called, properties = dictionary(resources, "/XObject"), dictionary(resources, "/Properties")
        inside: list[bool] = []
        for step in pikepdf.parse_content_stream(drawn, "Do BMC BDC EMC"):
            name, operands = content.operator(step), list(step.operands)
            if name in ("BMC", "BDC"):
                artifact = bool(operands) and operands[0] == Name.Artifact
                inside.append(artifact or content.mark(operands, properties) is not None)
            elif name == "EMC" and inside:
                inside.pop()
            elif name == "Do":
                form = content.called(called, operands)
                if form is not None and self.leads(form):
                    self._call(form, resources, page, levels - 1, nested=any(inside))

    def _call(self, form: Stream, resources: Object | None, page: int, levels: int, *, nested: bool) -> None:
        self._calls += 1
        if nested or form.objgen in self.through or levels < 0 or self._calls > MAX_CALLS:
            self.spoilt |= self.leads(form)
            return
        self.through[form.objgen] = form
        if form.objgen in self.wanted:
            self.page[form.objgen] = page
        self._visit(form, dictionary(form, "/Resources") or resources, page, levels)

    def leads(self, form: Stream) -> frozenset[ObjectId]:
        """The wanted drawings that are drawn when this one is."""
        if form.objgen not in self._leads:
            found: set[ObjectId] = set()
            waiting, seen = [form], {form.objgen}
            while waiting:
                this = waiting.pop()
                found |= {this.objgen} & self.wanted.keys()
                for below in (dictionary(dictionary(this, "/Resources"), "/XObject") or {}).values():
                    if isinstance(below, Stream) and content.is_form(below) and below.objgen not in seen:
                        seen.add(below.objgen)
                        waiting.append(below)
            self._leads[form.objgen] = frozenset(found)
        return self._leads[form.objgen]

    def repair(self, owned: Mapping[ObjectId, Collection[int]]) -> None:
        """Balance each of these drawings, mark what nobody owns as artifacts, and find which marks it really has."""
        calls = self.calls()
        for number, form in {**self.wanted, **self.through}.items():
            # In one that is not to hold tags any more, whatever it is drawn in says what it is.
            marks = Marks(frozenset(owned.get(number, ())) if number in calls else None, calls)
            rewritten = content.rewrite(form, dictionary(form, "/Resources"), marks)
            if rewritten is not None:
                form.write(rewritten)
            self.found[number] = marks.found
