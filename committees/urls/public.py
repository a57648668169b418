from django.urls import path

from committees.views import (
    about,
    consolidated,
    handouts,
    large_print,
    public,
    public_minutes,
    put_question,
    reader,
    whats_new,
)

from . import reading

app_name = "committees"

PACK = "meetings/<slug:reference>/packs/<int:number>/<slug:kind>/"

urlpatterns = [
    *reading.urlpatterns,
    path("committees/", public.committees, name="committees"),
    path("committees/<slug:slug>/", public.committee, name="committee"),
    path("meetings/", public.meetings, name="meetings"),
    path("meetings/<slug:reference>/", public.meeting, name="meeting"),
    path("meetings/<slug:reference>/minutes/", public_minutes.minutes, name="minutes"),
    path("meetings/<slug:reference>/questions/", put_question.put_question, name="put_question"),
    path(
        "meetings/<slug:reference>/minutes/<int:number>/<slug:side>/",
        public_minutes.minutes_file,
        name="minutes_file",
    ),
    path(PACK, handouts.edition, name="edition"),
    path(f"{PACK}read/", reader.read, name="read"),
    path(f"{PACK}new/", whats_new.whats_new, name="whats_new"),
    path(f"{PACK}new/pages/", whats_new.new_pages, name="new_pages"),
    path(f"{PACK}large-print/", large_print.large_print, name="large_print"),
    path(f"{PACK}about/", about.about, name="about_pack"),
    path(f"{PACK}items/<int:item>/", handouts.item, name="item_pages"),
    path(f"{PACK}consolidated/", consolidated.edition, name="consolidated"),
    path(f"{PACK}consolidated/read/", consolidated.read, name="read_consolidated"),
    path(f"{PACK}pages/", handouts.pages, name="pages"),
    path(f"{PACK}pages/<slug:span>/", handouts.page_range, name="page_range"),
]
