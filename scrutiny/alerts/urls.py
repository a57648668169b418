from django.urls import path

from . import views

app_name = "alerts"

urlpatterns = [
    path("alerts/", views.choose, name="choose"),
    path("alerts/new/", views.ask, name="follow_by_mail"),
    path("alerts/asked/", views.asked, name="asked"),
    path("alerts/link/", views.send_link, name="send_my_link"),
    path("alerts/confirm/<str:token>/", views.confirm, name="confirm"),
    path("alerts/yours/<str:token>/", views.mine, name="mine"),
    path("alerts/stop/<str:token>/", views.stop, name="stop"),
]
