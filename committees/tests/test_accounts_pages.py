"""Who may sign in: the list of accounts, adding one, changing it, switching it off."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest
from allauth.account.models import EmailAddress
from django.conf import settings
from django.core import mail
from django.test import Client
from django.urls import reverse

from accounts.models import Role, User
from audit.models import Entry
from committees.accounts import switch_off
from committees.models import OfficerScope
from scrutiny.tests.cast import PASSWORD, Cast, person, user

ACCOUNTS = "/workspace/setup/accounts/"
ADD = "/workspace/setup/accounts/add/"
CANNOT = pytest.mark.parametrize("who", ["officer", "monitoring_officer", "chair", "other_councillor"])


@pytest.fixture
def administrator(client: Client, cast: Cast) -> Client:
    client.force_login(cast.administrator)
    return client


@pytest.fixture
def sent(django_capture_on_commit_callbacks: Any) -> Callable[..., Any]:
    """Post a form as it would be in real life, with what happens after the commit."""

    def post(client: Client, url: str, data: dict[str, Any] | None = None, **extra: Any) -> Any:
        with django_capture_on_commit_callbacks(execute=True):
            return client.post(url, data or {}, follow=True, **extra)

    return post


def one(account: User, name: str = "account") -> str:
    return reverse(f"workspace:{name}", args=[account.pk])


def details(account: User | None = None, **changed: Any) -> dict[str, Any]:
    if account is None:
        return {"name": "Nell Newcomer", "email": "nell@council.example", **changed}
    return {"name": account.name, "email": account.email, "roles": account.roles, **changed}


@CANNOT
def test_accounts_do_not_exist_for_others(client: Client, cast: Cast, who: str) -> None:
    client.force_login(getattr(cast, who))
    urls = [ACCOUNTS, ADD, one(cast.officer)]
    actions = [ADD, one(cast.officer), one(cast.officer, "account_switch"), one(cast.officer, "account_link")]

    assert [client.get(url).status_code for url in urls] == [404] * 3
    assert [client.post(url, details(roles=Role.values)).status_code for url in actions] == [404] * 4
    assert not Entry.objects.exists()
    assert not mail.outbox


def test_list_is_searched(administrator: Client) -> None:
    def found(**query: str) -> set[str]:
        return {account.name for account in administrator.get(ACCOUNTS, query).context["page"].object_list}

    assert len(found()) == 9
    assert found(q="olive off") == {"Olive Officer"}
    assert found(q="MONA.TOR@council.example") == {"Mona Tor"}
    assert found(role="democratic_services") == {"Olive Officer", "Oscar Elsewhere"}
    assert found(role="none", q="cora") == {"Cora Chairwell"}
    assert found(q="nobody at all") == set()


@pytest.mark.parametrize("rows", [1, 3])
def test_list_takes_the_same_queries(
    administrator: Client, cast: Cast, django_assert_max_num_queries: Any, rows: int
) -> None:
    for number in range(rows):
        extra = user(f"Extra Number{number}", Role.DEMOCRATIC_SERVICES)
        OfficerScope.objects.create(user=extra, committee=cast.committee)
    administrator.get(ACCOUNTS)  # The first page of a session notes that somebody is there.
    with django_assert_max_num_queries(6):
        assert len(administrator.get(ACCOUNTS, {"q": "extra"}).context["page"].object_list) == rows


def test_account_is_added_and_its_owner_signs_in(administrator: Client, cast: Cast, sent: Any) -> None:
    given = details(
        email="Nell@Council.Example", roles=["democratic_services"], committees=[cast.committee.pk]
    )
    response = sent(administrator, ADD, given, headers={"host": "127.0.0.1"})

    assert "A link was sent to nell@council.example" in response.content.decode()
    made = User.objects.get(email="nell@council.example")
    assert (made.roles, made.scopes.get().committee) == (["democratic_services"], cast.committee)
    assert not made.has_usable_password()
    (message,) = [sent for sent in mail.outbox if sent.to == ["nell@council.example"]]
    assert [sent.to for sent in mail.outbox if sent is not message] == [["mona.tor@council.example"]]
    link = re.search(r"http\S+password/reset/key\S+", message.body)
    assert link
    assert link[0].startswith(settings.SITE_URL + "/accounts/")
    assert "127.0.0.1" not in message.body

    theirs = Client()
    form = theirs.get(link[0].removeprefix(settings.SITE_URL), follow=True)
    new = {"password1": "a long new phrase", "password2": "a long new phrase"}
    theirs.post(form.redirect_chain[-1][0], new)
    assert sign_in(theirs, made.email)
    assert theirs.get(reverse("workspace:dashboard")).status_code == 200
    again = Client().get(link[0].removeprefix(settings.SITE_URL), follow=True)
    assert "password1" not in again.content.decode()


def sign_in(client: Client, email: str, password: str = "a long new phrase") -> bool:
    client.post(reverse("account_login"), {"login": email, "password": password})
    return "_auth_user_id" in client.session


def test_adding_is_written_down(administrator: Client, cast: Cast, sent: Any) -> None:
    sent(administrator, ADD, details(roles=["report_author"]))

    entries = Entry.objects.order_by("pk")
    assert [entry.verb for entry in entries] == ["create account", "send password link"]
    assert entries[0].detail == {"roles": ["report_author"], "committees": []}
    assert {entry.actor for entry in entries} == {cast.administrator}


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"name": ""}, "name"),
        ({"email": "nonsense"}, "email"),
        ({"email": "OLIVE.officer@council.example"}, "email"),
        ({"roles": ["king"]}, "roles"),
        ({"person": "999999"}, "person"),
    ],
)
def test_bad_account_is_refused(administrator: Client, sent: Any, wrong: Any, field: str) -> None:
    response = sent(administrator, ADD, details(**wrong))

    assert set(response.context["form"].errors) == {field}
    assert not mail.outbox
    assert not Entry.objects.exists()


def test_committees_are_only_for_democratic_services(administrator: Client, cast: Cast, sent: Any) -> None:
    sent(administrator, ADD, details(roles=["report_author"], committees=[cast.committee.pk]))
    assert not User.objects.get(name="Nell Newcomer").scopes.exists()


def test_roles_change_from_the_next_click(administrator: Client, cast: Cast) -> None:
    """The session stays, and every request reads the account anew."""
    theirs = Client()
    theirs.force_login(cast.officer)
    page = reverse("workspace:committee", args=[cast.committee.slug])
    assert theirs.get(page).status_code == 200

    administrator.post(one(cast.officer), details(cast.officer, roles=[], committees=[cast.committee.pk]))

    assert theirs.get(page).status_code == 404
    assert not cast.officer.scopes.exists()
    entry = Entry.objects.get()
    assert entry.detail["before"]["roles"] == ["democratic_services"]
    assert entry.detail["after"] == {"roles": [], "email": cast.officer.email, "committees": []}


def test_old_address_is_forgotten(administrator: Client, cast: Cast) -> None:
    """Or whoever has the old mailbox could have a new password sent to it."""
    EmailAddress.objects.create(user=cast.officer, email=cast.officer.email, primary=True)
    old = cast.officer.email

    administrator.post(one(cast.officer), details(cast.officer, email="olive@elsewhere.example"))

    assert not EmailAddress.objects.exists()
    Client().post(reverse("account_reset_password"), {"email": old})
    assert not mail.outbox


def test_person_is_linked_and_only_once(administrator: Client, cast: Cast) -> None:
    witness = person("witness", "Wilf", "Witting", "Wilf Witting")

    administrator.post(one(cast.officer), details(cast.officer, person=witness.pk))

    cast.officer.refresh_from_db()
    assert cast.officer.person == witness
    choices = administrator.get(ADD).context["form"].fields["person"].queryset
    assert witness not in choices
    assert witness in administrator.get(one(cast.officer)).context["form"].fields["person"].queryset


def test_nobody_changes_their_own_roles(administrator: Client, cast: Cast) -> None:
    own = cast.administrator

    response = administrator.post(one(own), details(own, roles=["administrator", "monitoring_officer"]))

    assert response.context["form"].errors == {
        "roles": ["You cannot change your own roles. Ask another administrator."]
    }
    own.refresh_from_db()
    assert own.roles == ["administrator"]
    assert administrator.post(one(own), details(own, name="Adam Confident")).status_code == 302


def test_nobody_switches_themselves_off(administrator: Client, cast: Cast) -> None:
    response = administrator.post(one(cast.administrator, "account_switch"), {"to": "off"}, follow=True)

    assert "cannot switch off your own" in response.content.decode()
    assert User.objects.get(pk=cast.administrator.pk).is_active


def test_switched_off_means_out_at_once(administrator: Client, cast: Cast) -> None:
    theirs = Client()
    theirs.force_login(cast.officer)

    administrator.post(one(cast.officer, "account_switch"), {"to": "off"})

    assert theirs.get(reverse("workspace:dashboard")).status_code == 302
    assert not sign_in(Client(), cast.officer.email, PASSWORD)
    administrator.post(one(cast.officer, "account_switch"), {"to": "on"})
    assert sign_in(Client(), cast.officer.email, PASSWORD)
    verbs = list(Entry.objects.order_by("pk").values_list("verb", flat=True))
    assert verbs == ["switch account off", "switch account on"]


def test_administrator_of_yesterday_changes_nothing(cast: Cast) -> None:
    """Two administrators who switch each other off: the second is one no more."""
    second = user("Anna Second", Role.ADMINISTRATOR)
    User.objects.filter(pk=second.pk).update(is_active=False)

    with pytest.raises(Exception, match="no longer an administrator"):
        switch_off(cast.administrator, by=second)


def test_link_is_sent_again(administrator: Client, cast: Cast, sent: Any) -> None:
    sent(administrator, one(cast.officer, "account_link"))

    assert [message.to for message in mail.outbox] == [[cast.officer.email]]
    assert Entry.objects.get().verb == "send password link"


def test_no_link_to_an_account_that_is_off(administrator: Client, cast: Cast, sent: Any) -> None:
    User.objects.filter(pk=cast.officer.pk).update(is_active=False)

    response = sent(administrator, one(cast.officer, "account_link"))

    assert "switched off" in response.content.decode()
    assert not mail.outbox


@pytest.mark.django_db(transaction=True)
def test_mail_server_that_is_down_is_said(administrator: Client, settings: Any) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 9

    response = administrator.post(ADD, details(), follow=True)

    assert "could not be sent" in response.content.decode()
    assert User.objects.filter(name="Nell Newcomer").exists()


@pytest.mark.parametrize("who", ["officer", "other_officer", "chair"])
def test_choosing_officers_does_not_exist_for_others(client: Client, cast: Cast, who: str) -> None:
    client.force_login(getattr(cast, who))
    url = reverse("workspace:committee_officers", args=[cast.committee.slug])

    assert client.get(url).status_code == client.post(url).status_code == 404


@pytest.mark.parametrize("who", ["administrator", "monitoring_officer"])
def test_officers_of_a_committee_are_chosen(client: Client, cast: Cast, who: str) -> None:
    client.force_login(getattr(cast, who))
    url = reverse("workspace:committee_officers", args=[cast.committee.slug])

    response = client.post(url, {"officers": [cast.other_officer.pk]}, follow=True)

    assert "Oscar Elsewhere" in response.content.decode()
    assert [scope.user for scope in cast.committee.scopes.all()] == [cast.other_officer]
    assert Entry.objects.get().detail == {"added": [cast.other_officer.pk], "removed": [cast.officer.pk]}


def test_only_democratic_services_officers_can_be_chosen(administrator: Client, cast: Cast) -> None:
    url = reverse("workspace:committee_officers", args=[cast.committee.slug])

    response = administrator.post(url, {"officers": [cast.chair.pk]})

    assert set(response.context["form"].errors) == {"officers"}
    assert [scope.user for scope in cast.committee.scopes.all()] == [cast.officer]
