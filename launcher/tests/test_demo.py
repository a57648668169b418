import os
import signal
import socket
import urllib.request
from collections.abc import Callable
from pathlib import Path
from urllib.parse import urlsplit

from celery import Celery

from launcher.state import State
from launcher.tests.conftest import Launched, processes_of, programs, wait_until

Launch = Callable[..., Launched]


def starts_counted(port: str) -> int:
    """The tiny project keeps a count of its starts in its database."""
    return int(urllib.request.urlopen(f"http://localhost:{port}/health/").read())


def test_demo_keeps_its_data_until_it_is_told_to_start_over(launch: Launch, port: str) -> None:
    first = launch("demo", "--port", port).wait_until_running()
    assert "Clara Clerk has seen 0 starts" in first.output
    assert starts_counted(port) == 1
    assert first.stop() == 0
    assert processes_of(first.state) == {}

    second = launch("demo", "--port", port).wait_until_running()
    assert "Clara Clerk has seen 0 starts" in second.output
    assert starts_counted(port) == 2
    assert second.stop() == 0

    launch("demo", "--port", port, "--fresh").wait_until_running()
    assert starts_counted(port) == 1


def test_killed_launcher_leaves_nothing_running(launch: Launch, port: str) -> None:
    killed = launch("demo", "--port", port).wait_until_running()
    addresses = State(killed.state).running()["addresses"]
    assert isinstance(addresses, dict)
    redis_socket = Path(urlsplit(addresses["REDIS_URL"]).path)
    worker = Celery(broker=f"redis+socket://{redis_socket}", set_as_current=False)
    worker.send_task("scrutiny.celery.run_a_program", ["sleep", f"60.{port}"])
    wait_until(lambda: f"sleep 60.{port}" in programs(), killed)

    killed.process.kill()
    killed.wait()

    wait_until(lambda: not processes_of(killed.state), killed)
    assert f"sleep 60.{port}" not in programs()
    assert not redis_socket.parent.exists()
    launch("demo", "--port", port).wait_until_running()
    assert starts_counted(port) == 2


def test_running_demo_can_be_managed_but_not_started_twice(launch: Launch, port: str) -> None:
    running = launch("demo", "--port", port).wait_until_running()
    database = next(pid for pid, line in processes_of(running.state).items() if "postgres -D" in line)

    second = Launched(running.project, "demo", "--port", "1")
    assert second.wait() == 1
    assert f"already running from {running.state} at http://localhost:{port}" in second.output

    managing = Launched(running.project, "manage", "demo_people")
    assert managing.wait() == 0
    assert managing.output == "Clara Clerk has seen 1 starts\n"

    assert os.stat(f"/proc/{database}").st_uid != 0


def test_port_in_use_is_said_before_anything_starts(launch: Launch) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]

        demo = launch("demo", "--port", str(port))

        assert demo.wait() == 1
    assert f"Port {port} cannot be used" in demo.output
    assert not (demo.state / "postgres").exists()


def test_process_that_dies_stops_everything_and_names_its_log(launch: Launch, port: str) -> None:
    demo = launch("demo", "--port", port).wait_until_running()
    worker = next(pid for pid, line in processes_of(demo.state).items() if "celery,packs" in line)

    os.kill(worker, signal.SIGKILL)

    assert demo.wait() == 1
    assert "worker stopped by itself" in demo.output
    assert str(demo.state / "log" / "worker.log") in demo.output
    assert processes_of(demo.state) == {}


def test_failure_while_loading_shows_why(launch: Launch, port: str) -> None:
    demo = launch("demo", "--port", port, TINY_LOADING_FAILS="1")

    assert demo.wait() == 1
    assert "load_demo failed" in demo.output
    assert "The demo council is made of paper." in demo.output
    assert processes_of(demo.state) == {}


def test_manage_starts_and_stops_the_servers_when_the_demo_is_not_running(launch: Launch) -> None:
    assert launch("manage", "migrate").wait() == 0

    people = launch("manage", "demo_people")

    assert people.wait() == 0
    assert people.output == "Clara Clerk has seen 0 starts\n"
    assert processes_of(people.state) == {}


def test_configured_servers_are_used_instead_of_our_own(launch: Launch, port: str) -> None:
    given = {name: os.environ[name] for name in ("DATABASE_URL", "REDIS_URL")}

    demo = launch("demo", "--port", port, **given).wait_until_running()

    assert not (demo.state / "postgres").exists()
    assert not (demo.state / "redis").exists()
