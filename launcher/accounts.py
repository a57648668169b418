"""The ordinary account that root lends to PostgreSQL, which refuses to run as root."""

import os
import pwd
import subprocess
from dataclasses import dataclass
from pathlib import Path

from launcher.console import Problem


@dataclass(frozen=True)
class Account:
    user: int
    group: int


def server_account() -> Account | None:
    """None when we are an ordinary user ourselves."""
    if os.geteuid() != 0:
        return None
    for name in ("nobody", "daemon"):
        try:
            entry = pwd.getpwnam(name)
        except KeyError:
            continue
        return Account(entry.pw_uid, entry.pw_gid)
    raise Problem("PostgreSQL may not run as root, and this machine has no account 'nobody' to run it with.")


def can_reach(path: Path, account: Account | None) -> bool:
    """Asked by trying, which no reading of permission bits along the path can equal."""
    if account is None:
        return True
    question = ["test", "-x", str(path)]
    answer = subprocess.run(question, user=account.user, group=account.group, extra_groups=[], cwd="/")
    return answer.returncode == 0
