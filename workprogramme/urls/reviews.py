from django.urls import path

from workprogramme.views import reviews

ONE = "reviews/<int:pk>/"

urlpatterns = [
    path("reviews/", reviews.reviews, name="reviews"),
    path("committees/<slug:slug>/reviews/add/", reviews.add, name="review_add"),
    path(ONE, reviews.review, name="review"),
    path(f"{ONE}scope/", reviews.scope, name="review_scope"),
    path(f"{ONE}scope/<int:number>/", reviews.scoping_version, name="review_scope_version"),
    path(f"{ONE}approve/", reviews.approve, name="review_approve"),
    path(f"{ONE}agenda/", reviews.put, name="review_put"),
    path(f"{ONE}start/", reviews.start, name="review_start"),
    path(f"{ONE}extend/", reviews.extend, name="review_extend"),
    path(f"{ONE}members/add/", reviews.member_add, name="review_member_add"),
    path(f"{ONE}evidence/add/", reviews.evidence_add, name="review_evidence_add"),
    path(f"{ONE}report/", reviews.report, name="review_report"),
    path(f"{ONE}end/", reviews.end, name="review_end"),
    path(f"{ONE}publish/", reviews.publish, name="review_publish"),
]
