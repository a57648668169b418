"""The council, its people and their accounts."""

from __future__ import annotations

from .entry import ANY_OFFICE, COMMITTEE, HEADS, action, form, page

KEEPS_ACCOUNTS = frozenset({"administrator"})
COUNCIL = [
    page("workspace:council", HEADS),
    form("workspace:council_edit", HEADS, "=details", state="details"),
    form("workspace:council_edit", HEADS, "=colours", state="colours"),
    form("workspace:council_edit", HEADS, "=words", state="words"),
    form("workspace:council_edit", HEADS, "=meetings", None, state="meetings"),
    form("workspace:council_edit", HEADS, "=references", state="references"),
    form("workspace:council_logo", HEADS),
    action("workspace:council_logo_remove", HEADS),
    page("workspace:report_templates", HEADS),
    action("workspace:report_template_take", HEADS, "=rutland"),
    form("workspace:report_template", HEADS, "templated.template.pk"),
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
    form("workspace:group_leader_add", ANY_OFFICE, "cast.member.person.pk"),
    form("workspace:group_leader", ANY_OFFICE, "leader.pk"),
    page("workspace:accounts", KEEPS_ACCOUNTS),
    form("workspace:account_add", KEEPS_ACCOUNTS),
    form("workspace:account", KEEPS_ACCOUNTS, "cast.member.pk"),
    action("workspace:account_switch", KEEPS_ACCOUNTS, "cast.member.pk"),
    action("workspace:account_link", KEEPS_ACCOUNTS, "cast.member.pk"),
    form("workspace:committee_officers", HEADS, COMMITTEE, wrong=None),
]
