"""Pages that exist only for tests: every kind of field, and every component, in the workspace layout."""

from __future__ import annotations

from django import forms
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template import engines
from django.urls import include, path

from scrutiny.lib import govuk_forms

COLOURS = [("", "Choose one"), ("g", "Green"), ("b", "Blue")]
PARTS = [("public", "Public"), ("exempt", "Exempt")]


class EveryField(govuk_forms.Form):
    title = forms.CharField(label="Title", help_text="As it is printed on the agenda", max_length=40)
    summary = forms.CharField(label="Summary", widget=forms.Textarea, required=False)
    email = forms.EmailField(label="Email address")
    committee = forms.ChoiceField(label="Committee", choices=COLOURS)
    part = forms.ChoiceField(label="Part of the meeting", choices=PARTS, widget=forms.RadioSelect)
    reason = forms.CharField(label="Reason", required=False)
    needs = forms.MultipleChoiceField(
        label="What the room needs",
        choices=PARTS,
        widget=forms.CheckboxSelectMultiple,
        help_text="Choose any",
    )
    agreed = forms.BooleanField(label="The chair has agreed")
    date = govuk_forms.DateField(label="Meeting date", help_text="For example, 11 4 2019")
    time = govuk_forms.TimeField(label="Start time")
    paper = forms.FileField(label="Paper")
    papers = govuk_forms.MultipleFileField(label="More papers", required=False)
    version = govuk_forms.VersionField(initial=3)

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.fields["part"].choice_hints = {"exempt": "Only members see it"}  # type: ignore[attr-defined]
        self.fields["part"].reveals = {"exempt": "reason"}  # type: ignore[attr-defined]


class FilterForm(govuk_forms.Form):
    committee = forms.ChoiceField(label="Committee", choices=COLOURS, required=False)
    words = forms.CharField(label="Words", required=False)


def form_page(request: HttpRequest) -> HttpResponse:
    form = EveryField(request.POST or None, request.FILES or None)
    context = {
        "form": form,
        "heading": "Add an item",
        "caption": "Health scrutiny",
        "cancel_url": "/components/",
    }
    return render(request, "workspace/form_page.html", context)


COMPONENTS = """{% extends "workspace/base.html" %}{% load govuk %}
{% block title %}Components{% endblock %}
{% block content %}
{% include "components/page_heading.html" %}
{% include "components/filter_bar.html" with form=filter clear_url="/components/" %}
<div class="app-scroll" data-scroll-region aria-label="Meetings" tabindex="0" role="region">
<table class="govuk-table"><caption class="govuk-table__caption govuk-table__caption--m">Meetings</caption>
<thead class="govuk-table__head"><tr class="govuk-table__row">{% sort_header "date" "Date" default="date" %}
{% sort_header "committee" "Committee" %}<th scope="col" class="govuk-table__header">State</th>
<th scope="col" class="govuk-table__header">Where</th></tr></thead>
<tbody class="govuk-table__body">{% for number in page %}<tr class="govuk-table__row">
<th scope="row" class="govuk-table__header"><a class="govuk-link" href="#">{{ number }} April 2027</a></th>
<td class="govuk-table__cell">People and Families Policy and Scrutiny Committee</td>
<td class="govuk-table__cell">{% tag_state "published" %}</td>
<td class="govuk-table__cell">Committee Room 1, County Hall</td></tr>{% endfor %}</tbody></table></div>
{% pagination page %}
{% include "components/table.html" with caption="Papers" headings=headings rows=rows %}
{% include "components/summary_list.html" with rows=summary %}
{% include "components/progress_list.html" with steps=steps %}
{% include "components/conflict.html" with who="Sam Okafor" rows=conflict %}
{% include "components/task_list.html" with tasks=tasks %}
{% include "components/empty_state.html" with heading="No papers yet" link_url="#" link_text="Add a paper" %}
{% include "components/inset.html" with text="The agenda must be out by 3 April." %}
{% include "components/warning_text.html" with text="Five clear days have passed." %}
{% include "components/details.html" with summary="Why exempt?" text="Because the law says so." %}
{% include "components/back_link.html" with url="/form/" %}
{% endblock %}"""


def components(request: HttpRequest) -> HttpResponse:
    if request.GET.get("message"):
        messages.add_message(request, int(request.GET["message"]), "The agenda was published.")
    context = {
        "heading": "Meetings",
        "caption": "People and Families Policy and Scrutiny Committee",
        "actions": [
            {"text": "Make a meeting", "url": "#", "primary": True},
            {"text": "Calendar", "url": "#"},
        ],
        "breadcrumbs": [("Dashboard", "/"), ("Meetings", "")],
        "filter": FilterForm(request.GET),
        "page": Paginator(range(1, 120), 10).get_page(request.GET.get("page", 4)),
        "headings": ["Paper", "Pages"],
        "rows": [["Cover sheet", 2], ["Appendix A", 14]],
        "summary": [
            {"key": "Committee", "value": "Health", "change_url": "#"},
            {"key": "Quorum", "value": 4, "change_url": "#"},
        ],
        "steps": [
            {"name": "Front page", "state": "done", "kind": "done", "detail": "2 pages"},
            {"name": "Item 4: Budget", "state": "reading", "kind": "working"},
            {
                "name": "Item 5: Homes",
                "state": "failed",
                "kind": "failed",
                "error": "The file asks for a password.",
            },
            {"name": "Item 6: Roads", "state": "waiting"},
        ],
        "conflict": [{"label": "Title", "mine": "Budget 2027", "theirs": "Budget 2027 to 2028"}],
        "tasks": [
            {"name": "Add the papers", "url": "#", "status": "3 to follow", "colour": "yellow"},
            {"name": "Build the pack", "status": "Cannot start yet"},
        ],
    }
    return HttpResponse(engines["django"].from_string(COMPONENTS).render(context, request))


workspace = [
    path("", components, name="dashboard"),
    path("meetings/", components, name="meetings"),
    path("committees/", components, name="committees"),
]

public = [path("meetings/", components, name="meetings"), path("committees/", components, name="committees")]

urlpatterns = [
    path("", include((public, "committees"))),
    path("workspace/", include((workspace, "workspace"))),
    path("", components, name="home"),
    path("form/", form_page),
    path("components/", components),
    path("", include("council.urls")),
    path("accounts/", include("allauth.urls")),
]
