"""kill -9 of the real worker at random moments of a build, on servers of its own.

    python -m benchmarks.kill_builds [--kills 50] [--seed 1] [--log FILE]

Only kills that cut a build off in the midst of it count: it goes on until there are so many.

Every build must end complete, with the very bytes of an undisturbed one, or failed in words an officer can read and
then work when it is tried again; never half, and never published. A worker counts as dead after a minute without a
sign of life: instead of waiting for that minute, this sets the last sign back by one.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import os
import random
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from contextlib import suppress
from datetime import timedelta
from pathlib import Path
from typing import Any

import django

from launcher.developing import throw_away_servers
from launcher.packages import virtual_environment

PROJECT = Path(__file__).resolve().parent.parent
WORKER = (
    "celery -A scrutiny worker --pool solo --queues celery,packs --without-gossip --without-mingle".split()
)
PATIENCE = 600.0
# Every so many builds, one whose workers are all killed until it is given up.
DOOMED = 10


class Workshop:
    """A meeting with a pack to make, and a worker that can be killed."""

    def __init__(self, log: Path) -> None:
        # Not before the settings are there.
        from committees.tests.pack_scene import make_scene  # noqa: PLC0415
        from scrutiny.tests.cast import make_cast  # noqa: PLC0415

        self.log = log
        self.scene = make_scene(make_cast())
        self.worker: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        with self.log.open("ab") as log:
            self.worker = subprocess.Popen(
                [sys.executable, "-m", *WORKER], cwd=PROJECT, stdout=log, stderr=log, start_new_session=True
            )

    def kill(self) -> None:
        if self.worker is not None:
            with suppress(ProcessLookupError):
                os.killpg(self.worker.pid, signal.SIGKILL)
            self.worker.wait()
            self.worker = None

    def request(self) -> Any:
        from committees import building  # noqa: PLC0415

        return building.request_build(self.scene.meeting, by=self.scene.cast.officer)

    def take_up(self, build: Any) -> None:
        """As a minute later: whoever was killed counts as dead, and the workers are told again."""
        from committees import building  # noqa: PLC0415
        from committees.models import Build  # noqa: PLC0415

        stale = Build.objects.get(pk=build.pk).heartbeat_at
        if stale is not None:
            Build.objects.filter(pk=build.pk).update(heartbeat_at=stale - 2 * building.LOST_AFTER)
        Build.objects.filter(pk=build.pk).update(requested_at=build.requested_at - timedelta(minutes=1))
        building.requeue_waiting()

    def ended(self, build: Any) -> bool:
        build.refresh_from_db()
        return build.state not in ("queued", "running")


def wait(until: Callable[[], bool], seconds: float = PATIENCE) -> bool:
    deadline = time.monotonic() + seconds
    while not until():
        if time.monotonic() > deadline:
            return False
        time.sleep(0.02)
    return True


def fault(build: Any, wanted: dict[str, str]) -> str:
    """What is wrong with a build that ended; "" when it is whole, or has failed the way it may."""
    from django.core.files.storage import default_storage  # noqa: PLC0415

    from committees.models import Edition, Publication  # noqa: PLC0415

    if Publication.objects.exists() or Edition.objects.exists():
        return "something was published"
    if build.state == "failed":
        return "" if build.error.endswith(".") and not build.result else "failed without a word"
    if build.state != "built" or build.parts.exclude(state="done").exists():
        return f"ended {build.state} with parts that are not done"
    for kind, edition in build.result.items():
        with default_storage.open(edition["file"], "rb") as file:
            digest = hashlib.sha256(file.read()).hexdigest()
        if digest != edition["sha256"] or digest != wanted[kind]:
            return f"the {kind} edition is not what an undisturbed build makes"
        if not all(default_storage.exists(name) for name in edition["thumbnails"]):
            return "pictures are missing"
    return ""


def undisturbed(shop: Workshop) -> tuple[float, dict[str, str]]:
    """How long a worker is busy with a build whose pages have all been drawn before, and what it makes."""
    shop.start()
    for _turn in range(2):
        build = shop.request()
        if not wait(lambda build=build: shop.ended(build)) or build.state != "built":  # type: ignore[misc]
            raise SystemExit(f"An undisturbed build ended {build.state}: {build.error}")
    length = (build.finished_at - build.started_at).total_seconds()
    return length, {kind: made["sha256"] for kind, made in build.result.items()}


def killed(shop: Workshop, chance: random.Random, length: float, times: int) -> tuple[Any, list[float]]:
    """One build, whose worker is killed so many times at random moments; the moments that hit it at work."""
    build, hits = shop.request(), []
    for _turn in range(times):
        wait(lambda: at_work(build) or shop.ended(build))
        moment = chance.uniform(0, length)
        wait(lambda: shop.ended(build), moment)
        shop.kill()
        # Read after the worker is dead: what was at work then has been cut off in the midst of it.
        if at_work(build):
            hits.append(round(moment / length, 3))
        shop.start()
        shop.take_up(build)
    while not wait(lambda: shop.ended(build), 60):
        shop.take_up(build)
    return build, hits


def at_work(build: Any) -> bool:
    build.refresh_from_db()
    return bool(build.state == "running" and build.heartbeat_at > build.requested_at)


def run(kills: int, seed: int, log: Path) -> int:
    shop, chance = Workshop(log.with_suffix(".worker")), random.Random(seed)
    faults, done, outcomes = 0, 0, {"built": 0, "failed": 0}
    try:
        length, wanted = undisturbed(shop)
        with log.open("a") as lines:
            while done < kills:
                times = 4 if sum(outcomes.values()) % DOOMED == DOOMED - 1 else 1
                build, hits = killed(shop, chance, length, times)
                wrong = fault(build, wanted)
                if build.state == "failed" and not wrong:
                    again = shop.request()
                    wait(lambda again=again: shop.ended(again))  # type: ignore[misc]
                    wrong = fault(again, wanted) or ("" if again.state == "built" else "a retry failed")
                done, faults = done + len(hits), faults + bool(wrong)
                outcomes[build.state] = outcomes.get(build.state, 0) + 1
                said = {"build": build.pk, "hits": hits, "ended": build.state, "attempt": build.attempt}
                print(json.dumps(said | {"wrong": wrong}), file=lines, flush=True)
    finally:
        shop.kill()
    print(f"{done} kills in the midst of builds that take {length:.1f} s: {outcomes}, {faults} wrong")
    return faults


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--kills", type=int, default=50)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--log", type=Path, default=Path(tempfile.gettempdir(), "kill_builds.jsonl"))
    options = parser.parse_args()
    with (
        tempfile.TemporaryDirectory() as media,
        throw_away_servers(virtual_environment(PROJECT, development=True)) as servers,
    ):
        os.environ.update(servers, MEDIA_ROOT=media, DJANGO_SETTINGS_MODULE="scrutiny.settings_test")
        django.setup()
        from django.core.management import call_command  # noqa: PLC0415

        call_command("migrate", verbosity=0)
        return run(options.kills, options.seed, options.log)


if __name__ == "__main__":
    sys.exit(main())
