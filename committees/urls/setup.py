"""What a council needs before its first agenda: its words, its people, its accounts."""

from django.urls import path

from committees.views import accounts, authority, directory, leadership, names

council_urls = [
    path("setup/", authority.council, name="council"),
    path("setup/council/<slug:section>/", authority.council_edit, name="council_edit"),
    path("setup/logo/", authority.logo, name="council_logo"),
    path("setup/logo/remove/", authority.logo_remove, name="council_logo_remove"),
    path("setup/texts/", authority.texts, name="texts"),
    path("setup/texts/<slug:use>/", authority.text_edit, name="text"),
    path("setup/information/add/", authority.information_add, name="information_add"),
    path("setup/information/<int:pk>/", authority.information_edit, name="information"),
    path("setup/information/<int:pk>/move/", authority.information_move, name="information_move"),
    path("setup/information/<int:pk>/delete/", authority.information_delete, name="information_delete"),
    path("setup/lists/<slug:kind>/", names.names, name="names"),
    path("setup/lists/<slug:kind>/add/", names.add, name="name_add"),
    path("setup/lists/<slug:kind>/<int:pk>/", names.edit, name="name"),
    path("setup/lists/<slug:kind>/<int:pk>/delete/", names.delete, name="name_delete"),
]

people_urls = [
    path("people/", directory.people, name="people"),
    path("people/add/", directory.add, name="person_add"),
    path("people/<int:pk>/", directory.person, name="person"),
    path("people/<int:pk>/edit/", directory.edit, name="person_edit"),
    path("people/<int:pk>/terms/add/", directory.term_add, name="term_add"),
    path("terms/<int:pk>/", directory.term, name="term"),
    path("terms/<int:pk>/end/", directory.term_end, name="term_end"),
    path("people/<int:pk>/leads/add/", leadership.add, name="group_leader_add"),
    path("group-leaders/<int:pk>/", leadership.correct, name="group_leader"),
]

account_urls = [
    path("setup/accounts/", accounts.accounts, name="accounts"),
    path("setup/accounts/add/", accounts.add, name="account_add"),
    path("setup/accounts/<int:pk>/", accounts.edit, name="account"),
    path("setup/accounts/<int:pk>/switch/", accounts.switch, name="account_switch"),
    path("setup/accounts/<int:pk>/link/", accounts.link, name="account_link"),
    path("committees/<slug:slug>/officers/", accounts.committee_officers, name="committee_officers"),
]

urlpatterns = [*council_urls, *people_urls, *account_urls]
