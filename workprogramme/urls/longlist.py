from django.urls import path

from workprogramme.views import longlist

urlpatterns = [
    path("committees/<slug:slug>/longlist/", longlist.longlist, name="longlist"),
    path("committees/<slug:slug>/longlist/add/", longlist.add, name="suggestion_add"),
    path("suggestions/", longlist.unplaced, name="suggestions"),
    path("suggestions/<int:pk>/", longlist.suggestion, name="suggestion"),
    path("suggestions/<int:pk>/shortlist/", longlist.shortlist, name="suggestion_shortlist"),
    path("suggestions/<int:pk>/adopt/", longlist.adopt, name="suggestion_adopt"),
    path("suggestions/<int:pk>/refuse/", longlist.refuse, name="suggestion_refuse"),
    path("suggestions/<int:pk>/give/", longlist.give, name="suggestion_give"),
    path("suggestions/<int:pk>/forget/", longlist.forget, name="suggestion_forget"),
]
