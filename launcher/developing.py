"""`run.py test` and `run.py lint`: the same set-up with throw-away servers."""

import os
import shutil
import subprocess
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from launcher.accounts import server_account
from launcher.children import Children, dies_with_us
from launcher.console import say
from launcher.interrupts import pause, watch
from launcher.packages import python_in, virtual_environment
from launcher.servers import start_servers
from launcher.state import make_short_folder
from launcher.system import ensure_system_packages

# Settings of an imaginary public server, so that `check --deploy` judges what a council would really run.
DEPLOYED = {
    "DJANGO_SETTINGS_MODULE": "scrutiny.settings",
    "SECRET_KEY": "only-for-this-check-" + "0123456789abcdefghijklmnopqrstuvwxyz" * 2,
    "SITE_URL": "https://scrutiny.example",
    "EMAIL_HOST": "mail.example",
}


def test(project: Path, arguments: list[str]) -> int:
    environment = virtual_environment(project, development=True)
    ensure_system_packages(development=True)
    with _throw_away_servers(environment) as addresses:
        # Playwright keeps an event loop in the thread that the tests use the database from.
        extra = {**addresses, "DJANGO_ALLOW_ASYNC_UNSAFE": "true"}
        return _run([python_in(environment), "-m", "pytest", *arguments], project, extra)


def lint(project: Path) -> int:
    environment = virtual_environment(project, development=True)
    python = python_in(environment)
    steps: list[list[str | Path]] = [
        [python, "-m", "ruff", "check", "."],
        [python, "-m", "ruff", "format", "--check", "."],
        [environment / "bin" / "lint-imports", "--cache-dir", ".import_linter_cache"],
        [python, "-m", "mypy"],
        [python, "manage.py", "makemigrations", "--check", "--dry-run"],
        [python, "manage.py", "check", "--deploy", "--fail-level", "WARNING"],
    ]
    with _throw_away_servers(environment) as addresses:
        for step in steps:
            say(f"\n$ {' '.join(str(part) for part in step[1:])}")
            failed = _run(step, project, {**DEPLOYED, **addresses})
            if failed:
                return failed
    return 0


@contextmanager
def _throw_away_servers(environment: Path) -> Iterator[dict[str, str]]:
    for name in ("DATABASE_URL", "REDIS_URL"):
        os.environ.pop(name, None)
    watch()
    folder = make_short_folder(server_account())
    servers = Children(folder)
    try:
        yield start_servers(servers, virtual_environment=environment, state=folder, runtime=folder, durable=False)
    finally:
        servers.stop()
        shutil.rmtree(folder, ignore_errors=True)


def _run(command: Sequence[str | Path], folder: Path, extra: dict[str, str]) -> int:
    """In the foreground and in our own session: Ctrl-C reaches the command directly, and we wait for it to end."""
    process = subprocess.Popen(
        [str(part) for part in command], cwd=folder, env={**os.environ, **extra}, preexec_fn=dies_with_us()
    )
    try:
        while process.poll() is None:
            pause(0.05)
    finally:
        if process.poll() is None:
            process.terminate()
            process.wait()
    return process.returncode
