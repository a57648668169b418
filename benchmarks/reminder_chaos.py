"""Reminders while everything around them is killed: none may be lost, none doubled.

    python -m benchmarks.reminder_chaos [--deadlines 10000] [--kills 200] [--transport asked|plain] [--down 60]

Real processes, PostgreSQL, Redis, Celery and an SMTP server that dies after DATA. Two beats, a worker with two
processes, five dispatchers, two planners, and a clerk who enters the deadlines meanwhile. Whoever is killed by
SIGKILL is started again. A tenth of Celery's messages is delivered twice, Redis is emptied three times and once
down for --down seconds, PostgreSQL is stopped twice in immediate mode. At the end the mail server's log is compared
with what the deadlines promised. `--database URL` copies the tables from there instead of migrating.
"""

from __future__ import annotations

import argparse
import importlib
import os
import random
import signal
import socket
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from types import ModuleType

import django

from launcher.accounts import server_account
from launcher.children import Child, Children
from launcher.guard import Guard
from launcher.interrupts import watch
from launcher.postgres import Postgres, usable_programs
from launcher.redis import Redis, redis_program
from launcher.state import make_short_folder

PROJECT = Path(__file__).resolve().parent.parent


class Servers:
    """PostgreSQL, Redis and the mail server, each of which may be stopped and started."""

    def __init__(self, folder: Path, children: Children, deaths: float) -> None:
        environment = Path(sys.prefix)
        account = server_account()
        programs = usable_programs(environment, account, folder / "postgresql")
        self.postgres = Postgres(programs, folder / "data", folder / "db", account, durable=True)
        self.redis = Redis(redis_program(environment), folder / "redis", folder / "redis.sock", durable=False)
        self.log, self.deaths, self._children = folder / "taken.log", deaths, children
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = probe.getsockname()[1]
        self._running: dict[str, Child] = {}

    def start(self) -> None:
        self.postgres.prepare()
        self.start_postgres()
        self.start_redis()
        self.start_sink()
        self._children.wait_until(self.postgres.ready, what="PostgreSQL")

    def start_postgres(self) -> None:
        self.postgres.start(self._children)

    def stop_postgres(self) -> None:
        """Immediate mode: nothing is written out, the log has to bring everything back."""
        lines = (self.postgres.data / "postmaster.pid").read_text().splitlines()
        os.kill(int(lines[0]), signal.SIGQUIT)

    def start_redis(self) -> None:
        self.redis.start(self._children, dict(os.environ))

    def stop_redis(self) -> None:
        for child in self._children._children:
            if child.name == "redis" and child.alive():
                child.process.kill()
                child.process.wait()
        self.redis.socket.unlink(missing_ok=True)

    def start_sink(self) -> None:
        command = [sys.executable, "-m", "benchmarks.smtp_sink", str(self.port), self.log, str(self.deaths)]
        self._running["sink"] = self._children.start(
            "sink", command, folder=PROJECT, environment=dict(os.environ)
        )

    def revive_sink(self) -> bool:
        if self._running["sink"].alive():
            return False
        self.start_sink()
        return True


