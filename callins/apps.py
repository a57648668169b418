from django.apps import AppConfig


class CallinsConfig(AppConfig):
    name = "callins"
    verbose_name = "Call-ins"

    def ready(self) -> None:
        # Models can be imported only once every app is known.
        from . import calendar_effects, dashboard, following, rejections

        calendar_effects.join()
        dashboard.join()
        following.join()
        rejections.join()
