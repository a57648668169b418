from django.urls import path

from workprogramme.views import review_work, reviews

ONE = "reviews/<int:pk>/"

urlpatterns = [
    path("reviews/", reviews.reviews, name="reviews"),
    path("committees/<slug:slug>/reviews/add/", reviews.add, name="review_add"),
    path(ONE, reviews.review, name="review"),
    path(f"{ONE}scope/", reviews.scope, name="review_scope"),
    path(f"{ONE}scope/<int:number>/", reviews.scoping_version, name="review_scope_version"),
    path(f"{ONE}approve/", reviews.approve, name="review_approve"),
    path(f"{ONE}agenda/", review_work.put, {"paper": "scope"}, name="review_put"),
    path(f"{ONE}report/agenda/", review_work.put, {"paper": "report"}, name="review_report_put"),
    path(f"{ONE}start/", reviews.start, name="review_start"),
    path(f"{ONE}extend/", reviews.extend, name="review_extend"),
    path(f"{ONE}members/add/", review_work.member_add, name="review_member_add"),
    path(f"{ONE}members/<int:member>/remove/", review_work.member_remove, name="review_member_remove"),
    path(f"{ONE}evidence/add/", review_work.evidence_add, name="review_evidence_add"),
    path(f"{ONE}evidence/<int:evidence>/", review_work.evidence, name="review_evidence"),
    path(f"{ONE}report/", review_work.report, name="review_report"),
    path(f"{ONE}reported/", review_work.reported, name="review_reported"),
    path(f"{ONE}end/", reviews.end, name="review_end"),
    path(f"{ONE}publish/", reviews.publish, name="review_publish"),
]
