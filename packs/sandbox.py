"""Running one of our own readers on a stranger's bytes, in a process that can be killed.

The PDF libraries are C++ and a crafted file can crash them, fill the memory or never end. So they run in a
child with limits, which gets the bytes on its standard input and answers on its standard output: a header
in JSON, then the bytes that go with it.
"""

from __future__ import annotations

import json
import os
import resource
import signal
import struct
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from packs.limits import DEFAULT, Limits, Refused

ROOT = Path(__file__).resolve().parent.parent
LENGTH = struct.Struct(">I")

TOO_LONG = "The file takes too long to read. Open it, print it to a new PDF and upload that."
CRASHED = "The file could not be read. Open it, print it to a new PDF and upload that."


def run(
    verb: str, data: bytes, options: dict[str, Any] | None = None, *, limits: Limits = DEFAULT
) -> tuple[Any, list[bytes]]:
    """Have `packs.child` do `verb` with `data`; what it answered, or Refused."""
    question = pack({"verb": verb, "options": options or {}}, [data])
    numbers = (limits.memory_bytes, limits.seconds, os.getpid())
    arguments = [sys.executable, "-m", "packs.child", *map(str, numbers)]
    with subprocess.Popen(
        arguments,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        cwd=ROOT,
        env=_environment(),
        start_new_session=True,
    ) as child:
        try:
            answer, _errors = child.communicate(question, timeout=limits.seconds)
        except subprocess.TimeoutExpired as error:
            raise Refused("timeout", TOO_LONG) from error
        finally:
            _end(child)
    return answered(child.returncode, answer)


def _end(child: subprocess.Popen[bytes]) -> None:
    """Nothing of the child's session is left, whichever way we leave: it may have started a reader."""
    try:
        os.killpg(child.pid, signal.SIGKILL)
    except ProcessLookupError:
        return


def pack(header: Any, blobs: Sequence[bytes]) -> bytes:
    head = json.dumps({"header": header, "lengths": [len(blob) for blob in blobs]}).encode()
    return LENGTH.pack(len(head)) + head + b"".join(blobs)


def unpack(message: bytes) -> tuple[Any, list[bytes]]:
    (length,) = LENGTH.unpack_from(message)
    head = json.loads(message[LENGTH.size : LENGTH.size + length])
    at = LENGTH.size + length
    blobs = []
    for size in head["lengths"]:
        blobs.append(message[at : at + size])
        at += size
    return head["header"], blobs


def answered(returncode: int, answer: bytes) -> tuple[Any, list[bytes]]:
    """What a child that ended said. Raises Refused when it refused, or said nothing."""
    if returncode == -signal.SIGXCPU:
        raise Refused("timeout", TOO_LONG)
    if returncode:
        raise Refused("unreadable", CRASHED)
    try:
        header, blobs = unpack(answer)
    except (struct.error, ValueError, KeyError) as error:
        raise Refused("unreadable", CRASHED) from error
    if "refused" in header:
        raise Refused(header["refused"], header["reason"])
    return header, blobs


def _environment() -> dict[str, str]:
    """No secrets of the site, no settings that change what Python runs."""
    kept = {name: os.environ[name] for name in ("PATH", "LANG", "TMPDIR") if name in os.environ}
    return {**kept, "PYTHONDONTWRITEBYTECODE": "1", "PYTHONNOUSERSITE": "1"}


def restrain(memory_bytes: int, seconds: int) -> None:
    """Called by the child on itself before it touches anything: memory, CPU, no files, no core dumps."""
    resource.setrlimit(resource.RLIMIT_AS, (memory_bytes, memory_bytes))
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds + 1))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
