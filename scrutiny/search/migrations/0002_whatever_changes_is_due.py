"""Whatever changes something that can be found says so in its own transaction, however it is written.

The apps below know nothing of search, so the database tells it apart, as it does for reminders (docs/adr/0009).
"""

from django.db import migrations

FUNCTIONS = """
-- The arguments name what is due, and the column that says which.
CREATE FUNCTION search_changed() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    changed jsonb;
BEGIN
    IF TG_OP = 'DELETE' THEN changed := to_jsonb(OLD); ELSE changed := to_jsonb(NEW); END IF;
    INSERT INTO search_due (subject_type, subject_id)
    SELECT TG_ARGV[0], (changed ->> TG_ARGV[1])::bigint WHERE changed ->> TG_ARGV[1] IS NOT NULL;
    RETURN NULL;
END $$;

-- Only what has been published can be found, and most changes come before that.
CREATE FUNCTION search_version_changed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.published_at IS NOT NULL THEN
        INSERT INTO search_due (subject_type, subject_id)
        SELECT 'pack', item.meeting_id FROM committees_agendaitem item
        JOIN committees_paper paper ON paper.item_id = item.id WHERE paper.id = NEW.paper_id;
    END IF;
    RETURN NULL;
END $$;

-- What is public of a call-in follows from its decision.
CREATE FUNCTION search_decision_changed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO search_due (subject_type, subject_id)
    SELECT 'call_in', id FROM callins_callin WHERE decision_id = NEW.id;
    RETURN NULL;
END $$;

CREATE FUNCTION search_edition_changed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO search_due (subject_type, subject_id) VALUES ('minutes', (
        SELECT meeting_id FROM committees_minutes WHERE id = NEW.minutes_id
    ));
    RETURN NULL;
END $$;
"""

ANY_CHANGE = "INSERT OR UPDATE OR DELETE"
# No columns are named in the triggers themselves: PostgreSQL would not let a later migration change their type.
DUE = [
    ("committees_publication", "INSERT", "search_changed('pack', 'meeting_id')"),
    ("committees_paperversion", "INSERT OR UPDATE", "search_version_changed()"),
    ("committees_meeting", ANY_CHANGE, "search_changed('meeting', 'id')"),
    ("committees_committee", ANY_CHANGE, "search_changed('committee', 'id')"),
    ("committees_minutesedition", "INSERT", "search_edition_changed()"),
    ("committees_membership", ANY_CHANGE, "search_changed('person', 'person_id')"),
    ("council_term", ANY_CHANGE, "search_changed('person', 'person_id')"),
    ("council_person", ANY_CHANGE, "search_changed('person', 'id')"),
    ("callins_decision", ANY_CHANGE, "search_changed('decision', 'id')"),
    ("callins_decisionreport", ANY_CHANGE, "search_changed('decision', 'decision_id')"),
    ("callins_planneddecision", ANY_CHANGE, "search_changed('plan', 'id')"),
    ("callins_callin", ANY_CHANGE, "search_changed('call_in', 'id')"),
    ("callins_callinground", ANY_CHANGE, "search_changed('call_in', 'call_in_id')"),
    ("workprogramme_topic", ANY_CHANGE, "search_changed('topic', 'id')"),
    ("workprogramme_topicstep", ANY_CHANGE, "search_changed('topic', 'topic_id')"),
]
FOLLOWS = "CREATE TRIGGER search_follows AFTER UPDATE ON callins_decision FOR EACH ROW EXECUTE FUNCTION"
NOTICES = "\n".join(
    f"CREATE TRIGGER search_notice AFTER {events} ON {table} FOR EACH ROW EXECUTE FUNCTION {does};"
    for table, events, does in DUE
)
NO_NOTICES = "\n".join(f"DROP TRIGGER search_notice ON {table};" for table, _, _ in DUE)


class Migration(migrations.Migration):
    dependencies = [
        ("search", "0001_words_and_what_is_due"),
        ("council", "0001_initial"),
        ("committees", "0012_minutes_resolutions_and_actions"),
        ("callins", "0003_call_ins_and_their_stages"),
        ("workprogramme", "0001_topics_and_longlist"),
    ]

    operations = [
        migrations.RunSQL(
            f"{FUNCTIONS}\n{NOTICES}\n{FOLLOWS} search_decision_changed();",
            f"{NO_NOTICES}\nDROP TRIGGER search_follows ON callins_decision;"
            " DROP FUNCTION search_changed(); DROP FUNCTION search_version_changed();"
            " DROP FUNCTION search_decision_changed(); DROP FUNCTION search_edition_changed();",
        )
    ]
