from django.urls import path

from committees.views import building, large_print, publishing, supplement

build_urls = [
    path("meetings/<slug:reference>/build/", building.build_start, name="build_start"),
    path("builds/<int:pk>/", building.build, name="build"),
    path("builds/<int:pk>/progress/", building.build_progress, name="build_progress"),
    path("builds/<int:pk>/cancel/", building.build_cancel, name="build_cancel"),
    path("builds/<int:pk>/retry/", building.build_retry, name="build_retry"),
    path("builds/<int:pk>/<slug:kind>/pages/<int:n>/", building.build_page, name="build_page"),
    path("builds/<int:pk>/<slug:kind>/pack.pdf", building.build_file, name="build_file"),
]

publishing_urls = [
    path("meetings/<slug:reference>/publish/", publishing.preflight, name="preflight"),
    path("meetings/<slug:reference>/supplement/", supplement.supplement, name="supplement"),
    path("meetings/<slug:reference>/large-print/", large_print.try_again, name="large_print_again"),
    path("meetings/<slug:reference>/short-notice/", publishing.short_notice, name="short_notice"),
]

urlpatterns = build_urls + publishing_urls
