"""Forms for access: giving it, keeping somebody from an item, substitutes, requests, releases."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from accounts.models import Role, User
from committees.access import usual_last_day
from committees.models import AgendaItem, Committee, Grant, Meeting, Paper, PaperVersion
from committees.models.paper import Classification
from committees.permissions import meetings_run_by
from council.models import Person
from scrutiny.lib.govuk_forms import DateField, Form

EVERY_PAPER = "Every paper of the item"


def people_who_sign_in() -> QuerySet[User]:
    return User.objects.filter(is_active=True).order_by("name")


class AccountChoice(forms.ModelChoiceField):  # type: ignore[type-arg]
    def label_from_instance(self, obj: Any) -> str:
        return f"{obj.name} ({obj.email})"


class GrantForm(Form):
    user = AccountChoice(people_who_sign_in(), label="Who", empty_label="Choose")
    paper = forms.ModelChoiceField(
        Paper.objects.none(), label="What", required=False, empty_label=EVERY_PAPER
    )
    basis = forms.ChoiceField(
        label="Because",
        choices=[row for row in Grant.Basis.choices if row[0] != Grant.Basis.REQUEST],
        initial=Grant.Basis.NEED_TO_KNOW,
        widget=forms.RadioSelect,
    )
    reason = forms.CharField(
        label="Reason", help_text="Kept with the access, and never shown to the public", widget=forms.Textarea
    )
    expires_on = DateField(label="Last day", help_text="They can read it until the end of this day")
    includes_confidential = forms.BooleanField(label="Confidential papers too", required=False)

    def __init__(self, *args: Any, item: AgendaItem, **kwargs: Any) -> None:
        kwargs["initial"] = {"expires_on": usual_last_day(timezone.localdate())}
        super().__init__(*args, **kwargs)
        paper = self.fields["paper"]
        assert isinstance(paper, forms.ModelChoiceField)
        paper.queryset = item.papers.filter(removed_at=None)


class DenialForm(Form):
    user = AccountChoice(people_who_sign_in(), label="Who", empty_label="Choose")
    reason = forms.CharField(
        label="Reason",
        help_text="The interest they declared, or that the item is about them",
        widget=forms.Textarea,
    )


class AuthorForm(Form):
    user = AccountChoice(
        people_who_sign_in().filter(roles__contains=[Role.REPORT_AUTHOR]),
        label="Author",
        empty_label="Choose",
    )


class SubstituteForm(Form):
    person = forms.ModelChoiceField(Person.objects.none(), label="Substitute", empty_label="Choose")
    in_place_of = forms.ModelChoiceField(Person.objects.none(), label="In place of", empty_label="Choose")

    def __init__(self, *args: Any, meeting: Meeting, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        person, member = self.fields["person"], self.fields["in_place_of"]
        assert isinstance(person, forms.ModelChoiceField)
        assert isinstance(member, forms.ModelChoiceField)
        seats = meeting.committee.memberships.on(meeting.date)
        person.queryset = Person.objects.in_office(meeting.date).exclude(pk__in=seats.values("person"))
        member.queryset = Person.objects.filter(pk__in=seats.values("person"))


class BreakGlassForm(Form):
    committee = forms.ModelChoiceField(
        Committee.objects.current(), label="Committee", empty_label="Choose", to_field_name="slug"
    )
    reason = forms.CharField(
        label="Reason",
        help_text="Sent to the other monitoring officers and to the officers of the committee",
        widget=forms.Textarea,
    )


class AskForm(Form):
    committee = forms.ModelChoiceField(Committee.objects.none(), label="Committee", empty_label="Choose")
    document = forms.CharField(
        label="Which document?",
        help_text="Its title and date, or the decision it was written for",
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    relevance = forms.CharField(
        label="What do you need it for?",
        help_text="The decision you are scrutinising, or the review in the work programme",
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(self, *args: Any, committees: QuerySet[Committee], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        committee = self.fields["committee"]
        assert isinstance(committee, forms.ModelChoiceField)
        committee.queryset = committees


class PaperChoice(forms.ModelChoiceField):  # type: ignore[type-arg]
    def label_from_instance(self, obj: Any) -> str:
        meeting = obj.item.meeting
        return f"{meeting.committee.code} {meeting.date:%-d %B %Y}: {obj.restricted_title or obj}"


class AnswerForm(Form):
    answer = forms.ChoiceField(
        label="Your answer",
        choices=[("granted", "They may read it"), ("refused", "They may not read it")],
        widget=forms.RadioSelect,
    )
    paper = PaperChoice(
        Paper.objects.none(),
        label="Paper",
        help_text="If it is in Scrutiny: they can read it at once. A copy of any other you send them yourself",
        empty_label="It is not in Scrutiny",
        required=False,
    )
    reasons = forms.CharField(
        label="Reasons",
        help_text="Needed when you refuse. The committee is given them in writing",
        required=False,
        widget=forms.Textarea,
    )

    def __init__(self, *args: Any, by: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choice = self.fields["paper"]
        assert isinstance(choice, forms.ModelChoiceField)
        kept_back = PaperVersion.objects.filter(
            current=True, published_at__isnull=False, classification=Classification.EXEMPT
        )
        choice.queryset = (
            Paper.objects.filter(item__meeting__in=meetings_run_by(by), pk__in=kept_back.values("paper"))
            .select_related("item__meeting__committee")
            .order_by("-item__meeting__start", "item__order", "order")
        )


class ReleaseForm(Form):
    reason = forms.CharField(
        label="Why can it be public now?",
        help_text="Why the public interest no longer keeps it back. Somebody else must confirm the release",
        widget=forms.Textarea,
    )


REGISTER_SORTS = {
    "review": ["review_on", "pk"],
    "-review": ["-review_on", "-pk"],
    "paper": ["paper__title", "pk"],
    "-paper": ["-paper__title", "-pk"],
    "meeting": ["paper__item__meeting__start", "pk"],
    "-meeting": ["-paper__item__meeting__start", "-pk"],
}


class RegisterFilter(Form):
    q = forms.CharField(
        label="Title", required=False, max_length=100, widget=forms.TextInput(attrs={"autocomplete": "off"})
    )
    paragraph = forms.CharField(label="Paragraph", required=False, max_length=4)
    review = forms.ChoiceField(
        label="Review", required=False, choices=[("", "Any"), ("due", "Due now"), ("none", "No date")]
    )
    sort = forms.CharField(required=False, widget=forms.HiddenInput)

    def found(self, versions: QuerySet[PaperVersion]) -> QuerySet[PaperVersion]:
        wanted = self.cleaned_data if self.is_valid() else {}
        if words := wanted.get("q"):
            title = Q(paper__title__icontains=words) | Q(paper__restricted_title__icontains=words)
            versions = versions.filter(title | Q(paper__item__title__icontains=words))
        if wanted.get("paragraph"):
            versions = versions.filter(paragraphs__contains=[wanted["paragraph"].upper()])
        if wanted.get("review") == "due":
            versions = versions.filter(review_on__lte=timezone.localdate())
        if wanted.get("review") == "none":
            versions = versions.filter(review_on=None)
        return versions.order_by(*REGISTER_SORTS.get(wanted.get("sort", ""), REGISTER_SORTS["review"]))


def kept_back(versions: QuerySet[PaperVersion]) -> QuerySet[PaperVersion]:
    """What the register lists: current exempt and confidential versions that no public one has replaced."""
    public = (
        PaperVersion.objects.current().public().filter(paper=OuterRef("paper"), released_at__isnull=False)
    )
    current = versions.filter(current=True, paper__removed_at=None).exclude(
        classification=Classification.PUBLIC
    )
    return current.filter(~Q(Exists(public)))
