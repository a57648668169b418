"""Cards on the officers' dashboard that apps above fill: what closes next there, with links."""

from __future__ import annotations

from dataclasses import dataclass, field

from accounts.models import User
from scrutiny.lib.followers import Followers


@dataclass(frozen=True, slots=True)
class PanelLine:
    text: str
    url: str
    hint: str = ""
    when: str = ""


@dataclass(frozen=True, slots=True)
class Panel:
    heading: str
    empty: str
    more: tuple[str, str]
    lines: list[PanelLine] = field(default_factory=list)


panels_shown: Followers[[User, list[Panel]]] = Followers()


def panels_for(user: User) -> list[Panel]:
    panels: list[Panel] = []
    panels_shown.tell(user, panels)
    return panels


# The same for councillors, on their own page.
own_panels_shown: Followers[[User, list[Panel]]] = Followers()


def own_panels_for(user: User) -> list[Panel]:
    panels: list[Panel] = []
    own_panels_shown.tell(user, panels)
    return panels
