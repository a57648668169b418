"""A timetable to start from. Only agenda publication is set by law; officers change the rest to their own habits."""

from datetime import time

from django.db import migrations

FIVE_CLEAR_DAYS = "Local Government Act 1972, sections 100A(6) and 100B(3)"

STEPS = [
    ("draft_report", "Draft reports", 20, "working", "before", time(17), "local", ""),
    ("clearance", "Clearance of reports", 12, "working", "before", time(17), "local", ""),
    ("final_report", "Final reports", 7, "working", "before", time(10), "local", ""),
    (
        "agenda_publication",
        "Publish the agenda",
        5,
        "clear_working",
        "before",
        None,
        "statutory",
        FIVE_CLEAR_DAYS,
    ),
    ("public_questions", "Questions from the public", 2, "working", "before", time(17), "local", ""),
    ("supplement", "Late papers for a supplement", 1, "working", "before", time(12), "local", ""),
    ("draft_minutes", "Draft minutes", 5, "working", "after", None, "local", ""),
    ("action_follow_up", "Follow up actions", 10, "working", "after", None, "local", ""),
]


def add(apps, schema_editor):
    step = apps.get_model("committees", "TimetableStep")
    for kind, name, offset, unit, direction, at, authority, citation in STEPS:
        step.objects.create(
            kind=kind,
            name=name,
            offset=offset,
            unit=unit,
            direction=direction,
            at=at,
            authority=authority,
            citation=citation,
        )


class Migration(migrations.Migration):
    dependencies = [("committees", "0004_timetables_and_the_committee_cycle")]

    operations = [migrations.RunPython(add, migrations.RunPython.noop)]
