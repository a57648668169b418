"""The description of the API, in OpenAPI 3.1, made from the same resources that answer."""

from __future__ import annotations

from typing import Any

from django.conf import settings

from . import searching
from .asked import PAGING
from .catalogue import RESOURCES
from .resource import Filter, Resource
from .shapes import ADDRESS, NUMBER, TEXT, Schema, made_of, many, nothing_or

PROBLEM = made_of(title=TEXT, status=NUMBER, detail=TEXT)
NOT_MODIFIED = {"description": "Nothing has changed since, by If-None-Match or If-Modified-Since."}


def describe() -> dict[str, Any]:
    paths: dict[str, Any] = {}
    schemas: dict[str, Schema] = {"Problem": PROBLEM, "SearchResult": searching.RESULT}
    for resource in RESOURCES.values():
        name = resource.name.title().replace("-", "")
        schemas[f"{name}InList"] = resource.schema
        schemas[f"{name}Single"] = resource.one_schema
        paths[f"/{resource.name}/"] = {"get": _list(resource, name)}
        paths[f"/{resource.name}/{{{key_of(resource)}}}/"] = {"get": _one(resource, name)}
    paths["/search/"] = {"get": _search()}
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "Scrutiny",
            "version": "1",
            "description": "What is published of scrutiny, read-only. No key is needed. Times carry their offset.",
        },
        "servers": [{"url": f"{settings.SITE_URL}/api/v1"}],
        "paths": paths,
        "components": {"schemas": schemas},
    }


def key_of(resource: Resource) -> str:
    return "id" if resource.key == "pk" else resource.key


def parameters(filters: tuple[Filter, ...]) -> dict[str, tuple[str, Schema]]:
    return {each.name: (each.about, each.schema) for each in filters} | PAGING


def _list(resource: Resource, name: str) -> dict[str, Any]:
    return {
        "operationId": f"list_{resource.name.replace('-', '_')}",
        "summary": resource.title,
        "description": resource.about,
        "parameters": _asked(parameters(resource.filters)),
        "responses": _answers(paged(_of(f"{name}InList")), "400", "404"),
    }


def _one(resource: Resource, name: str) -> dict[str, Any]:
    key = {"name": key_of(resource), "in": "path", "required": True}
    schema = {"type": "integer", "minimum": 1} if resource.key == "pk" else {"type": "string"}
    return {
        "operationId": f"read_{resource.name.replace('-', '_')}",
        "summary": f"{resource.title}: one by itself",
        "parameters": [{**key, "schema": schema}],
        "responses": _answers(_of(f"{name}Single"), "400", "404"),
    }


def _search() -> dict[str, Any]:
    return {
        "operationId": "search",
        "summary": "Search",
        "description": "Everything published, page by page: what the search page finds for strangers.",
        "parameters": _asked(searching.FILTERS | PAGING),
        "responses": _answers(paged(_of("SearchResult")), "400", "404", "429"),
    }


def paged(schema: Schema) -> Schema:
    return made_of(
        count=NUMBER,
        page=NUMBER,
        pages=NUMBER,
        next=nothing_or(ADDRESS),
        previous=nothing_or(ADDRESS),
        results=many(schema),
    )


def _of(name: str) -> Schema:
    return {"$ref": f"#/components/schemas/{name}"}


def _asked(known: dict[str, tuple[str, Schema]]) -> list[dict[str, Any]]:
    return [
        {"name": name, "in": "query", "description": about, "required": False, "schema": schema}
        for name, (about, schema) in known.items()
    ]


def _answers(schema: Schema, *problems: str) -> dict[str, Any]:
    wrong = {
        "description": "What is wrong",
        "content": {"application/problem+json": {"schema": _of("Problem")}},
    }
    right = {"description": "What was asked for", "content": {"application/json": {"schema": schema}}}
    return {"200": right, "304": NOT_MODIFIED, **dict.fromkeys(problems, wrong)}
