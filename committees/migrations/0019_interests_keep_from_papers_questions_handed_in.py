"""Interests may keep people from an item’s exempt papers; questions may be handed in on the public page."""

from __future__ import annotations

from typing import Any

import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations, models


def keep_from_papers(apps: Any, schema_editor: Any) -> None:
    """Whoever leaves the room for an interest has no business with the papers either, unless the council says so."""
    apps.get_model("committees", "InterestType").objects.filter(effect="leaves").update(
        keeps_from_papers=True
    )


class Migration(migrations.Migration):
    dependencies = [
        ("committees", "0020_report_templates"),
    ]

    operations = [
        pgtrigger.migrations.RemoveTrigger(
            model_name="denial",
            name="insert_insert",
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="denial",
            name="update_update",
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="denial",
            name="delete_delete",
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="publicquestion",
            name="insert_insert",
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="publicquestion",
            name="update_update",
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="publicquestion",
            name="delete_delete",
        ),
        migrations.AddField(
            model_name="denial",
            name="declaration",
            field=models.ForeignKey(
                blank=True,
                help_text="The interest that keeps them away; striking it out lets them in again",
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="denials",
                to="committees.declaration",
            ),
        ),
        migrations.AddField(
            model_name="denialevent",
            name="declaration",
            field=models.ForeignKey(
                blank=True,
                db_constraint=False,
                help_text="The interest that keeps them away; striking it out lets them in again",
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to="committees.declaration",
            ),
        ),
        migrations.AddField(
            model_name="interesttype",
            name="keeps_from_papers",
            field=models.BooleanField(
                default=False,
                help_text="From the moment it is declared, unless they stay under a dispensation",
                verbose_name="it keeps them from the item’s exempt papers",
            ),
        ),
        migrations.AddField(
            model_name="publicquestion",
            name="handed_in",
            field=models.BooleanField(default=False, help_text="It came by the form on the meeting’s page"),
        ),
        migrations.AddField(
            model_name="publicquestionevent",
            name="handed_in",
            field=models.BooleanField(default=False, help_text="It came by the form on the meeting’s page"),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="denial",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "committees_denialevent" ("declaration_id", "id", "item_id", "lifted_at", "lifted_by_id", "made_at", "made_by_id", "person_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "user_id") VALUES (NEW."declaration_id", NEW."id", NEW."item_id", NEW."lifted_at", NEW."lifted_by_id", NEW."made_at", NEW."made_by_id", NEW."person_id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."reason", NEW."user_id"); RETURN NULL;',
                    hash="1cdce290437004086c2c9b14a1f96f037e4255ae",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_77ed2",
                    table="committees_denial",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="denial",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "committees_denialevent" ("declaration_id", "id", "item_id", "lifted_at", "lifted_by_id", "made_at", "made_by_id", "person_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "user_id") VALUES (NEW."declaration_id", NEW."id", NEW."item_id", NEW."lifted_at", NEW."lifted_by_id", NEW."made_at", NEW."made_by_id", NEW."person_id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."reason", NEW."user_id"); RETURN NULL;',
                    hash="aa01332b7d1a3a8709f03cfd423a4cf8be55b053",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_f0476",
                    table="committees_denial",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="denial",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "committees_denialevent" ("declaration_id", "id", "item_id", "lifted_at", "lifted_by_id", "made_at", "made_by_id", "person_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "user_id") VALUES (OLD."declaration_id", OLD."id", OLD."item_id", OLD."lifted_at", OLD."lifted_by_id", OLD."made_at", OLD."made_by_id", OLD."person_id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."reason", OLD."user_id"); RETURN NULL;',
                    hash="b1086077b328249b35c5d658032ad163baa7e0eb",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_6e5cc",
                    table="committees_denial",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="publicquestion",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "committees_publicquestionevent" ("answer", "answered_at", "asked_as", "handed_in", "id", "item_id", "kind", "late_reason", "meeting_id", "number", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "published_at", "received_at", "state", "state_reason", "text", "version") VALUES (NEW."answer", NEW."answered_at", NEW."asked_as", NEW."handed_in", NEW."id", NEW."item_id", NEW."kind", NEW."late_reason", NEW."meeting_id", NEW."number", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."published_at", NEW."received_at", NEW."state", NEW."state_reason", NEW."text", NEW."version"); RETURN NULL;',
                    hash="5cc5b129ff5b5e855fa89482d9b6d425546eec84",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_bd243",
                    table="committees_publicquestion",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="publicquestion",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "committees_publicquestionevent" ("answer", "answered_at", "asked_as", "handed_in", "id", "item_id", "kind", "late_reason", "meeting_id", "number", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "published_at", "received_at", "state", "state_reason", "text", "version") VALUES (NEW."answer", NEW."answered_at", NEW."asked_as", NEW."handed_in", NEW."id", NEW."item_id", NEW."kind", NEW."late_reason", NEW."meeting_id", NEW."number", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."published_at", NEW."received_at", NEW."state", NEW."state_reason", NEW."text", NEW."version"); RETURN NULL;',
                    hash="227726639a1877c70d1a3c92483e83357bad6c41",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_43e25",
                    table="committees_publicquestion",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="publicquestion",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "committees_publicquestionevent" ("answer", "answered_at", "asked_as", "handed_in", "id", "item_id", "kind", "late_reason", "meeting_id", "number", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "published_at", "received_at", "state", "state_reason", "text", "version") VALUES (OLD."answer", OLD."answered_at", OLD."asked_as", OLD."handed_in", OLD."id", OLD."item_id", OLD."kind", OLD."late_reason", OLD."meeting_id", OLD."number", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."published_at", OLD."received_at", OLD."state", OLD."state_reason", OLD."text", OLD."version"); RETURN NULL;',
                    hash="ee7868df086cd2c57dd7ff6dd9a28f378f197cfd",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_33f54",
                    table="committees_publicquestion",
                    when="AFTER",
                ),
            ),
        ),
        migrations.RunPython(keep_from_papers, migrations.RunPython.noop),
    ]
