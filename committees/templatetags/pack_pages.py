"""Filters of the pages that packs are made of."""

from __future__ import annotations

from typing import Any

from django import template
from django.utils.safestring import SafeString

from committees.contents.words import listed
from scrutiny.lib.markdown_text import markdown_html

register = template.Library()


@register.filter
def markdown(text: str) -> SafeString:
    return markdown_html(text, top=3)


@register.filter
def pages(entry: dict[str, Any]) -> str:
    """10 - 24, the way an index prints it."""
    return f"{entry['from']} - {entry['to']}"


@register.filter
def under_paragraphs(codes: list[str]) -> str:
    """paragraph 3, or paragraphs 1 and 2."""
    return f"paragraph{'' if len(codes) == 1 else 's'} {listed(codes)}"
