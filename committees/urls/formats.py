"""Requests for a paper in another format, as the officers see them."""

from django.urls import path

from committees.views import formats

urlpatterns = [
    path("formats/", formats.requests, name="format_requests"),
    path("formats/<int:pk>/", formats.answer, name="format_request"),
]
