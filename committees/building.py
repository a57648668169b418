"""Builds: asked for once, run by whoever claims them first, taken up again when a worker dies.

The row is the queue; the message to the worker is only a doorbell. A lost message delays a build, and two
messages for one build do no harm: only the attempt that is written on the row may write to it.
"""

from __future__ import annotations

import logging
from datetime import timedelta
from functools import partial
from typing import Any

from celery import current_app
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import IntegrityError, transaction
from django.db.models import Q, QuerySet
from django.utils import timezone
from kombu.exceptions import OperationalError

from accounts.models import User
from audit.log import record
from packs.limits import Refused
from packs.thumbnails import thumbnails

from .consolidating import consolidate
from .contents import FRONT, Contents, Supplement, contents_of
from .drawing import Drawing
from .heartbeat import beating
from .kept_parts import NotKept, keep
from .making import CannotMake, MadeEdition, make
from .models import Build, BuildPart, Meeting
from .models.publication import EditionKind, PublicationKind
from .safety import look_over

logger = logging.getLogger(__name__)

# A worker that has not said anything for so long is taken for dead.
LOST_AFTER = timedelta(seconds=60)
# A build that nobody has claimed for so long has lost its message.
UNHEARD_AFTER = timedelta(seconds=15)
# A build that has cost so many workers their lives would go on to cost more.
MOST_ATTEMPTS = 3
THUMBNAIL_WIDTH = 240
PICTURES = "thumbnails"
SAFETY = "safety"
CONSOLIDATED = "consolidated"

UNFORESEEN = (
    "Something went wrong that we did not foresee. It has been written to the log. "
    "Try again, and tell your administrator if it goes on."
)
NOTHING_LATE = "There is no late paper to publish. Add it to its item on the agenda first."
NOT_CONSOLIDATED = (
    "There will be no pack that holds everything: a page that was published is not in the store as it was."
)
GIVEN_UP = (
    f"The worker stopped {MOST_ATTEMPTS} times while it was making this. The paper may be too large or too "
    "complicated for this server. Make it smaller or leave it out, or tell your administrator."
)


class Superseded(Exception):
    """Another worker has taken the build over, or it was cancelled; this one must not write any more."""


class CannotCancel(ValidationError):
    """The build has ended by itself; the message says so."""


def request_build(
    meeting: Meeting,
    *,
    by: User,
    kind: str = PublicationKind.AGENDA,
    lateness: dict[str, Any] | None = None,
) -> Build:
    """Start making the meeting's pack, or a supplement to it; or join the build that is under way.

    A pack that was published already is corrected. `lateness` is what a supplement prints: see `contents.supplement`.
    """
    try:
        with transaction.atomic():
            build = Build.objects.create(meeting=meeting, requested_by=by, kind=kind, lateness=lateness or {})
            record("build pack", meeting, by=by, build=build.pk)
    except IntegrityError:
        under_way = meeting.builds.filter(state__in=Build.State.under_way()).first()
        if under_way is None:  # It ended between the two statements.
            return request_build(meeting, by=by, kind=kind, lateness=lateness)
        build = under_way
    # Also for a build that was joined: its first message may never have arrived.
    transaction.on_commit(partial(ring, build.pk))
    return build


def retry(build: Build, *, by: User) -> Build:
    """Build again after a failure. The failed build is kept as it is."""
    return request_build(build.meeting, by=by, kind=build.kind, lateness=build.lateness)


@transaction.atomic
def cancel(build: Build, *, by: User) -> Build:
    """Call a build off. Its worker stops at the next part; what was published has not changed."""
    build = Build.objects.select_for_update().get(pk=build.pk)
    if build.state not in Build.State.under_way():
        raise CannotCancel("The build had already ended, so it could not be cancelled.")
    build.state, build.finished_at = Build.State.CANCELLED, timezone.now()
    build.save(update_fields=["state", "finished_at"])
    record("cancel build", build.meeting, by=by, build=build.pk)
    return build


def ring(build_id: int) -> bool:
    """Tell the workers about a build. False when the message broker cannot be reached: the build waits."""
    try:
        # By name, because the task imports this module; without retries, because somebody is waiting.
        current_app.send_task("committees.tasks.build_pack", args=[build_id], queue="packs", retry=False)
    except OperationalError as error:
        logger.warning("Build %s waits: the message broker cannot be reached (%s)", build_id, error)
        return False
    return True


def requeue_waiting() -> int:
    """Ring again where it is needed; how many workers were told."""
    return sum(ring(pk) for pk in to_ring_again())


