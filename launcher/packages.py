"""The virtual environment and what is installed in it."""

import fcntl
import hashlib
import importlib.util
import json
import os
import subprocess
import sys
import venv
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from launcher.children import dies_with_us
from launcher.console import Problem, ProgressLine, last_lines, say
from launcher.interrupts import pause

PRODUCT = "requirements.txt"
DEVELOPMENT = "requirements-dev.txt"
STAMP = "scrutiny-requirements.json"


def virtual_environment(project: Path, *, development: bool) -> Path:
    """Makes .venv if need be and installs the pinned packages into it if the pins have changed."""
    folder = project / ".venv"
    wanted = DEVELOPMENT if development else PRODUCT
    with _one_at_a_time(project):
        if not _works(folder):
            _make(folder)
        installed = _installed(folder)
        if installed.get(wanted) != _digest(project / wanted):
            _install(folder, project / wanted)
            installed[wanted] = _digest(project / wanted)
            if development:
                # The development list holds the whole product list, at the same versions.
                installed[PRODUCT] = _digest(project / PRODUCT)
            (folder / STAMP).write_text(json.dumps(installed))
    return folder


def python_in(folder: Path) -> Path:
    return folder / "bin" / "python"


@contextmanager
def _one_at_a_time(project: Path) -> Iterator[None]:
    """Several people or jobs may start at once in one folder; the folder itself is the lock."""
    folder = os.open(project, os.O_RDONLY)
    try:
        fcntl.flock(folder, fcntl.LOCK_EX)
        yield
    finally:
        os.close(folder)


def _works(folder: Path) -> bool:
    """A virtual environment breaks when its folder is moved or its Python is removed."""
    check = "import sys, pip; sys.exit(not (3, 11) <= sys.version_info[:2] <= (3, 12))"
    try:
        return subprocess.run([python_in(folder), "-c", check], capture_output=True).returncode == 0
    except OSError:
        return False


def _make(folder: Path) -> None:
    if importlib.util.find_spec("ensurepip") is None:  # Debian keeps it in a package of its own
        raise Problem(
            f"Python's venv module is not complete ({sys.executable} has no ensurepip). On Debian and Ubuntu "
            f"install it with: sudo apt-get install python{sys.version_info[0]}.{sys.version_info[1]}-venv"
        )
    say(f"Making a virtual environment in {folder}")
    try:
        venv.create(folder, clear=folder.exists(), with_pip=True, symlinks=True)
    except (OSError, subprocess.CalledProcessError) as error:
        raise Problem(f"The virtual environment {folder} could not be made: {error}") from error


def _installed(folder: Path) -> dict[str, str]:
    try:
        return dict(json.loads((folder / STAMP).read_text()))
    except (FileNotFoundError, ValueError):
        return {}


def _digest(requirements: Path) -> str:
    return hashlib.sha256(requirements.read_bytes()).hexdigest()


def _install(folder: Path, requirements: Path) -> None:
    total = sum("==" in line for line in requirements.read_text().splitlines())
    progress = ProgressLine(f"Installing {total} packages from {requirements.name} (takes a minute)")
    log = folder / "install.log"
    command = [python_in(folder), "-m", "pip", "install", "--require-hashes", "--only-binary", ":all:"]
    command += ["--no-input", "--disable-pip-version-check", "--progress-bar", "off", "-r", requirements]
    with log.open("w") as output:
        process = subprocess.Popen(
            [str(part) for part in command],
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            errors="replace",
            preexec_fn=dies_with_us(),
        )
        assert process.stdout
        seen = 0
        for line in process.stdout:
            pause(0)
            output.write(line)
            if line.startswith(("Collecting ", "Requirement already satisfied: ")):
                seen += 1
                progress.update(
                    f"Getting package {min(seen, total)} of {total}: {line.split(':')[-1].split()[-1][:40]}"
                )
            elif line.startswith("Installing "):
                progress.update("Unpacking the packages")
    if process.wait():
        pause(0)
        progress.finish("Installing the packages failed.")
        raise Problem(
            f"pip could not install {requirements.name}. Its log is {log} and ends:\n{last_lines(log)}"
        )
    progress.finish("The packages are installed.")
