"""What stands on the agenda and is not published yet: late papers for a supplement, the rest for a correction."""

from __future__ import annotations

from dataclasses import dataclass, field

from .contents import Contents, Published, Supplement, left_out
from .contents.reading import Business
from .models import Meeting, Publication


@dataclass(frozen=True)
class Pending:
    """`last` is what was published last; `late` is each item with the names of what is late under it;
    `left_out` is in sentences.
    """

    last: Publication | None = None
    changed: bool = False
    number: int = 0
    late: list[tuple[Business, list[str]]] = field(default_factory=list)
    left_out: list[str] = field(default_factory=list)

    @property
    def papers(self) -> int:
        return sum(len(names) for _business, names in self.late)


def pending(meeting: Meeting) -> Pending:
    published = Published(meeting)
    if published.pack is None:
        return Pending()
    last = published.all[-1]
    contents = Contents(meeting)
    if last.content_key == contents.key:
        return Pending(last)
    supplement = Supplement(contents, published, {})
    return Pending(
        last,
        changed=True,
        number=supplement.number,
        late=supplement.late_items(),
        left_out=left_out(contents, published),
    )
