"""What a stranger would try: the last second, changed clocks, holidays, people who leave or sign twice."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest
import time_machine
from django.core import mail
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse

from accounts.models import User
from callins import making, workflow
from callins.clocks import DecisionFacts, call_in_window, effect_without_call_in
from callins.models import CallIn, Decision
from callins.next_steps import next_step
from callins.rule_files import preset_path, read_file
from callins.rules import CalendarRules, Publication, Rules, Window
from callins.submissions import check, rules_of
from callins.telling import tell
from committees.directory import end_term
from council.calendar import council_calendar
from council.models import GroupLeader, Person, Term
from scrutiny.lib.working_days import Closure
from scrutiny.tests.cast import PASSWORD, Cast

from .made import ENGLAND, at, councillors, decision, paper_call_in, rule_set
from .test_call_in_pages import refused, step

RULES = read_file(preset_path("bracknell-forest"))  # type: ignore[arg-type]
FACTS = DecisionFacts(
    maker_kind="cabinet", made_on=date(2024, 10, 2), first_published_at=at("2024-10-04 10:00"), is_key=True
)


def closes(published: str, rules: Rules = RULES, **window: object) -> datetime:
    facts = replace(FACTS, first_published_at=at(published), made_on=at(published).date())
    rules = replace(rules, window=replace(rules.window, **window)) if window else rules  # type: ignore[arg-type]
    return call_in_window(facts, rules, ENGLAND).closes_at


@pytest.mark.parametrize(
    ("published", "last"),
    [
        ("2024-10-25 10:00", "2024-11-02 00:00"),  # the clocks go back between: an hour more, not a day
        ("2025-03-28 17:30", "2025-04-05 00:00"),  # the clocks go forward; published on a Friday evening
        ("2024-03-29 09:00", "2024-04-09 00:00"),  # published on Good Friday: Easter Monday does not count
        ("2024-12-24 12:00", "2025-01-04 00:00"),  # over Christmas and the new year
    ],
)
def test_the_last_midnight_over_changed_clocks_and_holidays(published: str, last: str) -> None:
    assert closes(published) == at(last)


def test_midday_on_the_day_the_clocks_go_back_is_midday_there() -> None:
    noon = closes("2024-10-19 10:00", read_file(preset_path("central-bedfordshire")))  # type: ignore[arg-type]
    assert noon == at("2024-10-27 12:00")
    assert noon.utcoffset() == timedelta(0)


def test_a_weekday_rule_falls_on_a_bank_holiday_only_if_it_says_so() -> None:
    lancashire = read_file(preset_path("west-lancashire-2022"))  # type: ignore[arg-type]
    assert closes("2022-12-22 09:00", lancashire) == at("2022-12-27 17:00")
    rolled = closes("2022-12-22 09:00", lancashire, roll="next_working_day")
    assert rolled == at("2022-12-28 17:00")


def test_what_goes_out_on_saturday_counts_no_sooner_than_on_friday_night() -> None:
    rules = replace(RULES, publication=Publication(counts_until=at("2024-10-04 17:00").time()))
    friday, night, saturday, monday = (
        closes(when, rules)
        for when in ("2024-10-04 17:00", "2024-10-04 17:01", "2024-10-05 09:00", "2024-10-07 09:00")
    )
    assert friday == at("2024-10-12 00:00")
    assert night == saturday == monday == at("2024-10-15 00:00")


def test_closure_days_between_count_unless_the_rules_stop_the_clock() -> None:
    closed = council_calendar(closures=[Closure(date(2024, 10, 8), "Moving house", frozenset())])
    assert call_in_window(FACTS, RULES, closed).last_day.date == date(2024, 10, 11)
    stops = replace(RULES, calendar=CalendarRules(closures_stop_the_clock=True))
    assert call_in_window(FACTS, stops, closed).last_day.date == date(2024, 10, 14)


def test_no_decision_takes_effect_while_it_can_be_called_in() -> None:
    rules = replace(RULES, window=Window(days=5, unit="working", cut_off=at("2024-10-04 17:00").time()))
    at_noon = replace(rules.effect, rule="last_day", at=at("2024-10-04 12:00").time())
    effect = effect_without_call_in(FACTS, replace(rules, effect=at_noon), ENGLAND)
    assert effect.at == at("2024-10-11 17:00")


def received(cast: Cast, preset: str, signers: list[Person], when: str, **fields: object) -> CallIn:
    rules = rule_set(preset)
    of = decision(rules, at("2024-10-04 10:00"), cast.committee.contact, committee=cast.committee, **fields)
    call_in = paper_call_in(of, signers, cast.officer)
    return workflow.receive(call_in, received_at=at(when), by=cast.officer)


def findings(call_in: CallIn) -> list[str]:
    call_in = CallIn.objects.get(pk=call_in.pk)
    return [each.evidence for each in check(call_in, rules_of(call_in.decision), ENGLAND).failures]


def test_a_call_in_of_the_last_second_holds_a_decision_that_takes_effect_at_it(cast: Cast) -> None:
    """Salford: the period ends, and the decision takes effect, at 4pm."""
    call_in = received(cast, "salford", councillors(3), "2024-10-11 16:00")
    assert findings(call_in) == []
    assert call_in.holds_the_decision
    assert Decision.objects.get().state == "called_in"


def test_whoever_has_left_the_council_before_it_came_in_does_not_count(cast: Cast) -> None:
    signers = councillors(5)
    end_term(signers[4].terms.get(), on=date(2024, 10, 7), by=cast.officer)
    call_in = received(cast, "bracknell-forest", signers, "2024-10-08 12:00")
    assert "is not a member of the council." in findings(call_in)[1]
    # Whoever leaves once it is in was a member when it came.
    Term.objects.filter(person=signers[4]).update(end=date(2024, 10, 8))
    assert findings(call_in) == []


def test_the_group_is_that_of_the_day_it_came_in(cast: Cast) -> None:
    signers = [*councillors(4), *councillors(1, "River Group")]
    Term.objects.filter(person=signers[4]).update(end=date(2024, 10, 7))
    moved = Term.objects.create(
        person=signers[4], group=signers[0].terms.get().group, start=date(2024, 10, 8)
    )
    harrow = rule_set("harrow", date(2011, 1, 1))
    harrow.rules["triggers"]["routes"] = [
        {"name": "Five from two groups", "pool": "any_member", "minimum": 5, "minimum_groups": 2}
    ]
    harrow.rules["content"] = {}
    harrow.save(update_fields=["rules"])
    of = decision(harrow, at("2024-10-04 10:00"), cast.committee.contact)
    call_in = paper_call_in(of, signers, cast.officer)
    call_in = workflow.receive(call_in, received_at=at("2024-10-08 12:00"), by=cast.officer)
    assert findings(call_in)[1] == "Signed by members of: Orchard Group."
    moved.start = date(2024, 10, 9)
    moved.save(update_fields=["start"])
    Term.objects.filter(person=signers[4], group__name="River Group").update(end=date(2024, 10, 8))
    assert findings(call_in) == []


def test_the_yearly_limit_counts_what_came_before_in_the_same_council_year(cast: Cast) -> None:
    rules, signers = rule_set("bath-and-north-east-somerset"), councillors(10)

    def called_in(published: str, came: str) -> CallIn:
        of = decision(rules, at(published), cast.committee.contact, maker_kind="cabinet")
        call_in = paper_call_in(of, signers, cast.officer)
        return workflow.receive(call_in, received_at=at(came), by=cast.officer)

    called_in("2024-04-26 10:00", "2024-04-29 12:00")  # the council year before
    fifth = [called_in("2024-10-04 10:00", f"2024-10-0{n} 12:00") for n in (4, 5, 6, 7, 8)][-1]
    assert findings(fifth) == []
    sixth = called_in("2024-10-04 10:00", "2024-10-09 12:00")
    assert "has signed 5 call-ins this council year; the most is 5" in findings(sixth)[1]
    assert findings(fifth) == []


def test_signing_twice_counts_once_and_a_signature_taken_back_not_at_all(cast: Cast) -> None:
    signers = councillors(5)
    of = decision(rule_set("bracknell-forest"), at("2024-10-04 10:00"), cast.committee.contact)
    call_in = paper_call_in(of, signers, cast.officer)
    making.sign(call_in, signers[0], by=cast.officer)
    assert call_in.signatures.count() == 5
    making.take_back_signature(call_in, signers[0], by=cast.officer)
    call_in = workflow.receive(call_in, received_at=at("2024-10-08 12:00"), by=cast.officer)
    assert "4 of 5 members of the council" in findings(call_in)[0]


def account(person: Person) -> User:
    return User.objects.create_user(f"{person.pk}@council.example", PASSWORD, name="Una", person=person)


@pytest.mark.parametrize(
    ("exclusion", "left", "status", "said"),
    [
        ("", False, 200, "Start a call-in"),
        ("", True, 404, ""),
        ("urgent", False, 200, "This decision cannot be called in: it was urgent (A flood)."),
    ],
)
def test_who_may_start_one_and_on_what(
    cast: Cast, client: Client, exclusion: str, left: bool, status: int, said: str
) -> None:
    given = {"consent_name": "C Chair", "consent_on": date(2024, 10, 4)} if exclusion else {}
    of = decision(
        rule_set("bracknell-forest"),
        at("2024-10-04 10:00"),
        cast.committee.contact,
        exclusion=exclusion,
        exclusion_reason="A flood" if exclusion else "",
        **given,
    )
    (person,) = councillors(1)
    if left:
        end_term(person.terms.get(), on=date(2024, 9, 30), by=cast.officer)
    client.force_login(account(person))
    with time_machine.travel(at("2024-10-07 09:00"), tick=False):
        url = reverse("callins:call_in_start", args=[of.slug])
        page = client.get(url)
        assert page.status_code == status
        assert said in page.content.decode()
        client.post(url)
        client.post(url)
    assert CallIn.objects.count() == (1 if said.startswith("Start") else 0)


def test_one_who_left_since_they_were_asked_cannot_sign(cast: Cast) -> None:
    of = decision(rule_set("bracknell-forest"), at("2024-10-04 10:00"), cast.committee.contact)
    lead, asked = councillors(2)
    by = account(lead)
    call_in = making.start(of, lead=lead, by=by, reasons="Why?")
    making.invite(call_in, [asked], by=by)
    end_term(asked.terms.get(), on=date(2024, 9, 30), by=cast.officer)
    with pytest.raises(ValidationError, match="Only councillors in office can sign"):
        making.sign(call_in, asked, by=account(asked))


def test_what_was_not_put_right_in_time_is_refused_and_nothing_hangs(cast: Cast) -> None:
    call_in = received(
        cast, "kingston-by-publication", councillors(8), "2024-10-08 12:00", maker_kind="service_committee"
    )
    told = at("2024-10-09 10:00")
    call_in = workflow.ask_to_put_right(call_in, judgement="One short.", by=cast.officer, at=told)
    assert call_in.cure_by == date(2024, 10, 16)
    late = {"time": "9am", "day_day": 17, "day_month": 10, "day_year": 2024}
    assert "ended on Wednesday 16 October 2024" in refused(
        cast.officer, "2024-10-17 09:30", call_in, "put-right", **late
    )
    with time_machine.travel(at("2024-10-17 09:00"), tick=False):
        found = next_step(call_in, rules_of(call_in.decision))
    assert found is not None
    assert found.label == "Refuse it"
    # It came back on the last afternoon, and is written down the day after.
    on_time = late | {"time": "4pm", "day_day": 16}
    step(cast.officer, "2024-10-17 09:30", call_in, "put-right", **on_time)
    call_in = CallIn.objects.get()
    assert (call_in.state, call_in.cured_at) == ("received", at("2024-10-16 16:00"))

    call_in = workflow.ask_to_put_right(
        call_in, judgement="Still short.", by=cast.officer, at=at("2024-10-17 10:00")
    )
    finding = {"finding": "invalid", "judgement": "One short.", "version": call_in.version}
    step(cast.officer, "2024-10-28 09:00", call_in, "judge", **finding)
    assert Decision.objects.get().state == "published"


def test_a_call_in_that_was_not_heard_in_time_is_to_be_recorded_as_lapsed(cast: Cast) -> None:
    call_in = received(cast, "isle-of-wight-2005", councillors(3), "2024-10-08 12:00")
    workflow.accept(call_in, judgement="Valid.", by=cast.officer, at=at("2024-10-09 12:00"))
    call_in = CallIn.objects.get()
    for when, expected in (("2024-10-23 09:00", "hearing"), ("2024-10-24 09:00", "lapse")):
        with time_machine.travel(at(when), tick=False):
            found = next_step(call_in, rules_of(call_in.decision))
        assert found is not None
        assert found.name == expected


def test_group_leaders_are_told_where_the_rules_name_them(cast: Cast) -> None:
    """Gloucestershire copies them in; one who has left the group since is not told."""
    orchard, river = councillors(5), councillors(1, "River Group")
    for who in (orchard[0], river[0]):
        Person.objects.filter(pk=who.pk).update(email=f"{who.family_name.lower()}@council.example")
        GroupLeader.objects.create(person=who, group=who.terms.get().group, start=date(2020, 5, 1))
    end_term(river[0].terms.get(), on=date(2024, 9, 30), by=cast.officer)
    call_in = received(cast, "gloucestershire-2020", orchard[1:], "2024-10-08 12:00")
    tell(call_in.pk, "received")
    told = {address for message in mail.outbox for address in message.to}
    assert "orcharda@council.example" in told
    assert "rivera@council.example" not in told
