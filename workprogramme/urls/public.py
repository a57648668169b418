from django.urls import path

from workprogramme.views import annual, monitor, public, reviews

app_name = "workprogramme"

urlpatterns = [
    path("work-programme/", public.programmes, name="programmes"),
    path("work-programme/suggestions/", public.suggestions, name="suggestions"),
    path("work-programme/suggest/", public.suggest, name="suggest_topic"),
    path("my/suggestions/", public.my_suggestions, name="my_suggestions"),
    path("committees/<slug:slug>/work-programme/", public.programme, name="programme"),
    path("committees/<slug:slug>/work-programme/<int:pk>/", public.topic, name="topic"),
    path("reviews/", reviews.public_list, name="reviews"),
    path("reviews/<int:pk>/", reviews.public_review, name="review"),
    path("annual-reports/", annual.public_list, name="annual_reports"),
    path("annual-reports/<int:year>/", annual.public_report, name="annual_report"),
    path("annual-reports/<int:year>/pdf/", annual.public_pdf, name="annual_pdf"),
    path("recommendations/", monitor.recommendations, name="recommendations"),
    path("recommendations/<int:pk>/", monitor.recommendation, name="recommendation"),
]
