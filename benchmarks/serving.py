"""The settings of a public server, and beside the site's own pages one that does nothing."""

from scrutiny.settings import *  # noqa: F403

ROOT_URLCONF = "benchmarks.serving_urls"
# All the clients have one address, and count as one stranger.
RATE_LIMITS: dict[str, tuple[int, int]] = {}
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
