"""A tiny project in a folder of its own, and run.py at work in it as a real process."""

import contextlib
import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

PROJECT = Path(__file__).resolve().parents[2]
PATIENCE_SECONDS = 30


class Launched:
    def __init__(self, project: Path, *arguments: str, **environment: str) -> None:
        self.project = project
        self.state = project / "var"
        handle, name = tempfile.mkstemp(dir=project.parent)
        os.close(handle)
        self._output = Path(name)
        # The servers of the test run itself are not meant for the tiny project.
        own = {name: value for name, value in os.environ.items() if name not in ("DATABASE_URL", "REDIS_URL")}
        with self._output.open("w") as output:
            self.process = subprocess.Popen(
                [sys.executable, project / "run.py", *arguments],
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=output,
                env={**own, **environment},
                start_new_session=True,
            )

    @property
    def output(self) -> str:
        return self._output.read_text()

    def wait_until_running(self) -> "Launched":
        wait_until(lambda: "Scrutiny is running" in self.output or self.process.poll() is not None, self)
        assert "Scrutiny is running" in self.output, self.output
        return self

    def wait(self) -> int:
        return self.process.wait(PATIENCE_SECONDS)

    def stop(self) -> int:
        self.process.terminate()
        return self.wait()


def wait_until(true: Callable[[], object], launched: Launched) -> None:
    deadline = time.monotonic() + PATIENCE_SECONDS
    while not true():
        assert time.monotonic() < deadline, launched.output
        time.sleep(0.05)


def processes_of(state: Path) -> dict[int, str]:
    """Every process that a launcher started for this state folder holds its lock open."""
    lock = os.stat(state / "lock")
    found = {}
    for process in Path("/proc").glob("[0-9]*"):
        try:
            if any(os.path.samestat(os.stat(handle), lock) for handle in (process / "fd").iterdir()):
                found[int(process.name)] = (process / "cmdline").read_text().replace("\0", " ")
        except OSError:
            continue  # it has just ended, or belongs to somebody else
    return found


def programs() -> list[str]:
    lines = []
    for process in Path("/proc").glob("[0-9]*"):
        with contextlib.suppress(OSError):
            lines.append((process / "cmdline").read_text().replace("\0", " ").strip())
    return lines


@pytest.fixture
def make_project() -> Iterator[Callable[[], Path]]:
    # Not tmp_path: that is closed to the account that PostgreSQL gets from root.
    root = Path(tempfile.mkdtemp())
    root.chmod(0o711)

    def make() -> Path:
        project = root / "tiny project"
        shutil.copytree(PROJECT / "launcher" / "tests" / "tiny_project", project)
        shutil.copytree(PROJECT / "launcher", project / "launcher")
        for name in ("run.py", "requirements.txt", "requirements-dev.txt"):
            shutil.copy(PROJECT / name, project / name)
        (project / ".venv").symlink_to(sys.prefix)
        return project

    yield make
    shutil.rmtree(root)


@pytest.fixture
def project(make_project: Callable[[], Path]) -> Path:
    return make_project()


@pytest.fixture
def launch(project: Path) -> Iterator[Callable[..., Launched]]:
    started: list[Launched] = []

    def run(*arguments: str, **environment: str) -> Launched:
        started.append(Launched(project, *arguments, **environment))
        return started[-1]

    yield run
    for launched in started:
        if launched.process.poll() is None:
            launched.stop()


@pytest.fixture
def port() -> str:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return str(probe.getsockname()[1])
