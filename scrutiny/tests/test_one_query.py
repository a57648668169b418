"""Rows that came with one question are the same as rows that came each with their own."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from committees.models import AgendaItem, Attendance, Meeting, PaperVersion
from committees.papers import upload
from committees.tests.samples import pdf
from committees.tests.sat_world import sat
from council.models import Council, Person
from scrutiny.lib.one_query import fetch, join, keep, keep_one
from scrutiny.tests.cast import Cast

pytestmark = pytest.mark.django_db


def test_every_field_is_what_it_would_be_otherwise(
    cast: Cast, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    held = sat(cast, "Gannet", "Heron")
    upload(held.exempt_item, pdf(), name="Bids.pdf", paragraphs=["3"], by=cast.officer)
    asked = {
        "items": AgendaItem.objects.filter(meeting=held.meeting).on_agenda(),
        "people": held.meeting.attendances.in_printed_order().select_related(None),
        "persons": Person.objects.filter(attendances__meeting=held.meeting),
        "councils": Council.objects.all(),
        "meetings": Meeting.objects.filter(start__lt=timezone.now() + timedelta(days=1)),
        "versions": PaperVersion.objects.all(),
        "nothing": Attendance.objects.none(),
    }
    with django_assert_num_queries(1):
        found = fetch(**asked)
    for name, query in asked.items():
        for row, other in zip(found[name], query, strict=True):
            for field in row._meta.concrete_fields:
                assert getattr(row, field.attname) == getattr(other, field.attname), (name, field.name)
            assert (row._state.adding, row._state.db) == (False, "default")


def test_rows_are_joined_without_asking_again(
    cast: Cast, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    held = sat(cast, "Gannet", "Heron").meeting
    people, persons = list(held.attendances.all()), list(Person.objects.all())
    items = list(held.items.all())
    with django_assert_num_queries(0):
        join(people, "person", persons)
        join(people, "in_place_of", persons)
        assert {each.person.pk for each in people if each.person} <= {each.pk for each in persons}
        assert [each.in_place_of for each in people] == [None] * len(people)
        keep(people[0], "movements", [])
        assert list(people[0].movements.all()) == []
        keep_one(items[0], "minute", None)
        assert getattr(items[0], "minute", None) is None
