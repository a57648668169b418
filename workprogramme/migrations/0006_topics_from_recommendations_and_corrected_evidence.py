"""A topic may follow up a recommendation, and evidence that was corrected says so."""

import django.db.models.deletion
import django.utils.timezone
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("workprogramme", "0005_kinds_of_review_to_start_from"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        pgtrigger.migrations.RemoveTrigger(
            model_name="evidence",
            name="insert_insert",
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="evidence",
            name="update_update",
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="evidence",
            name="delete_delete",
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="topicorigin",
            name="insert_insert",
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="topicorigin",
            name="update_update",
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="topicorigin",
            name="delete_delete",
        ),
        migrations.AddField(
            model_name="evidence",
            name="corrected_on",
            field=models.DateField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="evidence",
            name="correction",
            field=models.TextField(blank=True, help_text="What was put right, in words the public can read"),
        ),
        migrations.AddField(
            model_name="evidenceevent",
            name="corrected_on",
            field=models.DateField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="evidenceevent",
            name="correction",
            field=models.TextField(blank=True, help_text="What was put right, in words the public can read"),
        ),
        migrations.AddField(
            model_name="topicorigin",
            name="recommendation",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="topic_origins",
                to="workprogramme.recommendation",
            ),
        ),
        migrations.AddField(
            model_name="topicoriginevent",
            name="recommendation",
            field=models.ForeignKey(
                blank=True,
                db_constraint=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to="workprogramme.recommendation",
            ),
        ),
        migrations.AlterField(
            model_name="progress",
            name="at",
            field=models.DateTimeField(default=django.utils.timezone.now, editable=False),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="evidence",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "workprogramme_evidenceevent" ("added_at", "added_by_id", "corrected_on", "correction", "id", "is_public", "kind", "line", "on", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "review_id", "source", "summary", "title", "version") VALUES (NEW."added_at", NEW."added_by_id", NEW."corrected_on", NEW."correction", NEW."id", NEW."is_public", NEW."kind", NEW."line", NEW."on", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."review_id", NEW."source", NEW."summary", NEW."title", NEW."version"); RETURN NULL;',
                    hash="7e31b4eac16baa74d6650cc4b46d49f1ae11914a",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_d46cd",
                    table="workprogramme_evidence",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="evidence",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "workprogramme_evidenceevent" ("added_at", "added_by_id", "corrected_on", "correction", "id", "is_public", "kind", "line", "on", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "review_id", "source", "summary", "title", "version") VALUES (NEW."added_at", NEW."added_by_id", NEW."corrected_on", NEW."correction", NEW."id", NEW."is_public", NEW."kind", NEW."line", NEW."on", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."review_id", NEW."source", NEW."summary", NEW."title", NEW."version"); RETURN NULL;',
                    hash="7b861092d867357ddc79a90ce8d36d1f6aa5f9fe",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_1c45c",
                    table="workprogramme_evidence",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="evidence",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "workprogramme_evidenceevent" ("added_at", "added_by_id", "corrected_on", "correction", "id", "is_public", "kind", "line", "on", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "review_id", "source", "summary", "title", "version") VALUES (OLD."added_at", OLD."added_by_id", OLD."corrected_on", OLD."correction", OLD."id", OLD."is_public", OLD."kind", OLD."line", OLD."on", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."review_id", OLD."source", OLD."summary", OLD."title", OLD."version"); RETURN NULL;',
                    hash="f9581973096f97212c89d8b58a8135ff07007f1f",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_fee96",
                    table="workprogramme_evidence",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="topicorigin",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "workprogramme_topicoriginevent" ("decision_id", "id", "kind", "on", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "planned_id", "recommendation_id", "suggestion_id", "topic_id", "undertaking_id", "words") VALUES (NEW."decision_id", NEW."id", NEW."kind", NEW."on", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."planned_id", NEW."recommendation_id", NEW."suggestion_id", NEW."topic_id", NEW."undertaking_id", NEW."words"); RETURN NULL;',
                    hash="d55875623ad18789a89b1b420fc843b7a083ef58",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_49e01",
                    table="workprogramme_topicorigin",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="topicorigin",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "workprogramme_topicoriginevent" ("decision_id", "id", "kind", "on", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "planned_id", "recommendation_id", "suggestion_id", "topic_id", "undertaking_id", "words") VALUES (NEW."decision_id", NEW."id", NEW."kind", NEW."on", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."planned_id", NEW."recommendation_id", NEW."suggestion_id", NEW."topic_id", NEW."undertaking_id", NEW."words"); RETURN NULL;',
                    hash="528af86acb8aad8b0e364cf033059cbdbe0de4f5",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_74c8e",
                    table="workprogramme_topicorigin",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="topicorigin",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "workprogramme_topicoriginevent" ("decision_id", "id", "kind", "on", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "planned_id", "recommendation_id", "suggestion_id", "topic_id", "undertaking_id", "words") VALUES (OLD."decision_id", OLD."id", OLD."kind", OLD."on", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."planned_id", OLD."recommendation_id", OLD."suggestion_id", OLD."topic_id", OLD."undertaking_id", OLD."words"); RETURN NULL;',
                    hash="26f6d7e8ac35f61c316241e1da2ab267fe485cbd",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_143c1",
                    table="workprogramme_topicorigin",
                    when="AFTER",
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="evidence",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("corrected_on", None), ("correction", "")),
                    models.Q(("corrected_on__isnull", False), models.Q(("correction", ""), _negated=True)),
                    _connector="OR",
                ),
                name="corrected_evidence_says_what",
            ),
        ),
        migrations.AddConstraint(
            model_name="topicorigin",
            constraint=models.CheckConstraint(
                condition=models.Q(("recommendation", None), ("kind", "recommendation"), _connector="OR"),
                name="origin_in_a_recommendation_says_so",
            ),
        ),
        migrations.AddConstraint(
            model_name="topicorigin",
            constraint=models.UniqueConstraint(
                fields=("topic", "recommendation"),
                name="topic_has_a_recommendation_once",
                violation_error_message="The topic follows up this recommendation already.",
            ),
        ),
    ]
