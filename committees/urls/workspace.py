"""The officers' pages, one list per resource."""

from . import agenda, calendar, committees, meetings, publishing

app_name = "workspace"

urlpatterns = [
    *committees.urlpatterns,
    *meetings.urlpatterns,
    *agenda.urlpatterns,
    *publishing.urlpatterns,
    *calendar.urlpatterns,
]
