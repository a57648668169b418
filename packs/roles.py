"""What each kind of structure element may be called in a pack."""

from __future__ import annotations

from pikepdf import Object

from packs.objects import dictionary, text

# ISO 32000-1, 14.8.4: the standard structure types.
STANDARD = frozenset(
    "/Document /Part /Art /Sect /Div /BlockQuote /Caption /TOC /TOCI /Index /NonStruct /Private"
    " /P /H /H1 /H2 /H3 /H4 /H5 /H6 /L /LI /Lbl /LBody /Table /TR /TH /TD /THead /TBody /TFoot"
    " /Span /Quote /Note /Reference /BibEntry /Code /Link /Annot /Ruby /RB /RT /RP /Warichu /WT /WP"
    " /Figure /Formula /Form".split()
)
# ISO 32000-2 types as their nearest older ones: the pack is a PDF 1.7 file.
NEWER = {
    "/DocumentFragment": "/Sect",
    "/Aside": "/Sect",
    "/Title": "/P",
    "/FENote": "/Note",
    "/Sub": "/Span",
    "/Em": "/Span",
    "/Strong": "/Span",
    "/Artifact": "/NonStruct",
}


class Roles:
    """Resolves the names a producer invented to standard ones, once per name."""

    def __init__(self, root: Object) -> None:
        self.map = dictionary(root, "/RoleMap")
        self.known: dict[str, str] = {}

    def standard(self, element: Object) -> str:
        name = text(element.get("/S"))
        if name not in self.known:
            self.known[name] = self._resolve(name)
        return self.known[name]

    def _resolve(self, name: str) -> str:
        for _step in range(10):
            if name in STANDARD:
                return name
            if name in NEWER:
                return NEWER[name]
            if name.startswith("/H") and name[2:].isdigit():
                return "/H6"
            following = text(self.map.get(name)) if self.map is not None and name in self.map else ""
            if not following:
                break
            name = following
        return "/Span" if name in ("", "/") else "/NonStruct"
