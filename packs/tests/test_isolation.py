"""The child that reads uploads reaches no network, and does not outlive its parent."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time

from packs.sandbox import ROOT

CONNECT = """
import socket, sys
from packs.isolation import cut_off_network
cut = cut_off_network()
try:
    socket.create_connection(("127.0.0.1", int(sys.argv[1])), timeout=5).close()
    print(cut, "reached")
except OSError:
    print(cut, "unreachable")
"""
SLEEP = """
import os, sys, time
from packs.isolation import die_with_parent
die_with_parent(int(sys.argv[1]))
print(os.getpid(), flush=True)
time.sleep(120)
"""
START = """
import os, subprocess, sys
child = [sys.executable, "-c", sys.argv[1], str(os.getpid())]
subprocess.run(child, start_new_session=True)
"""


def test_the_network_is_out_of_reach() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = str(server.getsockname()[1])
        done = subprocess.run(
            [sys.executable, "-c", CONNECT, port], cwd=ROOT, capture_output=True, text=True, check=True
        )
    # Where the system forbids a network of one's own, the function says so.
    assert done.stdout.strip() in ("True unreachable", "False reached")


def test_a_child_in_a_session_of_its_own_dies_with_its_parent() -> None:
    arguments = [sys.executable, "-c", START, SLEEP]
    with subprocess.Popen(arguments, cwd=ROOT, stdout=subprocess.PIPE, text=True) as parent:
        assert parent.stdout is not None
        child = int(parent.stdout.readline())
        parent.send_signal(signal.SIGKILL)
    for _attempt in range(500):
        if not _runs(child):
            return
        time.sleep(0.02)
    os.kill(child, signal.SIGKILL)
    raise AssertionError("The child outlived its parent.")


def _runs(process: int) -> bool:
    try:
        with open(f"/proc/{process}/stat") as file:
            return file.read().rsplit(")", 1)[1].split()[0] != "Z"
    except FileNotFoundError:
        return False
