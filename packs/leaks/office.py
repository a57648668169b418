"""What an office file carries that its pages do not show: changes, comments, hidden sheets, rows, slides and words."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

from packs.archives import MAX_XML
from packs.leaks.finding import Kind, Leak, short

COMMENT_PARTS = re.compile(r"^(word|xl|ppt)/(comments|threadedcomments)(/|\w*\.xml)", re.IGNORECASE)
TRACKED = frozenset({"ins", "del", "moveFrom", "moveTo", "tracked-changes", "rPrChange", "pPrChange"})
EMBEDDED = re.compile(r"^(word|xl|ppt)/embeddings/|^object \d+/content\.xml", re.IGNORECASE)
ABOUT = re.compile(
    r"^(docprops/(core|custom)\.xml|customxml/item\d+\.xml|docprops/thumbnail.*|meta\.xml)$", re.I
)
TELLING = frozenset(
    {"creator", "lastModifiedBy", "keywords", "description", "subject", "manager", "property"}
)


def leftovers(data: bytes) -> Iterator[Leak]:
    """Whether any of it got into the public copy is for the caller to find out, by the words."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        for entry in archive.infolist():
            name = entry.filename
            if EMBEDDED.match(name):
                yield Leak(Kind.ATTACHMENT, still_there=False, words=name.rpartition("/")[2])
            if not name.lower().endswith(".xml") or entry.file_size > MAX_XML:
                continue
            yield from _part(name, ElementTree.fromstring(archive.read(entry)), archive)


def _part(name: str, root: Element, archive: zipfile.ZipFile) -> Iterator[Leak]:
    if COMMENT_PARTS.match(name) and "authors" not in name.lower():
        yield from _said(Kind.COMMENT, _words(root))
    elif ABOUT.match(name):
        said = [_words(item) for item in root.iter() if _tag(item) in TELLING or "customxml" in name.lower()]
        yield from _said(Kind.METADATA, "; ".join(filter(None, said)))
    elif name.startswith("word/"):
        yield from _word(root)
    elif name == "xl/workbook.xml":
        yield from _workbook(root, archive)
    elif name.startswith("xl/worksheets/"):
        yield from _sheet(root, archive)
    elif name.startswith("xl/pivotCache/"):
        yield from _said(Kind.HIDDEN, " ".join(item.get("v", "") for item in root.iter()))
    elif name.startswith("ppt/slides/") and root.get("show") in ("0", "false"):
        yield from _said(Kind.HIDDEN, _words(root))
    elif name.startswith("ppt/notesSlides/"):
        yield from _said(Kind.COMMENT, _words(root))
    elif name == "content.xml":
        yield from _open_document(root)


def _said(kind: Kind, words: str) -> Iterator[Leak]:
    if words.strip():
        yield Leak(kind, still_there=False, words=short(words))


def _tag(item: Element) -> str:
    return item.tag.rpartition("}")[2] if isinstance(item.tag, str) else ""


def _get(item: Element, name: str) -> str:
    """An attribute, whatever its namespace."""
    return next((value for key, value in item.attrib.items() if key.rpartition("}")[2] == name), "")


def _words(item: Element) -> str:
    return " ".join(" ".join(text for text in item.itertext()).split())


def _word(root: Element) -> Iterator[Leak]:
    changes = [item for item in root.iter() if _tag(item) in TRACKED]
    if changes:
        # Some are printed, struck through or underlined: the author has not said yet what the text is.
        words = " ".join(filter(None, (_words(item) for item in changes)))
        yield Leak(Kind.TRACKED, still_there=True, words=short(words))
    hidden = [
        _words(run)
        for run in root.iter()
        if _tag(run) == "r"
        and any(_tag(mark) in ("vanish", "webHidden") and _is_on(mark) for mark in run.iter())
    ]
    yield from _said(Kind.HIDDEN, " ".join(hidden))


def _is_on(mark: Element) -> bool:
    return _get(mark, "val") not in ("0", "false", "off") and _tag(mark) == "vanish"


def _workbook(root: Element, archive: zipfile.ZipFile) -> Iterator[Leak]:
    for sheet in root.iter():
        if _tag(sheet) == "sheet" and sheet.get("state") in ("hidden", "veryHidden"):
            yield Leak(Kind.HIDDEN, still_there=False, words=short(_of_sheet(sheet, archive)))


def _of_sheet(sheet: Element, archive: zipfile.ZipFile) -> str:
    """The name of a sheet and the words on it."""
    name, target = sheet.get("name", ""), ""
    for relation in ElementTree.fromstring(archive.read("xl/_rels/workbook.xml.rels")):
        if relation.get("Id") == _get(sheet, "id"):
            target = relation.get("Target", "").lstrip("/")
    target = target if target.startswith("xl/") else f"xl/{target}"
    if target not in archive.namelist():
        return name
    return f"{name}: {_cells(ElementTree.fromstring(archive.read(target)), _strings(archive))}"


def _strings(archive: zipfile.ZipFile) -> list[str]:
    if "xl/sharedStrings.xml" not in archive.namelist():
        return []
    return [_words(item) for item in ElementTree.fromstring(archive.read("xl/sharedStrings.xml"))]


def _cells(root: Element, strings: list[str], *, column: tuple[int, int] | None = None) -> str:
    found = []
    for cell in root.iter():
        if _tag(cell) != "c" or (column and not column[0] <= _column(cell.get("r", "A1")) <= column[1]):
            continue
        words = _words(cell)
        if cell.get("t") == "s" and words.isdigit() and int(words) < len(strings):
            words = strings[int(words)]
        found.append(words)
    return " ".join(filter(None, found))


def _column(reference: str) -> int:
    number = 0
    for letter in re.sub(r"[^A-Z]", "", reference.upper()):
        number = number * 26 + ord(letter) - 64
    return number


def _sheet(root: Element, archive: zipfile.ZipFile) -> Iterator[Leak]:
    strings = _strings(archive)
    rows = [item for item in root.iter() if _tag(item) == "row" and item.get("hidden") in ("1", "true")]
    yield from _said(Kind.HIDDEN, " ".join(_cells(row, strings) for row in rows))
    for item in root.iter():
        if _tag(item) == "col" and item.get("hidden") in ("1", "true"):
            span = int(item.get("min", "1")), int(item.get("max", "1"))
            yield from _said(Kind.HIDDEN, _cells(root, strings, column=span))


def _open_document(root: Element) -> Iterator[Leak]:
    unseen = {
        _get(style, "name")
        for style in root.iter()
        if _tag(style) == "style"
        for part in style.iter()
        if _get(part, "display") in ("false", "none") or _get(part, "visibility") == "hidden"
    }
    for item in root.iter():
        tag = _tag(item)
        if tag == "tracked-changes" and len(item):
            yield Leak(Kind.TRACKED, still_there=True, words=short(_words(item)))
        elif tag == "annotation":
            yield from _said(Kind.COMMENT, _words(item))
        elif tag in ("hidden-text", "hidden-paragraph") or _get(item, "visibility") in ("collapse", "filter"):
            yield from _said(Kind.HIDDEN, _words(item) or _get(item, "string-value"))
        elif tag in ("table", "span", "p", "page") and _get(item, "style-name") in unseen:
            yield from _said(Kind.HIDDEN, _words(item))
