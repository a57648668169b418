from django.urls import path

from callins.views import public

from . import call_ins

app_name = "callins"

urlpatterns = [
    *call_ins.public,
    path("forward-plan/", public.forward_plan, name="forward_plan"),
    path("forward-plan/notice/", public.notice, name="notice"),
    path("forward-plan/<slug:slug>/", public.planned, name="planned"),
    path("decisions/", public.decisions, name="decisions"),
    path("decisions/<slug:slug>/", public.decision, name="decision"),
    path("decisions/<slug:slug>/papers/<int:pk>/", public.paper, name="paper"),
]
