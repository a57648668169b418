"""Two people who set up the same committee at the same moment."""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import time
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import connection, transaction

from committees.configuration import create_committee, edit_committee
from committees.models import Committee
from scrutiny.tests.cast import Cast


def details(cast: Cast) -> dict[str, Any]:
    return {
        "name": "Health Scrutiny Committee",
        "slug": "health",
        "code": "HSC",
        "quorum": 4,
        "contact": cast.committee.contact,
        "report_contact": cast.committee.contact,
        "venue": "Committee Room 2",
        "start_time": time(10, 0),
        "report_pattern": "{code}/{seq:02}/{yy}",
    }


@pytest.mark.django_db(transaction=True)
def test_the_second_is_told_in_words(cast: Cast) -> None:
    def second() -> None:
        try:
            create_committee(by=cast.administrator, **details(cast))
        finally:
            connection.close()

    with ThreadPoolExecutor(1) as other:
        with transaction.atomic():
            create_committee(by=cast.administrator, **details(cast))
            made = other.submit(second)
            # The second has checked by now, and waits to save.
            threading.Event().wait(1)
        with pytest.raises(ValidationError, match="has just been given this name"):
            made.result()

    assert Committee.objects.filter(code="HSC").count() == 1


def test_a_name_that_is_taken_is_an_error_of_its_field(cast: Cast) -> None:
    with pytest.raises(ValidationError) as refusal:
        edit_committee(
            cast.committee,
            version=cast.committee.version,
            name=cast.other_committee.name,
            by=cast.administrator,
        )

    assert set(refusal.value.error_dict) == {"name"}
