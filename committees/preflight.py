"""What stands in the way of publishing, or needs a reason that is kept with the publication."""

from __future__ import annotations

from datetime import date

from django.db.models import Exists, OuterRef, QuerySet

from accounts.models import User
from council.calendar_in_force import calendar_in_force

from .calendar_changes import notice_in_breach, notice_of
from .contents import content_key
from .findings import Finding, Weight
from .meeting_dates import agenda_deadline, in_words
from .models import AgendaItem, Build, Meeting, Paper, PaperVersion
from .models.committee import ItemKind, Section
from .models.paper import Classification
from .models.publication import PublicationKind
from .preflight_reports import about_the_reports
from .preflight_safety import about_what_nobody_sees
from .preflight_supplement import about_a_file, about_a_supplement, versions_in
from .timetable import agenda_publication_deadline

__all__ = ["Finding", "Weight", "check"]

WHEN_NOTICE_IS_LOST = (
    "What was published stays as it was. Take the monitoring officer's advice: the meeting may be moved to a "
    "later day, or the chair may agree to take items as urgent and have the reason minuted."
)


def check(meeting: Meeting, build: Build | None, *, today: date, by: User | None = None) -> list[Finding]:
    """Everything found, the most serious first. `build` is the pack that `by` would publish."""
    papers = _papers(meeting)
    if build is not None and build.kind == PublicationKind.SUPPLEMENT:
        papers = papers.filter(versions__in=versions_in(build))
        about = [*about_a_supplement(meeting, build, today=today)]
    else:
        about = [*_about_the_notice(meeting, today), *_about_the_papers(meeting), *about_the_reports(meeting)]
    findings = [
        *_about_the_meeting(meeting, today),
        *about,
        *_about_the_build(meeting, build),
        *_about_exemptions(papers),
        *_about_exempt_items(meeting),
        *about_what_nobody_sees(papers, build, by),
    ]
    return sorted(findings, key=lambda finding: list(Weight).index(finding.weight))


def _about_the_meeting(meeting: Meeting, today: date) -> list[Finding]:
    found = []
    if meeting.kind != Meeting.Kind.PUBLIC:
        found.append(
            Finding(
                "private",
                Weight.STOPS,
                f"This is a {meeting.get_kind_display().lower()}, not a public meeting.",
                "Only a public meeting has an agenda to publish.",
            )
        )
    if meeting.is_cancelled:
        found.append(Finding("cancelled", Weight.STOPS, "The meeting is cancelled."))
    if not meeting.items.on_agenda().exists():
        found.append(Finding("empty", Weight.STOPS, "The agenda has no items."))
    if meeting.date < today:
        found.append(Finding("past", Weight.NOTE, "The meeting has already been held."))
    return found


def _about_the_notice(meeting: Meeting, today: date) -> list[Finding]:
    """Five clear days: Local Government Act 1972 s.100A(6)(a) and s.100B(3)."""
    if meeting.publications.exists():
        return _about_notice_lost(meeting)
    calendar = calendar_in_force()
    by_law = agenda_publication_deadline(meeting.date, calendar).date
    if meeting.kind != Meeting.Kind.PUBLIC or meeting.date < today:
        return []
    if today <= by_law:
        return [
            *_about_a_reason_not_needed(meeting),
            *_about_our_own_notice(agenda_deadline(meeting, calendar).date, today),
        ]
    if meeting.short_notice_reason:
        return [
            Finding("short_notice", Weight.NOTE, "The agenda prints why it gives less than five clear days.")
        ]
    return [
        Finding(
            "short_notice",
            Weight.STOPS,
            f"Five clear days' notice needed publication by {in_words(by_law)}.",
            "The agenda is then convened at shorter notice, and it prints the reason. "
            "Give the reason below; the pack is built again with it.",
        )
    ]


def _about_a_reason_not_needed(meeting: Meeting) -> list[Finding]:
    """The meeting was moved, or the calendar changed, after the reason for short notice was given."""
    if not meeting.short_notice_reason:
        return []
    return [
        Finding(
            "short_notice_over",
            Weight.NOTE,
            "The agenda prints a reason for short notice, and five clear days can be given.",
            "Remove the reason below, unless it should stay.",
        )
    ]


def _about_our_own_notice(deadline: date, today: date) -> list[Finding]:
    """A committee may ask for more than five clear days; missing that breaks no law."""
    if today <= deadline:
        return []
    return [
        Finding(
            "own_notice",
            Weight.NOTE,
            f"The committee's own timetable asked for publication by {in_words(deadline)}.",
            "Five clear days are still given, so the law is kept.",
        )
    ]


