"""Who signs in, and what the account itself allows. What a person may do on a committee comes from memberships."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower

from council.models import Person


class Role(models.TextChoices):
    """Account roles. An administrator configures the system and reads no exempt paper."""

    DEMOCRATIC_SERVICES = "democratic_services", "Democratic services officer"
    MONITORING_OFFICER = "monitoring_officer", "Monitoring officer"
    REPORT_AUTHOR = "report_author", "Report author"
    ADMINISTRATOR = "administrator", "Administrator"


class UserManager(BaseUserManager["User"]):
    def create_user(self, email: str, password: str | None = None, **fields: Any) -> User:
        user = self.model(email=email.strip().lower(), **fields)
        user.set_password(password)
        user.full_clean()
        user.save(using=self._db)
        return user

    def get_by_natural_key(self, username: str | None) -> User:
        return self.get(email=(username or "").strip().lower())


class User(AbstractBaseUser):
    """Signs in with an e-mail address; may be linked to the person the council names."""

    email = models.EmailField(unique=True)
    name = models.CharField(max_length=120)
    person = models.OneToOneField(Person, models.PROTECT, null=True, blank=True, related_name="user")
    roles = ArrayField(models.CharField(max_length=30, choices=Role), default=list, blank=True)
    is_active = models.BooleanField(default=True)
    sign_ins_ended = models.PositiveIntegerField(
        default=0, editable=False, help_text="How often everybody signed in with it was sent away for good"
    )
    date_joined = models.DateTimeField(auto_now_add=True)

    objects = UserManager()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS = ["name"]

    class Meta:
        ordering = ["name"]
        constraints = [
            models.CheckConstraint(condition=Q(email=Lower("email")), name="email_address_is_lower_case"),
            models.CheckConstraint(
                condition=Q(roles__contained_by=Role.values), name="account_roles_are_known"
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def get_full_name(self) -> str:
        return self.name

    def get_session_auth_hash(self) -> str:
        """What a session is checked by: a new password ends it for good, and so does switching the account off."""
        return self._unless_ended(super().get_session_auth_hash())

    def get_session_auth_fallback_hash(self) -> Iterator[str]:
        return map(self._unless_ended, super().get_session_auth_fallback_hash())

    def _unless_ended(self, checked_by: str) -> str:
        return f"{checked_by}/{self.sign_ins_ended}" if self.sign_ins_ended else checked_by

    def has_role(self, role: Role) -> bool:
        return self.is_active and role in self.roles

    @property
    def role_labels(self) -> list[str]:
        return [role.label for role in Role if role in self.roles]

    @property
    def is_officer(self) -> bool:
        """May use the officers' workspace at all; which committees is a question for committees.permissions."""
        return self.has_role(Role.DEMOCRATIC_SERVICES) or self.has_role(Role.MONITORING_OFFICER)
