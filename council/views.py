from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from .models import Council


@require_safe
@cache_control(public=True, max_age=300)
def stylesheet(request: HttpRequest) -> HttpResponse:
    """The council's colours as CSS custom properties, so that no page needs inline style."""
    council = Council.objects.first() or Council()
    return render(request, "council/stylesheet.css", {"colours": council}, content_type="text/css")


@require_safe
@cache_control(public=True, max_age=300)
def logo(request: HttpRequest) -> FileResponse:
    council = Council.objects.exclude(logo="").first()
    if council is None:
        raise Http404
    kinds = {"svg": "image/svg+xml", "png": "image/png"}
    kind = kinds.get(str(council.logo).rsplit(".", 1)[-1].lower(), "application/octet-stream")
    response = FileResponse(council.logo.open("rb"), content_type=kind)
    response["Content-Security-Policy"] = "default-src 'none'; style-src 'unsafe-inline'; sandbox"
    return response
