from django.urls import path

from committees.views import cycle, elections, proposals

urlpatterns = [
    path("year-plan/", cycle.plans, name="cycle"),
    path("year-plan/add/", cycle.add, name="cycle_add"),
    path("year-plan/elections/", elections.elections, name="elections"),
    path("year-plan/elections/<int:pk>/delete/", elections.delete, name="election_delete"),
    path("year-plan/<int:pk>/", cycle.plan, name="cycle_plan"),
    path("year-plan/<int:pk>/year/", cycle.year, name="cycle_year"),
    path("year-plan/<int:pk>/create/", cycle.create, name="cycle_create"),
    path("year-plan/<int:pk>/delete/", cycle.delete, name="cycle_delete"),
    path("year-plan/<int:pk>/add/", proposals.proposal_add, name="proposal_add"),
    path("year-plan/<int:pk>/<slug:slug>/pattern/", proposals.pattern, name="cycle_pattern"),
    path("year-plan/<int:pk>/<slug:slug>/drop/", proposals.pattern_drop, name="cycle_pattern_drop"),
    path("year-plan/meetings/<int:pk>/", proposals.proposal, name="proposal"),
    path("year-plan/meetings/<int:pk>/drop/", proposals.proposal_drop, name="proposal_drop"),
]
