"""The pack's title and language, as readers and accessibility checkers look for them."""

from __future__ import annotations

from dataclasses import dataclass
from xml.sax.saxutils import escape

from pikepdf import Dictionary, Name, Pdf, PdfError, Stream, String

from packs.objects import dictionary

XMP = """<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/"
 xmlns:pdf="http://ns.adobe.com/pdf/1.3/" xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/">
<dc:title><rdf:Alt><rdf:li xml:lang="x-default">{title}</rdf:li></rdf:Alt></dc:title>
<dc:language><rdf:Bag><rdf:li>{language}</rdf:li></rdf:Bag></dc:language>
<pdf:Producer>Scrutiny</pdf:Producer>{claim}
</rdf:Description></rdf:RDF></x:xmpmeta>
<?xpacket end="r"?>"""

CLAIM = "<pdfuaid:part>1</pdfuaid:part>"


def printable(text: str) -> str:
    """Without the control characters that XML cannot hold."""
    return "".join(letter if letter.isprintable() else " " for letter in text).strip()


@dataclass(frozen=True, slots=True)
class State:
    """How far a part is accessible. `accessible` means that it claims PDF/UA and its tags are whole."""

    tagged: bool
    accessible: bool

    def write(self, pdf: Pdf) -> None:
        pdf.Root["/MarkInfo"] = Dictionary(Marked=True, Suspects=not self.tagged)
        if self.accessible:
            pdf.Root["/Metadata"] = _stream(pdf, "", "", CLAIM)

    @classmethod
    def read(cls, pdf: Pdf) -> State:
        marks = dictionary(pdf.Root, "/MarkInfo")
        tagged = marks is not None and not marks.get("/Suspects", False)
        return cls(tagged, tagged and "/Metadata" in pdf.Root)


def claims_accessible(pdf: Pdf) -> bool:
    """Whether a document says of itself that it follows PDF/UA."""
    metadata = pdf.Root.get("/Metadata")
    if not isinstance(metadata, Stream):
        return False
    try:
        return b"pdfuaid:part" in metadata.read_bytes()
    except PdfError:
        return False


def describe(pdf: Pdf, *, title: str, language: str, state: State) -> None:
    """Write title and language; no dates, so that the same pack is the same bytes."""
    title = printable(title)
    root = pdf.Root
    root["/Metadata"] = _stream(pdf, title, language, CLAIM if state.accessible else "")
    root["/MarkInfo"] = Dictionary(Marked=True, Suspects=not state.tagged)
    root["/Lang"] = String(language)
    root["/ViewerPreferences"] = Dictionary(DisplayDocTitle=True)
    pdf.trailer["/Info"] = pdf.make_indirect(Dictionary(Title=String(title), Producer=String("Scrutiny")))


def _stream(pdf: Pdf, title: str, language: str, claim: str) -> Stream:
    xmp = XMP.format(title=escape(title), language=escape(language), claim=claim)
    return Stream(pdf, xmp.encode("utf-8"), Type=Name.Metadata, Subtype=Name.XML)
