"""Taking out of an upload everything that acts, fetches, hides or carries files.

What may stay is listed, not what must go: a catalog or page entry that nobody thought of does not pass.
"""

from __future__ import annotations

from collections.abc import Iterator

from pikepdf import Array, Dictionary, Name, Object, Pdf, Stream

from packs import jpeg
from packs.fields import Drawn, flatten
from packs.limits import Refused
from packs.objects import MAX_LEVELS, array, dictionary, text, tree_entries
from packs.report import Report

KEEP_IN_CATALOG = frozenset(
    {"/Type", "/Pages", "/Lang", "/StructTreeRoot", "/MarkInfo", "/Names", "/Dests", "/Outlines"}
    | {"/OCProperties", "/Metadata"}
)
KEEP_IN_PAGE = frozenset(
    {"/Type", "/Parent", "/MediaBox", "/CropBox", "/Rotate", "/UserUnit", "/Resources", "/Contents"}
    | {"/Annots", "/StructParents", "/Group"}
)
KEEP_SCHEMES = ("http:", "https:", "mailto:", "tel:")

SCRIPTS = "Scripts were removed."
ACTIONS = "Actions that run when the file is opened or clicked were removed."
LAUNCH = "Links that start a program or open a file were removed."
FILES = "Files attached inside the PDF were removed."
MEDIA = "Sound, video or 3D content was removed."
COMMENTS = "Comments were removed."
XFA = "An Adobe XFA form was removed; only the printed page was kept."
EXTERNAL = "References to files outside the PDF were removed."
LINKS = "Links to unusual addresses were removed."

MEDIA_ANNOTATIONS = frozenset({"/Movie", "/Sound", "/RichMedia", "/Screen", "/3D"})
COMMENT_ANNOTATIONS = frozenset({"/Text", "/Popup"})
ACTION_WORDS = {
    "/JavaScript": SCRIPTS,
    "/Launch": LAUNCH,
    "/GoToR": LAUNCH,
    "/GoToE": LAUNCH,
    "/Movie": MEDIA,
    "/Sound": MEDIA,
    "/Rendition": MEDIA,
    "/RichMediaExecute": MEDIA,
}
# Entries of any stream or dictionary that make a reader look outside the file.
EXTERNAL_KEYS = ("/OPI", "/Ref", "/PieceInfo", "/AF")
# What a picture says of itself: who made it and with what, and other pictures to show instead.
DESCRIPTIONS = ("/Metadata", "/Alternates")


def sanitise(pdf: Pdf, report: Report) -> list[Drawn]:
    """Clean an open PDF. Returns what was drawn onto its pages on the way: form fields, stamps."""
    _catalog(pdf, report)
    _external_streams(pdf, report)
    for page in pdf.pages:
        _annotations(page.obj, report)
    drawn = flatten(pdf, report)
    for page in pdf.pages:
        _only_links(page.obj, report)
        if "/AA" in page.obj:
            report.remove(ACTIONS)
        _keep(page.obj, KEEP_IN_PAGE)
    _keep(pdf.Root, KEEP_IN_CATALOG | {"/AcroForm"})
    if "/AcroForm" in pdf.Root:
        del pdf.Root["/AcroForm"]
    for key in list(pdf.trailer.keys()):
        # Its /ID too: it may be made from the time of day, and would be handed on.
        if key not in ("/Root", "/Size", "/Prev", "/Info"):
            del pdf.trailer[key]
    return drawn


def _catalog(pdf: Pdf, report: Report) -> None:
    root = pdf.Root
    names = dictionary(root, "/Names")
    if names is not None:
        if "/JavaScript" in names:
            report.remove(SCRIPTS)
        if any(True for _ in tree_entries(dictionary(names, "/EmbeddedFiles"), "/Names")):
            report.remove(FILES)
        for key in list(names.keys()):
            if key != "/Dests":
                del names[key]
    if "/Collection" in root or "/AF" in root:
        report.remove(FILES)
    opening = root.get("/OpenAction")
    if isinstance(opening, Dictionary):
        for kind in action_kinds(opening):
            if kind != "/GoTo":
                report.remove(ACTION_WORDS.get(kind, ACTIONS))
    if "/AA" in root:
        report.remove(ACTIONS)
    _xfa(dictionary(root, "/AcroForm"), report)


