"""Where words end up besides pages: mail, the log, the broker, the cache, and the names of stored files."""

from __future__ import annotations

import pickle
from collections.abc import Iterable
from pathlib import Path

import redis
from django.conf import settings
from django.core import mail
from django.core.cache import cache

from .readings import tokens_in


def in_mail() -> set[str]:
    return set().union(*(tokens_in(message.message().as_bytes()) for message in mail.outbox), set())


def in_log(lines: Iterable[str]) -> set[str]:
    return tokens_in("\n".join(lines).encode())


def in_broker() -> set[str]:
    """Every key of this side's Redis database, as Redis itself writes it out."""
    found: set[str] = set()
    with redis.Redis.from_url(settings.REDIS_URL) as broker:
        for key in broker.scan_iter("*"):
            found |= tokens_in(key)
            kind = broker.type(key)
            if kind == b"list":
                found |= tokens_in(b"\n".join(broker.lrange(key, 0, -1)))
            elif kind == b"hash":
                found |= tokens_in(b"\n".join(part for pair in broker.hgetall(key).items() for part in pair))
            elif kind == b"string":
                found |= tokens_in(broker.get(key) or b"")
    return found


def in_cache() -> set[str]:
    """The tests keep their cache in memory: names and pickled values."""
    kept = {**cache._cache}
    return tokens_in(pickle.dumps(kept)).union(*(tokens_in(bytes(value)) for value in kept.values()), set())


def in_names_of_files() -> set[str]:
    return tokens_in("\n".join(str(path) for path in Path(settings.MEDIA_ROOT).rglob("*")).encode())
