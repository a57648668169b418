"""Reading a document's accessibility tags and leaving them so that they can be copied into a pack.

The structure tree's own claims (which marked content and which links belong to an element) are taken as
the truth, and the parent tree, which says the same the other way round, is written anew from them.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from pikepdf import Array, Dictionary, Name, Object, Pdf, Stream, String

from packs.attributes import Attributes
from packs.content import is_form
from packs.headings import level as heading_level
from packs.headings import mend
from packs.objects import array, dictionary, set_kids, text
from packs.roles import Roles
from packs.tables import give_body

# Real documents stay below twenty levels. Deeper ones are made to exhaust the reader.
MAX_LEVELS = 120

# /Type is not among them: it is optional (ISO 32000-1, table 323), and there are tens of thousands of elements.
KEEP = frozenset({"/S", "/P", "/Pg", "/K", "/A", "/Alt", "/ActualText", "/E", "/Lang", "/ID", "/T"})
# An element that says nothing but "this text" adds nothing to the text itself.
BARE = frozenset({"/S", "/P", "/Pg", "/K"})
HOLDS_TEXT = frozenset(
    "/P /H1 /H2 /H3 /H4 /H5 /H6 /LBody /Lbl /TD /TH /Span /Caption /Link /Quote /Code /Note".split()
)

NEEDS_WORDS = frozenset({"/Figure", "/Formula"})
# Said by screen readers, and better than nothing said at all.
UNDESCRIBED = "Picture without a description"

Place = tuple[int, int]


class TooDeep(Exception):
    """A structure tree that no author can have made."""


class Structure:
    """The walked and repaired structure tree of one document."""

    def __init__(self, pdf: Pdf, prefix: str, drawn: Iterable[tuple[int, int]] = ()) -> None:
        self.pdf = pdf
        self.prefix = prefix
        self.root = pdf.Root["/StructTreeRoot"]
        self.roles = Roles(self.root)
        self.classes = dictionary(self.root, "/ClassMap")
        self.pages = {page.obj.objgen: index for index, page in enumerate(pdf.pages)}
        # Those that were drawn onto their page are not among its annotations any more.
        self.annotations = {item.objgen for page in pdf.pages for item in array(page.obj, "/Annots")}
        self.annotations.update(drawn)
        self.seen: set[tuple[int, int]] = set()
        # Who owns which marked content of a page, and which link.
        self.marks: dict[int, dict[int, Object]] = defaultdict(dict)
        self.links: dict[tuple[int, int], Object] = {}
        # Who owns which marked content inside a drawing, and the kids that say so.
        self.forms: dict[tuple[int, int], Stream] = {}
        self.form_marks: dict[tuple[int, int], dict[int, Object]] = defaultdict(dict)
        self.form_kids: dict[tuple[int, int], list[Object]] = defaultdict(list)
        self.ids: dict[str, Object] = {}
        self.attributes = Attributes(pdf, self._salted)
        # False once something in the tree had to be left out.
        self.complete = True
        self.headings: list[Object] = []
        # Pictures of which the author does not say what they show.
        self.undescribed = 0
        self.kids = self._elements(array(self.root, "/K"))
        # Whether the headings came with gaps.
        self.mended = mend(self.headings)

    def _elements(self, kids: list[Object]) -> list[Object]:
        kept = []
        for kid in kids:
            if isinstance(kid, Dictionary) and "/S" in kid:
                element = self._element(kid, self.root, None, 1, 0)
                if element is not None:
                    kept.append(element)
        return kept

    def _element(
        self, element: Object, parent: Object, page: int | None, level: int, heading: int
    ) -> Object | None:
        if level > MAX_LEVELS:
            raise TooDeep
        if not element.is_indirect:
            element = self.pdf.make_indirect(element)
        if element.objgen in self.seen:
            self.complete = False
            return None
        self.seen.add(element.objgen)
        kind = self.roles.standard(element)
        if kind in ("/Sect", "/Art", "/Part", "/Div"):
            heading += 1
        self._describe(element, parent, kind, heading)
        own = element.get("/Pg")
        index = self.pages.get(own.objgen) if isinstance(own, Dictionary) else None
        if own is not None and index is None:
            del element["/Pg"]
        kids = Kids(self, element, index if own is not None else page, index)
        for kid in array(element, "/K"):
            kids.add(kid, level, heading)
        kids.write(kind)
        return element

    def _describe(self, element: Object, parent: Object, kind: str, heading: int) -> None:
        kind = f"/H{min(max(heading, 1), 6)}" if kind == "/H" else kind
        if element.get("/S") != kind:
            element["/S"] = Name(kind)
        if kind in NEEDS_WORDS and not (text(element.get("/Alt")) or text(element.get("/ActualText"))):
            element["/Alt"] = String(UNDESCRIBED)
            self.undescribed += 1
        if heading_level(kind):
            self.headings.append(element)
        element["/P"] = parent
        keys = element.keys()
        if "/C" in keys:
            self._spell_out_classes(element)
        for key in keys:
            if key not in KEEP:
                del element[key]
        if "/ID" in keys:
            self._name(element)
        if "/A" in element:
            self.attributes.settle(element)

    def _name(self, element: Object) -> None:
        name = self._salted(element["/ID"])
        if str(name) in self.ids:
            del element["/ID"]
        else:
            self.ids[str(name)] = element
            element["/ID"] = name

    def _spell_out_classes(self, element: Object) -> None:
        attributes = array(element, "/A")
        for name in array(element, "/C"):
            if isinstance(name, Name) and self.classes is not None:
                attributes += array(self.classes, str(name))
        if attributes:
            element["/A"] = Array(attributes)

    def _salted(self, name: Object) -> String:
        # pikepdf hands strings over as objects; anything else is not a name at all.
        return String(f"{self.prefix}-{text(name)}")

    def own_mark(self, page: int | None, mcid: object, element: Object) -> bool:
        if page is None or not isinstance(mcid, int) or mcid < 0 or mcid in self.marks[page]:
            self.complete = False
            return False
        self.marks[page][mcid] = element
        return True

    def own_form_mark(self, kid: Object, element: Object) -> bool:
        form, mcid = kid.get("/Stm"), kid.get("/MCID")
        if not isinstance(form, Stream) or not is_form(form) or not isinstance(mcid, int) or mcid < 0:
            self.complete = False
            return False
        if mcid in self.form_marks[form.objgen]:
            self.complete = False
            return False
        self.forms[form.objgen] = form
        self.form_marks[form.objgen][mcid] = element
        self.form_kids[form.objgen].append(kid)
        return True

    def own_link(self, target: object, element: Object) -> bool:
        if not isinstance(target, Dictionary) or target.objgen not in self.annotations:
            # A picture pointed at as a whole instead of by a mark; what else is gone was removed.
            self.complete = self.complete and not isinstance(target, Stream)
            return False
        if target.objgen in self.links:
            self.complete = False
            return False
        self.links[target.objgen] = element
        return True

    def descend(
        self, kid: Object, parent: Object, page: int | None, level: int, heading: int
    ) -> Object | None:
        return self._element(kid, parent, page, level + 1, heading)


class Kids:
    """The children of one element, filtered and tidied as they are read."""

    def __init__(self, tree: Structure, element: Object, page: int | None, own: int | None) -> None:
        self.tree = tree
        self.element = element
        self.page = page
        # The page the element itself names: only to this one may bare mark numbers refer.
        self.own = own
        self.kept: list[Object | int] = []
        self.text = str(element.get("/S")) in HOLDS_TEXT

    def add(self, kid: Object | int, level: int, heading: int) -> None:
        if isinstance(kid, int):
            if self.tree.own_mark(self.own, kid, self.element):
                self.kept.append(kid)
        elif not isinstance(kid, Dictionary):
            self.tree.complete = False
        elif "/S" in kid:
            self._add_element(kid, level, heading)
        elif "/Obj" in kid:
            if self.tree.own_link(kid.get("/Obj"), self.element):
                self.kept.append(kid)
        elif "/MCID" in kid:
            self._add_reference(kid)

    def _add_reference(self, kid: Dictionary) -> None:
        named = kid.get("/Pg")
        page = self.tree.pages.get(named.objgen) if isinstance(named, Dictionary) else self.own
        if "/Stm" in kid:
            if self.tree.own_form_mark(kid, self.element):
                self.kept.append(kid)
        elif self.tree.own_mark(page, kid.get("/MCID"), self.element):
            mark = kid.get("/MCID")
            self.kept.append(int(mark) if page == self.own and mark is not None else kid)

    def _add_element(self, kid: Object, level: int, heading: int) -> None:
        child = self.tree.descend(kid, self.element, self.page, level, heading)
        if child is None:
            return
        marks = self._bare_text(child)
        if marks is None:
            self.kept.append(child)
            return
        for mark in marks:
            self.tree.marks[self.own or 0][mark] = self.element
        self.kept.extend(marks)

    def _bare_text(self, child: Object) -> list[int] | None:
        """The marks of a child that is nothing but a wrapper for them, to be taken in by its parent."""
        if not self.text or child.get("/S") not in (Name.Span, Name.NonStruct) or self.own is None:
            return None
        page = child.get("/Pg")
        if not isinstance(page, Dictionary) or self.tree.pages.get(page.objgen) != self.own:
            return None
        if not BARE.issuperset(child.keys()):
            return None
        kids = array(child, "/K")
        marks = [int(kid) for kid in kids if isinstance(kid, int)]
        return marks if len(marks) == len(kids) else None

    def write(self, kind: str) -> None:
        kept = self._list_body() if kind == "/LI" else self.kept
        set_kids(self.element, kept)
        if kind == "/Table":
            give_body(self.element)
        # A page is named for marks given as bare numbers, and only for them.
        if "/Pg" in self.element and not any(isinstance(kid, int) for kid in kept):
            del self.element["/Pg"]

    def _list_body(self) -> list[Object | int]:
        """A list item holds a label and a body, nothing else."""
        fits = [self._is(kid, "/Lbl", "/LBody") for kid in self.kept]
        if all(fits):
            return self.kept
        loose = [kid for kid, fit in zip(self.kept, fits, strict=True) if not fit]
        body = self.tree.pdf.make_indirect(Dictionary(S=Name.LBody, P=self.element, K=Array(loose)))
        if "/Pg" in self.element:
            body["/Pg"] = self.element["/Pg"]
        for kid in loose:
            if isinstance(kid, int):
                self.tree.marks[self.own or 0][kid] = body
            elif "/S" in kid:
                kid["/P"] = body
            elif "/Obj" in kid:
                self.tree.links[kid["/Obj"].objgen] = body
            elif "/Stm" in kid:
                self.tree.form_marks[kid["/Stm"].objgen][int(kid["/MCID"])] = body
            else:
                page = self.tree.pages[kid["/Pg"].objgen] if "/Pg" in kid else self.own or 0
                self.tree.marks[page][int(kid["/MCID"])] = body
        return [*(kid for kid, fit in zip(self.kept, fits, strict=True) if fit), body]

    @staticmethod
    def _is(kid: Object | int, *kinds: str) -> bool:
        return isinstance(kid, Dictionary) and "/S" in kid and str(kid["/S"]) in kinds
