"""Template tags that draw GOV.UK components: fields, error summaries, tags, navigation, sorting."""

from __future__ import annotations

import datetime
from typing import Any

from django import forms, template
from django.forms import BoundField
from django.forms.formsets import BaseFormSet
from django.template import Context
from django.urls import NoReverseMatch, reverse
from django.utils import timezone
from django.utils.safestring import SafeString

from scrutiny.lib.clock import time_words
from scrutiny.lib.govuk_forms import PARTS, DateInput

register = template.Library()

# The order matters: CheckboxSelectMultiple is a kind of RadioSelect, and RadioSelect a kind of Select.
KINDS: list[tuple[type[forms.Widget], str]] = [
    (DateInput, "date"),
    (forms.CheckboxSelectMultiple, "checkboxes"),
    (forms.RadioSelect, "radios"),
    (forms.CheckboxInput, "boolean"),
    (forms.FileInput, "file"),
    (forms.Select, "select"),
    (forms.Textarea, "textarea"),
]
CLASSES = {
    "boolean": "govuk-checkboxes__input",
    "file": "govuk-file-upload",
    "select": "govuk-select",
    "textarea": "govuk-textarea",
    "input": "govuk-input",
}
STATE_COLOURS = {
    "draft": "grey", "planned": "grey", "waiting": "grey", "queued": "grey", "withdrawn": "grey",
    "scheduled": "blue", "building": "blue", "running": "blue", "rendering": "blue", "reading": "blue",
    "splicing": "blue", "changed": "yellow", "late": "yellow", "warning": "yellow", "to_follow": "yellow",
    "deferred": "yellow", "ready": "teal", "built": "teal", "published": "green", "done": "green",
    "ok": "green", "held": "green", "cancelled": "red", "failed": "red", "exempt": "red", "confidential": "red",
}  # fmt: skip


@register.filter
def clock(moment: datetime.datetime | datetime.time | None) -> str:
    """10:15am, 2pm, midday, in London. Django's own format letters write a.m. with full stops."""
    if moment is None:
        return ""
    if isinstance(moment, datetime.datetime):
        moment = timezone.localtime(moment).time() if timezone.is_aware(moment) else moment.time()
    return time_words(moment)


@register.filter
def widget_kind(field: BoundField) -> str:
    return next((kind for widget, kind in KINDS if isinstance(field.field.widget, widget)), "input")


@register.filter
def field_template(field: BoundField) -> str:
    return f"govuk/fields/{widget_kind(field)}.html"


@register.filter
def error_id(field: BoundField) -> str:
    """The id of the box an error summary must lead to, which for groups is the first that matters."""
    kind = widget_kind(field)
    if kind in ("checkboxes", "radios"):
        return f"{field.auto_id}_0"
    if kind == "date":
        wrong = wrong_parts(field)
        return f"{field.auto_id}_{next((part for part in PARTS if part in wrong), PARTS[0])}"
    return str(field.auto_id)


def wrong_parts(field: BoundField) -> set[str]:
    """Which of day, month and year the errors are about; all of them when the errors do not say."""
    wrong: set[str] = set()
    for error in field.errors.as_data():
        wrong.update((error.params or {}).get("parts", PARTS))
    return wrong


@register.simple_tag
def govuk_widget(field: BoundField, kind: str) -> SafeString:
    """The widget with GOV.UK classes added to its own."""
    widget = field.field.widget
    if isinstance(widget, DateInput):
        widget.error_parts = wrong_parts(field)
        return field.as_widget()
    css = CLASSES[kind]
    classes = [
        css,
        f"{css}--error" if field.errors and kind != "boolean" else "",
        widget.attrs.get("class", ""),
    ]
    attrs: dict[str, str | bool] = {"class": " ".join(filter(None, classes))}
    if kind == "textarea" and widget.attrs.get("rows") == "10":
        attrs["rows"] = "5"  # Django's default is too tall for most of what people type
    return field.as_widget(attrs=attrs)


