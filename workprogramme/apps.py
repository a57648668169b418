from django.apps import AppConfig


class WorkProgrammeConfig(AppConfig):
    name = "workprogramme"
    verbose_name = "Work programme"

    def ready(self) -> None:
        # Models can be imported only once every app is known.
        from . import following, watching

        following.join()
        watching.join()
