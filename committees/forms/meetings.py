from __future__ import annotations

import datetime as dt
from typing import Any

from django import forms
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from committees.models import Committee, Meeting, Publication
from council.models import Person
from scrutiny.lib.govuk_forms import DateField, Form, TimeField

from .versioned import VersionedForm

FIRST_YEAR = 1979  # bank holidays are known from 1978, and a timetable reaches back into the year before
YEARS_AHEAD = 5
ALL = ""
PLACE = ["venue", "contact", "pre_meeting_time", "pre_meeting_place", "pre_meeting_audience"]


class MeetingFilter(Form):
    """What an officer may narrow and order the list of meetings by."""

    PERIODS = [("upcoming", "To come"), ("week", "Next 7 days"), ("past", "Held"), ("all", "All dates")]
    STATES = [
        (ALL, "All states"),
        ("planned", "Not published"),
        ("published", "Agenda published"),
        ("cancelled", "Cancelled"),
    ]
    SORTS = {"date": "start", "committee": "committee__name", "venue": "venue"}

    q = forms.CharField(label="Search", required=False)
    committee = forms.ModelChoiceField(
        Committee.objects.none(), required=False, to_field_name="slug", empty_label="All committees"
    )
    kind = forms.ChoiceField(choices=[(ALL, "All kinds"), *Meeting.Kind.choices], required=False)
    state = forms.ChoiceField(choices=STATES, required=False)
    period = forms.ChoiceField(label="When", choices=PERIODS, required=False)
    sort = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, committees: QuerySet[Committee], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["committee"]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = committees

    def apply(self, meetings: QuerySet[Meeting]) -> QuerySet[Meeting]:
        self.is_valid()
        wanted = getattr(self, "cleaned_data", {})
        meetings = meetings.annotate(is_published=Exists(Publication.objects.filter(meeting=OuterRef("pk"))))
        for word in wanted.get("q", "").split():
            meetings = meetings.filter(
                Q(committee__name__icontains=word)
                | Q(committee__code__iexact=word)
                | Q(reference__icontains=word)
                | Q(venue__icontains=word)
                | Q(items__title__icontains=word)
            ).distinct()
        for name in ("committee", "kind"):
            if wanted.get(name):
                meetings = meetings.filter(**{name: wanted[name]})
        meetings = self.in_state(meetings, wanted.get("state", ALL))
        period = wanted.get("period") or "upcoming"
        return self.ordered(self.in_period(meetings, period), wanted.get("sort", ""), period)

    def in_state(self, meetings: QuerySet[Meeting], state: str) -> QuerySet[Meeting]:
        if state == "cancelled":
            return meetings.filter(state=Meeting.State.CANCELLED)
        if state:
            published = Q(is_published=state == "published")
            return meetings.filter(published, state=Meeting.State.PLANNED)
        return meetings

    def in_period(self, meetings: QuerySet[Meeting], period: str) -> QuerySet[Meeting]:
        now = timezone.now()
        if period == "past":
            return meetings.filter(start__lt=now)
        if period in ("upcoming", "week"):
            meetings = meetings.filter(start__gte=start_of_day(timezone.localdate(now)))
        if period == "week":
            meetings = meetings.filter(start__lt=now + dt.timedelta(days=7))
        return meetings

    def ordered(self, meetings: QuerySet[Meeting], sort: str, period: str) -> QuerySet[Meeting]:
        column = self.SORTS.get(sort.removeprefix("-"))
        if column is None:
            sort, column = default_sort(period), "start"
        return meetings.order_by(f"-{column}" if sort.startswith("-") else column, "start", "pk")


def default_sort(period: str) -> str:
    return "date" if period in ("upcoming", "week") else "-date"


def start_of_day(day: dt.date) -> dt.datetime:
    return timezone.make_aware(dt.datetime.combine(day, dt.time()))


