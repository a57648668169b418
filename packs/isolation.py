"""Cutting a reader of strangers' files off: from the network, and from outliving whoever started it."""

from __future__ import annotations

import ctypes
import os
import signal
import sys

# <sched.h> and <sys/prctl.h>
CLONE_NEWNET = 0x40000000
CLONE_NEWUSER = 0x10000000
PR_SET_PDEATHSIG = 1


def die_with_parent(parent: int) -> None:
    """Have the kernel kill this process when `parent`, which started it, is gone.

    It leads a session of its own, so what kills the parent's group does not reach it. Only on Linux.
    """
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGKILL)
        # It may have died before we asked.
        if os.getppid() != parent:
            os._exit(1)


def cut_off_network() -> bool:
    """Move this process into a network of its own that leads nowhere. False where the system forbids it.

    Our readers open no connection; this is for what a crafted file may make their libraries do. An ordinary
    user needs a user namespace for it, which some systems do not grant. Must be called before any thread is
    started. Only on Linux.
    """
    if sys.platform != "linux":
        return False
    library = ctypes.CDLL(None, use_errno=True)
    return any(library.unshare(flags) == 0 for flags in (CLONE_NEWNET, CLONE_NEWUSER | CLONE_NEWNET))
