from django.urls import path

from . import atom, calendars, pages, robots, sitemaps

app_name = "feeds"

urlpatterns = [
    path("follow/", pages.follow, name="follow"),
    path("robots.txt", robots.robots, name="robots"),
    path("sitemap.xml", sitemaps.index, name="sitemap"),
    path("sitemap-<slug:kind>.xml", sitemaps.of_kind, name="sitemap_of_kind"),
    path("meetings/calendar.ics", calendars.of_all, name="all_meetings"),
    path("meetings/<slug:reference>/calendar.ics", calendars.of_meeting, name="one_meeting"),
    path("committees/<slug:slug>/calendar.ics", calendars.of_committee, name="committee_meetings"),
    path("feeds/published.atom", atom.published, name="published"),
    path("feeds/decisions.atom", atom.decisions, name="decisions"),
    path("feeds/call-ins.atom", atom.call_ins, name="call_ins"),
    path("committees/<slug:slug>/feed.atom", atom.of_committee, name="committee"),
]
