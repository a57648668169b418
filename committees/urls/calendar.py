from django.urls import path

from committees.views import calendar

urlpatterns = [
    path("calendar/", calendar.calendar, name="calendar"),
    path("calendar/add/", calendar.add, name="calendar_add"),
    path("calendar/changes/<int:pk>/", calendar.change, name="calendar_change"),
    path("calendar/changes/<int:pk>/withdraw/", calendar.withdraw, name="calendar_withdraw"),
]
