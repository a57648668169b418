"""What the search index takes in is held against the alerts, and a mail that is to go out comes into the ledger."""

from django.db import migrations

# Years of history that are taken over are no news. Who sits where changes with every day that is indexed.
CREATE = """
CREATE FUNCTION alerts_are_fresh() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO alerts_fresh (entry_id)
    SELECT id FROM added WHERE day >= CURRENT_DATE - 90 AND kind NOT IN ('person', 'committee');
    RETURN NULL;
END $$;
CREATE TRIGGER alerts_notice AFTER INSERT ON search_entry
REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION alerts_are_fresh();
CREATE TRIGGER reminders_notice AFTER INSERT OR UPDATE OR DELETE ON alerts_issue
FOR EACH ROW EXECUTE FUNCTION reminders_subject_changed('alert_mail', 'id');
"""
DROP = """
DROP TRIGGER IF EXISTS reminders_notice ON alerts_issue;
DROP TRIGGER IF EXISTS alerts_notice ON search_entry;
DROP FUNCTION IF EXISTS alerts_are_fresh();
"""


class Migration(migrations.Migration):
    dependencies = [
        ("alerts", "0001_addresses_alerts_and_mails"),
        ("reminders", "0008_subscribers_are_written_to"),
        ("search", "0001_words_and_what_is_due"),
    ]

    operations = [migrations.RunSQL(CREATE, DROP)]
