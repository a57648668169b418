"""Settings for the tests: the same product, faster passwords, throw-away files."""

import os
import tempfile

os.environ.setdefault("SECRET_KEY", "only-for-tests-" + "x" * 40)
os.environ.setdefault("ALLOWED_HOSTS", "localhost,127.0.0.1,testserver")

# Tests that run side by side have databases of their own; their workers must not hear each other's calls either.
side = os.environ.get("PYTEST_XDIST_WORKER", "gw0").removeprefix("gw")
os.environ["REDIS_URL"] = os.environ.get("REDIS_URL", "").partition("?")[0] + f"?db={side}"

from .settings import *

# run.py has a migrated database ready to copy.
if template := os.environ.get("TEST_TEMPLATE"):
    DATABASES["default"]["TEST"] = {"TEMPLATE": template, "MIGRATE": False}  # noqa: F405
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
MEDIA_ROOT = os.environ.get("MEDIA_ROOT") or tempfile.mkdtemp(prefix="scrutiny-test-media-")
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
CACHES["default"] = {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}  # noqa: F405
# Emptied by tests, which in Redis would take the queue of other tests with it.
SHARED_RATES = CACHES["rates"]  # noqa: F405
CACHES["rates"] = CACHES["rates_here"]  # noqa: F405
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
# Tests change what a page shows without writing a line into the audit book. Those of caching switch it on.
KEPT_PAGES_BYTES = 0
ACCOUNT_RATE_LIMITS = False
RATE_LIMITS = {}
# The test server serves static files straight from the source folders.
MIDDLEWARE = [name for name in MIDDLEWARE if not name.startswith("whitenoise")]  # noqa: F405
