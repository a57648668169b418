"""Minutes of a meeting and the actions that follow from them."""

from django.urls import path

from committees.views import actions, minute_entries, minutes, word

MEETING = "meetings/<slug:reference>/minutes/"

minutes_urls = [
    path(MEETING, minutes.minutes, name="minutes"),
    path(f"{MEETING}begin/", minutes.begin, name="minutes_begin"),
    path(f"{MEETING}write/", minutes.write, name="minutes_write"),
    path(f"{MEETING}front/", minutes.front, name="minutes_front"),
    path(f"{MEETING}publish/", minutes.publish, name="minutes_publish"),
    path(f"{MEETING}check/", minutes.check, name="minutes_check"),
    path(f"{MEETING}reopen/", minutes.reopen, name="minutes_reopen"),
    path(f"{MEETING}put-on/", minutes.put_on, name="minutes_put_on"),
    path(f"{MEETING}approve/", minutes.approve, name="minutes_approve"),
    path(f"{MEETING}sign/", minutes.sign, name="minutes_sign"),
    path(f"{MEETING}draft/<slug:side>/", minutes.draft_file, name="minutes_draft_file"),
    path(f"{MEETING}word/<slug:side>/", word.minutes_word, name="minutes_word"),
    path("meetings/<slug:reference>/agenda/word/", word.agenda_word, name="agenda_word"),
]

entry_urls = [
    path("items/<int:pk>/minute/", minute_entries.minute, name="minute"),
    path("items/<int:pk>/minute/draft/", minute_entries.minute_draft, name="minute_draft"),
    path("items/<int:pk>/minute/preview/", minute_entries.preview, name="minute_preview"),
    path("items/<int:pk>/minute/correct/", minute_entries.correct, name="minute_correct"),
    path("items/<int:pk>/minute/extract/", minute_entries.extract, name="minute_extract"),
    path("items/<int:pk>/resolutions/add/", minute_entries.resolution_add, name="resolution_add"),
    path("resolutions/<int:pk>/", minute_entries.resolution, name="resolution"),
    path("resolutions/<int:pk>/move/", minute_entries.resolution_move, name="resolution_move"),
    path("resolutions/<int:pk>/remove/", minute_entries.resolution_remove, name="resolution_remove"),
]

action_urls = [
    path("committees/<slug:slug>/actions/", actions.committee_actions, name="actions"),
    path("committees/<slug:slug>/actions/put-on/", actions.put_on, name="actions_put_on"),
    path("items/<int:pk>/actions/add/", actions.action_add, name="action_add"),
    path("actions/<int:pk>/", actions.action, name="action"),
    path("actions/<int:pk>/edit/", actions.action_edit, name="action_edit"),
    path("actions/<int:pk>/settle/", actions.settle, name="action_settle"),
    path("actions/<int:pk>/open/", actions.open_again, name="action_open"),
]

urlpatterns = [*minutes_urls, *entry_urls, *action_urls]
