"""Kinds of review to start from. Each council changes them to its own words."""

from django.db import migrations

KINDS = [("Task and finish group", 3), ("Spotlight review", 1), ("Inquiry day", 1)]


def add(apps, schema_editor):
    kinds = apps.get_model("workprogramme", "ReviewKind")
    for order, (name, months) in enumerate(KINDS, start=1):
        kinds.objects.create(name=name, months=months, order=order)


class Migration(migrations.Migration):
    dependencies = [("workprogramme", "0004_recommendations_and_reviews")]

    operations = [migrations.RunPython(add, migrations.RunPython.noop)]
