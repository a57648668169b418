"""Part 1 of Schedule 12A to the Local Government Act 1972: descriptions of exempt information in England."""

from django.db import migrations

PARAGRAPHS = [
    ("1", "Information relating to any individual.", True),
    ("2", "Information which is likely to reveal the identity of an individual.", True),
    (
        "3",
        "Information relating to the financial or business affairs of any particular person "
        "(including the authority holding that information).",
        True,
    ),
    (
        "4",
        "Information relating to any consultations or negotiations, or contemplated consultations or "
        "negotiations, in connection with any labour relations matter arising between the authority or a "
        "Minister of the Crown and employees of, or office holders under, the authority.",
        True,
    ),
    (
        "5",
        "Information in respect of which a claim to legal professional privilege could be maintained in "
        "legal proceedings.",
        True,
    ),
    (
        "6",
        "Information which reveals that the authority proposes (a) to give under any enactment a notice "
        "under or by virtue of which requirements are imposed on a person; or (b) to make an order or "
        "direction under any enactment.",
        True,
    ),
    (
        "7",
        "Information relating to any action taken or to be taken in connection with the prevention, "
        "investigation or prosecution of crime.",
        True,
    ),
]


def add(apps, schema_editor):
    paragraph = apps.get_model("council", "ExemptParagraph")
    for order, (code, text, offered) in enumerate(PARAGRAPHS, start=1):
        paragraph.objects.create(code=code, text=text, order=order, offered=offered)


class Migration(migrations.Migration):
    dependencies = [("council", "0001_initial")]

    operations = [migrations.RunPython(add, migrations.RunPython.noop)]
