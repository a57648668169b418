"""The papers of a call-in: the notification, the note of the informal meeting, how the hearing goes, the report.

They are written onto an agenda as they stand at that moment; what happens afterwards changes none of them.
"""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from accounts.models import User
from audit.log import record
from committees.agenda import CannotChange, add_item, save_report
from committees.generated_papers import attach_generated
from committees.models import AgendaItem, Meeting
from committees.models.committee import ItemKind, Section
from committees.models.paper import Classification
from committees.papers import classify
from council.calendar_in_force import calendar_in_force
from council.models import Council
from scrutiny.lib.clock import time_words
from scrutiny.lib.cut_off import local_day
from scrutiny.lib.explained import long_date
from scrutiny.lib.working_days import ONE_DAY

from .clocks import hearing_deadline
from .decision_notice import decision_notice
from .models import Attendee, CallIn, Hearing, InformalMeeting, State
from .next_steps import hearing_ahead, informal_meeting
from .submissions import rules_of, window_of

MOST_IN_A_TITLE = 200


def notification(call_in: CallIn) -> dict[str, Any]:
    """The form as it is printed: what was said and by whom, and the part the officer fills in."""
    decision, rules, calendar = call_in.decision, rules_of(call_in.decision), calendar_in_force()
    resolve = None
    if call_in.received_at:
        resolve = hearing_deadline(
            decision.facts(), rules, calendar, received=call_in.received_at, accepted=call_in.accepted_at
        )
    meeting, hearing = informal_meeting(call_in), call_in.hearings.last()
    supporters = call_in.signatures.standing().exclude(person=call_in.lead_id)
    return {
        "council": {"name": Council.objects.get().name},
        "reference": call_in.reference,
        "decision": {
            "title": decision.title,
            "reference": decision.reference,
            "maker": decision.decision_maker,
        },
        "published": day(decision.first_published_at),
        "last_day": long_date(window_of(decision, rules, calendar).last_day.date),
        "resolve_by": long_date(resolve.date) if resolve else "",
        "grounds": [{"text": each.text, "particulars": each.particulars} for each in call_in.grounds.all()],
        "reasons": call_in.reasons,
        "alternative": call_in.alternative,
        "answers": call_in.answers,
        "lead": call_in.lead_name,
        "supporters": [each.name for each in supporters],
        "residents": call_in.resident_signatures,
        "dated": long_date(call_in.form_dated) if call_in.form_dated else "",
        "received": moment(call_in.received_at),
        "informal": day(meeting.start) if meeting else "",
        "education": call_in.is_education,
        "education_invited": day(hearing.education_invited_at) if hearing else "",
        "hearing": long_date(hearing.meeting.date) if hearing and not hearing.called_off_at else "",
        "settled": settled(call_in),
    }


def note(meeting: InformalMeeting) -> dict[str, Any]:
    """The note of the informal meeting, with what was added to it later."""
    call_in = meeting.call_in
    start = timezone.localtime(meeting.start)
    attendees = list(meeting.attendees.all())
    callers = call_in.signatures.standing()
    return {
        "council": {"name": Council.objects.get().name},
        "reference": call_in.reference,
        "decision": {"title": call_in.decision.title, "reference": call_in.decision.reference},
        "when": f"{time_words(start.time())} on {long_date(start.date())}",
        "place": meeting.place,
        "sides": [
            {
                "name": side.label,
                "people": [(each.name, each.role) for each in attendees if each.side == side],
            }
            for side in Attendee.Side
            if any(each.side == side for each in attendees)
        ],
        "callers": [each.name for each in callers],
        "reasons": call_in.reasons,
        "background": meeting.background,
        "discussion": meeting.discussion,
        "undertakings": [(each.number, each.text) for each in call_in.undertakings.all()],
        "offered_by": getattr(call_in.undertakings.first(), "given_by_name", ""),
        "conclusion": meeting.conclusion,
        "addenda": [(long_date(each.dated), each.text) for each in meeting.addenda.all()],
    }


