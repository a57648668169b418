"""One settings file. What differs between installations comes from the environment; .env.example lists it."""

from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import dj_database_url
import pghistory
from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured

from scrutiny.environment import celery_broker, flag, listed, number, text

BASE_DIR = Path(__file__).resolve().parent.parent

DEBUG = flag("DEBUG")
DEMO = flag("SCRUTINY_DEMO")
SECRET_KEY = text("SECRET_KEY")
if not SECRET_KEY:
    raise ImproperlyConfigured("Set the environment variable SECRET_KEY to at least 50 random characters.")
SITE_URL = text("SITE_URL", "http://localhost:8000").rstrip("/")
SITE_IS_SECURE = SITE_URL.startswith("https://")
ALLOWED_HOSTS = listed("ALLOWED_HOSTS") or [urlsplit(SITE_URL).hostname or "localhost"]
CSRF_TRUSTED_ORIGINS = [SITE_URL]

INSTALLED_APPS = [
    "scrutiny",
    "council",
    "accounts",
    "audit",
    "committees",
    "callins",
    "workprogramme",
    "reminders",
    "scrutiny.search",
    "scrutiny.alerts",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.postgres",
    "django.contrib.humanize",
    "django.forms",
    "crispy_forms",
    "csp",
    "pgtrigger",
    "pghistory",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
]

MIDDLEWARE = [
    "scrutiny.headers.HeadersMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "accounts.middleware.PersonalPagesMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "accounts.sessions.SessionLimitsMiddleware",
    "accounts.rates.RatesMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "pghistory.middleware.HistoryMiddleware",
    "allauth.account.middleware.AccountMiddleware",
]

ROOT_URLCONF = "scrutiny.urls"
WSGI_APPLICATION = "scrutiny.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "council.context.council",
            ],
        },
    }
]
# A message may name a file that is exempt: it ends with the session and is in no cookie.
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"
CRISPY_ALLOWED_TEMPLATE_PACKS = "govuk"
CRISPY_TEMPLATE_PACK = "govuk"

DATABASES: dict[str, Any] = {
    "default": dj_database_url.config(
        default="postgresql:///scrutiny", conn_max_age=60, conn_health_checks=True
    )
}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
# History keeps deletions too, and nobody may rewrite it.
PGHISTORY_DEFAULT_TRACKERS = (pghistory.InsertEvent(), pghistory.UpdateEvent(), pghistory.DeleteEvent())
PGHISTORY_APPEND_ONLY = True
REDIS_URL = text("REDIS_URL", "redis://localhost:6379/0")
# Sign-in counts its attempts here. Redis may be down without anybody noticing, so it is not the place.
CACHES = {
    "default": {"BACKEND": "django.core.cache.backends.db.DatabaseCache", "LOCATION": "cache"},
    # Counts of searches and files asked for, by all web processes together.
    "rates": {
        "BACKEND": "django.core.cache.backends.redis.RedisCache",
        "LOCATION": REDIS_URL,
        "KEY_PREFIX": "rates",
        "OPTIONS": {"socket_connect_timeout": 0.5, "socket_timeout": 0.5},
    },
    # While Redis is down each web process counts for itself.
    "rates_here": {
        "BACKEND": "django.core.cache.backends.locmem.LocMemCache",
        "LOCATION": "rates",
        "OPTIONS": {"MAX_ENTRIES": 50_000},
    },
}

