"""Minutes on the officers' pages: the text of an item, its resolutions, and the editor that keeps what is typed."""

from __future__ import annotations

from typing import Any

from django import template
from django.template import Context
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from committees.forms.minutes import EntryForm
from committees.minutes.drafting import unwritten
from committees.minutes.wording import resolved as in_print
from committees.models import AgendaItem, MinuteEntry, Minutes, Resolution
from scrutiny.lib.markdown_text import markdown_html

register = template.Library()

COLOURS = {
    Minutes.State.WRITING: "grey",
    Minutes.State.PUBLISHED: "blue",
    Minutes.State.CHECKED: "turquoise",
    Minutes.State.APPROVED: "green",
    Minutes.State.SIGNED: "green",
}


@register.filter
def minutes_colour(state: str) -> str:
    return COLOURS[Minutes.State(state)]


@register.filter
def minute(item: AgendaItem) -> MinuteEntry | None:
    """The entry of an item, None while nothing is written about it."""
    return getattr(item, "minute", None)


@register.filter
def minuted(text: str) -> SafeString:
    return markdown_html(text, top=3, breaks=True)


@register.simple_tag
def resolved(resolution: Resolution) -> SafeString:
    """A resolution as it is printed."""
    words = in_print(resolution)
    parts = format_html_join("", "<br>{} {}", ((part["number"], part["text"]) for part in words["parts"]))
    return format_html("{}<strong>{}</strong>{}{}", words["before"], words["bold"], words["after"], parts)


@register.inclusion_tag("committees/minutes/_entry.html", takes_context=True)
def minute_of(context: Context, item: AgendaItem) -> dict[str, Any]:
    """The text of one item, to be written on a page of other things."""
    form = EntryForm(instance=minute(item) or unwritten(item), item=item, auto_id=f"id_{item.pk}_%s")
    return {
        "form": form,
        "item": item,
        "pages": (context.get("cited") or {}).get(item.pk),
        "request": context["request"],
        "csrf_token": context["csrf_token"],
    }
