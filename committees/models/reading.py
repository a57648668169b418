"""What readers leave behind: that they opened an edition, so that they can be shown what is new since."""

from __future__ import annotations

from django.conf import settings
from django.db import models

from .publication import Edition


class Opening(models.Model):
    """When somebody last opened a published edition. It serves that person alone; the audit book is another thing."""

    edition = models.ForeignKey(Edition, models.CASCADE, related_name="openings")
    reader = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    first_at = models.DateTimeField()
    last_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["reader", "edition"], name="one_opening_of_an_edition_by_a_person"
            )
        ]

    def __str__(self) -> str:
        return f"{self.edition}, opened"
