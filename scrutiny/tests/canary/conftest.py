"""The crawl takes minutes, so it belongs to `run.py test --trust`; the control of what it would find runs always."""

from __future__ import annotations

import os

from scrutiny.tests.figures import FOLDER

collect_ignore = [] if os.environ.get(FOLDER) else ["test_canary.py"]
