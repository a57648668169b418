"""What the record of a meeting says for its minutes: who was there, who came and went, what was declared and voted.

These sentences are made afresh whenever minutes are printed, so that they never contradict the record.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.utils import timezone

from committees.contents.words import listed
from committees.models import (
    Adjournment,
    AgendaItem,
    Attendance,
    Declaration,
    Exclusion,
    Minutes,
    Movement,
    NamedVote,
    PublicQuestion,
    Vote,
)
from committees.models.committee import ItemKind
from committees.sittings.rows import Held
from council.models import Council, Person
from scrutiny.lib.clock import time_words

Capacity = Attendance.Capacity
NUMBERS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")


def clock(at: datetime) -> str:
    """10.15am: minutes print times with a full stop."""
    return time_words(timezone.localtime(at).time()).replace(":", ".")


def together(people: Iterable[Attendance]) -> str:
    """Councillors Deakin, Lumley and Pratt and A Example, Educational Co-optee."""
    people = list(people)
    councillors = [each for each in people if _is_councillor(each)]
    families = [each.person.family_name for each in councillors if each.person]
    words = []
    if len(set(families)) == len(families) and families:
        words.append(f"Councillor{'s' if len(families) > 1 else ''} {listed(families)}")
    else:
        words += [each.name_as_printed for each in councillors]
    return listed(words + [described(each) for each in people if not _is_councillor(each)])


def _is_councillor(each: Attendance) -> bool:
    return each.person is not None and each.person.kind == Person.Kind.COUNCILLOR


def described(each: Attendance) -> str:
    """The name with the post, or with whom a co-opted member represents."""
    what = each.post or (each.person.represents or each.person.post if each.person else "")
    return f"{each.name_as_printed}, {what}" if what else each.name_as_printed


class Record:
    """All that is recorded of one meeting. Of questions the published ones; `approved` are minutes it approved."""

    def __init__(
        self,
        held: Held,
        council: Council,
        questions: Iterable[PublicQuestion],
        minutes_approved: Iterable[Minutes],
    ) -> None:
        self.held, self.council = held, council
        self.sitting, self.people = held.sitting, held.people
        self.published_questions, self.minutes_approved = questions, minutes_approved

    # Who was there

    def present(self) -> list[dict[str, Any]]:
        """The lists at the head of the minutes, each with its heading."""
        there = [each for each in self.people if each.is_present]
        members = [each for each in there if each.is_member]
        cooptees = [each for each in there if each.is_cooptee]
        others = [each for each in there if each.capacity == Capacity.COUNCILLOR]
        groups = [
            ("Councillors", members),
            (self.council.cooptees_heading, cooptees),
            ("Other councillors", others),
        ]
        return [
            {"heading": heading, "people": [self._listed(each) for each in people]}
            for heading, people in groups
            if people
        ]

    def _listed(self, each: Attendance) -> dict[str, str]:
        roles = {Capacity.CHAIR: self.council.chair_word, Capacity.VICE_CHAIR: self.council.vice_chair_word}
        said = [roles.get(Capacity(each.capacity), "")]
        if each.capacity == Capacity.SUBSTITUTE and each.in_place_of:
            said.append(f"in place of {each.in_place_of.printed_name}")
        if each.is_cooptee and each.person:
            said.append(each.person.represents)
        if each.mode == Attendance.Mode.REMOTE:
            said.append("remotely")
        return {
            "name": each.name_as_printed.removeprefix("Councillor "),
            "role": "; ".join(filter(None, said)),
        }

    def officers(self) -> list[str]:
        """Officers who were there, apart from those who came for one item."""
        return [
            described(each)
            for each in self.people
            if each.is_present and each.capacity == Capacity.OFFICER and each.item_id is None
        ]

    # Sentences under an item

    def before(self, item: AgendaItem, *, exempt: bool) -> list[str]:
        """What goes before the discussion. `exempt` is for the exempt minutes, where nothing is held back."""
        said: list[str] = []
        if item.kind == ItemKind.MEMBERSHIP:
            said += self._apologies()
        if item.kind == ItemKind.PUBLIC_QUESTIONS:
            said += self._questions()
        if item.kind == ItemKind.MINUTES:
            said += [approved(each, self.council) for each in self.minutes_approved]
        said += [
            f"{each.agreed_by.name_as_printed} agreed that the item be considered as a matter of urgency, because of"
            f" these special circumstances: {each.circumstances}"
            for each in self.held.urgent
            if each.item_id == item.pk and (exempt or not item.is_exempt)
        ]
        said += self.declared(item, whole=exempt or not item.is_exempt)
        return said + self._arrivals(item)

    def _apologies(self) -> list[str]:
        away = [each for each in self.people if each.state in ("apologies", "substituted")]
        if away:
            said = [f"Apologies for absence had been received from {together(away)}."]
        else:
            said = ["No apologies for absence had been received."]
        for each in self.people:
            if each.capacity == Capacity.SUBSTITUTE and each.is_present and each.in_place_of:
                said.append(f"{each.name_as_printed} attended in place of {each.in_place_of.printed_name}.")
        remote = [each for each in self.people if each.is_present and each.mode == Attendance.Mode.REMOTE]
        if remote:
            said.append(f"{together(remote)} attended remotely and had no vote.")
        declared = self.held.declarations
        if not declared:
            said.append("No declarations of interest were made.")
        else:
            said.append("Declarations of interest are recorded under the items that they concern.")
        return [" ".join(said)]

    def _questions(self) -> list[str]:
        """Those that were published, in the words in which they were; who put them stays unsaid."""
        said = []
        for each in self.published_questions:
            said.append(f"{each.asked_as}: {each.text}")
            if each.answer:
                said.append(f"Answer: {each.answer}")
        return said

    def declared(self, item: AgendaItem, *, whole: bool) -> list[str]:
        """Who declared an interest in the item and of what kind; its nature too, if `whole`."""
        found = [each for each in self.held.declarations if each.item_id == item.pk]
        return [self._declared(each, whole=whole) for each in found]

    def _declared(self, each: Declaration, *, whole: bool) -> str:
        what = each.type.name[:1].lower() + each.type.name[1:]
        article = "an" if what[:1] in "aeiou" else "a"
        nature = f": {each.nature.rstrip('.')}" if whole and each.nature and not each.is_sensitive else ""
        did = each.get_response_display()
        interest = what if "interest" in what else f"{what} interest"
        return f"{each.attendance.name_as_printed} declared {article} {interest}{nature}. {did}."

    def joined(self, item: AgendaItem) -> list[str]:
        """Witnesses and officers who came for the item."""
        return [
            described(each)
            for each in self.people
            if each.is_present
            and each.item_id == item.pk
            and each.capacity in (Capacity.WITNESS, Capacity.OFFICER, Capacity.COUNCILLOR)
        ]

    def _movements(self, item: AgendaItem, kind: str, *, guests: bool) -> list[tuple[Attendance, Movement]]:
        return [
            (each, movement)
            for each in self.people
            for movement in each.movements.all()
            if movement.kind == kind
            and movement.item_id == item.pk
            and (each.is_member or each.is_cooptee) is not guests
        ]

    def _arrivals(self, item: AgendaItem) -> list[str]:
        found = self._movements(item, Movement.Kind.ARRIVED, guests=False)
        return [
            f"{each.name_as_printed} joined the meeting at {clock(movement.at)}." for each, movement in found
        ]

    def after(self, item: AgendaItem, *, exempt: bool) -> list[str]:
        """What goes after the resolutions: votes, and who left."""
        said = []
        if exempt or not item.is_exempt:
            said = [self._voted(vote) for vote in self.held.votes if vote.item_id == item.pk]
        for each, movement in self._movements(item, Movement.Kind.LEFT, guests=False):
            said.append(f"{each.name_as_printed} left the meeting at {clock(movement.at)}.")
        gone = [each for each, _movement in self._movements(item, Movement.Kind.LEFT, guests=True)]
        if gone:
            said.append(f"{listed([each.name_as_printed for each in gone])} left the meeting.")
        return said

    def _voted(self, vote: Vote) -> str:
        if vote.kind == Vote.Kind.ASSENT:
            return f"The motion that {_clause(vote.motion)} was {vote.get_result_display().lower()} without a count."
        counted = (
            f"{_number(vote.votes_for)} for, {_number(vote.votes_against)} against,"
            f" {_number(vote.abstentions)} abstaining"
        )
        said = f"The motion that {_clause(vote.motion)} was {vote.get_result_display().lower()}: {counted}."
        if vote.casting_vote:
            said += f" The casting vote was given {vote.get_casting_vote_display().lower()} the motion."
        if vote.kind == Vote.Kind.NAMED:
            for choice in NamedVote.Choice:
                names = [
                    each.attendance.name_as_printed
                    for each in vote.named_votes.all()
                    if each.choice == choice
                ]
                if names:
                    said += f" {choice.label}: {listed(names)}."
        return said

    # The meeting as a whole

    def exclusion(self, item: AgendaItem) -> str:
        """The resolution by which the public left, under the first item that it names."""
        for each in self.held.exclusions:
            if self._first_of(each) == item.pk:
                return str(each.resolution)
        return ""

    def _first_of(self, each: Exclusion) -> int | None:
        named = {item.pk for item in each.items.all()}
        return next((item.pk for item in self.held.items if item.pk in named), None)

    def adjourned(self, item: AgendaItem) -> list[str]:
        return [_adjournment(each) for each in self.held.pauses if each.item_id == item.pk]

    def closing(self) -> str:
        if self.sitting is None or self.sitting.closed_at is None:
            return ""
        return f"There being no further business the meeting closed at {clock(self.sitting.closed_at)}."


def approved(minutes: Minutes, council: Council) -> str:
    """How the meeting that approves minutes says so."""
    signed = f" and signed by the {council.chair_word}" if minutes.signed_at else ""
    subject = ", subject to the corrections recorded" if minutes.corrections.exists() else ""
    date = f"{minutes.meeting.date:%-d %B %Y}"
    return f"The draft minutes of the meeting held on {date} were approved{signed}{subject}."


def _adjournment(each: Adjournment) -> str:
    began = f"The meeting then adjourned at {clock(each.began_at)}"
    if each.resumed_at is None:
        return f"{began}."
    minutes = round((each.resumed_at - each.began_at).total_seconds() / 60)
    if minutes > 60:
        return f"{began} and reconvened at {clock(each.resumed_at)}."
    return f"{began} and reconvened {_number(minutes)} minute{'' if minutes == 1 else 's'} later."


def _number(count: int) -> str:
    return NUMBERS[count] if count < len(NUMBERS) else str(count)


def _clause(motion: str) -> str:
    words = motion.strip().rstrip(".")
    return words.removeprefix("That ").removeprefix("that ")
