from .ledger import Attempt, Reminder
from .people import CalendarFeed, Preference
from .rules import Audience, ReminderLine, ReminderRule
from .working import ChangedSubject, Sending

__all__ = [
    "Attempt",
    "Audience",
    "CalendarFeed",
    "ChangedSubject",
    "Preference",
    "Reminder",
    "ReminderLine",
    "ReminderRule",
    "Sending",
]
