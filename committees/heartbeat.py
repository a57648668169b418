"""A sign of life from a worker, given also while one piece of its work takes long."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from django.db import DatabaseError, connection

logger = logging.getLogger(__name__)

EVERY = 10.0


@contextmanager
def beating(beat: Callable[[], bool], every: float = EVERY) -> Iterator[None]:
    """Call `beat` every so many seconds, from a thread of its own, until the block ends or `beat` says False.

    The thread dies with its process, so a killed worker falls silent at once.
    """
    stop = threading.Event()
    thread = threading.Thread(target=_keep_beating, args=(beat, every, stop), daemon=True)
    thread.start()
    try:
        yield
    finally:
        stop.set()
        thread.join()


def _keep_beating(beat: Callable[[], bool], every: float, stop: threading.Event) -> None:
    try:
        while not stop.wait(every) and beat():
            pass
    except DatabaseError as error:
        logger.warning("No more signs of life: %s", error)
    finally:
        connection.close()