@register.simple_tag
def govuk_choices(field: BoundField) -> list[dict[str, Any]]:
    """The options of radios or checkboxes, each with the hint and the field that go with it."""
    hints = getattr(field.field, "choice_hints", {})
    reveals = getattr(field.field, "reveals", {})
    options = []
    for option in field.subwidgets:
        data = option.data
        value = str(data["value"])
        revealed = reveals.get(value)
        options.append(
            {
                **data,
                "value": value,
                "hint": hints.get(value),
                "reveals": field.form[revealed] if revealed else None,
            }
        )
    return options


@register.filter
def own_fields(form: forms.BaseForm) -> list[BoundField]:
    """The visible fields that stand on their own: not those a radio button or checkbox reveals."""
    revealed = {name for field in form.fields.values() for name in getattr(field, "reveals", {}).values()}
    return [field for field in form.visible_fields() if field.name not in revealed]


@register.inclusion_tag("components/error_summary.html")
def error_summary(*forms_or_sets: Any) -> dict[str, Any]:
    """Every error on the page, linked to the box that is wrong. Takes forms, formsets, lists of them and None."""
    errors: list[dict[str, str]] = []
    given = [each for item in forms_or_sets for each in (item if isinstance(item, list) else [item])]
    for item in given:
        if isinstance(item, BaseFormSet):
            errors += [{"text": str(text), "href": ""} for text in item.non_form_errors()]
            members = list(item.forms)
        else:
            members = [item] if item else []
        for form in members:
            errors += form_errors(form)
    return {"errors": errors}


def form_errors(form: forms.BaseForm) -> list[dict[str, str]]:
    if not form.is_bound:
        return []
    errors = [{"text": str(text), "href": ""} for text in form.non_field_errors()]
    for field in form:
        href = "" if field.is_hidden else f"#{error_id(field)}"
        errors += [{"text": str(text), "href": href} for text in field.errors]
    return errors


@register.inclusion_tag("components/tag.html")
def tag_state(state: str, label: str = "", colour: str = "") -> dict[str, str]:
    """A coloured tag for a state; the words carry the meaning, the colour only helps."""
    words = label or str(state).replace("_", " ").capitalize()
    return {"label": words, "colour": colour or STATE_COLOURS.get(str(state), "grey")}


@register.inclusion_tag("components/nav_item.html", takes_context=True)
def nav_item(context: Context, url_name: str, text: str, exact: bool = False) -> dict[str, Any]:
    """A link of the service navigation; nothing while no such page exists."""
    try:
        href = reverse(url_name)
    except NoReverseMatch:
        return {"href": ""}
    path = context["request"].path if "request" in context else ""
    return {
        "href": href,
        "text": text,
        "current": path == href,
        "active": path == href if exact else path.startswith(href),
    }


@register.inclusion_tag("components/pagination.html", takes_context=True)
def pagination(context: Context, page: Any, parameter: str = "page", label: str = "Pages") -> dict[str, Any]:
    """Links to the other pages of a list; the rest of the query string is kept."""
    query = context["request"].GET.copy()

    def link(number: int) -> str:
        query[parameter] = number
        return f"?{query.urlencode()}"

    shown = page.paginator.get_elided_page_range(page.number, on_each_side=1, on_ends=1)
    numbers = [
        {
            "number": number,
            "href": link(number) if isinstance(number, int) else "",
            "current": number == page.number,
        }
        for number in shown
    ]
    links = {
        "previous": link(page.previous_page_number()) if page.has_previous() else "",
        "next": link(page.next_page_number()) if page.has_next() else "",
        "numbers": numbers,
    }
    return {"page": page, "links": links, "label": label}


@register.inclusion_tag("components/sort_header.html", takes_context=True)
def sort_header(
    context: Context, key: str, text: str, default: str = "", classes: str = "", parameter: str = "sort"
) -> dict[str, Any]:
    """A table heading that sorts by `key`, then the other way round; `default` is the list's own order."""
    request = context["request"]
    chosen = request.GET.get(parameter, default)
    direction = {key: "ascending", f"-{key}": "descending"}.get(chosen, "none")
    query = request.GET.copy()
    query[parameter] = f"-{key}" if direction == "ascending" else key
    query.pop("page", None)
    return {"text": text, "direction": direction, "href": f"?{query.urlencode()}", "classes": classes}
