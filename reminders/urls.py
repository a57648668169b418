from django.urls import path

from .views import desk, health, mailbox, mine, rules

app_name = "reminders"

workspace = [
    path("workspace/reminders/", desk.reminders, name="reminders"),
    path("workspace/reminders/switch/", desk.switch, name="switch"),
    path("workspace/reminders/mailbox/", mailbox.mailbox, name="mailbox"),
    path("workspace/reminders/mailbox/<int:pk>/", mailbox.mail, name="mail"),
    path("workspace/reminders/rules/", rules.rules, name="rules"),
    path("workspace/reminders/rules/<slug:kind>/", rules.rule, name="rule"),
    path("workspace/reminders/rules/<slug:kind>/<slug:slug>/", rules.rule, name="committee_rule"),
    path("workspace/reminders/meetings/<int:pk>/", desk.of_meeting, name="of_meeting"),
    path("workspace/reminders/<int:pk>/", desk.reminder, name="reminder"),
    path("workspace/reminders/<int:pk>/<slug:name>/", desk.step, name="step"),
]

own = [
    path("my/reminders/", mine.my_reminders, name="my_reminders"),
    path("my/reminders/calendar/", mine.my_feed, name="my_feed"),
    path("reminders/stop/<str:token>/", mine.unsubscribe, name="unsubscribe"),
    path("calendar/<str:token>.ics", mine.calendar_feed, name="calendar_feed"),
]

urlpatterns = [
    path("health/reminders", health.reminders_health, name="health"),
    *workspace,
    *own,
]
