"""Forms for the accounts of people who sign in."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import Q, QuerySet

from accounts.models import Role, User
from committees.models import Committee
from council.models import Person
from council.names import matching
from scrutiny.lib.govuk_forms import Form

ROLE_HINTS = {
    Role.DEMOCRATIC_SERVICES.value: "Runs committees: makes agendas, builds and publishes packs",
    Role.MONITORING_OFFICER.value: "Runs every committee, and may set the council up",
    Role.REPORT_AUTHOR.value: "Writes reports for committees",
    Role.ADMINISTRATOR.value: "Sets the council up and keeps accounts; reads no exempt paper",
}


class AccountFilter(Form):
    q = forms.CharField(
        label="Name or email address", required=False, widget=forms.TextInput(attrs={"autocomplete": "off"})
    )
    role = forms.ChoiceField(
        label="Role",
        required=False,
        choices=[("", "Any"), *Role.choices, ("none", "None: councillors and others")],
    )

    def found(self) -> QuerySet[User]:
        wanted = self.cleaned_data if self.is_valid() else {}
        accounts = matching(User.objects.all(), wanted.get("q", ""), "name", "email")
        if wanted.get("role") == "none":
            accounts = accounts.filter(roles=[])
        elif wanted.get("role"):
            accounts = accounts.filter(roles__contains=[wanted["role"]])
        return accounts.select_related("person").order_by("-is_active", "name", "pk")


class PersonChoice(forms.ModelChoiceField):  # type: ignore[type-arg]
    def label_from_instance(self, obj: Any) -> str:
        return f"{obj.family_name}, {obj.given_name} ({obj.get_kind_display().lower()})"


class AccountForm(Form):
    name = forms.CharField(label="Name", max_length=120, help_text="Shown beside what they do")
    email = forms.EmailField(label="Email address", help_text="To sign in with")
    roles = forms.MultipleChoiceField(
        label="Roles",
        required=False,
        choices=Role.choices,
        widget=forms.CheckboxSelectMultiple,
        help_text="None for a councillor, who sees the papers of the committees they sit on",
    )
    committees = forms.ModelMultipleChoiceField(
        Committee.objects.current(),
        label="Committees that a democratic services officer runs",
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    person = PersonChoice(
        Person.objects.all(),
        label="The same person among the council’s people",
        required=False,
        empty_label="Nobody",
        help_text="A councillor or co-opted member sees their committees’ papers by it",
    )

    def __init__(self, *args: Any, account: User | None = None, **kwargs: Any) -> None:
        if account:
            kwargs["initial"] = {
                "name": account.name,
                "email": account.email,
                "roles": account.roles,
                "committees": [scope.committee_id for scope in account.scopes.all()],
                "person": account.person_id,
            }
        super().__init__(*args, **kwargs)
        self.account = account
        self.fields["roles"].choice_hints = ROLE_HINTS  # type: ignore[attr-defined]
        person = self.fields["person"]
        assert isinstance(person, forms.ModelChoiceField)
        free = Q(user=None) | Q(user=account) if account else Q(user=None)
        person.queryset = Person.objects.filter(free).order_by("family_name", "given_name")
        committees = self.fields["committees"]
        assert isinstance(committees, forms.ModelMultipleChoiceField)
        if account:
            # One that has ended stays with those who ran it, or saving would take it away unseen.
            committees.queryset = Committee.objects.filter(
                Q(ended_on=None) | Q(scopes__user=account)
            ).distinct()

    def clean_email(self) -> str:
        email = str(self.cleaned_data["email"]).strip().lower()
        others = User.objects.filter(email=email)
        if self.account:
            others = others.exclude(pk=self.account.pk)
        if others.exists():
            raise forms.ValidationError("Somebody has an account with this address already")
        return email


class OfficersForm(Form):
    officers = forms.ModelMultipleChoiceField(
        User.objects.none(),
        label="Who runs the committee?",
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="They make its agendas and read its exempt papers. The monitoring officer always can.",
    )

    def __init__(self, *args: Any, committee: Committee, **kwargs: Any) -> None:
        chosen = list(committee.scopes.values_list("user", flat=True))
        super().__init__(*args, initial={"officers": chosen}, **kwargs)
        field = self.fields["officers"]
        assert isinstance(field, forms.ModelMultipleChoiceField)
        working = Q(is_active=True, roles__contains=[Role.DEMOCRATIC_SERVICES])
        field.queryset = User.objects.filter(working | Q(pk__in=chosen)).order_by("name")