class WhenFields(forms.Form):
    """A date and a time, put together as a moment in London."""

    date = DateField(label="Date")
    time = TimeField(label="Start time", help_text="Like 10:15am or 2pm")

    def clean_date(self) -> dt.date:
        day: dt.date = self.cleaned_data["date"]
        last = timezone.localdate().year + YEARS_AHEAD
        if not FIRST_YEAR <= day.year <= last:
            raise forms.ValidationError(
                f"Date must be between {FIRST_YEAR} and {last}", params={"parts": ["year"]}
            )
        return day

    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        if given.get("date") and given.get("time") is not None and self._is_skipped():
            self.add_error("time", "There is no such time on that day: the clocks go forward from 1am to 2am")
        return given

    def _is_skipped(self) -> bool:
        """Whether the clocks jump over this time; it would silently become another."""
        shown = timezone.localtime(self.start.astimezone(dt.UTC)).time()
        return bool(shown != self.cleaned_data["time"])

    @property
    def start(self) -> dt.datetime:
        return timezone.make_aware(dt.datetime.combine(self.cleaned_data["date"], self.cleaned_data["time"]))


class WhenForm(WhenFields, Form):
    pass


class RescheduleForm(WhenForm):
    # The start the officer has read the warnings about; another start is warned about anew.
    confirmed = forms.CharField(required=False, widget=forms.HiddenInput)

    @property
    def is_confirmed(self) -> bool:
        return str(self.cleaned_data["confirmed"]) == self.start.isoformat()

    def ask_to_confirm(self) -> None:
        """Pressing the button once more then goes ahead with this start."""
        self.data = {**self.data.dict(), "confirmed": self.start.isoformat()}  # type: ignore[attr-defined]


class EditMeetingForm(VersionedForm):
    """Where a meeting is, whom to ask about it, and the private meeting before it."""

    pre_meeting_time = TimeField(
        label="Time of the private pre-meeting", required=False, help_text="Leave blank if there is none"
    )

    class Meta:
        model = Meeting
        fields = PLACE
        labels = {
            "contact": "Contact on the agenda",
            "pre_meeting_place": "Place of the pre-meeting",
            "pre_meeting_audience": "Who comes to the pre-meeting",
        }
        help_texts = {
            "venue": "Room, building and postcode, as the agenda prints it",
            "pre_meeting_audience": "Like “committee members only”",
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        contact = self.fields["contact"]
        assert isinstance(contact, forms.ModelChoiceField)
        contact.queryset = Person.objects.filter(kind=Person.Kind.OFFICER)
        contact.empty_label = "Choose an officer"

    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        if given.get("pre_meeting_place") and given.get("pre_meeting_time", "wrong") is None:
            self.add_error("pre_meeting_time", "Enter the time of the pre-meeting, or remove its place")
        return given


class NewMeetingForm(WhenFields, EditMeetingForm):
    kind = forms.ChoiceField(
        label="Kind of meeting", choices=Meeting.Kind, initial=Meeting.Kind.PUBLIC, widget=forms.RadioSelect
    )
    field_order = ["date", "time", "kind"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        kind = self.fields["kind"]
        kind.choice_hints = {  # type: ignore[attr-defined]
            Meeting.Kind.PUBLIC.value: "Has an agenda for the public, from the committee’s standing items",
            Meeting.Kind.PRE_MEETING.value: "Private, never shown to the public",
        }

    @property
    def details(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in PLACE}


class CancelForm(Form):
    notice = forms.CharField(
        label="Notice to the public",
        help_text="Say why the meeting is cancelled and what happens to its business. It is shown at the top "
        "of the meeting’s public page.",
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": "Enter the notice that the public will read"},
    )


class MonthForm(Form):
    """The month a calendar shows, as 2027-03."""

    month = forms.RegexField(r"^\d{4}-\d{2}$", required=False)

    def first_day(self) -> dt.date:
        today = timezone.localdate()
        if self.is_valid() and self.cleaned_data["month"]:
            year, month = map(int, self.cleaned_data["month"].split("-"))
            if FIRST_YEAR <= year <= today.year + YEARS_AHEAD and 1 <= month <= 12:
                return dt.date(year, month, 1)
        return today.replace(day=1)
