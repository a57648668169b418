"""The officers' pages of decisions and call-ins; scrutiny/urls.py joins them to the others."""

from . import decisions, rule_sets

urlpatterns = [*decisions.urlpatterns, *rule_sets.urlpatterns]
