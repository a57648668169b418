"""What one reader is handed of a published edition: all of it, an item, some pages. Made when it is asked for.

The caller has already asked whether the reader may have it. Exempt pages carry the line of the reader's copy.
"""

from __future__ import annotations

import io
from collections.abc import Sequence
from typing import Any

import pikepdf

from packs import check
from packs.subset import selected
from packs.watermark import watermarked

from .copies import line
from .models import ConsolidatedEdition, Edition, EditionCopy, PaperCopy
from .models.publication import EditionKind
from .page_spans import printed
from .recent import Recent

recent = Recent(most_bytes=64 * 1024 * 1024)


def whole(edition: Edition, copy: EditionCopy) -> bytes:
    """The reader's own copy of a pack; from the same copy the same bytes, so it can be had in pieces."""
    return recent.get(
        ("whole", edition.pk, copy.pk),
        lambda: watermarked(stored(edition), line(copy), on=exempt_pages(edition)),
    )


def paper(copy: PaperCopy) -> bytes:
    """The reader's own copy of one exempt paper."""
    return recent.get(("paper", copy.pk), lambda: watermarked(_stored_paper(copy), line(copy)))


def _stored_paper(copy: PaperCopy) -> bytes:
    with copy.version.pdf.open("rb") as file:
        content: bytes = file.read()
    return content


def some(edition: Edition, copy: EditionCopy | None, pages: Sequence[int], title: str) -> bytes:
    """Some pages of an edition, counted from 0, with the numbers they have in it."""
    key = ("some", edition.pk, copy.pk if copy else None, tuple(pages), title)
    return recent.get(key, lambda: _some(edition, copy, pages, title))


def _some(edition: Edition, copy: EditionCopy | None, pages: Sequence[int], title: str) -> bytes:
    made = selected(stored(edition), pages, title=title)
    if copy is None:
        return made
    exempt = set(exempt_pages(edition))
    on = [place for place, index in enumerate(sorted(pages)) if index in exempt]
    return watermarked(made, line(copy), on=on) if on else made


def stored(edition: Edition | ConsolidatedEdition) -> bytes:
    with edition.file.open("rb") as file:
        content: bytes = file.read()
    return content


def exempt_pages(edition: Edition) -> list[int]:
    """The pages that the public edition does not hold as they are, counted from 0: all, where nobody knows."""
    if edition.kind == EditionKind.PUBLIC:
        return []
    parts = parts_of(edition)
    public = edition.publication.editions.filter(kind=EditionKind.PUBLIC).first()
    if not parts or public is None or not parts_of(public):
        return list(range(edition.pages))
    return not_in(parts_of(public), parts)


def whole_consolidated(whole: ConsolidatedEdition, copy: EditionCopy) -> bytes:
    """The reader's own copy of a pack with its supplements. The copy is that of the newest supplement."""
    editions = ConsolidatedEdition.objects.filter(edition__publication=whole.edition.publication)
    public = editions.get(edition__kind=EditionKind.PUBLIC)
    exempt = not_in(public.manifest["parts"], whole.manifest["parts"])
    return recent.get(
        ("consolidated", whole.pk, copy.pk), lambda: watermarked(stored(whole), line(copy), on=exempt)
    )


def not_in(public: list[dict[str, Any]], parts: list[dict[str, Any]]) -> list[int]:
    """The pages of the parts that a public edition does not have as they are, counted from 0."""
    open_parts = {part["sha256"] for part in public}
    found: list[int] = []
    index = 0
    for part in parts:
        if part["from"].startswith("E") or part["sha256"] not in open_parts:
            found += range(index, index + part["pages"])
        index += part["pages"]
    return found


def parts_of(edition: Edition) -> list[dict[str, Any]]:
    parts: list[dict[str, Any]] = edition.manifest.get("parts", [])
    return parts


def numbers(edition: Edition) -> list[str]:
    """The number printed on each page, in the order of the file."""
    if not parts_of(edition):
        with pikepdf.open(io.BytesIO(stored(edition))) as pdf:
            return check.labels(pdf)
    return labels(parts_of(edition))


def labels(parts: list[dict[str, Any]]) -> list[str]:
    """The number printed on each page of these parts."""
    found: list[str] = []
    for part in parts:
        match = printed.match(part["from"])
        if match:
            found += [f"{match[1]}{int(match[2]) + offset}" for offset in range(part["pages"])]
    return found
