from django.urls import path

from workprogramme.views import tracker, tracker_exchange

ONE = "recommendations/<int:pk>/"

urlpatterns = [
    path("recommendations/", tracker.recommendations, name="recommendations"),
    path("committees/<slug:slug>/recommendations/add/", tracker.add, name="recommendation_add"),
    path("committees/<slug:slug>/recommendations/agenda/", tracker.put, name="recommendations_put"),
    path("committees/<slug:slug>/recommendations/import/", tracker_exchange.take_in, name="tracker_take_in"),
    path(
        "committees/<slug:slug>/recommendations/export/<slug:kind>/",
        tracker_exchange.export,
        name="tracker_download",
    ),
    path(ONE, tracker.recommendation, name="recommendation"),
    path(f"{ONE}edit/", tracker.edit, name="recommendation_edit"),
    path(f"{ONE}agree/", tracker.agree, name="recommendation_agree"),
    path(f"{ONE}publish/", tracker.publish, name="recommendation_publish"),
    path(f"{ONE}send/", tracker.send, name="recommendation_send"),
    path(f"{ONE}response/", tracker.respond, name="recommendation_respond"),
    path(f"{ONE}progress/", tracker.progress, name="recommendation_progress"),
    path(f"{ONE}withdraw/", tracker.withdraw, name="recommendation_withdraw"),
    path(f"{ONE}steps/add/", tracker.step_add, name="recommendation_step_add"),
    path(f"{ONE}steps/<int:step>/", tracker.step, name="recommendation_step"),
]
