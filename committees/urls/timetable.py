from django.urls import path

from committees.views import meeting_dates, timetable_steps

urlpatterns = [
    path("timetable/", timetable_steps.timetable, name="timetable"),
    path("timetable/add/", timetable_steps.add, name="timetable_step_add"),
    path("timetable/<int:pk>/", timetable_steps.edit, name="timetable_step"),
    path("timetable/<int:pk>/delete/", timetable_steps.delete, name="timetable_step_delete"),
    path("committees/<slug:slug>/timetable/", timetable_steps.timetable, name="committee_timetable"),
    path("committees/<slug:slug>/timetable/add/", timetable_steps.add, name="committee_timetable_add"),
    path("committees/<slug:slug>/timetable/own/", timetable_steps.own, name="timetable_own"),
    path(
        "committees/<slug:slug>/timetable/councils/", timetable_steps.use_councils, name="timetable_councils"
    ),
    path("meetings/<slug:reference>/dates/", meeting_dates.dates, name="meeting_dates"),
    path("meetings/<slug:reference>/dates/work-out/", meeting_dates.work_out, name="meeting_dates_work_out"),
    path("dates/<int:pk>/done/", meeting_dates.done, name="meeting_date_done"),
]
