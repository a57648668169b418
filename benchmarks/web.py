"""How fast the public pages are after twenty years, each beside a page that does nothing, from one run.

    python -m benchmarks.web [--share 0.1] [--seconds 8]

It starts servers of its own, loads 8 committees, 2,500 meetings, 25,000 papers and 300,000 pages of text, and serves
them as the README says. Sixteen clients ask, page after page in turn, round after round, so that whatever else the
machine does falls on all of them alike. Ratios are to the page that does nothing: of requests per second, and of the
processor time that web and database together take for a request, which other work hardly changes.
"""

from __future__ import annotations

import argparse
import os
import random
import socket
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from launcher.developing import throw_away_servers
from launcher.interrupts import watch
from launcher.migrated import migrated_database
from launcher.packages import python_in

PROJECT = Path(__file__).resolve().parent.parent
ENVIRONMENT = PROJECT / ".venv"
CLIENTS, ROUNDS = 16, 3
TICK = os.sysconf("SC_CLK_TCK")
SERVED = (
    "--worker-class",
    "gthread",
    "--workers",
    "2",
    "--threads",
    "4",
    "--preload",
    "--log-level",
    "error",
)


@dataclass
class Page:
    """`address` may be another one for each request; `header` goes with every one."""

    name: str
    address: Callable[[], str]
    status: int = 200
    header: str = ""
    times: list[float] = field(default_factory=list)
    rates: list[float] = field(default_factory=list)
    costs: list[float] = field(default_factory=list)


class Client:
    """Keeps its connection and reads no more of an answer than it must, for it shares the machine."""

    def __init__(self, port: int) -> None:
        self.port = port
        self.socket = socket.create_connection(("127.0.0.1", port), timeout=60)

    def ask(self, address: str, header: str = "") -> tuple[int, bytes]:
        self.socket.sendall(f"GET {address} HTTP/1.1\r\nHost: localhost\r\n{header}\r\n".encode())
        answer = b""
        while b"\r\n\r\n" not in answer:
            answer += self._more()
        head, _, body = answer.partition(b"\r\n\r\n")
        lengths = [line for line in head.lower().split(b"\r\n") if line.startswith(b"content-length:")]
        left = (int(lengths[0].split(b":")[1]) if lengths else 0) - len(body)
        while left > 0:
            left -= len(self._more())
        if b"connection: close" in head.lower():
            self.socket = socket.create_connection(("127.0.0.1", self.port), timeout=60)
        return int(head.split(b" ")[1]), head

    def _more(self) -> bytes:
        more = self.socket.recv(65536)
        if not more:
            raise ConnectionError("The server hung up.")
        return more


def processor_seconds(of: list[int]) -> float:
    """Of these processes and of all that came from them."""
    found, parents = set(of), defaultdict(list)
    stats = {}
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            fields = (folder / "stat").read_text().rpartition(")")[2].split()
        except OSError:
            continue
        stats[int(folder.name)] = sum(map(int, fields[11:15])) / TICK
        parents[int(fields[1])].append(int(folder.name))
    waiting = list(of)
    while waiting:
        children = parents[waiting.pop()]
        found.update(children)
        waiting += children
    return sum(stats.get(pid, 0.0) for pid in found)