# People and sign-in ---------------------------------------------------------------------------------------
AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 12},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "committees.local_words.LocalWordsValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "home"
ACCOUNT_ADAPTER = "accounts.adapters.AccountAdapter"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*", "password2*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_LOGOUT_REDIRECT_URL = "home"
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_DEFAULT_HTTP_PROTOCOL = "https" if SITE_IS_SECURE else "http"
ACCOUNT_FORMS = {
    "login": "accounts.sign_in_forms.LoginForm",
    "reset_password": "accounts.sign_in_forms.ResetPasswordForm",
    "reset_password_from_key": "accounts.sign_in_forms.ResetPasswordKeyForm",
    "change_password": "accounts.sign_in_forms.ChangePasswordForm",
    "set_password": "accounts.sign_in_forms.SetPasswordForm",
    "reauthenticate": "accounts.sign_in_forms.ReauthenticateForm",
}
# Attempts to sign in are counted by address; behind a proxy everybody would seem to have the proxy's.
ALLAUTH_TRUSTED_PROXY_COUNT = 1 if flag("BEHIND_PROXY") else 0
MFA_FORMS = {
    "authenticate": "accounts.sign_in_forms.AuthenticateForm",
    "reauthenticate": "accounts.sign_in_forms.ReauthenticateByCodeForm",
    "activate_totp": "accounts.sign_in_forms.ActivateAppForm",
}
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes"]
MFA_TOTP_ISSUER = "Scrutiny"
# Accounts are made by the council, which knows the address: there is no confirming it first.
MFA_ALLOW_UNVERIFIED_EMAIL = True
SOCIALACCOUNT_ADAPTER = "accounts.adapters.SocialAccountAdapter"
# Microsoft Entra vouches for the address, so it may open the account that has it; it never makes a new one.
SOCIALACCOUNT_EMAIL_AUTHENTICATION = True
SOCIALACCOUNT_EMAIL_AUTHENTICATION_AUTO_CONNECT = True
SOCIALACCOUNT_PROVIDERS: dict[str, Any] = {}
if text("OIDC_CLIENT_ID"):
    SOCIALACCOUNT_PROVIDERS["openid_connect"] = {
        "APPS": [
            {
                "provider_id": "council",
                "name": text("OIDC_NAME", "Microsoft"),
                "client_id": text("OIDC_CLIENT_ID"),
                "secret": text("OIDC_CLIENT_SECRET"),
                # Entra never says "email_verified". The addresses in the council's own directory are the council's.
                "settings": {"server_url": text("OIDC_SERVER_URL"), "verified_email": True},
            }
        ],
        "OAUTH_PKCE_ENABLED": True,
    }

# Language and time ----------------------------------------------------------------------------------------
LANGUAGE_CODE = "en-gb"
TIME_ZONE = "Europe/London"
USE_I18N = True
USE_TZ = True

# Files ----------------------------------------------------------------------------------------------------
STATIC_URL = "/static/"
STATICFILES_DIRS = [BASE_DIR / "static"]
STATIC_ROOT = Path(text("STATIC_ROOT", str(BASE_DIR / "var" / "static")))
# Papers are never served from here directly: the file views check who is asking first.
MEDIA_ROOT = text("MEDIA_ROOT", str(BASE_DIR / "var" / "media"))
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "scrutiny.lib.static_files.StaticFiles"},
}
FILE_UPLOAD_PERMISSIONS = 0o600
# Behind nginx: the prefix of its internal location for MEDIA_ROOT. Files are then sent by nginx, after we allowed it.
X_ACCEL_PREFIX = text("X_ACCEL_PREFIX")
# Public pages that each web process keeps in memory, to show them again as long as nothing has changed.
KEPT_PAGES_BYTES = number("KEPT_PAGES_MB", 32) * 1024 * 1024
PAPER_MAX_BYTES = number("PAPER_MAX_MB", 100) * 1024 * 1024

# Mail -----------------------------------------------------------------------------------------------------
EMAIL_FILE_PATH = text("MAIL_DIR", str(BASE_DIR / "var" / "mail"))
EMAIL_HOST = text("EMAIL_HOST")
EMAIL_BACKEND = (
    "django.core.mail.backends.smtp.EmailBackend"
    if EMAIL_HOST
    else "django.core.mail.backends.filebased.EmailBackend"
)
EMAIL_PORT = number("EMAIL_PORT", 587)
EMAIL_HOST_USER = text("EMAIL_HOST_USER")
EMAIL_HOST_PASSWORD = text("EMAIL_HOST_PASSWORD")
EMAIL_USE_TLS = flag("EMAIL_USE_TLS", default=True)
# A mail takes half a dozen steps, each with this much patience: all together well below the lease on a reminder.
EMAIL_TIMEOUT = number("EMAIL_TIMEOUT", 15)
# The log of a mail server of our own. It says what was taken, so nothing is sent twice even after a crash.
MAIL_LOG = text("MAIL_LOG")
DEFAULT_FROM_EMAIL = text("DEFAULT_FROM_EMAIL", "Scrutiny <scrutiny@localhost>")

# Reminders ------------------------------------------------------------------------------------------------
REMINDER_LEASE_SECONDS = number("REMINDER_LEASE_SECONDS", 300)
REMINDER_RETRY_SECONDS = number("REMINDER_RETRY_SECONDS", 60)
# Visited after every round of reminders; a second party raises the alarm when the visits stop.
REMINDER_SIGN_OF_LIFE_URL = text("REMINDER_SIGN_OF_LIFE_URL")

