"""Words of reminders for the pages."""

from __future__ import annotations

from django import template

from reminders import rule_words

register = template.Library()
register.filter("offset_words", rule_words.offset_words)
register.filter("audience_words", rule_words.audience_words)