def measure(page: Page, port: int, seconds: float, processes: list[int]) -> None:
    until, lock = time.perf_counter() + seconds, threading.Lock()
    times: list[float] = []

    def go() -> None:
        client, mine = Client(port), []
        while (begun := time.perf_counter()) < until:
            status, _head = client.ask(page.address(), page.header)
            mine.append(time.perf_counter() - begun)
            if status != page.status:
                raise SystemExit(f"{page.name} answered {status}")
        with lock:
            times.extend(mine)

    before, begun = processor_seconds(processes), time.perf_counter()
    threads = [threading.Thread(target=go) for _ in range(CLIENTS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    page.times += times
    page.rates.append(len(times) / (time.perf_counter() - begun))
    page.costs.append((processor_seconds(processes) - before) / max(1, len(times)))


def pages(port: int) -> list[Page]:
    # Not before the settings are there.
    from benchmarks.twenty_years import Council20  # noqa: PLC0415
    from committees.models import Meeting  # noqa: PLC0415

    dice, council = random.Random("asked"), Council20()
    references = list(Meeting.objects.filter(publications__isnull=False).values_list("reference", flat=True))
    meeting = f"/meetings/{references[-1]}/"
    head = Client(port).ask(meeting)[1].decode()
    etag = next(line.split(": ", 1)[1] for line in head.split("\r\n") if line.lower().startswith("etag"))
    words = council.words

    def anew(address: str) -> Callable[[], str]:
        """What nobody has asked for before is made anew."""
        return lambda: f"{address}{'&' if '?' in address else '?'}x={dice.random()}"

    def two_words() -> str:
        common, seldom = dice.choice(words[:200]), dice.choice(words[200:])
        return f"/search/?q={common}+{seldom}"

    return [
        Page("nothing", lambda: "/nothing/"),
        Page("home", lambda: "/"),
        Page("home, made anew", anew("/")),
        Page("calendar", lambda: "/meetings/calendar/"),
        Page("calendar, made anew", anew("/meetings/calendar/")),
        Page("meeting", lambda: meeting),
        Page("meeting, made anew", lambda: f"/meetings/{dice.choice(references)}/?x={dice.random()}"),
        Page("meeting, 304", lambda: meeting, 304, f"If-None-Match: {etag}\r\n"),
        Page("search: a common word", lambda: f"/search/?q={dice.choice(words[:40])}"),
        Page("search: two words", two_words),
        Page(
            "search: a phrase",
            lambda: f"/search/?q=%22{dice.choice(words[:30])}+{dice.choice(words[:30])}%22",
        ),
    ]


def show(measured: list[Page]) -> None:
    nothing = measured[0]
    rate, cost = statistics.median(nothing.rates), statistics.median(nothing.costs)
    print(f"{'page':24}{'a second':>10}{'ratio':>8}{'of processor':>14}{'p50 ms':>9}{'p95 ms':>9}")
    for page in measured:
        ordered = sorted(page.times)
        half, most = ordered[len(ordered) // 2], ordered[int(len(ordered) * 0.95)]
        own_rate, own_cost = statistics.median(page.rates), statistics.median(page.costs)
        print(
            f"{page.name:24}{own_rate:10.0f}{own_rate / rate:8.2f}{cost / own_cost:14.2f}"
            f"{half * 1000:9.1f}{most * 1000:9.1f}"
        )


@contextmanager
def served(environment: dict[str, str]) -> Iterator[tuple[int, int]]:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [
        str(python_in(ENVIRONMENT)),
        "-m",
        "gunicorn",
        "scrutiny.wsgi",
        *SERVED,
        "--bind",
        f"127.0.0.1:{port}",
    ]
    process = subprocess.Popen([*command, "--no-control-socket"], cwd=PROJECT, env=environment)
    try:
        for _ in range(300):
            try:
                Client(port).ask("/nothing/")
                break
            except OSError:
                time.sleep(0.2)
        yield port, process.pid
    finally:
        process.terminate()
        process.wait(30)


def postmaster() -> int:
    """Ours is the one that this process is connected to."""
    from django.db import connection  # noqa: PLC0415

    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        backend = cursor.fetchone()[0]
    return int(Path(f"/proc/{backend}/stat").read_text().rpartition(")")[2].split()[1])


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--share", type=float, default=1.0, help="of the twenty years, for trying out")
    parser.add_argument("--seconds", type=float, default=8.0, help="for each page in each round")
    options = parser.parse_args()
    watch()
    with throw_away_servers(ENVIRONMENT) as servers, tempfile.TemporaryDirectory() as files:
        url = servers["DATABASE_URL"].rpartition("/")[0]
        name = migrated_database(PROJECT, ENVIRONMENT, servers["DATABASE_URL"])
        os.environ |= {
            **servers, "DATABASE_URL": f"{url}/{name}", "DJANGO_SETTINGS_MODULE": "benchmarks.serving",
            "SECRET_KEY": "x" * 60, "ALLOWED_HOSTS": "localhost", "MEDIA_ROOT": files, "STATIC_ROOT": files,
        }  # fmt: skip
        import django  # noqa: PLC0415

        django.setup()
        from benchmarks.twenty_years import Council20  # noqa: PLC0415

        begun = time.perf_counter()
        Council20(options.share).load()
        print(f"Loaded in {time.perf_counter() - begun:.0f} seconds", flush=True)
        with served(dict(os.environ)) as (port, process):
            measured, processes = pages(port), [process, postmaster()]
            for page in measured:
                measure(page, port, 1, processes)
                page.times, page.rates, page.costs = [], [], []
            for _ in range(ROUNDS):
                for page in measured:
                    measure(page, port, options.seconds / ROUNDS, processes)
        show(measured)
    return 0


if __name__ == "__main__":
    sys.exit(main())
