"""Form fields and other annotations as part of the page they are on.

A pack has no fields to fill in: what a field shows is drawn on its page. In a tagged document the drawing is tagged
too, as the value of a field that can be filled in no more, so that a screen reader still reads it.
"""

from __future__ import annotations

import copy
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import pikepdf
from pikepdf import Array, Dictionary, Name, Object, Pdf, Stream, String

from packs import content
from packs.objects import array, dictionary, inherited, set_kids, text
from packs.report import Report
from packs.structure import Structure

ObjectId = tuple[int, int]

FORM = "Form fields were turned into plain text on the page."
UNDRAWN = "Some form fields could not be drawn; check that every answer shows."

INVISIBLE_OR_HIDDEN = 0b11
PUSH_BUTTON, RADIO_BUTTON = 1 << 16, 1 << 15
NESTED = 5


@dataclass(frozen=True, slots=True)
class Drawn:
    """An annotation, the drawing it has become, and its page counted from 0.

    `role` is what kind of field it was, as ISO 32000-1, table 348 calls it; "" for what was none. `made_here` says
    that the file had only its value: the font it was drawn with is not in the file then.
    """

    annotation: ObjectId
    drawing: ObjectId
    page: int
    role: str
    label: str
    ticked: bool
    words: bool
    made_here: bool


def flatten(pdf: Pdf, report: Report) -> list[Drawn]:
    """Draw every annotation that is not a link on its page, and take it off."""
    waiting = list(_drawable(pdf))
    if not waiting:
        return []
    fields = dictionary(pdf.Root, "/AcroForm")
    undrawn = [_appearance(annotation) is None for _page, annotation in waiting]
    if fields is not None and array(fields, "/Fields"):
        report.repair(FORM)
        _draw_values(pdf, fields, [annotation for _page, annotation in waiting], report)
    drawn = [
        made
        for (page, annotation), made_here in zip(waiting, undrawn, strict=True)
        if (made := _drawn(pdf, page, annotation, made_here))
    ]
    pdf.flatten_annotations("all")
    return drawn


def _drawable(pdf: Pdf) -> Iterator[tuple[int, Dictionary]]:
    for index, page in enumerate(pdf.pages):
        for annotation in array(page.obj, "/Annots"):
            if isinstance(annotation, Dictionary) and annotation.get("/Subtype") != Name.Link:
                yield index, annotation


def _draw_values(pdf: Pdf, fields: Dictionary, annotations: Sequence[Dictionary], report: Report) -> None:
    """Have every answer drawn that is only stored; how the others look is their author's business."""
    undrawn = [each for each in annotations if _has_value(each) and _appearance(each) is None]
    if undrawn and not fields.get("/NeedAppearances"):
        fields["/NeedAppearances"] = True
        looks = [(each, each["/AP"]) for each in annotations if _appearance(each) is not None]
    else:
        looks = []
    try:
        pdf.generate_appearance_streams()
    except (pikepdf.PdfError, RuntimeError, ValueError):
        report.warn(UNDRAWN)
    for annotation, look in looks:
        annotation["/AP"] = look
    if any(_appearance(each) is None for each in undrawn):
        report.warn(UNDRAWN)


def _has_value(annotation: Dictionary) -> bool:
    value = inherited(annotation, "/V")
    return annotation.get("/Subtype") == Name.Widget and value is not None and text(value) not in ("", "/Off")


def _appearance(annotation: Dictionary) -> Stream | None:
    look = dictionary(annotation, "/AP")
    normal = look.get("/N") if look is not None else None
    if isinstance(normal, Dictionary):
        normal = normal.get(text(annotation.get("/AS")) or "/")
    return normal if isinstance(normal, Stream) else None


def _drawn(pdf: Pdf, page: int, annotation: Dictionary, made_here: bool) -> Drawn | None:
    look, flags = _appearance(annotation), annotation.get("/F")
    if look is None or (isinstance(flags, int) and flags & INVISIBLE_OR_HIDDEN):
        return None
    # Fields often share one drawing, of a tick say; each must be found again as its own.
    own = pdf.make_indirect(copy.copy(look))
    annotation["/AP"] = Dictionary(N=own)
    return Drawn(
        annotation=annotation.objgen,
        drawing=own.objgen,
        page=page,
        role=_role(annotation),
        label=" ".join(text(inherited(annotation, "/TU")).split())[:300],
        ticked=text(annotation.get("/AS")) not in ("", "/Off"),
        words=_has_words(own, NESTED),
        made_here=made_here,
    )


def _role(annotation: Dictionary) -> str:
    if annotation.get("/Subtype") != Name.Widget:
        return ""
    if inherited(annotation, "/FT") != Name.Btn:
        return "/tv"
    flags = inherited(annotation, "/Ff")
    flags = flags if isinstance(flags, int) else 0
    if flags & PUSH_BUTTON:
        return "/pb"
    return "/rb" if flags & RADIO_BUTTON else "/cb"


def _has_words(drawing: Stream, levels: int) -> bool:
    called = dictionary(dictionary(drawing, "/Resources"), "/XObject")
    try:
        steps = list(pikepdf.parse_content_stream(drawing, "Tj TJ ' \" Do"))
    except (pikepdf.PdfError, pikepdf.DataDecodingError, RuntimeError, TypeError):
        return False
    for step in steps:
        if content.operator(step) != "Do":
            return True
        below = content.called(called, list(step.operands))
        if below is not None and levels and _has_words(below, levels - 1):
            return True
    return False


def adopt(pdf: Pdf, tree: Structure, drawn: Sequence[Drawn]) -> dict[int, dict[ObjectId, int]]:
    """Give each drawing its place in the structure: for each page, the MCIDs its drawings are to get."""
    calls: dict[int, dict[ObjectId, int]] = defaultdict(dict)
    for each in drawn:
        owner = tree.links.pop(each.annotation, None) if each.annotation != (0, 0) else None
        if owner is None and (not each.words or not tree.kids):
            continue
        mcid = max(tree.marks[each.page], default=-1) + 1
        mark = Dictionary(Type=Name.MCR, Pg=pdf.pages[each.page].obj, MCID=mcid)
        if owner is None:
            owner = pdf.make_indirect(Dictionary(S=Name.Form if each.role else Name.P, P=tree.kids[0]))
            set_kids(owner, [mark])
            set_kids(tree.kids[0], [*array(tree.kids[0], "/K"), owner])
        else:
            set_kids(owner, [mark if _is(kid, each) else kid for kid in array(owner, "/K")])
        _describe(owner, each)
        tree.marks[each.page][mcid] = owner
        calls[each.page][each.drawing] = mcid
    return calls


def _is(kid: object, drawn: Drawn) -> bool:
    return isinstance(kid, Dictionary) and "/Obj" in kid and kid["/Obj"].objgen == drawn.annotation


def _describe(owner: Object, drawn: Drawn) -> None:
    if owner.get("/S") == Name.Annot:
        owner["/S"] = Name.Span
    if not drawn.role:
        return
    said = Dictionary(O=Name.PrintField, Role=Name(drawn.role))
    if drawn.label:
        said["/Desc"] = String(drawn.label)
    if drawn.role in ("/cb", "/rb"):
        said["/checked"] = Name.on if drawn.ticked else Name.off
        state = "ticked" if drawn.ticked else "not ticked"
        owner["/Alt"] = String(f"{drawn.label}: {state}" if drawn.label else state.capitalize())
    owner["/A"] = Array([*array(owner, "/A"), said]) if "/A" in owner else said
