"""Making a page's drawing instructions safe to append to.

Whatever a page leaves open (graphics states, text objects, marked content) would leak into the stamp that
is drawn after it, and whatever it closes too often would take our own brackets with it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

import pikepdf
from pikepdf import (
    Array,
    ContentStreamInlineImage,
    ContentStreamInstruction,
    Dictionary,
    Name,
    Object,
    Operator,
    Pdf,
    Stream,
)

from packs.objects import dictionary

Instruction = ContentStreamInstruction | ContentStreamInlineImage
ObjectId = tuple[int, int]

BRACKETS = "q Q BT ET BMC BDC EMC"
PATH_START = frozenset({"m", "re"})
PATH_PAINT = frozenset({"f", "F", "f*", "B", "B*", "b", "b*", "S", "s"})
SHOW = frozenset({"Tj", "TJ", "'", '"', "Do", "sh", "INLINE IMAGE"})
PAINT = f"{BRACKETS} Tj TJ ' \" Do sh BI ID EI f F f* B B* b b* S s"


@dataclass(slots=True)
class Marks:
    """Which marked content of a page belongs to the document's structure.

    `owned` holds the MCIDs the structure tree claims, or is None for a document without a structure. `calls` are
    drawings that are tagged content when the page calls them: by the MCID it is to get, or None where the tags are
    inside the drawing.
    """

    owned: frozenset[int] | None
    calls: Mapping[ObjectId, int | None] = field(default_factory=dict)
    found: set[int] = field(default_factory=set)
    unbalanced: bool = False


class Rewriter:
    """One pass over a page's instructions. `changed` says whether the result differs from the input."""

    def __init__(self, resources: Object | None, marks: Marks) -> None:
        self.properties = dictionary(resources, "/Properties")
        self.drawings = dictionary(resources, "/XObject")
        self.marks = marks
        self.out: list[Instruction] = []
        self.changed = False
        self.depth = 0
        self.in_text = False
        self.open: list[str] = []
        self.path: int | None = None

    def run(self, instructions: Iterable[Instruction]) -> None:
        for instruction in instructions:
            name = operator(instruction)
            if name is None:
                self.changed = True
            elif name in ("q", "Q", "BT", "ET"):
                self._bracket(name, instruction)
            elif name in ("BMC", "BDC"):
                self._begin(instruction)
            elif name == "EMC":
                self._end(instruction)
            else:
                self._draw(name, instruction)
        self._close()

    def _bracket(self, name: str, instruction: Instruction) -> None:
        surplus = {"Q": self.depth == 0, "ET": not self.in_text, "BT": self.in_text}
        if surplus.get(name):
            self.changed = self.marks.unbalanced = True
            return
        self.depth += {"q": 1, "Q": -1}.get(name, 0)
        if name in ("BT", "ET"):
            self.in_text = name == "BT"
        self.out.append(instruction)

    def _begin(self, instruction: Instruction) -> None:
        kind = self._kind(instruction)
        self.open.append(kind)
        if kind == "drop":
            self.changed = True
        elif kind == "disowned":
            self.changed = True
            self.out.append(operation("BMC", Name.Artifact))
        else:
            self.out.append(instruction)

    def _kind(self, instruction: Instruction) -> str:
        operands = list(instruction.operands)
        mcid = mark(operands, self.properties)
        artifact = bool(operands) and operands[0] == Name.Artifact
        if self.marks.owned is None:
            return "drop" if artifact or mcid is not None else "plain"
        if mcid is None:
            return "marked" if artifact else "plain"
        if mcid in self.marks.owned and mcid not in self.marks.found:
            self.marks.found.add(mcid)
            return "marked"
        return "disowned"

    def _end(self, instruction: Instruction) -> None:
        if not self.open:
            self.changed = self.marks.unbalanced = True
        elif self.open.pop() != "drop":
            self.out.append(instruction)

    def _draw(self, name: str, instruction: Instruction) -> None:
        if name in PATH_START and self.path is None:
            self.path = len(self.out)
        unmarked = self.marks.owned is not None and not {"marked", "disowned"} & set(self.open)
        if unmarked and name == "Do" and self.marks.calls and self._call(instruction):
            return
        if unmarked and (name in SHOW or name in PATH_PAINT):
            at = len(self.out) if name in SHOW or self.path is None else self.path
            self.out.insert(at, operation("BMC", Name.Artifact))
            self.out.extend([instruction, operation("EMC")])
            self.changed = True
        else:
            self.out.append(instruction)
        if name in PATH_PAINT or name == "n":
            self.path = None

    def _call(self, instruction: Instruction) -> bool:
        """Draw something that is tagged. False when this is nothing of the kind."""
        form = called(self.drawings, list(instruction.operands))
        if form is None or form.objgen not in self.marks.calls:
            return False
        mcid = self.marks.calls[form.objgen]
        if mcid is None:
            self.out.append(instruction)
            return True
        if mcid in self.marks.found:
            return False
        self.marks.found.add(mcid)
        begin = operation("BDC", Name.Form, Dictionary(MCID=mcid))
        self.out.extend([begin, instruction, operation("EMC")])
        self.changed = True
        return True

    def _close(self) -> None:
        left = [operation("ET")] if self.in_text else []
        left += [operation("EMC") for kind in self.open if kind != "drop"]
        left += [operation("Q")] * self.depth
        self.marks.unbalanced = self.marks.unbalanced or bool(left)
        self.changed = self.changed or bool(left)
        self.out.extend(left)


