"""Office files made from scratch: as little XML as makes a real document."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping

HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
SHEET = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
SLIDES = "http://schemas.openxmlformats.org/presentationml/2006/main"
DRAWING = "http://schemas.openxmlformats.org/drawingml/2006/main"
CONTENT = "application/vnd.openxmlformats-officedocument."

Files = Mapping[str, str | bytes]


def archive(files: Files) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
        for name, content in files.items():
            stored = zipfile.ZIP_STORED if name == "mimetype" else zipfile.ZIP_DEFLATED
            made.writestr(name, content, compress_type=stored)
    return out.getvalue()


def content_types(parts: Mapping[str, str]) -> str:
    overrides = "".join(
        f'<Override PartName="/{name}" ContentType="{kind}"/>' for name, kind in parts.items()
    )
    return (
        f'{HEAD}<Types xmlns="{PACKAGE}/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/>'
        '<Default Extension="png" ContentType="image/png"/>'
        f"{overrides}</Types>"
    )


def relations(*rows: tuple[str, str, str, str]) -> str:
    """Each row: id, last word of the type, target, target mode or ""."""
    each = "".join(
        f'<Relationship Id="{key}" Type="{OFFICE}/{kind}" Target="{target}"'
        f"{f' TargetMode={chr(34)}{mode}{chr(34)}' if mode else ''}/>"
        for key, kind, target, mode in rows
    )
    return f'{HEAD}<Relationships xmlns="{PACKAGE}/relationships">{each}</Relationships>'


def docx(body: str = "", *, main: str = "document.main+xml", extra: Files | None = None) -> bytes:
    body = body or paragraph("Costs of the harbour wall", "Heading1") + paragraph("Mallard estimates follow.")
    styles = (
        f'{HEAD}<w:styles xmlns:w="{WORD}"><w:style w:type="paragraph" w:styleId="Heading1">'
        '<w:name w:val="heading 1"/><w:pPr><w:outlineLvl w:val="0"/></w:pPr></w:style></w:styles>'
    )
    kind = main if main.startswith("application/") else f"{CONTENT}wordprocessingml.{main}"
    files: dict[str, str | bytes] = {
        "[Content_Types].xml": content_types(
            {
                "word/document.xml": kind,
                "word/styles.xml": f"{CONTENT}wordprocessingml.styles+xml",
            }
        ),
        "_rels/.rels": relations(("rId1", "officeDocument", "word/document.xml", "")),
        "word/_rels/document.xml.rels": relations(("rId1", "styles", "styles.xml", "")),
        "word/styles.xml": styles,
        "word/document.xml": f'{HEAD}<w:document xmlns:w="{WORD}" xmlns:r="{OFFICE}"><w:body>{body}</w:body>'
        "</w:document>",
    }
    return archive(files | dict(extra or {}))


def paragraph(text: str, style: str = "") -> str:
    named = f'<w:pPr><w:pStyle w:val="{style}"/></w:pPr>' if style else ""
    return f"<w:p>{named}<w:r><w:t>{text}</w:t></w:r></w:p>"


def linked_picture(address: str) -> bytes:
    """A Word document with a picture that is not in it but at an address."""
    picture = (
        '<w:p><w:r><w:drawing><wp:inline xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/'
        f'wordprocessingDrawing"><wp:extent cx="900000" cy="900000"/><wp:docPr id="1" name="P" descr="Map"/>'
        f'<a:graphic xmlns:a="{DRAWING}"><a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/'
        'picture"><pic:pic xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture"><pic:nvPicPr>'
        '<pic:cNvPr id="1" name="P"/><pic:cNvPicPr/></pic:nvPicPr><pic:blipFill><a:blip r:link="rId9"/>'
        '<a:stretch><a:fillRect/></a:stretch></pic:blipFill><pic:spPr><a:xfrm><a:off x="0" y="0"/>'
        '<a:ext cx="900000" cy="900000"/></a:xfrm><a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr>'
        "</pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing></w:r></w:p>"
    )
    rels = relations(("rId1", "styles", "styles.xml", ""), ("rId9", "image", address, "External"))
    body = paragraph("Linked picture") + picture
    return docx(body, extra={"word/_rels/document.xml.rels": rels})


def with_template(target: str) -> bytes:
    rels = relations(("rId1", "attachedTemplate", target, "External"))
    settings = f'{HEAD}<w:settings xmlns:w="{WORD}" xmlns:r="{OFFICE}"><w:attachedTemplate r:id="rId1"/></w:settings>'
    return docx(extra={"word/settings.xml": settings, "word/_rels/settings.xml.rels": rels})


def xlsx(rows: int = 2) -> bytes:
    cells = "".join(
        f'<row r="{n}"><c r="A{n}" t="inlineStr"><is><t>Plover {n}</t></is></c><c r="B{n}"><v>{n}</v></c></row>'
        for n in range(1, rows + 1)
    )
    return archive(
        {
            "[Content_Types].xml": content_types(
                {
                    "xl/workbook.xml": f"{CONTENT}spreadsheetml.sheet.main+xml",
                    "xl/worksheets/sheet1.xml": f"{CONTENT}spreadsheetml.worksheet+xml",
                }
            ),
            "_rels/.rels": relations(("rId1", "officeDocument", "xl/workbook.xml", "")),
            "xl/_rels/workbook.xml.rels": relations(("rId1", "worksheet", "worksheets/sheet1.xml", "")),
            "xl/workbook.xml": f'{HEAD}<workbook xmlns="{SHEET}" xmlns:r="{OFFICE}"><sheets>'
            '<sheet name="Costs" sheetId="1" r:id="rId1"/></sheets></workbook>',
            "xl/worksheets/sheet1.xml": f'{HEAD}<worksheet xmlns="{SHEET}"><sheetData>{cells}</sheetData>'
            "</worksheet>",
        }
    )


def pptx() -> bytes:
    shape = (
        '<p:sp><p:nvSpPr><p:cNvPr id="2" name="Title"/><p:cNvSpPr/><p:nvPr/></p:nvSpPr><p:spPr><a:xfrm>'
        '<a:off x="900000" y="900000"/><a:ext cx="6000000" cy="1500000"/></a:xfrm>'
        '<a:prstGeom prst="rect"/></p:spPr><p:txBody><a:bodyPr/><a:p><a:r><a:t>Curlew slides</a:t></a:r></a:p>'
        "</p:txBody></p:sp>"
    )
    tree = '<p:nvGrpSpPr><p:cNvPr id="1" name=""/><p:cNvGrpSpPr/><p:nvPr/></p:nvGrpSpPr><p:grpSpPr/>' + shape
    spaces = f'xmlns:p="{SLIDES}" xmlns:a="{DRAWING}" xmlns:r="{OFFICE}"'
    return archive(
        {
            "[Content_Types].xml": content_types(
                {
                    "ppt/presentation.xml": f"{CONTENT}presentationml.presentation.main+xml",
                    "ppt/slides/slide1.xml": f"{CONTENT}presentationml.slide+xml",
                }
            ),
            "_rels/.rels": relations(("rId1", "officeDocument", "ppt/presentation.xml", "")),
            "ppt/_rels/presentation.xml.rels": relations(("rId1", "slide", "slides/slide1.xml", "")),
            "ppt/presentation.xml": f'{HEAD}<p:presentation {spaces}><p:sldIdLst><p:sldId id="256" r:id="rId1"/>'
            '</p:sldIdLst><p:sldSz cx="9144000" cy="6858000"/></p:presentation>',
            "ppt/slides/slide1.xml": f"{HEAD}<p:sld {spaces}><p:cSld><p:spTree>{tree}</p:spTree></p:cSld></p:sld>",
        }
    )


def odt(extra: Files | None = None, *, encrypted: bool = False) -> bytes:
    office = "urn:oasis:names:tc:opendocument:xmlns:"
    kind = "application/vnd.oasis.opendocument.text"
    secret = "<manifest:encryption-data/>" if encrypted else ""
    files: dict[str, str | bytes] = {
        "mimetype": kind,
        "META-INF/manifest.xml": f'{HEAD}<manifest:manifest xmlns:manifest="{office}manifest:1.0">'
        f'<manifest:file-entry manifest:full-path="/" manifest:media-type="{kind}"/>'
        f'<manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml">{secret}'
        "</manifest:file-entry></manifest:manifest>",
        "content.xml": f'{HEAD}<office:document-content xmlns:office="{office}office:1.0" '
        f'xmlns:text="{office}text:1.0" office:version="1.2"><office:body><office:text>'
        '<text:h text:outline-level="1">Avocet</text:h><text:p>Open document words.</text:p>'
        "</office:text></office:body></office:document-content>",
    }
    return archive(files | dict(extra or {}))
