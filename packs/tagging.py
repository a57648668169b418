"""Writing the structure tree of one normalised document.

A document that came with tags keeps them. One without gets the least that is honest: each page one
paragraph (or a figure, when it is a scan) holding all that is on it, and its links. That lets a screen
reader read it, but it is not an accessible document and is never called one.
"""

from __future__ import annotations

from collections.abc import Sequence

from pikepdf import Array, Dictionary, Name, Object, Pdf, Stream, String

from packs.forms import Forms
from packs.objects import array, dictionary, set_kids, text
from packs.structure import Structure

# In a part's root of structure: the attributes that name table headers. It does not reach the pack.
NAMING = "/ScrutinyNaming"
# And there too: the drawings with tagged content of their own, which know their place in the parent tree.
FORMS = "/ScrutinyForms"
# Names on each leaf of a pack's index of named elements.
LEAF = 64


class TreeWriter:
    """Collects elements and their marks, then writes root and parent tree with keys from 0."""

    def __init__(self, pdf: Pdf, kids: Sequence[Object]) -> None:
        self.pdf = pdf
        self.kids = list(kids)
        self.pages = [page.obj for page in pdf.pages]
        self.nums = Array()
        self.next_key = 0
        self.forms = Array()

    def write_page(self, page: Object, owners: dict[int, Object]) -> None:
        if not owners:
            if "/StructParents" in page:
                del page["/StructParents"]
            return
        page["/StructParents"] = self._row(owners)

    def write_form(self, form: Stream, owners: dict[int, Object]) -> None:
        if owners:
            form["/StructParents"] = self._row(owners)
            self.forms.append(form)

    def _row(self, owners: dict[int, Object]) -> int:
        row = Array([owners.get(mcid) for mcid in range(max(owners) + 1)])
        return self._key(self.pdf.make_indirect(row))

    def write_link(self, link: Object, page: Object, owner: Object | None) -> None:
        """Every link belongs to an element, says where it leads, and is reached in reading order."""
        if owner is None:
            owner = self.add(Name.Link, page, [Dictionary(Type=Name.OBJR, Obj=link, Pg=page)])
        if not text(link.get("/Contents")):
            link["/Contents"] = String(_says(link))
        link["/StructParent"] = self._key(owner)
        page["/Tabs"] = Name.S

    def add(self, kind: Name, page: Object, kids: Sequence[Object | int]) -> Object:
        parent = self.kids[0] if self.kids else self._document()
        element = self.pdf.make_indirect(Dictionary(S=kind, P=parent, Pg=page))
        set_kids(element, kids)
        set_kids(parent, [*array(parent, "/K"), element])
        return element

    def _document(self) -> Object:
        self.kids.append(self.pdf.make_indirect(Dictionary(S=Name.Document)))
        return self.kids[0]

    def _key(self, value: Object) -> int:
        self.nums.append(self.next_key)
        self.nums.append(value)
        self.next_key += 1
        return self.next_key - 1

    def finish(self, ids: dict[str, Object] | None = None, naming: Sequence[Object] = ()) -> None:
        if not self.kids:
            if "/StructTreeRoot" in self.pdf.Root:
                del self.pdf.Root["/StructTreeRoot"]
            return
        root = self.pdf.make_indirect(
            Dictionary(
                Type=Name.StructTreeRoot,
                K=Array(self.kids),
                ParentTree=self.pdf.make_indirect(Dictionary(Nums=self.nums)),
                ParentTreeNextKey=self.next_key,
            )
        )
        if ids:
            root["/IDTree"] = id_tree(self.pdf, ids)
            root[NAMING] = Array(naming)
        if len(self.forms):
            root[FORMS] = self.forms
        for kid in self.kids:
            kid["/P"] = root
        self.pdf.Root["/StructTreeRoot"] = root


def id_tree(pdf: Pdf, ids: dict[str, Object]) -> Object:
    """The index of named elements; a table cell names its headers through it."""
    return pdf.make_indirect(_id_leaf(sorted(ids), ids))


def _id_leaf(names: Sequence[str], ids: dict[str, Object]) -> Dictionary:
    leaves = Array()
    for name in names:
        leaves.append(String(name))
        leaves.append(ids[name])
    return Dictionary(Names=leaves)


