"""Who may read what is kept from the public."""

from django.urls import path

from committees.views import access, asking, register

item_urls = [
    path("items/<int:pk>/access/", access.item_access, name="item_access"),
    path("items/<int:pk>/access/give/", access.give, name="access_give"),
    path("items/<int:pk>/access/keep-from/", access.deny, name="access_deny"),
    path("items/<int:pk>/access/authors/add/", access.author_add, name="author_add"),
    path("access/<int:pk>/take-back/", access.take_back, name="access_take_back"),
    path("access/kept-from/<int:pk>/lift/", access.lift_denial, name="access_lift"),
    path("access/authors/<int:pk>/remove/", access.author_remove, name="author_remove"),
    path("meetings/<slug:reference>/substitutes/", access.substitutes, name="substitutes"),
    path("substitutes/<int:pk>/withdraw/", access.substitute_withdraw, name="substitute_withdraw"),
]

register_urls = [
    path("exempt-papers/", register.register, name="register"),
    path("papers/<int:pk>/readings/", register.readings, name="readings"),
    path("papers/versions/<int:pk>/release/", register.release_propose, name="release_propose"),
    path("releases/<int:pk>/settle/", register.release_settle, name="release_settle"),
]

request_urls = [
    path("requests/", asking.requests, name="requests"),
    path("requests/<int:pk>/", asking.answer, name="request"),
    path("emergency-access/", asking.emergency, name="emergency"),
    path("emergency-access/open/", asking.emergency_open, name="emergency_open"),
    path("emergency-access/<int:pk>/close/", asking.emergency_close, name="emergency_close"),
]

urlpatterns = [*item_urls, *register_urls, *request_urls]
