from django.urls import path

from committees.views import public, reader

app_name = "committees"

urlpatterns = [
    path("committees/", public.committees, name="committees"),
    path("committees/<slug:slug>/", public.committee, name="committee"),
    path("meetings/", public.meetings, name="meetings"),
    path("meetings/<slug:reference>/", public.meeting, name="meeting"),
    path("meetings/<slug:reference>/packs/<int:number>/<slug:kind>/", public.edition, name="edition"),
    path("meetings/<slug:reference>/packs/<int:number>/<slug:kind>/read/", reader.read, name="read"),
]
