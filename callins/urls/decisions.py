from django.urls import path

from callins.views import decisions, plan, readers

plan_urls = [
    path("forward-plan/", plan.forward_plan, name="forward_plan"),
    path("forward-plan/add/", plan.add, name="planned_add"),
    path("forward-plan/<slug:slug>/", plan.planned, name="planned_decision"),
    path("forward-plan/<slug:slug>/edit/", plan.edit, name="planned_edit"),
    path("forward-plan/<slug:slug>/publish/", plan.publish, name="planned_publish"),
    path("forward-plan/<slug:slug>/move/", plan.move, name="planned_move"),
    path("forward-plan/<slug:slug>/withdraw/", plan.withdraw, name="planned_withdraw"),
    path("forward-plan/<slug:slug>/notices/<slug:kind>/add/", plan.notice_add, name="notice_add"),
    path(
        "forward-plan/<slug:slug>/notices/<slug:kind>/<int:pk>/take-back/",
        plan.notice_take_back,
        name="notice_take_back",
    ),
]

decision_urls = [
    path("decisions/", decisions.decisions, name="decisions"),
    path("decisions/add/", decisions.add, name="decision_add"),
    path("decisions/<slug:slug>/", decisions.decision, name="decision"),
    path("decisions/<slug:slug>/edit/", decisions.edit, name="decision_edit"),
    path("decisions/<slug:slug>/correct/", decisions.correct, name="decision_correct"),
    path("decisions/<slug:slug>/report/", decisions.report, name="decision_report"),
    path("decisions/<slug:slug>/publish/", decisions.publish, name="decision_publish"),
    path("decisions/<slug:slug>/withdraw/", decisions.withdraw, name="decision_withdraw"),
    path("decisions/<slug:slug>/papers/add/", decisions.paper_add, name="decision_paper_add"),
    path("decisions/<slug:slug>/papers/<int:pk>/readers/", readers.readers, name="decision_paper_readers"),
    path(
        "decisions/<slug:slug>/papers/<int:pk>/readers/<int:reader>/close/",
        readers.close,
        name="decision_paper_close",
    ),
    path("decisions/<slug:slug>/notice/", decisions.notice, name="decision_notice"),
    path(
        "decisions/<slug:slug>/papers/<int:pk>/remove/", decisions.paper_remove, name="decision_paper_remove"
    ),
]

urlpatterns = [*plan_urls, *decision_urls]
