"""Whoever leaves the room for an interest has no business with the papers either, unless the council says so."""

from __future__ import annotations

from typing import Any

from django.db import migrations


def keep_from_papers(apps: Any, schema_editor: Any) -> None:
    apps.get_model("committees", "InterestType").objects.filter(effect="leaves").update(
        keeps_from_papers=True
    )


class Migration(migrations.Migration):
    dependencies = [("committees", "0020_report_templates")]
    operations = [migrations.RunPython(keep_from_papers, migrations.RunPython.noop)]
