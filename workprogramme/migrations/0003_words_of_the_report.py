import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("workprogramme", "0002_sections_and_criteria_to_start_from"),
    ]

    operations = [
        migrations.RemoveField(
            model_name="programmetext",
            name="committee",
        ),
        migrations.RemoveField(
            model_name="programmetextevent",
            name="pgh_obj",
        ),
        migrations.RemoveField(
            model_name="programmetextevent",
            name="committee",
        ),
        migrations.RemoveField(
            model_name="programmetextevent",
            name="pgh_context",
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="programmesettings",
            name="insert_insert",
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="programmesettings",
            name="update_update",
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="programmesettings",
            name="delete_delete",
        ),
        migrations.AddField(
            model_name="programmesettings",
            name="action_required",
            field=models.TextField(
                blank=True, help_text="What the report asks the committee to do, one to a line"
            ),
        ),
        migrations.AddField(
            model_name="programmesettings",
            name="report_body",
            field=models.TextField(
                blank=True, help_text="What its report on the programme says, like how briefings are arranged"
            ),
        ),
        migrations.AddField(
            model_name="programmesettingsevent",
            name="action_required",
            field=models.TextField(
                blank=True, help_text="What the report asks the committee to do, one to a line"
            ),
        ),
        migrations.AddField(
            model_name="programmesettingsevent",
            name="report_body",
            field=models.TextField(
                blank=True, help_text="What its report on the programme says, like how briefings are arranged"
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="programmesettings",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "workprogramme_programmesettingsevent" ("action_required", "committee_id", "id", "meeting_capacity", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "report_body", "version", "watches") VALUES (NEW."action_required", NEW."committee_id", NEW."id", NEW."meeting_capacity", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."report_body", NEW."version", NEW."watches"); RETURN NULL;',
                    hash="0e6694c27d42493b3ff28d2fd3bff561de1d8a07",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_cd6aa",
                    table="workprogramme_programmesettings",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="programmesettings",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "workprogramme_programmesettingsevent" ("action_required", "committee_id", "id", "meeting_capacity", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "report_body", "version", "watches") VALUES (NEW."action_required", NEW."committee_id", NEW."id", NEW."meeting_capacity", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."report_body", NEW."version", NEW."watches"); RETURN NULL;',
                    hash="2a4efffb2207fe64bbff09bab45f2db2cbc93356",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_773d5",
                    table="workprogramme_programmesettings",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="programmesettings",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "workprogramme_programmesettingsevent" ("action_required", "committee_id", "id", "meeting_capacity", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "report_body", "version", "watches") VALUES (OLD."action_required", OLD."committee_id", OLD."id", OLD."meeting_capacity", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."report_body", OLD."version", OLD."watches"); RETURN NULL;',
                    hash="52e728be89a0792928d96fa2f590c8eed512f98e",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_68452",
                    table="workprogramme_programmesettings",
                    when="AFTER",
                ),
            ),
        ),
        migrations.DeleteModel(
            name="ProgrammeText",
        ),
        migrations.DeleteModel(
            name="ProgrammeTextEvent",
        ),
    ]
