from django.http import HttpRequest, HttpResponse
from django.urls import include, path


def nothing(request: HttpRequest) -> HttpResponse:
    return HttpResponse("Nothing")


urlpatterns = [path("nothing/", nothing), path("", include("scrutiny.urls"))]
