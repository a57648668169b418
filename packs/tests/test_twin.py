"""What the tags of a page say becomes our own HTML, whatever words stand in it."""

from __future__ import annotations

from packs.twin import html_of


def cell(kind: str, words: str, left: float) -> list[object]:
    return [kind, "", [words], left]


def row(*cells: list[object]) -> list[object]:
    return ["TR", "", list(cells), None]


def test_headings_paragraphs_and_lists_keep_their_order() -> None:
    tree = [
        ["Document", "", [["H1", "", ["Bus services"], 9.0], ["P", "", ["One line", "goes on."], 9.0]], None],
        ["L", "", [["LI", "", [["Lbl", "", ["•"], 9.0], ["LBody", "", ["First"], 12.0]], 9.0]], 9.0],
    ]
    assert html_of(tree) == (
        '<h2 class="govuk-heading-m">Bus services</h2><p class="govuk-body">One line goes on.</p>'
        '<ul class="govuk-list govuk-list--bullet"><li>• First</li></ul>'
    )


def test_words_that_look_like_code_stay_words() -> None:
    made = html_of([["P", "", ['<script>alert("1")</script>'], 9.0], ["Figure", '"><img src=x>', [], 9.0]])
    assert "<script" not in made
    assert "<img" not in made


def test_an_empty_cell_leaves_its_column_empty() -> None:
    """It has no tags, so where the others stand says which one is missing."""
    body = [row(cell("TD", "1", 10), cell("TD", "Minutes", 60)), row(cell("TD", "Appendix", 61))]
    made = html_of([["Table", "", [["TBody", "", body, 10.0]], 10.0]])
    assert made.count("<tr") == 2
    assert '<td class="govuk-table__cell"></td><td class="govuk-table__cell">Appendix</td>' in made


def test_headings_of_rows_and_of_columns_say_which_they_are() -> None:
    head = ["THead", "", [row(cell("TH", "Name", 10), cell("TH", "Post", 60))], 10.0]
    body = ["TBody", "", [row(cell("TH", "Date", 10), cell("TD", "Today", 60))], 10.0]
    made = html_of([["Table", "", [head, body], 10.0]])
    assert made.count('scope="col"') == 2
    assert made.count('scope="row"') == 1
    assert made.startswith('<div class="app-scroll" tabindex="0"')
