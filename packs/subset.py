"""Some pages of a finished pack as a file of their own: one item alone, a range of pages, all that is new.

The pages keep the numbers they have in the pack, what the structure says about other pages goes, and so do links
and bookmarks that lead to them.
"""

from __future__ import annotations

import io
from collections.abc import Collection, Sequence
from itertools import pairwise

import pikepdf
from pikepdf import Array, Dictionary, Name, Object, Pdf, String

from packs import foremost, metadata
from packs.check import labels
from packs.graft import forget_link
from packs.headings import mend
from packs.metadata import State, claims_accessible
from packs.objects import array, dictionary, text, tree_entries
from packs.pruning import Pruning
from packs.tagging import branched_id_tree

ObjectId = tuple[int, int]


def excerpt(pack: bytes, first: int, last: int, *, title: str) -> bytes:
    """Pages `first` to `last` of an assembled pack, counted from 0, under a title of their own."""
    if first > last:
        raise ValueError(f"There are no pages {first + 1} to {last + 1}.")
    return selected(pack, range(first, last + 1), title=title)


def selected(pack: bytes, pages: Collection[int], *, title: str) -> bytes:
    """Some pages of an assembled pack, counted from 0, in the order of the pack."""
    kept = set(pages)
    with pikepdf.open(io.BytesIO(pack)) as pdf:
        if not kept or not kept <= set(range(len(pdf.pages))):
            raise ValueError(f"A pack of {len(pdf.pages)} pages has no pages {_from_one(kept)}.")
        shown = [label for index, label in enumerate(labels(pdf)) if index in kept]
        language, state = text(pdf.Root.get("/Lang")), State.read(pdf)
        accessible = state.tagged and claims_accessible(pdf)
        for index in reversed(range(len(pdf.pages))):
            if index not in kept:
                del pdf.pages[index]
        whole = _Excerpt(pdf).keep()
        pdf.Root["/PageLabels"] = _labels(shown)
        # A table cut in two has lost its headings, so the promise of the whole pack no longer holds.
        state = State(state.tagged, accessible and whole)
        metadata.describe(pdf, title=title, language=language, state=state)
        return foremost.write(pdf)


def _from_one(pages: Collection[int]) -> str:
    return ", ".join(str(page + 1) for page in sorted(pages)) or "at all"


class _Excerpt:
    def __init__(self, pdf: Pdf) -> None:
        self.pdf = pdf
        self.pages = {page.obj.objgen for page in pdf.pages}
        self.root = pdf.Root["/StructTreeRoot"]
        self.parents = dict(tree_entries(dictionary(self.root, "/ParentTree"), "/Nums"))

    def keep(self) -> bool:
        """Whether no paragraph, list or table had to be cut."""
        self._links()
        outlines = dictionary(self.pdf.Root, "/Outlines")
        if outlines is not None and not self._bookmarks(outlines):
            for key in ("/Outlines", "/PageMode"):
                del self.pdf.Root[key]
        pruning = Pruning(self.pages)
        self.root["/K"] = Array(pruning.kids(self.root))
        self._parent_tree(list(pruning.forms.values()))
        if "/IDTree" in self.root:
            self.root["/IDTree"] = branched_id_tree(self.pdf, pruning.ids)
        pruning.drop_headers()
        mend(pruning.headings)
        return pruning.whole

    def _links(self) -> None:
        for page in self.pdf.pages:
            kept = Array()
            for link in array(page.obj, "/Annots"):
                if "/Dest" not in link or link["/Dest"][0].objgen in self.pages:
                    kept.append(link)
                else:
                    forget_link(self.parents.get(link.get("/StructParent")), link)
            if len(kept):
                page.obj["/Annots"] = kept
            elif "/Annots" in page.obj:
                del page.obj["/Annots"]

    def _bookmarks(self, parent: Object) -> bool:
        """Keep the bookmarks below `parent` that lead to a page that is left, or hold one that does."""
        kept: list[Object] = []
        item = parent.get("/First")
        while isinstance(item, Dictionary):
            following = item.get("/Next")
            below = self._bookmarks(item)
            if item["/Dest"][0].objgen not in self.pages and below:
                item["/Dest"] = item["/First"]["/Dest"]
            if item["/Dest"][0].objgen in self.pages:
                kept.append(item)
            item = following
        _chain(parent, kept)
        return bool(kept)

    def _parent_tree(self, forms: Sequence[Object]) -> None:
        keys = [
            int(holder[name])
            for page in self.pdf.pages
            for holder, name in [
                (page.obj, "/StructParents"),
                *((link, "/StructParent") for link in array(page.obj, "/Annots")),
            ]
            if name in holder
        ]
        keys += [int(form["/StructParents"]) for form in forms]
        nums = Array()
        for key in sorted(keys):
            nums.append(key)
            nums.append(self.parents[key])
        self.root["/ParentTree"] = self.pdf.make_indirect(Dictionary(Nums=nums))


def _chain(parent: Object, items: Sequence[Object]) -> None:
    closed = text(parent.get("/Type")) != "/Outlines"
    for key in ("/First", "/Last", "/Count"):
        if key in parent:
            del parent[key]
    for item in items:
        for key in ("/Prev", "/Next"):
            if key in item:
                del item[key]
    for before, after in pairwise(items):
        before["/Next"], after["/Prev"] = after, before
    if items:
        parent["/First"], parent["/Last"] = items[0], items[-1]
        parent["/Count"] = -len(items) if closed else len(items)


def _labels(shown: Sequence[str]) -> Dictionary:
    """The pages' own numbers, wherever a series of them begins."""
    leaves = Array()
    expected = ""
    for index, label in enumerate(shown):
        prefix = label.rstrip("0123456789")
        number = int(label.removeprefix(prefix))
        if label != expected:
            entry = Dictionary(S=Name.D, St=number)
            if prefix:
                entry["/P"] = String(prefix)
            leaves.append(index)
            leaves.append(entry)
        expected = f"{prefix}{number + 1}"
    return Dictionary(Nums=leaves)
