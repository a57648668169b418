"""The officers' pages, one list per resource."""

from . import (
    access,
    agenda,
    calendar,
    committees,
    cycle,
    formats,
    meetings,
    minutes,
    publishing,
    reports,
    setup,
    timetable,
)

app_name = "workspace"

urlpatterns = [
    *committees.urlpatterns,
    *access.urlpatterns,
    *meetings.urlpatterns,
    *minutes.urlpatterns,
    *agenda.urlpatterns,
    *publishing.urlpatterns,
    *calendar.urlpatterns,
    *timetable.urlpatterns,
    *cycle.urlpatterns,
    *setup.urlpatterns,
    *reports.urlpatterns,
    *formats.urlpatterns,
]
