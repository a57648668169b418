"""Who leads a political group: recorded on people's pages, shown to everybody, and over when they leave the group."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse

from audit.models import Entry
from committees.directory import end_term
from committees.leadership import correct_leader, record_leader
from council.models import Group, GroupLeader
from scrutiny.tests.cast import Cast

from .test_people_pages import day

FIRST = date(2018, 5, 24)


@pytest.fixture
def group(cast: Cast) -> Group:
    return Group.objects.get()


def recorded(cast: Cast, group: Group, **details: object) -> GroupLeader:
    given = {"group": group, "role": "leader", "start": FIRST, "by": cast.officer, **details}
    return record_leader(cast.chair.person, **given)  # type: ignore[arg-type]


def test_an_officer_records_a_leader_and_everybody_reads_it(client: Client, cast: Cast, group: Group) -> None:
    who = cast.chair.person
    assert who
    client.force_login(cast.officer)
    url = reverse("workspace:group_leader_add", args=[who.pk])
    assert client.get(url).context["form"].initial["group"] == group
    client.post(url, {"role": "leader", "group": group.pk, **day("start", FIRST)})
    leader = GroupLeader.objects.get()
    assert Entry.objects.filter(verb="record group leader").exists()
    said = "Leader, Independent Group"
    assert said in client.get(reverse("workspace:person", args=[who.pk])).content.decode()
    client.force_login(cast.administrator)
    assert who.full_name in client.get(reverse("workspace:names", args=["groups"])).content.decode()

    client.logout()
    for page in (reverse("committees:councillors"), reverse("committees:councillor", args=[who.pk])):
        assert said in client.get(page).content.decode()

    client.force_login(cast.officer)
    ended = {"role": "leader", "group": group.pk, **day("start", FIRST), **day("end", date(2019, 1, 31))}
    client.post(reverse("workspace:group_leader", args=[leader.pk]), ended)
    leader.refresh_from_db()
    assert leader.end == date(2019, 1, 31)
    assert said not in client.get(reverse("committees:councillors")).content.decode()
    history = GroupLeader.pgh_event_model.objects.filter(pgh_obj_id=leader.pk)  # type: ignore[attr-defined]
    assert [each.end for each in history.order_by("pgh_id")] == [None, date(2019, 1, 31)]


def test_one_leader_at_a_time_in_the_group_they_sit_in(cast: Cast, group: Group) -> None:
    leader = recorded(cast, group)
    other = cast.member.person
    assert other
    given = {"group": group, "role": "leader", "start": date(2019, 1, 1), "by": cast.officer}
    with pytest.raises(ValidationError, match="another leader on one of those days"):
        record_leader(other, **given)  # type: ignore[arg-type]
    record_leader(other, **(given | {"role": "deputy"}))  # type: ignore[arg-type]
    with pytest.raises(ValidationError, match="leads or deputises already"):
        record_leader(other, **(given | {"start": date(2020, 1, 1), "role": "deputy"}))  # type: ignore[arg-type]
    with pytest.raises(ValidationError, match="is not in River Group on 24 May 2018"):
        recorded(cast, Group.objects.create(name="River Group"))
    words = {"group": group, "role": "leader", "by": cast.officer}
    with pytest.raises(ValidationError, match="on or after"):
        correct_leader(leader, start=FIRST, end=FIRST - timedelta(days=1), **words)  # type: ignore[arg-type]
    with pytest.raises(ValidationError, match="is not in"):
        correct_leader(leader, start=date(2017, 1, 1), end=None, **words)  # type: ignore[arg-type]


def test_whoever_leaves_the_council_leads_no_group(cast: Cast, group: Group) -> None:
    recorded(cast, group)
    last = date(2019, 3, 1)
    assert cast.chair.person
    end_term(cast.chair.person.terms.get(), on=last, by=cast.officer)
    assert GroupLeader.objects.on(last).exists()
    assert not GroupLeader.objects.on(last + timedelta(days=1)).exists()
