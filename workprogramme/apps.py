from django.apps import AppConfig


class WorkProgrammeConfig(AppConfig):
    name = "workprogramme"
    verbose_name = "Work programme"

    def ready(self) -> None:
        # Models can be imported only once every app is known.
        from . import dashboard, following, watching

        dashboard.join()
        following.join()
        watching.join()
