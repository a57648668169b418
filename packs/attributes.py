"""What structure elements say about themselves besides their kind: spans, scopes and headers of table cells.

A table of a thousand cells comes with a thousand attribute objects that say three different things. Equal ones
are made one object, which is most of what makes copying a tagged part quick.
"""

from __future__ import annotations

from collections.abc import Callable

from pikepdf import Array, Dictionary, Object, Pdf, String

from packs.objects import array

# ISO 32000-1, table 349: what holds when nothing is said.
DEFAULTS: dict[str, object] = {"/ColSpan": 1, "/RowSpan": 1}
OWNER = "/O"


class Attributes:
    """Settles the attributes of all elements of one document. `salted` makes a name unique in a pack."""

    def __init__(self, pdf: Pdf, salted: Callable[[Object], String]) -> None:
        self.pdf = pdf
        self.salted = salted
        self.known: dict[bytes, Object | None] = {}
        # Those that name table headers: the names change where a pack holds a file twice.
        self.naming: list[Object] = []

    def settle(self, element: Object) -> None:
        # A revision number may stand behind each entry; it means nothing without a revision.
        said = [item for item in array(element, "/A") if isinstance(item, Dictionary)]
        settled = [own for own in map(self._shared, said) if own is not None]
        if not settled:
            del element["/A"]
        else:
            element["/A"] = settled[0] if len(settled) == 1 else Array(settled)

    def _shared(self, said: Object) -> Object | None:
        known = said.unparse(resolved=True)
        if known not in self.known:
            self.known[known] = self._settled(said)
        return self.known[known]

    def _settled(self, said: Object) -> Object | None:
        own = Dictionary({key: value for key, value in said.items() if DEFAULTS.get(key) != value})
        if "/Headers" in own:
            # Names of table headers are unique within a document; in a pack they must stay so.
            headers = Array([self.salted(item) for item in array(own, "/Headers")])
            if len(headers):
                own["/Headers"] = headers
            else:
                del own["/Headers"]
        if not set(own.keys()) > {OWNER}:
            return None
        kept = self.pdf.make_indirect(own)
        if "/Headers" in own:
            self.naming.append(kept)
        return kept
