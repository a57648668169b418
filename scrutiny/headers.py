"""Headers that every answer has: pages, files, redirects, refusals and static files alike."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest
from django.http.response import HttpResponseBase

ALWAYS = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "X-Permitted-Cross-Domain-Policies": "none",
    "X-Frame-Options": "DENY",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
    # Pages say more, see CONTENT_SECURITY_POLICY; this is for what never reaches that, like static files.
    "Content-Security-Policy": "default-src 'self'; object-src 'none'; base-uri 'none'; frame-ancestors 'none'",
}


class HeadersMiddleware:
    """The outermost: whatever was answered further in, and by whom, it does not leave without them."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        for name, value in ALWAYS.items():
            response.headers.setdefault(name, value)
        match = request.resolver_match
        if match is not None and match.url_name == "account_logout" and request.method == "POST":
            # Whoever uses the computer next finds nothing of what was read.
            response.headers["Clear-Site-Data"] = '"cache", "storage"'
        return response
