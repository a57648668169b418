"""A database with every migration applied, for the tests to copy: migrating takes longer than most test runs."""

import hashlib
import json
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

    Its dump is kept in the virtual environment. Later runs start from the dump that has most of the migrations,
    and apply the rest.
    """
    server, _, _ = database_url.rpartition("/")
    ours = f"{server}/{NAME}"
    programs = usable_programs(environment, None, environment) / "bin"
    wanted, kept = _files(project), environment / KEPT
    dump, has = _nearest(kept, wanted)
    _run([programs / "createdb", f"--maintenance-db={database_url}", NAME])
    if dump:
        _run([programs / "pg_restore", "--exit-on-error", f"--dbname={ours}", dump])
        dump.touch()
    if has != wanted:
        _migrate(project, environment, ours)
        _keep(programs / "pg_dump", ours, kept, wanted)
    return NAME


def _files(project: Path) -> dict[str, str]:
    """What the database is made of, by its digest: the migrations, and the packages, which bring their own."""
    paths = [
        project / PRODUCT,
        *sorted(project.glob("*/migrations/*.py")),
        *sorted(project.glob("*/*/migrations/*.py")),
    ]
    return {str(path.relative_to(project)): hashlib.sha256(path.read_bytes()).hexdigest() for path in paths}


def _nearest(kept: Path, wanted: dict[str, str]) -> tuple[Path | None, dict[str, str]]:
    """The dump made of nothing but files that are still the same, and of most of them."""
    fitting = []
    for listed in kept.glob("*.json"):
        has = json.loads(listed.read_text())
        if has.items() <= wanted.items() and str(PRODUCT) in has:
            fitting.append((len(has), listed.with_suffix(".dump"), has))
    _number, dump, has = max(fitting, default=(0, None, {}), key=lambda each: each[0])
    return dump, has


def _migrate(project: Path, environment: Path, database_url: str) -> None:
    settings = {"DATABASE_URL": database_url, "DJANGO_SETTINGS_MODULE": "scrutiny.settings_test"}
    command: Command = [python_in(environment), "manage.py", "migrate", "--verbosity", "0"]
    if run_in_foreground(command, folder=project, environment={**os.environ, **settings}):
        raise Problem("The tests could not start, because the migrations failed. Their error is above.")


def _keep(program: Path, database_url: str, kept: Path, files: dict[str, str]) -> None:
    kept.mkdir(exist_ok=True)
    listing = json.dumps(files)
    name = hashlib.sha256(listing.encode()).hexdigest()[:32]
    unfinished = kept / f"{name}.{os.getpid()}"
    _run([program, "--format=custom", f"--file={unfinished}", database_url])
    unfinished.rename(kept / f"{name}.dump")
    # Only now: a dump that is listed is whole.
    unfinished.write_text(listing)
    unfinished.rename(kept / f"{name}.json")
    newest_first = sorted(kept.glob("*.dump"), key=lambda each: each.stat().st_mtime, reverse=True)
    for older in newest_first[MOST_KEPT:]:
        older.with_suffix(".json").unlink(missing_ok=True)
        older.unlink(missing_ok=True)


def _run(command: list[str | Path]) -> None:
    done = subprocess.run([str(part) for part in command], capture_output=True, text=True, errors="replace")
    if done.returncode:
        raise Problem(
            f"{Path(command[0]).name} failed while making the tests' database:\n{done.stderr.strip()}"
        )
