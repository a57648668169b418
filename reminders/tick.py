"""One round: plan what changed, send what is due. Beat rings for it every minute, and cron may too."""

from __future__ import annotations

import logging
from urllib.error import URLError
from urllib.request import urlopen

from django.conf import settings

from .clock import database_now
from .dispatch import Dispatcher
from .models import Sending
from .planning import ask_for_sweep, plan_what_changed
from .sending import look_round
from .transports import transport

logger = logging.getLogger(__name__)
ROUND = 50.0


def tick(seconds: float = ROUND) -> int:
    """Any number of rounds may run at once. Gives how many reminders went out."""
    now = database_now()
    sending = look_round(now)
    ask_for_sweep(now)
    unplanned = plan_what_changed(now)
    sent = 0 if sending.held else Dispatcher(transport(), database_now).drain(seconds)
    if unplanned:
        # What was planned is out. Whoever counts the signs of life has to hear of the rest.
        raise ExceptionGroup("Some deadlines could not be planned from", unplanned)
    Sending.objects.filter(pk=1).update(ticked_at=database_now())
    _give_sign_of_life()
    return sent


def _give_sign_of_life() -> None:
    """Somebody else counts these visits. That they cannot be reached is for them to notice."""
    if not settings.REMINDER_SIGN_OF_LIFE_URL:
        return
    try:
        urlopen(settings.REMINDER_SIGN_OF_LIFE_URL, timeout=5).close()
    except (URLError, OSError, ValueError) as error:
        logger.warning("No sign of life could be given: %s", error)
