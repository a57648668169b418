"""Files that carry a planted word in every place where a file can carry one."""

from __future__ import annotations

import io
import zipfile

import pikepdf
from pikepdf import Array, Dictionary, Name, Stream

from committees.tests.pack_scene import A4, pdf

from .tokens import Tokens

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
CONTENT_TYPES = "application/vnd.openxmlformats-officedocument.wordprocessingml"
RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
CORE = f'xmlns:x="{PACKAGE}/metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/"'
USUAL = "application/vnd.openxmlformats-package"


def full_pdf(tokens: Tokens, place: str) -> bytes:
    """A PDF with a word on its pages, and one in each corner where nobody looks."""

    def word(channel: str) -> str:
        return tokens.new(f"{place}, {channel}")

    document = pikepdf.open(io.BytesIO(pdf(word("words on the page"), [(A4, 0)] * 2)))
    for key in ("Title", "Author", "Subject", "Keywords", "Creator"):
        document.docinfo[f"/{key}"] = word(key)
    with document.open_metadata(set_pikepdf_as_editor=False) as metadata:
        metadata["dc:description"] = word("XMP description")
        metadata["xmpMM:DocumentID"] = word("XMP identifier")
    with document.open_outline() as outline:
        outline.root.append(pikepdf.OutlineItem(word("bookmark"), 0))
    document.attachments[f"{word('name of an attachment')}.txt"] = word("attachment").encode()
    mark(document, word("note"), word("author of a note"), word("link"))
    describe(document, word("alternative text"), word("actual text"))
    form(document, word("name of a form field"), word("value of a form field"))
    document.Root.Names.Old = document.make_indirect(Stream(document, word("left over").encode()))
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def mark(document: pikepdf.Pdf, note: str, author: str, link: str) -> None:
    place = Array([10, 10, 60, 60])
    said = Dictionary(Type=Name.Annot, Subtype=Name.Text, Rect=place, Contents=note, T=author)
    action = Dictionary(S=Name.URI, URI=f"https://bids.example/{link}")
    leads = Dictionary(Type=Name.Annot, Subtype=Name.Link, Rect=place, A=action)
    document.pages[0].obj.Annots = Array([document.make_indirect(one) for one in (said, leads)])


def describe(document: pikepdf.Pdf, alternative: str, actual: str) -> None:
    root = document.make_indirect(Dictionary(Type=Name.StructTreeRoot))
    figure = Dictionary(Type=Name.StructElem, S=Name.Figure, P=root, Alt=alternative, ActualText=actual)
    root.K = Array([document.make_indirect(figure)])
    document.Root.StructTreeRoot = root
    document.Root.MarkInfo = Dictionary(Marked=True)


def form(document: pikepdf.Pdf, name: str, value: str) -> None:
    box = Dictionary(
        Type=Name.Annot,
        Subtype=Name.Widget,
        FT=Name.Tx,
        T=name,
        V=value,
        Rect=Array([10, 80, 200, 99]),
        P=document.pages[1].obj,
    )
    field = document.make_indirect(box)
    document.pages[1].obj.Annots = Array([field])
    document.Root.AcroForm = Dictionary(Fields=Array([field]), NeedAppearances=True)


def full_docx(tokens: Tokens, place: str) -> bytes:
    """A Word file with a comment, a deletion that is still there, a heading and properties."""

    def word(channel: str) -> str:
        return tokens.new(f"{place}, {channel}")

    def run(text: str, tag: str = "t") -> str:
        return f"<w:r><w:{tag}>{text}</w:{tag}></w:r>"

    deleted = f'<w:del w:id="1" w:author="{word("author of a deletion")}">{run(word("deletion"), "delText")}</w:del>'
    hidden = f"<w:r><w:rPr><w:vanish/></w:rPr><w:t>{word('hidden words')}</w:t></w:r>"
    body = f"<w:p>{run(word('words'))}{deleted}{hidden}</w:p>"
    author, said = word("author of a comment"), run(word("comment"))
    comment = f'<w:comment w:id="0" w:author="{author}"><w:p>{said}</w:p></w:comment>'
    core = f"<dc:title>{word('title')}</dc:title><dc:creator>{word('creator')}</dc:creator>"
    parts = {
        "word/document.xml": f"<w:document {W}><w:body>{body}</w:body></w:document>",
        "word/comments.xml": f"<w:comments {W}>{comment}</w:comments>",
        "docProps/core.xml": f"<x:coreProperties {CORE}>{core}</x:coreProperties>",
        "customXml/item1.xml": f"<a>{word('custom XML')}</a>",
        "[Content_Types].xml": content_types(),
        "_rels/.rels": relations({"officeDocument": "word/document.xml"}, core="docProps/core.xml"),
        "word/_rels/document.xml.rels": relations({"comments": "comments.xml"}),
    }
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in parts.items():
            archive.writestr(name, text)
    return out.getvalue()


def content_types() -> str:
    overrides = {
        "/word/document.xml": f"{CONTENT_TYPES}.document.main+xml",
        "/word/comments.xml": f"{CONTENT_TYPES}.comments+xml",
        "/docProps/core.xml": "application/vnd.openxmlformats-package.core-properties+xml",
    }
    rows = "".join(f'<Override PartName="{name}" ContentType="{kind}"/>' for name, kind in overrides.items())
    usual = '<Default Extension="xml" ContentType="application/xml"/>'
    usual += f'<Default Extension="rels" ContentType="{USUAL}.relationships+xml"/>'
    return f'<Types xmlns="{PACKAGE}/content-types">{usual}{rows}</Types>'


def relations(targets: dict[str, str], core: str = "") -> str:
    rows = [
        f'<Relationship Id="r{kind}" Type="{RELATIONS}/{kind}" Target="{name}"/>'
        for kind, name in targets.items()
    ]
    if core:
        kind = f"{PACKAGE}/relationships/metadata/core-properties"
        rows.append(f'<Relationship Id="rcore" Type="{kind}" Target="{core}"/>')
    return f'<Relationships xmlns="{PACKAGE}/relationships">{"".join(rows)}</Relationships>'
