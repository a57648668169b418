"""`run.py test` and `run.py lint`: the same set-up with throw-away servers."""

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from launcher.accounts import server_account
from launcher.children import Children, Command, run_in_foreground
from launcher.console import say
from launcher.guard import Guard
from launcher.interrupts import watch
from launcher.migrated import migrated_database
from launcher.packages import python_in, virtual_environment
from launcher.servers import start_servers
from launcher.state import make_short_folder
from launcher.system import ensure_system_packages
from launcher.trust import ARGUMENTS, FOLDER, write_page

# Settings of an imaginary public server, so that `check --deploy` judges what a council would really run.
DEPLOYED = {
    "DJANGO_SETTINGS_MODULE": "scrutiny.settings",
    "SECRET_KEY": "only-for-this-check-" + "0123456789abcdefghijklmnopqrstuvwxyz" * 2,
    "SITE_URL": "https://scrutiny.example",
    "EMAIL_HOST": "mail.example",
}

# Two files at a time; each file stays in one process, because some build a council once for all their tests.
WHOLE_SUITE = ["-n", "2", "--dist", "loadfile"]


def test(project: Path, arguments: list[str]) -> int:
    if arguments[:1] == ["--trust"]:
        return _test_trust(project, arguments[1:])
    return _test(project, arguments or WHOLE_SUITE)


def _test_trust(project: Path, arguments: list[str]) -> int:
    """The tests of secrecy alone; when all hold, their figures become docs/trust.md."""
    with tempfile.TemporaryDirectory() as reported:
        failed = _test(project, [*WHOLE_SUITE, *ARGUMENTS, *arguments], {FOLDER: reported})
        if not failed:
            say(f"Figures written to {write_page(project, Path(reported)).relative_to(project)}.")
    return failed


def _test(project: Path, arguments: list[str], settings: dict[str, str] | None = None) -> int:
    watch()
    environment = virtual_environment(project, development=True)
    ensure_system_packages(development=True)
    with throw_away_servers(environment) as servers:
        template = migrated_database(project, environment, servers["DATABASE_URL"])
        # Playwright keeps an event loop in the thread that the tests use the database from.
        extra = {**servers, "TEST_TEMPLATE": template, "DJANGO_ALLOW_ASYNC_UNSAFE": "true"}
        command: Command = [python_in(environment), "-m", "pytest", *arguments]
        surroundings = {**os.environ, **extra, **(settings or {})}
        return run_in_foreground(command, folder=project, environment=surroundings)


def lint(project: Path) -> int:
    watch()
    environment = virtual_environment(project, development=True)
    python = python_in(environment)
    steps: list[Command] = [
        [python, "-m", "ruff", "check", "."],
        [python, "-m", "ruff", "format", "--check", "."],
        [environment / "bin" / "lint-imports", "--cache-dir", ".import_linter_cache"],
        [python, "-m", "mypy"],
        [python, "manage.py", "makemigrations", "--check", "--dry-run"],
        [python, "manage.py", "check", "--deploy", "--fail-level", "WARNING"],
    ]
    with throw_away_servers(environment) as servers:
        for step in steps:
            say(f"\n$ {' '.join(str(part) for part in step[1:])}")
            settings = {**os.environ, **DEPLOYED, **servers}
            failed = run_in_foreground(step, folder=project, environment=settings)
            if failed:
                return failed
    return 0


@contextmanager
def throw_away_servers(environment: Path) -> Iterator[dict[str, str]]:
    for name in ("DATABASE_URL", "REDIS_URL"):
        os.environ.pop(name, None)
    folder = make_short_folder(server_account())
    guard = Guard()
    guard.remove_at_the_end(folder)
    servers = Children(folder, guard)
    try:
        addresses = start_servers(
            servers, virtual_environment=environment, state=folder, runtime=folder, durable=False
        )
        files = folder / "tmp"
        files.mkdir(mode=0o711)
        yield {**addresses, "TMPDIR": str(files)}
    finally:
        servers.stop()
        guard.close()
