"""Recommendations and reviews are found like all else that is published; those that are there are due now."""

from django.db import migrations, models


ANY_CHANGE = "INSERT OR UPDATE OR DELETE"
# The table, the subject that is due, and the column that says which.
DUE = [
    ("workprogramme_recommendation", "recommendation", "id"),
    ("workprogramme_response", "recommendation", "recommendation_id"),
    ("workprogramme_recommendationstep", "recommendation", "recommendation_id"),
    ("workprogramme_review", "review", "id"),
    ("workprogramme_scoping", "review", "review_id"),
    ("workprogramme_evidence", "review", "review_id"),
    ("workprogramme_reviewextension", "review", "review_id"),
]
NOTICES = "\n".join(
    f"CREATE TRIGGER search_notice AFTER {ANY_CHANGE} ON {table} FOR EACH ROW"
    f" EXECUTE FUNCTION search_changed('{subject}', '{column}');"
    for table, subject, column in DUE
)
NO_NOTICES = "\n".join(f"DROP TRIGGER search_notice ON {table};" for table, _, _ in DUE)
EVERYTHING = """
INSERT INTO search_due (subject_type, subject_id) SELECT 'recommendation', id FROM workprogramme_recommendation;
INSERT INTO search_due (subject_type, subject_id) SELECT 'review', id FROM workprogramme_review;
"""


class Migration(migrations.Migration):
    dependencies = [
        ("search", "0003_everything_there_is_is_due"),
        ("workprogramme", "0004_recommendations_and_reviews"),
    ]

    operations = [
        migrations.AlterField(
            model_name="due",
            name="subject_type",
            field=models.CharField(max_length=15),
        ),
        migrations.AlterField(
            model_name="entry",
            name="kind",
            field=models.CharField(
                choices=[
                    ("paper", "Page of a paper"),
                    ("item", "Agenda item"),
                    ("meeting", "Meeting"),
                    ("minutes", "Minutes"),
                    ("decision", "Decision"),
                    ("plan", "Forward plan"),
                    ("call_in", "Call-in"),
                    ("topic", "Work programme"),
                    ("review", "Review"),
                    ("recommendation", "Recommendation"),
                    ("committee", "Committee"),
                    ("person", "Councillor"),
                ],
                max_length=15,
            ),
        ),
        migrations.AlterField(
            model_name="entry",
            name="subject_type",
            field=models.CharField(help_text="What it was made from, to be made anew with it", max_length=15),
        ),
        migrations.RunSQL(NOTICES, NO_NOTICES),
        migrations.RunSQL(EVERYTHING, migrations.RunSQL.noop),
    ]
