"""docs/trust.md: what the tests of secrecy counted, and what longer runs counted before."""

import json
from pathlib import Path
from typing import TypedDict

from launcher.console import Problem

# Where a test reports a figure; scrutiny/tests/figures.py writes there.
FOLDER = "SCRUTINY_FIGURES"
ARGUMENTS = ["-m", "trust"]

SECTIONS = {
    "matrix": (
        "Who may open what",
        "Every address of the product is tried as every kind of person with every method, on real papers of "
        "their own and of other committees. Whatever is not allowed must look exactly like something that does "
        "not exist, and every reading of an exempt paper that is allowed must leave exactly one line in the "
        "audit book.",
    ),
    "equivalence": (
        "One rule, two forms",
        "Whether one person may read one paper is asked in Python; which papers a person may read is asked in "
        "the database. Random councils with random terms, grants and denials check that the two never disagree.",
    ),
    "mutation": (
        "Does anything notice when a check is taken out?",
        "A script takes out each permission check in turn and runs the tests. A removal that no test notices "
        "would be a gap in the tests.",
    ),
    "canary": (
        "Words that must never appear",
        "A different made-up word is planted in every field, file and channel that holds exempt material. Then "
        "everything that people without the right can reach is fetched, unpacked and searched for those words.",
    ),
    "gate": (
        "The check before a file becomes public",
        "Badly redacted files, each with something left inside that the eye cannot see, and clean files like the "
        "ones councils publish every week.",
    ),
    "hardening": (
        "Answers, addresses and limits",
        "Headers of every kind of answer, foreign host names, sessions, and limits on sign-in, search and "
        "downloads.",
    ),
}
NOT_MEASURED = "Not measured yet."


class Row(TypedDict):
    key: str
    value: float | str
    of: float | None
    says: str
    note: str


def write_page(project: Path, reported: Path) -> Path:
    """The page from what was just reported and what is stored; what was just counted wins."""
    rows = {**_rows(project / "docs" / "figures"), **_rows(reported)}
    unknown = sorted({key.partition(".")[0] for key in rows} - set(SECTIONS))
    if unknown:
        raise Problem(f"launcher/trust.py has no section called {', '.join(unknown)}.")
    page = project / "docs" / "trust.md"
    page.write_text(_page(list(rows.values())))
    return page


def _rows(folder: Path) -> dict[str, Row]:
    found: list[Row] = [json.loads(file.read_text()) for file in sorted(folder.glob("*.json"))]
    return {row["key"]: row for row in found}


def _page(rows: list[Row]) -> str:
    parts = [
        "# Secrecy in figures\n\n"
        "Written by `python3 run.py test --trust`; do not edit it by hand. What each test protects against is in "
        "[SECURITY.md](../SECURITY.md).\n"
    ]
    for section, (heading, words) in SECTIONS.items():
        mine = [row for row in rows if row["key"].partition(".")[0] == section]
        table = "".join(f"| {row['says']} | {_figure(row)} |\n" for row in mine)
        body = f"| What was counted | Figure |\n| --- | ---: |\n{table}" if mine else f"{NOT_MEASURED}\n"
        notes = "".join(f"\n{row['note']}\n" for row in mine if row["note"])
        parts.append(f"## {heading}\n\n{words}\n\n{body}{notes}")
    return "\n".join(parts)


def _figure(row: Row) -> str:
    value = row["value"] if isinstance(row["value"], str) else f"{row['value']:,}"
    return f"{value} of {row['of']:,}" if row["of"] is not None else value
