"""Joining the parts' structure trees into the pack's one tree."""

from __future__ import annotations

from collections.abc import Sequence

from pikepdf import Array, Dictionary, Name, Object, Pdf, String

from packs.objects import array, dictionary, set_kids, text
from packs.parts import Part
from packs.tagging import FORMS, NAMING, branched_id_tree


class Graft:
    """The pack's structure tree, grown part by part.

    Each part's tree arrives with keys from 0; it is moved behind those that are there already.
    """

    def __init__(self, pack: Pdf) -> None:
        self.pack = pack
        self.nums = Array()
        self.offset = 0
        self.parts = Array()
        self.ids: dict[str, Object] = {}
        self.document = pack.make_indirect(Dictionary(S=Name.Document))

    def add(self, part: Part, source: Pdf, pages: Sequence[Object], language: str) -> None:
        """Copy the tree of a part whose pages have been copied already, so that it points at the copies."""
        if "/StructTreeRoot" not in source.Root:
            return
        root = self.pack.copy_foreign(source.Root["/StructTreeRoot"])
        element = self.pack.make_indirect(
            Dictionary(S=Name.Part, P=self.document, T=String(part.title), K=root["/K"])
        )
        own = text(source.Root.get("/Lang"))
        if own and own != language:
            element["/Lang"] = String(own)
        for kid in root["/K"]:
            kid["/P"] = element
            if kid["/S"] == Name.Document:
                kid["/S"] = Name.Sect
        self.parts.append(element)
        self._move(root, pages)
        self._join_ids(root)

    def _join_ids(self, root: Object) -> None:
        """Names of elements hold a digest of their file, so they clash only where a file is used twice."""
        names = iter(array(dictionary(root, "/IDTree"), "/Names"))
        own = {str(name): next(names) for name in names}
        clash = any(name in self.ids for name in own)
        if clash:
            turn = f"{len(self.parts)}-"
            for name, element in own.items():
                element["/ID"] = String(turn + name)
            for attributes in root[NAMING] if NAMING in root else _naming(root["/K"]):
                attributes["/Headers"] = Array([String(turn + str(name)) for name in attributes["/Headers"]])
            own = {turn + name: element for name, element in own.items()}
        self.ids.update(own)

    def _move(self, root: Object, pages: Sequence[Object]) -> None:
        values = iter(root["/ParentTree"]["/Nums"])
        for key in values:
            self.nums.append(int(key) + self.offset)
            self.nums.append(next(values))
        if self.offset:
            for page in pages:
                if "/StructParents" in page:
                    page["/StructParents"] = int(page["/StructParents"]) + self.offset
                for link in array(page, "/Annots"):
                    if "/StructParent" in link:
                        link["/StructParent"] = int(link["/StructParent"]) + self.offset
            for form in array(root, FORMS):
                form["/StructParents"] = int(form["/StructParents"]) + self.offset
        self.offset += int(root["/ParentTreeNextKey"])

    def finish(self) -> None:
        root = self.pack.make_indirect(
            Dictionary(
                Type=Name.StructTreeRoot,
                K=Array([self.document]),
                ParentTree=self.pack.make_indirect(Dictionary(Nums=self.nums)),
                ParentTreeNextKey=self.offset,
            )
        )
        if self.ids:
            root["/IDTree"] = branched_id_tree(self.pack, self.ids)
        self.document["/P"] = root
        self.document["/K"] = self.parts
        self.pack.Root["/StructTreeRoot"] = root

    def forget(self, link: Object) -> None:
        """Take a link that was removed from its page out of the structure; its words stay."""
        key = link.get("/StructParent")
        if key is None:
            return
        for at in range(0, len(self.nums), 2):
            if self.nums[at] == key:
                forget_link(self.nums[at + 1], link)
                del self.nums[at + 1]
                del self.nums[at]
                return


def _naming(kids: Object) -> list[Object]:
    """The attributes that name table headers, in a part that was ingested before they were listed."""
    waiting = list(kids)
    found: list[Object] = []
    seen: set[tuple[int, int]] = set()
    while waiting:
        element = waiting.pop()
        if isinstance(element, Dictionary) and "/S" in element:
            for attributes in array(element, "/A"):
                if not isinstance(attributes, Dictionary) or "/Headers" not in attributes:
                    continue
                if not attributes.is_indirect or attributes.objgen not in seen:
                    seen.add(attributes.objgen)
                    found.append(attributes)
            waiting.extend(array(element, "/K"))
    return found


def forget_link(element: object, link: Object) -> None:
    if not isinstance(element, Dictionary):
        return
    set_kids(
        element,
        [
            kid
            for kid in array(element, "/K")
            if not (isinstance(kid, Dictionary) and "/Obj" in kid and kid["/Obj"].objgen == link.objgen)
        ],
    )
    # A link that leads nowhere is plain text.
    if element.get("/S") == Name.Link:
        element["/S"] = Name.Span


def layers(pack: Pdf, sources: Sequence[Pdf]) -> None:
    """What the parts hide stays hidden: their optional content, joined."""
    groups, hidden = Array(), Array()
    for source in sources:
        properties = dictionary(source.Root, "/OCProperties")
        if properties is None:
            continue
        copied = pack.copy_foreign(source.make_indirect(properties))
        for group in array(copied, "/OCGs"):
            groups.append(group)
        for group in array(dictionary(copied, "/D"), "/OFF"):
            hidden.append(group)
    if len(groups):
        pack.Root["/OCProperties"] = Dictionary(
            OCGs=groups, D=Dictionary(ON=Array(), OFF=hidden, Order=Array(), BaseState=Name.ON)
        )
