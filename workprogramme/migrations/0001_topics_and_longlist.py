import django.core.validators
import django.db.models.constraints
import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("callins", "0004_what_the_effect_was_before_a_call_in"),
        ("committees", "0011_safety_checks_of_public_papers"),
        ("council", "0006_legacy_paragraphs_7a_to_7c"),
        ("pghistory", "0007_auto_20250421_0444"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Criterion",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(max_length=80)),
                ("question", models.CharField(help_text="What the points are given for", max_length=240)),
                (
                    "most_points",
                    models.PositiveSmallIntegerField(
                        default=3, validators=[django.core.validators.MinValueValidator(1)]
                    ),
                ),
                (
                    "weight",
                    models.PositiveSmallIntegerField(
                        default=1, validators=[django.core.validators.MinValueValidator(1)]
                    ),
                ),
                ("order", models.PositiveSmallIntegerField(default=1)),
                ("retired_at", models.DateTimeField(blank=True, null=True)),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
            ],
            options={
                "verbose_name_plural": "criteria",
                "ordering": ["order", "pk"],
            },
        ),
        migrations.CreateModel(
            name="CriterionEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                ("name", models.CharField(max_length=80)),
                ("question", models.CharField(help_text="What the points are given for", max_length=240)),
                (
                    "most_points",
                    models.PositiveSmallIntegerField(
                        default=3, validators=[django.core.validators.MinValueValidator(1)]
                    ),
                ),
                (
                    "weight",
                    models.PositiveSmallIntegerField(
                        default=1, validators=[django.core.validators.MinValueValidator(1)]
                    ),
                ),
                ("order", models.PositiveSmallIntegerField(default=1)),
                ("retired_at", models.DateTimeField(blank=True, null=True)),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="ProgrammeImport",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("year", models.PositiveSmallIntegerField()),
                ("file_name", models.CharField(max_length=200)),
                ("rows", models.JSONField(help_text="The cells of each row, by the name of its column")),
                (
                    "fates",
                    models.JSONField(
                        help_text="What each row would do, or why it cannot, and then what it did"
                    ),
                ),
                ("made_at", models.DateTimeField(auto_now_add=True)),
                ("done_at", models.DateTimeField(blank=True, null=True)),
            ],
            options={
                "ordering": ["-made_at"],
            },
        ),
        migrations.CreateModel(
            name="ProgrammeSection",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("formal", "For formal scrutiny, with a time"),
                            ("to_schedule", "For formal scrutiny, to be scheduled"),
                            ("review", "Task and finish reviews"),
                            ("considering", "Under consideration"),
                        ],
                        max_length=15,
                    ),
                ),
                ("heading", models.CharField(max_length=160)),
                (
                    "when_empty",
                    models.CharField(blank=True, help_text="Printed where it has no topics", max_length=200),
                ),
                ("order", models.PositiveSmallIntegerField(default=1)),
                ("retired_at", models.DateTimeField(blank=True, null=True)),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
            ],
            options={
                "ordering": ["order", "pk"],
            },
        ),
        migrations.CreateModel(
            name="ProgrammeSectionEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("formal", "For formal scrutiny, with a time"),
                            ("to_schedule", "For formal scrutiny, to be scheduled"),
                            ("review", "Task and finish reviews"),
                            ("considering", "Under consideration"),
                        ],
                        max_length=15,
                    ),
                ),
                ("heading", models.CharField(max_length=160)),
                (
                    "when_empty",
                    models.CharField(blank=True, help_text="Printed where it has no topics", max_length=200),
                ),
                ("order", models.PositiveSmallIntegerField(default=1)),
                ("retired_at", models.DateTimeField(blank=True, null=True)),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="ProgrammeSettings",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "meeting_capacity",
                    models.PositiveSmallIntegerField(
                        default=3,
                        help_text="How many topics one meeting can do justice to",
                        validators=[django.core.validators.MinValueValidator(1)],
                    ),
                ),
                (
                    "watches",
                    models.TextField(
                        blank=True,
                        help_text="Words that bring a planned decision into its remit, one to a line",
                    ),
                ),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
            ],
        ),
        migrations.CreateModel(
            name="ProgrammeSettingsEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                (
                    "meeting_capacity",
                    models.PositiveSmallIntegerField(
                        default=3,
                        help_text="How many topics one meeting can do justice to",
                        validators=[django.core.validators.MinValueValidator(1)],
                    ),
                ),
                (
                    "watches",
                    models.TextField(
                        blank=True,
                        help_text="Words that bring a planned decision into its remit, one to a line",
                    ),
                ),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="ProgrammeText",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("order", models.PositiveSmallIntegerField(default=1)),
                ("heading", models.CharField(max_length=120)),
                ("body", models.TextField()),
            ],
            options={
                "ordering": ["order", "pk"],
            },
        ),
        migrations.CreateModel(
            name="ProgrammeTextEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                ("order", models.PositiveSmallIntegerField(default=1)),
                ("heading", models.CharField(max_length=120)),
                ("body", models.TextField()),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Score",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("points", models.PositiveSmallIntegerField()),
            ],
            options={
                "ordering": ["criterion__order", "criterion"],
            },
        ),
        migrations.CreateModel(
            name="ScoreEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                ("points", models.PositiveSmallIntegerField()),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Suggester",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(blank=True, max_length=120)),
                ("email", models.EmailField(blank=True, max_length=254)),
            ],
        ),
        migrations.CreateModel(
            name="Suggestion",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "year",
                    models.PositiveSmallIntegerField(
                        help_text="The municipal year that begins in May of this year"
                    ),
                ),
                (
                    "source",
                    models.CharField(
                        choices=[
                            ("member", "Member"),
                            ("officer", "Officer"),
                            ("resident", "Resident"),
                            ("forward_plan", "Forward plan"),
                        ],
                        max_length=15,
                    ),
                ),
                ("title", models.CharField(max_length=200)),
                ("why", models.TextField(blank=True, help_text="Why scrutiny should look at it")),
                (
                    "planned_when",
                    models.CharField(blank=True, help_text="When it was planned for then", max_length=80),
                ),
                ("made_at", models.DateTimeField(auto_now_add=True)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("new", "New"),
                            ("shortlisted", "Shortlisted"),
                            ("adopted", "Adopted"),
                            ("refused", "Refused"),
                        ],
                        default="new",
                        max_length=12,
                    ),
                ),
                (
                    "public_title",
                    models.CharField(blank=True, help_text="What the public list calls it", max_length=200),
                ),
                (
                    "reason",
                    models.TextField(blank=True, help_text="Why it was adopted or refused. It is published"),
                ),
                ("decided_at", models.DateTimeField(blank=True, null=True)),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
            ],
            options={
                "ordering": ["-made_at", "-pk"],
            },
        ),
        migrations.CreateModel(
            name="SuggestionEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                (
                    "year",
                    models.PositiveSmallIntegerField(
                        help_text="The municipal year that begins in May of this year"
                    ),
                ),
                (
                    "source",
                    models.CharField(
                        choices=[
                            ("member", "Member"),
                            ("officer", "Officer"),
                            ("resident", "Resident"),
                            ("forward_plan", "Forward plan"),
                        ],
                        max_length=15,
                    ),
                ),
                ("title", models.CharField(max_length=200)),
                ("why", models.TextField(blank=True, help_text="Why scrutiny should look at it")),
                (
                    "planned_when",
                    models.CharField(blank=True, help_text="When it was planned for then", max_length=80),
                ),
                ("made_at", models.DateTimeField(auto_now_add=True)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("new", "New"),
                            ("shortlisted", "Shortlisted"),
                            ("adopted", "Adopted"),
                            ("refused", "Refused"),
                        ],
                        default="new",
                        max_length=12,
                    ),
                ),
                (
                    "public_title",
                    models.CharField(blank=True, help_text="What the public list calls it", max_length=200),
                ),
                (
                    "reason",
                    models.TextField(blank=True, help_text="Why it was adopted or refused. It is published"),
                ),
                ("decided_at", models.DateTimeField(blank=True, null=True)),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Topic",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "year",
                    models.PositiveSmallIntegerField(
                        help_text="The municipal year that begins in May of this year"
                    ),
                ),
                ("order", models.PositiveSmallIntegerField(default=1)),
                ("title", models.CharField(max_length=200)),
                ("focus", models.TextField(blank=True, help_text="Focus and other comments")),
                (
                    "starts",
                    models.DateField(
                        blank=True, help_text="The day, or the first day, if not at a meeting", null=True
                    ),
                ),
                (
                    "ends",
                    models.DateField(blank=True, help_text="The last day of what takes some time", null=True),
                ),
                (
                    "timing",
                    models.CharField(
                        blank=True,
                        help_text="In words, like TBC (after contract negotiations have completed)",
                        max_length=160,
                    ),
                ),
                ("witnesses", models.TextField(blank=True, help_text="Who is to be heard, one to a line")),
                (
                    "lead_officer_name",
                    models.CharField(blank=True, help_text="As it is printed", max_length=120),
                ),
                ("outcome", models.TextField(blank=True, help_text="What scrutiny wants to come of it")),
                ("is_public", models.BooleanField(default=True, help_text="On the public programme")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("planned", "Planned"),
                            ("complete", "Complete"),
                            ("dropped", "Dropped"),
                            ("carried", "Carried forward"),
                        ],
                        default="planned",
                        max_length=10,
                    ),
                ),
                ("completed_on", models.DateField(blank=True, null=True)),
                (
                    "result",
                    models.TextField(blank=True, help_text="What came of it, in words the public can read"),
                ),
                ("dropped_at", models.DateTimeField(blank=True, null=True)),
                ("dropped_reason", models.TextField(blank=True, help_text="In words the public can read")),
                ("added_at", models.DateTimeField(auto_now_add=True)),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
            ],
            options={
                "ordering": ["committee", "year", "section", "order", "pk"],
            },
        ),
        migrations.CreateModel(
            name="TopicEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                (
                    "year",
                    models.PositiveSmallIntegerField(
                        help_text="The municipal year that begins in May of this year"
                    ),
                ),
                ("order", models.PositiveSmallIntegerField(default=1)),
                ("title", models.CharField(max_length=200)),
                ("focus", models.TextField(blank=True, help_text="Focus and other comments")),
                (
                    "starts",
                    models.DateField(
                        blank=True, help_text="The day, or the first day, if not at a meeting", null=True
                    ),
                ),
                (
                    "ends",
                    models.DateField(blank=True, help_text="The last day of what takes some time", null=True),
                ),
                (
                    "timing",
                    models.CharField(
                        blank=True,
                        help_text="In words, like TBC (after contract negotiations have completed)",
                        max_length=160,
                    ),
                ),
                ("witnesses", models.TextField(blank=True, help_text="Who is to be heard, one to a line")),
                (
                    "lead_officer_name",
                    models.CharField(blank=True, help_text="As it is printed", max_length=120),
                ),
                ("outcome", models.TextField(blank=True, help_text="What scrutiny wants to come of it")),
                ("is_public", models.BooleanField(default=True, help_text="On the public programme")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("planned", "Planned"),
                            ("complete", "Complete"),
                            ("dropped", "Dropped"),
                            ("carried", "Carried forward"),
                        ],
                        default="planned",
                        max_length=10,
                    ),
                ),
                ("completed_on", models.DateField(blank=True, null=True)),
                (
                    "result",
                    models.TextField(blank=True, help_text="What came of it, in words the public can read"),
                ),
                ("dropped_at", models.DateTimeField(blank=True, null=True)),
                ("dropped_reason", models.TextField(blank=True, help_text="In words the public can read")),
                ("added_at", models.DateTimeField(auto_now_add=True)),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="TopicOrigin",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("council", "Referral from the Council"),
                            ("planning", "Work planning session"),
                            ("suggestion", "Suggestion"),
                            ("undertaking", "Undertaking given on a call-in"),
                            ("call_in", "Follow-up of a decision that was called in"),
                            ("forward_plan", "Decision on the forward plan"),
                            ("recommendation", "Follow-up of a recommendation"),
                            ("annual", "Annual cycle"),
                            ("other", "Other"),
                        ],
                        max_length=15,
                    ),
                ),
                (
                    "words",
                    models.CharField(
                        blank=True, help_text="Like the meeting that referred it", max_length=200
                    ),
                ),
                ("on", models.DateField(blank=True, null=True)),
            ],
            options={
                "ordering": ["topic", "pk"],
            },
        ),
        migrations.CreateModel(
            name="TopicOriginEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("council", "Referral from the Council"),
                            ("planning", "Work planning session"),
                            ("suggestion", "Suggestion"),
                            ("undertaking", "Undertaking given on a call-in"),
                            ("call_in", "Follow-up of a decision that was called in"),
                            ("forward_plan", "Decision on the forward plan"),
                            ("recommendation", "Follow-up of a recommendation"),
                            ("annual", "Annual cycle"),
                            ("other", "Other"),
                        ],
                        max_length=15,
                    ),
                ),
                (
                    "words",
                    models.CharField(
                        blank=True, help_text="Like the meeting that referred it", max_length=200
                    ),
                ),
                ("on", models.DateField(blank=True, null=True)),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="TopicSlip",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "before",
                    models.CharField(help_text="When it was planned, as it was printed", max_length=200),
                ),
                ("after", models.CharField(max_length=200)),
                ("from_day", models.DateField(blank=True, null=True)),
                ("to_day", models.DateField(blank=True, null=True)),
                ("reason", models.TextField(help_text="In words the public can read")),
                ("at", models.DateTimeField(auto_now_add=True)),
            ],
            options={
                "ordering": ["-at", "-pk"],
            },
        ),
        migrations.CreateModel(
            name="TopicStep",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("number", models.PositiveSmallIntegerField()),
                ("text", models.TextField()),
            ],
            options={
                "ordering": ["topic", "number"],
            },
        ),
        migrations.CreateModel(
            name="TopicStepEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                ("number", models.PositiveSmallIntegerField()),
                ("text", models.TextField()),
            ],
            options={
                "abstract": False,
            },
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="criterion",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "workprogramme_criterionevent" ("id", "most_points", "name", "order", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "question", "retired_at", "version", "weight") VALUES (NEW."id", NEW."most_points", NEW."name", NEW."order", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."question", NEW."retired_at", NEW."version", NEW."weight"); RETURN NULL;',
                    hash="f0606ad437b96b9b468ef0bd53f850ae889ef25d",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_1f4b1",
                    table="workprogramme_criterion",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="criterion",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "workprogramme_criterionevent" ("id", "most_points", "name", "order", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "question", "retired_at", "version", "weight") VALUES (NEW."id", NEW."most_points", NEW."name", NEW."order", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."question", NEW."retired_at", NEW."version", NEW."weight"); RETURN NULL;',
                    hash="4ff947dafe17ffe98838543646478c534f652d50",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_2ecd4",
                    table="workprogramme_criterion",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="criterion",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "workprogramme_criterionevent" ("id", "most_points", "name", "order", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "question", "retired_at", "version", "weight") VALUES (OLD."id", OLD."most_points", OLD."name", OLD."order", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."question", OLD."retired_at", OLD."version", OLD."weight"); RETURN NULL;',
                    hash="240b16013e5bb21f70ce98dc5d2d96a4bedd4859",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_b48b6",
                    table="workprogramme_criterion",
                    when="AFTER",
                ),
            ),
        ),
        migrations.AddField(
            model_name="criterionevent",
            name="pgh_context",
            field=models.ForeignKey(
                db_constraint=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                to="pghistory.context",
            ),
        ),
        migrations.AddField(
            model_name="criterionevent",
            name="pgh_obj",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="events",
                to="workprogramme.criterion",
            ),
        ),
        migrations.AddField(
            model_name="programmeimport",
            name="committee",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="programme_imports",
                to="committees.committee",
            ),
        ),
        migrations.AddField(
            model_name="programmeimport",
            name="made_by",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="programmesection",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "workprogramme_programmesectionevent" ("heading", "id", "kind", "order", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "retired_at", "version", "when_empty") VALUES (NEW."heading", NEW."id", NEW."kind", NEW."order", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."retired_at", NEW."version", NEW."when_empty"); RETURN NULL;',
                    hash="c1eacf9a6899a693db906b06f8d2c3bc96eea9f4",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_b3482",
                    table="workprogramme_programmesection",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="programmesection",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "workprogramme_programmesectionevent" ("heading", "id", "kind", "order", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "retired_at", "version", "when_empty") VALUES (NEW."heading", NEW."id", NEW."kind", NEW."order", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."retired_at", NEW."version", NEW."when_empty"); RETURN NULL;',
                    hash="3414a6f21d1c40c42962a71362e7bce773c825df",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_2d87f",
                    table="workprogramme_programmesection",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="programmesection",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "workprogramme_programmesectionevent" ("heading", "id", "kind", "order", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "retired_at", "version", "when_empty") VALUES (OLD."heading", OLD."id", OLD."kind", OLD."order", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."retired_at", OLD."version", OLD."when_empty"); RETURN NULL;',
                    hash="9336fd0f20bc27819433291a4d5d8d20ef8fef83",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_52f35",
                    table="workprogramme_programmesection",
                    when="AFTER",
                ),
            ),
        ),
        migrations.AddField(
            model_name="programmesectionevent",
            name="pgh_context",
            field=models.ForeignKey(
                db_constraint=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                to="pghistory.context",
            ),
        ),
        migrations.AddField(
            model_name="programmesectionevent",
            name="pgh_obj",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="events",
                to="workprogramme.programmesection",
            ),
        ),
        migrations.AddField(
            model_name="programmesettings",
            name="committee",
            field=models.OneToOneField(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="programme_settings",
                to="committees.committee",
            ),
        ),
        migrations.AddField(
            model_name="programmesettingsevent",
            name="committee",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to="committees.committee",
            ),
        ),
        migrations.AddField(
            model_name="programmesettingsevent",
            name="pgh_context",
            field=models.ForeignKey(
                db_constraint=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                to="pghistory.context",
            ),
        ),
        migrations.AddField(
            model_name="programmesettingsevent",
            name="pgh_obj",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="events",
                to="workprogramme.programmesettings",
            ),
        ),
        migrations.AddField(
            model_name="programmetext",
            name="committee",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="programme_texts",
                to="committees.committee",
            ),
        ),
        migrations.AddField(
            model_name="programmetextevent",
            name="committee",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to="committees.committee",
            ),
        ),
        migrations.AddField(
            model_name="programmetextevent",
            name="pgh_context",
            field=models.ForeignKey(
                db_constraint=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                to="pghistory.context",
            ),
        ),
        migrations.AddField(
            model_name="programmetextevent",
            name="pgh_obj",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="events",
                to="workprogramme.programmetext",
            ),
        ),
        migrations.AddField(
            model_name="score",
            name="by",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
            ),
        ),
        migrations.AddField(
            model_name="score",
            name="criterion",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="scores",
                to="workprogramme.criterion",
            ),
        ),
        migrations.AddField(
            model_name="scoreevent",
            name="by",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="scoreevent",
            name="criterion",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to="workprogramme.criterion",
            ),
        ),
        migrations.AddField(
            model_name="scoreevent",
            name="pgh_context",
            field=models.ForeignKey(
                db_constraint=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                to="pghistory.context",
            ),
        ),
        migrations.AddField(
            model_name="scoreevent",
            name="pgh_obj",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="events",
                to="workprogramme.score",
            ),
        ),
        migrations.AddField(
            model_name="suggestion",
            name="committee",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="suggestions",
                to="committees.committee",
            ),
        ),
        migrations.AddField(
            model_name="suggestion",
            name="made_by",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="suggestions",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="suggestion",
            name="planned",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="suggestions",
                to="callins.planneddecision",
            ),
        ),
        migrations.AddField(
            model_name="suggester",
            name="suggestion",
            field=models.OneToOneField(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="suggester",
                to="workprogramme.suggestion",
            ),
        ),
        migrations.AddField(
            model_name="scoreevent",
            name="suggestion",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to="workprogramme.suggestion",
            ),
        ),
        migrations.AddField(
            model_name="score",
            name="suggestion",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="scores",
                to="workprogramme.suggestion",
            ),
        ),
        migrations.AddField(
            model_name="suggestionevent",
            name="committee",
            field=models.ForeignKey(
                blank=True,
                db_constraint=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to="committees.committee",
            ),
        ),
        migrations.AddField(
            model_name="suggestionevent",
            name="made_by",
            field=models.ForeignKey(
                blank=True,
                db_constraint=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="suggestionevent",
            name="pgh_context",
            field=models.ForeignKey(
                db_constraint=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                to="pghistory.context",
            ),
        ),
        migrations.AddField(
            model_name="suggestionevent",
            name="pgh_obj",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="events",
                to="workprogramme.suggestion",
            ),
        ),
        migrations.AddField(
            model_name="suggestionevent",
            name="planned",
            field=models.ForeignKey(
                blank=True,
                db_constraint=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to="callins.planneddecision",
            ),
        ),
        migrations.AddField(
            model_name="topic",
            name="carried_to",
            field=models.OneToOneField(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="carried_from",
                to="workprogramme.topic",
            ),
        ),
        migrations.AddField(
            model_name="topic",
            name="committee",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="topics", to="committees.committee"
            ),
        ),
        migrations.AddField(
            model_name="topic",
            name="item",
            field=models.OneToOneField(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="topic",
                to="committees.agendaitem",
            ),
        ),
        migrations.AddField(
            model_name="topic",
            name="lead_officer",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="council.person",
            ),
        ),
        migrations.AddField(
            model_name="topic",
            name="meeting",
            field=models.ForeignKey(
                blank=True,
                help_text="When it is scheduled",
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="topics",
                to="committees.meeting",
            ),
        ),
        migrations.AddField(
            model_name="topic",
            name="section",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="topics",
                to="workprogramme.programmesection",
            ),
        ),
        migrations.AddField(
            model_name="suggestionevent",
            name="topic",
            field=models.ForeignKey(
                blank=True,
                db_constraint=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to="workprogramme.topic",
            ),
        ),
        migrations.AddField(
            model_name="suggestion",
            name="topic",
            field=models.OneToOneField(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="adopted_from",
                to="workprogramme.topic",
            ),
        ),
        migrations.AddField(
            model_name="topicevent",
            name="carried_to",
            field=models.ForeignKey(
                blank=True,
                db_constraint=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to="workprogramme.topic",
            ),
        ),
        migrations.AddField(
            model_name="topicevent",
            name="committee",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to="committees.committee",
            ),
        ),
        migrations.AddField(
            model_name="topicevent",
            name="item",
            field=models.ForeignKey(
                blank=True,
                db_constraint=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to="committees.agendaitem",
            ),
        ),
        migrations.AddField(
            model_name="topicevent",
            name="lead_officer",
            field=models.ForeignKey(
                blank=True,
                db_constraint=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to="council.person",
            ),
        ),
        migrations.AddField(
            model_name="topicevent",
            name="meeting",
            field=models.ForeignKey(
                blank=True,
                db_constraint=False,
                help_text="When it is scheduled",
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to="committees.meeting",
            ),
        ),
        migrations.AddField(
            model_name="topicevent",
            name="pgh_context",
            field=models.ForeignKey(
                db_constraint=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                to="pghistory.context",
            ),
        ),
        migrations.AddField(
            model_name="topicevent",
            name="pgh_obj",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="events",
                to="workprogramme.topic",
            ),
        ),
        migrations.AddField(
            model_name="topicevent",
            name="section",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to="workprogramme.programmesection",
            ),
        ),
        migrations.AddField(
            model_name="topicorigin",
            name="decision",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="topic_origins",
                to="callins.decision",
            ),
        ),
        migrations.AddField(
            model_name="topicorigin",
            name="planned",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="topic_origins",
                to="callins.planneddecision",
            ),
        ),
        migrations.AddField(
            model_name="topicorigin",
            name="suggestion",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="topic_origins",
                to="workprogramme.suggestion",
            ),
        ),
        migrations.AddField(
            model_name="topicorigin",
            name="topic",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="origins", to="workprogramme.topic"
            ),
        ),
        migrations.AddField(
            model_name="topicorigin",
            name="undertaking",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="topic_origins",
                to="callins.undertaking",
            ),
        ),
        migrations.AddField(
            model_name="topicoriginevent",
            name="decision",
            field=models.ForeignKey(
                blank=True,
                db_constraint=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to="callins.decision",
            ),
        ),
        migrations.AddField(
            model_name="topicoriginevent",
            name="pgh_context",
            field=models.ForeignKey(
                db_constraint=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                to="pghistory.context",
            ),
        ),
        migrations.AddField(
            model_name="topicoriginevent",
            name="pgh_obj",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="events",
                to="workprogramme.topicorigin",
            ),
        ),
        migrations.AddField(
            model_name="topicoriginevent",
            name="planned",
            field=models.ForeignKey(
                blank=True,
                db_constraint=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to="callins.planneddecision",
            ),
        ),
        migrations.AddField(
            model_name="topicoriginevent",
            name="suggestion",
            field=models.ForeignKey(
                blank=True,
                db_constraint=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to="workprogramme.suggestion",
            ),
        ),
        migrations.AddField(
            model_name="topicoriginevent",
            name="topic",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to="workprogramme.topic",
            ),
        ),
        migrations.AddField(
            model_name="topicoriginevent",
            name="undertaking",
            field=models.ForeignKey(
                blank=True,
                db_constraint=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to="callins.undertaking",
            ),
        ),
        migrations.AddField(
            model_name="topicslip",
            name="by",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="topicslip",
            name="left_item",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to="committees.agendaitem",
            ),
        ),
        migrations.AddField(
            model_name="topicslip",
            name="topic",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="slips", to="workprogramme.topic"
            ),
        ),
        migrations.AddField(
            model_name="topicstep",
            name="topic",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="steps", to="workprogramme.topic"
            ),
        ),
        migrations.AddField(
            model_name="topicstepevent",
            name="pgh_context",
            field=models.ForeignKey(
                db_constraint=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                to="pghistory.context",
            ),
        ),
        migrations.AddField(
            model_name="topicstepevent",
            name="pgh_obj",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="events",
                to="workprogramme.topicstep",
            ),
        ),
        migrations.AddField(
            model_name="topicstepevent",
            name="topic",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to="workprogramme.topic",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="criterionevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="d4556453f2a97f396ff8cba23d53195437cebc7a",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_79ff4",
                    table="workprogramme_criterionevent",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="programmesectionevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="6d9bd64863c232ab1a3c75e8ee8c0c1e52ca24a6",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_e3fc9",
                    table="workprogramme_programmesectionevent",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="programmesettings",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "workprogramme_programmesettingsevent" ("committee_id", "id", "meeting_capacity", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "version", "watches") VALUES (NEW."committee_id", NEW."id", NEW."meeting_capacity", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."version", NEW."watches"); RETURN NULL;',
                    hash="004d9b53aa304cda5a82640784561af7ade72150",
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
                    func='INSERT INTO "workprogramme_programmesettingsevent" ("committee_id", "id", "meeting_capacity", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "version", "watches") VALUES (NEW."committee_id", NEW."id", NEW."meeting_capacity", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."version", NEW."watches"); RETURN NULL;',
                    hash="3cbdb61fc577e1ea4938c7c811318df62175ad3e",
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
                    func='INSERT INTO "workprogramme_programmesettingsevent" ("committee_id", "id", "meeting_capacity", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "version", "watches") VALUES (OLD."committee_id", OLD."id", OLD."meeting_capacity", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."version", OLD."watches"); RETURN NULL;',
                    hash="a29ed9654dcb668528fdf9ad6e8eb15ec81f407d",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_68452",
                    table="workprogramme_programmesettings",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="programmesettingsevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="d7cc51c26b2932d31545ae8a3c1cab342a7a4f0c",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_d5ca6",
                    table="workprogramme_programmesettingsevent",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="programmetext",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "workprogramme_programmetextevent" ("body", "committee_id", "heading", "id", "order", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (NEW."body", NEW."committee_id", NEW."heading", NEW."id", NEW."order", _pgh_attach_context(), NOW(), \'insert\', NEW."id"); RETURN NULL;',
                    hash="a85666d5f3655c32b80ac92b66ecb95e04295423",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_10e1c",
                    table="workprogramme_programmetext",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="programmetext",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "workprogramme_programmetextevent" ("body", "committee_id", "heading", "id", "order", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (NEW."body", NEW."committee_id", NEW."heading", NEW."id", NEW."order", _pgh_attach_context(), NOW(), \'update\', NEW."id"); RETURN NULL;',
                    hash="b2d18a820d9f8f13bb3c2404ff62f16a41b3c91e",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_24568",
                    table="workprogramme_programmetext",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="programmetext",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "workprogramme_programmetextevent" ("body", "committee_id", "heading", "id", "order", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (OLD."body", OLD."committee_id", OLD."heading", OLD."id", OLD."order", _pgh_attach_context(), NOW(), \'delete\', OLD."id"); RETURN NULL;',
                    hash="10ce8bf3b52e2b7bd4036ff300b002a4c65e21f7",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_292e4",
                    table="workprogramme_programmetext",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="programmetextevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="ae50dc0f937a48dc3783b17e9174217a109cb1fa",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_0e29e",
                    table="workprogramme_programmetextevent",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="scoreevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="7ea660316811a04dbccc4439770f5d88e0600486",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_ce976",
                    table="workprogramme_scoreevent",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="score",
            constraint=models.UniqueConstraint(
                fields=("suggestion", "criterion"), name="one_score_of_a_suggestion_on_a_criterion"
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="score",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "workprogramme_scoreevent" ("by_id", "criterion_id", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "points", "suggestion_id") VALUES (NEW."by_id", NEW."criterion_id", NEW."id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."points", NEW."suggestion_id"); RETURN NULL;',
                    hash="2ca5c66daf40bd87f4bf09ca1087605ebb816c83",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_5ea26",
                    table="workprogramme_score",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="score",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "workprogramme_scoreevent" ("by_id", "criterion_id", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "points", "suggestion_id") VALUES (NEW."by_id", NEW."criterion_id", NEW."id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."points", NEW."suggestion_id"); RETURN NULL;',
                    hash="0301866e2a97d0f7c9b3757fba475c241fa71cbf",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_81cff",
                    table="workprogramme_score",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="score",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "workprogramme_scoreevent" ("by_id", "criterion_id", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "points", "suggestion_id") VALUES (OLD."by_id", OLD."criterion_id", OLD."id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."points", OLD."suggestion_id"); RETURN NULL;',
                    hash="12a651247adf3a128179bd3d18e7bbdeabb71fbe",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_d0153",
                    table="workprogramme_score",
                    when="AFTER",
                ),
            ),
        ),
        migrations.AddIndex(
            model_name="topic",
            index=models.Index(fields=["committee", "year"], name="topic_by_programme"),
        ),
        migrations.AddConstraint(
            model_name="topic",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("meeting__isnull", False),
                    ("starts__isnull", False),
                    models.Q(("timing", ""), _negated=True),
                    _connector="OR",
                ),
                name="topic_says_when",
                violation_error_message="Give a day, or say when in words.",
            ),
        ),
        migrations.AddConstraint(
            model_name="topic",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("meeting", None),
                    models.Q(("ends", None), ("starts", None), ("timing", "")),
                    _connector="OR",
                ),
                name="scheduled_topic_has_the_day_of_its_meeting",
            ),
        ),
        migrations.AddConstraint(
            model_name="topic",
            constraint=models.CheckConstraint(
                condition=models.Q(("ends", None), ("ends__gte", models.F("starts")), _connector="OR"),
                name="topic_ends_after_it_starts",
                violation_error_message="The last day must be on or after the first day.",
            ),
        ),
        migrations.AddConstraint(
            model_name="topic",
            constraint=models.CheckConstraint(
                condition=models.Q(("item", None), ("meeting__isnull", False), _connector="OR"),
                name="topic_on_an_agenda_has_its_meeting",
            ),
        ),
        migrations.AddConstraint(
            model_name="topic",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("completed_on__isnull", False), ("state", "complete")),
                    models.Q(models.Q(("state", "complete"), _negated=True), ("completed_on", None)),
                    _connector="OR",
                ),
                name="complete_topic_says_when",
            ),
        ),
        migrations.AddConstraint(
            model_name="topic",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("dropped_at__isnull", False),
                        ("state", "dropped"),
                        models.Q(("dropped_reason", ""), _negated=True),
                    ),
                    models.Q(models.Q(("state", "dropped"), _negated=True), ("dropped_at", None)),
                    _connector="OR",
                ),
                name="dropped_topic_says_when_and_why",
            ),
        ),
        migrations.AddConstraint(
            model_name="topic",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("carried_to__isnull", False), ("state", "carried")),
                    models.Q(models.Q(("state", "carried"), _negated=True), ("carried_to", None)),
                    _connector="OR",
                ),
                name="carried_topic_says_where_to",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="topic",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "workprogramme_topicevent" ("added_at", "carried_to_id", "committee_id", "completed_on", "dropped_at", "dropped_reason", "ends", "focus", "id", "is_public", "item_id", "lead_officer_id", "lead_officer_name", "meeting_id", "order", "outcome", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "result", "section_id", "starts", "state", "timing", "title", "version", "witnesses", "year") VALUES (NEW."added_at", NEW."carried_to_id", NEW."committee_id", NEW."completed_on", NEW."dropped_at", NEW."dropped_reason", NEW."ends", NEW."focus", NEW."id", NEW."is_public", NEW."item_id", NEW."lead_officer_id", NEW."lead_officer_name", NEW."meeting_id", NEW."order", NEW."outcome", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."result", NEW."section_id", NEW."starts", NEW."state", NEW."timing", NEW."title", NEW."version", NEW."witnesses", NEW."year"); RETURN NULL;',
                    hash="081ec81a2fd40a8095186f73cf0c46a43ec521ed",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_2d997",
                    table="workprogramme_topic",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="topic",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "workprogramme_topicevent" ("added_at", "carried_to_id", "committee_id", "completed_on", "dropped_at", "dropped_reason", "ends", "focus", "id", "is_public", "item_id", "lead_officer_id", "lead_officer_name", "meeting_id", "order", "outcome", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "result", "section_id", "starts", "state", "timing", "title", "version", "witnesses", "year") VALUES (NEW."added_at", NEW."carried_to_id", NEW."committee_id", NEW."completed_on", NEW."dropped_at", NEW."dropped_reason", NEW."ends", NEW."focus", NEW."id", NEW."is_public", NEW."item_id", NEW."lead_officer_id", NEW."lead_officer_name", NEW."meeting_id", NEW."order", NEW."outcome", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."result", NEW."section_id", NEW."starts", NEW."state", NEW."timing", NEW."title", NEW."version", NEW."witnesses", NEW."year"); RETURN NULL;',
                    hash="329671aa356c8fd47d7dfbb2d76ca5ba1042a5e0",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_28f33",
                    table="workprogramme_topic",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="topic",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "workprogramme_topicevent" ("added_at", "carried_to_id", "committee_id", "completed_on", "dropped_at", "dropped_reason", "ends", "focus", "id", "is_public", "item_id", "lead_officer_id", "lead_officer_name", "meeting_id", "order", "outcome", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "result", "section_id", "starts", "state", "timing", "title", "version", "witnesses", "year") VALUES (OLD."added_at", OLD."carried_to_id", OLD."committee_id", OLD."completed_on", OLD."dropped_at", OLD."dropped_reason", OLD."ends", OLD."focus", OLD."id", OLD."is_public", OLD."item_id", OLD."lead_officer_id", OLD."lead_officer_name", OLD."meeting_id", OLD."order", OLD."outcome", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."result", OLD."section_id", OLD."starts", OLD."state", OLD."timing", OLD."title", OLD."version", OLD."witnesses", OLD."year"); RETURN NULL;',
                    hash="c0430a01299124fbaed6649f99d480af34d97008",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_c0e35",
                    table="workprogramme_topic",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="suggestionevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="65631102238b1e037b3859a5819c7b9056802e3f",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_96ebb",
                    table="workprogramme_suggestionevent",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.AddIndex(
            model_name="suggestion",
            index=models.Index(fields=["committee", "state"], name="suggestion_by_committee"),
        ),
        migrations.AddConstraint(
            model_name="suggestion",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("decided_at__isnull", False), ("state__in", ["adopted", "refused"])),
                    models.Q(("decided_at", None), ("state__in", ["new", "shortlisted"])),
                    _connector="OR",
                ),
                name="decided_suggestion_says_when",
            ),
        ),
        migrations.AddConstraint(
            model_name="suggestion",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("state", "refused"), _negated=True),
                    models.Q(
                        models.Q(("reason", ""), _negated=True), models.Q(("public_title", ""), _negated=True)
                    ),
                    _connector="OR",
                ),
                name="refused_suggestion_says_why",
            ),
        ),
        migrations.AddConstraint(
            model_name="suggestion",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("state", "adopted"), ("topic__isnull", False)),
                    models.Q(models.Q(("state", "adopted"), _negated=True), ("topic", None)),
                    _connector="OR",
                ),
                name="adopted_suggestion_is_a_topic",
            ),
        ),
        migrations.AddConstraint(
            model_name="suggestion",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("planned__isnull", False), ("source", "forward_plan")),
                    models.Q(("source", "forward_plan"), _negated=True),
                    _connector="OR",
                ),
                name="suggestion_of_the_forward_plan_says_which",
            ),
        ),
        migrations.AddConstraint(
            model_name="suggestion",
            constraint=models.UniqueConstraint(
                condition=models.Q(("planned__isnull", False)),
                fields=("committee", "planned", "planned_when"),
                name="a_planned_decision_is_suggested_once_for_a_time",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="suggestion",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "workprogramme_suggestionevent" ("committee_id", "decided_at", "id", "made_at", "made_by_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "planned_id", "planned_when", "public_title", "reason", "source", "state", "title", "topic_id", "version", "why", "year") VALUES (NEW."committee_id", NEW."decided_at", NEW."id", NEW."made_at", NEW."made_by_id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."planned_id", NEW."planned_when", NEW."public_title", NEW."reason", NEW."source", NEW."state", NEW."title", NEW."topic_id", NEW."version", NEW."why", NEW."year"); RETURN NULL;',
                    hash="6e49b7b4f59bfcaca47f8d52bfd0112039f15dd9",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_99957",
                    table="workprogramme_suggestion",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="suggestion",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "workprogramme_suggestionevent" ("committee_id", "decided_at", "id", "made_at", "made_by_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "planned_id", "planned_when", "public_title", "reason", "source", "state", "title", "topic_id", "version", "why", "year") VALUES (NEW."committee_id", NEW."decided_at", NEW."id", NEW."made_at", NEW."made_by_id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."planned_id", NEW."planned_when", NEW."public_title", NEW."reason", NEW."source", NEW."state", NEW."title", NEW."topic_id", NEW."version", NEW."why", NEW."year"); RETURN NULL;',
                    hash="0a8030167051238e60870ec01b5d493524cac203",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_dffba",
                    table="workprogramme_suggestion",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="suggestion",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "workprogramme_suggestionevent" ("committee_id", "decided_at", "id", "made_at", "made_by_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "planned_id", "planned_when", "public_title", "reason", "source", "state", "title", "topic_id", "version", "why", "year") VALUES (OLD."committee_id", OLD."decided_at", OLD."id", OLD."made_at", OLD."made_by_id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."planned_id", OLD."planned_when", OLD."public_title", OLD."reason", OLD."source", OLD."state", OLD."title", OLD."topic_id", OLD."version", OLD."why", OLD."year"); RETURN NULL;',
                    hash="e597ed0f9f76e54f7b44520b422fb1d1317dd145",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_b3cc0",
                    table="workprogramme_suggestion",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="topicevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="e53062bce0edac9a58db414e9bab33c1e0b1ed32",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_aa1e3",
                    table="workprogramme_topicevent",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="topicorigin",
            constraint=models.CheckConstraint(
                condition=models.Q(("undertaking", None), ("kind", "undertaking"), _connector="OR"),
                name="origin_in_an_undertaking_says_so",
            ),
        ),
        migrations.AddConstraint(
            model_name="topicorigin",
            constraint=models.UniqueConstraint(
                fields=("topic", "undertaking"), name="topic_has_an_undertaking_once"
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="topicorigin",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "workprogramme_topicoriginevent" ("decision_id", "id", "kind", "on", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "planned_id", "suggestion_id", "topic_id", "undertaking_id", "words") VALUES (NEW."decision_id", NEW."id", NEW."kind", NEW."on", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."planned_id", NEW."suggestion_id", NEW."topic_id", NEW."undertaking_id", NEW."words"); RETURN NULL;',
                    hash="4b6cccf31f824e8049db3f0dfb29812518b91e96",
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
                    func='INSERT INTO "workprogramme_topicoriginevent" ("decision_id", "id", "kind", "on", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "planned_id", "suggestion_id", "topic_id", "undertaking_id", "words") VALUES (NEW."decision_id", NEW."id", NEW."kind", NEW."on", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."planned_id", NEW."suggestion_id", NEW."topic_id", NEW."undertaking_id", NEW."words"); RETURN NULL;',
                    hash="32f699a1fec3f8a1e825c55625e2c56e789fed54",
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
                    func='INSERT INTO "workprogramme_topicoriginevent" ("decision_id", "id", "kind", "on", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "planned_id", "suggestion_id", "topic_id", "undertaking_id", "words") VALUES (OLD."decision_id", OLD."id", OLD."kind", OLD."on", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."planned_id", OLD."suggestion_id", OLD."topic_id", OLD."undertaking_id", OLD."words"); RETURN NULL;',
                    hash="13d1058f4a2e8f2d22957d85448d0c2bef76681f",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_143c1",
                    table="workprogramme_topicorigin",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="topicoriginevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="9303f9719f5a2f3df6fc8929c52025b4a1f19b39",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_516e7",
                    table="workprogramme_topicoriginevent",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="topicslip",
            trigger=pgtrigger.compiler.Trigger(
                name="frozen",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="f0b5cc01ccc0e28d250b21242abf9623b17281cd",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_frozen_159c0",
                    table="workprogramme_topicslip",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="topicstep",
            constraint=models.UniqueConstraint(
                deferrable=django.db.models.constraints.Deferrable["DEFERRED"],
                fields=("topic", "number"),
                name="steps_are_numbered",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="topicstep",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "workprogramme_topicstepevent" ("id", "number", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "text", "topic_id") VALUES (NEW."id", NEW."number", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."text", NEW."topic_id"); RETURN NULL;',
                    hash="f1392f726af1d5fc0a56b737429acdb81bf1d891",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_0fd7e",
                    table="workprogramme_topicstep",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="topicstep",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "workprogramme_topicstepevent" ("id", "number", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "text", "topic_id") VALUES (NEW."id", NEW."number", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."text", NEW."topic_id"); RETURN NULL;',
                    hash="4940630e3747c4e1611bd7eb10081037a8ad45d2",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_0a852",
                    table="workprogramme_topicstep",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="topicstep",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "workprogramme_topicstepevent" ("id", "number", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "text", "topic_id") VALUES (OLD."id", OLD."number", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."text", OLD."topic_id"); RETURN NULL;',
                    hash="af79c7d59b5a8b05cc98e9543ea3deb0c63009fc",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_82e02",
                    table="workprogramme_topicstep",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="topicstepevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="357ddecf0ff76f0053a0379af14f0221889bf99f",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_955c4",
                    table="workprogramme_topicstepevent",
                    when="BEFORE",
                ),
            ),
        ),
    ]
