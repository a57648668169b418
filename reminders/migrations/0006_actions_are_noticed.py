"""What somebody was asked to do at a meeting is due on a day."""

from django.db import migrations

CREATE = """
CREATE TRIGGER reminders_notice AFTER INSERT OR UPDATE OR DELETE ON committees_action
FOR EACH ROW EXECUTE FUNCTION reminders_subject_changed('action', 'id');
"""
DROP = "DROP TRIGGER IF EXISTS reminders_notice ON committees_action;"


class Migration(migrations.Migration):
    dependencies = [
        ("reminders", "0005_executive_business_is_noticed"),
        ("committees", "0012_minutes_resolutions_and_actions"),
    ]

    operations = [migrations.RunSQL(CREATE, DROP)]
