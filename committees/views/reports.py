"""The report under an item: written on its committee's template, kept while it is typed, or a plain cover sheet."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse, JsonResponse, QueryDict
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.views.decorators.http import require_POST

from accounts.http import SignedInRequest
from committees.agenda import ChangedMeanwhile, save_report
from committees.exempt_part import exempt_part, save_exempt_part, words_of_it
from committees.forms.agenda import ReportForm
from committees.forms.reports import ChooseTemplateForm, ExemptPartForm, TemplateReportForm, as_sent
from committees.models import AgendaItem, Report, ReportTemplateEdition
from committees.permissions import item_to_run
from committees.report_editions import edition_for, latest, missing_parts, pattern_of
from committees.report_setup import choose_template
from council.models import Council

from .form_pages import form_response
from .meetings import form_page
from .places import Crumbs, agenda_url, crumbs, with_status

FIRST_SAVE = "The report gets its reference when you save it for the first time."
EXEMPT_INTRO = "What you write here becomes an exempt paper under the item, and the public never reads it."
NOT_KEPT = "This is a plain cover sheet now. Load the page again."


def saved_report(item: AgendaItem) -> Report | None:
    return Report.objects.select_related("template__template", "enquiries_to").filter(item=item).first()


def new_report(item: AgendaItem) -> Report:
    """As the page shows one that nobody has saved yet."""
    committee = item.meeting.committee
    who = committee.report_contact or committee.contact
    return Report(item=item, title=item.title, enquiries_to=who, template=edition_for(committee))


def wards_label() -> str:
    words = Council.objects.first()
    return f"{words.ward_word}s" if words else "Wards"


def template_form(request: SignedInRequest, shown: Report, *, kept: bool = False) -> TemplateReportForm:
    """`kept` is for drafts: what they do not hold stays as it is."""
    assert shown.template is not None
    pattern = pattern_of(shown.template)
    data: QueryDict | None = request.POST if request.method == "POST" else None
    if kept and data is not None:
        draft = data.copy()
        for name, value in as_sent(pattern, shown).items():
            draft.setdefault(name, value)
        data = draft
    return TemplateReportForm(data, pattern=pattern, report=shown, wards_label=wards_label())


@login_required
@form_page
def report(request: SignedInRequest, pk: int) -> HttpResponse:
    item = item_to_run(request.user, pk)
    saved = saved_report(item)
    shown = saved or new_report(item)
    if shown.template is None:
        return _plain(request, item, saved)
    form = template_form(request, shown)

    def save() -> Report:
        return save_report(item, version=form.opened_on, by=request.user, **form.values)

    if request.method == "POST" and form.is_valid() and form.save_with(save):
        return redirect(agenda_url(item.meeting, item))
    context = {
        "form": form,
        "item": item,
        "report": saved,
        "edition": shown.template,
        "newer": newer_edition(shown.template),
        "missing": missing_parts(saved) if saved else [],
        "heading": "Report",
        "caption": item.title,
        "intro": f"Report reference {saved.reference}" if saved else FIRST_SAVE,
        "cancel_url": agenda_url(item.meeting, item),
        "breadcrumbs": crumbs(item.meeting),
    }
    return with_status(render(request, "committees/agenda/report.html", context), form)


def newer_edition(edition: ReportTemplateEdition) -> bool:
    return latest(edition.template).number > edition.number


def _plain(request: SignedInRequest, item: AgendaItem, saved: Report | None) -> HttpResponse:
    form = _plain_form(request, item, saved)

    def save() -> Report:
        return save_report(item, version=form.opened_on, by=request.user, **form.values)

    if request.method == "POST" and form.is_valid() and form.save_with(save):
        return redirect(agenda_url(item.meeting, item))
    context = {
        "form": form,
        "item": item,
        "report": saved,
        "heading": "Cover sheet",
        "caption": item.title,
        "intro": f"Report reference {saved.reference}" if saved else FIRST_SAVE,
        "cancel_url": agenda_url(item.meeting, item),
        "breadcrumbs": crumbs(item.meeting),
    }
    return with_status(render(request, "committees/agenda/plain_report.html", context), form)


def _plain_form(request: SignedInRequest, item: AgendaItem, saved: Report | None) -> ReportForm:
    committee = item.meeting.committee
    initial: dict[str, Any] = {}
    if saved is None:
        initial = {"title": item.title, "enquiries_to": committee.report_contact_id or committee.contact_id}
    return ReportForm(request.POST or None, instance=saved, initial=initial, wards_label=wards_label())


@login_required
@require_POST
def draft(request: SignedInRequest, pk: int) -> HttpResponse:
    """What is typed, kept. When somebody else has saved meanwhile both texts come back, and nothing is lost."""
    item = item_to_run(request.user, pk)
    shown = saved_report(item)
    if shown is None or shown.template is None:
        return JsonResponse({"errors": {"title": [NOT_KEPT]}}, status=400)
    form = template_form(request, shown, kept=True)
    if not form.is_valid():
        return JsonResponse({"errors": form.errors}, status=400)
    try:
        saved = save_report(item, version=form.opened_on, by=request.user, **form.values)
    except ChangedMeanwhile as other:
        return _both_texts(request, item, form, other)
    except ValidationError as refusal:
        return JsonResponse({"errors": {"title": refusal.messages}}, status=400)
    return JsonResponse({"saved": True, "version": saved.version})


def _both_texts(
    request: SignedInRequest, item: AgendaItem, form: TemplateReportForm, other: ChangedMeanwhile
) -> HttpResponse:
    rows = form.differences(other.current)
    if not rows:  # both typed the same
        return JsonResponse({"saved": True, "version": other.version})
    shown = {"who": other.who, "when": other.when, "rows": rows}
    side_by_side = render_to_string("committees/minutes/conflict.html", {"conflict": shown}, request)
    address = reverse("workspace:report", args=[item.pk])
    answer = {"version": other.version, "who": other.who, "texts": rows, "html": side_by_side, "url": address}
    return JsonResponse(answer, status=409)


def report_to_run(request: SignedInRequest, pk: int) -> Report:
    """The gate to what can be done with a report that was begun."""
    item = item_to_run(request.user, pk)
    found = saved_report(item)
    if found is None:
        raise Http404
    found.item = item
    return found


def report_crumbs(report: Report) -> Crumbs:
    return [
        *crumbs(report.item.meeting),
        (report.reference, reverse("workspace:report", args=[report.item_id])),
    ]


@login_required
@form_page
def choose(request: SignedInRequest, pk: int) -> HttpResponse:
    """Another template, or the newest edition of the same."""
    shown = report_to_run(request, pk)
    form = ChooseTemplateForm(request.POST if request.method == "POST" else None, report=shown)

    def verb() -> object:
        wanted = form.cleaned_data["template"]
        return choose_template(shown, wanted, version=form.opened_on, by=request.user)

    if request.method == "POST" and form.is_valid() and form.save_with(verb):
        messages.success(request, "The report has that template, as it stands now.")
        return redirect("workspace:report", pk)
    return form_response(
        request, form, "Template of the report", report_crumbs(shown), caption=shown.title,
        submit_label="Use this template",
    )  # fmt: skip


@login_required
@form_page
def exempt(request: SignedInRequest, pk: int) -> HttpResponse:
    """What must not be published: a paper of its own, which the members' edition alone holds."""
    shown = report_to_run(request, pk)
    if shown.item.is_exempt:
        raise Http404
    paper = exempt_part(shown)
    initial = {"text": words_of_it(paper), "version": paper.version} if paper else {}
    form = ExemptPartForm(request.POST if request.method == "POST" else None, initial=initial)

    def verb() -> object:
        text = form.cleaned_data["text"]
        return save_exempt_part(shown, text=text, version=form.opened_on, by=request.user)

    if request.method == "POST" and form.is_valid() and form.save_with(verb):
        messages.success(request, "It is an exempt paper under the item. Name its paragraphs there.")
        return redirect("workspace:report", pk)
    return form_response(
        request, form, "Exempt part of the report", report_crumbs(shown), caption=shown.title,
        template="committees/agenda/exempt_part.html", submit_label="Save the exempt part", intro=EXEMPT_INTRO,
    )  # fmt: skip
