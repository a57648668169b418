from django.apps import AppConfig


class AlertsConfig(AppConfig):
    name = "scrutiny.alerts"
    label = "alerts"
    verbose_name = "E-mail alerts"

    def ready(self) -> None:
        from reminders.sources import join

        from .post import KINDS, PostSource

        join(PostSource(), *KINDS)
