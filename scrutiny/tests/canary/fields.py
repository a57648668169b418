"""Every field of the product that holds words: a planted one, or a reason why nothing exempt can stand in it."""

from __future__ import annotations

from collections.abc import Iterator

from django.apps import apps
from django.db import models
from django.db.models.functions import Cast

from .tokens import BEGINNING

# Words that everybody may read, or will once they are published with the rest.
PUBLIC = """
Adjournment.reason AgendaItem.exempt_reason AgendaItem.note AgendaItem.title AnnualEdition.data AnnualReport.texts
CallIn.closing_words CallIn.effect CallIn.effect_before CallIn.findings CallIn.judgement CallIn.route
CallInGround.particulars CallInGround.text Correction.after Correction.before Correction.field Correction.reason
CouncilReferral.reasons CouncilReferral.words Decision.call_in_why Decision.consent_role Decision.effect
Decision.exclusion_reason Decision.key_reason Decision.private_reason Decision.withdrawn_reason
DecisionCalendarEffect.after
DecisionCalendarEffect.before DecisionCalendarEffect.name Evidence.correction Exclusion.resolution
ExecutivePaper.label ExecutivePaper.title GeneralException.taken_back_reason GeneralException.why_impracticable
Hearing.short_notice_reason MinuteEntry.clerk_note MinuteEntry.considered MinuteEntry.public_summary MinuteEntry.text
Minutes.opening NoteAddendum.text Outcome.effect Outcome.views Outcome.words Paper.label Paper.title
PlannedDecision.key_reason PlannedDecision.period PlannedDecision.private_reason PlannedDecision.withdrawn_reason
PrivateMeetingNotice.reasons PrivateMeetingNotice.representations PrivateMeetingNotice.response
PrivateMeetingNotice.taken_back_reason PrivateMeetingNotice.unavailable Progress.words ProgrammeSettings.action_required
ProgrammeSettings.report_body ProgrammeSettings.watches PublicQuestion.answer PublicQuestion.late_reason
PublicQuestion.state_reason PublicQuestion.text Publication.reason Publication.short_notice_reason
Recommendation.progress Recommendation.withdrawn_reason RecommendationStep.owner_name RecommendationStep.text
Reconsideration.factors Reconsideration.new_wording Reconsideration.reasons Report.answers
Report.forward_plan_reference Response.action Response.given_by Response.reason Review.due_told Review.ended_reason
ReviewExtension.agreed_by ReviewExtension.reason Sending.addressee Sending.due_told Sending.notice Slip.from_period
Slip.reason Slip.to_period SpecialUrgency.taken_back_reason SpecialUrgency.unavailable SpecialUrgency.why_urgent
Suggestion.planned_when Suggestion.public_title Suggestion.reason Topic.dropped_reason Topic.result TopicOrigin.words
Undertaking.text Undertaking.timing UndertakingAddendum.text UrgentBusiness.circumstances Webcast.marks Webcast.url
"""
# The council's own settings, and the names, posts and places of its people and meetings.
SETTINGS = """
Attendance.name_as_printed Attendance.post Attendee.name Attendee.role CalendarDay.added_by_name CalendarDay.name
CalendarDay.reason CalendarDay.withdrawn_by_name CallIn.chair_consent_name CallIn.judged_by_name CallIn.lead_name
CallInGround.certified_by_name Committee.name Committee.pre_meeting_audience Committee.pre_meeting_place
Committee.remit Committee.report_pattern Committee.venue Council.address Council.alternative_formats
Council.brand_colour Council.brand_text_colour Council.chair_word Council.contact_email Council.contact_phone
Council.cooptees_heading Council.decision_pattern Council.name Council.short_name Council.vice_chair_word
Council.ward_word Council.website CouncilReferral.recorded_by_name Criterion.name Criterion.question CyclePattern.venue
CyclePlan.name Decision.consent_name Decision.decision_maker ElectionPeriod.name ExecutiveMember.portfolio
ExemptParagraph.jurisdiction ExemptParagraph.text GeneralException.told_names Group.name Group.short_name
Hearing.arranged_by_name InformationText.body InformationText.title InterestType.citation InterestType.name
Invitation.sent_to Meeting.cancellation_notice Meeting.pre_meeting_audience Meeting.pre_meeting_place
Meeting.short_notice_reason Meeting.venue Membership.reason Minutes.checked_by Minutes.officers_present
Minutes.others_present Minutes.signed_by NoteAddendum.added_by_name OutsideAttendance.body Outcome.recorded_by_name
Person.email Person.family_name Person.given_name Person.organisation Person.phone Person.post Person.printed_name
Person.represents PlannedDecision.decision_maker PlannedDecision.maker_members PrivateMeetingNotice.agreed_name
ProgrammeSection.heading ProgrammeSection.when_empty ProposedMeeting.venue PublicQuestion.asked_as
Reconsideration.recorded_by_name Reconsideration.referred_by ReportTemplate.name ReportTemplateEdition.holds
ReviewKind.name RuleSet.council RuleSet.made_by_name RuleSet.note RuleSet.preset RuleSet.rules RuleSet.source
RuleSet.vintage Signature.group_name Signature.name SpecialUrgency.agreed_name StandingItem.note StandingItem.title
StandingText.body StandingText.title Subscriber.address TimetableStep.citation TimetableStep.name
Undertaking.given_by_name
UndertakingAddendum.added_by_name User.email User.name User.password Ward.name
"""
# What the product writes itself, for books, reminders and search. Nothing exempt may ever get into these.
OWN_WORDS = """
AccessRequest.explanation ActionReply.name Alert.search Attempt.detail Attempt.message_id Build.error Build.lateness
BuildPart.message CalendarEffect.after CalendarEffect.before CalendarEffect.name ChangedSubject.subject_type
ConsolidatedEdition.agenda ConsolidatedEdition.manifest Conversion.file Due.subject_type Edition.template_version
EditionCopy.reader_name Entry.actor_name Entry.page Entry.place Entry.subject_name Entry.subject_type Entry.verb
ExecutivePaper.findings FormatRequest.explanation Line.subject_type MeetingDate.explanation MeetingDate.name
Paper.problem
PaperCopy.reader_name PaperVersion.data PaperVersion.template ProgrammeImport.fates Publication.overrides
RecommendationNumber.series Reminder.about Reminder.audience Reminder.channel Reminder.deadline_name
Reminder.due_local Reminder.kind Reminder.last_error Reminder.message_id Reminder.offset Reminder.part
Reminder.recipient Reminder.subject_type Reminder.why ReminderRule.kind ReminderRule.overdue_subject
ReminderRule.overdue_text ReminderRule.subject ReminderRule.text ReportNumber.series Sending.database
Sending.held_because TrackerSettings.pattern Word.word
"""
# Like others of the same page that have a planted word: who asked for a format, a file's name, a reason for officers.
LIKE_OTHERS = """
Action.state_reason ApprovedAbsence.reason Asker.phone Conversion.name FormatRequest.address FormatRequest.answer
FormatRequest.email FormatRequest.page FormatRequest.phone InformalMeeting.background InformalMeeting.conclusion
InformalMeeting.discussion InformalMeeting.invited InformalMeeting.place Paper.unconverted_name PaperVersion.ground
ReplyFile.original_name
"""
WITHOUT_A_WORD = {name for names in (PUBLIC, SETTINGS, OWN_WORDS, LIKE_OTHERS) for name in names.split()}
# Which of these a run plants depends on whether there is an office program to turn a Word file into pages.
EITHER_WAY = {"Conversion.file", "Conversion.name", "Paper.unconverted_name"}

