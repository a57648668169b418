"""Sections and criteria to start from. Each council changes them to its own words."""

from django.db import migrations

SECTIONS = [
    ("formal", "Items identified for formal scrutiny in full committee", ""),
    ("to_schedule", "Items identified for formal scrutiny in full committee – to be scheduled", ""),
    ("review", "Task and finish group reviews", "None at present."),
    ("considering", "Further issues under consideration or to be looked into", ""),
]
CRITERIA = [
    ("Public interest", "How much does it matter to the people who live here?", 2),
    ("Ability to change", "Can scrutiny make a difference to it?", 2),
    ("Performance", "Is there evidence that a service does badly or is at risk?", 1),
    ("Extent", "How many people or places does it concern?", 1),
    ("Not done already", "Is nobody else looking at it, inspectors included?", 1),
]


def add(apps, schema_editor):
    sections = apps.get_model("workprogramme", "ProgrammeSection")
    for order, (kind, heading, when_empty) in enumerate(SECTIONS, start=1):
        sections.objects.create(kind=kind, heading=heading, when_empty=when_empty, order=order)
    criteria = apps.get_model("workprogramme", "Criterion")
    for order, (name, question, weight) in enumerate(CRITERIA, start=1):
        criteria.objects.create(name=name, question=question, weight=weight, most_points=3, order=order)


class Migration(migrations.Migration):
    dependencies = [("workprogramme", "0001_topics_and_longlist")]

    operations = [migrations.RunPython(add, migrations.RunPython.noop)]
