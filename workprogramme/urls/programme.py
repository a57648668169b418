from django.urls import path

from workprogramme.views import exchange, programme, settings, topics

COMMITTEE = "committees/<slug:slug>/programme/"

urlpatterns = [
    path("programmes/", programme.programmes, name="programmes"),
    path("programmes/setup/", settings.setup, name="programme_setup"),
    path("programmes/setup/tracker/", settings.tracker, name="tracker_settings"),
    path("programmes/setup/<slug:kind>/add/", settings.line_add, name="programme_line_add"),
    path("programmes/setup/<slug:kind>/<int:pk>/", settings.line, name="programme_line"),
    path(COMMITTEE, programme.programme, name="programme"),
    path(f"{COMMITTEE}add/", topics.add, name="topic_add"),
    path(f"{COMMITTEE}agenda/", programme.put, name="programme_put"),
    path(f"{COMMITTEE}carry/", programme.carry, name="programme_carry"),
    path(f"{COMMITTEE}settings/", settings.settings, name="programme_settings"),
    path(f"{COMMITTEE}watch/", settings.watch, name="programme_watch"),
    path(f"{COMMITTEE}watch/look/", settings.look, name="programme_look"),
    path(f"{COMMITTEE}import/", exchange.take_in, name="programme_take_in"),
    path(f"{COMMITTEE}export/<slug:kind>/", exchange.export, name="programme_download"),
    path("programmes/files/<int:pk>/", exchange.looked_at, name="programme_import"),
    path("topics/<int:pk>/", topics.topic, name="topic"),
    path("topics/<int:pk>/edit/", topics.edit, name="topic_edit"),
    path("topics/<int:pk>/move/", topics.move, name="topic_move"),
    path("topics/<int:pk>/done/", topics.complete, name="topic_complete"),
    path("topics/<int:pk>/drop/", topics.drop, name="topic_drop"),
    path("topics/<int:pk>/carry/", topics.carry, name="topic_carry"),
    path("topics/<int:pk>/take-up/", topics.take_up_again, name="topic_take_up"),
    path("topics/<int:pk>/origins/add/", topics.origin_add, name="topic_origin_add"),
    path("topics/<int:pk>/origins/<int:origin>/remove/", topics.origin_remove, name="topic_origin_remove"),
]
