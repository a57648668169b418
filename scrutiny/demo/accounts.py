"""Who can sign in to the demo."""

from __future__ import annotations

from django.contrib.auth.hashers import make_password

from accounts.models import User
from committees.models import Committee, OfficerScope

from .authority import person_called
from .source import table


def load_accounts() -> list[User]:
    data = table("accounts.toml")
    password = make_password(data["password"])  # Once: each hash takes as long as all the rest of this.
    users = []
    for row in data["accounts"]:
        person = person_called(row["person"])
        user = User(
            email=person.email.lower(),
            name=person.full_name,
            person=person,
            roles=row.get("roles", []),
            password=password,
        )
        user.full_clean()
        user.save()
        for code in row.get("committees", []):
            OfficerScope.objects.create(user=user, committee=Committee.objects.get(code=code))
        users.append(user)
    return users


def demo_people() -> list[tuple[str, str, str]]:
    """Name, e-mail address and what to see, for each account of the demo that is there."""
    known = dict(User.objects.values_list("name", "email"))
    rows = [(row["person"], row["shows"]) for row in table("accounts.toml")["accounts"]]
    return [(name, known[name], shows) for name, shows in rows if name in known]


def demo_password() -> str:
    return str(table("accounts.toml")["password"])


def demo_officer() -> User:
    """The officer of all four committees, who does the demo's publishing."""
    return User.objects.get(name=table("accounts.toml")["accounts"][0]["person"])
