"""The gate before the public: every badly redacted file is caught, and ordinary ones pass.

A file is caught when what it hides is named and either the public copy waits for a second person or it is shown
that rewriting left the secret behind.
"""

from __future__ import annotations

import pytest

from packs.leaks import Kind, Leak, look_through, look_through_all, office, placed, reading
from packs.leaks.shared import left_in, passages
from packs.limits import DEFAULT
from packs.office import convert
from packs.reading import read
from packs.sandbox import pack, unpack
from packs.tests import clean_papers, office_leftovers, redactions
from packs.tests.redactions import SECRET, drawing, paper, patch

pytestmark = pytest.mark.trust


def looked(upload: bytes) -> tuple[list[Leak], str]:
    """What the child would answer, here in this process: starting a hundred children would take a minute."""
    copy = read(upload, DEFAULT).pdf
    header, _blobs = unpack(reading.answer(pack({}, [copy, upload]), {}))
    (found,) = header["files"]
    return [Leak.from_json(row) for row in found["leaks"]], f"{' '.join(found['texts'])} {copy!r}"


def is_caught(leaks: list[Leak], kind: Kind, copy: str) -> bool:
    held = any(leak.still_there for leak in leaks)
    return kind in {leak.kind for leak in leaks} and (held or SECRET not in copy)


def test_every_badly_redacted_file_is_caught(figure):
    files = list(redactions.badly_redacted())
    missed, held = [], 0
    for name, upload, kind in files:
        leaks, copy = looked(upload)
        if not is_caught(leaks, kind, copy):
            missed.append(name)
        held += any(leak.still_there for leak in leaks)

    office_files = list(office_leftovers.say_more())
    for name, upload, kind in office_files:
        leaks = list(office.leftovers(upload))
        if kind not in {leak.kind for leak in leaks}:
            missed.append(name)
        held += any(leak.still_there for leak in leaks)

    whole = len(files) + len(office_files)
    figure("gate.caught", whole - len(missed), "Badly redacted files caught", of=whole)
    figure("gate.caught_held", held, "… of those, held until a second person agrees")
    figure("gate.caught_removed", whole - len(missed) - held, "… of those, cleaned by rewriting the file")
    assert missed == []
    assert whole >= 40


def test_ordinary_files_pass(figure):
    alarms = []
    files = list(clean_papers.clean())
    for name, upload in files:
        leaks, _copy = looked(upload)
        if any(leak.still_there for leak in leaks):
            alarms.append(name)
    plain = list(office_leftovers.ordinary())
    alarms += [name for name, upload in plain if list(office.leftovers(upload))]

    whole = len(files) + len(plain)
    figure("gate.false_alarms", len(alarms), "False alarms on clean files", of=whole)
    assert whole >= 40
    assert alarms == []


@pytest.mark.parametrize("name", ["words deleted with changes tracked", "a hidden sheet", "a hidden slide"])
def test_office_files_are_judged_by_what_came_through_onto_the_pages(name: str):
    upload, kind = next((data, kind) for each, data, kind in office_leftovers.say_more() if each == name)
    found = look_through(read(convert(upload), DEFAULT).pdf, upload)
    printed = any(SECRET in text for text in found.texts)
    assert [(leak.kind, leak.still_there) for leak in found.leaks] == [(kind, printed)]


def test_several_files_are_told_apart_and_one_that_is_broken_spoils_no_other():
    good, bad = read(paper(drawing()), DEFAULT).pdf, read(paper(drawing() + patch()), DEFAULT).pdf
    kinds = [[leak.kind for leak in found.leaks] for found in look_through_all([(good, b""), (bad, b"")])]
    assert kinds == [[], [Kind.COVERED]]
    kinds = [[leak.kind for leak in found.leaks] for found in look_through_all([(b"%PDF", b""), (bad, b"")])]
    assert kinds == [[Kind.UNREADABLE], [Kind.COVERED]]


def test_the_box_is_where_the_words_are():
    (leak,) = looked(paper(drawing() + patch()))[0]
    left, top, right, bottom = leak.box
    assert leak.page == 1
    assert SECRET in leak.words
    assert (round(left, 2), round(right, 2)) == pytest.approx((0.07, 0.73), abs=0.02)
    assert (round(top, 2), round(bottom, 2)) == pytest.approx((0.18, 0.19), abs=0.02)


def test_a_file_that_cannot_be_looked_through_is_not_called_safe():
    assert [leak.kind for leak in look_through(b"%PDF-1.7 no more", b"").leaks] == [Kind.UNREADABLE]


EXEMPT = [
    "The three tenders were opened on 4 March. Kestrel Marine Limited offered to rebuild the north wall for "
    "412,900 pounds within eleven months, and Dunlin Works for 455,000 pounds within nine months."
]


def test_a_passage_copied_from_an_exempt_paper_is_found():
    public = [
        "Report on the wall.",
        "Members will know that Kestrel Marine Limited offered to rebuild the north wall for 412,900 pounds "
        "within eleven months, which is good news.",
    ]
    (leak,) = passages(public, [EXEMPT], [])
    assert (leak.kind, leak.page) == (Kind.SHARED, 2)
    assert leak.words.startswith("kestrel marine limited offered")


def test_words_that_are_public_anyway_are_no_leak():
    public = ["As published in March: " + EXEMPT[0]]
    assert list(passages(public, [EXEMPT], [EXEMPT[0]])) == []
    assert list(passages(["The three tenders were opened in public."], [EXEMPT], [])) == []


def test_a_public_copy_from_which_nothing_was_taken_out_is_found():
    assert [leak.kind for leak in left_in(EXEMPT, EXEMPT, [])] == [Kind.UNREDACTED]


def test_a_name_taken_out_in_one_place_and_left_in_another_is_found():
    full = [
        EXEMPT[0],
        "The officers recommend that the contract be awarded and that Kestrel Marine Limited be told.",
    ]
    shown = [
        "The three tenders were opened on 4 March. [taken out]",
        "The officers recommend that the contract be awarded and that Kestrel Marine Limited be told.",
    ]
    (leak,) = left_in(shown, full, [])
    assert (leak.kind, leak.page, leak.words) == (Kind.NAMED, 2, "Kestrel Marine Limited")
    assert list(left_in(shown, full, ["Kestrel Marine Limited built the pier."])) == []


def test_a_proper_redaction_of_a_twin_is_no_leak():
    shown = [
        "The three tenders were opened on 4 March. [taken out under paragraph 3] The officers will report back."
    ]
    full = [EXEMPT[0] + " The officers will report back."]
    assert list(left_in(shown, full, [])) == []


def test_shared_passages_are_shown_where_they_stand():
    copy = read(paper(drawing()), DEFAULT).pdf
    (leak,) = placed(copy, [Leak(Kind.SHARED, page=1, words="survey in march and found")])
    assert leak.box is None
    (leak,) = placed(copy, [Leak(Kind.SHARED, page=1, words="the lowest tender is kestrel marine bid")])
    assert leak.box == pytest.approx((0.067, 0.184, 0.534, 0.193), abs=0.02)
