from typing import Any

from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from .models import Council


def council(request: HttpRequest) -> dict[str, Any]:
    """The council's name, words and colours for every page; read only when a template asks."""
    return {"council": SimpleLazyObject(lambda: Council.objects.first() or Council(name="Council"))}
