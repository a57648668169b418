"""Cutting a structure tree down to the pages that are left."""

from __future__ import annotations

from collections.abc import Set

from pikepdf import Array, Dictionary, Name, Object, Stream

from packs.headings import level
from packs.objects import array, set_kids, text
from packs.tables import give_body

ObjectId = tuple[int, int]

# Elements that only group others: losing some of them is not losing half of anything.
GROUPS = frozenset({"/Document", "/Part", "/Sect", "/Art", "/Div", "/NonStruct", ""})


class Pruning:
    """Keeps what belongs to `pages`. `whole` becomes False when something readable was cut in two."""

    def __init__(self, pages: Set[ObjectId]) -> None:
        self.pages = pages
        self.whole = True
        self.headings: list[Object] = []
        self.ids: dict[str, Object] = {}
        self.attributes: dict[ObjectId, Object] = {}
        # Drawings with tagged content of their own.
        self.forms: dict[ObjectId, Stream] = {}

    def kids(self, element: Object) -> list[Object]:
        """What is left of the children of an element, each pruned itself."""
        here = self._is_left(element.get("/Pg"))
        before = array(element, "/K")
        after = [kid for kid in before if self._keep(kid, here)]
        if after and len(after) < len(before) and text(element.get("/S")) not in GROUPS:
            self.whole = False
        return after

    def _keep(self, kid: Object | int, here: bool) -> bool:
        if not isinstance(kid, Dictionary):
            return here
        if "/S" not in kid:
            left = self._is_left(kid["/Pg"]) if "/Pg" in kid else here
            form = kid.get("/Stm")
            if left and isinstance(form, Stream):
                self.forms[form.objgen] = form
            return left
        # An empty element, say an empty table cell, goes where its parent's other children go.
        if "/K" not in kid:
            return True
        kids = self.kids(kid)
        if not any(self._says_something(child) for child in kids):
            return False
        set_kids(kid, kids)
        if kid.get("/S") == Name.Table:
            give_body(kid)
        self._note(kid)
        return True

    def _says_something(self, kid: Object | int) -> bool:
        """Whether there is anything but empty elements."""
        return not isinstance(kid, Dictionary) or "/S" not in kid or "/K" in kid

    def _is_left(self, page: object) -> bool:
        return isinstance(page, Dictionary) and page.objgen in self.pages

    def _note(self, element: Object) -> None:
        if level(text(element.get("/S"))):
            self.headings.append(element)
        if "/ID" in element:
            self.ids[text(element["/ID"])] = element
        for attributes in array(element, "/A"):
            if isinstance(attributes, Dictionary) and "/Headers" in attributes:
                self.attributes[attributes.objgen] = attributes

    def drop_headers(self) -> None:
        """Cells must not name headers that are gone."""
        for attributes in self.attributes.values():
            left = [name for name in array(attributes, "/Headers") if text(name) in self.ids]
            if left:
                attributes["/Headers"] = Array(left)
            else:
                del attributes["/Headers"]