def branched_id_tree(pdf: Pdf, ids: dict[str, Object]) -> Object:
    """The same of a whole pack, in leaves: nobody wants it all, least of all before the first page."""
    leaves, names = Array(), sorted(ids)
    for first in range(0, len(names), LEAF):
        own = names[first : first + LEAF]
        leaf = _id_leaf(own, ids)
        leaf["/Limits"] = Array([String(own[0]), String(own[-1])])
        leaves.append(pdf.make_indirect(leaf))
    return pdf.make_indirect(Dictionary(Kids=leaves))


def keep(pdf: Pdf, tree: Structure, found: Sequence[set[int]], forms: Forms) -> bool:
    """Write a document's own structure back. `found` are the marks that each page really has.

    Returns whether the tree and the pages agreed.
    """
    whole = _keep_forms(pdf, tree, forms) and tree.complete
    for index, marks in enumerate(found):
        lost = set(tree.marks[index]) - marks
        for mcid in lost:
            _drop_mark(tree.marks[index].pop(mcid), mcid, index, tree)
        whole = whole and not lost
    writer = TreeWriter(pdf, tree.kids)
    for index, page in enumerate(writer.pages):
        writer.write_page(page, tree.marks[index])
    for number, form in tree.forms.items():
        writer.write_form(form, tree.form_marks[number])
    for page in writer.pages:
        for link in array(page, "/Annots"):
            writer.write_link(link, page, tree.links.get(link.objgen))
    writer.finish(tree.ids, tree.attributes.naming)
    return whole


def _keep_forms(pdf: Pdf, tree: Structure, forms: Forms) -> bool:
    """Settle on which page the marks inside drawings are, and drop those that are not there."""
    good, whole = forms.good(), True
    for number, owners in tree.form_marks.items():
        real = forms.found[number] if number in good else set()
        for kid in tree.form_kids[number]:
            mcid = int(kid["/MCID"])
            if mcid in real:
                kid["/Type"], kid["/Pg"] = Name.MCR, pdf.pages[good[number]].obj
            else:
                _drop_form_mark(owners.pop(mcid), number, mcid)
                whole = False
    return whole


def _drop_form_mark(element: Object, number: tuple[int, int], mcid: int) -> None:
    def lost(kid: Object | int) -> bool:
        if isinstance(kid, int) or "/Stm" not in kid:
            return False
        return kid["/Stm"].objgen == number and kid.get("/MCID") == mcid

    set_kids(element, [kid for kid in array(element, "/K") if not lost(kid)])


def _drop_mark(element: Object, mcid: int, index: int, tree: Structure) -> None:
    own = element.get("/Pg")
    here = isinstance(own, Dictionary) and tree.pages.get(own.objgen) == index

    def lost(kid: Object | int) -> bool:
        if isinstance(kid, int):
            return here and kid == mcid
        if "/MCID" not in kid or "/Stm" in kid or kid.get("/MCID") != mcid:
            return False
        page = kid.get("/Pg", own)
        return isinstance(page, Dictionary) and tree.pages.get(page.objgen) == index

    set_kids(element, [kid for kid in array(element, "/K") if not lost(kid)])


def make(pdf: Pdf, drawn: Sequence[bool]) -> None:
    """The least structure, for a document without one. `drawn` says which pages have any content."""
    writer = TreeWriter(pdf, [])
    for index, page in enumerate(writer.pages):
        if not drawn[index]:
            writer.write_page(page, {})
            continue
        if has_text(page):
            element = writer.add(Name.P, page, [0])
        else:
            element = writer.add(Name.Figure, page, [0])
            element["/Alt"] = String(f"Picture of a page ({index + 1} of {len(writer.pages)}), without text")
        writer.write_page(page, {0: element})
    for page in writer.pages:
        for link in array(page, "/Annots"):
            writer.write_link(link, page, None)
    writer.finish()


def has_text(page: Object) -> bool:
    """Whether anything on the page can be text: the page itself or a form drawn on it has a font."""
    resources = dictionary(page, "/Resources")
    if dictionary(resources, "/Font"):
        return True
    forms = dictionary(resources, "/XObject")
    return forms is not None and any(
        dictionary(dictionary(form, "/Resources"), "/Font")
        for form in forms.values()
        if isinstance(form, Stream) and form.get("/Subtype") == Name.Form
    )


def _says(link: Object) -> str:
    action = dictionary(link, "/A")
    return (text(action.get("/URI")) if action is not None else "") or "Link within this document"
