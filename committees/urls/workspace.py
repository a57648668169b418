"""The officers' pages, one list per resource."""

from . import agenda, committees, meetings, publishing

app_name = "workspace"

urlpatterns = [
    *committees.urlpatterns,
    *meetings.urlpatterns,
    *agenda.urlpatterns,
    *publishing.urlpatterns,
]
