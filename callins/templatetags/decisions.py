"""How decisions are written on pages."""

from __future__ import annotations

from typing import Any

from django import template
from django.utils.safestring import SafeString

from callins.standing import Standing
from council.templatetags.govuk import tag_state
from scrutiny.lib.markdown_text import markdown_html

register = template.Library()


@register.filter
def prose(text: str) -> SafeString:
    """What an officer typed, with its line breaks; headings go under those of the page."""
    return markdown_html(text, top=3, breaks=True)


@register.inclusion_tag("components/tag.html")
def standing_tag(standing: Standing) -> dict[str, Any]:
    return tag_state("", standing.label, standing.colour)
