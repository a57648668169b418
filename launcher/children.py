"""Child processes: started in sessions of their own, stopped in order, and never outliving this process."""

import ctypes
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from launcher.accounts import Account
from launcher.console import Problem, last_lines
from launcher.guard import Guard
from launcher.interrupts import Interrupted, forget, pause

PR_SET_PDEATHSIG = 1
STOP_SECONDS = 10

Command = Sequence[str | Path]

_libc = ctypes.CDLL(None) if sys.platform == "linux" else None


@dataclass
class Child:
    name: str
    process: "subprocess.Popen[bytes]"
    stop_signal: signal.Signals
    log: Path

    def alive(self) -> bool:
        return self.process.poll() is None

    def signal_all(self, number: signal.Signals) -> None:
        try:
            os.killpg(self.process.pid, number)
        except ProcessLookupError:
            pass


def dies_with_us(number: signal.Signals = signal.SIGTERM) -> Callable[[], None]:
    """To be run in the child just before it becomes its program.

    Linux ties this to the parent's *thread*, so children may only be started from the main thread. It is also
    reset when the account changes; subprocess changes the account first and calls this afterwards.
    """
    if threading.current_thread() is not threading.main_thread():
        raise RuntimeError("Children must be started from the main thread.")
    parent = os.getpid()

    def prepare() -> None:
        if _libc is not None:
            _libc.prctl(PR_SET_PDEATHSIG, int(number))
        if os.getppid() != parent:
            os._exit(1)

    return prepare


class Children:
    """A group of processes that are stopped together."""

    def __init__(self, log_folder: Path, guard: Guard, keep_open: Sequence[int] = ()) -> None:
        self._log_folder = log_folder
        self._guard = guard
        self._keep_open = tuple(keep_open)
        self._children: list[Child] = []

    def another_group(self) -> "Children":
        return Children(self._log_folder, self._guard, self._keep_open)

    def start(
        self,
        name: str,
        command: Command,
        *,
        folder: Path,
        environment: Mapping[str, str],
        stop_signal: signal.Signals = signal.SIGTERM,
        account: Account | None = None,
    ) -> Child:
        log = self._log_folder / f"{name}.log"
        if log.exists():
            log.replace(log.with_suffix(".previous.log"))
        with log.open("wb") as output:
            process = subprocess.Popen(
                [str(part) for part in command],
                cwd=folder,
                env=dict(environment),
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=subprocess.STDOUT,
                start_new_session=True,
                pass_fds=self._keep_open,
                preexec_fn=dies_with_us(stop_signal),
                user=account.user if account else None,
                group=account.group if account else None,
                extra_groups=[] if account else None,
            )
        self._guard.watch_group(process.pid)
        child = Child(name, process, stop_signal, log)
        self._children.append(child)
        return child

    def finish(self, child: Child, tell: Callable[[str], None] | None = None) -> None:
        """Waits for a child that does one thing and ends; `tell` hears the last line it wrote."""
        while child.alive():
            if tell:
                tell(last_lines(child.log, 1))
            pause(0.03)
        self._children.remove(child)
        self._guard.forget_group(child.process.pid)
        if child.process.returncode:
            raise Problem(f"{child.name} failed. Its log is {child.log} and ends:\n{last_lines(child.log)}")

    def check(self) -> None:
        for child in self._children:
            if not child.alive():
                raise Problem(
                    f"{child.name} stopped by itself (exit code {child.process.returncode}). "
                    f"Its log is {child.log} and ends:\n{last_lines(child.log)}"
                )

    def wait_until(self, ready: Callable[[], bool], *, what: str, seconds: float = 60) -> None:
        deadline = time.monotonic() + seconds
        while not ready():
            self.check()
            if time.monotonic() > deadline:
                raise Problem(f"{what} was not ready after {seconds:.0f} seconds. Read {self._log_folder}.")
            pause(0.03)

    def stop(self) -> None:
        for child in self._children:
            if child.alive():
                child.process.send_signal(child.stop_signal)
        deadline = time.monotonic() + STOP_SECONDS
        for child in self._children:
            try:
                child.process.wait(max(0.0, deadline - time.monotonic()))
            except subprocess.TimeoutExpired:
                child.signal_all(signal.SIGKILL)
                child.process.wait()
            # A worker may have left a helper of its own behind.
            child.signal_all(signal.SIGKILL)
            self._guard.forget_group(child.process.pid)
        self._children.clear()


def run_in_foreground(command: Command, *, folder: Path, environment: Mapping[str, str]) -> int:
    """For commands that talk to the user; we only wait for them to end."""
    process = subprocess.Popen(
        [str(part) for part in command], cwd=folder, env=dict(environment), preexec_fn=dies_with_us()
    )
    while process.poll() is None:
        try:
            pause(0.03)
        except Interrupted as interrupted:
            forget()
            # The terminal sends Ctrl-C to the command itself, which may well want to go on.
            if interrupted.signal != signal.SIGINT or not sys.stdin.isatty():
                process.terminate()
    return process.returncode
