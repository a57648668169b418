"""Every kind of deadline, in the order in which pages list them."""

from __future__ import annotations

from .executive_kinds import EXECUTIVE_KINDS
from .kind import Kind
from .meeting_kinds import MEETING_KINDS
from .programme_kinds import PROGRAMME_KINDS

__all__ = ["BROUGHT", "KINDS", "Kind", "kind_of"]

# Kinds that an app above brings along with its source. No officer sets when they go out.
BROUGHT: dict[str, Kind] = {}
KINDS = {kind.code: kind for kind in (*MEETING_KINDS, *PROGRAMME_KINDS, *EXECUTIVE_KINDS)}


def kind_of(code: str) -> Kind:
    """A source may bring a kind before anybody has said how it is reminded of: then officers hear the day before."""
    return (
        KINDS.get(code)
        or BROUGHT.get(code)
        or Kind(code, code.replace("_", " ").capitalize(), KINDS["other"].lines)
    )
