"""The very first account of an installation."""

from __future__ import annotations

from io import StringIO

import pytest
from django.conf import settings
from django.core import mail
from django.core.management import CommandError, call_command
from django.test import Client

from accounts.models import Role, User
from audit.models import Entry
from scrutiny.tests.cast import user

pytestmark = pytest.mark.django_db
EMAIL = "Ada@council.example"


def create(email: str = EMAIL) -> str:
    out = StringIO()
    call_command("create_administrator", email, "Ada Firstly", stdout=out)
    return out.getvalue().strip().splitlines()[-1]


def test_link_of_the_command_opens_the_door() -> None:
    link = create()

    assert link.startswith(settings.SITE_URL + "/accounts/password/reset/key/")
    assert User.objects.get().roles == [Role.ADMINISTRATOR]
    assert (Entry.objects.get().verb, Entry.objects.get().actor) == ("create account", None)
    assert not mail.outbox
    client = Client()
    form = client.get(link.removeprefix(settings.SITE_URL), follow=True)
    client.post(
        form.redirect_chain[-1][0], {"password1": "a long new phrase", "password2": "a long new phrase"}
    )
    signed_in = client.post(
        "/accounts/login/", {"login": EMAIL, "password": "a long new phrase"}, follow=True
    )
    assert signed_in.redirect_chain[-1][0] == "/workspace/setup/council/details/"


def test_second_call_prints_another_link() -> None:
    create()
    assert create().startswith(settings.SITE_URL)
    assert User.objects.count() == 1


def test_account_without_the_role_is_not_promoted() -> None:
    user("Ada", Role.REPORT_AUTHOR)
    with pytest.raises(CommandError, match="no administrator’s"):
        create()


def test_bad_address_is_refused_in_words() -> None:
    with pytest.raises(CommandError, match="valid email address"):
        create("nonsense")
