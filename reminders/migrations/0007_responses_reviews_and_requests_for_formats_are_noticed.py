"""Responses that are owed, ends of reviews and requests for other formats are subjects of reminders too."""

from django.db import migrations, models

SUBJECT_OF = {
    "workprogramme_sending": ("notice", "id"),
    "workprogramme_recommendation": ("notice", "sending_id"),
    "workprogramme_review": ("review", "id"),
    "workprogramme_reviewmember": ("review", "review_id"),
    "committees_formatrequest": ("format_request", "id"),
}


def create() -> str:
    return "\n".join(
        f"CREATE TRIGGER reminders_notice AFTER INSERT OR UPDATE OR DELETE ON {table} FOR EACH ROW"
        f" EXECUTE FUNCTION reminders_subject_changed('{subject_type}', '{column}');"
        for table, (subject_type, column) in SUBJECT_OF.items()
    )


def drop() -> str:
    return "\n".join(f"DROP TRIGGER IF EXISTS reminders_notice ON {table};" for table in SUBJECT_OF)


class Migration(migrations.Migration):
    dependencies = [
        ("reminders", "0006_actions_are_noticed"),
        ("committees", "0015_requests_for_another_format"),
        ("workprogramme", "0004_recommendations_and_reviews"),
    ]

    operations = [
        migrations.AddField(
            "reminder",
            "was_held",
            models.BooleanField(
                default=False, help_text="An officer held it when its plan fell away; it comes back held"
            ),
        ),
        migrations.RunSQL(create(), drop()),
    ]