def _xfa(form: Dictionary | None, report: Report) -> None:
    if form is None or "/XFA" not in form:
        return
    if not array(form, "/Fields"):
        raise Refused(
            "unreadable",
            "The file is an interactive form that only Adobe software can show. "
            "Open it there, print it to a new PDF and upload that.",
        )
    del form["/XFA"]
    report.remove(XFA)


def action_kinds(action: Object) -> Iterator[str]:
    """The kinds of an action and of those chained to it."""
    waiting: list[object] = [action]
    for _step in range(MAX_LEVELS):
        if not waiting:
            return
        step = waiting.pop()
        if isinstance(step, Dictionary):
            yield text(step.get("/S"))
            waiting.extend(array(step, "/Next"))


def _external_streams(pdf: Pdf, report: Report) -> None:
    for item in pdf.objects:
        if not isinstance(item, (Dictionary, Stream)):
            continue
        holder: Object = item.stream_dict if isinstance(item, Stream) else item
        # The catalog's own description goes when the file is written anew.
        own = () if "/Pages" in holder else DESCRIPTIONS
        for key in (*EXTERNAL_KEYS, *own):
            if key in holder:
                del holder[key]
                if key in ("/OPI", "/Ref"):
                    report.remove(EXTERNAL)
        if isinstance(item, Stream):
            _forget_keys(holder)
            _only_the_picture(item)
        if isinstance(item, Stream) and "/F" in holder:
            for key in ("/F", "/FFilter", "/FDecodeParms"):
                if key in holder:
                    del holder[key]
            report.remove(EXTERNAL)


def _only_the_picture(stream: Stream) -> None:
    """A photo in a PDF still says where and with what it was taken."""
    if stream.get("/Filter") in (Name.DCTDecode, Array([Name.DCTDecode])):
        raw = stream.read_raw_bytes()
        made = jpeg.bare(raw)
        if made is not None and made != raw:
            found = stream.get("/DecodeParms")
            options = found if isinstance(found, Dictionary | Array) else None
            stream.write(made, filter=Name.DCTDecode, decode_parms=options)


def _forget_keys(drawing: Object) -> None:
    """Of the file's own parent tree, which is written anew: in a pack they would mean somebody else's tags."""
    for key in ("/StructParent", "/StructParents"):
        if key in drawing:
            del drawing[key]


def _annotations(page: Object, report: Report) -> None:
    """Drop annotations that act or carry something, before the rest is flattened into the page."""
    kept = Array()
    for annotation in array(page, "/Annots"):
        if not isinstance(annotation, Dictionary):
            continue
        _report_actions(annotation, report)
        kind = text(annotation.get("/Subtype"))
        if kind == "/FileAttachment":
            report.remove(FILES)
        elif kind in MEDIA_ANNOTATIONS:
            report.remove(MEDIA)
        elif kind in COMMENT_ANNOTATIONS:
            report.remove(COMMENTS)
        else:
            kept.append(annotation)
    if "/Annots" in page:
        page["/Annots"] = kept


def _report_actions(annotation: Dictionary, report: Report) -> None:
    if "/AA" in annotation:
        report.remove(ACTIONS)
        del annotation["/AA"]
    action = dictionary(annotation, "/A")
    if action is None:
        return
    for kind in action_kinds(action):
        if kind in ACTION_WORDS:
            report.remove(ACTION_WORDS[kind])
    if "/Next" in action:
        del action["/Next"]


def _only_links(page: Object, report: Report) -> None:
    kept = Array()
    for annotation in array(page, "/Annots"):
        if not isinstance(annotation, Dictionary) or annotation.get("/Subtype") != Name.Link:
            continue
        action = dictionary(annotation, "/A")
        if action is not None:
            kind = text(action.get("/S"))
            if kind == "/URI" and not text(action.get("/URI")).lower().startswith(KEEP_SCHEMES):
                report.remove(SCRIPTS if _is_script(action) else LINKS)
                continue
            leads = "/D" in action or "/Dest" in annotation
            if kind != "/URI" and not (kind == "/GoTo" and leads):
                continue
        elif "/Dest" not in annotation:
            continue
        kept.append(annotation)
    if len(kept):
        page["/Annots"] = kept
    elif "/Annots" in page:
        del page["/Annots"]


def _is_script(action: Dictionary) -> bool:
    return text(action.get("/URI")).strip().lower().startswith("javascript:")


def _keep(holder: Object, keys: frozenset[str]) -> None:
    for key in list(holder.keys()):
        if key not in keys:
            del holder[key]
