"""The day on which an exempt paper is to be looked at again is a deadline too."""

from django.db import migrations

CREATE = """
CREATE FUNCTION reminders_paper_changed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO reminders_changedsubject (subject_type, subject_id)
    VALUES ('paper_version', CASE WHEN TG_OP = 'DELETE' THEN OLD.id ELSE NEW.id END);
    RETURN NULL;
END $$;
CREATE TRIGGER reminders_notice AFTER INSERT OR UPDATE OR DELETE ON committees_paperversion
FOR EACH ROW EXECUTE FUNCTION reminders_paper_changed();
"""
DROP = """
DROP TRIGGER IF EXISTS reminders_notice ON committees_paperversion;
DROP FUNCTION IF EXISTS reminders_paper_changed();
"""


class Migration(migrations.Migration):
    dependencies = [
        ("reminders", "0002_changed_deadlines_are_noticed"),
        ("committees", "0009_access_grants_denials_and_releases"),
    ]

    operations = [migrations.RunSQL(CREATE, DROP)]
