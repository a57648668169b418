"""The interests that codes of conduct, and scrutiny rules, commonly ask members to declare. Councils change them."""

from __future__ import annotations

from typing import Any

from django.db import migrations

TYPES = [
    ("Disclosable pecuniary interest", "leaves", "Localism Act 2011, section 31"),
    ("Other registerable interest", "leaves", "the council’s code of conduct"),
    ("Non-registerable interest", "declares", "the council’s code of conduct"),
    ("Party whip", "declares", "the council’s scrutiny procedure rules"),
    ("Part in the decision being scrutinised", "leaves", "the council’s scrutiny procedure rules"),
    ("Council tax arrears", "no_vote", "Local Government Finance Act 1992, section 106"),
]


def add(apps: Any, schema_editor: Any) -> None:
    InterestType = apps.get_model("committees", "InterestType")
    for order, (name, effect, citation) in enumerate(TYPES, start=1):
        InterestType.objects.create(name=name, effect=effect, citation=citation, order=order)


def remove(apps: Any, schema_editor: Any) -> None:
    apps.get_model("committees", "InterestType").objects.all().delete()


class Migration(migrations.Migration):
    dependencies = [("committees", "0013_attendance_sittings_and_public_questions")]
    operations = [migrations.RunPython(add, remove)]
