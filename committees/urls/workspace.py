"""The officers' pages, one list per resource."""

from . import agenda, calendar, committees, cycle, meetings, publishing, setup, timetable

app_name = "workspace"

urlpatterns = [
    *committees.urlpatterns,
    *meetings.urlpatterns,
    *agenda.urlpatterns,
    *publishing.urlpatterns,
    *calendar.urlpatterns,
    *timetable.urlpatterns,
    *cycle.urlpatterns,
    *setup.urlpatterns,
]
