from django.apps import AppConfig


class WorkProgrammeConfig(AppConfig):
    name = "workprogramme"
    verbose_name = "Work programme"
