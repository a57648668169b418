"""A council that has used the product before search came finds all of it."""

from django.db import migrations

SUBJECTS = {
    "pack": "SELECT DISTINCT meeting_id FROM committees_publication",
    "meeting": "SELECT id FROM committees_meeting",
    "committee": "SELECT id FROM committees_committee",
    "minutes": "SELECT DISTINCT meeting_id FROM committees_minutes WHERE published_at IS NOT NULL",
    "person": "SELECT id FROM council_person WHERE kind = 'councillor'",
    "decision": "SELECT id FROM callins_decision",
    "plan": "SELECT id FROM callins_planneddecision",
    "call_in": "SELECT id FROM callins_callin",
    "topic": "SELECT id FROM workprogramme_topic",
}
EVERYTHING = "\n".join(
    f"INSERT INTO search_due (subject_type, subject_id) SELECT '{kind}', found.* FROM ({rows}) found;"
    for kind, rows in SUBJECTS.items()
)


class Migration(migrations.Migration):
    dependencies = [("search", "0002_whatever_changes_is_due")]

    operations = [migrations.RunSQL(EVERYTHING, migrations.RunSQL.noop)]
