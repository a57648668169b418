"""The very first account: with it somebody can sign in and make all the others."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError

from accounts.models import Role, User
from committees.accounts import create_account, password_link


class Command(BaseCommand):
    help = "Make an administrator and print a link, good for one use, to set the password."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("email", help="the address to sign in with")
        parser.add_argument("name", help='the name in quotation marks, like "Ada Example"')

    def handle(self, *args: Any, **options: Any) -> None:
        account = User.objects.filter(email=options["email"].strip().lower()).first()
        if account is None:
            account = self._make(options["email"], options["name"])
            self.stdout.write(f"{account.name} is an administrator now.")
        elif not account.has_role(Role.ADMINISTRATOR):
            raise CommandError(
                f"{account.email} has an account that is no administrator’s, or is switched off. "
                "An administrator can change that on the page Accounts."
            )
        self.stdout.write("Open this link to set the password. It works once:")
        self.stdout.write(password_link(account))

    def _make(self, email: str, name: str) -> User:
        try:
            return create_account(email=email, name=name, roles=[Role.ADMINISTRATOR], by=None, tell=False)
        except ValidationError as refusal:
            raise CommandError(" ".join(refusal.messages)) from refusal
