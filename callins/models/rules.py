"""The council's call-in rules, as data with the day from which they hold."""

from __future__ import annotations

from datetime import date

import pghistory
from django.db import models

from callins.rule_reading import read_rules
from callins.rules import Rules


class RuleSetQuerySet(models.QuerySet["RuleSet"]):
    def in_force(self, day: date) -> RuleSet | None:
        """The rules that hold on a day: a decision first published that day keeps them for ever."""
        return self.filter(valid_from__lte=day).order_by("-valid_from").first()


@pghistory.track()
class RuleSet(models.Model):
    """One version of the rules. `rules` is what `callins.rules.Rules` reads and writes; nothing else reads it."""

    council = models.CharField(max_length=160, help_text="Whose rules they are, as the constitution names it")
    valid_from = models.DateField(
        unique=True,
        help_text="Decisions first published on or after this day follow these rules",
        error_messages={"unique": "There are already rules that begin on that day."},
    )
    source = models.TextField(help_text="Where the rules are written")
    vintage = models.CharField(max_length=120, blank=True, help_text="How old the source is")
    preset = models.SlugField(max_length=60, blank=True, help_text="The preset they were loaded from")
    note = models.TextField(blank=True, help_text="Why there is a new version")
    rules = models.JSONField()
    made_at = models.DateTimeField(auto_now_add=True)
    made_by_name = models.CharField(max_length=120)
    version = models.PositiveIntegerField(default=1, editable=False)

    objects = RuleSetQuerySet.as_manager()

    class Meta:
        ordering = ["-valid_from"]

    def __str__(self) -> str:
        return f"{self.council}, from {self.valid_from:%-d %B %Y}"

    @property
    def parsed(self) -> Rules:
        return read_rules(self.rules)
