from django.urls import path

from committees.views import dashboard, meetings, month

from . import sitting

urlpatterns = [
    path("", dashboard.dashboard, name="dashboard"),
    path("meetings/", meetings.meetings, name="meetings"),
    path("meetings/calendar/", month.calendar, name="meetings_calendar"),
    path("meetings/add/", meetings.add, name="meeting_add"),
    path("meetings/<slug:reference>/edit/", meetings.edit, name="meeting_edit"),
    path("meetings/<slug:reference>/reschedule/", meetings.move, name="meeting_reschedule"),
    path("meetings/<slug:reference>/cancel/", meetings.cancel, name="meeting_cancel"),
    path("meetings/<slug:reference>/clone/", meetings.clone, name="meeting_clone"),
    *sitting.urlpatterns,
]
