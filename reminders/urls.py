from django.urls import path

from . import views

app_name = "reminders"
urlpatterns = [
    path("health/reminders", views.reminders_health, name="health"),
]