APPS = (
    "accounts",
    "alerts",
    "audit",
    "callins",
    "committees",
    "council",
    "reminders",
    "search",
    "workprogramme",
)
WORDS = (models.CharField, models.TextField, models.JSONField)


def fields() -> Iterator[models.Field]:  # type: ignore[type-arg]
    """Without the books of history, which repeat their tables, and what is chosen from a list."""
    for app in APPS:
        for model in apps.get_app_config(app).get_models():
            if not model.__name__.endswith("Event"):
                yield from (
                    field
                    for field in model._meta.concrete_fields
                    if isinstance(field, WORDS) and not field.choices and not is_a_code(field)
                )


def is_a_code(field: models.Field) -> bool:  # type: ignore[type-arg]
    """Made by the product: a digest, a key, a reference."""
    return field.name in {
        "sha256",
        "key",
        "content_key",
        "digest",
        "slug",
        "reference",
        "token_sha256",
        "code",
    }


def name_of(field: models.Field) -> str:  # type: ignore[type-arg]
    return f"{field.model.__name__}.{field.name}"


def holds_a_word(field: models.Field) -> bool:  # type: ignore[type-arg]
    rows = field.model._default_manager.annotate(said=Cast(field.name, models.TextField()))
    return rows.filter(said__contains=BEGINNING).exists()
