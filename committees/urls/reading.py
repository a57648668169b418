"""Pages that everybody reads: papers page by page, councillors, and other formats. Joined by `public`."""

from django.urls import path

from committees.views import councillors, formats, public_calendar, twin

LEAF = "meetings/<slug:reference>/papers/p<slug:page>/"

urlpatterns = [
    # Before the pages of meetings, whose addresses it looks like.
    path("meetings/calendar/", public_calendar.calendar, name="calendar"),
    path(LEAF, twin.page, name="twin"),
    path(f"{LEAF}image/", twin.image, name="twin_file"),
    path("councillors/", councillors.councillors, name="councillors"),
    path("councillors/<int:pk>/", councillors.councillor, name="councillor"),
    path("other-formats/", formats.ask, name="ask_for_format"),
]
