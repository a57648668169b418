"""A council after twenty years: committees, meetings, papers and the words of every page. All of it invented."""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import timedelta
from io import StringIO
from itertools import accumulate
from typing import Any

from django.db import connection
from django.utils import timezone

from accounts.models import Role, User
from audit.log import record
from committees.models import (
    AgendaItem,
    Committee,
    Edition,
    Meeting,
    Membership,
    Paper,
    PaperVersion,
    Publication,
)
from committees.models.committee import Section
from committees.models.publication import EditionKind
from council.models import Council, Group, Person, Term, Ward

COMMITTEES, MEETINGS, PAPERS, PAGES = 8, 2_500, 25_000, 300_000
ITEMS, WORDS = 6, 120
AT_ONCE = 2_000
SYLLABLES = (
    "bar cor den fel gar hol kin lam mor nes pil ros sel tam vor wen dal fer hart lin stow mere".split()
)


def vocabulary(number: int = 6_000) -> list[str]:
    dice = random.Random("words")
    return list({"".join(dice.choices(SYLLABLES, k=dice.choice((2, 3)))) for _ in range(number * 2)})[:number]


class Council20:
    """`share` of it all, for trying out."""

    def __init__(self, share: float = 1.0) -> None:
        self.dice = random.Random("twenty years")
        self.words = sorted(vocabulary())
        # A few words are on every page and most on few, as in any language.
        self.often = list(accumulate(1 / (place + 1) for place in range(len(self.words))))
        self.meetings = round(MEETINGS * share)
        self.papers = round(PAPERS / MEETINGS)
        self.pages = round(PAGES / PAPERS)

    def text(self, number: int) -> str:
        return " ".join(self.dice.choices(self.words, cum_weights=self.often, k=number))

    def load(self) -> None:
        with connection.cursor() as cursor:
            # The triggers would make everything due to be indexed and reminded of, one row at a time.
            cursor.execute("SET session_replication_role = replica")
            cursor.execute("DROP INDEX search_by_words")
        self._people()
        self._meetings()
        self._published()
        self._index()
        with connection.cursor() as cursor:
            cursor.execute("CREATE INDEX search_by_words ON search_entry USING gin (vector)")
            cursor.execute("SET session_replication_role = origin")
            cursor.execute("ANALYZE")
        record("load twenty years", self.council, by=self.officer)

    def _people(self) -> None:
        self.council = Council.objects.create(pk=1, name="Wessexmere County Council", short_name="Wessexmere")
        contact = Person.objects.create(
            kind="officer",
            given_name="Orla",
            family_name="Finch",
            printed_name="Orla Finch",
            email="d@council.example",
        )
        self.officer = User.objects.create_user(
            "o@council.example", None, name="Olive Officer", roles=[Role.DEMOCRATIC_SERVICES]
        )
        group, ward = Group.objects.create(name="Independent Group"), Ward.objects.create(name="Harbour")
        people = Person.objects.bulk_create(
            Person(
                kind="councillor",
                given_name=f"Given{n}",
                family_name=self.words[n].title(),
                printed_name=f"Cllr {n}",
            )
            for n in range(60)
        )
        since = timezone.localdate() - timedelta(days=900)
        Term.objects.bulk_create(Term(person=each, group=group, ward=ward, start=since) for each in people)
        self.committees = [
            Committee.objects.create(
                name=f"{self.words[n + 70].title()} Scrutiny Committee", slug=f"committee-{n}", code=f"C{n}",
                contact=contact, venue="Committee Room 1", start_time="10:15", remit=self.text(40),
            )
            for n in range(COMMITTEES)
        ]  # fmt: skip
        Membership.objects.bulk_create(
            Membership(committee=committee, person=people[(place * 7 + n) % 60], role="member", start=since)
            for place, committee in enumerate(self.committees)
            for n in range(11)
        )

    def _meetings(self) -> None:
        first = timezone.now() - timedelta(days=20 * 365 - 90)
        step = timedelta(days=20 * 365) / self.meetings
        Meeting.objects.bulk_create(
            (
                Meeting(
                    committee=self.committees[n % COMMITTEES],
                    reference=f"C{n % COMMITTEES}-{first + step * n:%Y-%m-%d}-{n}",
                    start=first + step * n,
                    venue="Committee Room 1, Shire House",
                    contact=self.committees[0].contact,
                )
                for n in range(self.meetings)
            ),
            AT_ONCE,
        )

    def _published(self) -> None:
        self.versions: list[tuple[int, int]] = []
        self.shown = list(
            Meeting.objects.order_by("start").filter(start__lt=timezone.now() + timedelta(days=5))
        )
        for begin in range(0, len(self.shown), AT_ONCE // ITEMS):
            self._publish(self.shown[begin : begin + AT_ONCE // ITEMS])

    def _publish(self, meetings: list[Meeting]) -> None:
        items = AgendaItem.objects.bulk_create(
            AgendaItem(meeting=each, order=n, section=Section.PUBLIC, title=self.text(6).capitalize())
            for each in meetings
            for n in range(ITEMS)
        )
        papers = Paper.objects.bulk_create(
            Paper(
                item=items[place * ITEMS + n % ITEMS],
                order=n,
                label=f"Appendix {n}",
                title=self.text(5).capitalize(),
            )
            for place in range(len(meetings))
            for n in range(self.papers)
        )
        versions = PaperVersion.objects.bulk_create(
            PaperVersion(
                paper=each, number=1, classification="public", pdf="x.pdf", sha256="0" * 64, pages=self.pages,
                size=90_000, uploaded_by=self.officer, published_at=each.item.meeting.start - timedelta(days=8),
            )
            for each in papers
        )  # fmt: skip
        publications = Publication.objects.bulk_create(
            Publication(
                meeting=each, number=1, published_at=each.start - timedelta(days=8), published_by=self.officer
            )
            for each in meetings
        )
        editions = []
        for place, publication in enumerate(publications):
            of = versions[place * self.papers : (place + 1) * self.papers]
            agenda = self._agenda(items[place * ITEMS : (place + 1) * ITEMS], of)
            self.versions += [(version.pk, publication.meeting_id) for version in of]
            editions += [
                Edition(
                    publication=publication, kind=kind, file="x.pdf", sha256="0" * 64, size=9_000_000,
                    pages=self.papers * self.pages + 2, template_version="v1", agenda=agenda,
                    manifest={"parts": []},
                )
                for kind in EditionKind
            ]  # fmt: skip
        Edition.objects.bulk_create(editions, AT_ONCE // 4)

    def _agenda(self, items: list[AgendaItem], versions: list[PaperVersion]) -> dict[str, Any]:
        lines: list[dict[str, Any]] = [
            {
                "key": f"item-{item.pk}", "number": number, "kind": "report", "section": "public", "title": item.title,
                "note": "To consider the report.", "reference": "", "exempt_reason": "", "paragraphs": [],
                "from": "", "to": "", "papers": [],
            }
            for number, item in enumerate(items, 1)
        ]  # fmt: skip
        for n, version in enumerate(versions):
            first = 3 + n * self.pages
            lines[n % ITEMS]["papers"].append({
                "key": f"paper-{version.pk}", "label": f"Appendix {n}", "title": version.paper.title,
                "from": str(first), "to": str(first + self.pages - 1), "exempt": False, "withheld": False,
            })  # fmt: skip
        nothing = {"warning": "", "reason": "", "resolution": ""}
        return {
            "items": lines,
            "exempt": nothing,
            "pages": 2 + len(versions) * self.pages,
            "restricted": False,
        }

    def _index(self) -> None:
        """The pages as search keeps them, in one piece."""
        of = {meeting.pk: meeting for meeting in self.shown}
        rows = StringIO()
        columns = (
            "subject_type", "subject_id", "key", "digest", "kind", "committee_id", "meeting_id", "day", "title",
            "text", "page", "place", "version_id", "is_restricted",
        )  # fmt: skip
        with connection.cursor() as cursor:
            for place, (version, meeting) in enumerate(self.versions):
                rows.writelines(self._rows(place, version, of[meeting]))
                if place % AT_ONCE == AT_ONCE - 1 or place == len(self.versions) - 1:
                    rows.seek(0)
                    cursor.copy_expert(f"COPY search_entry ({', '.join(columns)}) FROM STDIN", rows)
                    rows = StringIO()

    def _rows(self, place: int, version: int, meeting: Meeting) -> Iterator[str]:
        title = self.text(5).capitalize()
        for number in range(self.pages):
            page = 3 + place % self.papers * self.pages + number
            cells = (
                "pack", meeting.pk, f"paper-{version}-{number}", "0", "paper", meeting.committee_id, meeting.pk,
                meeting.date, title, self.text(WORDS), page, number + 1, version, "f",
            )  # fmt: skip
            yield "\t".join(map(str, cells)) + "\n"
