"""What has changed since publication that a supplement does not carry, in words for the officer."""

from __future__ import annotations

from collections.abc import Iterator

from committees.models.publication import EditionKind

from .agenda import Data
from .parts import Contents
from .published import Published
from .supplement import late_parts

FRONT_PAGE = ("council", "committee", "meeting", "contact", "information")
WORDS = ("title", "section", "kind", "exempt_reason", "time_limit")


def left_out(contents: Contents, published: Published) -> list[str]:
    """One sentence each; nothing when publishing the late papers leaves nothing unpublished."""
    return list(_differences(contents, published)) if published.pack else []


def _differences(contents: Contents, published: Published) -> Iterator[str]:
    before, now = published.agenda(EditionKind.MEMBERS), contents.agenda(EditionKind.MEMBERS)
    if any(before.get(name) != now[name] for name in FRONT_PAGE):
        yield "The front page has changed: the meeting's details, the contact or the information."
    known = {item["key"]: item for item in before["items"]}
    here = {item["key"]: item for item in now["items"]}
    parts = late_parts(contents, published)
    late, carried = {part.key for part in parts}, {part.item_key for part in parts}
    yield from (
        f"Item {item['number']} is no longer on the agenda." for key, item in known.items() if key not in here
    )
    for key, item in here.items():
        if key not in known and key not in carried:
            yield f"“{item['title']}” was added, and has no papers that a supplement could carry."
    if [key for key in known if key in here] != [key for key in here if key in known]:
        yield "The order of the items has changed."
    for key, item in here.items():
        if key in known:
            yield from _in_item(known[key], item, late)
    yield from _in_our_pages(contents, published)


def _in_item(before: Data, now: Data, late: set[str]) -> Iterator[str]:
    number = before["number"]
    words = WORDS if now["key"] in late else (*WORDS, "note", "reference")
    if any(before.get(name) != now[name] for name in words):
        yield f"Item {number}: its title or another of its details has changed."
    papers = {paper["key"]: paper for paper in now["papers"]}
    current = {paper["of"]: paper for paper in now["papers"]}
    for paper in before["papers"]:
        same = papers.get(paper["key"])
        name = paper["title"]
        if same is None and paper["key"].startswith("paper-"):
            gone = current.get(paper.get("of"), {"state": "to_follow"})["state"] == "to_follow"
            yield f"Item {number}: “{name}” was {'removed' if gone else 'replaced'}."
        elif same and any(paper.get(field) != same[field] for field in ("title", "label", "paragraphs")):
            yield f"Item {number}: the label, title or paragraphs of “{name}” have changed."
        elif same is None and _gone(paper, now):
            yield f"Item {number}: “{name}” is no longer to follow."


def _gone(awaited: Data, now: Data) -> bool:
    pk = int(awaited["key"].removeprefix("expected-"))
    return all(paper["of"] != pk for paper in now["papers"])


def _in_our_pages(contents: Contents, published: Published) -> Iterator[str]:
    known = published.parts()
    for part in contents.all_parts:
        before = known.get(part.key)
        if before and part.version is None and part.substance != before.substance:
            yield f"{part.title}: the page has changed."
