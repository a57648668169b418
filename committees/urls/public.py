from django.urls import path

from committees.views import about, consolidated, handouts, public, reader

app_name = "committees"

PACK = "meetings/<slug:reference>/packs/<int:number>/<slug:kind>/"

urlpatterns = [
    path("committees/", public.committees, name="committees"),
    path("committees/<slug:slug>/", public.committee, name="committee"),
    path("meetings/", public.meetings, name="meetings"),
    path("meetings/<slug:reference>/", public.meeting, name="meeting"),
    path(PACK, handouts.edition, name="edition"),
    path(f"{PACK}read/", reader.read, name="read"),
    path(f"{PACK}about/", about.about, name="about_pack"),
    path(f"{PACK}items/<int:item>/", handouts.item, name="item_pages"),
    path(f"{PACK}consolidated/", consolidated.edition, name="consolidated"),
    path(f"{PACK}consolidated/read/", consolidated.read, name="read_consolidated"),
    path(f"{PACK}pages/", handouts.pages, name="pages"),
    path(f"{PACK}pages/<slug:span>/", handouts.page_range, name="page_range"),
]