def to_ring_again() -> QuerySet[Build, int]:
    """Builds that nobody has claimed, and those whose worker has died."""
    now = timezone.now()
    waiting = Q(state=Build.State.QUEUED, requested_at__lt=now - UNHEARD_AFTER)
    lost = Q(state=Build.State.RUNNING, heartbeat_at__lt=now - LOST_AFTER)
    return Build.objects.filter(waiting | lost).order_by("pk").values_list("pk", flat=True)


def run(build_id: int) -> None:
    """Make the pack if the build is still to be made and nobody else is making it."""
    attempt = claim(build_id)
    if attempt is None:
        return
    try:
        with beating(attempt.is_mine):
            attempt.make()
    except Superseded:
        logger.warning("Build %s was cancelled or taken over by another worker", build_id)
    except CannotMake as problem:
        attempt.fail(problem.key, str(problem))
    except Exception:
        logger.exception("Build %s failed", build_id)
        attempt.fail("", UNFORESEEN)


@transaction.atomic
def claim(build_id: int) -> Attempt | None:
    build = Build.objects.select_for_update().filter(pk=build_id).first()
    now = timezone.now()
    if build is None or build.state not in Build.State.under_way():
        return None
    alive = build.heartbeat_at is not None and build.heartbeat_at > now - LOST_AFTER
    if build.state == Build.State.RUNNING and alive:
        return None
    if build.attempt >= MOST_ATTEMPTS:
        Attempt(build).fail(_in_hand(build), GIVEN_UP)
        return None
    build.state = Build.State.RUNNING
    build.attempt += 1
    build.started_at = build.heartbeat_at = now
    build.save(update_fields=["state", "attempt", "started_at", "heartbeat_at"])
    return Attempt(build)


def _in_hand(build: Build) -> str:
    """The key of the part that a dead worker was making."""
    settled = [BuildPart.State.WAITING, BuildPart.State.DONE]
    part = build.parts.exclude(state__in=settled).first()
    return part.key if part else ""


