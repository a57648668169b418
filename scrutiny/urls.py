from django.urls import include, path

from . import calculator, views

urlpatterns = [
    path("", views.home, name="home"),
    path("health/", views.health, name="health"),
    path("", include("council.urls")),
    path("", include("committees.urls.public")),
    path("workspace/calculator/", calculator.calculator, name="calculator"),
    path("workspace/", include("committees.urls.workspace")),
    path("accounts/", include("allauth.urls")),
]
