"""The folder with everything one installation knows, and the lock that lets one launcher use it."""

import fcntl
import json
import os
import secrets
import shutil
import tempfile
import time
from pathlib import Path

from launcher.accounts import Account, can_reach
from launcher.console import Problem
from launcher.interrupts import pause

# Longer socket paths are refused by the kernel (108 bytes); PostgreSQL adds 24 of its own.
LONGEST_TEMP_FOLDER = 60
REMAINS_SECONDS = 15
SECRET_KEY = "secret-key"
RUNNING = "running.json"
# What was last brought up to date, and for which files.
STATIC_FILES = "static-files"
MIGRATIONS = "migrations"
PEOPLE = "demo-people"


class State:
    def __init__(self, folder: Path) -> None:
        self.folder = folder.resolve()
        self.log = self.folder / "log"
        self.media = self.folder / "media"
        self.mail = self.folder / "mail"
        self.static = self.folder / "static"
        self.beat = self.folder / "beat"
        self.redis = self.folder / "redis"
        self._lock: int | None = None

    def take(self) -> bool:
        """Makes the folders and takes the lock. False if a launcher that is alive has it."""
        # Passable, not readable: a database server that runs under another account has to get through.
        self.folder.mkdir(mode=0o711, parents=True, exist_ok=True)
        lock = os.open(self.folder / "lock", os.O_RDWR | os.O_CREAT, 0o600)
        deadline = time.monotonic() + REMAINS_SECONDS
        while not _locked(lock):
            # Children inherit the lock. Those of a launcher that was killed are on their way out.
            if _alive(self.running().get("launcher")) or time.monotonic() > deadline:
                os.close(lock)
                return False
            pause(0.1)
        self._lock = lock
        (self.folder / RUNNING).unlink(missing_ok=True)
        self.note({"launcher": os.getpid()})
        self._make_plain_folders()
        return True

    def inherited(self) -> list[int]:
        """What every child gets, so that the folder counts as in use until the last of them is gone."""
        return [] if self._lock is None else [self._lock]

    def note(self, facts: dict[str, object]) -> None:
        self.write(RUNNING, json.dumps(self.running() | facts, indent=2))

    def running(self) -> dict[str, object]:
        return dict(json.loads(self.read(RUNNING) or "{}"))

    def release(self) -> None:
        (self.folder / RUNNING).unlink(missing_ok=True)
        if self._lock is not None:
            os.close(self._lock)
            self._lock = None

    def clear(self) -> None:
        """Starts over. Only what we made is removed: the user may have chosen a folder with other things."""
        database = self.folder / "postgres"
        if database.is_symlink():
            shutil.rmtree(database.readlink(), ignore_errors=True)
            database.unlink()
        for folder in (database, self.redis, *self._plain_folders()):
            shutil.rmtree(folder, ignore_errors=True)
        for name in (SECRET_KEY, STATIC_FILES, MIGRATIONS, PEOPLE):
            (self.folder / name).unlink(missing_ok=True)
        self._make_plain_folders()

    def secret_key(self) -> str:
        if not self.read(SECRET_KEY):
            self.write(SECRET_KEY, secrets.token_urlsafe(64))
        return self.read(SECRET_KEY)

    def read(self, name: str) -> str:
        path = self.folder / name
        return path.read_text() if path.exists() else ""

    def write(self, name: str, text: str) -> None:
        """Whole or not at all, and for nobody else's eyes."""
        draft = self.folder / f"{name}.draft"
        draft.touch(mode=0o600)
        draft.write_text(text)
        draft.replace(self.folder / name)

    def _plain_folders(self) -> tuple[Path, ...]:
        return (self.log, self.media, self.mail, self.static, self.beat)

    def _make_plain_folders(self) -> None:
        for folder in self._plain_folders():
            folder.mkdir(mode=0o700, exist_ok=True)


def make_short_folder(account: Account | None) -> Path:
    for parent in (tempfile.gettempdir(), "/tmp", "/var/tmp"):
        if len(os.fsencode(parent)) <= LONGEST_TEMP_FOLDER and can_reach(Path(parent), account):
            folder = Path(tempfile.mkdtemp(prefix="scrutiny-", dir=parent))
            folder.chmod(0o711)
            return folder
    raise Problem("There is no temporary folder for the sockets of the database. Set TMPDIR to a short path.")


def already_running(state: State) -> Problem:
    facts = state.running()
    address = f" at {facts['address']}" if "address" in facts else ""
    process = facts.get("launcher", "unknown")
    return Problem(
        f"Scrutiny is already running from {state.folder}{address} (process {process}). "
        "Stop that one first, or use another folder with --state and another port with --port."
    )


def _locked(lock: int) -> bool:
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def _alive(process: object) -> bool:
    if not isinstance(process, int):
        return False
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True
