"""Two people decide at once, on two connections: one wins, the other is told what the first did."""

import threading
from datetime import date

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.db import connection

from accounts.models import User
from audit.log import entries_for
from callins import workflow
from callins.decisions import correct_decision
from callins.models import CallIn, Decision
from callins.submissions import check
from committees.agenda import ChangedMeanwhile
from scrutiny.tests.cast import make_cast

from .made import ENGLAND, at, councillors, decision, paper_call_in, rule_set

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def received():
    cast = make_cast()
    of = decision(rule_set("essex-2017", date(2017, 1, 1)), at("2017-09-19 09:00"), cast.committee.contact)
    call_in = paper_call_in(of, councillors(4), cast.officer)
    return workflow.receive(call_in, received_at=at("2017-09-22 16:30"), by=cast.officer)


def test_of_two_who_decide_at_once_one_wins_and_the_other_is_told(received):
    start, said = threading.Barrier(2), {}

    def decide(name, verb):
        try:
            by = User.objects.get(name=name)
            start.wait()
            said[name] = verb(CallIn.objects.get(pk=received.pk), by).state
        except ValidationError as error:
            said[name] = error.messages[0]
        finally:
            connection.close()

    verbs = {
        "Olive Officer": lambda call_in, by: workflow.accept(call_in, by=by),
        "Mona Tor": lambda call_in, by: workflow.refuse(call_in, judgement="Too late.", by=by),
    }
    threads = [threading.Thread(target=decide, args=pair) for pair in verbs.items()]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    state = CallIn.objects.get().state
    winner, loser = ("Olive Officer", "Mona Tor") if state == "accepted" else ("Mona Tor", "Olive Officer")
    assert said[winner] == state
    assert f"{winner} did that at" in said[loser]
    assert entries_for(CallIn.objects.get()).first().actor_name == winner
    held = Decision.objects.get()
    assert (held.effective_at is None) == (state == "accepted")


def at_once(**verbs):
    """What each verb gave back or refused with, begun at one moment on connections of their own."""
    start, said = threading.Barrier(len(verbs)), {}

    def run(name, verb):
        try:
            start.wait()
            said[name] = verb()
        except (ValidationError, ChangedMeanwhile) as error:
            said[name] = error
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=pair) for pair in verbs.items()]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return said


def test_a_call_in_received_while_a_correction_is_published_is_judged_by_the_first_publication():
    """Both lock the decision, in either order; the correction moves no date, so the form is in time."""
    cast = make_cast()
    rules = rule_set("essex-2017", date(2017, 1, 1))
    of = decision(rules, at("2017-09-19 09:00"), cast.committee.contact)
    call_in = paper_call_in(of, councillors(4), cast.officer)
    given = (of.first_published_at, of.call_in_until, of.rule_set_id)
    corrected = {"version": of.version, "title": "Redesign", "reason": "A slip", "by": cast.officer}
    came = {"received_at": at("2017-09-22 23:59:29"), "by": cast.monitoring_officer}
    with time_machine.travel(at("2017-09-22 23:59:30"), tick=True):
        said = at_once(
            corrected=lambda: correct_decision(of, **corrected),
            received=lambda: workflow.receive(call_in, **came),
        )

    held, received = Decision.objects.get(), CallIn.objects.get()
    assert received.state == "received", said
    # Whoever came second to the decision saw what the first had done: nothing was lost, and no date has moved.
    assert (held.first_published_at, held.call_in_until, held.rule_set_id) == given
    assert (held.state, held.effective_at) == ("called_in", None)
    corrected = isinstance(said["corrected"], Decision)
    assert corrected or isinstance(said["corrected"], ChangedMeanwhile), said
    assert (held.title == "Redesign") == corrected
    assert check(received, rules.parsed, ENGLAND).valid
