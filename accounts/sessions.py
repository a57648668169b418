"""How long somebody stays signed in: a while without doing anything, and never longer than a working day."""

from __future__ import annotations

import time
from collections.abc import Callable

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout
from django.http import HttpRequest
from django.http.response import HttpResponseBase

STARTED, SEEN = "signed_in_at", "seen_at"
# The session is written at most so often only to say that somebody is still there.
NOTED_EVERY = 60
ENDED = "You have been signed out because nothing happened for a while. Sign in again to go on."


class SessionLimitsMiddleware:
    """Ends a session that has been idle too long or is too old, before anything is done with it."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        # Whoever has no session is not given one, and their pages may be kept by caches.
        if settings.SESSION_COOKIE_NAME in request.COOKIES and request.user.is_authenticated:
            self._look_at(request)
        return self.get_response(request)

    def _look_at(self, request: HttpRequest) -> None:
        now = int(time.time())
        started, seen = request.session.get(STARTED, now), request.session.get(SEEN, now)
        if now - started > settings.SESSION_COOKIE_AGE or now - seen > settings.SESSION_IDLE_SECONDS:
            logout(request)
            messages.info(request, ENDED)
            return
        if STARTED not in request.session:
            request.session[STARTED] = now
        if SEEN not in request.session or now - seen >= NOTED_EVERY:
            request.session[SEEN] = now
