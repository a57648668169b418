"""Every kind of deadline, in the order in which pages list them."""

from __future__ import annotations

from .executive_kinds import EXECUTIVE_KINDS
from .kind import Kind
from .meeting_kinds import MEETING_KINDS
from .programme_kinds import PROGRAMME_KINDS

__all__ = ["KINDS", "Kind", "kind_of"]

KINDS = {kind.code: kind for kind in (*MEETING_KINDS, *PROGRAMME_KINDS, *EXECUTIVE_KINDS)}


def kind_of(code: str) -> Kind:
    """A source may bring a kind before anybody has said how it is reminded of: then officers hear the day before."""
    return KINDS.get(code) or Kind(code, code.replace("_", " ").capitalize(), KINDS["other"].lines)