def procedure(call_in: CallIn, hearing: Hearing) -> dict[str, Any]:
    """How the hearing goes, and what the committee can resolve, by the council's own rules."""
    rules = rules_of(call_in.decision)
    return {
        "council": {"name": Council.objects.get().name},
        "reference": call_in.reference,
        "decision": {"title": call_in.decision.title, "reference": call_in.decision.reference},
        "committee": hearing.committee.name,
        "date": long_date(hearing.meeting.date),
        "lead": call_in.lead_name,
        "speakers": [{"who": each.who, "minutes": each.minutes} for each in rules.procedure.speakers],
        "outcomes": [
            OUTCOME_WORDS[each.kind] for each in rules.outcomes.enabled if each.kind in OUTCOME_WORDS
        ],
        "education": call_in.is_education and rules.routing.education_cooptees,
        "attendance": ATTENDANCE_WORDS[rules.triggers.must_attend],
        "report_by": words_of_day(hearing, rules.procedure.report_days),
        "questions_by": words_of_day(hearing, rules.procedure.public_cut_off_days),
        "in_writing_only": rules.procedure.public_in_writing_only,
        "principles": rules.procedure.method == "principles",
        "source": rules.citation("procedure"),
    }


def words_of_day(hearing: Hearing, working_days: int | None) -> str:
    """So many working days before the hearing; blank where the rules say nothing."""
    if working_days is None:
        return ""
    due, calendar = hearing.meeting.date, calendar_in_force()
    for _ in range(working_days):
        due -= ONE_DAY
        while not calendar.is_working_day(due):
            due -= ONE_DAY
    return long_date(due)


ATTENDANCE_WORDS = {
    "none": "",
    "lead": "The lead councillor has to attend.",
    "any_signatory": "At least one of those who signed the call-in has to attend.",
    "all_signatories": "All those who signed the call-in have to attend.",
}


OUTCOME_WORDS = {
    "no_further_action": "Take no further action. The decision then takes effect.",
    "comments_only": "Send comments to the decision maker. The decision then takes effect.",
    "refer_back": "Refer the decision back to the decision maker, with reasons, to be reconsidered.",
    "refer_to_council": "Refer the decision to full council.",
    "adjourn": "Adjourn the hearing to another day.",
}


@transaction.atomic
def put_on_agenda(call_in: CallIn, meeting: Meeting, *, by: User) -> AgendaItem:
    """The report on a call-in as an item of a meeting, with its appendices.

    A hearing gets the procedure sheet as well. Raises CannotChange, with nothing changed.
    """
    call_in = CallIn.objects.select_for_update(of=("self",)).select_related("decision").get(pk=call_in.pk)
    hearing = hearing_ahead(call_in)
    hearing = hearing if hearing and hearing.meeting_id == meeting.pk else None
    if hearing and hearing.item and hearing.item.state == AgendaItem.State.ON_AGENDA:
        raise CannotChange("The papers are on the agenda already.")
    item = add_item(
        meeting,
        title=f"Call-in of decision {call_in.decision.reference}: {call_in.decision.title}"[:MOST_IN_A_TITLE],
        kind=ItemKind.CALL_IN,
        section=Section.PUBLIC,
        by=by,
    )
    save_report(item, version=0, by=by, **cover(call_in, hearing))
    attach_papers(call_in, item, hearing, by=by)
    if hearing:
        hearing.item = item
        hearing.save(update_fields=["item"])
    record("put call-in on agenda", call_in, by=by, meeting=meeting.reference, item=item.pk)
    return item


def attach_papers(call_in: CallIn, item: AgendaItem, hearing: Hearing | None, *, by: User) -> None:
    """A is the notification, B the note where there was a meeting; a hearing has the decision and the sheet too."""
    papers = [("Notification of call-in", "call_in_notification", notification(call_in))]
    meeting = informal_meeting(call_in)
    if meeting and meeting.held_at:
        papers.append(("Note of the informal meeting", "call_in_note", note(meeting)))
    if hearing:
        papers.append(("Decision notice", "decision_notice", decision_notice(call_in.decision)))
        papers.append(("Procedure at the hearing", "call_in_procedure", procedure(call_in, hearing)))
    private = call_in.decision.is_private
    for letter, (title, template, data) in zip("ABCD", papers, strict=False):
        paper = attach_generated(
            item,
            title=title,
            label=f"Appendix {letter}",
            template=template,
            data=data,
            classification=Classification.EXEMPT if private else Classification.PUBLIC,
            by=by,
        )
        if private and call_in.decision.paragraphs:
            # Kept back for the same reason as the decision that it is about.
            version = paper.versions.get()
            classify(version, Classification.EXEMPT, paragraphs=call_in.decision.paragraphs, by=by)


