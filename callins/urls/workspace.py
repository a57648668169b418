"""The officers' pages of decisions and call-ins; scrutiny/urls.py joins them to the others."""

from . import decisions

urlpatterns = [*decisions.urlpatterns]
