"""System checks that say what to do about a wrong setting."""

from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error, Tags, Warning, register


@register(Tags.database)
def database_is_postgresql(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    if settings.DATABASES["default"]["ENGINE"] == "django.db.backends.postgresql":
        return []
    return [
        Error(
            "DATABASE_URL does not name a PostgreSQL database.",
            hint="Scrutiny relies on PostgreSQL. Use postgresql://user:password@host:5432/name.",
            id="scrutiny.E002",
        )
    ]


@register(Tags.security)
def identity_provider_is_the_councils_own(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    """We trust the addresses it gives. An address of Microsoft's for every tenant would let anybody's in."""
    apps = settings.SOCIALACCOUNT_PROVIDERS.get("openid_connect", {}).get("APPS", [])
    shared = {"common", "organizations", "consumers"}
    if not any(shared & set(app["settings"]["server_url"].lower().split("/")) for app in apps):
        return []
    return [
        Error(
            "OIDC_SERVER_URL names a sign-in that people outside the council can use too.",
            hint="Put your own tenant in it: https://login.microsoftonline.com/<tenant id>/v2.0.",
            id="scrutiny.E003",
        )
    ]


@register(Tags.security, deploy=True)
def mail_is_really_sent(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    if settings.EMAIL_HOST or settings.DEMO:
        return []
    return [
        Warning(
            "EMAIL_HOST is not set, so mail is written to files and nobody receives it.",
            hint="Set EMAIL_HOST, EMAIL_PORT, EMAIL_HOST_USER and EMAIL_HOST_PASSWORD.",
            id="scrutiny.W001",
        )
    ]


@register()
def lease_outlasts_a_mail(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    """Somebody who is only slow must not be taken for dead: the mail would be sent by two."""
    steps_of_a_mail = 7
    least = 2 * steps_of_a_mail * settings.EMAIL_TIMEOUT
    if least <= settings.REMINDER_LEASE_SECONDS:
        return []
    return [
        Warning(
            "REMINDER_LEASE_SECONDS is shorter than twice the time that sending one mail may take.",
            hint=f"Set it to {least} or more, or EMAIL_TIMEOUT to less.",
            id="scrutiny.W002",
        )
    ]