class Attempt:
    """One worker's try at a build. Everything it writes is refused once another attempt has begun."""

    def __init__(self, build: Build) -> None:
        self.build = build
        self.mine = Build.objects.filter(pk=build.pk, attempt=build.attempt, state=Build.State.RUNNING)
        self.current = ""

    def make(self) -> None:
        agendas = Meeting.objects.select_for_update(of=("self",)).select_related("committee", "contact")
        with transaction.atomic():
            # One moment's agenda: every verb that changes it waits for this lock, for the next build to show.
            contents = contents_of(self.build, agendas.get(pk=self.build.meeting_id))
            self.beat()
            self.mine.update(kind=contents.kind, follows=contents.follows)
            self.list_parts(contents)
        if isinstance(contents, Supplement) and not contents.all_parts:
            raise CannotMake(FRONT, NOTHING_LATE)
        made = make(contents, list(EditionKind), self.progress)
        self.progress(SAFETY, BuildPart.State.READING)
        look_over(contents)
        self.progress(SAFETY, BuildPart.State.DONE)
        result = self._store(made)
        if isinstance(contents, Supplement):
            result |= self._consolidated(contents, made)
        self._finish(contents.key, result)

    def progress(self, key: str, state: BuildPart.State, pages: int | None = None) -> None:
        self.beat()
        self.current = key
        BuildPart.objects.filter(build=self.build, key=key).update(state=state, pages=pages)

    def beat(self) -> None:
        if not self.is_mine():
            raise Superseded

    def is_mine(self) -> bool:
        """Gives a sign of life; False when another attempt has begun."""
        return bool(self.mine.update(heartbeat_at=timezone.now()))

    def list_parts(self, contents: Contents) -> None:
        """In the order they are made: the front last, because it prints where the others ended up."""
        rows = [(part.key, part.title) for part in contents.all_parts]
        agenda = "agenda" if contents.kind != PublicationKind.SUPPLEMENT else "list of late papers"
        rows.append((FRONT, f"Front page and {agenda}"))
        rows += [(f"edition-{kind}", f"{kind.label}: putting together") for kind in EditionKind]
        if contents.kind == PublicationKind.SUPPLEMENT:
            rows.append((CONSOLIDATED, "Agenda and supplements in one pack"))
        rows.append((SAFETY, "Looking for anything hidden in the public papers"))
        rows.append((PICTURES, "Pictures of the pages"))
        BuildPart.objects.filter(build=self.build).delete()
        BuildPart.objects.bulk_create(
            BuildPart(build=self.build, order=order, key=key, title=title[:300])
            for order, (key, title) in enumerate(rows)
        )

    def _store(self, made: dict[EditionKind, MadeEdition]) -> dict[str, object]:
        pictures = self._pictures(made)
        for edition in made.values():
            for pdf in edition.own:
                keep(pdf)
        return {kind: self._stored(kind, edition, pictures[kind]) for kind, edition in made.items()}

    def _stored(self, kind: str, edition: MadeEdition, pictures: list[str]) -> dict[str, object]:
        return {
            "file": self._save(f"{kind}.pdf", edition.pdf),
            "sha256": edition.sha256,
            "pages": edition.pages,
            "size": len(edition.pdf),
            "agenda": edition.agenda,
            "manifest": edition.manifest,
            "thumbnails": pictures,
        }

    def _consolidated(self, contents: Supplement, made: dict[EditionKind, MadeEdition]) -> dict[str, object]:
        """The supplement is good without them, so it is built also when they cannot be."""
        self.progress(CONSOLIDATED, BuildPart.State.SPLICING)
        try:
            whole = consolidate(contents, made, Drawing(contents.council))
        except NotKept as problem:
            logger.warning("No consolidated editions of build %s: %s", self.build.pk, problem)
            self.progress(CONSOLIDATED, BuildPart.State.FAILED)
            BuildPart.objects.filter(build=self.build, key=CONSOLIDATED).update(message=NOT_CONSOLIDATED)
            return {}
        self.progress(CONSOLIDATED, BuildPart.State.DONE, whole[EditionKind.MEMBERS].pages)
        names = {kind: f"{CONSOLIDATED}-{kind}" for kind in whole}
        return {names[kind]: self._stored(names[kind], edition, []) for kind, edition in whole.items()}

    def _pictures(self, made: dict[EditionKind, MadeEdition]) -> dict[EditionKind, list[str]]:
        """The pack is good without them, so a page that cannot be drawn small does not stop it."""
        self.progress(PICTURES, BuildPart.State.RENDERING)
        try:
            drawn = self._draw_pictures(made)
        except Refused as refusal:
            logger.warning("No pictures of build %s: %s", self.build.pk, refusal.reason)
            self.progress(PICTURES, BuildPart.State.FAILED)
            return {kind: [] for kind in made}
        self.progress(PICTURES, BuildPart.State.DONE)
        return drawn

    def _draw_pictures(self, made: dict[EditionKind, MadeEdition]) -> dict[EditionKind, list[str]]:
        """Both editions share every public page but the front ones, so only those are drawn twice."""
        members, public = made[EditionKind.MEMBERS], made[EditionKind.PUBLIC]
        front = thumbnails(public.pdf, THUMBNAIL_WIDTH, last=public.front_pages - 1)
        self.beat()
        all_pages = thumbnails(members.pdf, THUMBNAIL_WIDTH)
        self.beat()
        of_members = [self._save(f"members-{n}.webp", page) for n, page in enumerate(all_pages, 1)]
        of_front = [self._save(f"public-{n}.webp", page) for n, page in enumerate(front, 1)]
        of_public = of_front + of_members[len(of_front) : public.pages]
        return {EditionKind.MEMBERS: of_members, EditionKind.PUBLIC: of_public}

    def _save(self, name: str, content: bytes) -> str:
        """Each attempt writes to a folder of its own, so two never write the same file."""
        path = f"builds/{self.build.pk}/{self.build.attempt}/{name}"
        return str(default_storage.save(path, ContentFile(content)))

    @transaction.atomic
    def _finish(self, content_key: str, result: dict[str, object]) -> None:
        done = self.mine.update(
            state=Build.State.BUILT,
            finished_at=timezone.now(),
            content_key=content_key,
            result=result,
            error="",
        )
        if not done:
            raise Superseded
        digests = {kind: result[kind]["sha256"] for kind in result}  # type: ignore[index]
        record("pack built", self.build.meeting, by=None, build=self.build.pk, editions=digests)

    @transaction.atomic
    def fail(self, key: str, message: str) -> None:
        key = key or self.current
        if not self.mine.update(state=Build.State.FAILED, finished_at=timezone.now(), error=message):
            return
        part = BuildPart.objects.filter(build=self.build, key=key)
        part.update(state=BuildPart.State.FAILED, message=message)
        record("pack not built", self.build.meeting, by=None, build=self.build.pk)
