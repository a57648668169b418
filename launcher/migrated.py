"""A database with every migration applied, for the tests to copy: migrating takes longer than most test runs."""

import hashlib
import os
import subprocess
from pathlib import Path

from launcher.children import Command, run_in_foreground
from launcher.console import Problem
from launcher.packages import PRODUCT, python_in
from launcher.postgres import usable_programs

NAME = "migrated"
KEPT = "migrated-databases"
# Whoever goes to and fro between branches need not migrate each time.
MOST_KEPT = 8


def migrated_database(project: Path, environment: Path, database_url: str) -> str:
    """Makes the database on the server of `database_url` and returns its name.

    It is kept as a dump in the virtual environment for each set of migrations and pinned packages.
    """
    server, _, _ = database_url.rpartition("/")
    ours = f"{server}/{NAME}"
    programs = usable_programs(environment, None, environment) / "bin"
    dump = environment / KEPT / f"{_digest(project)}.dump"
    _run([programs / "createdb", f"--maintenance-db={database_url}", NAME])
    if dump.exists():
        _run([programs / "pg_restore", "--exit-on-error", f"--dbname={ours}", dump])
        return NAME
    _migrate(project, environment, ours)
    _keep(programs / "pg_dump", ours, dump)
    return NAME


def _migrate(project: Path, environment: Path, database_url: str) -> None:
    settings = {"DATABASE_URL": database_url, "DJANGO_SETTINGS_MODULE": "scrutiny.settings_test"}
    command: Command = [python_in(environment), "manage.py", "migrate", "--verbosity", "0"]
    if run_in_foreground(command, folder=project, environment={**os.environ, **settings}):
        raise Problem("The tests could not start, because the migrations failed. Their error is above.")


def _keep(program: Path, database_url: str, dump: Path) -> None:
    dump.parent.mkdir(exist_ok=True)
    unfinished = dump.with_name(f"{dump.name}.{os.getpid()}")
    _run([program, "--format=custom", f"--file={unfinished}", database_url])
    unfinished.rename(dump)
    newest_first = sorted(dump.parent.glob("*.dump"), key=lambda each: each.stat().st_mtime, reverse=True)
    for older in newest_first[MOST_KEPT:]:
        older.unlink(missing_ok=True)


def _digest(project: Path) -> str:
    digest = hashlib.sha256((project / PRODUCT).read_bytes())
    for migration in sorted(project.glob("*/migrations/*.py")):
        digest.update(str(migration.relative_to(project)).encode())
        digest.update(migration.read_bytes())
    return digest.hexdigest()[:32]


def _run(command: list[str | Path]) -> None:
    done = subprocess.run([str(part) for part in command], capture_output=True, text=True, errors="replace")
    if done.returncode:
        raise Problem(
            f"{Path(command[0]).name} failed while making the tests' database:\n{done.stderr.strip()}"
        )
