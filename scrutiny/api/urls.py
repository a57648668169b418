from django.urls import path

from . import views

app_name = "api"

urlpatterns = [
    path("api/", views.description, name="description"),
    path("api/v1/openapi.json", views.openapi, name="openapi"),
    path("api/v1/search/", views.search, name="search"),
    path("api/v1/<slug:name>/", views.several, name="several"),
    path("api/v1/<slug:name>/<str:key>/", views.one, name="one"),
]
