from django.urls import path

from callins.views import rule_sets

urlpatterns = [
    path("call-in-rules/", rule_sets.rule_sets, name="rule_sets"),
    path("call-in-rules/load/", rule_sets.rule_set_load, name="rule_set_load"),
    path("call-in-rules/<int:pk>/", rule_sets.rule_set, name="rule_set"),
    path("call-in-rules/<int:pk>/new-version/", rule_sets.rule_set_copy, name="rule_set_copy"),
    path("call-in-rules/<int:pk>/<slug:group>/", rule_sets.rule_set_group, name="rule_set_group"),
]
