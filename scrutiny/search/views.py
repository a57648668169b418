"""The page that everybody searches with. What it shows depends on who asks, so caches keep it for nobody else."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from accounts.models import User
from audit.log import record_reading
from committees.models import Committee

from .finding import Found, entries_of, find
from .forms import SearchForm
from .models import Entry
from .snippets import snippets
from .suggestions import suggestions

NAMED = 8
NARROWING = ("kind", "committee", "person", "since_day", "until_day", "sort")


@require_safe
def search(request: HttpRequest) -> HttpResponse:
    form = SearchForm(request.GET)
    question, today = form.question(), timezone.localdate()
    found = find(question, request.user, today) if question.asks else Found()
    page = found.page(request.GET.get("page"))
    entries = entries_of(page.object_list)
    words = snippets(entries, question.query)
    context = {
        "form": form,
        "question": question,
        "found": found,
        "page": page,
        "results": [(entry, words[entry.pk]) for entry in entries],
        "narrower": narrower(request.GET, found) if found.count else {},
        "suggested": suggestions(question, request.user, today) if question.words and not found.count else [],
        "advanced": any(request.GET.get(name) for name in NARROWING),
    }
    response = render(request, "public/search.html", context)
    response["X-Robots-Tag"] = "noindex"
    return kept_apart(request, response, entries)


def kept_apart(request: HttpRequest, response: HttpResponse, entries: list[Entry]) -> HttpResponse:
    """Exempt words that somebody is shown are written into the audit book, with the papers and items they stand in."""
    if not isinstance(request.user, User):
        response["Cache-Control"] = "public, max-age=60"
        return response
    response["Cache-Control"] = "private, no-store"
    items = sorted(entry.item_id for entry in entries if entry.is_restricted and entry.item_id)
    versions = sorted(entry.version.pk for entry in entries if entry.version and entry.version.is_restricted)
    if items or versions:
        record_reading("find exempt words", request.user, by=request.user, items=items, versions=versions)
    return response


def narrower(asked: QueryDict, found: Found) -> dict[str, list[tuple[str, str, int]]]:
    """Links that narrow the search, with how much each leaves."""
    kinds = [
        (with_(asked, kind=kind), label, number)
        for kind, label, number in found.by_kind()
        if not asked.get("kind")
    ]
    numbers = found.by_committee() if not asked.get("committee") else {}
    names = Committee.objects.in_bulk(list(numbers)) if numbers else {}
    committees = [
        (with_(asked, committee=names[pk].slug), names[pk].name, number)
        for pk, number in sorted(numbers.items(), key=lambda pair: -pair[1])[:NAMED]
    ]
    return {
        "kinds": kinds if len(kinds) > 1 else [],
        "committees": committees if len(committees) > 1 else [],
    }


def with_(asked: QueryDict, **more: str) -> str:
    changed = asked.copy()
    changed.pop("page", None)
    for name, value in more.items():
        changed[name] = value
    return changed.urlencode()