class Crew:
    """Processes forked from this one, which has Django loaded and no connection open."""

    def __init__(self) -> None:
        self._jobs: dict[str, Callable[[], None]] = {}
        self._running: dict[str, int] = {}

    def add(self, name: str, job: Callable[[], None]) -> None:
        self._jobs[name] = job
        self._start(name)

    def _start(self, name: str) -> None:
        pid = os.fork()
        if pid == 0:
            os.setsid()
            output = os.open(os.environ["CHAOS_LOG"], os.O_WRONLY | os.O_APPEND | os.O_CREAT)
            os.dup2(output, 1)
            os.dup2(output, 2)
            random.seed()
            try:
                self._jobs[name]()
            finally:
                os._exit(0)
        self._running[name] = pid

    def kill(self) -> str:
        """One at random; of the worker the parent, or one of its own children."""
        name = random.choice(list(self._running))
        pid, what = self._running[name], name.rstrip("0123456789")
        if what == "worker" and random.random() < 0.6:
            children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
            if children:
                os.kill(int(random.choice(children)), signal.SIGKILL)
                return "worker's child"
        self._kill(name)
        self._start(name)
        return what

    def revive(self) -> None:
        """Whoever gave up because a server was away is started again, as systemd would."""
        for name, pid in list(self._running.items()):
            if os.waitpid(pid, os.WNOHANG)[0]:
                self._start(name)

    def stop(self) -> None:
        for name in list(self._running):
            self._kill(name)

    def _kill(self, name: str) -> None:
        pid = self._running[name]
        try:
            # The parent alone: what it leaves behind has to end by itself or do no harm.
            os.kill(pid, signal.SIGKILL)
            os.waitpid(pid, 0)
        except (ProcessLookupError, ChildProcessError):
            pass


def disturbances(servers: Servers, span: float, down: float) -> list[tuple[float, str, Callable[[], None]]]:
    """What happens to the servers, at random moments of the middle of the run."""

    def flush() -> None:
        with socket.socket(socket.AF_UNIX) as connection:
            connection.connect(str(servers.redis.socket))
            connection.sendall(b"FLUSHALL\r\n")
            connection.recv(16)

    redis_off, pause = random.uniform(0.35, 0.45) * span, 1.5
    plan: list[tuple[float, str, Callable[[], None]]] = [
        (redis_off, "Redis down", servers.stop_redis),
        (redis_off + down, "Redis up", servers.start_redis),
        (random.uniform(0.05, 0.15) * span, "FLUSHALL", flush),
        (random.uniform(0.2, 0.3) * span, "FLUSHALL", flush),
        (redis_off + down + random.uniform(2, 5), "FLUSHALL", flush),
    ]
    for at in (random.uniform(0.1, 0.3) * span, random.uniform(0.6, 0.8) * span):
        plan += [(at, "PostgreSQL stopped", servers.stop_postgres)]
        plan += [(at + pause, "PostgreSQL started", servers.start_postgres)]
    return sorted(plan, key=lambda step: step[0])


def live_through(servers: Servers, crew: Crew, options: argparse.Namespace) -> Counter[str]:
    """Kill until enough are killed and nothing is outstanding."""
    begun, told = time.monotonic(), Counter[str]()
    plan = disturbances(servers, options.span, options.down)
    pause = options.span / options.kills
    next_kill = begun + pause
    while True:
        time.sleep(0.05)
        now = time.monotonic()
        told["mail server died after DATA"] += servers.revive_sink()
        crew.revive()
        while plan and now - begun >= plan[0][0]:
            _, what, act = plan.pop(0)
            act()
            told[what] += 1
        if sum(number for name, number in told.items() if name.startswith("killed")) < options.kills:
            if now >= next_kill:
                told[f"killed {crew.kill()}"] += 1
                next_kill = now + random.uniform(0, 2 * pause)
        elif not plan:
            return told


def town() -> ModuleType:
    """What needs Django, which needs the addresses of the servers first."""
    return importlib.import_module("benchmarks.reminder_town")


def settle_down(servers: Servers, crew: Crew, told: Counter[str], options: argparse.Namespace) -> float:
    """Nobody is killed any more. Gives the seconds until everything is done."""
    begun = time.monotonic()
    while time.monotonic() - begun < options.patience and not town().is_quiet(options.deadlines):
        told["mail server died after DATA"] += servers.revive_sink()
        crew.revive()
        time.sleep(0.2)
    return time.monotonic() - begun