def operator(instruction: Instruction) -> str | None:
    """The operator, or None where damage has left bytes that can be none; readers pass over those."""
    try:
        return str(instruction.operator)
    except UnicodeDecodeError:
        return None


def mark(operands: Sequence[object], properties: Object | None) -> int | None:
    """The MCID that a BDC gives, in its own words or by a name from the resources."""
    said = operands[1] if len(operands) > 1 else None
    if isinstance(said, Name) and properties is not None:
        said = properties.get(str(said))
    mcid = said.get("/MCID") if isinstance(said, Dictionary) else None
    return mcid if isinstance(mcid, int) else None


def called(drawings: Object | None, operands: Sequence[object]) -> Stream | None:
    """The form XObject that a Do draws; None for pictures and for what is none."""
    name = operands[0] if operands else None
    form = drawings.get(str(name)) if isinstance(name, Name) and drawings is not None else None
    return form if isinstance(form, Stream) and is_form(form) else None


def is_form(item: object) -> bool:
    return (
        isinstance(item, Stream)
        and item.is_indirect
        and item.get("/Subtype") == Name.Form
        and item.get("/Type", Name.XObject) == Name.XObject
    )


def operation(name: str, *operands: Object) -> ContentStreamInstruction:
    return ContentStreamInstruction(list(operands), Operator(name))


def repair(pdf: Pdf, page: pikepdf.Page, marks: Marks) -> bool:
    """Balance a page's content. Returns whether it had to be rewritten."""
    rewritten = rewrite(page, page.obj["/Resources"], marks)
    if rewritten is not None:
        page.obj["/Contents"] = Stream(pdf, rewritten)
    return rewritten is not None


def rewrite(drawn: pikepdf.Page | Stream, resources: Object | None, marks: Marks) -> bytes | None:
    """The instructions put right; None when they are."""
    wanted = BRACKETS if marks.owned is None else PAINT
    survey = Rewriter(resources, marks)
    survey.run(pikepdf.parse_content_stream(drawn, wanted))
    if not survey.changed:
        return None
    marks.found.clear()
    rewriter = Rewriter(resources, marks)
    rewriter.run(pikepdf.parse_content_stream(drawn))
    return pikepdf.unparse_content_stream(rewriter.out)


def streams(page: Object) -> list[Object]:
    """The content streams of a page, whatever way they are listed."""
    contents = page.get("/Contents")
    if isinstance(contents, Array):
        return [item for item in contents if isinstance(item, Stream)]
    return [contents] if isinstance(contents, Stream) else []
