"""Planned decisions, decisions, call-ins and members' requests are subjects of reminders too.

One function serves every table whose rows name their subject in one column; later migrations can use it as well.
"""

from django.db import migrations

FUNCTIONS = """
CREATE FUNCTION reminders_subject_changed() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE changed jsonb := CASE WHEN TG_OP = 'DELETE' THEN to_jsonb(OLD) ELSE to_jsonb(NEW) END;
BEGIN
    INSERT INTO reminders_changedsubject (subject_type, subject_id)
    VALUES (TG_ARGV[0], (changed ->> TG_ARGV[1])::bigint);
    RETURN NULL;
END $$;

-- Who decides, who answers questions and which committee it belongs to are said by the decision.
CREATE FUNCTION reminders_decision_changed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO reminders_changedsubject (subject_type, subject_id) VALUES ('decision', NEW.id);
    INSERT INTO reminders_changedsubject (subject_type, subject_id)
    SELECT 'call_in', id FROM callins_callin WHERE decision_id = NEW.id;
    RETURN NULL;
END $$;

-- The agenda of a hearing is due when that of its meeting is.
CREATE FUNCTION reminders_meeting_of_hearing_changed() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE changed jsonb := CASE WHEN TG_OP = 'DELETE' THEN to_jsonb(OLD) ELSE to_jsonb(NEW) END;
BEGIN
    INSERT INTO reminders_changedsubject (subject_type, subject_id)
    SELECT DISTINCT 'call_in', call_in_id FROM callins_hearing
    WHERE meeting_id = (changed ->> TG_ARGV[0])::bigint;
    RETURN NULL;
END $$;
"""

ANY_CHANGE = "INSERT OR UPDATE OR DELETE"
SUBJECT_OF = {
    "callins_callin": ("call_in", "id"),
    "callins_signature": ("call_in", "call_in_id"),
    "callins_informalmeeting": ("call_in", "call_in_id"),
    "callins_hearing": ("call_in", "call_in_id"),
    "callins_reconsideration": ("call_in", "call_in_id"),
    "callins_councilreferral": ("call_in", "call_in_id"),
    "callins_planneddecision": ("planned_decision", "id"),
    "callins_generalexception": ("planned_decision", "planned_id"),
    "callins_specialurgency": ("planned_decision", "planned_id"),
    "callins_privatemeetingnotice": ("planned_decision", "planned_id"),
    "committees_accessrequest": ("access_request", "id"),
}
MEETING_OF_HEARING = {"committees_meetingdate": "meeting_id", "committees_meeting": "id"}


def trigger(name: str, table: str, call: str, events: str = ANY_CHANGE, each: str = "ROW") -> str:
    return f"CREATE TRIGGER {name} AFTER {events} ON {table} FOR EACH {each} EXECUTE FUNCTION {call};"


def create() -> str:
    lines = [FUNCTIONS]
    for table, (subject_type, column) in SUBJECT_OF.items():
        lines.append(
            trigger("reminders_notice", table, f"reminders_subject_changed('{subject_type}', '{column}')")
        )
    for table, column in MEETING_OF_HEARING.items():
        call = f"reminders_meeting_of_hearing_changed('{column}')"
        lines.append(trigger("reminders_notice_hearing", table, call, "UPDATE OR DELETE"))
    lines.append(
        trigger("reminders_notice", "callins_decision", "reminders_decision_changed()", "INSERT OR UPDATE")
    )
    everything = "reminders_everything_changed()"
    lines.append(trigger("reminders_notice", "callins_ruleset", everything, each="STATEMENT"))
    return "\n".join(lines)


def drop() -> str:
    of_subjects = [*SUBJECT_OF, "callins_decision", "callins_ruleset"]
    lines = [f"DROP TRIGGER IF EXISTS reminders_notice ON {table};" for table in of_subjects]
    lines += [f"DROP TRIGGER IF EXISTS reminders_notice_hearing ON {table};" for table in MEETING_OF_HEARING]
    functions = ["subject", "decision", "meeting_of_hearing"]
    return "\n".join(lines + [f"DROP FUNCTION IF EXISTS reminders_{what}_changed();" for what in functions])


class Migration(migrations.Migration):
    dependencies = [
        ("reminders", "0004_decision_makers_and_signatories_are_reminded"),
        ("callins", "0004_what_the_effect_was_before_a_call_in"),
        ("committees", "0011_safety_checks_of_public_papers"),
    ]

    operations = [migrations.RunSQL(create(), drop())]
