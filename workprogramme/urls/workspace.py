"""The officers' pages of scrutiny's own work; scrutiny/urls.py joins them to the others."""

from . import longlist, programme, tracker

urlpatterns = [*programme.urlpatterns, *longlist.urlpatterns, *tracker.urlpatterns]
