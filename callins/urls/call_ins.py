from django.urls import path

from callins.views import desk, my_call_ins, public_call_ins, stages

# The officers' desk.
workspace = [
    path("call-ins/", desk.call_ins, name="call_ins"),
    path("call-ins/<slug:reference>/", desk.call_in, name="call_in"),
    path("call-ins/<slug:reference>/notification/", desk.printed, name="call_in_notification"),
    path("call-ins/<slug:reference>/<slug:name>/", stages.step, name="call_in_step"),
    path("decisions/<slug:slug>/call-in/", desk.record, name="call_in_record"),
]

# Councillors' own, and everybody's.
public = [
    path("call-ins/", public_call_ins.call_ins, name="call_ins"),
    path("call-ins/<slug:reference>/", public_call_ins.call_in, name="call_in"),
    path("decisions/<slug:slug>/call-in/", my_call_ins.start, name="call_in_start"),
    path("my/call-ins/", my_call_ins.my_call_ins, name="my_call_ins"),
    path("my/call-ins/<slug:reference>/", my_call_ins.my_call_in, name="my_call_in"),
    path("my/call-ins/<slug:reference>/words/", my_call_ins.words, name="call_in_words"),
    path("my/call-ins/<slug:reference>/invite/", my_call_ins.invite, name="call_in_invite"),
    path("my/call-ins/<slug:reference>/sign/", my_call_ins.sign, name="call_in_sign"),
    path("my/call-ins/<slug:reference>/take-back/", my_call_ins.take_back, name="call_in_take_back"),
    path("my/call-ins/<slug:reference>/send/", my_call_ins.send, name="call_in_send"),
    path("my/call-ins/<slug:reference>/give-up/", my_call_ins.give_up, name="call_in_give_up"),
]
