"""Form pages of the set-up: one template, and one way to say what a verb refused."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from committees.forms.committees import apply_errors

Crumbs = list[tuple[str, str]]


def allow(allowed: bool) -> None:
    """What somebody may not do does not exist for them."""
    if not allowed:
        raise Http404


def done(form: Any, verb: Callable[[], object]) -> bool:
    """Whether the form was right and the verb has done it; if not, the form says why."""
    if not form.is_valid():
        return False
    try:
        verb()
    except ValidationError as refusal:
        apply_errors(form, refusal)
        return False
    return True


def form_response(
    request: HttpRequest, form: Any, heading: str, crumbs: Crumbs, **context: Any
) -> HttpResponse:
    """The last of `crumbs` is where Cancel leads back to. 409 when two people's versions stand side by side."""
    context |= {
        "form": form,
        "heading": heading,
        "cancel_url": crumbs[-1][1],
        "breadcrumbs": [*crumbs, (heading, "")],
    }
    template = context.pop("template", "committees/setup/form.html")
    status = 409 if getattr(form, "conflict", None) else 200
    return render(request, template, context, status=status)
