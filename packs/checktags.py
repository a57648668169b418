"""Checking the structure tree of a finished pack against its pages."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator

import pikepdf
from pikepdf import Dictionary, Name, Object, Pdf, Stream

from packs.headings import level as heading_level
from packs.objects import array, dictionary, text, tree_entries
from packs.tables import lacks_body

ObjectId = tuple[int, int]


def tag_problems(pack: Pdf) -> list[str]:
    root = dictionary(pack.Root, "/StructTreeRoot")
    if root is None:
        return ["The pack has no structure tree."]
    return _TagCheck(pack, root).run()


class _TagCheck:
    def __init__(self, pack: Pdf, root: Dictionary) -> None:
        self.pack = pack
        self.root = root
        self.pages = {page.obj.objgen: index for index, page in enumerate(pack.pages)}
        self.parents = dict(tree_entries(dictionary(root, "/ParentTree"), "/Nums"))
        self.owners: dict[tuple[int, int], ObjectId] = {}
        self.owned: dict[int, set[int]] = defaultdict(set)
        self.links: dict[ObjectId, ObjectId] = {}
        # Drawings that hold marked content of their own, each with its page and who owns what in it.
        self.forms: dict[ObjectId, tuple[Stream, int]] = {}
        self.form_owners: dict[ObjectId, dict[int, ObjectId]] = defaultdict(dict)
        self.heading = 0
        self.found: Counter[str] = Counter()

    def run(self) -> list[str]:
        self._walk()
        for number, page in enumerate(self.pack.pages):
            self._page(number, page)
        for form, index in self.forms.values():
            self._form(form, index)
        return [
            sentence if count == 1 else f"{sentence} ({count} times)"
            for sentence, count in self.found.items()
        ]

    def _walk(self) -> None:
        waiting: list[tuple[Object, Object]]
        waiting = [(kid, self.root) for kid in reversed(array(self.root, "/K"))]
        seen: set[ObjectId] = set()
        names: Counter[str] = Counter()
        while waiting:
            element, parent = waiting.pop()
            if element.objgen in seen:
                self.found["An element stands in the tree twice."] += 1
                continue
            seen.add(element.objgen)
            if not isinstance(element.get("/P"), Dictionary) or element["/P"].objgen != parent.objgen:
                self.found["An element does not know its parent."] += 1
            if "/ID" in element:
                names[text(element["/ID"])] += 1
            if element.get("/S") == Name.Figure and not text(element.get("/Alt")):
                self.found["A figure has no alternative text."] += 1
            if element.get("/S") == Name.Table and lacks_body(element):
                self.found["A table has no body."] += 1
            self._heading(element)
            for kid in reversed(array(element, "/K")):
                if isinstance(kid, Dictionary) and "/S" in kid:
                    waiting.append((kid, element))
                else:
                    self._own(kid, element)
        if any(count > 1 for count in names.values()):
            self.found["Two elements have the same name."] += 1

    def _heading(self, element: Object) -> None:
        level = heading_level(text(element.get("/S")))
        if level > self.heading + 1:
            self.found[f"A heading of level {level} follows one of level {self.heading}."] += 1
        self.heading = level or self.heading

    def _own(self, kid: Object | int, element: Object) -> None:
        if isinstance(kid, Dictionary) and "/Obj" in kid:
            self.links[kid["/Obj"].objgen] = element.objgen
            return
        page = kid.get("/Pg", element.get("/Pg")) if isinstance(kid, Dictionary) else element.get("/Pg")
        mark = kid.get("/MCID") if isinstance(kid, Dictionary) else kid
        index = self.pages.get(page.objgen) if isinstance(page, Dictionary) else None
        if index is None or not isinstance(mark, int):
            self.found["An element belongs to a page that is not in the pack."] += 1
            return
        form = kid.get("/Stm") if isinstance(kid, Dictionary) else None
        if isinstance(form, Stream):
            self.forms[form.objgen] = form, index
            self.form_owners[form.objgen][mark] = element.objgen
            return
        self.owners[index, mark] = element.objgen
        self.owned[index].add(mark)

    def _page(self, index: int, page: pikepdf.Page) -> None:
        key = page.obj.get("/StructParents")
        row = list(self.parents.get(key, ())) if key is not None else []
        marks = list(_marks(page, dictionary(page.obj, "/Resources")))
        if len(marks) != len(set(marks)):
            self.found[f"Page {index + 1} uses the same mark twice."] += 1
        for mark in marks:
            owner = row[mark] if mark < len(row) else None
            if not isinstance(owner, Dictionary) or self.owners.get((index, mark)) != owner.objgen:
                self.found[f"Page {index + 1} has marked content that no element owns."] += 1
        if self.owned[index] - set(marks):
            self.found[f"An element owns content that page {index + 1} does not have."] += 1
        for link in array(page.obj, "/Annots"):
            owner = self.parents.get(link.get("/StructParent"))
            if not isinstance(owner, Dictionary) or self.links.get(link.objgen) != owner.objgen:
                self.found[f"A link on page {index + 1} is not in the structure."] += 1
            if not text(link.get("/Contents")):
                self.found[f"A link on page {index + 1} does not say where it leads."] += 1

    def _form(self, form: Stream, index: int) -> None:
        row = list(self.parents.get(form.get("/StructParents"), ()))
        owners = self.form_owners[form.objgen]
        marks = list(_marks(form, dictionary(form, "/Resources")))
        if sorted(marks) != sorted(owners):
            self.found[f"A drawing on page {index + 1} and the structure disagree on its marks."] += 1
        for mark, owner in owners.items():
            said = row[mark] if mark < len(row) else None
            if not isinstance(said, Dictionary) or said.objgen != owner:
                self.found[f"A drawing on page {index + 1} has marked content that no element owns."] += 1
        if not _draws(self.pack.pages[index].obj, form):
            self.found[f"A drawing with marked content is not on page {index + 1}."] += 1


def _draws(page: Object, form: Stream) -> bool:
    """Whether a page can call the drawing, directly or through another one."""
    waiting, seen = [page], set()
    while waiting:
        called = dictionary(dictionary(waiting.pop(), "/Resources"), "/XObject")
        for below in called.values() if called is not None else ():
            if not isinstance(below, Stream):
                continue
            if below.objgen == form.objgen:
                return True
            if below.objgen not in seen:
                seen.add(below.objgen)
                waiting.append(below)
    return False


def _marks(drawn: pikepdf.Page | Stream, resources: Object | None) -> Iterator[int]:
    properties = dictionary(resources, "/Properties")
    for instruction in pikepdf.parse_content_stream(drawn, "BDC"):
        operands = list(instruction.operands)
        values = operands[1] if len(operands) > 1 else None
        if isinstance(values, Name) and properties is not None:
            values = properties.get(str(values))
        mark = values.get("/MCID") if isinstance(values, Dictionary) else None
        if isinstance(mark, int):
            yield mark
