"""The steps of a call-in on the desk: one page for each, one table that says what it asks and what it does."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.html import format_html

from accounts.http import SignedInRequest
from accounts.models import User
from callins import informal, workflow
from callins.call_in_gates import call_in_to_run
from callins.forms import finding
from callins.forms import stages as forms
from callins.making import certify_ground, give_chairs_consent
from callins.models import CallIn
from callins.next_steps import hearing_ahead, informal_meeting, may_take
from callins.rejections import refuse_and_report, report_to
from callins.reports import put_on_agenda
from callins.submissions import rules_of
from committees.agenda import CannotChange
from committees.views.form_pages import Crumbs, done, form_response
from committees.views.meetings import form_page

Verb = Callable[[CallIn, User, Any], object]


@dataclass(frozen=True, slots=True)
class StepPage:
    heading: str
    form: type[forms.StepForm]
    verb: Verb
    success: str
    button: str = "Save"
    intro: str = ""
    warning: bool = False


def judge(call_in: CallIn, by: User, form: Any) -> object:
    given = {"judgement": form.cleaned_data["judgement"], "version": form.opened_on, "by": by}
    verbs = {
        finding.VALID: workflow.accept,
        finding.CURE: workflow.ask_to_put_right,
        finding.INVALID: refuse_and_report,
    }
    return verbs[form.cleaned_data["finding"]](call_in, **given)


def write_note(call_in: CallIn, by: User, form: Any) -> object:
    fields = {name: form.cleaned_data[name] for name in ("place", "background", "discussion", "conclusion")}
    return informal.write_note(held(call_in), by=by, attendees=form.attendees(), start=form.start, **fields)


def call_meeting(call_in: CallIn, by: User, form: Any) -> object:
    given = {name: form.cleaned_data[name] for name in ("place", "invited")}
    return workflow.call_informal_meeting(call_in, start=form.start, by=by, **given)


def add_to_undertaking(call_in: CallIn, by: User, form: Any) -> object:
    values = dict(form.cleaned_data)
    return informal.add_to_undertaking(values.pop("undertaking"), by=by, **values)


def papers(call_in: CallIn, by: User, form: Any) -> object:
    hearing = hearing_ahead(call_in)
    if hearing is None:
        raise CannotChange("No hearing is arranged any more.")
    return put_on_agenda(call_in, hearing.meeting, by=by)


def held(call_in: CallIn) -> Any:
    meeting = informal_meeting(call_in)
    if meeting is None:
        raise CannotChange("No informal meeting has been called.")
    return meeting


def report(call_in: CallIn, by: User, form: Any) -> object:
    return report_to(call_in, form.cleaned_data["meeting"], by=by)


def conclude(call_in: CallIn, by: User, form: Any) -> object:
    return workflow.conclude(call_in, by=by, views=form.views, **form.resolved)


def certify(call_in: CallIn, by: User, form: Any) -> object:
    return certify_ground(form.cleaned_data["ground"], name=form.cleaned_data["certified_by"], by=by)


def with_values(verb: Callable[..., object]) -> Verb:
    """A verb that takes what the form asks for by the same names."""
    return lambda call_in, by, form: verb(call_in, by=by, **form.cleaned_data)


STEPS = {
    "judge": StepPage("Is the call-in valid?", finding.JudgeForm, judge, "Your finding is saved."),
    "put-right": StepPage(
        "Record that it was put right",
        finding.PutRightForm,
        lambda call_in, by, form: workflow.put_right(call_in, at=form.at, by=by),
        "It is back with you, to be checked again.",
        button="It was put right",
        intro="The time of receipt stays the first. The checks look at it as it is now.",
    ),
    "informal-meeting": StepPage(
        "Call the informal meeting", forms.InformalForm, call_meeting, "The informal meeting is called."
    ),
    "note": StepPage("Note of the informal meeting", forms.NoteForm, write_note, "The note is saved."),
    "agree-note": StepPage(
        "Agree the note",
        forms.ConfirmForm,
        lambda call_in, by, form: informal.agree_note(held(call_in), by=by),
        "The note is agreed.",
        button="The note is agreed",
        intro="After this it is not changed any more. What happens later is added to it, with its date.",
    ),
    "add-to-note": StepPage(
        "Add to the note",
        forms.DatedForm,
        lambda call_in, by, form: informal.add_to_note(held(call_in), by=by, **form.cleaned_data),
        "It is added to the note.",
    ),
    "undertaking": StepPage(
        "Record an undertaking",
        forms.UndertakingForm,
        with_values(informal.give_undertaking),
        "The undertaking is recorded.",
    ),
    "add-to-undertaking": StepPage(
        "Add to an undertaking", forms.AddToUndertakingForm, add_to_undertaking, "It is added."
    ),
    "hearing": StepPage(
        "Arrange the hearing",
        forms.HearingForm,
        with_values(workflow.arrange_hearing),
        "The hearing is arranged.",
    ),
    "papers": StepPage(
        "Put the papers on the agenda",
        forms.ConfirmForm,
        papers,
        "The report and its appendices are on the agenda.",
        button="Put them on the agenda",
        intro="The report, the notification, the note of the informal meeting and the procedure sheet are made from"
        " what is recorded now. You can change the report on the agenda.",
    ),
    "report": StepPage(
        "Report it to a meeting",
        forms.MeetingForm,
        report,
        "The report and its appendices are on the agenda.",
        button="Put the report on the agenda",
    ),
    "call-off": StepPage(
        "Call the hearing off",
        forms.ReasonForm,
        with_values(workflow.call_off_hearing),
        "The hearing is called off. Arrange another one.",
        button="Call the hearing off",
        warning=True,
    ),
    "outcome": StepPage("Record the outcome", forms.OutcomeForm, conclude, "The outcome is recorded."),
    "reconsidered": StepPage(
        "Record the reconsideration",
        forms.ReconsideredForm,
        with_values(workflow.reconsider),
        "The reconsideration is recorded.",
    ),
    "council": StepPage(
        "Record what full council decided",
        forms.CouncilForm,
        with_values(workflow.council_considered),
        "What council decided is recorded.",
    ),
    "withdraw": StepPage(
        "Record that it is withdrawn",
        forms.WithdrawForm,
        with_values(workflow.withdraw),
        "The call-in is withdrawn.",
        button="Record the withdrawal",
        warning=True,
    ),
    "lapse": StepPage(
        "Record that it has lapsed",
        forms.ConfirmForm,
        with_values(workflow.lapse),
        "The call-in has lapsed.",
        button="It has lapsed",
        warning=True,
    ),
    "overtake": StepPage(
        "The decision will not be carried out",
        forms.ReasonForm,
        with_values(workflow.overtake),
        "The call-in is closed.",
        button="Close the call-in",
        warning=True,
    ),
    "signature": StepPage(
        "Record that a signature is taken back",
        forms.LeaveForm,
        with_values(workflow.leave),
        "The signature is taken back.",
        button="It is taken back",
        warning=True,
    ),
    "certify": StepPage("Record a certificate", forms.CertifyForm, certify, "The certificate is recorded."),
    "consent": StepPage(
        "Record the chair’s consent",
        forms.ConsentForm,
        with_values(give_chairs_consent),
        "The chair’s consent is recorded.",
    ),
}


def say_if_too_late(request: SignedInRequest, form: Any) -> None:
    """What is put onto an agenda that is out already reaches nobody until a supplement is published."""
    hearing = hearing_ahead(form.call_in)
    meeting = form.cleaned_data.get("meeting") or (hearing.meeting if hearing else None)
    if meeting is None or not meeting.publications.exists():
        return
    link = reverse("workspace:supplement", args=[meeting.reference])
    messages.warning(
        request,
        format_html(
            "The agenda of {} is published already. "
            '<a class="govuk-link" href="{}">Build a supplement</a> so that members and the public get these papers.',
            meeting,
            link,
        ),
    )


def crumbs_to(call_in: CallIn) -> Crumbs:
    return [
        ("Call-ins", reverse("workspace:call_ins")),
        (call_in.reference, reverse("workspace:call_in", args=[call_in.reference])),
    ]


@login_required
@form_page
def step(request: SignedInRequest, reference: str, name: str) -> HttpResponse:
    call_in, page = call_in_to_run(request.user, reference), STEPS.get(name)
    if page is None:
        raise Http404
    if not may_take(call_in, rules_of(call_in.decision), name):
        messages.error(
            request, f"The call-in is “{call_in.get_state_display().lower()}” now, so this step is not open."
        )
        return redirect("workspace:call_in", reference)
    form = page.form(request.POST if request.method == "POST" else None, call_in=call_in)
    if done(form, lambda: page.verb(call_in, request.user, form)):
        messages.success(request, page.success)
        if name in ("papers", "report"):
            say_if_too_late(request, form)
        return redirect("workspace:call_in", reference)
    about = {"submit_label": page.button, "submit_warning": page.warning, "intro": page.intro or form.intro()}
    caption = f"{call_in.reference}, {call_in.decision.title}"
    return form_response(request, form, page.heading, crumbs_to(call_in), caption=caption, **about)
