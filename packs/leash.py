"""Runs a program that ends when whoever started it ends, with all that it has started itself.

    python packs/leash.py PROGRAM ARGUMENT ...

Its standard input is a pipe that the other side keeps open and never writes to. The kernel closes it when that side
dies, however it dies. Run as a file of its own: what it starts is not to see our packages.
"""

import os
import signal
import subprocess
import sys
import threading


def main() -> int:
    threading.Thread(target=_end_with_the_other_side, daemon=True).start()
    with subprocess.Popen(sys.argv[1:], stdin=subprocess.DEVNULL) as program:
        return program.wait()


def _end_with_the_other_side() -> None:
    while os.read(0, 1):
        pass
    # The group is this process, the program, and what that has started.
    os.killpg(0, signal.SIGKILL)


if __name__ == "__main__":
    sys.exit(main())
