"""Attendance beyond the officers' pages: members' own apologies, and the record anybody can read."""

from django.urls import path

from committees.views import apologies, attendance

app_name = "attending"

urlpatterns = [
    path("your-meetings/", apologies.my_meetings, name="my_meetings"),
    path("your-meetings/<slug:reference>/apologies/", apologies.my_apologies, name="my_apologies"),
    path("your-meetings/<slug:reference>/coming/", apologies.my_apologies_back, name="my_apologies_back"),
    path("committees/<slug:slug>/attendance/", attendance.public_record, name="attendance"),
]
