from django.urls import path

from workprogramme.views import monitor, public, reviews

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
    path("recommendations/", monitor.recommendations, name="recommendations"),
    path("recommendations/<int:pk>/", monitor.recommendation, name="recommendation"),
]