def cover(call_in: CallIn, hearing: Hearing | None) -> dict[str, Any]:
    """The words of the report to committee, which the officer can change on the agenda."""
    decision = call_in.decision
    return {
        "title": f"Call-in of the decision on {decision.title}"[:MOST_IN_A_TITLE],
        "enquiries_to": decision.contact,
        "forward_plan_reference": decision.reference,
        "body": "\n\n".join(paragraphs(call_in)),
        "recommendations": "\n".join(recommendations(call_in, hearing)),
    }


def paragraphs(call_in: CallIn) -> list[str]:
    """What happened, in the order in which it did."""
    decision, meeting = call_in.decision, informal_meeting(call_in)
    said = [
        f"On {day(call_in.received_at)} the decision {decision.reference}, {decision.title}, which was published on"
        f" {day(decision.first_published_at)}, was called in by {callers(call_in)}."
    ]
    said.append(f"The decision can be read at <{settings.SITE_URL}{decision.get_absolute_url()}>.")
    if call_in.stage == State.INVALID:
        said += why_refused(call_in)
    attached = "The Notification of Call-in is attached at Appendix A."
    if meeting and meeting.held_at:
        said.append(f"An informal meeting was held on {day(meeting.start)}.")
        attached = (
            "The Notification of Call-in and the note of that meeting are attached at Appendices A and B."
        )
    said.append(attached)
    undertakings = list(call_in.undertakings.all())
    if undertakings and decision.is_private:
        said.append(f"What {undertakings[0].given_by_name} offered is in the note of that meeting.")
    elif undertakings:
        offers = "\n".join(f"{each.number}. {each.text}" for each in undertakings)
        said.append(f"{undertakings[0].given_by_name} offered:\n\n{offers}")
    if settled(call_in) and call_in.stage != State.INVALID:
        said.append(f"{settled(call_in)}. {call_in.closing_words}".strip())
    return said


def why_refused(call_in: CallIn) -> list[str]:
    """The report of a refusal: who refused it, why, and what the checks found with the rule and the evidence."""
    said = [
        f"{call_in.judged_by_name} found on {day(call_in.closed_at)} that the call-in is not valid. {call_in.judgement}"
    ]
    if call_in.findings:
        # Evidence can quote the form, which is kept back with the decision.
        found = [
            f"- {each['message']} {'' if call_in.decision.is_private else each['evidence']} {each['rule']}"
            f" ({each['citation']})"
            for each in call_in.findings
        ]
        said.append("What the checks found:\n\n" + "\n".join(found))
    return said


def recommendations(call_in: CallIn, hearing: Hearing | None) -> list[str]:
    if hearing:
        return ["To hear the call-in and decide what to do about the decision"]
    asked = ["To note the action taken in this matter"]
    if call_in.undertakings.exists():
        asked.append("To consider building what was offered into the work programme")
    return asked


def callers(call_in: CallIn) -> str:
    supporters = [each.name for each in call_in.signatures.standing().exclude(person=call_in.lead_id)]
    if call_in.resident_signatures:
        return f"{call_in.resident_signatures} residents"
    *first, last = supporters or [""]
    names = f"{', '.join(first)} and {last}" if first else last
    return (
        f"{call_in.lead_name} with the support of {names}"
        if names and call_in.lead_name
        else call_in.lead_name or names
    )


def settled(call_in: CallIn) -> str:
    """How it ended and when; blank while it has not."""
    if call_in.closed_at is None:
        return ""
    return f"{call_in.get_state_display()} on {day(call_in.closed_at)}"


def day(at: datetime | date | None) -> str:
    if at is None:
        return ""
    return long_date(local_day(at) if isinstance(at, datetime) else at)


def moment(at: datetime | None) -> str:
    return f"{time_words(timezone.localtime(at).time())} on {day(at)}" if at else ""
