import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("committees", "0014_interests_that_members_declare"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="FormatRequest",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "page",
                    models.CharField(blank=True, help_text="The number printed on the page", max_length=8),
                ),
                (
                    "document",
                    models.CharField(help_text="What is wanted, in the words of who asked", max_length=300),
                ),
                (
                    "format",
                    models.CharField(
                        choices=[
                            ("accessible", "A document that works with a screen reader"),
                            ("large_print", "Large print"),
                            ("paper", "On paper"),
                            ("easy_read", "Easy read"),
                            ("audio", "Audio"),
                            ("braille", "Braille"),
                            ("bsl", "British Sign Language"),
                            ("language", "Another language"),
                            ("other", "Something else"),
                        ],
                        max_length=12,
                    ),
                ),
                ("details", models.TextField(blank=True)),
                ("name", models.CharField(max_length=120)),
                ("email", models.EmailField(blank=True, max_length=254)),
                ("phone", models.CharField(blank=True, max_length=40)),
                ("address", models.TextField(blank=True)),
                ("asked_at", models.DateTimeField(auto_now_add=True)),
                ("due_on", models.DateField()),
                ("explanation", models.JSONField(default=dict, help_text="How the day was counted")),
                ("answered_at", models.DateTimeField(blank=True, null=True)),
                ("answer", models.TextField(blank=True, help_text="What was sent, or why nothing could be")),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                (
                    "answered_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "meeting",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="format_requests",
                        to="committees.meeting",
                    ),
                ),
            ],
            options={
                "ordering": ["-asked_at", "-pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("email", ""), _negated=True),
                            models.Q(("phone", ""), _negated=True),
                            models.Q(("address", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="format_request_can_be_answered",
                        violation_error_message="Give an e-mail address, a phone number or a postal address.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("answer", ""), ("answered_at", None), ("answered_by", None)),
                            models.Q(
                                ("answered_at__isnull", False),
                                ("answered_by__isnull", False),
                                models.Q(("answer", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="answered_format_request_says_how",
                    ),
                ],
            },
        ),
    ]
