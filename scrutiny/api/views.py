"""Lists, single things, the search, and the description of all of it for programs and for people."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from committees.views.caching import for_everybody

from . import searching
from .answers import Missing, answered, by_its_content, paged, sheet
from .asked import PAGING, USUAL, read_all, schemas
from .catalogue import RESOURCES
from .description import describe, key_of, parameters
from .resource import Data, Resource, site


def resource_named(name: str) -> Resource:
    if name not in RESOURCES:
        raise Missing
    return RESOURCES[name]


@answered
def several(request: HttpRequest, name: str) -> Data:
    resource = resource_named(name)
    asked = read_all(request.GET, schemas(resource.filters))
    rows = resource.rows()
    for each in resource.filters:
        if each.name in asked:
            rows = each.narrow(rows, asked[each.name])
    return paged(request, asked, rows, resource.brief)


@answered
def one(request: HttpRequest, name: str, key: str) -> Data:
    resource = resource_named(name)
    read_all(request.GET, {})
    row = resource.one(key)
    if row is None:
        raise Missing
    return resource.tell(row)


@by_its_content
def search(request: HttpRequest) -> Data:
    known = {name: schema for name, (_, schema) in (searching.FILTERS | PAGING).items()}
    asked = read_all(request.GET, known)
    count, found = searching.search(request.GET, asked.get("page", 1), asked.get("per_page", USUAL))
    return sheet(request, asked, count, found)


@answered
def openapi(request: HttpRequest) -> Data:
    return describe()


@require_safe
@for_everybody
def description(request: HttpRequest) -> HttpResponse:
    """The same for people."""
    lists = [
        (each, key_of(each), parameters(each.filters), list(each.one_schema["properties"]))
        for each in RESOURCES.values()
    ]
    context = {"lists": lists, "search": searching.FILTERS | PAGING, "site": site("/api/v1/")}
    return render(request, "public/api.html", context)
