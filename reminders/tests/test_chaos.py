"""The small version of benchmarks/reminder_chaos.py: 500 deadlines, real processes and servers, real SIGKILLs."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.db import connection

PROJECT = Path(__file__).resolve().parents[2]


@pytest.mark.django_db(transaction=True)
def test_nothing_is_lost_or_doubled_while_everything_is_killed() -> None:
    database = connection.settings_dict
    address = f"postgresql://{database['USER']}@/{database['NAME']}?host={database['HOST']}"
    command = [sys.executable, "-m", "benchmarks.reminder_chaos", "--database", address]
    command += ["--deadlines", "500", "--kills", "25", "--span", "12", "--down", "3", "--deaths", "8"]
    done = subprocess.run(command, cwd=PROJECT, env=os.environ, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "lost 0, double rows 0" in done.stdout
    assert "extra mails 0" in done.stdout
