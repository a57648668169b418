"""Office files that say more than their pages show, and ordinary ones."""

from __future__ import annotations

from collections.abc import Iterator

from packs.leaks import Kind
from packs.tests.office_files import (
    CONTENT,
    DRAWING,
    HEAD,
    OFFICE,
    SHEET,
    SLIDES,
    WORD,
    archive,
    content_types,
    docx,
    odt,
    paragraph,
    relations,
    xlsx,
)
from packs.tests.redactions import SECRET

PROPERTIES = "http://schemas.openxmlformats.org/officeDocument/2006/custom-properties"


def say_more() -> Iterator[tuple[str, bytes, Kind]]:
    yield "words deleted with changes tracked", docx(_tracked()), Kind.TRACKED
    note = (
        f'{HEAD}<w:comments xmlns:w="{WORD}"><w:comment w:id="0">{paragraph(SECRET)}</w:comment></w:comments>'
    )
    yield "a comment in Word", docx(extra={"word/comments.xml": note}), Kind.COMMENT
    vanished = f"<w:p><w:r><w:rPr><w:vanish/></w:rPr><w:t>{SECRET}</w:t></w:r></w:p>"
    yield "hidden words in Word", docx(paragraph("Seen") + vanished), Kind.HIDDEN
    yield "a workbook inside Word", docx(extra={"word/embeddings/sheet1.xlsx": xlsx()}), Kind.ATTACHMENT
    named = f'{HEAD}<Properties xmlns="{PROPERTIES}"><property name="Bidder">{SECRET}</property></Properties>'
    yield "a property of a Word file", docx(extra={"docProps/custom.xml": named}), Kind.METADATA
    yield "a hidden sheet", workbook(second='state="hidden"'), Kind.HIDDEN
    yield "a very hidden sheet", workbook(second='state="veryHidden"'), Kind.HIDDEN
    yield "a hidden row", workbook(row='hidden="1"'), Kind.HIDDEN
    columns = '<cols><col min="2" max="2" width="9" hidden="1"/></cols>'
    yield "a hidden column", workbook(columns=columns), Kind.HIDDEN
    yield "a hidden slide", slides('show="0"'), Kind.HIDDEN
    yield "speaker's notes", slides(notes=True), Kind.COMMENT
    yield "an OpenDocument with changes", odt({"content.xml": _open_changes()}), Kind.TRACKED


def ordinary() -> Iterator[tuple[str, bytes]]:
    yield "a Word file", docx()
    yield "a workbook of two sheets", workbook()
    yield "slides", slides()
    yield "an OpenDocument", odt()


def _tracked() -> str:
    who = 'w:id="1" w:author="P" w:date="2019-03-01T09:00:00Z"'
    deleted = f"<w:del {who}><w:r><w:delText>{SECRET}</w:delText></w:r></w:del>"
    return f"<w:p><w:r><w:t>The lowest tender is </w:t></w:r>{deleted}</w:p>"


def _open_changes() -> str:
    office = "urn:oasis:names:tc:opendocument:xmlns:"
    return (
        f'{HEAD}<office:document-content xmlns:office="{office}office:1.0" xmlns:text="{office}text:1.0" '
        'office:version="1.2"><office:body><office:text><text:tracked-changes><text:changed-region '
        f'text:id="c1"><text:deletion><text:p>{SECRET}</text:p></text:deletion></text:changed-region>'
        '</text:tracked-changes><text:p>Seen<text:change text:change-id="c1"/></text:p></office:text>'
        "</office:body></office:document-content>"
    )


def _text_cell(place: str, words: str) -> str:
    return f'<c r="{place}" t="inlineStr"><is><t>{words}</t></is></c>'


