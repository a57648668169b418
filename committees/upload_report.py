"""What was found in an uploaded file, and in plain words what to ask its author for."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from typing import Any

from django.utils.translation import get_language_info

from packs.intake import Ingested

from .page_spans import in_words, runs

ASK = "Ask the author"
HOW_TO_TAG = (
    "In Word: File, Save as, PDF, Options, and tick “Document structure tags for accessibility”. "
    "Or send the Word file itself, and Scrutiny makes a tagged PDF from it."
)
ENGLISH = "en"


def findings_of(made: Ingested, words: Sequence[str]) -> dict[str, Any]:
    """As it is kept with the version, for the officer and for packs (which take the bookmarks)."""
    return {
        "title": made.title,
        "language": made.language,
        "tagged": made.tagged,
        "removed": list(made.removed),
        "repaired": list(made.repaired),
        "warnings": list(made.warnings),
        "bookmarks": [asdict(bookmark) for bookmark in made.bookmarks],
        "pages_without_words": [page for page, text in enumerate(words, start=1) if not text],
    }


@dataclass
class UploadReport:
    """The rows and sentences of the report beside a paper."""

    facts: list[tuple[str, str]] = field(default_factory=list)
    ask: list[str] = field(default_factory=list)
    check: list[str] = field(default_factory=list)
    removed: list[str] = field(default_factory=list)
    repaired: list[str] = field(default_factory=list)


def report_on(findings: Mapping[str, Any], pages: int) -> UploadReport | None:
    """None for a file that was never looked through: a page that Scrutiny made."""
    if "tagged" not in findings:
        return None
    without = findings.get("pages_without_words", [])
    language = str(findings.get("language", ""))
    report = UploadReport(removed=findings.get("removed", []), repaired=findings.get("repaired", []))
    report.facts = [
        ("For screen readers", _tags(tagged=findings["tagged"], without=len(without), pages=pages)),
        ("Language", _language(language)),
        ("Words", _words(without, pages)),
    ]
    if findings.get("bookmarks"):
        report.facts.append(
            ("Bookmarks", f"{_count(findings['bookmarks'])} kept, shown under the paper in the pack")
        )
    for sentence in findings.get("warnings", []):
        (report.ask if ASK in sentence else report.check).append(sentence)
    if not findings["tagged"]:
        report.ask.append(HOW_TO_TAG)
    if without:
        report.ask.append(_scanned(without, pages))
    if findings["tagged"] and not language:
        report.ask.append(
            "The file does not say what language it is in, and is read out as English. "
            "If it is not, ask the author to set the language of the document."
        )
    return report


def _tags(*, tagged: bool, without: int, pages: int) -> str:
    if tagged:
        return "Tagged: headings, lists and tables are read out as such"
    if without == pages:
        return "Not accessible: pictures of pages, which cannot be read out"
    return "Not accessible: only the words are read out"


def _language(code: str) -> str:
    if not code:
        return "Not given; read out as English"
    try:
        name = str(get_language_info(code.lower())["name"])
    except KeyError:
        return code
    return "English" if name.lower().endswith("english") else name


def _words(without: Sequence[int], pages: int) -> str:
    if not without:
        return "On every page"
    if len(without) == pages:
        return "On no page"
    return f"On all but {_pages(without)}"


def _pages(numbers: Sequence[int]) -> str:
    return in_words(runs([str(number) for number in numbers]))


def _scanned(without: Sequence[int], pages: int) -> str:
    where = "any page" if len(without) == pages else _pages(without)
    return (
        f"No words were found on {where}: nobody can search there or have it read out. "
        "If there is writing, ask the author for the document itself instead of a scan of it."
    )


def _count(bookmarks: Sequence[Mapping[str, Any]]) -> int:
    return sum(1 + _count(bookmark["children"]) for bookmark in bookmarks)