def set_up(servers: Servers, folder: Path, options: argparse.Namespace) -> None:
    os.environ |= {
        "SECRET_KEY": "chaos" * 12,
        "DATABASE_URL": servers.postgres.url,
        "REDIS_URL": servers.redis.url,
        "EMAIL_HOST": "127.0.0.1",
        "EMAIL_PORT": str(servers.port),
        "EMAIL_USE_TLS": "0",
        "EMAIL_TIMEOUT": "2",
        "MAIL_LOG": str(servers.log) if options.transport == "asked" else "",
        "REMINDER_LEASE_SECONDS": str(getattr(options, "lease", 6)),
        "REMINDER_RETRY_SECONDS": "1",
        "LOG_LEVEL": "ERROR",
        "DJANGO_SETTINGS_MODULE": "scrutiny.settings",
        "CHAOS_LOG": str(folder / "crew.log"),
    }
    servers.log.touch()
    if options.database:
        programs = servers.postgres.programs / "bin"
        dump = subprocess.run(
            [programs / "pg_dump", "--no-owner", options.database], capture_output=True, check=True
        )
        load = [programs / "psql", "--quiet", "--set", "ON_ERROR_STOP=1", servers.postgres.url]
        subprocess.run(load, input=dump.stdout, stdout=subprocess.DEVNULL, check=True)
    else:
        subprocess.run([sys.executable, "manage.py", "migrate", "--verbosity", "0"], cwd=PROJECT, check=True)
    django.setup()
    town().found_council("resend")


def run(options: argparse.Namespace, folder: Path, children: Children) -> bool:
    servers = Servers(folder, children, options.deaths)
    servers.start()
    set_up(servers, folder, options)
    crew = Crew()
    crew.add("clerk", lambda: town().clerk(options.deadlines, options.span * 0.7))
    for n in range(5):
        crew.add(f"dispatcher{n}", town().dispatcher)
    for n in range(2):
        crew.add(f"planner{n}", town().planner)
        crew.add(f"beat{n}", lambda: town().beat(folder))
    crew.add("worker", town().worker)
    try:
        told = live_through(servers, crew, options)
        took = settle_down(servers, crew, told, options)
    finally:
        crew.stop()
    return report(told, took, servers, options)


def report(told: Counter[str], took: float, servers: Servers, options: argparse.Namespace) -> bool:
    account = town().audit(servers.log)
    for what, number in sorted(told.items()):
        print(f"  {number:5} x {what}")
    kills = sum(number for name, number in told.items() if name.startswith("killed"))
    print(
        f"{options.transport}: {account.promised} promised, {kills} killed, quiet {took:.0f} s after the last blow"
    )
    print(
        f"  lost {account.lost}, double rows {account.doubled_rows}, rows nobody promised {account.strange_rows}"
    )
    print(
        f"  mails in doubt {account.doubts}, extra mails {account.extra_mails}, of them unflagged {account.unflagged}"
    )
    good = account.clean and (account.extra_mails == 0 or options.transport == "plain")
    good = good and account.extra_mails <= account.doubts
    print("  passed" if good else f"  FAILED: {town().states()}")
    return good


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--deadlines", type=int, default=10_000)
    parser.add_argument("--kills", type=int, default=200)
    parser.add_argument("--span", type=float, default=240, help="seconds over which the kills are spread")
    parser.add_argument("--down", type=float, default=60, help="seconds without Redis")
    parser.add_argument(
        "--deaths", type=float, default=2, help="of the mail server after DATA, in a thousand mails"
    )
    parser.add_argument(
        "--patience", type=float, default=900, help="seconds to finish in after the last blow"
    )
    parser.add_argument("--transport", choices=["asked", "plain"], default="asked")
    parser.add_argument("--database", help="copy the tables of this database instead of migrating")
    options = parser.parse_args()
    watch()
    folder = make_short_folder(server_account())
    guard = Guard()
    guard.remove_at_the_end(folder)
    children = Children(folder, guard)
    try:
        return 0 if run(options, folder, children) else 1
    finally:
        children.stop()
        guard.close()


if __name__ == "__main__":
    sys.exit(main())