def _about_notice_lost(meeting: Meeting) -> list[Finding]:
    """Published on time, until the calendar changed or the meeting moved. Nothing published is rewritten."""
    effect = notice_in_breach(meeting)
    if effect is None:
        return _about_notice_after_a_move(meeting)
    return [
        Finding(
            "notice_lost",
            Weight.NOTE,
            f"{effect.change.name}, {in_words(effect.change.date)}, left the agenda with too little notice. "
            f"{effect.after}",
            WHEN_NOTICE_IS_LOST,
        )
    ]


def _about_notice_after_a_move(meeting: Meeting) -> list[Finding]:
    """A meeting moved to an earlier day after its agenda was out; short notice with a reason is no surprise."""
    notice = notice_of(meeting, calendar_in_force())
    if notice is None or notice.enough or meeting.short_notice_reason:
        return []
    return [Finding("notice_short", Weight.NOTE, notice.in_words(), WHEN_NOTICE_IS_LOST)]


def _about_the_build(meeting: Meeting, build: Build | None) -> list[Finding]:
    if build is None or build.state != Build.State.BUILT:
        return [
            Finding(
                "not_built",
                Weight.STOPS,
                "The pack has not been built yet.",
                "Build it and look at it first.",
            )
        ]
    if build.content_key != content_key(meeting):
        return [
            Finding(
                "out_of_date",
                Weight.STOPS,
                "The agenda or its papers have changed since the pack was built.",
                "Build it again, so that what you publish is what you have seen.",
            )
        ]
    last = meeting.publications.order_by("-number").first()
    if last is not None and build.follows < last.number and build.content_key != last.content_key:
        return [
            Finding(
                "overtaken",
                Weight.STOPS,
                f"{last.title} has been published since this was built.",
                "Build it again, so that its page numbers go on from there.",
            )
        ]
    return []


def _papers(meeting: Meeting) -> QuerySet[Paper]:
    return Paper.objects.filter(
        item__meeting=meeting, item__state=AgendaItem.State.ON_AGENDA, removed_at=None
    ).select_related("item")


def _about_the_papers(meeting: Meeting) -> list[Finding]:
    found = [
        Finding(
            f"missing-{paper.pk}",
            Weight.NEEDS_REASON,
            f"“{paper}” has not arrived (item “{paper.item}”).",
            "The agenda lists it as to follow. It must then be published as a late paper.",
        )
        for paper in _papers(meeting).filter(state__in=Paper.State.without_file(), problem="")
    ]
    found += [
        about_a_file(
            paper, Weight.STOPS, "If the pack is right without it, leave the file out on the paper’s page."
        )
        for paper in _papers(meeting).exclude(problem="")
    ]
    drafts = _papers(meeting).filter(state=Paper.State.DRAFT).count()
    if drafts:
        papers = "1 paper has" if drafts == 1 else f"{drafts} papers have"
        found.append(Finding("uncleared", Weight.NOTE, f"{papers} not been marked as cleared."))
    bare = (
        meeting.items.on_agenda().filter(kind=ItemKind.REPORT, report=None).exclude(papers__removed_at=None)
    )
    found += [
        Finding(
            f"no-report-{item.pk}",
            Weight.NEEDS_REASON,
            f"“{item}” is a report item with no report and no papers.",
            "Readers will find only its title.",
        )
        for item in bare
    ]
    return found


def _about_exemptions(papers: QuerySet[Paper]) -> list[Finding]:
    """The agenda must say under which paragraph of Schedule 12A a paper is kept back."""
    restricted = (
        PaperVersion.objects.current()
        .filter(paper__in=papers, classification=Classification.EXEMPT)
        .select_related("paper")
    )
    found = [
        Finding(
            f"no-paragraph-{version.paper_id}",
            Weight.STOPS,
            f"“{version.paper}” is exempt but names no paragraph of Schedule 12A.",
            "Name the paragraphs, or make the paper public.",
        )
        for version in restricted.filter(paragraphs=[])
    ]
    found += [
        Finding(
            f"no-public-interest-{version.paper_id}",
            Weight.NEEDS_REASON,
            f"“{version.paper}” is exempt without a statement on the public interest.",
            "Information is exempt only while the public interest in keeping it back is the greater.",
        )
        for version in restricted.filter(public_interest="")
    ]
    return found


def _about_exempt_items(meeting: Meeting) -> list[Finding]:
    # An exempt paper names its own; one that was called public still makes the item say why it is in private.
    explained = (
        PaperVersion.objects.current()
        .filter(paper__item=OuterRef("pk"))
        .exclude(classification=Classification.PUBLIC)
    )
    unexplained = (
        meeting.items.on_agenda()
        .filter(~Exists(explained), section=Section.EXEMPT, paragraphs=[])
        .exclude(kind=ItemKind.URGENT)
    )
    return [
        Finding(
            f"item-no-paragraph-{item.pk}",
            Weight.STOPS,
            f"“{item}” is an exempt item but names no paragraph of Schedule 12A.",
            "Name the paragraphs on the item.",
        )
        for item in unexplained
    ]
