from django.urls import path

from committees.views import committees, membership, standing

urlpatterns = [
    path("committees/", committees.committees, name="committees"),
    path("committees/add/", committees.add, name="committee_add"),
    path("committees/<slug:slug>/", committees.committee, name="committee"),
    path("committees/<slug:slug>/edit/", committees.edit, name="committee_edit"),
    path("committees/<slug:slug>/members/add/", membership.add, name="membership_add"),
    path("memberships/<int:pk>/end/", membership.end, name="membership_end"),
    path("memberships/<int:pk>/role/", membership.role, name="membership_role"),
    path("committees/<slug:slug>/standing-items/", standing.lines, {"kind": "items"}, name="standing_items"),
    path("committees/<slug:slug>/information/", standing.lines, {"kind": "texts"}, name="information_texts"),
    path("committees/<slug:slug>/standing/<slug:kind>/add/", standing.add, name="line_add"),
    path("standing/<slug:kind>/<int:pk>/", standing.edit, name="line_edit"),
    path("standing/<slug:kind>/<int:pk>/move/", standing.move, name="line_move"),
    path("standing/<slug:kind>/<int:pk>/delete/", standing.delete, name="line_delete"),
]
