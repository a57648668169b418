"""Whatever changes a deadline says so in its own transaction, however it is written: by a verb, in bulk or by hand.

The apps below know nothing of reminders, so the database tells them apart (docs/adr/0009).
"""

from django.db import migrations

FUNCTIONS = """
CREATE FUNCTION reminders_everything_changed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO reminders_changedsubject (subject_type, subject_id) VALUES ('', NULL);
    RETURN NULL;
END $$;

-- Everybody who signs in changes their own row.
CREATE FUNCTION reminders_user_changed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF (NEW.is_active, NEW.roles, NEW.email, NEW.person_id)
        IS DISTINCT FROM (OLD.is_active, OLD.roles, OLD.email, OLD.person_id) THEN
        INSERT INTO reminders_changedsubject (subject_type, subject_id) VALUES ('', NULL);
    END IF;
    RETURN NULL;
END $$;

CREATE FUNCTION reminders_meeting_changed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_TABLE_NAME = 'committees_meeting' THEN
        INSERT INTO reminders_changedsubject (subject_type, subject_id) VALUES ('meeting', NEW.id);
    ELSIF TG_TABLE_NAME = 'committees_report' THEN
        INSERT INTO reminders_changedsubject (subject_type, subject_id)
        SELECT 'meeting', meeting_id FROM committees_agendaitem
        WHERE id = CASE WHEN TG_OP = 'DELETE' THEN OLD.item_id ELSE NEW.item_id END;
    ELSIF TG_OP = 'DELETE' THEN
        INSERT INTO reminders_changedsubject (subject_type, subject_id) VALUES ('meeting', OLD.meeting_id);
    ELSE
        INSERT INTO reminders_changedsubject (subject_type, subject_id) VALUES ('meeting', NEW.meeting_id);
        IF TG_OP = 'UPDATE' AND OLD.meeting_id <> NEW.meeting_id THEN
            INSERT INTO reminders_changedsubject (subject_type, subject_id)
            VALUES ('meeting', OLD.meeting_id);
        END IF;
    END IF;
    RETURN NULL;
END $$;
"""

# No columns are named in the triggers themselves: PostgreSQL would not let a later migration change their type.
ANY_CHANGE = "INSERT OR UPDATE OR DELETE"
OF_A_MEETING = {
    "committees_meetingdate": ANY_CHANGE,
    "committees_meeting": "UPDATE",
    "committees_report": ANY_CHANGE,
    "committees_agendaitem": "UPDATE OR DELETE",
}
OF_EVERYTHING = [
    "committees_officerscope",
    "committees_membership",
    "council_person",
    "council_calendarday",
    "council_council",
    "reminders_reminderrule",
    "reminders_reminderline",
    "reminders_preference",
]


def create() -> str:
    lines = [FUNCTIONS]
    for table, events in OF_A_MEETING.items():
        lines.append(
            f"CREATE TRIGGER reminders_notice AFTER {events} ON {table}"
            " FOR EACH ROW EXECUTE FUNCTION reminders_meeting_changed();"
        )
    for table in OF_EVERYTHING:
        lines.append(
            f"CREATE TRIGGER reminders_notice AFTER {ANY_CHANGE} ON {table}"
            " FOR EACH STATEMENT EXECUTE FUNCTION reminders_everything_changed();"
        )
    lines.append(
        "CREATE TRIGGER reminders_notice AFTER UPDATE ON accounts_user"
        " FOR EACH ROW EXECUTE FUNCTION reminders_user_changed();"
    )
    return "\n".join(lines)


def drop() -> str:
    tables = [*OF_A_MEETING, *OF_EVERYTHING, "accounts_user"]
    lines = [f"DROP TRIGGER IF EXISTS reminders_notice ON {table};" for table in tables]
    functions = [f"reminders_{what}_changed" for what in ("everything", "meeting", "user")]
    return "\n".join(lines + [f"DROP FUNCTION IF EXISTS {name}();" for name in functions])


class Migration(migrations.Migration):
    dependencies = [
        ("reminders", "0001_ledger_rules_and_preferences"),
        ("accounts", "0001_initial"),
        ("committees", "0008_copies_large_print_and_page_text"),
        ("council", "0004_versions_of_council_and_people"),
    ]

    operations = [migrations.RunSQL(create(), drop())]
