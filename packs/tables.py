"""Tables as PDF/UA asks for them: rows in a body, whatever else there is."""

from __future__ import annotations

from pikepdf import Dictionary, Name, Object

from packs.objects import array, text

HEAD_AND_FOOT = frozenset({"/THead", "/TFoot"})


def lacks_body(table: Object) -> bool:
    kinds = {text(kid.get("/S")) for kid in array(table, "/K") if isinstance(kid, Dictionary)}
    return "/TBody" not in kinds and bool(kinds & HEAD_AND_FOOT)


def give_body(table: Object) -> None:
    """A table that has nothing but its head, say, has rows all the same: they are its body."""
    if lacks_body(table):
        for kid in array(table, "/K"):
            if isinstance(kid, Dictionary) and text(kid.get("/S")) in HEAD_AND_FOOT:
                kid["/S"] = Name.TBody
