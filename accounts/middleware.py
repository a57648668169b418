from collections.abc import Callable

from django.http import HttpRequest
from django.http.response import HttpResponseBase

from . import security_log


class PersonalPagesMiddleware:
    """A page drawn for somebody who has signed in is kept by no cache, and not shown again after signing out.

    What they are refused is told to the log.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        asked_who = request.session.accessed
        if asked_who and not response.has_header("Cache-Control") and request.user.is_authenticated:
            response["Cache-Control"] = "private, no-store"
        if asked_who and response.status_code in (403, 404) and request.user.is_authenticated:
            security_log.refused(request)
        return response
