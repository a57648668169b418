"""Office files become pages in a worker: the officer who uploads one need not wait, and sees how it stands.

Until it is done the file is kept with its paper, and the paper is in the way of publishing. The row is the queue;
the message to the worker is only a doorbell. A worker holds the row while it converts, so one that dies leaves it to
the next.
"""

from __future__ import annotations

import logging
from datetime import timedelta
from functools import partial
from uuid import uuid4

from celery import current_app
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import transaction
from django.utils import timezone
from kombu.exceptions import OperationalError

from accounts.models import User
from audit.log import record
from packs.intake import Ingested, Refused, look_into, take_in

from .agenda import CannotChange, require_on_agenda
from .models import AgendaItem, Conversion, Paper, PaperVersion
from .models.paper import Classification
from .papers import clean_name, current_version, new_paper, open_paper, put_in_place, touch
from .texts import words_of
from .unconverted import replace_or_keep, upload_or_keep

logger = logging.getLogger(__name__)

MOST_ATTEMPTS = 3
UNHEARD_AFTER = timedelta(seconds=30)

GIVEN_UP = (
    "The worker stopped several times while it was making it into pages. Save it as a PDF and upload that."
)
REMOVED = "The paper was not on the agenda when the file was to be made into pages. Try again."


def upload_or_convert(
    item: AgendaItem,
    data: bytes,
    *,
    name: str,
    classification: str = Classification.EXEMPT,
    paragraphs: list[str] | None = None,
    by: User,
) -> Paper:
    """A new paper. A PDF or a picture has its pages at once, an office file when a worker has converted it."""
    if not look_into(data):
        return upload_or_keep(
            item, data, name=name, classification=classification, paragraphs=paragraphs, by=by
        )
    with transaction.atomic():
        item = require_on_agenda(item)
        paper = new_paper(item, name, classification, state=Paper.State.EXPECTED)
        _ask(paper, data, name, classification, paragraphs or [], by)
    return paper


def replace_or_convert(paper: Paper, data: bytes, *, name: str, public: bool, by: User) -> None:
    """A new version of one side. The version before it stays the current one until an office file is converted."""
    if not look_into(data):
        replace_or_keep(paper, data, name=name, public=public, by=by)
        return
    with transaction.atomic():
        paper = open_paper(paper)
        old = current_version(paper, public=public)
        given = Classification.PUBLIC if public else Classification.EXEMPT
        _ask(paper, data, name, old.classification if old else given, old.paragraphs if old else [], by)


def _ask(paper: Paper, data: bytes, name: str, classification: str, paragraphs: list[str], by: User) -> None:
    paper.problem = Paper.BEING_CONVERTED
    paper.unconverted.save(f"{uuid4().hex}.original", ContentFile(data), save=False)
    paper.unconverted_name = clean_name(name)
    touch(paper, "problem", "unconverted", "unconverted_name")
    record("ask for conversion", paper, by=by, classification=classification, bytes=len(data))
    _queue(paper, classification, paragraphs, by)


def _queue(paper: Paper, classification: str, paragraphs: list[str], by: User) -> None:
    wanted = Conversion.objects.create(
        paper=paper,
        file=paper.unconverted.name or "",
        name=paper.unconverted_name,
        classification=classification,
        paragraphs=paragraphs,
        requested_by=by,
    )
    transaction.on_commit(partial(ring, wanted.pk))


def can_try_again(paper: Paper) -> bool:
    last = _last_try(paper)
    return last is not None and last.state == Conversion.State.FAILED


def _last_try(paper: Paper) -> Conversion | None:
    return paper.conversions.filter(file=paper.unconverted.name).last() if paper.unconverted else None


@transaction.atomic
def try_again(paper: Paper, *, by: User) -> None:
    """Convert the kept file once more, after a failure."""
    paper = open_paper(paper)
    last = _last_try(paper)
    if last is None or last.state != Conversion.State.FAILED:
        raise CannotChange(f"“{paper}” has no file to convert again.")
    paper.problem = Paper.BEING_CONVERTED
    touch(paper, "problem")
    record("ask for conversion again", paper, by=by)
    _queue(paper, last.classification, last.paragraphs, by)


def ring(pk: int) -> bool:
    """Tell the workers. False when the message broker cannot be reached: it waits for the next round."""
    try:
        current_app.send_task("committees.tasks.convert_paper", args=[pk], queue="packs", retry=False)
    except OperationalError as error:
        logger.warning("Conversion %s waits: the message broker cannot be reached (%s)", pk, error)
        return False
    return True


def requeue_waiting() -> int:
    """Ring again for those that nobody has converted; how many workers were told."""
    waiting = Conversion.objects.filter(
        state=Conversion.State.WAITING, requested_at__lt=timezone.now() - UNHEARD_AFTER
    )
    return sum(ring(pk) for pk in waiting.values_list("pk", flat=True)[:10])


def convert(pk: int) -> None:
    """Convert it if it is still to be converted and nobody else is at it."""
    with transaction.atomic():
        wanted = Conversion.objects.select_for_update(skip_locked=True).filter(pk=pk).first()
        if wanted is None or wanted.state != Conversion.State.WAITING:
            return
        wanted.attempts += 1
        wanted.save(update_fields=["attempts"])
    with transaction.atomic():
        held = Conversion.objects.select_for_update(skip_locked=True, of=("self",))
        wanted = held.select_related("paper", "requested_by").filter(pk=pk, state="waiting").first()
        if wanted is None:
            return
        wanted.state = _convert(wanted)
        wanted.save(update_fields=["state"])


def _convert(wanted: Conversion) -> Conversion.State:
    if wanted.attempts > MOST_ATTEMPTS:
        return _failed(wanted, GIVEN_UP, "gave_up")
    if wanted.paper.unconverted.name != wanted.file:
        return Conversion.State.DROPPED
    with default_storage.open(wanted.file, "rb") as file:
        data = file.read()
    try:
        clean = take_in(data)
        return _placed(wanted, data, clean, words_of(clean.pdf))
    except Refused as refusal:
        return _failed(wanted, refusal.reason, refusal.code)
    except ValidationError:
        return _failed(wanted, REMOVED, "not_on_agenda")


@transaction.atomic
def _placed(wanted: Conversion, data: bytes, clean: Ingested, words: list[str]) -> Conversion.State:
    paper = open_paper(wanted.paper)
    if paper.unconverted.name != wanted.file:
        # Another file came meanwhile, or the officer goes on without this one.
        return Conversion.State.DROPPED
    version: PaperVersion = put_in_place(
        paper,
        data,
        clean,
        words,
        name=wanted.name,
        classification=Classification(wanted.classification),
        paragraphs=wanted.paragraphs,
        by=wanted.requested_by,
    )
    record("convert paper", paper, by=wanted.requested_by, number=version.number, pages=clean.pages)
    return Conversion.State.DONE


def _failed(wanted: Conversion, reason: str, code: str) -> Conversion.State:
    with transaction.atomic():
        paper = Paper.objects.select_for_update(of=("self",)).get(pk=wanted.paper_id)
        if paper.unconverted.name != wanted.file:
            return Conversion.State.DROPPED
        paper.problem = reason
        touch(paper, "problem")
        record("conversion failed", paper, by=wanted.requested_by, code=code)
    return Conversion.State.FAILED
