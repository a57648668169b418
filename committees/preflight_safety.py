"""What the look through the public papers means for publishing: somebody else has to agree to what it found."""

from __future__ import annotations

from django.db.models import QuerySet

from accounts.models import User

from .findings import Finding, Weight
from .models import Build, Paper, PaperVersion, SafetyCheck
from .models.committee import Section


def about_what_nobody_sees(papers: QuerySet[Paper], build: Build | None, by: User | None) -> list[Finding]:
    """Public papers are looked through while the pack is built; see `safety`. `by` is who would publish."""
    if build is None or build.state != Build.State.BUILT:
        return []
    public = (
        PaperVersion.objects.current()
        .public()
        .filter(paper__in=papers, paper__item__section=Section.PUBLIC, template="")
        .select_related("paper", "safety__agreed_by")
    )
    return [found for version in public for found in _about_one_paper(version, by)]


def _about_one_paper(version: PaperVersion, by: User | None) -> list[Finding]:
    code, name = f"concealed-{version.pk}", f"“{version.paper}”"
    looked: SafetyCheck | None = getattr(version, "safety", None)
    if looked is None:
        message = f"{name} has not been looked through for anything hidden."
        return [Finding(code, Weight.STOPS, message, "Build the pack again.")]
    if not looked.holds:
        message = f"{name} held something nobody could see. It is not in the copy that is published."
        return [Finding(code, Weight.NOTE, message, version=version.pk)] if looked.leaks else []
    message = f"{name} holds something that readers cannot see and could still get at."
    if looked.agreed_by is None:
        advice = "Replace the file, or ask somebody else to look at it and agree to publish it as it is."
        return [Finding(code, Weight.STOPS, message, advice, version=version.pk)]
    if looked.agreed_by == by:
        advice = "You agreed to it, so somebody else has to publish."
        return [Finding(code, Weight.STOPS, message, advice, version=version.pk)]
    agreed = f"{looked.agreed_by}: {looked.reason}"
    return [Finding(code, Weight.NOTE, message, f"Agreed by {agreed}", agreed, version.pk)]
