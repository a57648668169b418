from django.urls import path

from committees.views import report_templates

urlpatterns = [
    path("setup/report-templates/", report_templates.templates, name="report_templates"),
    path("setup/report-templates/take/<slug:name>/", report_templates.take, name="report_template_take"),
    path("setup/report-templates/<int:pk>/", report_templates.template, name="report_template"),
]
