from django.urls import path

from committees.views import publishing

urlpatterns = [
    path("meetings/<slug:reference>/publish/", publishing.preflight, name="preflight"),
    path("meetings/<slug:reference>/short-notice/", publishing.short_notice, name="short_notice"),
]
