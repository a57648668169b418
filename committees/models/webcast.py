"""Where a public meeting can be watched, live or afterwards, and when each item begins in the recording."""

from __future__ import annotations

import pghistory
from django.core.validators import URLValidator
from django.db import models

from .meeting import Meeting


@pghistory.track()
class Webcast(models.Model):
    meeting = models.OneToOneField(Meeting, models.CASCADE, related_name="webcast")
    url = models.URLField(max_length=500, validators=[URLValidator(schemes=["https", "http"])])
    marks = models.JSONField(
        default=dict, blank=True, help_text="Of items in public: seconds from the start of the recording"
    )

    def __str__(self) -> str:
        return f"Webcast of {self.meeting}"
