from allauth.account.views import email
from django.urls import include, path
from django.views.decorators.http import require_safe

from callins.urls import workspace as callins_workspace
from committees.urls import workspace as committees_workspace
from committees.views import accessibility
from workprogramme.urls import workspace as workprogramme_workspace

from . import calculator, views

# One namespace for officers, whichever app a page belongs to.
workspace = [
    *committees_workspace.urlpatterns,
    *callins_workspace.urlpatterns,
    *workprogramme_workspace.urlpatterns,
]

urlpatterns = [
    path("", views.home, name="home"),
    path("health/", views.health, name="health"),
    path("", include("reminders.urls")),
    path("", include("council.urls")),
    path("", include("committees.urls.public")),
    path("", include("committees.urls.papers")),
    path("", include("committees.urls.attending")),
    path("", include("callins.urls.public")),
    path("", include("workprogramme.urls.public")),
    path("", include("scrutiny.search.urls")),
    path("", include("scrutiny.feeds.urls")),
    path("", include("scrutiny.alerts.urls")),
    path("", include("scrutiny.api.urls")),
    path("accessibility/", accessibility.statement, name="accessibility_statement"),
    path("workspace/calculator/", calculator.calculator, name="calculator"),
    path("workspace/", include((workspace, "workspace"))),
    # allauth lets people change the address they sign in with; here the council keeps it.
    path("accounts/email/", require_safe(email)),
    path("accounts/", include("allauth.urls")),
]
