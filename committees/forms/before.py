"""Forms for what comes in before a meeting: apologies, and questions from the public."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django import forms
from django.utils import timezone

from committees.models import Asker, Attendance, Meeting, PublicQuestion
from committees.models.committee import Section
from committees.questions import ASKER_FIELDS
from council.models import Person
from scrutiny.lib.govuk_forms import DateField, Form, ModelForm, TimeField

from .sitting import choose
from .versioned import Versioned, VersionedForm


class OwnApologiesForm(Form):
    reason = forms.CharField(
        label="Reason",
        required=False,
        help_text="Optional. Only the officers of the committee read it",
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class ApologiesForm(Form):
    person = forms.ModelChoiceField(Person.objects.none(), label="Who", empty_label="Choose")
    source = forms.ChoiceField(
        label="How they came",
        choices=[row for row in Attendance.Source.choices if row[0] != Attendance.Source.THEMSELVES],
        initial=Attendance.Source.WRITTEN,
        widget=forms.RadioSelect,
    )
    reason = forms.CharField(
        label="Reason",
        required=False,
        help_text="Only officers read it",
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    def __init__(self, *args: Any, meeting: Meeting, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        seats = meeting.committee.memberships.on(meeting.date)
        places = meeting.substitutions.standing()
        choose(
            self,
            "person",
            Person.objects.filter(pk__in=seats.values("person"))
            | Person.objects.filter(pk__in=places.values("person")),
        )


class QuestionForm(VersionedForm):
    """The words of a question, and apart from them who asked."""

    name = forms.CharField(label="Name of the person", max_length=120)
    email = forms.EmailField(label="Email address", required=False)
    phone = forms.CharField(label="Telephone number", required=False, max_length=40)
    address = forms.CharField(label="Address", required=False, widget=forms.Textarea(attrs={"rows": 3}))
    speaks_for = forms.CharField(label="Organisation they speak for", required=False, max_length=120)

    class Meta:
        model = PublicQuestion
        fields = ["kind", "item", "asked_as", "text"]
        labels = {
            "kind": "What was sent",
            "item": "Agenda item it is about",
            "asked_as": "How the minutes call the person",
            "text": "Question or representation",
        }
        help_texts = {
            "text": "In the words that may be published, without names, addresses or health details"
        }
        widgets = {"kind": forms.RadioSelect, "text": forms.Textarea(attrs={"rows": 5})}

    def __init__(self, *args: Any, meeting: Meeting, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.meeting = meeting
        choose(self, "item", meeting.items.on_agenda().filter(section=Section.PUBLIC))
        kind = self.fields["kind"]
        assert isinstance(kind, forms.ChoiceField)
        kind.choices = PublicQuestion.Kind.choices
        asker = Asker.objects.filter(question=self.instance.pk).first()
        for name in ASKER_FIELDS:
            self.initial[name] = getattr(asker, name, "")

    def differences(self, current: Any) -> list[dict[str, str]]:
        return [row for row in super().differences(current) if row["mine"] != row["theirs"]]

    @property
    def values(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in ("kind", "item", "asked_as", "text")}

    @property
    def asker(self) -> dict[str, str]:
        return {name: self.cleaned_data[name] for name in ASKER_FIELDS}


class NewQuestionForm(QuestionForm):
    received_on = DateField(label="Day it was received")
    received_at = TimeField(label="Time it was received", help_text="Like 4.55pm")
    late_reason = forms.CharField(
        label="Why it is taken although it is late",
        required=False,
        help_text="Only when it came after the deadline",
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        now = timezone.localtime()
        self.initial["received_on"] = now.date()
        self.initial["received_at"] = now.time().replace(second=0, microsecond=0)
        self.order_fields(
            ["kind", "item", "text", "asked_as", *ASKER_FIELDS, "received_on", "received_at", "late_reason"]
        )

    @property
    def moment(self) -> dt.datetime:
        day, time = self.cleaned_data["received_on"], self.cleaned_data["received_at"]
        return timezone.make_aware(dt.datetime.combine(day, time))


class RefuseForm(Form):
    reason = forms.CharField(
        label="Why it is not taken",
        help_text="For the person who sent it. It is not published",
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class AnswerForm(Versioned, ModelForm):
    class Meta:
        model = PublicQuestion
        fields = ["answer"]
        help_texts = {"answer": "As it is published. Leave out who asked"}
        widgets = {"answer": forms.Textarea(attrs={"rows": 8})}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial["version"] = self.instance.version
