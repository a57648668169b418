import os

from django.core.wsgi import get_wsgi_application
from django.urls import get_resolver

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "scrutiny.settings")

application = get_wsgi_application()
# Load every page now, once, before the web server forks, and not with somebody's first request.
_ = get_resolver().url_patterns
