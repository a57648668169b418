"""The officers' pages of scrutiny's own work; scrutiny/urls.py joins them to the others."""

from . import annual, longlist, programme, reviews, tracker

urlpatterns = [
    *programme.urlpatterns,
    *longlist.urlpatterns,
    *reviews.urlpatterns,
    *tracker.urlpatterns,
    *annual.urlpatterns,
]
