"""The officers' pages of decisions and call-ins; scrutiny/urls.py joins them to the others."""

from . import call_ins, decisions, rule_sets

urlpatterns = [*call_ins.workspace, *decisions.urlpatterns, *rule_sets.urlpatterns]
