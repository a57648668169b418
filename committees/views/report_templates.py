"""The council's templates of reports: the patterns it can start from, and each as one page."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from accounts.http import SignedInRequest
from committees.forms.report_templates import ReportTemplateForm
from committees.models import ReportTemplate
from committees.permissions import can_configure
from committees.report_setup import save_template, take_preset
from committees.report_templates import presets

from .form_pages import allow, form_response
from .meetings import form_page

CRUMBS = [("Set-up", "workspace:council"), ("Report templates", "workspace:report_templates")]


@login_required
@require_safe
def templates(request: SignedInRequest) -> HttpResponse:
    allow(can_configure(request.user))
    context = {
        "templates": ReportTemplate.objects.prefetch_related("editions", "committees"),
        "presets": presets(),
        "breadcrumbs": [(words, reverse(name)) for words, name in CRUMBS[:1]] + [("Report templates", "")],
    }
    return render(request, "committees/setup/report_templates.html", context)


@login_required
@require_POST
def take(request: SignedInRequest, name: str) -> HttpResponse:
    """A pattern becomes a template of the council's own."""
    allow(can_configure(request.user))
    preset = next((each for each in presets() if each.name == name), None)
    if preset is None:
        raise Http404
    made = take_preset(preset, by=request.user)
    messages.success(request, f"“{made}” is yours now. Change what you like, then choose it for a committee.")
    return redirect("workspace:report_template", made.pk)


@login_required
@form_page
def template(request: SignedInRequest, pk: int) -> HttpResponse:
    allow(can_configure(request.user))
    shown = get_object_or_404(ReportTemplate, pk=pk)
    form = ReportTemplateForm(request.POST if request.method == "POST" else None, template=shown)
    if (
        request.method == "POST"
        and form.is_valid()
        and form.save_with(
            lambda: save_template(shown, version=form.opened_on, by=request.user, **form.values)
        )
    ):
        messages.success(request, f"“{form.values['name']}” is saved. New reports have it as it is now.")
        return redirect("workspace:report_templates")
    return form_response(
        request, form, shown.name, [(words, reverse(name)) for words, name in CRUMBS],
        caption="Report template", template="committees/setup/report_template.html", shown=shown,
    )  # fmt: skip
