from django.urls import path

from workprogramme.views import annual

urlpatterns = [
    path("annual-reports/", annual.reports, name="annual_reports"),
    path("annual-reports/<int:year>/", annual.report, name="annual_report"),
    path("annual-reports/<int:year>/publish/", annual.publish, name="annual_publish"),
    path("annual-reports/<int:year>/agenda/", annual.put, name="annual_put"),
]
