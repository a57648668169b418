"""Paragraphs 7A to 7C, which standards committees could cite from 2008 to 2012: printed, no longer offered.

Regulation 8(6) of SI 2008/1085 put them in; the standards regime they belonged to ended on 1 July 2012.
"""

from datetime import date

from django.db import migrations

IN_FORCE = date(2006, 3, 1)  # the Local Government (Access to Information) (Variation) Order 2006
FIRST_DAY, LAST_DAY = date(2008, 5, 8), date(2012, 6, 30)
LEGACY = [
    ("7A", "Information which is subject to any obligation of confidentiality."),
    ("7B", "Information which relates in any way to matters concerning national security."),
    (
        "7C",
        "The deliberations of a standards committee or of a sub-committee of a standards committee "
        "established under the provisions of Part 3 of the Local Government Act 2000 in reaching any finding "
        "on a matter referred under the provisions of that Part.",
    ),
]


def add(apps, schema_editor):
    paragraph = apps.get_model("council", "ExemptParagraph")
    paragraph.objects.filter(valid_from=None).update(valid_from=IN_FORCE)
    for order, (code, text) in enumerate(LEGACY, start=8):
        paragraph.objects.get_or_create(
            code=code,
            defaults={
                "text": text,
                "order": order,
                "offered": False,
                "valid_from": FIRST_DAY,
                "valid_until": LAST_DAY,
            },
        )


class Migration(migrations.Migration):
    dependencies = [("council", "0005_access_rules_and_validity_of_paragraphs")]

    operations = [migrations.RunPython(add, migrations.RunPython.noop)]
