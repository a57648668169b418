"""`run.py demo` and `run.py manage`: the site on this machine, with data that stays."""

import os
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from launcher.accounts import server_account
from launcher.children import Children, Command, run_in_foreground
from launcher.console import Problem, say
from launcher.guard import Guard
from launcher.interrupts import Interrupted, pause, watch
from launcher.packages import virtual_environment
from launcher.servers import start_servers
from launcher.site import Site
from launcher.state import State, already_running, make_short_folder
from launcher.system import ensure_system_packages

DEFAULT_PORT = 8000


def run(project: Path, folder: Path, *, port: int, fresh: bool) -> int:
    watch()
    state = State(folder)
    if not state.take():
        raise already_running(state)
    with _released(state):
        _check_port(port)
        installed = _set_up(project)
        if fresh:
            _start_over(state)
        with _servers(state, installed) as (servers, addresses):
            _serve(Site(project, installed, state, port, addresses), servers)
    return 0


def manage(project: Path, folder: Path, arguments: list[str]) -> int:
    watch()
    installed = _set_up(project)
    state = State(folder)
    if not state.take():
        return _manage_running(project, installed, state, arguments)
    with _released(state), _servers(state, installed) as (_, addresses):
        return _manage(Site(project, installed, state, DEFAULT_PORT, addresses), arguments)


def _set_up(project: Path) -> Path:
    installed = virtual_environment(project, development=False)
    ensure_system_packages(development=False)
    return installed


def _manage_running(project: Path, installed: Path, state: State, arguments: list[str]) -> int:
    facts = state.running()
    addresses, port = facts.get("addresses"), facts.get("port")
    if not isinstance(addresses, dict) or not isinstance(port, int):
        raise Problem(f"Scrutiny is just starting or stopping in {state.folder}. Try again in a moment.")
    return _manage(Site(project, installed, state, port, addresses), arguments)


def _manage(site: Site, arguments: list[str]) -> int:
    # Where the user stands, so that the names of files in the arguments mean what they say.
    command: Command = [site.python, site.project / "manage.py", *arguments]
    return run_in_foreground(command, folder=Path.cwd(), environment=site.environment)


@contextmanager
def _released(state: State) -> Iterator[None]:
    try:
        yield
    finally:
        state.release()


@contextmanager
def _servers(state: State, installed: Path) -> Iterator[tuple[Children, dict[str, str]]]:
    runtime = make_short_folder(server_account())
    guard = Guard(state.inherited())
    guard.remove_at_the_end(runtime)
    servers = Children(state.log, guard, state.inherited())
    try:
        addresses = start_servers(
            servers, virtual_environment=installed, state=state.folder, runtime=runtime, durable=True
        )
        yield servers, addresses
    finally:
        servers.stop()
        guard.close()


def _serve(site: Site, servers: Children) -> None:
    tasks, processes = servers.another_group(), servers.another_group()
    try:
        say("Preparing the database")
        site.prepare(tasks)
        site.start_web(processes)
        processes.wait_until(site.answers, what="The site")
        # Last, because they would only take the processor from the web server while it starts.
        site.start_background(processes)
        site.state.note({"address": site.address, "port": site.port, "addresses": site.addresses})
        say(f"\n{site.people()}\n\nScrutiny is running at {site.address}/  Press Ctrl-C to stop it.")
        while True:
            servers.check()
            processes.check()
            pause(0.2)
    except Interrupted:
        say("\nStopping. Your data is kept; the same command starts it again.")
    finally:
        tasks.stop()
        processes.stop()


def _start_over(state: State) -> None:
    state.clear()
    if os.environ.get("DATABASE_URL"):
        say("The files are gone, but --fresh does not touch the database that DATABASE_URL names.")


def _check_port(port: int) -> None:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except (OSError, OverflowError) as error:
            raise Problem(f"Port {port} cannot be used ({error}). Choose another one with --port.") from error
