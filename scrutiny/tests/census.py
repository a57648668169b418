"""Every address of the product: what it is, who may open it, and in which states it can be seen.

A new page is written down here as a row. The tests that go through every page take it from there: axe and
sideways scrolling, who is refused and how, that looking changes nothing, that no secret word gets out.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum

from django.urls import reverse

from scrutiny.tests.world import World


class Kind(Enum):
    PAGE = "a page to read"
    FORM = "a page with a form, which the same address takes"
    ACTION = "takes POST and nothing else"
    FILE = "a file"
    FRAGMENT = "a part of a page, for scripts and machines"
    ELSEWHERE = "leads somewhere else or is switched off; the reason says why"


OFFICERS = frozenset({"officer", "other_officer", "monitoring_officer"})
RUN = frozenset({"officer", "monitoring_officer"})
SET_UP = RUN | {"administrator"}
ANY_OFFICE = OFFICERS | {"administrator"}
HEADS = frozenset({"administrator", "monitoring_officer"})
ENTITLED = RUN | {"member"}
SIGNED_IN = OFFICERS | {"administrator", "member", "other_councillor"}
EVERYBODY = SIGNED_IN | {"anonymous"}
ANONYMOUS = frozenset({"anonymous"})
NOBODY: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Entry:
    """One address in one state.

    `args` are paths into the World, what begins with = is meant as it stands. `wrong` is what makes the
    form invalid when everything else in it is left empty; None is for a form that cannot be wrong. `send` is
    what a POST needs to get as far as the gate. `reads_are_recorded`: the audit book keeps who opened it.
    `led_away` are people who are sent to a page of theirs instead.
    """

    name: str
    kind: Kind
    who: frozenset[str] = NOBODY
    args: str = ""
    state: str = "as it is"
    query: str = ""
    wrong: Mapping[str, str] | None = field(default_factory=dict)
    send: Mapping[str, str] = field(default_factory=dict)
    reads_are_recorded: bool = False
    led_away: frozenset[str] = NOBODY
    status: int = 200
    reason: str = ""

    def __str__(self) -> str:
        return f"{self.name}, {self.state}"

    def address(self, world: World | None = None) -> str:
        args = [world.get(path) for path in self.args.split()] if world else []
        return reverse(self.name, args=args) + self.query

    @property
    def is_html(self) -> bool:
        return self.kind in (Kind.PAGE, Kind.FORM)

    @property
    def needs_nothing(self) -> bool:
        """Whether it can be opened on an empty database."""
        return self.is_html and not self.args and self.state == "as it is"

    @property
    def seen_by(self) -> str:
        """Whose eyes the page is looked at with."""
        order = ["anonymous", "officer", "monitoring_officer", "administrator", "member"]
        return next(name for name in order if name in self.who)


def page(
    name: str,
    who: frozenset[str],
    args: str = "",
    state: str = "as it is",
    query: str = "",
    recorded: bool = False,
) -> Entry:
    return Entry(name, Kind.PAGE, who, args, state, query, reads_are_recorded=recorded)


def form(
    name: str,
    who: frozenset[str],
    args: str = "",
    wrong: Mapping[str, str] | None = {},
    state: str = "as it is",
    query: str = "",
) -> Entry:
    return Entry(name, Kind.FORM, who, args, state, query, wrong)


def action(name: str, who: frozenset[str], args: str = "", **send: str) -> Entry:
    return Entry(name, Kind.ACTION, who, args, send=send)


def file(name: str, who: frozenset[str], args: str, state: str = "as it is", recorded: bool = False) -> Entry:
    return Entry(name, Kind.FILE, who, args, state, reads_are_recorded=recorded)


def elsewhere(name: str, reason: str, args: str = "") -> Entry:
    return Entry(name, Kind.ELSEWHERE, args=args, reason=reason)


PUBLISHED = "scene.meeting.reference"
PACK = f"{PUBLISHED} =1"
COMMITTEE = "cast.committee.slug"

PUBLIC = [
    page("home", EVERYBODY),
    Entry("health", Kind.FRAGMENT, EVERYBODY),
    Entry("council:stylesheet", Kind.FRAGMENT, EVERYBODY),
    file("council:logo", EVERYBODY, ""),
    page("committees:committees", EVERYBODY),
    page("committees:committee", EVERYBODY, COMMITTEE),
    page("committees:meetings", EVERYBODY),
    page("committees:meetings", EVERYBODY, state="nothing found", query="?q=nothinglikeit"),
    page("committees:meetings", EVERYBODY, state="of the past", query="?period=past"),
    page("committees:meeting", EVERYBODY, PUBLISHED),
    page("committees:meeting", EVERYBODY, "draft.reference", state="not published yet"),
    page("committees:meeting", EVERYBODY, "cancelled.reference", state="cancelled"),
    page("committees:meeting", NOBODY, "private.reference", state="not a public meeting"),
    file("committees:edition", EVERYBODY, f"{PACK} =public", state="public"),
    file("committees:edition", ENTITLED, f"{PACK} =members", state="members", recorded=True),
    page("committees:read", EVERYBODY, f"{PACK} =public", state="public"),
    page("committees:read", ENTITLED, f"{PACK} =members", state="members", recorded=True),
]

COMMITTEES = [
    page("workspace:committees", ANY_OFFICE),
    form("workspace:committee_add", HEADS),
    page("workspace:committee", SET_UP, COMMITTEE),
    form("workspace:committee_edit", SET_UP, COMMITTEE),
    form("workspace:membership_add", SET_UP, COMMITTEE),
    form("workspace:membership_end", SET_UP, "membership.pk"),
    form("workspace:membership_role", SET_UP, "membership.pk"),
    page("workspace:standing_items", SET_UP, COMMITTEE),
    page("workspace:information_texts", SET_UP, COMMITTEE),
    form("workspace:line_add", SET_UP, f"{COMMITTEE} =items", state="items"),
    form("workspace:line_add", SET_UP, f"{COMMITTEE} =texts", state="texts"),
    form("workspace:line_edit", SET_UP, "=items standing_item.pk", state="items"),
    form("workspace:line_edit", SET_UP, "=texts text.pk", state="texts"),
    action("workspace:line_move", SET_UP, "=items standing_item.pk", direction="down"),
    form("workspace:line_delete", SET_UP, "=items standing_item.pk", wrong=None),
]

MEETINGS = [
    Entry("workspace:dashboard", Kind.PAGE, OFFICERS, led_away=frozenset({"administrator"})),
    page("workspace:meetings", OFFICERS),
    page("workspace:meetings", OFFICERS, state="nothing found", query="?q=nothinglikeit"),
    page("workspace:meetings_calendar", OFFICERS),
    form("workspace:meeting_add", OFFICERS),
    form("workspace:meeting_edit", RUN, "draft.reference"),
    form("workspace:meeting_reschedule", RUN, "draft.reference"),
    form("workspace:meeting_cancel", RUN, "draft.reference"),
    form("workspace:meeting_clone", RUN, "draft.reference"),
]

AGENDA = [
    page("workspace:meeting", RUN, "draft.reference"),
    page("workspace:meeting", RUN, "bare.reference", state="without items"),
    page("workspace:meeting", RUN, PUBLISHED, state="published"),
    page("workspace:meeting", RUN, "cancelled.reference", state="cancelled"),
    form("workspace:item_add", RUN, "draft.reference"),
    form("workspace:item_add", RUN, "draft.reference", state="exempt", query="?section=exempt"),
    action("workspace:agenda_order", RUN, "draft.reference"),
    form("workspace:item", RUN, "item.pk"),
    form("workspace:item", RUN, "exempt_item.pk", state="exempt"),
    form("workspace:report", RUN, "item.pk"),
    action("workspace:item_move", RUN, "item.pk", direction="down"),
    form("workspace:item_defer", RUN, "item.pk"),
    form("workspace:item_withdraw", RUN, "item.pk"),
    action("workspace:item_restore", RUN, "withdrawn_item.pk"),
    form("workspace:paper_add", RUN, "item.pk"),
    form("workspace:paper_expect", RUN, "item.pk"),
    page("workspace:paper", RUN, "paper.pk"),
    page("workspace:paper", RUN, "exempt_paper.pk", state="exempt"),
    page("workspace:paper", RUN, "expected_paper.pk", state="expected"),
    page("workspace:paper", RUN, "removed_paper.pk", state="removed"),
    page("workspace:paper", RUN, "unconverted_paper.pk", state="not converted"),
    form("workspace:paper_edit", RUN, "paper.pk"),
    form("workspace:paper_replace", RUN, "paper.pk"),
    form("workspace:paper_classify", RUN, "exempt_paper.pk"),
    action("workspace:paper_state", RUN, "paper.pk", state="cleared"),
    action("workspace:paper_move", RUN, "paper.pk", direction="down"),
    action("workspace:paper_remove", RUN, "paper.pk"),
    action("workspace:paper_restore", RUN, "removed_paper.pk"),
    action("workspace:paper_leave_out", RUN, "unconverted_paper.pk"),
    file("workspace:paper_file", RUN, "version.pk", state="public"),
    file("workspace:paper_file", RUN, "exempt_version.pk", state="exempt", recorded=True),
    file("workspace:paper_original", RUN, "version.pk", state="public"),
    file("workspace:paper_original", RUN, "exempt_version.pk", state="exempt", recorded=True),
    file("workspace:paper_unconverted", RUN, "unconverted_paper.pk", recorded=True),
]

PUBLISHING = [
    action("workspace:build_start", RUN, "later.reference"),
    page("workspace:build", RUN, "built.pk", state="built"),
    page("workspace:build", RUN, "built.pk", state="built, members", query="?edition=members"),
    page("workspace:build", RUN, "failed.pk", state="failed"),
    page("workspace:build", RUN, "waiting.pk", state="waiting"),
    Entry("workspace:build_progress", Kind.FRAGMENT, RUN, "waiting.pk"),
    action("workspace:build_retry", RUN, "failed.pk"),
    file("workspace:build_page", RUN, "built.pk =members =1"),
    file("workspace:build_file", RUN, "built.pk =public", state="public"),
    file("workspace:build_file", RUN, "built.pk =members", state="members", recorded=True),
    form("workspace:preflight", RUN, "draft.reference", wrong=None),
    form("workspace:preflight", RUN, "later.reference", state="without a build", wrong=None),
    form("workspace:preflight", RUN, PUBLISHED, state="published", wrong=None),
    action("workspace:short_notice", RUN, "later.reference"),
]

DATES = [
    page("calculator", OFFICERS),
    page("calculator", OFFICERS, state="a kind is chosen", query="?kind=agenda_publication_deadline"),
    page("calculator", OFFICERS, state="wrong", query="?kind=agenda_publication_deadline&answer=1"),
    page("workspace:calendar", OFFICERS),
    form("workspace:calendar_add", OFFICERS),
    page("workspace:calendar_change", OFFICERS, "change.pk"),
    page("workspace:calendar_change", OFFICERS, "withdrawn_change.pk", state="withdrawn"),
    action("workspace:calendar_withdraw", OFFICERS, "change.pk"),
    page("workspace:timetable", ANY_OFFICE),
    form("workspace:timetable_step_add", ANY_OFFICE),
    form("workspace:timetable_step", ANY_OFFICE, "councils_step.pk", state="the council's"),
    form("workspace:timetable_step", SET_UP, "own_step.pk", state="a committee's own"),
    action("workspace:timetable_step_delete", SET_UP, "own_step.pk"),
    page("workspace:committee_timetable", SET_UP, COMMITTEE),
    form("workspace:committee_timetable_add", SET_UP, COMMITTEE),
    action("workspace:timetable_own", SET_UP, COMMITTEE),
    action("workspace:timetable_councils", SET_UP, COMMITTEE),
    page("workspace:meeting_dates", RUN, "draft.reference"),
    page("workspace:meeting_dates", RUN, PUBLISHED, state="without dates"),
    action("workspace:meeting_dates_work_out", RUN, PUBLISHED),
    action("workspace:meeting_date_done", RUN, "date.pk"),
]

CYCLE = [
    page("workspace:cycle", OFFICERS),
    form("workspace:cycle_add", OFFICERS),
    form("workspace:elections", OFFICERS),
    action("workspace:election_delete", OFFICERS, "period.pk"),
    page("workspace:cycle_plan", OFFICERS, "plan.pk"),
    page("workspace:cycle_plan", OFFICERS, "plan.pk", state="what to look at", query="?only=warnings"),
    page("workspace:cycle_plan", OFFICERS, "empty_plan.pk", state="nothing planned"),
    page("workspace:cycle_year", OFFICERS, "plan.pk"),
    page("workspace:cycle_year", OFFICERS, "empty_plan.pk", state="nothing planned"),
    form("workspace:cycle_create", OFFICERS, "plan.pk", wrong=None),
    action("workspace:cycle_delete", OFFICERS, "plan.pk"),
    form("workspace:proposal_add", OFFICERS, "plan.pk"),
    form("workspace:cycle_pattern", RUN, f"plan.pk {COMMITTEE}"),
    action("workspace:cycle_pattern_drop", RUN, f"plan.pk {COMMITTEE}"),
    form("workspace:proposal", RUN, "proposal.pk"),
    action("workspace:proposal_drop", RUN, "proposal.pk"),
]

KEEPS_ACCOUNTS = frozenset({"administrator"})
COUNCIL = [
    page("workspace:council", HEADS),
    form("workspace:council_edit", HEADS, "=details", state="details"),
    form("workspace:council_edit", HEADS, "=colours", state="colours"),
    form("workspace:council_edit", HEADS, "=words", state="words"),
    form("workspace:council_logo", HEADS),
    action("workspace:council_logo_remove", HEADS),
    page("workspace:texts", HEADS),
    form("workspace:text", HEADS, "=exempt_warning"),
    form("workspace:information_add", HEADS),
    form("workspace:information", HEADS, "information.pk"),
    action("workspace:information_move", HEADS, "information.pk", direction="down"),
    form("workspace:information_delete", HEADS, "information.pk", wrong=None),
    page("workspace:names", HEADS, "=groups", state="groups"),
    page("workspace:names", HEADS, "=wards", state="wards"),
    form("workspace:name_add", HEADS, "=groups"),
    form("workspace:name", HEADS, "=wards ward.pk"),
    form("workspace:name_delete", HEADS, "=groups group.pk", wrong=None),
    page("workspace:people", ANY_OFFICE),
    page("workspace:people", ANY_OFFICE, state="nothing found", query="?q=nothinglikeit"),
    form("workspace:person_add", ANY_OFFICE),
    page("workspace:person", ANY_OFFICE, "cast.member.person.pk"),
    form("workspace:person_edit", ANY_OFFICE, "cast.member.person.pk"),
    form("workspace:term_add", ANY_OFFICE, "cast.member.person.pk"),
    form("workspace:term", ANY_OFFICE, "term.pk"),
    form("workspace:term_end", ANY_OFFICE, "term.pk"),
    page("workspace:accounts", KEEPS_ACCOUNTS),
    form("workspace:account_add", KEEPS_ACCOUNTS),
    form("workspace:account", KEEPS_ACCOUNTS, "cast.member.pk"),
    action("workspace:account_switch", KEEPS_ACCOUNTS, "cast.member.pk"),
    action("workspace:account_link", KEEPS_ACCOUNTS, "cast.member.pk"),
    form("workspace:committee_officers", HEADS, COMMITTEE, wrong=None),
]

JOURNEY = "Only opens in the middle of a journey, which test_account_pages goes through."
SECOND_STEP = "Opens when the second step is on; test_account_pages goes through it."
FRESH = "Asks for the password first when it was not given lately; test_account_pages goes through it."
NO_SIGN_UP = "There is no confirming of addresses: accounts are made by the council."

ACCOUNTS = [
    form("account_login", ANONYMOUS),
    form("account_logout", SIGNED_IN, wrong=None),
    page("account_inactive", EVERYBODY),
    form("account_signup", ANONYMOUS, wrong=None),
    # allauth puts the address into its own table the first time that it shows it.
    Entry("account_email", Kind.PAGE, SIGNED_IN, reads_are_recorded=True),
    form("account_change_password", SIGNED_IN),
    form("account_reset_password", EVERYBODY),
    page("account_reset_password_done", EVERYBODY),
    form("account_reset_password_from_key", EVERYBODY, "=zzzz =wrong-key", wrong=None, state="an old link"),
    page("account_reset_password_from_key_done", EVERYBODY),
    page("mfa_index", SIGNED_IN),
    elsewhere("mfa_activate_totp", FRESH),
    form("socialaccount_connections", SIGNED_IN, wrong=None),
    page("socialaccount_login_cancelled", EVERYBODY),
    Entry("socialaccount_login_error", Kind.PAGE, EVERYBODY, status=401),
    elsewhere("account_reauthenticate", FRESH),
    elsewhere("account_email_verification_sent", NO_SIGN_UP),
    elsewhere("account_confirm_email", NO_SIGN_UP, "=some-key"),
    elsewhere("account_confirm_login_code", "Signing in by a code sent to an address is switched off."),
    elsewhere("account_set_password", "Leads to changing the password for those who have one."),
    elsewhere("mfa_authenticate", JOURNEY),
    elsewhere("mfa_reauthenticate", FRESH),
    elsewhere("mfa_deactivate_totp", SECOND_STEP),
    elsewhere("mfa_view_recovery_codes", SECOND_STEP),
    elsewhere("mfa_generate_recovery_codes", SECOND_STEP),
    elsewhere("mfa_download_recovery_codes", SECOND_STEP),
    elsewhere("socialaccount_signup", JOURNEY),
    elsewhere("openid_connect_login", "Leads to Microsoft Entra, when it is switched on.", "=council"),
    elsewhere("openid_connect_callback", "Microsoft Entra leads back to it.", "=council"),
]
# Redirects that allauth keeps without a name, and the guard before one of its pages.
NAMELESS = {
    "accounts/email/",
    "accounts/social/login/cancelled/",
    "accounts/social/login/error/",
    "accounts/social/signup/",
    "accounts/social/connections/",
}

CENSUS: list[Entry] = [
    *PUBLIC,
    *COMMITTEES,
    *MEETINGS,
    *AGENDA,
    *PUBLISHING,
    *DATES,
    *CYCLE,
    *COUNCIL,
    *ACCOUNTS,
]
