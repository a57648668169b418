"""Before a meeting and at it: apologies, public questions, the meeting screen."""

from django.urls import path

from committees.views import apologies, attendance, interests, questions, sitting, sitting_forms, webcasts

urlpatterns = [
    path("meetings/<slug:reference>/sitting/", sitting.screen, name="sitting"),
    path("meetings/<slug:reference>/webcast/", webcasts.webcast, name="webcast"),
    path("meetings/<slug:reference>/webcast/remove/", webcasts.webcast_remove, name="webcast_remove"),
    path("meetings/<slug:reference>/sitting/open/", sitting.open_meeting, name="sitting_open"),
    path("meetings/<slug:reference>/sitting/close/", sitting.close_meeting, name="sitting_close"),
    path("meetings/<slug:reference>/sitting/reopen/", sitting.reopen, name="sitting_reopen"),
    path("meetings/<slug:reference>/sitting/preside/", sitting.preside, name="sitting_preside"),
    path("meetings/<slug:reference>/sitting/adjourn/", sitting_forms.adjourn, name="sitting_adjourn"),
    path("meetings/<slug:reference>/sitting/exclude/", sitting_forms.exclude, name="sitting_exclude"),
    path("meetings/<slug:reference>/sitting/urgent/", sitting_forms.urgent_item_add, name="urgent_item_add"),
    path("meetings/<slug:reference>/attendance/", sitting.draw_up, name="attendance_draw_up"),
    path("meetings/<slug:reference>/attendance/rest/", sitting.rest_absent, name="attendance_rest"),
    path("meetings/<slug:reference>/attendance/add/", sitting_forms.guest_add, name="attendance_add"),
    path("attendance/<int:pk>/", sitting.mark, name="attendance_mark"),
    path("attendance/<int:pk>/move/", sitting.move, name="attendance_move"),
    path("attendance/<int:pk>/remove/", sitting.guest_remove, name="attendance_remove"),
    path("movements/<int:pk>/undo/", sitting.move_undo, name="movement_undo"),
    path("adjournments/<int:pk>/resume/", sitting.resume, name="adjournment_resume"),
    path("adjournments/<int:pk>/remove/", sitting.adjournment_remove, name="adjournment_remove"),
    path("exclusions/<int:pk>/readmit/", sitting.readmit, name="exclusion_readmit"),
    path("sitting/<slug:kind>/<int:pk>/strike/", sitting.strike, name="sitting_strike"),
    path("items/<int:pk>/take/", sitting.take, name="item_take"),
    path("items/<int:pk>/urgent/", sitting_forms.urgent_edit, name="item_urgent"),
    path("items/<int:pk>/declarations/add/", sitting_forms.declare, name="declaration_add"),
    path("items/<int:pk>/votes/add/", sitting_forms.vote_add, name="vote_add"),
    path("items/<int:pk>/votes/named/", sitting_forms.named_vote_add, name="named_vote_add"),
    path("meetings/<slug:reference>/apologies/", apologies.apologies, name="apologies"),
    path(
        "meetings/<slug:reference>/apologies/<int:pk>/back/", apologies.apologies_back, name="apologies_back"
    ),
    path("items/<int:pk>/invite/", apologies.invite, name="item_invite"),
    path("meetings/<slug:reference>/questions/", questions.register, name="questions"),
    path("meetings/<slug:reference>/questions/add/", questions.add, name="question_add"),
    path("questions/<int:pk>/", questions.question, name="question"),
    path("questions/<int:pk>/edit/", questions.edit, name="question_edit"),
    path("questions/<int:pk>/answer/", questions.answer, name="question_answer"),
    path("questions/<int:pk>/refuse/", questions.refuse, name="question_refuse"),
    path("questions/<int:pk>/<slug:verb>/", questions.step, name="question_step"),
    path("setup/interests/", interests.interests, name="interests"),
    path("setup/interests/add/", interests.add, name="interest_add"),
    path("setup/interests/<int:pk>/", interests.edit, name="interest"),
    path("committees/<slug:slug>/attendance/", attendance.records, name="attendance_records"),
    path("committees/<slug:slug>/attendance/<slug:year>.csv", attendance.records_csv, name="attendance_csv"),
    path("attendance/six-months/", attendance.six_months, name="six_months"),
    path("attendance/six-months/<int:pk>/attended/", attendance.outside_add, name="outside_attendance_add"),
    path("attendance/six-months/<int:pk>/approve/", attendance.absence_add, name="absence_approve"),
]