# Background work ------------------------------------------------------------------------------------------
CELERY_BROKER_URL = celery_broker(REDIS_URL)
CELERY_BROKER_TRANSPORT_OPTIONS = {
    "visibility_timeout": 1800,
    # Without this kombu looks for lost messages only every hundred seconds or so.
    "unacked_restore_throttle": 1,
    "socket_connect_timeout": 3,
    "max_retries": 1,
}
# Celery asks for it in two more places.
CELERY_RESULT_BACKEND_TRANSPORT_OPTIONS = {"visibility_timeout": 1800}
CELERY_VISIBILITY_TIMEOUT = 1800
CELERY_WORKER_SOFT_SHUTDOWN_TIMEOUT = 10
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_TASK_ACKS_LATE = True
CELERY_TASK_REJECT_ON_WORKER_LOST = True
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_SERIALIZER = "json"
CELERY_ACCEPT_CONTENT = ["json"]
CELERY_TIMEZONE = "UTC"
CELERY_TASK_ROUTES = {
    "committees.tasks.build_pack": {"queue": "packs"},
    # Packs take minutes. What must go out in time has a worker of its own.
    "reminders.tasks.*": {"queue": "reminders"},
    "scrutiny.alerts.tasks.*": {"queue": "reminders"},
}
CELERY_BEAT_SCHEDULE = {
    # What has just changed is not found before this has read it again.
    "freshen-search": {"task": "scrutiny.search.tasks.freshen", "schedule": 10.0, "options": {"expires": 9}},
    "requeue-waiting-builds": {"task": "committees.tasks.requeue_waiting_builds", "schedule": 20.0},
    "tidy-builds": {"task": "committees.tasks.tidy_builds", "schedule": 24 * 3600.0},
    "gather-alerts": {
        "task": "scrutiny.alerts.tasks.look_round",
        "schedule": 60.0,
        "options": {"expires": 55},
    },
    # An interval, not a time of day: two clocks or none do no harm, and no change of the clocks concerns it.
    "send-reminders": {"task": "reminders.tasks.tick", "schedule": 60.0, "options": {"expires": 55}},
}

# Security -------------------------------------------------------------------------------------------------
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "img-src": [SELF, "data:"],
        "object-src": [NONE],
        "base-uri": [NONE],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
    }
}
if text("OIDC_SERVER_URL"):
    # Signing in posts to our own site, which then redirects to the identity provider.
    oidc = urlsplit(text("OIDC_SERVER_URL"))
    CONTENT_SECURITY_POLICY["DIRECTIVES"]["form-action"].append(f"{oidc.scheme}://{oidc.netloc}")
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_SSL_REDIRECT = SITE_IS_SECURE
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if flag("BEHIND_PROXY") else None
SECURE_HSTS_SECONDS = 31_536_000 if SITE_IS_SECURE else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SITE_IS_SECURE
SECURE_HSTS_PRELOAD = SITE_IS_SECURE
SESSION_COOKIE_SECURE = SITE_IS_SECURE
CSRF_COOKIE_SECURE = SITE_IS_SECURE
if SITE_IS_SECURE:
    # Browsers take a cookie of such a name from this very host only, and over TLS.
    SESSION_COOKIE_NAME = "__Host-sessionid"
    CSRF_COOKIE_NAME = "__Host-csrftoken"
# A working day at most, and no longer than this without doing anything: a meeting is long, a library PC is shared.
SESSION_COOKIE_AGE = 60 * 60 * 12
SESSION_IDLE_SECONDS = number("SESSION_IDLE_MINUTES", 120) * 60
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_HTTPONLY = True
CSRF_COOKIE_SAMESITE = "Lax"
# In a minute: for one person who has signed in, and for one address of strangers, behind which may be many.
RATE_LIMITS: dict[str, tuple[int, int]] = {
    "files": (1500, 6000),
    "searches": (120, 1200),
    "suggestions": (10, 20),
}
X_FRAME_OPTIONS = "DENY"

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"plain": {"format": "{asctime} {levelname} {name} {message}", "style": "{"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "plain"}},
    "root": {"handlers": ["console"], "level": text("LOG_LEVEL", "INFO")},
    # They tell of every step of every page they draw.
    "loggers": {name: {"level": "WARNING"} for name in ("weasyprint", "fontTools", "pikepdf")},
}
