from __future__ import annotations

import pytest

from scrutiny.lib.markdown_text import markdown_html, starts_with_heading


@pytest.mark.parametrize(
    ("typed", "unwanted"),
    [
        ("<script>alert(1)</script>", "<script"),
        ("<img src=x onerror=alert(1)>", "<img"),
        ("![logo](file:///etc/passwd)", "<img"),
        ("[here](javascript:alert(1))", "href"),
        ("[here](file:///etc/passwd)", 'href="file'),
        ('<link rel="attachment" href="file:///etc/passwd">', "<link"),
    ],
)
def test_nothing_dangerous_comes_through(typed, unwanted):
    assert unwanted not in markdown_html(typed)


def test_words_are_kept_as_typed():
    assert markdown_html("Fish & chips <5 pounds") == "<p>Fish &amp; chips &lt;5 pounds</p>\n"


def test_headings_fit_under_the_page():
    html = markdown_html("# One\n\n### Two\n\n# Three", top=3)
    assert html == "<h3>One</h3>\n<h4>Two</h4>\n<h3>Three</h3>\n"


def test_line_breaks_can_be_kept():
    assert "<br" in markdown_html("(i) one\n(ii) two", breaks=True)
    assert "<br" not in markdown_html("one\ntwo")


def test_table_headings_say_what_they_head():
    assert '<th scope="col">A</th>' in markdown_html("|A|\n|-|\n|1|")


@pytest.mark.parametrize(("typed", "answer"), [("# Yes", True), ("No", False), ("", False)])
def test_starts_with_heading(typed, answer):
    assert starts_with_heading(typed) is answer
