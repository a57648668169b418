"""How fast due reminders go out, beside a bare loop that writes and sends the same mails to the same server.

    python -m benchmarks.reminder_throughput [--reminders 10000] [--transport asked|plain] [--database URL]

The bare loop remembers nothing: killed in the middle it would not know what it has sent. Two workers against one loop,
as two processes are what a small council's worker has.
"""

from __future__ import annotations

import argparse
import os
import sys
import time

from benchmarks.reminder_chaos import Servers, set_up, town
from launcher.accounts import server_account
from launcher.children import Children
from launcher.guard import Guard
from launcher.interrupts import watch
from launcher.state import make_short_folder

WORKERS = 2


def fork(job: str, *arguments: int) -> int:
    pid = os.fork()
    if pid == 0:
        try:
            getattr(town(), job)(*arguments)
        finally:
            os._exit(0)
    return pid


def seconds_for(*pids: int) -> float:
    begun = time.monotonic()
    for pid in pids:
        os.waitpid(pid, 0)
    return time.monotonic() - begun


def measure(servers: Servers, options: argparse.Namespace) -> float:
    town().enter_everything(options.reminders)
    mails = town().waiting()
    bare = mails / seconds_for(fork("bare_loop"))
    taken = len(servers.log.read_text().splitlines())
    ours = mails / seconds_for(*(fork("drain") for _ in range(WORKERS)))
    sent = len(servers.log.read_text().splitlines()) - taken
    if taken != mails or sent != mails:
        raise SystemExit(f"The server took {taken} and {sent} mails instead of {mails}.")
    print(
        f"{options.transport}: {mails} mails, bare loop {bare:.0f} a second, {WORKERS} workers {ours:.0f} a second"
    )
    print(f"  ratio {ours / bare:.2f}, target 0.5")
    return ours / bare


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--reminders", type=int, default=10_000)
    parser.add_argument("--transport", choices=["asked", "plain"], default="asked")
    parser.add_argument("--database", help="copy the tables of this database instead of migrating")
    options = parser.parse_args()
    options.lease = 300
    watch()
    folder = make_short_folder(server_account())
    guard = Guard()
    guard.remove_at_the_end(folder)
    children = Children(folder, guard)
    try:
        servers = Servers(folder, children, deaths=0)
        servers.start()
        set_up(servers, folder, options)
        return 0 if measure(servers, options) >= 0.5 else 1
    finally:
        children.stop()
        guard.close()


if __name__ == "__main__":
    sys.exit(main())