def workbook(second: str = "", row: str = "", columns: str = "") -> bytes:
    """Two sheets; the secret is on the second, or in the row or column that is hidden on the first."""
    secret = SECRET if second or row or columns else "Total"
    first = f"<row r='1'>{_text_cell('A1', 'Ward')}{_text_cell('B1', secret if columns else 'Spend')}</row>"
    first += f"<row r='2' {row}>{_text_cell('A2', secret if row else 'Quayside')}</row>"
    other = f"<row r='1'>{_text_cell('A1', secret if second else 'Notes')}</row>"
    parts = {f"xl/worksheets/sheet{n}.xml": f"{CONTENT}spreadsheetml.worksheet+xml" for n in (1, 2)}
    sheet = f'{HEAD}<worksheet xmlns="{SHEET}">{{}}<sheetData>{{}}</sheetData></worksheet>'
    return archive(
        {
            "[Content_Types].xml": content_types(
                {"xl/workbook.xml": f"{CONTENT}spreadsheetml.sheet.main+xml", **parts}
            ),
            "_rels/.rels": relations(("rId1", "officeDocument", "xl/workbook.xml", "")),
            "xl/_rels/workbook.xml.rels": relations(
                ("rId1", "worksheet", "worksheets/sheet1.xml", ""),
                ("rId2", "worksheet", "worksheets/sheet2.xml", ""),
            ),
            "xl/workbook.xml": f'{HEAD}<workbook xmlns="{SHEET}" xmlns:r="{OFFICE}"><sheets>'
            '<sheet name="Costs" sheetId="1" r:id="rId1"/>'
            f'<sheet name="Bids" sheetId="2" r:id="rId2" {second}/></sheets></workbook>',
            "xl/worksheets/sheet1.xml": sheet.format(columns, first),
            "xl/worksheets/sheet2.xml": sheet.format("", other),
        }
    )


def slides(second: str = "", *, notes: bool = False) -> bytes:
    """Two slides; the secret is on the second when that is hidden, or in the notes."""
    spaces = f'xmlns:p="{SLIDES}" xmlns:a="{DRAWING}" xmlns:r="{OFFICE}"'
    files: dict[str, str | bytes] = {
        "[Content_Types].xml": content_types(
            {
                "ppt/presentation.xml": f"{CONTENT}presentationml.presentation.main+xml",
                "ppt/slides/slide1.xml": f"{CONTENT}presentationml.slide+xml",
                "ppt/slides/slide2.xml": f"{CONTENT}presentationml.slide+xml",
            }
        ),
        "_rels/.rels": relations(("rId1", "officeDocument", "ppt/presentation.xml", "")),
        "ppt/_rels/presentation.xml.rels": relations(
            ("rId1", "slide", "slides/slide1.xml", ""), ("rId2", "slide", "slides/slide2.xml", "")
        ),
        "ppt/presentation.xml": f'{HEAD}<p:presentation {spaces}><p:sldIdLst><p:sldId id="256" r:id="rId1"/>'
        '<p:sldId id="257" r:id="rId2"/></p:sldIdLst><p:sldSz cx="9144000" cy="6858000"/></p:presentation>',
        "ppt/slides/slide1.xml": _slide("sld", spaces, "Curlew slides"),
        "ppt/slides/slide2.xml": _slide("sld", f"{spaces} {second}", SECRET if second else "Second slide"),
    }
    if notes:
        files["ppt/notesSlides/notesSlide1.xml"] = _slide("notes", spaces, SECRET)
    return archive(files)


def _slide(tag: str, spaces: str, words: str) -> str:
    shape = (
        '<p:sp><p:nvSpPr><p:cNvPr id="2" name="Title"/><p:cNvSpPr/><p:nvPr/></p:nvSpPr><p:spPr><a:xfrm>'
        '<a:off x="900000" y="900000"/><a:ext cx="6000000" cy="1500000"/></a:xfrm>'
        f'<a:prstGeom prst="rect"/></p:spPr><p:txBody><a:bodyPr/><a:p><a:r><a:t>{words}</a:t></a:r></a:p>'
        "</p:txBody></p:sp>"
    )
    tree = '<p:nvGrpSpPr><p:cNvPr id="1" name=""/><p:cNvGrpSpPr/><p:nvPr/></p:nvGrpSpPr><p:grpSpPr/>' + shape
    return f"{HEAD}<p:{tag} {spaces}><p:cSld><p:spTree>{tree}</p:spTree></p:cSld></p:{tag}>"
